"""Small talk that asks about what is shown is none."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.context import in_context

RUNNING = [["topic", "yoga", "Yoga"]]


def conversation(**values: Any) -> DialogueStateTracker:
    slots = [AnySlot(name, [], initial_value=None) for name in ("search", "shown")]
    tracker = DialogueStateTracker("someone", slots)
    for name, value in values.items():
        tracker.slots[name].value = value
    return tracker


def parsed(
    intent: str, text: str, *fields: str, confidence: float = 0.4
) -> dict[str, Any]:
    return {
        "text": text,
        "intent": {"name": intent, "confidence": confidence},
        "entities": [{"entity": field, "value": "x"} for field in fields],
    }


@pytest.mark.parametrize(
    ("message", "meant"),
    [
        (parsed("out_of_scope", "Preis?"), "ask_offer_details"),
        (parsed("thank", "und das zweite"), "ask_offer_details"),
        (parsed("insult", "er ist schon 11", "age"), "refine_search"),
        (parsed("ask_bot", "der Sportverein", "actor"), "find_actors"),
        (parsed("greet", "Malen", "topic"), "refine_search"),
        (parsed("nlu_fallback", "preis", confidence=0.9), "ask_offer_details"),
        (parsed("thank", "danke", confidence=0.95), "thank"),
        (
            parsed("out_of_scope", "wetter morgen", "dates", confidence=0.6),
            "out_of_scope",
        ),
        (parsed("search_offers", "preis"), "search_offers"),
        (parsed("ask_offer_details", "mit Hort", "childcare"), "refine_search"),
        (parsed("ask_offer_details", "mit Hort?", "childcare"), "ask_offer_details"),
        (parsed("ask_contact", "Adresse?"), "ask_offer_details"),
        (parsed("ask_contact", "Telefon?"), "ask_contact"),
        (parsed("restart_search", "am Anfang, A1", "level"), "refine_search"),
    ],
)
def test_in_a_search(message: dict[str, Any], meant: str) -> None:
    shown = {"list": "offers", "ids": ["o-1", "o-2"], "page": 1}

    found = in_context(message, conversation(search=RUNNING, shown=shown))

    assert found["intent"]["name"] == meant


@pytest.mark.parametrize(
    ("message", "meant"),
    [
        (parsed("out_of_scope", "Preis?"), "out_of_scope"),
        (parsed("greet", "Malen", "topic"), "search_offers"),
        (parsed("ask_offer_details", "Telefon der VHS?", "actor"), "ask_contact"),
        (parsed("ask_offer_details", "wann VHS?", "actor"), "ask_opening_hours"),
        (parsed("insult", "er ist schon 11", "age"), "insult"),
    ],
)
def test_without_a_search(message: dict[str, Any], meant: str) -> None:
    assert in_context(message, conversation())["intent"]["name"] == meant
