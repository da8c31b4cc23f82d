"""What "today" means for a sentence, and the days that are counted from it."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)

# First and last day; `None` is an open end.
Days = tuple[date | None, date | None]
Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Clock:
    """The day a sentence was written on, and the Land whose holidays count."""

    today: date
    state: str

    def monday(self, weeks_ahead: int = 0) -> date:
        """Return the Monday of this week or of a later one."""
        return self.today - self.today.weekday() * DAY + weeks_ahead * 7 * DAY

    def next_weekday(self, weekday: int) -> date:
        """Return the next such day (Monday = 0), today included."""
        return self.today + ((weekday - self.today.weekday()) % 7) * DAY

    def day(self, day: int, month: int, year: int | None = None) -> date:
        """Return a calendar day; without a year the next such day.

        Raises:
            ValueError: there is no such day.
        """
        if year is not None:
            return date(year + (2000 if year < 100 else 0), month, day)
        found = date(self.today.year, month, day)
        return found if found >= self.today else found.replace(year=found.year + 1)

    def day_of_month(self, day: int) -> date:
        """Return the next day with this number."""
        month = self.today.replace(day=1)
        while day > _length(month) or month.replace(day=day) < self.today:
            month = _following(month)
        return month.replace(day=day)

    def month(self, number: int, year: int | None = None) -> Span:
        """Return a month; without a year the running or next one."""
        if year is None:
            year = self.today.year + (number < self.today.month)
        return month_of(date(year, number, 1))

    def months_ahead(self, count: int) -> Span:
        """Return the month that many months after this one."""
        month = self.today.replace(day=1)
        for _ in range(count):
            month = _following(month)
        return month_of(month)


def month_of(day: date) -> Span:
    """Return the first and the last day of a day's month."""
    return day.replace(day=1), day.replace(day=_length(day))


def _length(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1]


def _following(month: date) -> date:
    return (month.replace(day=1) + 32 * DAY).replace(day=1)
