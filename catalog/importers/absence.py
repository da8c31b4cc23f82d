"""What the files of a source no longer name, or ask to delete, goes into the archive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy.orm import Session

from catalog import repository
from catalog.editing import stock
from catalog.editing.cells import cells_of
from catalog.editing.imports import ImportLog, Sources, archived_by_staff
from catalog.errors import TooManyGone
from catalog.importers.content import Content
from catalog.importers.tables import Row
from catalog.importers.tally import Tally
from catalog.texts import text

BATCH = 500
_KINDS = {"actors": "actor", "offers": "offer"}
_Days = dict[str, date | None]


class Stocktaking:
    """Compares what the sources had with what their files name; nothing without one."""

    def __init__(
        self,
        session: Session,
        contents: Sequence[Content],
        tally: Tally,
        log: ImportLog,
    ) -> None:
        self._session = session
        self._contents = contents
        self._tally = tally
        self._log = log
        self._named: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._accepted: set[str] = set()
        named = {content.source for content in contents if content.source}
        self._sources = Sources(session) if named else None
        self._taken_by_hand = archived_by_staff(session) if named else set()
        self._had: dict[tuple[str, str], _Days] = {}
        for source in named:
            for kind in ("offer", "actor"):
                self._had[source, kind] = self._published(source, kind)

    def _published(self, source: str, kind: str) -> _Days:
        return {} if self._sources is None else self._sources.published(source, kind)

    # While the files are read

    def name(self, content: Content, kind: str, ids: Iterable[str]) -> None:
        """Remember what a file names, also what of it is rejected."""
        if content.source and kind in _KINDS:
            self._named[content.source, _KINDS[kind]] |= set(ids)

    def was_taken_by_hand(self, content: Content, kind: str, record_id: str) -> bool:
        """Whether the staff took a record away; a file does not bring it back."""
        taken = (_KINDS.get(kind, ""), record_id) in self._taken_by_hand
        return taken and content.source is not None

    def accept(
        self, content: Content, kind: str, row: Row, record_id: str, *, is_new: bool
    ) -> None:
        """Note whose record it is; those of other sources stay theirs."""
        source = content.source
        if self._sources is None or source is None or kind not in _KINDS:
            return
        self._accepted.add(source)
        is_theirs = content.is_named_by_hand or record_id.startswith(source)
        if is_new or is_theirs:
            self._sources.claim(source, _KINDS[kind], record_id, row.part_of)

    def write(self) -> None:
        """Write whose records they are."""
        if self._sources is not None:
            self._sources.write()

    # Afterwards

    def take_away(self, *, today: date, force: bool, dry_run: bool) -> None:
        """Archive what the files delete, or do not name although they name everything.

        Raises:
            TooManyGone: most of what a source has would go.
        """
        if self._sources is None:
            return
        for content in self._contents:
            self._remove_named(content, self._sources)
        whole = {c.source: c for c in self._contents if c.source and c.is_complete}
        for source, content in whole.items():
            if source in self._accepted:
                self._take_missing(content, today=today, force=force, dry_run=dry_run)
            else:
                self._tally.note(content.name, 1, "", text("import", "nothing_goes"))

    def _take_missing(
        self, content: Content, *, today: date, force: bool, dry_run: bool
    ) -> None:
        kinds = {
            kind
            for other in self._contents
            if other.source == content.source
            for kind in other.kinds()
        }
        if "offers" in kinds:
            gone = self._missing(content, "offer")
            if not force:
                self._check(content, gone, today=today, dry_run=dry_run)
            self._archive("offer", list(gone))
        if "actors" in kinds:
            self._archive_idle(list(self._missing(content, "actor")))

    def _missing(self, content: Content, kind: str) -> _Days:
        of_source = content.source or "", kind
        named = self._named[of_source]
        return {i: day for i, day in self._had[of_source].items() if i not in named}

    def _check(
        self, content: Content, gone: _Days, *, today: date, dry_run: bool
    ) -> None:
        """Refuse to lose more than half of what has not taken place yet."""
        had = self._had[content.source or "", "offer"]
        lost, known = _to_come(gone, today), _to_come(had, today)
        if 2 * lost <= known:
            return
        reason = text(
            "import", "too_many_gone", source=content.source, gone=lost, known=known
        )
        if not dry_run:
            raise TooManyGone(content.name, reason, lost, known)
        self._tally.note(content.name, 1, "", reason)

    def _remove_named(self, content: Content, sources: Sources) -> None:
        source = content.source
        if source is None:
            return
        named = self._named[source, "offer"]
        for record_id, line in content.removals.items():
            family = {record_id, *sources.parts_of(source, record_id)} - named
            theirs = [i for i in family if sources.is_of(source, "offer", i)]
            if not self._archive("offer", sorted(theirs)) and record_id not in named:
                reason = text("import", "nothing_to_delete", id=record_id)
                self._tally.note(content.name, line, record_id, reason)

    def _archive_idle(self, ids: Sequence[str]) -> None:
        """Archive actors that offer nothing."""
        idle = [i for i in ids if not repository.count_offers_of(self._session, i)]
        self._archive("actor", idle)

    def _archive(self, kind: str, ids: Sequence[str]) -> int:
        count = 0
        for first in range(0, len(ids), BATCH):
            found = stock.records(self._session, kind, ids[first : first + BATCH])
            self._log.take_away(
                kind, {i: cells_of(kind, record) for i, record in found.items()}
            )
            count += len(found)
        self._tally.gone += count
        return count


def _to_come(days: _Days, today: date) -> int:
    return sum(1 for day in days.values() if day is None or day >= today)
