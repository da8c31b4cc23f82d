"""An import of files: all of them in one transaction, rejected rows apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path

from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from catalog import repository
from catalog.database import session_scope
from catalog.district import District
from catalog.editing import stock
from catalog.editing.cells import cells_of
from catalog.editing.imports import (
    ImportLog,
    archived_cells,
    forget_archived,
)
from catalog.editing.records import Cells, Change, Record, differences
from catalog.importers import rows
from catalog.importers.absence import Stocktaking
from catalog.importers.cells import written
from catalog.importers.content import Content, ImportOptions
from catalog.importers.formats import open_content
from catalog.importers.rows import RejectedRow, RowReader
from catalog.importers.tables import Row, Table
from catalog.importers.tally import Tally
from catalog.language.text import fold
from catalog.records import Actor, ImportReport, Offer
from catalog.repository import Writer
from catalog.texts import text

BATCH = 500
Progress = Callable[[str, int], None]
# Offers name actors, and words and articles nobody: the order of writing.
_ORDER = ("words", "articles", "actors", "offers")
_KINDS = {
    "words": "word",
    "articles": "article",
    "actors": "actor",
    "offers": "offer",
}
_COLUMNS: dict[str, Sequence[str]] = {
    "words": rows.WORD_COLUMNS,
    "articles": rows.ARTICLE_COLUMNS,
    "actors": rows.ACTOR_COLUMNS,
    "offers": rows.OFFER_COLUMNS,
}


class _DryRun(Exception):
    """Raised at the end of a dry run to undo it."""


def import_files(
    engine: Engine,
    district: District,
    paths: Sequence[Path],
    *,
    now: datetime,
    at: datetime | None = None,
    options: ImportOptions | None = None,
    dry_run: bool = False,
    has_examples: bool | None = None,
    progress: Progress = lambda _file, _rows: None,
) -> ImportReport:
    """Import files of any known format.

    Rejected rows never keep the others out; any other failure, a killed process
    included, leaves the catalog as it was.

    Args:
        engine: of the database.
        district: whose places and words the files name.
        paths: of the files, in any order.
        now: the moment searches are answered for.
        at: when it really happens, as the history tells it.
        options: whose records they are, and what of them is taken.
        dry_run: only look what would happen.
        has_examples: the files are, or end, the invented example data.
        progress: is told the file and its rows read so far.

    Raises:
        UnusableFile: a file as a whole cannot be read; nothing was imported.
        TooManyGone: a file would take away most of what its source has.
        CatalogUnavailable: the database cannot be reached.
    """
    options = options or ImportOptions()
    contents = [open_content(path, options) for path in paths]
    tally, batch = Tally(), ""
    try:
        with session_scope(engine, writes=True) as session:
            repository.lock_for_import(session)
            log = ImportLog(session, [path.name for path in paths], at or now)
            stocktaking = Stocktaking(session, contents, tally, log)
            run = _Import(session, district, tally, progress, log, stocktaking)
            run.read(contents)
            stocktaking.take_away(
                today=now.date(), force=options.force, dry_run=dry_run
            )
            if tally.has_changes or has_examples is not None:
                repository.note_change(session, now, has_examples=has_examples)
            if tally.has_changes:
                batch = log.batch
                log.close(new=tally.new, changed=tally.changed, gone=tally.gone)
            if dry_run:
                raise _DryRun
    except _DryRun:
        batch = ""
    return ImportReport(
        new=tally.new,
        changed=tally.changed,
        unchanged=tally.unchanged,
        gone=tally.gone,
        rejected=tuple(tally.rejected),
        warnings=tuple(tally.warnings),
        batch=batch,
    )


class _Import:
    """One running import."""

    def __init__(
        self,
        session: Session,
        district: District,
        tally: Tally,
        progress: Progress,
        log: ImportLog,
        stocktaking: Stocktaking,
    ) -> None:
        self._stocktaking = stocktaking
        self._session = session
        self._writer = Writer(session)
        self._district = district
        self._tally = tally
        self._progress = progress
        self._log = log
        self._complements: list[tuple[str, int, str, str]] = []
        self._actors = {a.id: a for a in repository.load_actors(session)}
        self._actors_named: dict[str, set[str]] = defaultdict(set)
        for actor in self._actors.values():
            self._actors_named[fold(actor.name)].add(actor.id)
        self._same_actor: dict[str, str] = {}

    def read(self, contents: Sequence[Content]) -> None:
        """Read all files, a kind of record at a time."""
        for kind in _ORDER:
            for content in contents:
                for part in content.parts:
                    if part.kind == kind:
                        self._read_table(content, kind, part.open())
        self._check_complements()
        for content in contents:
            self._note_dropped(content)

    def _read_table(self, content: Content, kind: str, table: Table) -> None:
        batch: list[tuple[Record, str]] = []
        for row, reader in self._rows(content, kind, table):
            try:
                record = self._record(kind, reader)
            except RejectedRow as error:
                self._tally.reject(content.name, row, reader, error)
                continue
            finally:
                self._tally.warn(content.name, row, reader)
            state = self._state(content, kind, row, record)
            self._tally.count(state)
            if state != "unchanged":
                batch.append((record, state))
            if len(batch) >= BATCH:
                self._write(kind, batch)
                batch = []
        if batch:
            self._write(kind, batch)
        self._stocktaking.write()

    def _record(self, kind: str, reader: RowReader) -> Record:
        if kind == "offers":
            return rows.offer_from(reader, self._actors.get)
        if kind == "actors":
            return rows.actor_from(reader)
        if kind == "articles":
            return rows.article_from(reader)
        return rows.word_from(reader)

    def _state(self, content: Content, kind: str, row: Row, record: Record) -> str:
        """Return "new", "changed" or "unchanged", and remember what is known now."""
        state = self._writer.state_of(record)
        if row.only_new and not self._is_missing(record):
            return "unchanged"
        is_new = state == "new"
        if is_new and self._stocktaking.was_taken_by_hand(content, kind, record.id):
            reason = text("import", "taken_by_hand")
            self._tally.note(content.name, row.line, record.id, reason)
            return "unchanged"
        self._stocktaking.accept(content, kind, row, record.id, is_new=is_new)
        if isinstance(record, Actor):
            self._actors[record.id] = record
            self._actors_named[fold(record.name)].add(record.id)
        elif isinstance(record, Offer):
            self._complements += [
                (content.name, row.line, record.id, other)
                for other in record.complements
            ]
        return state

    def _is_missing(self, record: Record) -> bool:
        """Whether an actor is not in the catalog, not even under another id."""
        if not isinstance(record, Actor) or record.id in self._actors:
            return False
        same = self._actors_named[fold(record.name)]
        if len(same) != 1:
            return True
        self._same_actor[record.id] = next(iter(same))
        return False

    # Rows

    def _rows(
        self, content: Content, kind: str, table: Table
    ) -> Iterator[tuple[Row, RowReader]]:
        self._note_unknown_columns(table, _COLUMNS[kind])
        lines: dict[str, int] = {}
        count = 0
        for row, cells in self._filled(kind, table):
            count += 1
            reader = RowReader(cells, self._district, list(row.notes))
            problem = self._problem_of(row, reader, len(table.header), lines)
            if problem is None:
                yield row, reader
            else:
                self._tally.reject(content.name, row, reader, problem)
            if count % BATCH == 0:
                self._progress(content.name, count)
        self._stocktaking.name(content, kind, lines)
        if not count:
            self._tally.note(content.name, 1, "", text("import", "no_rows"))

    def _filled(self, kind: str, table: Table) -> Iterator[tuple[Row, dict[str, str]]]:
        """Yield rows with their cells, and those that stay as they are."""
        while some := list(islice(table.rows, BATCH)):
            found = [self._cells(table, row) for row in some]
            keeping = [
                cells.get("id", "")
                for row, cells in zip(some, found, strict=True)
                if row.keeps or table.keeps
            ]
            held = self._held(kind, keeping) if keeping else {}
            for row, cells in zip(some, found, strict=True):
                before = held.get(cells.get("id", ""), {})
                if before:
                    for column in (*table.keeps, *row.keeps):
                        cells[column] = written(before.get(column, ""))
                yield row, cells

    def _cells(self, table: Table, row: Row) -> dict[str, str]:
        cells = dict(zip(table.header, row.cells, strict=False))
        if "wort" in cells:
            cells["id"] = cells["wort"]
        provider = cells.get("anbieter_id")
        if provider in self._same_actor:
            cells["anbieter_id"] = self._same_actor[provider]
        return cells

    def _held(self, kind: str, ids: Sequence[str]) -> dict[str, Cells]:
        found = stock.records(self._session, _KINDS[kind], ids)
        return {i: cells_of(_KINDS[kind], record) for i, record in found.items()}

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

    # Writing

    def _write(self, kind: str, batch: Sequence[tuple[Record, str]]) -> None:
        singular = _KINDS[kind]
        changed = [record for record, state in batch if state == "changed"]
        new = [record for record, state in batch if state == "new"]
        before = stock.records(self._session, singular, [r.id for r in changed])
        self._write_records([record for record, _ in batch])
        self._log.note_changed(
            singular,
            (
                (record.id, _changes(singular, before[record.id], record))
                for record in changed
                if record.id in before
            ),
        )
        self._note_new(singular, new)

    def _note_new(self, kind: str, new: Sequence[Record]) -> None:
        ids = [record.id for record in new]
        archived = archived_cells(self._session, kind, ids) if ids else {}
        self._log.note_new(kind, [i for i in ids if i not in archived])
        if archived:
            forget_archived(self._session, kind, list(archived))
            self._log.note_revived(
                kind,
                [
                    (r.id, differences(archived[r.id], cells_of(kind, r)))
                    for r in new
                    if r.id in archived
                ],
            )

    def _write_records(self, records: Sequence[Record]) -> None:
        stock.write(self._writer, records, self._actors.__getitem__)

    # What is said

    def _check_complements(self) -> None:
        """Warn about offers that complete one that does not exist."""
        for file, line, offer_id, other in self._complements:
            if not self._writer.has_offer(other):
                reason = text("import", "unknown_complement", id=other)
                self._tally.note(file, line, offer_id, reason, "ergaenzt")

    def _note_dropped(self, content: Content) -> None:
        people = content.dropped["people"]
        if people:
            reason = text("import", "people_dropped", count=people)
            self._tally.note(content.name, 1, "", reason)

    def _note_unknown_columns(self, table: Table, columns: Sequence[str]) -> None:
        known = set(columns)
        for column in table.header:
            if column not in known:
                reason = text("import", "unknown_column", column=column)
                self._tally.note(table.name, 1, "", reason, column)


def _changes(kind: str, before: Record, after: Record) -> tuple[Change, ...]:
    return differences(cells_of(kind, before), cells_of(kind, after))
