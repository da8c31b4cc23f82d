"""A running web service: real catalog with example data, a dialogue that records."""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient

from bot.web.app import create_app
from catalog import Catalog
from catalog import Settings as CatalogSettings
from tests.integration.web.staff_support import (
    ADMIN,
    EDITOR,
    REVIEWER,
    Person,
    add_staff,
)
from tests.unit.bot.web.support import (
    NOW,
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


# The staff area: every test has a catalog of its own, for there it is changed


@pytest.fixture(scope="session")
def staff_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the example data and an account for each role, to be copied."""
    directory = tmp_path_factory.mktemp("staff")
    path = directory / "catalog.sqlite"
    catalog = fill_example_catalog(directory, f"sqlite:///{path}")
    add_staff(catalog)
    catalog.close()
    return path


@pytest.fixture
def staff_catalog(staff_template: Path, tmp_path: Path) -> Iterator[Catalog]:
    """The example data and the staff, to be changed."""
    path = tmp_path / "staff.sqlite"
    shutil.copy(staff_template, path)
    settings = CatalogSettings(database_url=f"sqlite:///{path}", fixed_now=NOW)
    catalog = Catalog.open(settings)
    yield catalog
    catalog.close()


PersonMaker = Callable[..., Awaitable[Person]]


@pytest.fixture
def make_person(
    make_client: ClientMaker, staff_catalog: Catalog, aiohttp_client: Any
) -> PersonMaker:
    """Gives a browser to somebody, who signs in when there is a name.

    All browsers speak to the same service.
    """
    services: list[Client] = []

    async def make(name: str | None = None, **settings: Any) -> Person:
        if not services or settings:
            services.append(await make_client(catalog=staff_catalog, **settings))
            client = services[-1]
        else:
            client = await aiohttp_client(services[-1].server)
        person = Person(client)
        if name is not None:
            response = await person.sign_in(name)
            assert response.status == 303
        return person

    return make


@pytest_asyncio.fixture
async def editor(make_person: PersonMaker) -> Person:
    """Who writes."""
    return await make_person(EDITOR)


@pytest_asyncio.fixture
async def reviewer(make_person: PersonMaker) -> Person:
    """Who publishes."""
    return await make_person(REVIEWER)


@pytest_asyncio.fixture
async def admin(make_person: PersonMaker) -> Person:
    """Who administrates."""
    return await make_person(ADMIN)
