"""What taking slips needs while the service runs, from its start to its end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.settings import Settings
from bot.smtp_server import is_mail_address
from bot.web.callback.courier import Courier, Pause
from bot.web.callback.mails import smtp_sender
from bot.web.callback.outbox import Outbox
from bot.web.callback.tokens import ConfirmationTokens
from bot.web.conversations import load_key
from bot.web.rate_limit import RateLimiter

OUTBOX_FILE = "outbox.sqlite"
# A family or a library may share an address; nobody there asks more often.
SLIPS_AN_HOUR = 10
HOUR = 3600.0
ENDS_WITHIN_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class CallbackDesk:
    """Takes slips and sees to it that they are delivered."""

    outbox: Outbox
    courier: Courier
    tokens: ConfirmationTokens
    limiter: RateLimiter

    async def take(self, letter_id: str, text: str) -> None:
        """Keep a letter on the disk; the courier delivers it soon.

        Raises:
            OutboxFull: Too many wait already.
        """
        await asyncio.to_thread(self.outbox.put, letter_id, text)
        self.courier.wake()


@asynccontextmanager
async def open_desk(
    settings: Settings, recipient: str, *, pause: Pause
) -> AsyncIterator[CallbackDesk]:
    """Open the outbox and deliver what waits there, until the end.

    Letters that were given up are due once more: a restart is how settings change.
    """
    if settings.smtp is None:
        raise ValueError("a desk needs a mail server")
    outbox = Outbox(settings.var_dir / OUTBOX_FILE)
    outbox.retry_failed()
    sender = settings.mail_from or _own_address(settings.smtp.user) or recipient
    send = smtp_sender(settings.smtp, sender=sender, recipient=recipient)
    courier = Courier(outbox, send, pause=pause)
    running = asyncio.create_task(courier.run())
    try:
        yield CallbackDesk(
            outbox=outbox,
            courier=courier,
            tokens=ConfirmationTokens(load_key(settings.var_dir)),
            limiter=RateLimiter(
                None if settings.rate_limit is None else SLIPS_AN_HOUR, window=HOUR
            ),
        )
    finally:
        await _end(running)
        outbox.close()


async def _end(task: asyncio.Task[None]) -> None:
    """Cancel until it ends: `wait_for` of Python 3.11 may lose a cancellation."""
    while not task.done():
        task.cancel()
        await asyncio.wait({task}, timeout=ENDS_WITHIN_SECONDS)


def _own_address(user: str | None) -> str | None:
    return user if user and is_mail_address(user) else None
