"""Dates of a series: weekly from … to …, without holidays; no forms, no pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.web.staff import texts
from bot.web.staff.forms import iso_days
from catalog import public_holidays, school_holidays

MOST_DATES = 120
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
NAMES = (
    "serie_ab",
    "serie_bis",
    "serie_wochen",
    "serie_von",
    "serie_ende",
    "serie_ferien",
    "serie_feiertage",
)


@dataclass(frozen=True, slots=True)
class Added:
    """The dates of a series as cells, and how many holidays took away."""

    dates: tuple[str, ...] = ()
    skipped: int = 0


def added(posted: Mapping[str, str], state: str) -> tuple[Added, dict[str, str]]:
    """Return the dates that a form asks for, or what is wrong with it, by field.

    Args:
        posted: The form.
        state: The Land whose holidays count.
    """
    problems: dict[str, str] = {}
    first = _day(posted, "serie_ab", "first_missing", problems)
    last = _day(posted, "serie_bis", "last_missing", problems)
    starts = _clock(posted, "serie_von", problems)
    ends = _clock(posted, "serie_ende", problems)
    if ends and not starts and "serie_von" not in problems:
        problems["serie_von"] = texts.text("series", "start_missing")
    if starts and ends and ends < starts:
        problems["serie_ende"] = texts.text("series", "times_order")
    if first and last and last < first:
        problems["serie_bis"] = texts.text("series", "order")
    if problems or first is None or last is None:
        return Added(), problems
    weeks = 2 if posted.get("serie_wochen") == "2" else 1
    every = (last - first).days // (7 * weeks) + 1
    if every > MOST_DATES:
        too_many = texts.text("series", "too_many", limit=MOST_DATES)
        return Added(), {"serie_bis": too_many}
    days = [first + timedelta(weeks=weeks * n) for n in range(every)]
    kept = [day for day in days if not _is_skipped(day, posted, state)]
    if not kept:
        return Added(), {"serie_bis": texts.text("series", "none")}
    clock = f" {starts}" + (f"-{ends}" if ends else "") if starts else ""
    dates = tuple(f"{day.isoformat()}{clock}" for day in kept)
    return Added(dates, len(days) - len(kept)), {}


def _is_skipped(day: date, posted: Mapping[str, str], state: str) -> bool:
    if posted.get("serie_feiertage") and day in public_holidays(state, day.year):
        return True
    if not posted.get("serie_ferien"):
        return False
    return any(h.first <= day <= h.last for h in school_holidays(state, day.year))


def _day(
    posted: Mapping[str, str], name: str, missing: str, problems: dict[str, str]
) -> date | None:
    typed = posted.get(name, "").strip()
    try:
        return date.fromisoformat(iso_days(typed))
    except ValueError:
        key = "bad_day" if typed else missing
        problems[name] = texts.text("series", key)
        return None


def _clock(
    posted: Mapping[str, str], name: str, problems: dict[str, str]
) -> str | None:
    typed = posted.get(name, "").strip()
    if not typed:
        return None
    match = _CLOCK.fullmatch(typed)
    if match is None:
        problems[name] = texts.text("series", "bad_time")
        return None
    return f"{int(match[1]):02d}:{match[2]}"
