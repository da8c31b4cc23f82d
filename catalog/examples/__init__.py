"""The example catalog: invented offers at real places, dated from the day of loading.

Reads the files beside it and writes them with absolute dates; no database.
"""

from __future__ import annotations

import csv
import io
from importlib import resources
from typing import TYPE_CHECKING

from catalog.examples.dates import Calendar, read_day, read_occurrences

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

__all__ = [
    "ACTORS_FILE",
    "ARTICLES_FILE",
    "OFFERS_FILE",
    "example_rows",
    "write_example_files",
]

ACTORS_FILE = "actors.csv"
OFFERS_FILE = "offers.csv"
ARTICLES_FILE = "articles.csv"


def write_example_files(directory: Path, *, today: date, state: str) -> list[Path]:
    """Write the files into `directory`, dated from `today`, and return their paths.

    `state` is the Land whose holidays count ("ST"). Raises ValueError naming the
    expression when a date cannot be read.
    """
    directory.mkdir(parents=True, exist_ok=True)
    calendar = Calendar.of_state(today, state)
    written = []
    for name in (ACTORS_FILE, OFFERS_FILE, ARTICLES_FILE):
        path = directory / name
        path.write_text(_as_csv(example_rows(name, calendar)), encoding="utf-8")
        written.append(path)
    return written


def example_rows(name: str, calendar: Calendar) -> list[dict[str, str]]:
    """Return the rows of one shipped file with absolute dates."""
    text = resources.files(__name__).joinpath(name).read_text(encoding="utf-8")
    rows = csv.DictReader(io.StringIO(text), delimiter=";")
    return [_dated(row, calendar) for row in rows]


def _dated(row: dict[str, str], calendar: Calendar) -> dict[str, str]:
    occurrences = read_occurrences(row.get("termine", ""), calendar)
    begin = _day(row.get("beginn", ""), calendar)
    first = occurrences[0].day if occurrences else begin
    columns = {
        "termine": " | ".join(map(str, occurrences)),
        "beginn": begin,
        "ende": _day(row.get("ende", ""), calendar, begin),
        "anmeldeschluss": _day(row.get("anmeldeschluss", ""), calendar, first),
        "geprueft_am": _day(row.get("geprueft_am", ""), calendar),
    }
    dated = {name: str(value or "") for name, value in columns.items() if name in row}
    return row | dated


def _day(
    expression: str, calendar: Calendar, reference: date | None = None
) -> date | None:
    if not expression:
        return None
    return read_day(expression, calendar, reference=reference)


def _as_csv(rows: list[dict[str, str]]) -> str:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(rows[0]), delimiter=";", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()
