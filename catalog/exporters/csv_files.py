"""The catalog as CSV files that Excel opens and the import reads back unchanged."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from catalog.exporters.files import Holdings, replacing
from catalog.exporters.rows import (
    Value,
    actor_row,
    article_row,
    offer_row,
    plain_text,
    word_row,
)
from catalog.importers.cells import written
from catalog.importers.rows import (
    ACTOR_COLUMNS,
    ARTICLE_COLUMNS,
    OFFER_COLUMNS,
    WORD_COLUMNS,
)

# Without the mark at the beginning Excel takes UTF-8 for Windows-1252.
ENCODING = "utf-8-sig"


def export(directory: Path, holdings: Holdings) -> list[Path]:
    """Write `actors.csv`, `offers.csv`, `words.csv` and `articles.csv`.

    The records are read while writing.
    """
    of_actors = map(actor_row, holdings.actors)
    of_offers = (offer_row(offer) for offer, _ in holdings.offers)
    written_files = [
        _write(directory / "actors.csv", ACTOR_COLUMNS, of_actors),
        _write(directory / "offers.csv", OFFER_COLUMNS, of_offers),
    ]
    if holdings.words:
        of_words = map(word_row, holdings.words)
        path = _write(directory / "words.csv", WORD_COLUMNS, of_words)
        written_files.append(path)
    if holdings.articles:
        of_articles = map(article_row, holdings.articles)
        path = _write(directory / "articles.csv", ARTICLE_COLUMNS, of_articles)
        written_files.append(path)
    return written_files


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> Path:
    with (
        replacing(path) as temporary,
        temporary.open("w", encoding=ENCODING, newline="") as file,
    ):
        writer = csv.writer(file, delimiter=";")
        writer.writerow(columns)
        writer.writerows([cell_text(value) for value in row] for row in rows)
    return path


def cell_text(value: Value) -> str:
    """Return a value as the files write it, never as a formula."""
    return written(value) if isinstance(value, str) else plain_text(value)
