"""Opening hours in OpenStreetMap syntax: open now, until when, the hours of a day."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from opening_hours import (  # type: ignore[attr-defined]
    OpeningHours,
    ParserError,
    State,
)

from catalog.calendars import public_holidays, school_holidays
from catalog.records import OpeningState

_WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_HOLIDAY = re.compile(
    r"\b(?P<kind>PH|SH)\b(?! ?[+-]\d)(?P<on>\s+(?=(?:Mo|Tu|We|Th|Fr|Sa|Su)\b))?"
)
_DAY = timedelta(days=1)
# Longer than any summer break of an office.
LOOK_AHEAD_DAYS = 60
_NEVER = "1900 "
Hours = tuple[tuple[datetime, datetime], ...]


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

    Holidays are those of the Land ("ST"), which the library does not know. Hours with
    a remark ("nach Vereinbarung") promise nothing, so they count as unknown.
    """
    if expression is None or not is_readable(expression):
        return OpeningState(known=False)
    local = now.replace(tzinfo=None)
    asked_day = local.date() if day is None else day
    today = _hours_of(expression, local.date(), land)
    asked = _hours_of(expression, asked_day, land)
    if today is None or asked is None:
        return OpeningState(known=False)
    running = next(((a, b) for a, b in today if a <= local < b), None)
    return OpeningState(
        known=True,
        open_now=running is not None,
        until=running and _end(running[1], expression, land),
        day=asked_day,
        hours=asked,
        next_hours=_next_hours(expression, asked_day, land),
    )


def _next_hours(expression: str, day: date, land: str) -> Hours:
    """Return the hours of the first day after this one that has any."""
    days = (day + ahead * _DAY for ahead in range(1, LOOK_AHEAD_DAYS + 1))
    return next((h for d in days if (h := _hours_of(expression, d, land))), ())


def _end(end: datetime, expression: str, land: str) -> datetime | None:
    """Return when it really closes: after midnight perhaps, None = not for a day."""
    if end.time() != time():
        return end
    following = _hours_of(expression, end.date(), land) or ()
    if not following or following[0][0] != end:
        return end
    closes = following[0][1]
    return None if closes - end >= _DAY else closes


def _hours_of(expression: str, day: date, land: str) -> Hours | None:
    """Return the opening times of one day, None when a remark qualifies them."""
    hours = _parsed(_without_holidays(expression, day, land))
    if hours is None:
        return None
    start = datetime.combine(day, time())
    found = []
    for begin, end, state, remarks in hours.intervals(start, start + _DAY):
        if state is State.OPEN and remarks:
            return None
        if state is State.OPEN:
            found.append((begin, end))
    return tuple(found)


def _without_holidays(expression: str, day: date, land: str) -> str:
    """Return the expression with "PH" and "SH" as the weekday of a day that is one.

    "Mo-Fr 09:00-17:00; PH off" becomes "…; Th off" on a holiday that is a Thursday.
    The library reads "SH Mo-Fr" as "or", the syntax means "and".
    """
    if not _HOLIDAY.search(expression):
        return expression
    kinds = {
        "PH": day in public_holidays(land, day.year),
        "SH": any(h.first <= day <= h.last for h in school_holidays(land, day.year)),
    }

    def weekday(match: re.Match[str]) -> str:
        is_holiday = kinds[match["kind"]]
        if match["on"]:
            return "" if is_holiday else _NEVER
        return _WEEKDAYS[day.weekday()] if is_holiday else match[0]

    return _HOLIDAY.sub(weekday, expression)
