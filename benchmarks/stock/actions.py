"""The stock assistant's action server: one SQL query, as a developer would write it.

Copied into the stock project's `actions` package; Lernlotse never imports it.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import AllSlotsReset, EventType
from rasa_sdk.executor import CollectingDispatcher

DATABASE = Path(__file__).resolve().parent.parent / "offers.sqlite"
FREE = "kostenlos"
SEARCH = """
    SELECT offers.id, offers.title, place, starts, price_cents, count(*) OVER ()
      FROM offers_text JOIN offers ON offers.key = offers_text.rowid
     WHERE {conditions}
     ORDER BY starts
     LIMIT 5
"""


def number(text: str | None) -> int | None:
    """Read the first number of a text."""
    found = re.search(r"\d+", text or "")
    return int(found.group()) if found else None


def conditions(slots: dict[str, Any]) -> list[tuple[str, object]]:
    """Turn filled slots into SQL conditions with their parameter."""
    found: list[tuple[str, object]] = []
    if slots.get("topic"):
        words = re.findall(r"\w+", slots["topic"])
        found.append(("offers_text MATCH ?", " ".join(f'"{word}"*' for word in words)))
    if slots.get("place"):
        found.append(("? IN (lower(place), postcode)", slots["place"].lower()))
    if (age := number(slots.get("age"))) is not None:
        found.append(("? BETWEEN age_from AND age_to", age))
    if slots.get("price") == FREE:
        found.append(("price_cents <= ?", 0))
    elif (euros := number(slots.get("price"))) is not None:
        found.append(("price_cents <= ?", euros * 100))
    return found


def search(slots: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return up to five offers, the earliest first."""
    chosen = conditions(slots) or [("?", 1)]
    query = SEARCH.format(conditions=" AND ".join(sql for sql, _ in chosen))
    with closing(sqlite3.connect(DATABASE)) as connection:
        return connection.execute(query, [value for _, value in chosen]).fetchall()


class ActionSearchOffers(Action):
    """Answer a search with up to five offers."""

    def name(self) -> str:
        return "action_search_offers"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        rows = search(tracker.slots)
        if not rows:
            dispatcher.utter_message(response="utter_offers_none_found")
            return []
        lines = "\n".join(f"{title} · {place}" for _, title, place, *_ in rows)
        dispatcher.utter_message(
            response="utter_offers_found", total=rows[0][-1], offers=lines
        )
        return []


class ActionRestartSearch(Action):
    """Forget what was searched."""

    def name(self) -> str:
        return "action_restart_search"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        return [AllSlotsReset()]
