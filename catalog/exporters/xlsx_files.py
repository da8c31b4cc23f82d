"""The catalog as Excel files: the columns of the CSV files, with real dates and numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from catalog.errors import CatalogError
from catalog.exporters.files import Holdings, replacing
from catalog.exporters.rows import (
    Value,
    actor_row,
    article_row,
    offer_row,
    word_row,
)
from catalog.importers.cells import written
from catalog.importers.rows import (
    ACTOR_COLUMNS,
    ARTICLE_COLUMNS,
    OFFER_COLUMNS,
    WORD_COLUMNS,
)

MAX_CELL = 32_767
MAX_ROWS = 1_048_576


class TooLargeForExcel(CatalogError):
    """Raised when Excel cannot hold a text or all the rows; CSV can."""

    def __init__(self, file: str, line: int) -> None:
        super().__init__(f"{file}, line {line}: too large for Excel")
        self.file = file
        self.line = line


def export(directory: Path, holdings: Holdings) -> list[Path]:
    """Write `actors.xlsx`, `offers.xlsx`, `words.xlsx` and `articles.xlsx`.

    The records are read while writing.

    Raises:
        TooLargeForExcel: nothing would be lost only in CSV.
    """
    of_actors = map(actor_row, holdings.actors)
    of_offers = (offer_row(offer) for offer, _ in holdings.offers)
    written_files = [
        _write(directory / "actors.xlsx", ACTOR_COLUMNS, of_actors),
        _write(directory / "offers.xlsx", OFFER_COLUMNS, of_offers),
    ]
    if holdings.words:
        of_words = map(word_row, holdings.words)
        path = _write(directory / "words.xlsx", WORD_COLUMNS, of_words)
        written_files.append(path)
    if holdings.articles:
        of_articles = map(article_row, holdings.articles)
        path = _write(directory / "articles.xlsx", ARTICLE_COLUMNS, of_articles)
        written_files.append(path)
    return written_files


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> Path:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(path.stem)
    sheet.freeze_panes = "A2"
    sheet.append(columns)
    with replacing(path) as temporary:
        try:
            for line, row in enumerate(rows, 2):
                if line > MAX_ROWS:
                    raise TooLargeForExcel(path.name, line)
                sheet.append([_cell(sheet, path.name, line, value) for value in row])
        finally:
            # Only saving closes the temporary file that openpyxl writes to.
            book.save(temporary)
    return path


def _cell(sheet: WriteOnlyWorksheet, file: str, line: int, value: Value) -> object:
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, str):
        text = written(value)
        if len(text) > MAX_CELL:
            raise TooLargeForExcel(file, line)
        return text
    if isinstance(value, date):
        cell = WriteOnlyCell(sheet, value=datetime.combine(value, time()))
        cell.number_format = "yyyy-mm-dd"
        return cell
    if isinstance(value, Decimal):
        cell = WriteOnlyCell(sheet, value=float(value))
        cell.number_format = "0.00"
        return cell
    return value
