"""The goals and how a run's figures meet them, as Markdown; measures nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.figures import FLOOR, OURS, STOCK, Figures

MISSING = "-"
DIGIT_STEPS = (100, 10, 0.1)
HEADER = ("measure", "goal", "stock", "floor", "Lernlotse", "ratio", "reached")


@dataclass(frozen=True, slots=True)
class Goal:
    """One promise: a figure of Lernlotse, alone or as a ratio to somebody else's.

    Without `against` the figure itself is compared with the limit; `beside` is the
    name of the other's figure where it is not the same.
    """

    measure: str
    wording: str
    figure: str
    limit: float
    unit: str = "ms"
    against: str | None = None
    beside: str = ""
    at_least: bool = False

    def name(self, owner: str) -> str:
        """Return the name of the figure that is shown for an owner."""
        is_other = self.beside and owner == self.against
        return f"{owner}.{self.beside if is_other else self.figure}"

    def ratio(self, figures: Figures) -> float | None:
        """Return what is compared with the limit; None when it was not measured."""
        ours = figures.get(self.name(OURS))
        if ours is None or self.against is None:
            return ours
        other = figures.get(self.name(self.against))
        return ours / other if other else None

    def is_reached(self, figures: Figures) -> bool | None:
        """Say whether the promise is kept; None when it was not measured."""
        ratio = self.ratio(figures)
        if ratio is None:
            return None
        return ratio >= self.limit if self.at_least else ratio <= self.limit


GOALS = (
    Goal(
        "search turn, median", "≤ 1/5 of stock", "turn.median_ms", 1 / 5, against=STOCK
    ),
    Goal("search turn, p95", "≤ 1/4 of stock", "turn.p95_ms", 1 / 4, against=STOCK),
    Goal(
        "search turn, median",
        "≤ 6 x floor, best five",
        "turn.median_ms",
        6,
        against=FLOOR,
        beside="best_five.turn.median_ms",
    ),
    Goal(
        "search turn, median",
        "≤ 6 x floor, first five",
        "turn.median_ms",
        6,
        against=FLOOR,
    ),
    Goal(
        "turns per second, 8 clients",
        "≥ 6 x stock",
        "turns_per_second",
        6,
        unit="/s",
        against=STOCK,
        at_least=True,
    ),
    Goal(
        "ready after start",
        "≤ 1/5 of stock",
        "ready.seconds",
        1 / 5,
        unit="s",
        against=STOCK,
    ),
    Goal(
        "memory, all processes (RSS) to stock's Rasa server alone",
        "≤ 1/2 of stock",
        "memory.rss_mb",
        1 / 2,
        unit="MB",
        against=STOCK,
    ),
    Goal(
        "memory, all processes (PSS) to stock's Rasa server alone",
        "≤ 1/2 of stock",
        "memory.pss_mb",
        1 / 2,
        unit="MB",
        against=STOCK,
    ),
    Goal("training", "≤ 1/8 of stock", "train.seconds", 1 / 8, unit="s", against=STOCK),
    Goal(
        "catalog search, 10k → 100k offers",
        "time < 2 x",
        "search.growth.100000",
        2,
        unit="x",
    ),
    Goal(
        "catalog search, 100k → 1M offers",
        "time < 2 x",
        "search.growth.1000000",
        2,
        unit="x",
    ),
    Goal(
        "catalog search, 100k offers, median",
        "≤ 3 x bare FTS5, best five",
        "search.100000.median_ms",
        3,
        against=FLOOR,
    ),
    Goal(
        "understanding a sentence, 100k offers and 5,000 topic words, median",
        "≤ 3 ms",
        "understand_5000_topics.100000.median_ms",
        3,
    ),
    Goal("import of 10,000 rows", "≤ 10 s", "import.seconds", 10, unit="s"),
    Goal(
        "memory a row adds to the import, 10,000 to 1,000 rows",
        "constant: ≤ 1.1",
        "import.row_growth",
        1.1,
        unit="x",
    ),
    Goal(
        "accuracy on held-out questions",
        "≥ 95 %",
        "accuracy.intents",
        0.95,
        unit="",
        at_least=True,
    ),
    Goal(
        "accuracy on held-out questions",
        "not below stock",
        "accuracy.intents",
        1,
        unit="",
        against=STOCK,
        at_least=True,
    ),
)


def goals_table(figures: Figures) -> str:
    """Return the table of goals."""
    return _markdown(HEADER, [_goal_row(goal, figures) for goal in GOALS])


def figures_table(figures: Figures) -> str:
    """Return everything that was measured, one name a row."""
    owners = (STOCK, FLOOR, OURS)
    names = dict.fromkeys(name.split(".", 1)[1] for name in figures)
    rows = [
        (name, *(number(figures.get(f"{owner}.{name}")) for owner in owners))
        for name in names
    ]
    return _markdown(("figure", "stock", "floor", "Lernlotse"), rows)


def number(value: float | None, unit: str = "") -> str:
    """Write a number with about three digits that count."""
    if value is None:
        return MISSING
    digits = sum(abs(value) < step for step in DIGIT_STEPS)
    return f"{value:,.{digits}f} {unit}".strip()


def _goal_row(goal: Goal, figures: Figures) -> tuple[str, ...]:
    values = (
        number(figures.get(goal.name(owner)), goal.unit)
        for owner in (STOCK, FLOOR, OURS)
    )
    ratio = goal.ratio(figures) if goal.against else None
    reached = {True: "yes", False: "**no**", None: MISSING}[goal.is_reached(figures)]
    return (goal.measure, goal.wording, *values, number(ratio), reached)


def _markdown(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
