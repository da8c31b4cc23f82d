"""Taking a whole import back, where nobody has changed anything since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalog import repository
from catalog.district import District
from catalog.editing import history, stock
from catalog.editing.cells import cells_of, exact, read_cells
from catalog.editing.imports import archived_cells, forget_archived
from catalog.editing.orm import ChangeRow, ImportRow
from catalog.editing.records import Action, Cells, Change, Record, differences
from catalog.editing.shelf import archive_many
from catalog.errors import AlreadyUndone, ImportNotFound
from catalog.records import Actor
from catalog.repository import Writer
from catalog.texts import text

BATCH = 500
# Actors come before what they offer when something is written, after it when it goes.
_WRITING = ("word", "article", "actor", "offer")
_GOING = ("offer", "article", "word", "actor")
# What else may happen to a record leaves it as it is.
_CHANGING = (
    Action.PUBLISHED,
    Action.CORRECTED,
    Action.ARCHIVED,
    Action.REVIVED,
    Action.RESTORED,
    Action.IMPORTED,
    Action.REMOVED,
    Action.UNDONE,
)


@dataclass(frozen=True, slots=True)
class UndoConflict:
    """A record, or some columns of it, that stays as it is; `reason` is German."""

    kind: str
    record_id: str
    reason: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Undone:
    """What taking an import back did.

    `removed` had been new, `restored` had been changed, `revived` had been taken away.
    """

    removed: int = 0
    restored: int = 0
    revived: int = 0
    conflicts: tuple[UndoConflict, ...] = ()


def undo(
    session: Session, district: District, batch: str, *, at: datetime, who: str
) -> Undone:
    """Bring back what was before an import.

    Raises:
        ImportNotFound: there is no such import.
        AlreadyUndone: it was taken back before.
    """
    row = session.get(ImportRow, batch)
    if row is None:
        raise ImportNotFound(batch)
    if row.undone_at is not None:
        raise AlreadyUndone(batch)
    work = _Undo(session, district, batch, at, who)
    found = work.run()
    row.undone_at, row.undone_by = at, who
    return found


@dataclass(frozen=True, slots=True)
class _Entry:
    record_id: str
    changes: tuple[Change, ...]


class _Undo:
    """One import being taken back."""

    def __init__(
        self,
        session: Session,
        district: District,
        batch: str,
        at: datetime,
        who: str,
    ) -> None:
        self._session = session
        self._district = district
        self._batch = batch
        self._at = at
        self._who = who
        self._writer = Writer(session)
        self._conflicts: list[UndoConflict] = []
        self._later = self._changed_later()
        self._known: dict[str, Actor] | None = None
        self._counts = {"removed": 0, "restored": 0, "revived": 0}

    def run(self) -> Undone:
        """Take everything back, in the order in which it can stand."""
        for kind in _WRITING:
            for some in self._entries(kind, Action.REMOVED, has_changes=None):
                self._revive(kind, some)
            for some in self._entries(kind, Action.IMPORTED, has_changes=True):
                self._restore(kind, some)
        for kind in _GOING:
            for some in self._entries(kind, Action.IMPORTED, has_changes=False):
                self._remove(kind, some)
            for some in self._entries(kind, Action.REVIVED, has_changes=None):
                self._remove(kind, some)
        return Undone(**self._counts, conflicts=tuple(self._conflicts))

    def _changed_later(self) -> set[tuple[str, str]]:
        """Return (kind, id) of the records that something happened to since."""
        last = sa.select(sa.func.max(ChangeRow.key)).where(
            ChangeRow.batch == self._batch
        )
        rows = self._session.execute(
            sa.select(ChangeRow.kind, ChangeRow.record_id)
            .where(
                ChangeRow.key > last.scalar_subquery(),
                ChangeRow.action.in_([action.value for action in _CHANGING]),
            )
            .distinct()
        )
        return {(kind, record_id) for kind, record_id in rows}

    def _entries(
        self, kind: str, action: Action, *, has_changes: bool | None
    ) -> Iterator[list[_Entry]]:
        """Yield what the import did to records of a kind, a batch at a time."""
        query = (
            sa.select(ChangeRow.record_id, ChangeRow.changes)
            .where(
                ChangeRow.batch == self._batch,
                ChangeRow.kind == kind,
                ChangeRow.action == action.value,
            )
            .order_by(ChangeRow.key)
        )
        every = (
            _Entry(record_id, tuple(Change(*change) for change in changes))
            for record_id, changes in self._session.execute(query).all()
            if has_changes is None or bool(changes) is has_changes
        )
        while some := list(islice(every, BATCH)):
            yield some

    # What was taken away

    def _revive(self, kind: str, some: Sequence[_Entry]) -> None:
        ids = [entry.record_id for entry in some]
        archived = archived_cells(self._session, kind, ids)
        there = stock.records(self._session, kind, ids)
        readable: dict[str, Record] = {}
        for record_id in ids:
            if record_id in there or record_id not in archived:
                self._conflict(kind, record_id, "undo_not_archived")
                continue
            record = self._read(kind, archived[record_id])
            if record is not None:
                readable[record_id] = record
            else:
                self._conflict(kind, record_id, "undo_unreadable")
        self._write(list(readable.values()))
        forget_archived(self._session, kind, list(readable))
        for record_id in readable:
            self._note(kind, record_id, differences({}, archived[record_id]))
        self._counts["revived"] += len(readable)

    # What was changed

    def _restore(self, kind: str, some: Sequence[_Entry]) -> None:
        there = stock.records(self._session, kind, [e.record_id for e in some])
        restored: dict[str, tuple[Record, tuple[Change, ...]]] = {}
        for entry in some:
            record = there.get(entry.record_id)
            if record is None:
                self._conflict(kind, entry.record_id, "undo_gone")
                continue
            cells = cells_of(kind, record)
            changed_again = tuple(
                c.column for c in entry.changes if cells.get(c.column, "") != c.new
            )
            if changed_again:
                self._conflict(
                    kind, entry.record_id, "undo_changed_columns", changed_again
                )
            before = cells | {
                c.column: c.old for c in entry.changes if c.column not in changed_again
            }
            read = self._read(kind, before)
            if read is None:
                self._conflict(kind, entry.record_id, "undo_unreadable")
            elif read != record:
                told = differences(cells, cells_of(kind, read))
                restored[entry.record_id] = (read, told)
        self._write([record for record, _ in restored.values()])
        for record_id, (_, told) in restored.items():
            self._note(kind, record_id, told)
        self._counts["restored"] += len(restored)

    # What was new

    def _remove(self, kind: str, some: Sequence[_Entry]) -> None:
        """Put back into the archive what was new, or had been there before."""
        there = stock.records(self._session, kind, [e.record_id for e in some])
        going: dict[str, Cells] = {}
        for entry in some:
            record = there.get(entry.record_id)
            if record is None:
                continue
            if (kind, entry.record_id) in self._later:
                self._conflict(kind, entry.record_id, "undo_changed")
            elif kind == "actor" and self._offers_something(entry.record_id):
                self._conflict(kind, entry.record_id, "undo_in_use")
            else:
                going[entry.record_id] = cells_of(kind, record)
        self._note_gone(kind, going)
        kept = {e.record_id: e.changes for e in some if e.record_id in going}
        archived = {i: _before(going[i], changes) for i, changes in kept.items()}
        archive_many(self._session, kind, archived, at=self._at, who=self._who)
        self._counts["removed"] += len(going)

    def _note_gone(self, kind: str, going: dict[str, Cells]) -> None:
        for record_id, cells in going.items():
            self._note(kind, record_id, differences(cells, {}))

    def _offers_something(self, actor_id: str) -> bool:
        return repository.count_offers_of(self._session, actor_id) > 0

    # Reading and writing

    def _read(self, kind: str, cells: Cells) -> Record | None:
        return read_cells(kind, exact(cells), self._district, self._provider).record

    def _provider(self, actor_id: str) -> Actor | None:
        return self._actors().get(actor_id)

    def _write(self, found: Sequence[Record]) -> None:
        stock.write(self._writer, found, self._actors().__getitem__)
        if any(isinstance(record, Actor) for record in found):
            self._known = None

    def _actors(self) -> dict[str, Actor]:
        if self._known is None:
            self._known = {a.id: a for a in repository.load_actors(self._session)}
        return self._known

    def _conflict(
        self, kind: str, record_id: str, key: str, columns: tuple[str, ...] = ()
    ) -> None:
        reason = text("import", key, columns=", ".join(columns))
        self._conflicts.append(UndoConflict(kind, record_id, reason, columns))

    def _note(self, kind: str, record_id: str, changes: Sequence[Change]) -> None:
        history.note(
            self._session,
            at=self._at,
            who=self._who,
            action=Action.UNDONE,
            kind=kind,
            record_id=record_id,
            changes=changes,
            batch=self._batch,
        )


def _before(cells: Cells, changes: Sequence[Change]) -> Cells:
    found = cells | {change.column: change.old for change in changes}
    return {column: said for column, said in found.items() if said}
