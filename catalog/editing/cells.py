"""Records as the cells of a form and back: the same columns and rules as the files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from catalog.district import District
from catalog.editing.records import Cells, Reading, Record
from catalog.exporters.rows import (
    Value,
    actor_row,
    article_row,
    offer_row,
    plain_text,
    word_row,
)
from catalog.importers import rows
from catalog.importers.rows import RejectedRow, RowReader
from catalog.records import Actor

# Stands in for a cell that was found wrong, so that the others are looked at, too.
_STAND_INS = {
    "id": "-",
    "titel": "-",
    "name": "-",
    "wort": "-",
    "antwort": "-",
    "quelle": "-",
    "bedeutet": "-",
    "stand": "2000-01-01",
    "anbieter_id": "-",
}
_SOMEBODY = Actor("-", "-", "sonstige", phone="-")


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a kind of record is written into cells and read from them."""

    columns: Sequence[str]
    row: Callable[[Any], list[Value]]
    stand_in_kind: str


_KINDS = {
    "offer": _Kind(rows.OFFER_COLUMNS, offer_row, "sonstige"),
    "actor": _Kind(rows.ACTOR_COLUMNS, actor_row, "sonstige"),
    "article": _Kind(rows.ARTICLE_COLUMNS, article_row, "lebenslage"),
    "word": _Kind(rows.WORD_COLUMNS, word_row, "thema"),
}
KINDS = tuple(_KINDS)


def columns_of(kind: str) -> Sequence[str]:
    """Return the columns of a kind of record."""
    return _KINDS[kind].columns


def id_column(kind: str) -> str:
    """Return the column that tells records of a kind apart."""
    return "wort" if kind == "word" else "id"


def cells_of(kind: str, record: Record) -> Cells:
    """Return a record as cells; what is unknown is left out."""
    found = _KINDS[kind]
    values = zip(found.columns, found.row(record), strict=True)
    return {column: text for column, value in values if (text := plain_text(value))}


def read_cells(
    kind: str,
    cells: Cells,
    district: District,
    provider_of: Callable[[str], Actor | None],
) -> Reading:
    """Return the record that cells describe, or everything that is wrong with them."""
    problems: dict[str, str] = {}
    left = dict(cells)
    while True:
        reader = RowReader(left, district)
        try:
            record = _record(kind, reader, _known(provider_of, problems))
        except RejectedRow as error:
            if error.column in problems:
                return Reading(None, problems, tuple(reader.warnings))
            problems[error.column] = error.reason
            stand_in = _KINDS[kind].stand_in_kind if error.column == "art" else ""
            left[error.column] = _STAND_INS.get(error.column, stand_in)
        else:
            found = None if problems else record
            return Reading(found, problems, tuple(reader.warnings))


def _known(
    provider_of: Callable[[str], Actor | None], problems: dict[str, str]
) -> Callable[[str], Actor | None]:
    return (lambda _: _SOMEBODY) if "anbieter_id" in problems else provider_of


def _record(
    kind: str, reader: RowReader, provider_of: Callable[[str], Actor | None]
) -> Record:
    if kind == "offer":
        return rows.offer_from(reader, provider_of)
    if kind == "actor":
        return rows.actor_from(reader)
    return rows.article_from(reader) if kind == "article" else rows.word_from(reader)
