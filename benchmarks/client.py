"""The one HTTP client all assistants are asked with; starts no servers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Any

import aiohttp

from benchmarks.figures import Figures, spread
from benchmarks.processes import BenchmarkError
from benchmarks.questions import Dialogue, Turn

TIMEOUT = aiohttp.ClientTimeout(total=60)
CLIENTS = 8
MOST_TURNS = 20_000


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: the conversation to go on with, and whether it was a search."""

    conversation: str
    searched: bool


Ask = Callable[[aiohttp.ClientSession, Turn, str | None], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Timing:
    """How long one turn took."""

    turn: Turn
    milliseconds: float
    searched: bool


async def post(
    session: aiohttp.ClientSession, url: str, payload: dict[str, Any]
) -> Any:
    """Post JSON and return the JSON that comes back.

    Raises:
        aiohttp.ClientResponseError: the server answered with an error.
    """
    async with session.post(url, json=payload, raise_for_status=True) as response:
        return await response.json()


def turn_figures(
    ask: Ask,
    dialogues: Sequence[Dialogue],
    *,
    warm_up: Sequence[Dialogue],
    seconds: float,
) -> Figures:
    """Ask one after the other for the latency, then with eight clients at once."""
    return asyncio.run(_turn_figures(ask, dialogues, warm_up, seconds))


async def _turn_figures(
    ask: Ask,
    dialogues: Sequence[Dialogue],
    warm_up: Sequence[Dialogue],
    seconds: float,
) -> Figures:
    jar = aiohttp.DummyCookieJar()
    connector = aiohttp.TCPConnector(limit=CLIENTS)
    async with aiohttp.ClientSession(
        connector=connector, cookie_jar=jar, timeout=TIMEOUT
    ) as session:
        await _timings(session, ask, warm_up)
        timings = await _timings(session, ask, dialogues)
        rate = await _turns_per_second(session, ask, dialogues, seconds)
    return summary(timings) | {"turns_per_second": rate}


def summary(timings: Sequence[Timing]) -> Figures:
    """Return the latency of all searches, of opening ones and of later ones.

    Raises:
        BenchmarkError: no turn was answered by a search.
    """
    searches = [t for t in timings if t.searched]
    if not searches:
        message = f"none of {len(timings)} turns was answered by a search"
        raise BenchmarkError(message)
    return {
        **spread("turn", [t.milliseconds for t in searches]),
        **spread("turn_opening", [t.milliseconds for t in searches if t.turn.opens]),
        **spread("turn_later", [t.milliseconds for t in searches if not t.turn.opens]),
        "turn.count": len(timings),
        "turn.searched": sum(t.searched for t in timings) / len(timings),
    }


async def _timings(
    session: aiohttp.ClientSession, ask: Ask, dialogues: Sequence[Dialogue]
) -> list[Timing]:
    timings = []
    for dialogue in dialogues:
        conversation: str | None = None
        for turn in dialogue:
            started = time.perf_counter()
            reply = await ask(session, turn, conversation)
            took = (time.perf_counter() - started) * 1000
            timings.append(Timing(turn, took, reply.searched))
            conversation = reply.conversation
    return timings


async def _turns_per_second(
    session: aiohttp.ClientSession,
    ask: Ask,
    dialogues: Sequence[Dialogue],
    seconds: float,
) -> float:
    """Count the turns that eight clients finish, each in conversations of its own."""
    waiting = cycle(dialogues)
    started = time.perf_counter()
    finished = 0

    async def talk() -> None:
        nonlocal finished
        while time.perf_counter() < started + seconds and finished < MOST_TURNS:
            conversation: str | None = None
            for turn in next(waiting):
                reply = await ask(session, turn, conversation)
                conversation = reply.conversation
                finished += 1

    await asyncio.gather(*(talk() for _ in range(CLIENTS)))
    return finished / (time.perf_counter() - started)
