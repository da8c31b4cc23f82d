"""An import of catalog files: all of them in one transaction, rejected rows apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import Engine

from catalog import repository
from catalog.database import session_scope
from catalog.district import District
from catalog.errors import UnusableFile
from catalog.importers import rows
from catalog.importers.rows import RejectedRow, RowReader
from catalog.importers.tables import Row, Table, open_table
from catalog.records import Actor, Article, ImportReport, Offer, RowProblem, Word
from catalog.repository import Writer
from catalog.texts import text

BATCH = 500
Progress = Callable[[str, int], None]


@dataclass(slots=True)
class _Tally:
    """Counts while an import runs."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: list[RowProblem] = field(default_factory=list)
    warnings: list[RowProblem] = field(default_factory=list)

    def count(self, state: str) -> None:
        setattr(self, state, getattr(self, state) + 1)


class _DryRun(Exception):
    """Raised at the end of a dry run to undo it."""


def import_files(
    engine: Engine,
    district: District,
    paths: Sequence[Path],
    *,
    now: datetime,
    dry_run: bool = False,
    has_examples: bool | None = None,
    progress: Progress = lambda _file, _rows: None,
) -> ImportReport:
    """Import files of the contract's format: words, articles, actors, offers.

    Rejected rows never keep the others out; any other failure, a killed process
    included, leaves the catalog as it was.

    Raises:
        UnusableFile: a file as a whole cannot be read; nothing was imported.
        CatalogUnavailable: the database cannot be reached.
    """
    tables = [(path, _kind(open_table(path))) for path in paths]
    actors = [path for path, kind in tables if kind == "actors"]
    offers = [path for path, kind in tables if kind == "offers"]
    words = [path for path, kind in tables if kind == "words"]
    articles = [path for path, kind in tables if kind == "articles"]
    tally = _Tally()
    try:
        with session_scope(engine, writes=True) as session:
            repository.lock_for_import(session)
            run = _Import(Writer(session), district, tally, progress)
            run.known_actors = {a.id: a for a in repository.load_actors(session)}
            for path in words:
                run.import_words(path)
            for path in articles:
                run.import_articles(path)
            for path in actors:
                run.import_actors(path)
            for path in offers:
                run.import_offers(path)
            run.check_complements()
            if tally.new or tally.changed or has_examples is not None:
                repository.note_change(session, now, has_examples=has_examples)
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return ImportReport(
        new=tally.new,
        changed=tally.changed,
        unchanged=tally.unchanged,
        rejected=tuple(tally.rejected),
        warnings=tuple(tally.warnings),
    )


def _kind(table: Table) -> str:
    """Return what a file holds, by its columns.

    Raises:
        UnusableFile: no known columns, or a required one is missing.
    """
    for kind, marker, required in (
        ("articles", "antwort", rows.REQUIRED_ARTICLE_COLUMNS),
        ("articles", "fragen", rows.REQUIRED_ARTICLE_COLUMNS),
        ("offers", "titel", rows.REQUIRED_OFFER_COLUMNS),
        ("offers", "anbieter_id", rows.REQUIRED_OFFER_COLUMNS),
        ("actors", "name", rows.REQUIRED_ACTOR_COLUMNS),
        ("actors", "oeffnungszeiten", rows.REQUIRED_ACTOR_COLUMNS),
        ("words", "wort", rows.WORD_COLUMNS),
    ):
        if marker in table.header:
            missing = [column for column in required if column not in table.header]
            if missing:
                reason = text("import", "missing_columns", columns=", ".join(missing))
                raise UnusableFile(table.name, reason)
            doubled = [c for c in table.header if c and table.header.count(c) > 1]
            if doubled:
                reason = text("import", "double_column", column=doubled[0])
                raise UnusableFile(table.name, reason)
            return kind
    raise UnusableFile(table.name, text("import", "unknown_columns"))


