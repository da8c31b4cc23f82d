"""What a run measured, by name; how it is measured stands in the other modules.

A name begins with who was measured ("stock.turn.median_ms"); the same rest of the
name means the same measure, so that the table can put two of them side by side.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence

Figures = dict[str, float]
STOCK, FLOOR, OURS = "stock", "floor", "lernlotse"


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share of the values lies, interpolated.

    Raises:
        ValueError: there are no values, or the share is not between 0 and 1.
    """
    if not values or not 0 <= share <= 1:
        message = f"no percentile {share} of {len(values)} values"
        raise ValueError(message)
    ordered = sorted(values)
    position = share * (len(ordered) - 1)
    low = int(position)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (position - low)


def spread(name: str, milliseconds: Sequence[float]) -> Figures:
    """Return median and 95th percentile under a name."""
    return {
        f"{name}.median_ms": statistics.median(milliseconds),
        f"{name}.p95_ms": percentile(milliseconds, 0.95),
    }


def of(owner: str, figures: Figures) -> Figures:
    """Return the figures with the owner in front of each name."""
    return {f"{owner}.{name}": value for name, value in figures.items()}
