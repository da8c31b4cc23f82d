"""The history of records: an entry for everything that happened, never changed again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalog.editing.orm import ChangeRow
from catalog.editing.records import Action, Cells, Change, Entry, EntryPage

ACCOUNT = "account"


def note(
    session: Session,
    *,
    at: datetime,
    who: str,
    action: Action,
    kind: str,
    record_id: str,
    changes: Sequence[Change] = (),
    note: str = "",
    batch: str | None = None,
) -> None:
    """Write an entry."""
    session.add(
        ChangeRow(
            at=at,
            who=who,
            action=action.value,
            kind=kind,
            record_id=record_id,
            changes=[[c.column, c.old, c.new] for c in changes],
            note=note,
            batch=batch,
        )
    )


def entries(
    session: Session,
    *,
    kind: str | None = None,
    record_id: str | None = None,
    batch: str | None = None,
    limit: int | None = None,
) -> list[Entry]:
    """Return entries, the newest first; of accounts only when they are asked for."""
    query = sa.select(ChangeRow).order_by(ChangeRow.key.desc()).limit(limit)
    if kind is None:
        query = query.where(ChangeRow.kind != ACCOUNT)
    else:
        query = query.where(ChangeRow.kind == kind)
    if record_id is not None:
        query = query.where(ChangeRow.record_id == record_id)
    if batch is not None:
        query = query.where(ChangeRow.batch == batch)
    return [_entry(row) for row in session.scalars(query)]


def page(
    session: Session, *, kinds: Sequence[str], who: str, number: int, size: int
) -> EntryPage:
    """Return one page of all entries of some kinds.

    Args:
        session: the transaction to read in.
        kinds: all kinds when there is none.
        who: part of the name of who did it; empty = everybody.
        number: of the page, from 1.
        size: of a page.
    """
    query = sa.select(ChangeRow)
    if kinds:
        query = query.where(ChangeRow.kind.in_(kinds))
    if who:
        query = query.where(ChangeRow.who.icontains(who, autoescape=True))
    counted = sa.select(sa.func.count()).select_from(query.subquery())
    rows = session.scalars(
        query.order_by(ChangeRow.key.desc()).limit(size).offset((number - 1) * size)
    )
    return EntryPage(tuple(map(_entry, rows)), session.scalar(counted) or 0)


def cells_before(current: Cells, found: Sequence[Entry], key: int) -> Cells:
    """Return what a record said just after the entry with this key.

    Args:
        current: what it says now.
        found: all its entries, the newest first.
        key: the entry to go back to.
    """
    cells = dict(current)
    for entry in found:
        if entry.key == key:
            break
        cells |= {change.column: change.old for change in entry.changes}
    return {column: text for column, text in cells.items() if text}


def _entry(row: ChangeRow) -> Entry:
    return Entry(
        key=row.key,
        at=row.at,
        who=row.who,
        action=Action(row.action),
        kind=row.kind,
        record_id=row.record_id,
        changes=tuple(Change(*change) for change in row.changes),
        note=row.note,
        batch=row.batch,
    )
