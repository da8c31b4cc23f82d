"""School and public holidays of a Land, from the `holidays` package (official to 2029)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SchoolHoliday:
    """One school holiday, first and last official day included."""

    name: str
    first: date
    last: date


@lru_cache(maxsize=32)
def school_holidays(state: str, year: int) -> tuple[SchoolHoliday, ...]:
    """Return the school holidays of the Land that touch the year or the next one."""
    days = holidays.country_holidays(
        "DE",
        subdiv=state,
        years=[year - 1, year, year + 1, year + 2],
        categories=("school",),
        language="de",
    )
    found: list[SchoolHoliday] = []
    for day, name in sorted(days.items()):
        last = found[-1] if found else None
        if last and last.name == name and day - last.last <= 3 * ONE_DAY:
            found[-1] = SchoolHoliday(name, last.first, day)
        else:
            found.append(SchoolHoliday(name, day, day))
    return tuple(h for h in found if h.last.year >= year and h.first.year <= year + 1)


@lru_cache(maxsize=32)
def public_holidays(state: str, year: int) -> frozenset[date]:
    """Return the public holidays of the Land in one year."""
    return frozenset(holidays.country_holidays("DE", subdiv=state, years=[year]))


def next_school_holiday(
    state: str, today: date, name_part: str = ""
) -> SchoolHoliday | None:
    """Return the running or next school holiday whose name contains a folded part."""
    return next(
        (
            holiday
            for holiday in school_holidays(state, today.year)
            if holiday.last >= today and name_part in holiday.name.lower()
        ),
        None,
    )
