"""The dates of the example files: relative expressions to absolute days; no files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING

import holidays

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WEEKDAYS = {"Mo": 0, "Di": 1, "Mi": 2, "Do": 3, "Fr": 4, "Sa": 5, "So": 6}
SCHOOL_HOLIDAYS = {
    "winterferien": "Winterferien",
    "osterferien": "Oster-/Frühjahrsferien",
    "pfingstferien": "Himmelfahrts-/Pfingstferien",
    "sommerferien": "Sommerferien",
    "herbstferien": "Herbstferien",
    "weihnachtsferien": "Weihnachtsferien",
}
WEEK = timedelta(days=7)
LONG_WEEKEND = timedelta(days=3)
# 52 weeks keep the weekday.
SCHOOL_YEAR = timedelta(days=364)
# Far enough back to meet the last published school holidays from a later year.
YEARS_BACK = 12
YEARS_AHEAD = 4
LONGEST_SERIES = 400
WORKDAYS = "Mo-Fr"

_WEEKDAYS = "|".join(WEEKDAYS)
_HOLIDAYS = "|".join(SCHOOL_HOLIDAYS)
_OFFSET = re.compile(r"[+-]\d{1,4}")
_WEEKDAY = re.compile(rf"({_WEEKDAYS})\+(\d{{1,3}})")
_HOLIDAY_DAY = re.compile(rf"({_HOLIDAYS})\+(\d{{1,3}})")
_HOLIDAY_WEEKDAY = re.compile(rf"({_HOLIDAYS})\.({_WEEKDAYS})(?:\+(\d{{1,2}}))?")
_HOLIDAY_END = re.compile(rf"({_HOLIDAYS})\.ende")
_AFTER = re.compile(r">(\d{1,4})")
_BEFORE = re.compile(r"<(\d{1,3})")
_ENTRY = re.compile(
    r"(?P<day>[^\s!]+)"
    r"(?: (?P<times>\d\d:\d\d-\d\d:\d\d))?"
    r"(?: x(?P<count>\d{1,2})(?:/(?P<step>\d{1,2}|Mo-Fr))?)?"
    r"(?P<skip>!)?"
)


@dataclass(frozen=True, slots=True)
class Period:
    """A run of school holidays, both days included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date of an offer, with its times as written ("18:00-19:30") or none."""

    day: date
    times: str | None

    def __str__(self) -> str:
        """Return the occurrence in the syntax of the column `termine`."""
        return f"{self.day} {self.times}" if self.times else str(self.day)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Today, the school holidays of one Land by name, and its free days."""

    today: date
    school: Mapping[str, tuple[Period, ...]]
    school_days_off: frozenset[date]
    public_holidays: frozenset[date]

    @classmethod
    def of_state(cls, today: date, state: str) -> Calendar:
        """Return the calendar of a Land ("ST") as seen from `today`."""
        years = range(today.year - YEARS_BACK, today.year + YEARS_AHEAD)
        school = holidays.country_holidays(
            "DE", subdiv=state, years=years, categories=("school",), language="de"
        )
        public = holidays.country_holidays("DE", subdiv=state, years=years)
        by_name: dict[str, list[date]] = {}
        for day, names in sorted(school.items()):
            for name in names.split("; "):
                by_name.setdefault(name, []).append(day)
        return cls(
            today=today,
            school={name: _periods(days) for name, days in by_name.items()},
            school_days_off=frozenset(school),
            public_holidays=frozenset(public),
        )

    def next_holidays(self, key: str) -> Period:
        """Return the next holidays of that name that begin today or later.

        Single free days around a public holiday do not count as holidays. A Land
        without holidays of that name gets its next holidays of any name. Beyond the
        years that are published, the last known ones are repeated.
        """
        periods = self.school.get(SCHOOL_HOLIDAYS[key]) or self._all_holidays()
        real = [period for period in periods if period.first < period.last]
        for period in real or periods:
            if period.first >= self.today:
                return period
        return _repeated((real or periods)[-1], self.today)

    def _all_holidays(self) -> tuple[Period, ...]:
        periods = (period for named in self.school.values() for period in named)
        return tuple(sorted(periods, key=lambda period: period.first))


