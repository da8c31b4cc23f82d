"""What imports did: their history, whose records are whose, and the list of them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalog.editing.orm import ArchivedRow, ChangeRow, ImportRow, SourceRow
from catalog.editing.records import Action, Cells, Change, differences
from catalog.editing.shelf import archive_many
from catalog.orm import ActorRow, OfferRow
from catalog.texts import text


@dataclass(frozen=True, slots=True)
class PastImport:
    """An import that changed something."""

    batch: str
    at: datetime
    files: str
    new: int
    changed: int
    gone: int
    undone_at: datetime | None = None
    undone_by: str | None = None


def past(session: Session, limit: int | None = None) -> list[PastImport]:
    """Return the imports there were, the newest first."""
    query = sa.select(ImportRow).order_by(ImportRow.at.desc(), ImportRow.batch)
    return [
        PastImport(
            batch=row.batch,
            at=row.at,
            files=row.files,
            new=row.new,
            changed=row.changed,
            gone=row.gone,
            undone_at=row.undone_at,
            undone_by=row.undone_by,
        )
        for row in session.scalars(query.limit(limit))
    ]


class ImportLog:
    """The history of one import: one batch id for everything it does."""

    def __init__(self, session: Session, files: Sequence[str], at: datetime) -> None:
        self._session = session
        self._files = ", ".join(files)
        self._at = at
        self.who = text("import", "who")
        self.batch = f"{at:%Y%m%d}-{secrets.token_hex(4)}"

    def note_new(self, kind: str, ids: Iterable[str]) -> None:
        """Note records that were not there; what they say stands in them."""
        self._note(kind, Action.IMPORTED, [(record_id, ()) for record_id in ids])

    def note_changed(
        self, kind: str, changes: Iterable[tuple[str, Sequence[Change]]]
    ) -> None:
        """Note records that say something else now."""
        told = [(record_id, found) for record_id, found in changes if found]
        self._note(kind, Action.IMPORTED, told)

    def note_revived(
        self, kind: str, changes: Iterable[tuple[str, Sequence[Change]]]
    ) -> None:
        """Note records that were in the archive, and what they said there."""
        self._note(kind, Action.REVIVED, list(changes))

    def take_away(self, kind: str, cells_by_id: Mapping[str, Cells]) -> None:
        """Put records into the archive."""
        archive_many(self._session, kind, cells_by_id, at=self._at, who=self.who)
        told = [(i, differences(cells, {})) for i, cells in cells_by_id.items()]
        self._note(kind, Action.REMOVED, told)

    def close(self, *, new: int, changed: int, gone: int) -> None:
        """Write what the import did as a whole."""
        self._session.add(
            ImportRow(
                batch=self.batch,
                at=self._at,
                files=self._files,
                new=new,
                changed=changed,
                gone=gone,
            )
        )

    def _note(
        self, kind: str, action: Action, told: Sequence[tuple[str, Sequence[Change]]]
    ) -> None:
        rows = [
            {
                "at": self._at,
                "who": self.who,
                "action": action.value,
                "kind": kind,
                "record_id": record_id,
                "changes": [[c.column, c.old, c.new] for c in changes],
                "note": self._files,
                "batch": self.batch,
            }
            for record_id, changes in told
        ]
        if rows:
            self._session.execute(sa.insert(ChangeRow), rows)


def archived_cells(session: Session, kind: str, ids: Sequence[str]) -> dict[str, Cells]:
    """Return what those of some records said that are in the archive."""
    rows = session.execute(
        sa.select(ArchivedRow.record_id, ArchivedRow.cells).where(
            ArchivedRow.kind == kind, ArchivedRow.record_id.in_(ids)
        )
    )
    return dict(rows.tuples().all())


def forget_archived(session: Session, kind: str, ids: Sequence[str]) -> None:
    """Delete records from the archive."""
    session.execute(
        sa.delete(ArchivedRow).where(
            ArchivedRow.kind == kind, ArchivedRow.record_id.in_(ids)
        )
    )


class Sources:
    """Whose records are whose."""

    def __init__(self, session: Session) -> None:
        self._session = session
        rows = session.execute(
            sa.select(SourceRow.kind, SourceRow.record_id, SourceRow.source)
        )
        self._known = {(kind, record_id): source for kind, record_id, source in rows}
        self._new: list[dict[str, str | None]] = []

    def is_of(self, source: str, kind: str, record_id: str) -> bool:
        """Whether a record comes from a source."""
        return self._known.get((kind, record_id)) == source

    def claim(
        self, source: str, kind: str, record_id: str, part_of: str | None
    ) -> None:
        """Note that a record comes from a source; those of others stay theirs."""
        if (kind, record_id) not in self._known:
            self._known[kind, record_id] = source
            row = {"kind": kind, "record_id": record_id, "source": source}
            self._new.append({**row, "part_of": part_of})

    def write(self) -> None:
        """Write what was noted."""
        if self._new:
            self._session.execute(sa.insert(SourceRow), self._new)
            self._new = []

    def published(self, source: str, kind: str) -> dict[str, date | None]:
        """Return the records of a source that are not in the archive.

        With the last day of offers; None = no end.
        """
        self.write()
        table = OfferRow if kind == "offer" else ActorRow
        last_day = OfferRow.valid_until if kind == "offer" else sa.null()
        query = (
            sa.select(SourceRow.record_id, last_day)
            .join(table, table.id == SourceRow.record_id)
            .where(SourceRow.source == source, SourceRow.kind == kind)
        )
        return dict(self._session.execute(query).tuples().all())

    def parts_of(self, source: str, record_id: str) -> list[str]:
        """Return the offers of a source that go away with another one."""
        self.write()
        query = sa.select(SourceRow.record_id).where(
            SourceRow.source == source,
            SourceRow.kind == "offer",
            SourceRow.part_of == record_id,
        )
        return list(self._session.scalars(query))


def archived_by_staff(session: Session) -> set[tuple[str, str]]:
    """Return (kind, id) of the records that somebody took away by hand."""
    query = sa.select(ArchivedRow.kind, ArchivedRow.record_id).where(
        ArchivedRow.who != text("import", "who")
    )
    return {(kind, record_id) for kind, record_id in session.execute(query)}
