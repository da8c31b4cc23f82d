"""The way to the Rasa process, against a small server with the channel's addresses."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from bot.web import rasa_client
from bot.web.rasa_client import (
    RasaClient,
    RasaStatus,
    RasaUnavailable,
    open_rasa_client,
)

pytestmark = pytest.mark.asyncio

STATUS: dict[str, Any] = {"ready": True, "model": "m", "actions": ["action_greet"]}


class RasaProcess:
    """Answers as told and records what it was asked."""

    def __init__(self) -> None:
        self.answer: Any = {"messages": [{"text": "Gern."}], "intent": None}
        self.code = 200
        self.delay = 0.0
        self.asked: list[tuple[str, str, Any]] = []

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._handle)
        return app

    async def _handle(self, request: web.Request) -> web.Response:
        body = await request.json() if request.can_read_body else None
        self.asked.append((request.method, request.path, body))
        await asyncio.sleep(self.delay)
        if isinstance(self.answer, str):
            return web.Response(text=self.answer, status=self.code)
        return web.json_response(self.answer, status=self.code)


@pytest.fixture
def process() -> RasaProcess:
    return RasaProcess()


@pytest_asyncio.fixture
async def client(process: RasaProcess) -> AsyncIterator[RasaClient]:
    async with (
        TestServer(process.app()) as server,
        open_rasa_client(str(server.make_url("/"))) as opened,
    ):
        yield opened


async def test_say_posts_the_message(client: RasaClient, process: RasaProcess) -> None:
    assert await client.say("abc", "/restart") == [{"text": "Gern."}]

    body = {"sender": "abc", "message": "/restart"}
    assert process.asked == [("POST", "/webhooks/lotse/chat", body)]


async def test_choose_posts_an_edit(client: RasaClient, process: RasaProcess) -> None:
    await client.choose("abc", "add:price:0")

    (_, _, body) = process.asked[0]
    assert body == {
        "sender": "abc",
        "edit": {
            "intent": "edit_search",
            "entities": [{"entity": "edit", "value": "add:price:0"}],
        },
    }


async def test_forget_deletes(client: RasaClient, process: RasaProcess) -> None:
    process.answer = {"deleted": True}

    await client.forget("abc")

    assert process.asked == [("DELETE", "/webhooks/lotse/chat/abc", None)]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (STATUS, RasaStatus(has_model=True, has_actions=True)),
        (STATUS | {"actions": None}, RasaStatus(has_model=True, has_actions=True)),
        (STATUS | {"actions": []}, RasaStatus(has_model=True, has_actions=False)),
        (STATUS | {"ready": False}, RasaStatus(has_model=False, has_actions=True)),
    ],
)
async def test_status_reads_what_is_loaded(
    client: RasaClient, process: RasaProcess, answer: Any, expected: RasaStatus
) -> None:
    process.answer = answer

    assert await client.status() == expected


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        (500, {"error": "the turn failed"}),
        (503, {"error": "no model is loaded"}),
        (200, "kein JSON"),
        (200, []),
        (200, {}),
        (200, {"messages": None}),
    ],
)
async def test_other_answers_mean_unavailable(
    client: RasaClient, process: RasaProcess, code: int, answer: Any
) -> None:
    process.code, process.answer = code, answer

    with pytest.raises(RasaUnavailable):
        await client.say("abc", "Yoga")


async def test_silence_means_unavailable(
    client: RasaClient, process: RasaProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    process.delay = 5
    limits = aiohttp.ClientTimeout(total=0.05)
    monkeypatch.setattr(rasa_client, "STATUS_TIMEOUT", limits)

    with pytest.raises(RasaUnavailable):
        await client.status()


async def test_client_finds_a_process_that_comes_back(process: RasaProcess) -> None:
    port = unused_port()
    async with open_rasa_client(f"http://127.0.0.1:{port}") as client:
        with pytest.raises(RasaUnavailable):
            await client.say("abc", "Yoga")

        async with TestServer(process.app(), port=port):
            assert await client.say("abc", "Yoga") == [{"text": "Gern."}]

        with pytest.raises(RasaUnavailable):
            await client.say("abc", "Yoga")

        async with TestServer(process.app(), port=port):
            assert await client.say("abc", "Yoga") == [{"text": "Gern."}]
