"""Messages the model was not sure of are for a person to look at."""

from __future__ import annotations

import pytest
from rasa.shared.core.events import UserUttered

from bot.dialogue.unclear import is_unclear, likeliest

pytestmark = pytest.mark.unit


def event(name: str, confidence: float | None, *ranking: str) -> UserUttered:
    intent = {"name": name, "confidence": confidence}
    ranked = {"intent_ranking": [{"name": r} for r in (name, *ranking)]}
    return UserUttered("hm", intent, parse_data={"intent": intent, **ranked})


@pytest.mark.parametrize(
    ("name", "confidence", "expected"),
    [
        ("nlu_fallback", 0.7, True),
        ("greet", 0.39, True),
        ("greet", 0.4, False),
        ("greet", None, True),
    ],
)
def test_fallback_and_doubt_are_unclear(name, confidence, expected) -> None:
    assert is_unclear(event(name, confidence)) is expected


def test_likeliest_is_the_best_intent_that_has_a_meaning() -> None:
    assert (
        likeliest(event("nlu_fallback", 0.7, "ask_contact", "greet")) == "ask_contact"
    )
    assert likeliest(event("greet", 0.3, "thank")) == "greet"
    assert likeliest(event("nlu_fallback", 1.0)) is None
    assert likeliest(UserUttered("hm", {"name": "nlu_fallback"})) is None
