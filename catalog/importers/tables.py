"""CSV and XLSX files as rows of text with their line numbers; no meaning of columns."""

from __future__ import annotations

import csv
import zipfile
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import BinaryIO

import openpyxl

from catalog.errors import UnusableFile
from catalog.importers.encodings import BadEncoding, NoText, encoding_of
from catalog.language.text import fold
from catalog.texts import text

MAX_FILE_MB = 2_000
MAX_XLSX_MB = 100
MAX_UNPACKED_MB = 1_000
MAX_CELL = 100_000
_MB = 1024 * 1024
_DELIMITERS = (";", ",", "\t")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line in the file, its cells, or why it cannot be read.

    `keeps` are columns this row says nothing about: a record that exists keeps what
    stands there. `only_new`: a record that exists stays as it is. `part_of` is the id
    of what it goes away with. `notes` are (column, reason) to warn about.
    """

    line: int
    cells: tuple[str, ...]
    problem: str = ""
    keeps: tuple[str, ...] = ()
    only_new: bool = False
    part_of: str | None = None
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A file as a header and rows that are read while they are asked for.

    Records that exist keep their cells in the columns `keeps`, which the format of
    the file does not have.
    """

    name: str
    header: tuple[str, ...]
    rows: Iterator[Row]
    keeps: tuple[str, ...] = ()


def open_table(path: Path) -> Table:
    """Open a CSV or XLSX file.

    Raises:
        UnusableFile: missing, empty, of another kind, or in no known encoding.
    """
    size = check_file(path)
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        return _open_xlsx(path, size)
    if path.suffix.lower() not in (".csv", ".txt", ".tsv"):
        raise _unusable(path, "wrong_type", suffix=path.suffix or path.name)
    return _open_csv(path)


def _unusable(path: Path, key: str, **values: object) -> UnusableFile:
    return UnusableFile(path.name, text("import", key, **values))


def check_file(path: Path) -> int:
    """Return the size of a file that can be read.

    Raises:
        UnusableFile: it is missing, empty, too large or locked.
    """
    if path.is_dir():
        raise _unusable(path, "is_directory")
    if not path.exists():
        raise _unusable(path, "not_found")
    try:
        with path.open("rb"):
            size = path.stat().st_size
    except OSError as error:
        raise _unusable(path, "unreadable") from error
    if size == 0:
        raise _unusable(path, "empty_file")
    if size > MAX_FILE_MB * _MB:
        raise _unusable(path, "too_large", mb=size // _MB, limit=MAX_FILE_MB)
    return size


def column_name(cell: str) -> str:
    """Return a column name as the contract spells it: "Geprüft am" → "geprueft_am"."""
    return fold(cell.strip().strip("\ufeff")).replace(" ", "_").replace("-", "_")


# CSV


def _open_csv(path: Path) -> Table:
    encoding = _encoding(path)
    first = _first_line(path, encoding)
    skipped = 1 if fold(first).startswith("sep=") else 0
    header_line = _first_line(path, encoding, skip=skipped)
    delimiter = max(_DELIMITERS, key=header_line.count)
    rows = _csv_rows(path, encoding, delimiter, skipped)
    header = next(rows, None)
    if header is None:
        raise _unusable(path, "empty_file")
    if header.problem:
        raise _unusable(path, "broken_quotes")
    names = tuple(column_name(cell) for cell in header.cells)
    return Table(path.name, names, rows)


def _encoding(path: Path) -> str:
    try:
        return encoding_of(path)
    except BadEncoding as error:
        raise _unusable(path, "bad_encoding", line=error.line) from error
    except NoText as error:
        raise _unusable(path, "binary") from error


def _first_line(path: Path, encoding: str, *, skip: int = 0) -> str:
    with path.open(encoding=encoding, newline="") as file:
        for _ in range(skip):
            file.readline(MAX_CELL)
        return file.readline(MAX_CELL)


class _Lines:
    """The lines of a file; those of the record being read can be read once more."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self._record: list[str] = []
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self._record.append(line)
        self.number += 1
        return line

    def begin_record(self) -> int:
        """Forget the record before; return the number of the next line."""
        self._record.clear()
        return self.number + 1

    def return_all_but_first(self) -> None:
        """Take one line only for the record that could not be read."""
        self._again.extendleft(reversed(self._record[1:]))
        self.number -= len(self._record) - 1


def _csv_rows(path: Path, encoding: str, delimiter: str, skipped: int) -> Iterator[Row]:
    with path.open(encoding=encoding, newline="") as file:
        lines = _Lines(file)
        for _ in range(skipped):
            next(lines)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        while True:
            line = lines.begin_record()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                lines.return_all_but_first()
                yield Row(line, (), text("import", "broken_quotes"))
                continue
            if any(cell.strip() for cell in cells):
                yield Row(line, tuple(cells))


# XLSX


def _open_xlsx(path: Path, size: int) -> Table:
    if size > MAX_XLSX_MB * _MB:
        if not zipfile.is_zipfile(path):
            raise _unusable(path, "not_xlsx")
        raise _unusable(path, "too_large", mb=size // _MB, limit=MAX_XLSX_MB)
    rows = _xlsx_rows(path)
    header = next(rows, None)
    if header is None:
        raise _unusable(path, "empty_file")
    names = list(header.cells)
    while names and not names[-1].strip():
        names.pop()
    return Table(path.name, tuple(column_name(name) for name in names), rows)


def _xlsx_rows(path: Path) -> Iterator[Row]:
    try:
        with path.open("rb") as file:
            _check_unpacked(path, file)
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            sheet = book.worksheets[0]
            # Some programs write a wrong size of the sheet.
            sheet.reset_dimensions()
            formulas = _formula_rows(path)
            for line, values in enumerate(sheet.iter_rows(values_only=True), 1):
                cells = [
                    _cell_text(formula if value is None else value)
                    for value, formula in zip(values, next(formulas), strict=False)
                ]
                while cells and not cells[-1].strip():
                    cells.pop()
                if cells:
                    yield Row(line, tuple(cells))
    except UnusableFile:
        raise
    except Exception as error:
        # openpyxl raises whatever its parsers raise; all of it means "no workbook".
        raise _unusable(path, "not_xlsx") from error


def _formula_rows(path: Path) -> Iterator[Sequence[object]]:
    """Yield the cells with formulas as text, for those no program has calculated."""
    with path.open("rb") as file:
        sheet = openpyxl.load_workbook(file, read_only=True).worksheets[0]
        sheet.reset_dimensions()
        yield from sheet.iter_rows(values_only=True)


def _check_unpacked(path: Path, file: BinaryIO) -> None:
    with zipfile.ZipFile(file) as archive:
        unpacked = sum(item.file_size for item in archive.infolist())
    if unpacked > MAX_UNPACKED_MB * _MB:
        raise _unusable(path, "too_large", mb=unpacked // _MB, limit=MAX_UNPACKED_MB)


def _cell_text(value: object) -> str:
    """Return what a person sees in an Excel cell, in the contract's notation."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, datetime):
        if value.time() == time(0):
            return value.date().isoformat()
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
