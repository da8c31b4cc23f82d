"""Takes letters from the outbox to the mail server, and tries again when it is away."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable

from bot.web.callback.mails import Send
from bot.web.callback.outbox import Letter, Outbox

FIRST_PAUSE_SECONDS = 30.0
LONGEST_PAUSE_SECONDS = 3600.0
GIVEN_UP_AFTER_SECONDS = 48 * 3600.0
# How often what is kept too long is looked for, when nothing else happens.
IDLE_SECONDS = 3600.0

Pause = Callable[[int], float]
logger = logging.getLogger(__name__)


def retry_pause(tries: int) -> float:
    """Return how long to wait after so many failed tries: longer each time."""
    return min(FIRST_PAUSE_SECONDS * 2.0 ** min(tries, 10), LONGEST_PAUSE_SECONDS)


class Courier:
    """Delivers every letter at least once.

    Args:
        outbox: Where the letters wait.
        send: Hands one over; whatever it raises means that it is not delivered.
        pause: How long a letter waits after so many failed tries.
        clock: Tells the seconds since the epoch.
    """

    def __init__(
        self,
        outbox: Outbox,
        send: Send,
        *,
        pause: Pause = retry_pause,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._outbox = outbox
        self._send = send
        self._pause = pause
        self._clock = clock
        self._waker = asyncio.Event()

    def wake(self) -> None:
        """Say that a letter was put into the outbox."""
        self._waker.set()

    async def run(self) -> None:
        """Deliver until cancelled."""
        while True:
            self._waker.clear()
            try:
                seconds = await self.deliver_due()
            except Exception as error:  # noqa: BLE001 -- else nothing is delivered any more
                # Not soon again: what is delivered and cannot be noted is sent twice.
                logger.error("The outbox fails: %s", type(error).__name__)  # noqa: TRY400 -- it may quote a letter
                seconds = LONGEST_PAUSE_SECONDS
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._waker.wait()

    async def deliver_due(self) -> float:
        """Try every letter that is due; return after how many seconds to come again."""
        for letter in await asyncio.to_thread(self._outbox.due):
            await self._deliver(letter)
        lost = await asyncio.to_thread(self._outbox.clean)
        if lost:
            logger.error("%d callbacks were never delivered and are deleted", lost)
        seconds = await asyncio.to_thread(self._outbox.seconds_to_next_try)
        return IDLE_SECONDS if seconds is None else min(seconds, IDLE_SECONDS)

    async def _deliver(self, letter: Letter) -> None:
        try:
            await self._send(letter)
        except Exception as error:  # noqa: BLE001 -- whatever happened, it has to wait
            await self._put_off(letter, error)
        else:
            await asyncio.to_thread(self._outbox.delivered, letter.id)
            logger.info("Callback %s is delivered", letter.id)

    async def _put_off(self, letter: Letter, error: Exception) -> None:
        """Log why without the message of the error, which may quote addresses."""
        reason = f"{type(error).__name__} {getattr(error, 'code', '')}".strip()
        age = self._clock() - letter.accepted_at
        if age > GIVEN_UP_AFTER_SECONDS:
            await asyncio.to_thread(self._outbox.give_up, letter.id)
            logger.error(
                "Callback %s is given up after %.0f hours: %s; it is tried again after"
                " a restart",
                letter.id,
                age / 3600,
                reason,
            )
            return
        seconds = self._pause(letter.tries)
        await asyncio.to_thread(self._outbox.postpone, letter.id, seconds)
        logger.warning(
            "Callback %s is not delivered: %s; next try in %.0f s",
            letter.id,
            reason,
            seconds,
        )
