"""Moments as other formats write them (ISO 8601), as days and times in Germany."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from catalog.settings import BERLIN

# Programs write the same offset all year, so these say nothing about the hour.
_GERMAN_OFFSETS = frozenset({None, "+01:00", "+02:00", "+0100", "+0200", "+01", "+02"})
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2}(?:[.,]\d+)?)?"
    r"(?P<offset>Z|[+-]\d{2}(?::?\d{2})?)?"
)
_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})(?:[T ](?P<clock>\d{1,2}:\d{2}\S*))?"
    r"(?:Z|[+-]\d{2}:\d{2})?"
)
_MIDNIGHT = "00:00"


@dataclass(frozen=True, slots=True)
class Moment:
    """A day and, where it is known, a time of day, both as cells write them."""

    day: str
    clock: str = ""


def is_day(said: str) -> bool:
    """Whether something is a date."""
    try:
        date.fromisoformat(said)
    except ValueError:
        return False
    return True


def clock(day: str, said: str) -> str:
    """Return a time of a day as it is in Germany; what is none stays as it is."""
    return _moved(day, said).clock


def moment(said: str) -> Moment:
    """Read a date, or a date with a time; what is none stays as it is."""
    match = _MOMENT.fullmatch(said.strip())
    if match is None:
        return Moment(said)
    return _moved(match["day"], match["clock"] or "")


def _moved(day: str, said: str) -> Moment:
    match = _CLOCK.fullmatch(said)
    if match is None:
        return Moment(day, said)
    known = f"{int(match['hour']):02d}:{match['minute']}"
    if match["offset"] in _GERMAN_OFFSETS or not is_day(day):
        return Moment(day, known)
    if known == _MIDNIGHT and match["offset"] == "Z":
        # A day alone, as programs write it.
        return Moment(day)
    try:
        zoned = time.fromisoformat(f"{known}{match['offset']}")
        moved = datetime.combine(date.fromisoformat(day), zoned).astimezone(BERLIN)
    except (ValueError, OverflowError):
        return Moment(day, said)
    return Moment(moved.date().isoformat(), f"{moved:%H:%M}")


def occurrence(begins: Moment, ends: Moment) -> str:
    """Return a date as a cell: `2026-12-01 18:00-19:30`.

    Midnight at the beginning means that no time was given, at the end that the day is
    over.
    """
    last = "24:00" if ends.clock == _MIDNIGHT else ends.clock
    if begins.clock in ("", _MIDNIGHT):
        return begins.day
    return f"{begins.day} {begins.clock}" + (f"-{last}" if last else "")
