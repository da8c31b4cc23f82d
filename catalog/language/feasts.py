"""Days with a name ("Ostern", "Nikolaus", "2. Advent") and the dates they fall on."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any

import holidays

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Feast:
    """A day with a name, and the days around it that the name may mean too."""

    first: date
    day: date
    last: date


@lru_cache(maxsize=1)
def _feasts() -> Mapping[str, Mapping[str, Any]]:
    path = files("catalog.language").joinpath("feasts.toml")
    return tomllib.loads(path.read_text("utf-8"))


def pattern() -> str:
    """Return an expression for all names; the group that matches tells which."""
    return "|".join(
        f"(?P<{_group(name)}>{entry['words']})" for name, entry in _feasts().items()
    )


def _group(name: str) -> str:
    return "feast_" + name.replace("-", "_")


def next_feast(match: re.Match[str], today: date) -> Feast:
    """Return the running or next feast that the match of `pattern` names."""
    entry = next(e for name, e in _feasts().items() if match[_group(name)])
    coming = (_in_year(entry, today.year + ahead) for ahead in (0, 1))
    return next(feast for feast in coming if feast.last >= today)


def _in_year(entry: Mapping[str, Any], year: int) -> Feast:
    if "easter" in entry:
        day = _easter(year) + entry["easter"] * _DAY
    elif "advent" in entry:
        day = _fourth_advent(year) + entry["advent"] * _DAY
    elif "nth" in entry:
        day = _nth_weekday(year, entry["month"], entry["nth"], entry["weekday"])
    else:
        day = date(year, entry["month"], entry["day"])
    before, after = entry.get("before", 0), entry.get("after", 0)
    return Feast(day - before * _DAY, day, day + after * _DAY)


def _nth_weekday(year: int, month: int, nth: int, weekday: int) -> date:
    """Return e.g. the second Sunday in May."""
    first = date(year, month, 1)
    return first + ((weekday - first.isoweekday()) % 7 + 7 * (nth - 1)) * _DAY


@lru_cache(maxsize=32)
def _easter(year: int) -> date:
    """Return Easter Sunday: two days after Good Friday, a holiday in every Land."""
    days = holidays.country_holidays("DE", years=[year], language="de")
    good_friday = next(d for d, name in days.items() if name == "Karfreitag")
    return date(good_friday.year, good_friday.month, good_friday.day) + 2 * _DAY


def _fourth_advent(year: int) -> date:
    """Return the last Sunday before Christmas Day."""
    eve = date(year, 12, 24)
    return eve - eve.isoweekday() % 7 * _DAY