class _Import:
    """One running import."""

    def __init__(
        self, writer: Writer, district: District, tally: _Tally, progress: Progress
    ) -> None:
        self._writer = writer
        self._district = district
        self._tally = tally
        self._progress = progress
        self._complements: list[tuple[str, int, str, str]] = []
        self.known_actors: dict[str, Actor] = {}

    def import_words(self, path: Path) -> None:
        """Read one file of the district's own words."""
        found: list[Word] = []
        for row, reader in self._rows(path, rows.WORD_COLUMNS):
            try:
                word = rows.word_from(reader)
            except RejectedRow as error:
                self._reject(path.name, row, reader, error)
                continue
            if self._is_to_write(word):
                found.append(word)
        if found:
            self._writer.write_words(found)

    def import_articles(self, path: Path) -> None:
        """Read one file of texts that answer questions."""
        found: list[Article] = []
        for row, reader in self._rows(path, rows.ARTICLE_COLUMNS):
            try:
                article = rows.article_from(reader)
            except RejectedRow as error:
                self._reject(path.name, row, reader, error)
                continue
            finally:
                self._warn(path.name, row, reader)
            if self._is_to_write(article):
                found.append(article)
        if found:
            self._writer.write_articles(found)

    def import_actors(self, path: Path) -> None:
        """Read one file of actors."""
        batch: list[Actor] = []
        for row, reader in self._rows(path, rows.ACTOR_COLUMNS):
            try:
                actor = rows.actor_from(reader)
            except RejectedRow as error:
                self._reject(path.name, row, reader, error)
                continue
            finally:
                self._warn(path.name, row, reader)
            self.known_actors[actor.id] = actor
            if self._is_to_write(actor):
                batch.append(actor)
            if len(batch) >= BATCH:
                self._writer.write_actors(batch)
                batch = []
        if batch:
            self._writer.write_actors(batch)

    def import_offers(self, path: Path) -> None:
        """Read one file of offers."""
        batch: list[tuple[Offer, Actor]] = []
        for row, reader in self._rows(path, rows.OFFER_COLUMNS):
            try:
                offer = rows.offer_from(reader, self.known_actors.get)
            except RejectedRow as error:
                self._reject(path.name, row, reader, error)
                continue
            finally:
                self._warn(path.name, row, reader)
            self._complements += [
                (path.name, row.line, offer.id, other) for other in offer.complements
            ]
            if self._is_to_write(offer):
                batch.append((offer, self.known_actors[offer.provider_id]))
            if len(batch) >= BATCH:
                self._writer.write_offers(batch)
                batch = []
        if batch:
            self._writer.write_offers(batch)

    def check_complements(self) -> None:
        """Warn about offers that complete one that does not exist."""
        for file, line, offer_id, other in self._complements:
            if not self._writer.has_offer(other):
                reason = text("import", "unknown_complement", id=other)
                self._tally.warnings.append(
                    RowProblem(file, line, offer_id, "ergaenzt", reason)
                )

    def _rows(
        self, path: Path, columns: Iterable[str]
    ) -> Iterator[tuple[Row, RowReader]]:
        table = open_table(path)
        self._note_unknown_columns(table, columns)
        lines: dict[str, int] = {}
        for count, row in enumerate(table.rows, 1):
            cells = dict(zip(table.header, row.cells, strict=False))
            if "wort" in cells:
                cells["id"] = cells["wort"]
            reader = RowReader(cells, self._district)
            problem = self._problem_of(row, reader, len(table.header), lines)
            if problem is None:
                yield row, reader
            else:
                self._reject(path.name, row, reader, problem)
            if count % BATCH == 0:
                self._progress(path.name, count)
        if not lines and not self._tally.rejected:
            self._tally.warnings.append(
                RowProblem(path.name, 1, "", "", text("import", "no_rows"))
            )

    @staticmethod
    def _problem_of(
        row: Row, reader: RowReader, width: int, lines: dict[str, int]
    ) -> RejectedRow | None:
        if row.problem:
            return RejectedRow("", row.problem)
        if any(cell.strip() for cell in row.cells[width:]):
            reason = text(
                "import", "too_many_cells", found=len(row.cells), expected=width
            )
            return RejectedRow("", reason)
        record_id = reader.record_id
        if record_id in lines:
            reason = text("import", "double_id", id=record_id, line=lines[record_id])
            return RejectedRow("id", reason)
        if record_id:
            lines[record_id] = row.line
        return None

    def _note_unknown_columns(self, table: Table, columns: Iterable[str]) -> None:
        known = set(columns)
        for column in table.header:
            if column not in known:
                reason = text("import", "unknown_column", column=column)
                self._tally.warnings.append(
                    RowProblem(table.name, 1, "", column, reason)
                )

    def _is_to_write(self, record: Actor | Offer | Word | Article) -> bool:
        state = self._writer.state_of(record)
        self._tally.count(state)
        return state != "unchanged"

    def _reject(
        self, file: str, row: Row, reader: RowReader, error: RejectedRow
    ) -> None:
        record_id = reader.record_id
        self._tally.rejected.append(
            RowProblem(file, row.line, record_id, error.column, error.reason)
        )

    def _warn(self, file: str, row: Row, reader: RowReader) -> None:
        record_id = reader.record_id
        self._tally.warnings += [
            RowProblem(file, row.line, record_id, column, reason)
            for column, reason in reader.warnings
        ]
