"""A browser in front of a running web service; the dialogue behind it is scripted."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bot.settings import Settings
from bot.web.app import create_app
from bot.web.rasa_client import Message
from catalog import Catalog, filter_items, offer_card
from tests.unit.bot.web.support import (
    MARKUP,
    FakeDialogue,
    fill_example_catalog,
    web_settings,
)

ContextMaker = Callable[..., BrowserContext]
STEPS = [
    {"label": "Mehr anzeigen", "choice": "more:offers"},
    {"label": "nur kostenlose", "choice": "add:price:0"},
]


@dataclass
class ScriptedDialogue(FakeDialogue):
    """Answers every turn with the first hits for pottery; `extra` is said before."""

    catalog: Catalog | None = None
    extra: list[Message] = field(default_factory=list)

    async def say(self, sender: str, message: str) -> list[Message]:
        """Answer a message."""
        await super().say(sender, message)
        return self._hits()

    async def choose(self, sender: str, choice: str) -> list[Message]:
        """Answer a button."""
        await super().choose(sender, choice)
        return self._hits()

    def _hits(self) -> list[Message]:
        assert self.catalog is not None
        query = self.catalog.understand("Töpfern in Barleben").query
        page = self.catalog.search_offers(query)
        items = [offer_card(hit) for hit in page.items]
        return [
            {"text": "Das passt zu Ihrer Frage:"},
            *self.extra,
            {"custom": {"type": "filters", "items": filter_items(query, 15)}},
            {"custom": {"type": "offers", "total": page.total, "items": items}},
            {"custom": {"type": "choices", "items": STEPS}},
        ]


@dataclass(frozen=True)
class Service:
    """A running web service."""

    url: str
    dialogue: ScriptedDialogue


@pytest.fixture(scope="module")
def browser_catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    """The example data; read it only."""
    directory = tmp_path_factory.mktemp("browser")
    url = f"sqlite:///{directory / 'catalog.sqlite'}"
    catalog = fill_example_catalog(directory, url)
    yield catalog
    catalog.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """How the web service runs; a module may want it otherwise."""
    return web_settings(tmp_path)


@pytest.fixture
def service(browser_catalog: Catalog, settings: Settings) -> Iterator[Service]:
    """A web service of its own for each test."""
    dialogue = ScriptedDialogue(catalog=browser_catalog)
    app = create_app(settings, catalog=browser_catalog, rasa=dialogue)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    runner = web.AppRunner(app)

    async def start() -> int:
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        port: int = runner.addresses[0][1]
        return port

    port = asyncio.run_coroutine_threadsafe(start(), loop).result(30)
    yield Service(f"http://127.0.0.1:{port}", dialogue)
    asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(30)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(30)
    loop.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser of the system; tests are skipped where there is none."""
    executable = shutil.which("chromium")
    if executable is None:
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=executable, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def make_context(chromium: Browser, service: Service) -> Iterator[ContextMaker]:
    """Opens tabs' contexts; keywords are Playwright's."""
    opened: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        context = chromium.new_context(base_url=service.url, **options)
        context.set_default_timeout(10_000)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


@pytest.fixture
def page(make_context: ContextMaker, service: Service) -> Iterator[Page]:
    """A tab; the test fails when it logs an error or asks another server."""
    opened = make_context(viewport={"width": 1280, "height": 900}).new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "console",
        lambda line: complaints.append(line.text) if line.type == "error" else None,
    )
    requests: list[str] = []
    opened.on("request", lambda request: requests.append(request.url))
    opened.on("dialog", lambda dialog: complaints.append(dialog.message))
    yield opened
    assert complaints == []
    assert [url for url in requests if not url.startswith(service.url)] == []


__all__ = ["MARKUP", "ContextMaker", "Service"]
