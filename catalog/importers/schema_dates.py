"""When things of schema.org take place, as cells: single dates, schedules, periods."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from catalog.importers.content import several
from catalog.importers.moments import Moment, clock, is_day, moment, occurrence
from catalog.importers.schema_things import Parts, Thing, first_text, term

_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_WEEKS = {"P1W": 1, "P7D": 1, "WEEKLY": 1, "P2W": 2, "P14D": 2, "BIWEEKLY": 2}
_MOST_DATES = 200


def dates(both: list[Thing], parts: Parts) -> dict[str, str]:
    """Return when something takes place: single dates, else first and last day."""
    for each in both:
        single = list(_single_dates(each, parts))
        if single:
            return {"termine": several(single)}
    begins, ends = (
        moment(first_text(both, "startDate")),
        moment(first_text(both, "endDate")),
    )
    if begins.day and (begins.day == ends.day or (begins.clock and not ends.day)):
        return {"termine": occurrence(begins, ends)}
    return {"beginn": begins.day, "ende": ends.day}


def first_day(thing: Thing, instance: Thing | None, parts: Parts) -> str:
    """Return the day on which something begins."""
    both = [instance, thing] if instance else [thing]
    cells = dates(both, parts)
    return cells.get("termine", cells.get("beginn", ""))[:10]


def _single_dates(thing: Thing, parts: Parts) -> Iterator[str]:
    for event in thing.things("subEvent"):
        begins = moment(event.text("startDate"))
        if begins.day:
            yield occurrence(begins, moment(event.text("endDate")))
    for name in ("eventSchedule", "courseSchedule"):
        for schedule in parts.things(thing, name):
            yield from _scheduled(schedule)


def _scheduled(schedule: Thing) -> Iterator[str]:
    """Yield the dates of a weekly schedule."""
    weeks = _WEEKS.get(schedule.text("repeatFrequency").upper())
    first, last = (moment(schedule.text(n)).day for n in ("startDate", "endDate"))
    if weeks is None or not (is_day(first) and is_day(last)):
        return
    begins, ends = date.fromisoformat(first), date.fromisoformat(last)
    wanted = {_WEEKDAYS.index(d) for d in _days_of(schedule)} or {begins.weekday()}
    without_days = {moment(said).day for said in schedule.texts("exceptDate")}
    monday, count = begins - timedelta(days=begins.weekday()), 0
    for number in range(min((ends - begins).days + 1, _MOST_DATES * 14)):
        day = begins + timedelta(days=number)
        is_on = (day - monday).days // 7 % weeks == 0 and day.weekday() in wanted
        if is_on and day.isoformat() not in without_days and count < _MOST_DATES:
            count += 1
            yield _at(schedule, day.isoformat())


def _at(schedule: Thing, day: str) -> str:
    start, end = (clock(day, schedule.text(n)) for n in ("startTime", "endTime"))
    return occurrence(Moment(day, start), Moment(day, end))


def _days_of(schedule: Thing) -> list[str]:
    found = [term(value).lower() for value in schedule.get("byDay")]
    return [day for day in found if day in _WEEKDAYS]
