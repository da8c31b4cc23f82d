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
from catalog.importers.cells import clean, written
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
# Of these somebody chooses several; it does not matter which stands first.
_UNORDERED = ("zielgruppen", "foerderung", "merkmale")
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


def own_id(cells: Cells) -> str:
    """Return the id of a word: the word itself, as it would be published."""
    return " ".join((clean(written(cells.get("wort", ""))) or "").split())


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
    record, warnings = _read(kind, cells, district, provider_of, problems)
    return Reading(None if problems else record, problems, warnings)


def as_before(kind: str, cells: Cells, before: Cells, district: District) -> Cells:
    """Return cells in which what says the same as before stands as it stood.

    "24" euros instead of "24,00", or a day written in German, is no change.
    """
    problems: dict[str, str] = {}
    record, warnings = _read(
        kind, exact(cells), district, lambda _: _SOMEBODY, problems
    )
    if record is None:
        return cells
    doubtful = {*problems, *(column for column, _ in warnings), id_column(kind)}
    written = cells_of(kind, record)
    found = dict(cells)
    for column in set(columns_of(kind)) - doubtful:
        if _same(column, written.get(column, ""), before.get(column, "")):
            found[column] = before.get(column, "")
    return {column: text for column, text in found.items() if text}


def exact(cells: Cells) -> Cells:
    """Return cells of a form as a file would hold them.

    Files may bring markup, which is taken away; what somebody typed is text.
    """
    return {column: written(text) for column, text in cells.items()}


def _same(column: str, one: str, other: str) -> bool:
    if column in _UNORDERED:
        return sorted(one.split("|")) == sorted(other.split("|"))
    return one == other


def _read(
    kind: str,
    cells: Cells,
    district: District,
    provider_of: Callable[[str], Actor | None],
    problems: dict[str, str],
) -> tuple[Record | None, tuple[tuple[str, str], ...]]:
    """Return the record, with stand-ins for what is wrong, which is put in `problems`."""
    left = dict(cells)
    while True:
        reader = RowReader(left, district)
        try:
            record = _record(kind, reader, _known(provider_of, problems))
        except RejectedRow as error:
            if error.column in problems:
                return None, tuple(reader.warnings)
            problems[error.column] = error.reason
            stand_in = _KINDS[kind].stand_in_kind if error.column == "art" else ""
            left[error.column] = _STAND_INS.get(error.column, stand_in)
        else:
            return record, tuple(reader.warnings)


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
