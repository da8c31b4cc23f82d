"""Who wants to speak with a person is told of the callback, with the search so far."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.general import ActionHandOver
from catalog import Catalog, Settings
from catalog.settings import BERLIN

pytestmark = pytest.mark.unit

SEARCH = [["topic", "Töpfern", "Töpfern"], ["place", "15083040", "Barleben"]]


@pytest.fixture
def catalog() -> Iterator[Catalog]:
    """Only the district is read, no database."""
    now = datetime(2026, 11, 22, 12, tzinfo=BERLIN)
    opened = Catalog.open(Settings(database_url="sqlite://", fixed_now=now))
    yield opened
    opened.close()


def said(catalog: Catalog, slots: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what the action says, in order."""
    dispatcher = CollectingDispatcher()
    tracker = Tracker("a", slots, {}, [], False, None, {}, None)  # type: ignore[arg-type]
    assert ActionHandOver(lambda: catalog).answer(catalog, dispatcher, tracker) == []
    return dispatcher.messages


def test_office_comes_first_and_then_the_callback(catalog: Catalog) -> None:
    office, callback = said(catalog, {})

    assert office["response"] == "utter_hand_over"
    assert office["office_phone"] == catalog.district.office.phone
    assert callback["custom"] == {"type": "callback", "conditions": ""}


def test_callback_carries_the_running_search(catalog: Catalog) -> None:
    _, search, callback = said(catalog, {"search": SEARCH})

    assert search["response"] == "utter_hand_over_search"
    assert callback["custom"] == {
        "type": "callback",
        "conditions": "Töpfern · Barleben",
    }
