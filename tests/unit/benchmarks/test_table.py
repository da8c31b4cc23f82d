"""The table of goals: ratios, what is reached, what was not measured."""

from __future__ import annotations

import pytest

from benchmarks.table import GOALS, Goal, figures_table, goals_table, number

pytestmark = pytest.mark.unit
FASTER = Goal("turn", "≤ 1/5 of stock", "turn.ms", 1 / 5, against="stock")
MORE = Goal("rate", "≥ 6 x", "rate", 6, unit="/s", against="stock", at_least=True)
ALONE = Goal("import", "≤ 10 s", "import.seconds", 10, unit="s")


def test_ratio_is_ours_to_theirs() -> None:
    figures = {"lernlotse.turn.ms": 10.0, "stock.turn.ms": 40.0}

    assert FASTER.ratio(figures) == 0.25
    assert FASTER.is_reached(figures) is False


@pytest.mark.parametrize(
    ("goal", "ours", "theirs", "expected"),
    [
        (FASTER, 8.0, 40.0, True),
        (FASTER, 8.1, 40.0, False),
        (MORE, 120.0, 20.0, True),
        (MORE, 119.0, 20.0, False),
        (ALONE, 10.0, 0.0, True),
        (ALONE, 10.1, 0.0, False),
    ],
)
def test_goal_is_reached_up_to_its_limit(
    goal: Goal, ours: float, theirs: float, *, expected: bool
) -> None:
    figures = {f"lernlotse.{goal.figure}": ours, f"stock.{goal.figure}": theirs}

    assert goal.is_reached(figures) is expected


def test_goal_is_open_when_one_side_is_missing() -> None:
    assert FASTER.is_reached({"lernlotse.turn.ms": 8.0}) is None
    assert FASTER.is_reached({"stock.turn.ms": 8.0}) is None


def test_goals_table_has_a_row_for_every_goal() -> None:
    lines = goals_table({}).splitlines()

    assert len(lines) == len(GOALS) + 2
    assert {line.count("|") for line in lines} == {8}


def test_goals_table_shows_both_sides_and_the_ratio() -> None:
    figures = {"lernlotse.turn.median_ms": 9.0, "stock.turn.median_ms": 60.0}

    assert goals_table(figures).splitlines()[2] == (
        "| search turn, median | ≤ 1/5 of stock | 60.0 ms | - | 9.00 ms | 0.15 | yes |"
    )


def test_figures_table_puts_the_same_measure_into_one_row() -> None:
    table = figures_table({"stock.model_mb": 70.0, "lernlotse.model_mb": 0.5})

    assert table.splitlines()[2:] == ["| model_mb | 70.0 | - | 0.50 |"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "-"),
        (1234.5, "1,234 ms"),
        (12.34, "12.3 ms"),
        (1.234, "1.23 ms"),
        (0.0567, "0.057 ms"),
    ],
)
def test_number_keeps_the_digits_that_count(value: float | None, expected: str) -> None:
    assert number(value, "ms") == expected
