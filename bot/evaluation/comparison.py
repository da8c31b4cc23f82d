"""What changed since another model was measured, and whether it is worse than agreed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

# So much a figure may fall before a model counts as worse.
TOLERANCE = 0.01
# What the gate looks at, by their places in the figures.
GUARDED = (("macro_f1",), ("outside", "precision"), ("outside", "recall"))


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A figure that fell too far below what was agreed."""

    name: str
    agreed: float
    found: float


def changes(
    before: Mapping[str, Any] | None, now: Mapping[str, Any]
) -> dict[str, Any] | None:
    """Return how two evaluations differ; None where there is nothing to compare.

    A message counts only where both evaluations asked it.
    """
    if before is None:
        return None
    f1 = {
        name: round(score - before["f1"][name], 3)
        for name, score in now["f1"].items()
        if name in before["f1"]
    }
    wrong_before, wrong_now = _wrong(before), _wrong(now)
    asked = set(before["asked"]) & set(now["asked"])
    return {
        "macro_f1": round(now["macro_f1"] - before["macro_f1"], 4),
        "f1": {name: difference for name, difference in f1.items() if difference},
        "newly_wrong": [
            entry
            for message, entry in wrong_now.items()
            if message in asked and message not in wrong_before
        ],
        "newly_right": [
            entry
            for message, entry in wrong_before.items()
            if message in asked and message not in wrong_now
        ],
    }


def baseline(figures: Mapping[str, Any]) -> dict[str, Any]:
    """Return the guarded figures, to be kept in a file."""
    kept: dict[str, Any] = {}
    for *path, name in GUARDED:
        part = kept
        for key in path:
            part = part.setdefault(key, {})
        part[name] = _at(figures, (*path, name))
    return kept


def shortfalls(
    figures: Mapping[str, Any], agreed: Mapping[str, Any]
) -> list[Shortfall]:
    """Return the guarded figures that are too far below the agreed ones."""
    found = [
        Shortfall(".".join(path), _at(agreed, path), _at(figures, path))
        for path in GUARDED
    ]
    # Figures are rounded; a difference of exactly the tolerance is allowed.
    return [s for s in found if round(s.agreed - s.found, 4) > TOLERANCE]


def _wrong(figures: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    return {entry["message"]: entry for entry in figures["wrong"]}


def _at(figures: Mapping[str, Any], path: Iterable[str]) -> float:
    found: Any = figures
    for key in path:
        found = found[key]
    return float(found)
