"""Rows of catalog files with German defaults, and the files that hold them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from catalog.importers.rows import ACTOR_COLUMNS, OFFER_COLUMNS

Row = dict[str, str]


def make_actor(id: str = "a-1", **columns: object) -> Row:
    """Return a row of `actors.csv`; `columns` replace what is filled in."""
    row: dict[str, object] = {
        "id": id,
        "name": "Volkshochschule Musterkreis",
        "art": "vhs",
        "beschreibung": "Kurse für alle.",
        "themen": "Sprachen|Gesundheit",
        "strasse": "Marktstraße 1",
        "plz": "39340",
        "ort": "Haldensleben",
        "telefon": "030 23125 001",
        "geprueft_am": "2026-11-01",
    }
    return _row(ACTOR_COLUMNS, row | columns)


def make_offer(id: str = "o-1", **columns: object) -> Row:
    """Return a row of `offers.csv`; `columns` replace what is filled in."""
    row: dict[str, object] = {
        "id": id,
        "titel": "Töpfern für Anfänger",
        "beschreibung": "Wir formen Schalen und Becher.",
        "art": "kurs",
        "themen": "Töpfern",
        "anbieter_id": "a-1",
        "format": "praesenz",
        "plz": "39340",
        "ort": "Haldensleben",
        "termine": "2026-12-01 18:00-19:30",
        "preis": "24,00",
        "geprueft_am": "2026-11-01",
    }
    return _row(OFFER_COLUMNS, row | columns)


def _row(columns: Sequence[str], values: Mapping[str, object]) -> Row:
    unknown = set(values) - set(columns)
    if unknown:
        raise ValueError(f"no such columns: {sorted(unknown)}")
    return {column: str(values.get(column, "")) for column in columns}


def csv_text(rows: Sequence[Row], *, delimiter: str = ";", end: str = "\n") -> str:
    """Return rows as the text of a CSV file."""
    buffer = io.StringIO()
    columns = list(dict.fromkeys(column for row in rows for column in row))
    writer = csv.DictWriter(
        buffer, columns, delimiter=delimiter, lineterminator=end, restval=""
    )
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


def make_files(
    directory: Path, *, actors: Iterable[Row] = (), offers: Iterable[Row] = ()
) -> list[Path]:
    """Write `actors.csv` and `offers.csv`, each only when it has rows."""
    directory.mkdir(parents=True, exist_ok=True)
    written = []
    for name, rows in (("actors.csv", list(actors)), ("offers.csv", list(offers))):
        if rows:
            path = directory / name
            path.write_text(csv_text(rows), encoding="utf-8")
            written.append(path)
    return written
