"""A search moved without a new condition being named: nearer, farther, later, earlier."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from catalog.records import Query
from catalog.wanted import EVERYWHERE, radius_km

RADII = (2, 5, 10, 15, 25, 50, 100)
ONE_DAY = timedelta(days=1)


def moved(
    query: Query, move: str, starts: Iterable[date], *, today: date, radius: int
) -> tuple[str, str] | None:
    """Return field and value of what moves a search; None = it cannot be moved so.

    Args:
        query: the running search.
        move: nearer, farther, later or earlier.
        starts: when the offers shown begin.
        today: the first day there is.
        radius: how far around a place is searched unless somebody says so.
    """
    if move in ("nearer", "farther"):
        kilometres = _next_radius(query, move, radius)
        return None if kilometres is None else ("radius", str(kilometres))
    first = min(starts, default=None)
    if first is None:
        return None
    if move == "later":
        return "dates", f"{first + ONE_DAY}/"
    return "dates", f"{today}/{max(first - ONE_DAY, today)}"


def _next_radius(query: Query, move: str, usual: int) -> int | None:
    named = query.first("radius")
    if not query.of("place") or (named is not None and named.value == EVERYWHERE):
        return None
    now = radius_km(named.value) if named else usual
    if move == "nearer":
        return max((km for km in RADII if km < now), default=None)
    return min((km for km in RADII if km > now), default=None)
