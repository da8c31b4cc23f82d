"""A running web service: real catalog with example data, a dialogue that records."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient

from bot.web.app import create_app
from catalog import Catalog
from tests.unit.bot.web.support import (
    FakeDialogue,
    fill_example_catalog,
    web_settings,
)

Client = TestClient[Any, Any]
ClientMaker = Callable[..., Awaitable[Client]]


@pytest.fixture(scope="session")
def example_catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    """The example data and a few records for tests; read it only."""
    directory = tmp_path_factory.mktemp("examples")
    url = f"sqlite:///{directory / 'catalog.sqlite'}"
    catalog = fill_example_catalog(directory, url)
    yield catalog
    catalog.close()


@pytest.fixture
def dialogue() -> FakeDialogue:
    """The dialogue behind the client."""
    return FakeDialogue()


@pytest.fixture
def make_client(
    aiohttp_client: Any,
    example_catalog: Catalog,
    dialogue: FakeDialogue,
    tmp_path: Path,
) -> ClientMaker:
    """Starts a web service; keywords are settings."""

    async def make(*, catalog: Catalog | None = None, **changed: Any) -> Client:
        app = create_app(
            web_settings(tmp_path, **changed),
            catalog=catalog or example_catalog,
            rasa=dialogue,
        )
        client: Client = await aiohttp_client(app)
        return client

    return make


@pytest_asyncio.fixture
async def client(make_client: ClientMaker) -> Client:
    """A client of a web service without a rate limit."""
    return await make_client()


@pytest.fixture
def assert_canonical_error() -> Callable[[ClientResponse, int], Awaitable[list[str]]]:
    """Checks that an answer is an error of the API; returns its messages."""

    async def check(response: ClientResponse, status: int) -> list[str]:
        body = await response.json()
        messages: list[str] = body["errors"]
        assert response.status == status
        assert body == {
            "ok": False,
            "error": messages[0],
            "errors": messages,
            "status": status,
        }
        assert all(isinstance(message, str) and message for message in messages)
        return messages

    return check
