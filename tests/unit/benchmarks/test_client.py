"""The client asks in conversations, counts all turns and times the searches."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from benchmarks.client import Reply, Timing, summary, turn_figures
from benchmarks.lernlotse import chat
from benchmarks.processes import BenchmarkError
from benchmarks.questions import Turn
from benchmarks.stock.measure import rest_channel, search_answers

pytestmark = pytest.mark.unit
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
OPENING = Turn("Töpfern", '"Töpfern"', opens=True)
LATER = Turn("nur kostenlose", '"Töpfern"', opens=False)


class FakeAssistant:
    """Remembers what it was asked in which conversation."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str | None]] = []

    async def ask(
        self, _session: aiohttp.ClientSession, turn: Turn, conversation: str | None
    ) -> Reply:
        self.asked.append((turn.text, conversation))
        await asyncio.sleep(0)
        return Reply(conversation or f"c{len(self.asked)}", searched=True)


def test_turn_figures_go_on_with_a_conversation() -> None:
    assistant = FakeAssistant()
    dialogues = [(OPENING, LATER), (OPENING, LATER)]

    figures = turn_figures(assistant.ask, dialogues, warm_up=[(OPENING,)], seconds=0)

    assert assistant.asked == [
        ("Töpfern", None),
        ("Töpfern", None),
        ("nur kostenlose", "c2"),
        ("Töpfern", None),
        ("nur kostenlose", "c4"),
    ]
    assert figures["turn.count"] == 4


def test_turn_figures_count_what_eight_clients_finish() -> None:
    assistant = FakeAssistant()

    figures = turn_figures(assistant.ask, [(OPENING, LATER)], warm_up=[], seconds=0.05)

    assert len(assistant.asked) > 8 * 2
    assert figures["turns_per_second"] > 0


def test_summary_times_searches_only() -> None:
    timings = [
        Timing(OPENING, 10.0, searched=True),
        Timing(OPENING, 900.0, searched=False),
        Timing(LATER, 20.0, searched=True),
        Timing(LATER, 40.0, searched=True),
    ]

    figures = summary(timings)

    assert figures["turn.median_ms"] == 20.0
    assert figures["turn_opening.median_ms"] == 10.0
    assert figures["turn_later.median_ms"] == 30.0
    assert figures["turn.searched"] == 0.75


def test_summary_refuses_a_run_without_any_search() -> None:
    with pytest.raises(BenchmarkError, match="none of 1 turns"):
        summary([Timing(OPENING, 10.0, searched=False)])


@asynccontextmanager
async def served(handler: Handler, path: str) -> AsyncIterator[int]:
    app = web.Application()
    app.router.add_post(path, handler)
    async with TestServer(app) as server:
        assert server.port is not None
        yield server.port


@pytest.mark.asyncio
async def test_chat_speaks_the_public_address() -> None:
    received = []

    async def answer(request: web.Request) -> web.Response:
        received.append(await request.json())
        replies = [{"type": "text", "text": "…"}, {"type": "offers", "items": []}]
        return web.json_response(
            {"ok": True, "conversation": "token", "replies": replies}
        )

    async with (
        served(answer, "/api/v1/chat") as port,
        aiohttp.ClientSession() as session,
    ):
        reply = await chat(port)(session, OPENING, None)

    assert received == [{"message": "Töpfern", "conversation": None}]
    assert reply == Reply("token", searched=True)


@pytest.mark.asyncio
async def test_chat_tells_small_talk_from_a_search() -> None:
    async def answer(_request: web.Request) -> web.Response:
        replies = [{"type": "text", "text": "…"}]
        return web.json_response(
            {"ok": True, "conversation": "token", "replies": replies}
        )

    async with (
        served(answer, "/api/v1/chat") as port,
        aiohttp.ClientSession() as session,
    ):
        reply = await chat(port)(session, OPENING, "token")

    assert reply.searched is False


@pytest.mark.asyncio
async def test_an_error_answer_is_no_measurement() -> None:
    async def answer(_request: web.Request) -> web.Response:
        return web.json_response({"ok": False}, status=503)

    async with (
        served(answer, "/api/v1/chat") as port,
        aiohttp.ClientSession() as session,
    ):
        with pytest.raises(aiohttp.ClientResponseError):
            await chat(port)(session, OPENING, None)


@pytest.mark.asyncio
async def test_rest_channel_knows_the_answers_of_the_search_action() -> None:
    received = []

    async def answer(request: web.Request) -> web.Response:
        received.append(await request.json())
        return web.json_response([{"text": f"{search_answers()[0]}3 …"}])

    async with (
        served(answer, "/webhooks/rest/webhook") as port,
        aiohttp.ClientSession() as session,
    ):
        reply = await rest_channel(port)(session, OPENING, "sender")

    assert received == [{"sender": "sender", "message": "Töpfern"}]
    assert reply == Reply("sender", searched=True)
