"""Percentiles, and names of figures."""

from __future__ import annotations

import pytest

from benchmarks.figures import of, percentile, spread

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([7.0], 0.95, 7.0),
        ([3.0, 1.0, 2.0], 0, 1.0),
        ([3.0, 1.0, 2.0], 1, 3.0),
        ([3.0, 1.0, 2.0], 0.5, 2.0),
        ([0.0, 10.0], 0.95, 9.5),
        ([float(n) for n in range(101)], 0.95, 95.0),
    ],
)
def test_percentile_interpolates(
    values: list[float], share: float, expected: float
) -> None:
    assert percentile(values, share) == pytest.approx(expected)


@pytest.mark.parametrize(("values", "share"), [([], 0.5), ([1.0], 1.1), ([1.0], -1)])
def test_percentile_refuses_what_has_none(values: list[float], share: float) -> None:
    with pytest.raises(ValueError, match="no percentile"):
        percentile(values, share)


def test_spread_names_median_and_p95() -> None:
    figures = spread("turn", [1.0, 2.0, 3.0])

    assert figures == {"turn.median_ms": 2.0, "turn.p95_ms": pytest.approx(2.9)}


def test_of_puts_the_owner_in_front() -> None:
    assert of("stock", {"turn.median_ms": 1.0}) == {"stock.turn.median_ms": 1.0}
