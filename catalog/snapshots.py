"""What is kept in memory of the catalog, and when it is read anew."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from catalog import repository
from catalog.articles import Articles
from catalog.database import session_scope
from catalog.district import District
from catalog.index import read_index
from catalog.language.understanding import Understander
from catalog.language.vocabulary import Vocabulary
from catalog.matching import Matcher

CHECK_SECONDS = 1.0
# A catalog of this size is read in a fraction of a second: nobody need see the old one.
READ_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The catalog's words, offers and articles as they were at one revision, for one day."""

    revision: int
    day: date
    has_examples: bool
    understand: Understander
    matcher: Matcher
    articles: Articles

    @property
    def vocabulary(self) -> Vocabulary:
        """The words it knows."""
        return self.understand.vocabulary


class Snapshots:
    """Keeps the newest snapshot; a change by any process is noticed within a second.

    A big catalog is read aside while the old snapshot goes on answering.
    """

    def __init__(
        self, engine: Engine, district: District, today: Callable[[], date]
    ) -> None:
        self._engine = engine
        self._district = district
        self._today = today
        self._lock = threading.Lock()
        self._reading = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._checked_at = float("-inf")

    @property
    def has_examples(self) -> bool:
        """Whether invented example data is in the catalog, as far as noticed."""
        return self._snapshot is not None and self._snapshot.has_examples

    def forget(self) -> None:
        """Read anew at the next call: this process changed the catalog."""
        self._snapshot = None

    def current(self) -> Snapshot:
        """Return the snapshot to answer with."""
        snapshot = self._snapshot
        if snapshot is not None and not self._is_due():
            return snapshot
        with self._lock:
            snapshot = self._snapshot
            if snapshot is None:
                snapshot = self._read()
            elif self._is_due() and self._is_outdated(snapshot):
                snapshot = self._renewed(snapshot)
            self._checked_at = time.monotonic()
            return snapshot

    def _is_due(self) -> bool:
        return time.monotonic() - self._checked_at >= CHECK_SECONDS

    def _is_outdated(self, snapshot: Snapshot) -> bool:
        if snapshot.day != self._today():
            return True
        with session_scope(self._engine) as session:
            return repository.revision(session) != snapshot.revision

    def _renewed(self, snapshot: Snapshot) -> Snapshot:
        if len(snapshot.matcher.index) <= READ_AT_ONCE:
            return self._read()
        if self._reading.acquire(blocking=False):
            threading.Thread(target=self._read_aside, daemon=True).start()
        return snapshot

    def _read_aside(self) -> None:
        try:
            self._read()
        finally:
            self._reading.release()

    def _read(self) -> Snapshot:
        with session_scope(self._engine) as session:
            repository.hold_snapshot(session)
            self._snapshot = self.read_from(session)
        return self._snapshot

    def read_from(self, session: Session) -> Snapshot:
        """Return a snapshot of what a transaction sees; it is not kept."""
        words = repository.words(session)
        aliases = {w.word: w.meaning for w in words if w.kind == "ort"}
        vocabulary = Vocabulary(
            self._district.with_aliases(aliases),
            topic_labels=repository.topic_labels(session),
            synonyms={w.word: w.meaning for w in words if w.kind == "thema"},
            terms=repository.terms(session),
            actors=repository.actor_names(session),
        )
        day = self._today()
        return Snapshot(
            revision=repository.revision(session),
            day=day,
            has_examples=repository.counts(session).has_examples,
            understand=Understander(vocabulary),
            matcher=Matcher(read_index(session, day), self._district),
            articles=Articles(repository.articles(session)),
        )
