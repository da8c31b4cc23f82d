"""Opening hours in OpenStreetMap syntax: open now, until when, the hours of a day."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from opening_hours import OpeningHours, ParserError, State

from catalog.calendars import public_holidays
from catalog.records import OpeningState

_PUBLIC_HOLIDAY = re.compile(r"\bPH\b")
_NATIONWIDE = (1, 1)
_DAY = timedelta(days=1)


@lru_cache(maxsize=5_000)
def _parsed(expression: str) -> OpeningHours | None:
    try:
        return OpeningHours(expression, country="DE")
    except ParserError:
        return None


def is_readable(expression: str) -> bool:
    """Whether the expression follows the syntax."""
    return _parsed(expression) is not None


def opening_state(
    expression: str | None, *, now: datetime, land: str, day: date | None = None
) -> OpeningState:
    """Return whether it is open now and the hours of a day (default: today).

    Holidays are those of the Land ("ST"), which the library does not know.
    """
    hours = _parsed(expression) if expression else None
    if hours is None or expression is None:
        return OpeningState(known=False)
    local = now.replace(tzinfo=None)
    today = _hours_of(hours, expression, local.date(), land)
    running = next(((a, b) for a, b in today if a <= local < b), None)
    asked = today if day is None else _hours_of(hours, expression, day, land)
    return OpeningState(
        known=True,
        open_now=running is not None,
        until=running and running[1],
        today=asked,
    )


def _hours_of(
    hours: OpeningHours, expression: str, day: date, land: str
) -> tuple[tuple[datetime, datetime], ...]:
    """Return the opening times of one day.

    A holiday of this Land alone is looked up on New Year's Day, which every calendar
    knows, so that the rule for PH applies.
    """
    looked_up = day
    if _PUBLIC_HOLIDAY.search(expression) and day in public_holidays(land, day.year):
        looked_up = date(day.year, *_NATIONWIDE)
    start = datetime.combine(looked_up, time())
    shift = day - looked_up
    return tuple(
        (begin + shift, end + shift)
        for begin, end, state, _ in hours.intervals(start, start + _DAY)
        if state is State.OPEN
    )
