"""Drafts in the database, and what two people's changes of one record come to."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalog.editing.orm import DraftRow
from catalog.editing.records import (
    Cells,
    Draft,
    DraftState,
    applied,
    differences,
)
from catalog.errors import ChangedMeanwhile


def find(session: Session, kind: str, record_id: str) -> Draft | None:
    """Return the draft of a record; None = nobody works on it."""
    row = session.scalar(
        sa.select(DraftRow).where(
            DraftRow.kind == kind, DraftRow.record_id == record_id
        )
    )
    return None if row is None else _draft(row)


def every(session: Session, state: DraftState | None = None) -> list[Draft]:
    """Return all drafts, or those in one state; what waits longest comes first."""
    query = sa.select(DraftRow).order_by(DraftRow.changed_at, DraftRow.key)
    if state is not None:
        query = query.where(DraftRow.state == state.value)
    return [_draft(row) for row in session.scalars(query)]


def store(session: Session, draft: Draft) -> None:
    """Write a draft in the place of the one there was."""
    discard(session, draft.kind, draft.record_id)
    session.add(
        DraftRow(
            kind=draft.kind,
            record_id=draft.record_id,
            cells=draft.cells,
            base=draft.base,
            state=draft.state.value,
            version=draft.version,
            author=draft.author,
            changed_by=draft.changed_by,
            changed_at=draft.changed_at,
            note=draft.note,
        )
    )
    session.flush()


def discard(session: Session, kind: str, record_id: str) -> None:
    """Delete the draft of a record."""
    session.execute(
        sa.delete(DraftRow).where(
            DraftRow.kind == kind, DraftRow.record_id == record_id
        )
    )


def merged(draft: Draft, published: Cells | None) -> Cells:
    """Return a draft with what happened to the published record in the meantime.

    Raises:
        ChangedMeanwhile: both changed the same column, each in another way.
    """
    theirs = differences(draft.base, published or {})
    mine = {change.column: change for change in draft.changes}
    both = tuple(
        change.column
        for change in theirs
        if change.column in mine and mine[change.column].new != change.new
    )
    if both:
        raise ChangedMeanwhile(both)
    found = applied(published or {}, tuple(mine.values()))
    return {column: text for column, text in found.items() if text}


def _draft(row: DraftRow) -> Draft:
    return Draft(
        kind=row.kind,
        record_id=row.record_id,
        cells=row.cells,
        base=row.base,
        state=DraftState(row.state),
        version=row.version,
        author=row.author,
        changed_by=row.changed_by,
        changed_at=row.changed_at,
        note=row.note,
    )
