"""The simplest database that could answer: one table and one FTS5 index, no more.

The stock assistant's action and the floor both read it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from benchmarks.data import Row

SCHEMA = """
    CREATE TABLE offers (
        key INTEGER PRIMARY KEY, id TEXT, title TEXT, place TEXT, postcode TEXT,
        age_from INTEGER, age_to INTEGER, starts TEXT, price_cents INTEGER
    );
    CREATE INDEX offers_place ON offers (place);
    CREATE VIRTUAL TABLE offers_text USING fts5 (title, topics, description);
"""
FIRST_FIVE = """
    WITH hits AS (
        SELECT rowid AS key FROM offers_text WHERE offers_text MATCH ? LIMIT 5
    )
    SELECT offers.id, title, place, starts, price_cents
      FROM hits JOIN offers ON offers.key = hits.key
"""
BEST_FIVE = """
    WITH hits AS (
        SELECT rowid AS key, rank, count(*) OVER () AS total
          FROM offers_text WHERE offers_text MATCH ? ORDER BY rank LIMIT 5
    )
    SELECT offers.id, title, place, starts, price_cents, total
      FROM hits JOIN offers ON offers.key = hits.key ORDER BY hits.rank
"""


def write_database(path: Path, offers: Iterable[Row]) -> None:
    """Write the offers into a new database."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SCHEMA)
        for key, row in enumerate(offers, start=1):
            _insert(connection, key, row)
        connection.commit()


def five_hits(
    connection: sqlite3.Connection, match: str, query: str = FIRST_FIVE
) -> list[tuple[object, ...]]:
    """Return five offers for a full-text expression.

    `FIRST_FIVE` takes the first that match, `BEST_FIVE` ranks all and counts them, as
    an answer to a person has to.
    """
    return connection.execute(query, [match]).fetchall()


def _insert(connection: sqlite3.Connection, key: int, row: Row) -> None:
    connection.execute(
        "INSERT INTO offers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (key, row["id"], row["titel"], *_details(row)),
    )
    connection.execute(
        "INSERT INTO offers_text (rowid, title, topics, description) "
        "VALUES (?, ?, ?, ?)",
        (key, row["titel"], row["themen"].replace("|", " "), row["beschreibung"]),
    )


def _details(row: Row) -> Iterator[str | int | None]:
    yield row["ortsteil"] or row["ort"]
    yield row["plz"]
    yield int(row["alter_von"] or 0)
    yield int(row["alter_bis"] or 120)
    yield (row["termine"] or row["beginn"])[:10] or None
    yield _cents(row["preis"])


def _cents(price: str) -> int | None:
    return round(float(price.replace(",", ".")) * 100) if price else None