def read_day(
    expression: str,
    calendar: Calendar,
    *,
    reference: date | None = None,
) -> date:
    """Return the day an expression names.

    `reference` is the day that ">7" (days after) and "<7" (days before, at the
    earliest today) count from. Raises ValueError for everything else.
    """
    if match := _OFFSET.fullmatch(expression):
        return calendar.today + timedelta(days=int(expression))
    if match := _WEEKDAY.fullmatch(expression):
        return _weekday(match[1], int(match[2]), calendar.today)
    if reference and (match := _AFTER.fullmatch(expression)):
        return reference + timedelta(days=int(match[1]))
    if reference and (match := _BEFORE.fullmatch(expression)):
        return max(calendar.today, reference - timedelta(days=int(match[1])))
    if match := _HOLIDAY_DAY.fullmatch(expression):
        period = calendar.next_holidays(match[1])
        return period.first + timedelta(days=int(match[2]))
    if match := _HOLIDAY_WEEKDAY.fullmatch(expression):
        period = calendar.next_holidays(match[1])
        return _on_or_after(match[2], period.first) + int(match[3] or 0) * WEEK
    if match := _HOLIDAY_END.fullmatch(expression):
        return calendar.next_holidays(match[1]).last
    message = f"not a date expression: {expression!r}"
    raise ValueError(message)


def read_occurrences(cell: str, calendar: Calendar) -> list[Occurrence]:
    """Return all dates of a cell "Mi+1 18:00-19:30 x10! | …", earliest first."""
    found: list[Occurrence] = []
    for entry in filter(None, map(str.strip, cell.split("|"))):
        reference = found[-1].day if found else None
        found.extend(_series(entry, calendar, reference))
    return sorted(found, key=lambda item: (item.day, item.times or ""))


def _series(entry: str, calendar: Calendar, reference: date | None) -> list[Occurrence]:
    match = _ENTRY.fullmatch(entry)
    if not match:
        message = f"not a date expression: {entry!r}"
        raise ValueError(message)
    first = read_day(match["day"], calendar, reference=reference)
    skipped = calendar.public_holidays
    if match["skip"]:
        skipped = skipped | calendar.school_days_off
    days = (day for day in _steps(first, match["step"]) if day not in skipped)
    count = int(match["count"] or 1)
    return [Occurrence(day, match["times"]) for day in islice(days, count)]


def _steps(first: date, step: str | None) -> Iterable[date]:
    if step == WORKDAYS:
        days = (first + timedelta(days=index) for index in range(LONGEST_SERIES))
        return (day for day in days if day.weekday() < WEEKDAYS["Sa"])
    width = timedelta(days=int(step or 7))
    return (first + index * width for index in range(LONGEST_SERIES))


def _weekday(name: str, weeks: int, today: date) -> date:
    monday = today - timedelta(days=today.weekday())
    day = monday + timedelta(days=WEEKDAYS[name]) + weeks * WEEK
    return day if day >= today else day + WEEK


def _on_or_after(name: str, day: date) -> date:
    return day + timedelta(days=(WEEKDAYS[name] - day.weekday()) % 7)


def _periods(days: list[date]) -> tuple[Period, ...]:
    """Group sorted days into runs; a Sunday or public holiday does not cut a run."""
    runs = [[days[0], days[0]]]
    for day in days[1:]:
        if day - runs[-1][1] > LONG_WEEKEND:
            runs.append([day, day])
        runs[-1][1] = day
    return tuple(Period(first, last) for first, last in runs)


def _repeated(period: Period, today: date) -> Period:
    years = -(-(today - period.first).days // SCHOOL_YEAR.days)
    return Period(period.first + years * SCHOOL_YEAR, period.last + years * SCHOOL_YEAR)
