"""The way to the Rasa process over loopback HTTP; alone in knowing its channel."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Protocol

import aiohttp

EDIT_INTENT = "edit_search"
EDIT_ENTITY = "edit"
# Sanic closes a silent connection after five seconds; ours are given up before.
KEEP_ALIVE_SECONDS = 4.0
TIMEOUT = aiohttp.ClientTimeout(total=15, connect=2)
STATUS_TIMEOUT = aiohttp.ClientTimeout(total=2)

Message = dict[str, Any]


class RasaUnavailable(Exception):
    """Raised when the Rasa process does not answer, or not as it should."""


@dataclass(frozen=True, slots=True)
class RasaStatus:
    """What the Rasa process has loaded."""

    has_model: bool
    has_actions: bool


class Dialogue(Protocol):
    """What the web service needs; every method may raise `RasaUnavailable`."""

    async def say(self, sender: str, message: str) -> list[Message]:
        """Return the answers to a typed message."""

    async def choose(self, sender: str, choice: str) -> list[Message]:
        """Return the answers to a pressed button."""

    async def forget(self, sender: str) -> None:
        """Forget a conversation."""

    async def status(self) -> RasaStatus:
        """Return what is loaded."""


class RasaClient:
    """The dialogue in the Rasa process; see `open_rasa_client`."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def say(self, sender: str, message: str) -> list[Message]:
        """Return the answers to a typed message; it is never a command.

        Raises:
            RasaUnavailable: there is no answer.
        """
        return await self._turn({"sender": sender, "message": message})

    async def choose(self, sender: str, choice: str) -> list[Message]:
        """Return the answers to a pressed button.

        Raises:
            RasaUnavailable: there is no answer.
        """
        entity = {"entity": EDIT_ENTITY, "value": choice}
        edit = {"intent": EDIT_INTENT, "entities": [entity]}
        return await self._turn({"sender": sender, "edit": edit})

    async def forget(self, sender: str) -> None:
        """Forget a conversation.

        Raises:
            RasaUnavailable: it may still be there.
        """
        await self._request("DELETE", f"/webhooks/lotse/chat/{sender}")

    async def status(self) -> RasaStatus:
        """Return what is loaded; actions of another server count as there.

        Raises:
            RasaUnavailable: the process is not there.
        """
        path = "/webhooks/lotse/status"
        answer = await self._request("GET", path, limits=STATUS_TIMEOUT)
        actions = answer.get("actions")
        return RasaStatus(
            has_model=answer.get("ready") is True,
            has_actions=actions is None or bool(actions),
        )

    async def _turn(self, turn: dict[str, object]) -> list[Message]:
        answer = await self._request("POST", "/webhooks/lotse/chat", turn)
        messages = answer.get("messages")
        if not isinstance(messages, list):
            raise RasaUnavailable("an answer without messages")
        return messages

    async def _request(
        self,
        method: str,
        path: str,
        body: dict[str, object] | None = None,
        *,
        limits: aiohttp.ClientTimeout = TIMEOUT,
    ) -> dict[str, Any]:
        try:
            async with self._session.request(
                method, path, json=body, timeout=limits, raise_for_status=True
            ) as response:
                answer = json.loads(await response.read())
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise RasaUnavailable(type(error).__name__) from error
        if not isinstance(answer, dict):
            raise RasaUnavailable("an answer that is no object")
        return answer


@asynccontextmanager
async def open_rasa_client(url: str) -> AsyncIterator[RasaClient]:
    """Open a client that keeps its connections; they end with the context."""
    connector = aiohttp.TCPConnector(keepalive_timeout=KEEP_ALIVE_SECONDS, limit=0)
    async with aiohttp.ClientSession(
        url, connector=connector, cookie_jar=aiohttp.DummyCookieJar()
    ) as session:
        yield RasaClient(session)
