"""Figures of a model: what it understood, intent by intent, and what it confuses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

FALLBACK = "nlu_fallback"
# Both send a person elsewhere, so they count as one answer: "not my task".
OUTSIDE = frozenset((FALLBACK, "out_of_scope"))


class Result(NamedTuple):
    """What a model made of a held-out message."""

    message: str
    expected: str
    predicted: str
    confidence: float

    @property
    def is_right(self) -> bool:
        """Whether it is the intent that a person meant."""
        return self.expected == self.predicted


def figures(results: Sequence[Result]) -> dict[str, Any]:
    """Return all figures; the keys are what `lernlotse evaluate --json` promises."""
    intents = {
        name: scores(results, {name})
        for name in sorted({result.expected for result in results})
    }
    f1 = {name: found["f1"] for name, found in intents.items()}
    right = sum(result.is_right for result in results)
    return {
        "messages": len(results),
        "accuracy": {"intents": round(right / len(results), 4)},
        "macro_f1": round(sum(f1.values()) / len(f1), 4),
        "f1": f1,
        "intents": intents,
        "outside": scores(results, OUTSIDE),
        "confusions": confusions(results),
        "wrong": [_wrong(result) for result in results if not result.is_right],
    }


def scores(results: Sequence[Result], intents: Collection[str]) -> dict[str, float]:
    """Return how well some intents are told from all others.

    `precision` is the share of what was predicted that is right, `recall` the share of
    what is meant that was found; `support` says how many were meant.
    """
    meant = sum(result.expected in intents for result in results)
    found = sum(result.predicted in intents for result in results)
    right = sum(r.expected in intents and r.predicted in intents for r in results)
    return {
        "precision": _share(right, found),
        "recall": _share(right, meant),
        "f1": _share(2 * right, meant + found),
        "support": meant,
    }


def confusions(results: Sequence[Result]) -> list[dict[str, Any]]:
    """Return which intent was taken for which, the most frequent first."""
    pairs = Counter((r.expected, r.predicted) for r in results if not r.is_right)
    return [
        {"expected": expected, "predicted": predicted, "count": count}
        for (expected, predicted), count in sorted(
            pairs.items(), key=lambda pair: (-pair[1], pair[0])
        )
    ]


def _wrong(result: Result) -> dict[str, Any]:
    return result._asdict() | {"confidence": round(result.confidence, 3)}


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0
