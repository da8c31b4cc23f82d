"""Editing as the staff area uses it: save, submit, review, publish, archive, restore."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from catalog import repository
from catalog.database import session_scope
from catalog.district import District
from catalog.editing import drafts, history
from catalog.editing.cells import as_before, columns_of, id_column, own_id
from catalog.editing.corrections import is_small
from catalog.editing.records import (
    Action,
    Cells,
    Change,
    Draft,
    DraftState,
    Entry,
    Reading,
    Role,
    differences,
    fingerprint,
)
from catalog.editing.shelf import Shelf
from catalog.errors import (
    ChangedMeanwhile,
    InvalidRecord,
    NotAllowed,
    RecordNotFound,
)

_PREFIXES = {"offer": "o", "actor": "a", "article": "w"}


@dataclass(frozen=True, slots=True)
class Editor:
    """Who does something, as the history names them, and what they may do."""

    name: str
    role: Role

    def check(self, needed: Role) -> None:
        """Make sure that the role is enough.

        Raises:
            NotAllowed: it is not.
        """
        if not self.role.includes(needed):
            raise NotAllowed(needed.value)


@dataclass(frozen=True, slots=True)
class _Desk:
    """One transaction of an editor."""

    session: Session
    shelf: Shelf
    who: str
    now: datetime

    def note(
        self,
        action: Action,
        kind: str,
        record_id: str,
        changes: tuple[Change, ...] = (),
        note: str = "",
    ) -> None:
        history.note(
            self.session,
            at=self.now,
            who=self.who,
            action=action,
            kind=kind,
            record_id=record_id,
            changes=changes,
            note=note,
        )

    def draft(self, kind: str, record_id: str, version: int) -> Draft:
        """Return the draft that somebody saw.

        Raises:
            RecordNotFound: there is none.
            ChangedMeanwhile: it is not the one they saw.
        """
        found = drafts.find(self.session, kind, record_id)
        if found is None:
            raise RecordNotFound(kind, record_id)
        if found.version != version:
            raise ChangedMeanwhile((), found.changed_by)
        return found


class Editing:
    """The staff's work on one catalog; every method is one transaction."""

    def __init__(
        self,
        engine: Engine,
        district: District,
        now: Callable[[], datetime],
        changed: Callable[[], None],
    ) -> None:
        self._engine = engine
        self._district = district
        self._now = now
        self._changed = changed

    # Looking

    def draft(self, kind: str, record_id: str) -> Draft | None:
        """Return the draft of a record; None = nobody works on it."""
        with session_scope(self._engine) as session:
            return drafts.find(session, kind, record_id)

    def drafts(self, state: DraftState | None = None) -> list[Draft]:
        """Return all drafts, or those in one state, the oldest first."""
        with session_scope(self._engine) as session:
            return drafts.every(session, state)

    def published(self, kind: str, record_id: str) -> Cells | None:
        """Return what the published record says; None = there is none."""
        with self._looking() as shelf:
            return shelf.published(kind, record_id)

    def archived(self, kind: str, record_id: str) -> Cells | None:
        """Return what the archived record said; None = there is none."""
        with self._looking() as shelf:
            return shelf.archived(kind, record_id)

    def read(self, kind: str, cells: Cells) -> Reading:
        """Return the record that cells describe, or everything wrong with them."""
        with self._looking() as shelf:
            return shelf.read(kind, cells)

    @staticmethod
    def new_id(kind: str, cells: Cells | None = None) -> str:
        """Return an id that no record has; words are their own ids."""
        return _new_id(kind, cells or {})

    def history(self, kind: str, record_id: str) -> list[Entry]:
        """Return what happened to a record, the newest first."""
        with session_scope(self._engine) as session:
            return history.entries(session, kind=kind, record_id=record_id)

    def state_after(self, kind: str, record_id: str, key: int) -> Cells:
        """Return what a record said just after an entry of its history.

        Raises:
            RecordNotFound: it is not published, or there is no such entry.
        """
        with self._looking() as shelf:
            current = shelf.published(kind, record_id)
        found = self.history(kind, record_id)
        if current is None or key not in {entry.key for entry in found}:
            raise RecordNotFound(kind, record_id)
        return history.cells_before(current, found, key)

    def latest(self, limit: int) -> list[Entry]:
        """Return what happened last, to whatever record."""
        with session_scope(self._engine) as session:
            return history.entries(session, limit=limit)

    # Working

    def save(
        self,
        editor: Editor,
        kind: str,
        record_id: str | None,
        cells: Cells,
        *,
        version: int,
        onto: str | None = None,
    ) -> Draft:
        """Keep what somebody wrote, even if it is not complete yet.

        Args:
            editor: who wrote it.
            kind: offer, actor, article or word.
            record_id: None = a new record, which gets an id.
            cells: what stands in the form.
            version: of the draft they saw; 0 = there was none.
            onto: the fingerprint of the published record they saw, if the draft
                shall begin anew with that one.

        Raises:
            ChangedMeanwhile: somebody else saved since.
        """
        editor.check(Role.EDITOR)
        wanted = _tidy(kind, cells)
        record_id = record_id or _new_id(kind, wanted)
        wanted[id_column(kind)] = record_id
        with self._working(editor) as desk:
            seen = drafts.find(desk.session, kind, record_id)
            if (seen.version if seen else 0) != version:
                raise ChangedMeanwhile((), seen.changed_by if seen else "")
            published = desk.shelf.published(kind, record_id)
            if onto is not None and onto != fingerprint(published):
                raise ChangedMeanwhile(())
            base = seen.base if seen and onto is None else published
            wanted = as_before(kind, wanted, base or {}, self._district)
            draft = Draft(
                kind=kind,
                record_id=record_id,
                cells=wanted,
                base=base or {},
                state=DraftState.DRAFT,
                version=version + 1,
                author=seen.author if seen else editor.name,
                changed_by=editor.name,
                changed_at=desk.now,
                note=seen.note if seen else "",
            )
            drafts.store(desk.session, draft)
        return draft

    def submit(
        self, editor: Editor, kind: str, record_id: str, *, version: int
    ) -> bool:
        """Hand a draft in for review; return whether it was published at once.

        Small corrections of published records need no review.

        Raises:
            InvalidRecord: it could not be published.
            ChangedMeanwhile: it is not the draft they saw.
        """
        editor.check(Role.EDITOR)
        with self._working(editor) as desk:
            draft = desk.draft(kind, record_id, version)
            reading = desk.shelf.read(kind, draft.cells)
            if reading.record is None:
                raise InvalidRecord(reading.problems)
            if draft.base and is_small(draft.changes):
                self._publish(desk, draft, Action.CORRECTED)
                return True
            waiting = replace(
                draft,
                state=DraftState.REVIEW,
                version=version + 1,
                changed_by=editor.name,
                changed_at=desk.now,
                note="",
            )
            drafts.store(desk.session, waiting)
            desk.note(Action.SUBMITTED, kind, record_id)
            return False

    def publish(
        self, editor: Editor, kind: str, record_id: str, *, version: int
    ) -> None:
        """Make a draft what everybody sees.

        What happened to the record meanwhile in other columns stays.

        Raises:
            InvalidRecord: it cannot be published.
            ChangedMeanwhile: the draft, or the same column of the record, was changed.
        """
        editor.check(Role.REVIEWER)
        with self._working(editor) as desk:
            draft = desk.draft(kind, record_id, version)
            self._publish(desk, draft, Action.PUBLISHED)

    def reject(
        self, editor: Editor, kind: str, record_id: str, *, version: int, note: str
    ) -> None:
        """Give a draft back with a reason.

        Raises:
            ChangedMeanwhile: it is not the draft they saw.
        """
        editor.check(Role.REVIEWER)
        with self._working(editor) as desk:
            draft = desk.draft(kind, record_id, version)
            returned = replace(
                draft,
                state=DraftState.DRAFT,
                version=version + 1,
                changed_by=editor.name,
                changed_at=desk.now,
                note=note,
            )
            drafts.store(desk.session, returned)
            desk.note(Action.REJECTED, kind, record_id, note=note)

    def correct(self, editor: Editor, kind: str, record_id: str, cells: Cells) -> None:
        """Publish a small correction at once.

        Raises:
            RecordNotFound: the record is not published.
            ChangedMeanwhile: somebody works on it.
            NotAllowed: it is no small correction.
            InvalidRecord: it cannot be published.
        """
        editor.check(Role.EDITOR)
        with self._working(editor) as desk:
            published = desk.shelf.published(kind, record_id)
            if published is None:
                raise RecordNotFound(kind, record_id)
            draft = drafts.find(desk.session, kind, record_id)
            if draft is not None:
                raise ChangedMeanwhile((), draft.changed_by)
            changes = differences(published, cells)
            if not changes:
                return
            if not is_small(changes):
                raise NotAllowed(Role.REVIEWER.value)
            desk.shelf.publish(kind, cells)
            desk.note(Action.CORRECTED, kind, record_id, changes)
            repository.note_change(desk.session, desk.now)

    def discard(
        self, editor: Editor, kind: str, record_id: str, *, version: int
    ) -> None:
        """Throw a draft away; the history keeps what it would have changed.

        Raises:
            ChangedMeanwhile: it is not the draft they saw.
        """
        editor.check(Role.EDITOR)
        with self._working(editor) as desk:
            draft = desk.draft(kind, record_id, version)
            drafts.discard(desk.session, kind, record_id)
            # Told as a note, for the record itself did not change.
            desk.note(Action.DISCARDED, kind, record_id, note=_told(draft.changes))

    def archive(self, editor: Editor, kind: str, record_id: str) -> None:
        """Take a record out of every search; it can be revived.

        Raises:
            RecordNotFound: it is not published.
            StillInUse: it is an actor with offers.
        """
        editor.check(Role.REVIEWER)
        with self._working(editor) as desk:
            cells = desk.shelf.published(kind, record_id)
            if cells is None:
                raise RecordNotFound(kind, record_id)
            desk.shelf.archive(kind, record_id, cells, at=desk.now, who=desk.who)
            desk.note(Action.ARCHIVED, kind, record_id, differences(cells, {}))
            repository.note_change(desk.session, desk.now)

    def revive(self, editor: Editor, kind: str, record_id: str) -> None:
        """Publish an archived record as it was.

        Raises:
            RecordNotFound: it is not archived.
            InvalidRecord: it cannot be published any more.
        """
        editor.check(Role.REVIEWER)
        with self._working(editor) as desk:
            cells = desk.shelf.archived(kind, record_id)
            if cells is None:
                raise RecordNotFound(kind, record_id)
            desk.shelf.revive(kind, record_id, cells)
            desk.note(Action.REVIVED, kind, record_id, differences({}, cells))
            repository.note_change(desk.session, desk.now)

    def restore(self, editor: Editor, kind: str, record_id: str, key: int) -> None:
        """Publish a record as it was just after an entry of its history.

        Raises:
            RecordNotFound: it is not published, or there is no such entry.
            InvalidRecord: it cannot be published any more.
        """
        editor.check(Role.REVIEWER)
        with self._working(editor) as desk:
            current = desk.shelf.published(kind, record_id)
            found = history.entries(desk.session, kind=kind, record_id=record_id)
            if current is None or key not in {entry.key for entry in found}:
                raise RecordNotFound(kind, record_id)
            before = history.cells_before(current, found, key)
            desk.shelf.publish(kind, before)
            desk.note(Action.RESTORED, kind, record_id, differences(current, before))
            repository.note_change(desk.session, desk.now)

    def _publish(self, desk: _Desk, draft: Draft, action: Action) -> None:
        kind, record_id = draft.kind, draft.record_id
        published = desk.shelf.published(kind, record_id)
        cells = drafts.merged(draft, published)
        desk.shelf.publish(kind, cells)
        now = desk.shelf.published(kind, record_id) or {}
        drafts.discard(desk.session, kind, record_id)
        changes = differences(published or {}, now)
        desk.note(action, kind, record_id, changes)
        repository.note_change(desk.session, desk.now)

    @contextmanager
    def _looking(self) -> Iterator[Shelf]:
        with session_scope(self._engine) as session:
            yield Shelf(session, self._district)

    @contextmanager
    def _working(self, editor: Editor) -> Iterator[_Desk]:
        with session_scope(self._engine, writes=True) as session:
            repository.lock_for_import(session)
            shelf = Shelf(session, self._district)
            yield _Desk(session, shelf, editor.name, self._now())
        self._changed()


def _tidy(kind: str, cells: Cells) -> Cells:
    """Return the cells of known columns that say something."""
    columns = columns_of(kind)
    return {
        column: text.strip()
        for column in columns
        if (text := cells.get(column, "")) and text.strip()
    }


def _new_id(kind: str, cells: Cells) -> str:
    if kind == "word":
        return own_id(cells)
    return f"{_PREFIXES[kind]}-{secrets.token_hex(4)}"


def _told(changes: tuple[Change, ...]) -> str:
    return "; ".join(f"{c.column}: {c.old!r} → {c.new!r}" for c in changes)
