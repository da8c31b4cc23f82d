"""What the staff sees before opening a record: lists, what waits, the protocol."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy.engine import Engine

from catalog.database import session_scope
from catalog.district import District
from catalog.editing import history, listing
from catalog.editing.listing import ListState
from catalog.editing.records import EntryPage, ListPage, Suggestions

PAGE = 50


class Overview:
    """Looks at one catalog; changes nothing."""

    def __init__(self, engine: Engine, district: District) -> None:
        self._engine = engine
        self._district = district

    def page(
        self,
        kind: str,
        *,
        text: str = "",
        state: ListState = ListState.ALL,
        number: int = 1,
        size: int = PAGE,
    ) -> ListPage:
        """Return one page of the records of a kind, by title."""
        with session_scope(self._engine) as session:
            return listing.find(
                session, kind, text=text, state=state, number=number, size=size
            )

    def waiting(self) -> int:
        """Return how many drafts wait for review."""
        with session_scope(self._engine) as session:
            return listing.count_waiting(session)

    def suggestions(self) -> Suggestions:
        """Return what is in use already, to choose from while typing."""
        with session_scope(self._engine) as session:
            return listing.suggestions(session, self._district)

    def titles(self, kind: str, ids: Iterable[str]) -> dict[str, str]:
        """Return id → title of published records."""
        with session_scope(self._engine) as session:
            return listing.titles(session, kind, ids)

    def protocol(
        self,
        *,
        kinds: Sequence[str] = (),
        who: str = "",
        number: int = 1,
        size: int = PAGE,
    ) -> EntryPage:
        """Return one page of everything that was done, to records and accounts."""
        with session_scope(self._engine) as session:
            return history.page(session, kinds=kinds, who=who, number=number, size=size)
