"""Which offers answer a question: judged by the rows' own columns, by no search engine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

import yaml

from benchmarks.data import TODAY, Row
from benchmarks.places import Place
from benchmarks.quality_catalog import BLOCK_DAYS

QUESTIONS = Path(__file__).with_name("quality_questions.yml")
# Written later; their misses were not looked at when the figures were taken.
NEW_QUESTIONS = Path(__file__).with_name("quality_questions_new.yml")
WEEKDAYS = ("mo", "di", "mi", "do", "fr", "sa", "so")
CLOSED = frozenset(("abgesagt", "ausgebucht"))
EARTH_KM = 6371.0
YOUNGEST, OLDEST = 0.0, 120.0

Need = Mapping[str, Any]
Check = Callable[[Row, Any], bool]


@dataclass(frozen=True, slots=True)
class Question:
    """What a citizen types, and what an offer needs to be an answer to it."""

    text: str
    kind: str
    need: Need
    is_new: bool = False


def read_questions() -> list[Question]:
    """Return the questions that were looked at, then the new ones."""
    return [
        Question(q["ask"], q["kind"], q["need"], path == NEW_QUESTIONS)
        for path in (QUESTIONS, NEW_QUESTIONS)
        for q in yaml.safe_load(path.read_text(encoding="utf-8"))["questions"]
    ]


def is_open(row: Row) -> bool:
    """Whether somebody can still take part: neither over nor cancelled nor full."""
    _, last = _span(row)
    return row["status"] not in CLOSED and (last is None or last >= TODAY)


class Judge:
    """Says which offers are relevant; distances are between a district's places."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._points: dict[str, tuple[float, float]] = {}
        for place in places:
            self._points.setdefault(place.name, (place.lat, place.lon))

    def relevant(self, question: Question, rows: Iterable[Row]) -> set[str]:
        """Return the ids of all offers a person who asks this would be glad about."""
        return {r["id"] for r in rows if not self.faults(question.need, r)}

    def faults(self, need: Need, row: Row) -> list[str]:
        """Return what an offer lacks to be an answer; nothing means it is one."""
        return [*([] if is_open(row) else ["open"]), *self._lacks(need, row)]

    def _lacks(self, need: Need, row: Row) -> list[str]:
        lacks: list[str] = []
        for name, wanted in need.items():
            if name == "any":
                ways: list[list[str]] = [self._lacks(each, row) for each in wanted]
                fewest = min(ways, key=len)
                lacks += fewest
            elif not self._has(row, name, wanted):
                lacks.append(name)
        return lacks

    def _has(self, row: Row, name: str, wanted: Any) -> bool:
        if name == "near":
            return self._is_near(row, **wanted)
        return CHECKS[name](row, wanted)

    def _is_near(self, row: Row, of: str, km: float) -> bool:
        point = self._point(row)
        return point is not None and _distance(point, self._points[of]) <= km

    def _point(self, row: Row) -> tuple[float, float] | None:
        if row["format"] == "online":
            return None
        if row["lat"] and row["lon"]:
            return float(row["lat"]), float(row["lon"])
        return self._points.get(row["ortsteil"] or row["ort"])


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    (lat, lon), (to_lat, to_lon) = (tuple(map(radians, p)) for p in (one, other))
    half = sin((to_lat - lat) / 2) ** 2
    half += cos(lat) * cos(to_lat) * sin((to_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def _matches(*columns: str) -> Check:
    def check(row: Row, pattern: str) -> bool:
        text = "\n".join(row[column] for column in columns)
        return re.search(pattern, text, re.IGNORECASE) is not None

    return check


def _is_none_of(row: Row, pattern: str) -> bool:
    return not _matches("titel", "themen")(row, pattern)


def _one_of(column: str) -> Check:
    def check(row: Row, wanted: list[str]) -> bool:
        return bool(set(row[column].split("|")) & set(wanted))

    return check


def _has_age(row: Row, wanted: list[float]) -> bool:
    if not row["alter_von"] and not row["alter_bis"]:
        return False
    youngest = float(row["alter_von"] or YOUNGEST)
    oldest = float(row["alter_bis"] or OLDEST)
    return youngest <= wanted[1] and oldest >= wanted[0]


def _costs_at_most(row: Row, euros: float) -> bool:
    return bool(row["preis"]) and float(row["preis"].replace(",", ".")) <= euros


def _says_yes(row: Row, columns: list[str]) -> bool:
    return all(row[column] == "ja" for column in columns)


def _on_weekdays(row: Row, wanted: list[str]) -> bool:
    return _half(WEEKDAYS[day.weekday()] in wanted for day in _known_days(row))


def _starts_between(row: Row, wanted: list[str]) -> bool:
    starts = re.findall(r" (\d\d:\d\d)-", row["termine"])
    return _half(wanted[0] <= start <= wanted[1] for start in starts)


def _half(fits: Iterable[bool]) -> bool:
    each = list(fits)
    return bool(each) and sum(each) * 2 >= len(each)


def _begins_between(row: Row, wanted: list[date]) -> bool:
    first, _ = _span(row)
    return first is not None and wanted[0] <= first <= wanted[1]


def _is_within(row: Row, wanted: list[date]) -> bool:
    first, last = _span(row)
    return bool(first and last and wanted[0] <= first and last <= wanted[1])


def _known_days(row: Row) -> list[date]:
    """Return the days it surely takes place on."""
    if row["termine"]:
        return _dates(row["termine"])
    first, last = _span(row)
    if first is None or last is None or (last - first).days >= BLOCK_DAYS:
        return []
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _span(row: Row) -> tuple[date | None, date | None]:
    days = _dates(row["termine"]) or _dates(f"{row['beginn']} {row['ende']}")
    return (min(days), max(days)) if days else (None, None)


def _dates(text: str) -> list[date]:
    return [date.fromisoformat(day) for day in re.findall(r"\d{4}-\d\d-\d\d", text)]


CHECKS: dict[str, Check] = {
    "title": _matches("titel"),
    "about": _matches("titel", "themen"),
    "text": _matches("titel", "themen", "beschreibung"),
    "never": _is_none_of,
    "age": _has_age,
    "groups": _one_of("zielgruppen"),
    "kinds": _one_of("art"),
    "mode": _one_of("format"),
    "levels": _one_of("niveau"),
    "funding": _one_of("foerderung"),
    "price": _costs_at_most,
    "says": _says_yes,
    "weekdays": _on_weekdays,
    "starts": _starts_between,
    "begins": _begins_between,
    "within": _is_within,
}
