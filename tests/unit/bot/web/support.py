"""What tests of the web service share: a dialogue that records, an example catalog."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.settings import Settings
from bot.web.rasa_client import Message, RasaStatus, RasaUnavailable
from catalog import Catalog
from catalog import Settings as CatalogSettings
from catalog.examples import write_example_files
from catalog.settings import BERLIN
from tests.factories import make_actor, make_files, make_offer

READY = RasaStatus(has_model=True, has_actions=True)
NOW = datetime(2026, 11, 22, 12, tzinfo=BERLIN)
MARKUP = "<script>alert(1)</script>"
# The import takes tags away and turns this into them.
ESCAPED = html.escape(MARKUP)
OFFICE_PHONE = "030 23125 100"

# One record each for what the example catalog does not hold.
EXTRA_ACTORS = (
    make_actor(
        "x-1", name=f"Zauberschule {ESCAPED}", beschreibung=html.escape("<b>fett</b>")
    ),
    make_actor(
        "x-2",
        name="Tagespflege Sonnenkäfer",
        art="tagespflege",
        strasse="Geheimer Weg 7",
        ort="Barleben",
        plz="39179",
        adresse_verbergen="ja",
    ),
)
EXTRA_OFFERS = (
    make_offer(
        "x-offer",
        titel=f"Zaubertricks {ESCAPED}",
        beschreibung=html.escape('"><img src=x onerror=alert(1)>'),
        themen="Zaubertricks",
        anbieter_id="x-1",
    ),
    make_offer(
        "x-hidden",
        titel="Spielkreis bei Sonnenkäfer",
        themen="Spielkreis",
        anbieter_id="x-2",
        strasse="Geheimer Weg 7",
        ort="Barleben",
        plz="39179",
        telefon="030 23125 777",
    ),
    make_offer("x-off", titel="Segelfliegen", themen="Segelfliegen", anbieter_id="x-1",
               status="abgesagt"),
    make_offer("x-over", titel="Drachenbau", themen="Drachenbau", anbieter_id="x-1",
               termine="2026-10-01"),
)  # fmt: skip


def fill_example_catalog(directory: Path, database_url: str) -> Catalog:
    """Return a catalog with the example data and the extra records, on a Sunday."""
    settings = CatalogSettings(database_url=database_url, fixed_now=NOW)
    catalog = Catalog.open(settings)
    catalog.prepare()
    files = write_example_files(
        directory / "examples", today=NOW.date(), state=catalog.district.state
    )
    extra = make_files(directory / "extra", actors=EXTRA_ACTORS, offers=EXTRA_OFFERS)
    for paths in (files, extra):
        report = catalog.import_files(paths, is_example=True)
        assert report.rejected == ()
    return catalog


@dataclass
class FakeDialogue:
    """Answers with `messages` and records what it was sent; `is_down` = no Rasa."""

    messages: list[Message] = field(default_factory=lambda: [{"text": "Gern."}])
    is_down: bool = False
    rasa_status: RasaStatus = READY
    said: list[tuple[str, str]] = field(default_factory=list)
    chosen: list[tuple[str, str]] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)

    async def say(self, sender: str, message: str) -> list[Message]:
        """Answer a message."""
        self._check()
        self.said.append((sender, message))
        return self.messages

    async def choose(self, sender: str, choice: str) -> list[Message]:
        """Answer a button."""
        self._check()
        self.chosen.append((sender, choice))
        return self.messages

    async def forget(self, sender: str) -> None:
        """Forget a conversation."""
        self._check()
        self.forgotten.append(sender)

    async def status(self) -> RasaStatus:
        """Say what is loaded."""
        self._check()
        return self.rasa_status

    def _check(self) -> None:
        if self.is_down:
            raise RasaUnavailable("down")


def web_settings(var_dir: Path, **changed: Any) -> Settings:
    """Return settings without a rate limit."""
    defaults: dict[str, Any] = {"rate_limit": None, "var_dir": var_dir}
    return Settings(**defaults | changed)
