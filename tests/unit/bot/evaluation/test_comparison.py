"""What changed between two models, and whether the newer one is worse than agreed."""

from __future__ import annotations

import pytest

from bot.evaluation.comparison import Shortfall, baseline, changes, shortfalls
from bot.evaluation.figures import Result, figures

pytestmark = pytest.mark.unit


def evaluated(*results: tuple[str, str, str]) -> dict:
    found = [Result(*result, 0.9) for result in results]
    return figures(found) | {"asked": [result.message for result in found]}


BEFORE = evaluated(
    ("a", "greet", "greet"),
    ("b", "greet", "thank"),
    ("c", "thank", "thank"),
    ("gone", "thank", "greet"),
)
NOW = evaluated(
    ("a", "greet", "thank"),
    ("b", "greet", "greet"),
    ("c", "thank", "thank"),
    ("new", "thank", "greet"),
    ("other", "goodbye", "goodbye"),
)


def test_messages_count_where_both_were_asked() -> None:
    found = changes(BEFORE, NOW)

    assert found is not None
    assert [w["message"] for w in found["newly_wrong"]] == ["a"]
    assert [w["message"] for w in found["newly_right"]] == ["b"]


def test_differences_are_by_intent() -> None:
    better = evaluated(("a", "greet", "greet"), ("b", "greet", "greet"))

    found = changes(BEFORE, better)

    assert found is not None
    assert found["f1"] == {"greet": 0.5}
    assert found["macro_f1"] == 0.5


def test_equal_scores_are_no_difference() -> None:
    assert changes(BEFORE, BEFORE) == {
        "macro_f1": 0.0,
        "f1": {},
        "newly_wrong": [],
        "newly_right": [],
    }


def test_first_model_has_nothing_to_compare_with() -> None:
    assert changes(None, NOW) is None


def scored(macro: float, precision: float, recall: float) -> dict:
    outside = {"precision": precision, "recall": recall}
    return {"macro_f1": macro, "outside": outside}


def test_baseline_holds_what_is_guarded() -> None:
    more = scored(0.8, 0.7, 0.6) | {"f1": {}, "messages": 4}

    assert baseline(more) == scored(0.8, 0.7, 0.6)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (scored(0.8, 0.7, 0.6), []),
        (scored(0.9, 0.9, 0.9), []),
        (scored(0.79, 0.69, 0.59), []),
        (scored(0.7899, 0.7, 0.6), [Shortfall("macro_f1", 0.8, 0.7899)]),
        (scored(0.8, 0.689, 0.6), [Shortfall("outside.precision", 0.7, 0.689)]),
        (scored(0.8, 0.7, 0.5), [Shortfall("outside.recall", 0.6, 0.5)]),
    ],
)
def test_more_than_a_hundredth_below_is_a_shortfall(now, expected) -> None:
    assert shortfalls(now, scored(0.8, 0.7, 0.6)) == expected
