"""Figures of a fixture whose every message was counted by hand."""

from __future__ import annotations

import pytest

from bot.evaluation.figures import Result, figures

pytestmark = pytest.mark.unit

RESULTS = [
    Result("a", "greet", "greet", 0.9),
    Result("b", "greet", "greet", 0.8),
    Result("c", "greet", "thank", 0.61234),
    Result("d", "thank", "thank", 0.9),
    Result("e", "thank", "nlu_fallback", 0.7),
    Result("f", "out_of_scope", "out_of_scope", 0.9),
    Result("g", "out_of_scope", "nlu_fallback", 0.7),
    Result("h", "out_of_scope", "greet", 0.7),
]


def test_each_intent_has_its_figures() -> None:
    found = figures(RESULTS)

    assert found["messages"] == 8
    assert found["accuracy"] == {"intents": 0.5}
    assert found["intents"] == {
        "greet": {"precision": 0.667, "recall": 0.667, "f1": 0.667, "support": 3},
        "out_of_scope": {"precision": 1.0, "recall": 0.333, "f1": 0.5, "support": 3},
        "thank": {"precision": 0.5, "recall": 0.5, "f1": 0.5, "support": 2},
    }
    assert found["f1"] == {"greet": 0.667, "out_of_scope": 0.5, "thank": 0.5}
    assert found["macro_f1"] == 0.5557


def test_fallback_and_out_of_scope_are_one_answer() -> None:
    """Three messages got it, two of them rightly; three should have got it."""
    assert figures(RESULTS)["outside"] == {
        "precision": 0.667,
        "recall": 0.667,
        "f1": 0.667,
        "support": 3,
    }


def test_confusions_are_counted() -> None:
    twice = [*RESULTS, Result("i", "thank", "nlu_fallback", 0.7)]

    assert figures(twice)["confusions"] == [
        {"expected": "thank", "predicted": "nlu_fallback", "count": 2},
        {"expected": "greet", "predicted": "thank", "count": 1},
        {"expected": "out_of_scope", "predicted": "greet", "count": 1},
        {"expected": "out_of_scope", "predicted": "nlu_fallback", "count": 1},
    ]


def test_wrong_messages_are_listed() -> None:
    assert figures(RESULTS)["wrong"][0] == {
        "message": "c",
        "expected": "greet",
        "predicted": "thank",
        "confidence": 0.612,
    }
    assert [w["message"] for w in figures(RESULTS)["wrong"]] == ["c", "e", "g", "h"]


def test_intent_that_was_never_found_has_no_precision() -> None:
    found = figures([Result("a", "greet", "thank", 0.9)])

    assert found["intents"]["greet"] == {
        "precision": 0.0,
        "recall": 0.0,
        "f1": 0.0,
        "support": 1,
    }
    assert found["outside"]["support"] == 0
