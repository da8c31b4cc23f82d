"""Lists of records for the staff, searched and sorted by the database; no texts."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalog.district import District
from catalog.editing.cells import id_column
from catalog.editing.orm import ArchivedRow, DraftRow
from catalog.editing.records import DraftState, Listed, ListPage, Suggestions
from catalog.orm import (
    ActorRow,
    ArticleRow,
    OfferRow,
    TopicRow,
    TopicUseRow,
    VenueRow,
    WordRow,
)

MOST_TOPICS = 500
MOST_ACTORS = 2_000
_TITLES = {"offer": "titel", "actor": "name", "article": "titel", "word": "wort"}
# Databases differ in what they know of German; this is enough to sort by.
_PLAIN = {"ä": "a", "ö": "o", "ü": "u", "Ä": "a", "Ö": "o", "Ü": "u", "ß": "ss"}


class ListState(StrEnum):
    """Which records a list shows."""

    ALL = "all"
    PUBLISHED = "published"
    DRAFT = "draft"
    REVIEW = "review"
    ARCHIVED = "archived"


def find(
    session: Session, kind: str, *, text: str, state: ListState, number: int, size: int
) -> ListPage:
    """Return one page of records whose title, id or detail holds every word of a text.

    Archived records are listed when they are asked for only.
    """
    every = _every(kind).subquery()
    query = sa.select(every).where(*_holding(every.c, text), _in_state(every.c, state))
    total = session.scalar(sa.select(sa.func.count()).select_from(query.subquery()))
    rows = session.execute(
        query.order_by(_sortable(every.c.title), every.c.id)
        .limit(size)
        .offset((number - 1) * size)
    )
    return ListPage(tuple(_listed(kind, row) for row in rows), total or 0)


def count_waiting(session: Session) -> int:
    """Return how many drafts wait for review."""
    query = sa.select(sa.func.count()).where(DraftRow.state == DraftState.REVIEW.value)
    return session.scalar(query) or 0


def suggestions(session: Session, district: District) -> Suggestions:
    """Return what is in use already: the most frequent topics, places, actors."""
    topics = session.scalars(
        sa.select(TopicRow.label)
        .join(TopicUseRow, TopicUseRow.topic_key == TopicRow.key)
        .group_by(TopicRow.key, TopicRow.label)
        .order_by(sa.func.count().desc(), TopicRow.label)
        .limit(MOST_TOPICS)
    )
    actors = session.execute(
        sa.select(ActorRow.name, ActorRow.id).order_by(ActorRow.name).limit(MOST_ACTORS)
    )
    return Suggestions(
        topics=tuple(sorted(topics, key=str.casefold)),
        towns=_names(district, "municipality"),
        localities=_names(district, "locality"),
        actors=tuple((name, actor_id) for name, actor_id in actors),
    )


def titles(session: Session, kind: str, ids: Iterable[str]) -> dict[str, str]:
    """Return id → title of published records."""
    identity, title, _, _ = _table(kind)
    rows = session.execute(sa.select(identity, title).where(identity.in_(list(ids))))
    return dict(rows.tuples().all())


def title_of(kind: str, cells: dict[str, str]) -> str:
    """Return what a record is called; a draft may have no title yet."""
    return cells.get(_TITLES[kind], "") or cells.get(id_column(kind), "")


def _names(district: District, kind: str) -> tuple[str, ...]:
    places = district.places.values()
    return tuple(sorted({p.name for p in places if p.inside and p.kind == kind}))


def _every(kind: str) -> sa.CompoundSelect[Any]:
    identity, title, detail, joined = _table(kind)
    published = sa.select(identity)
    draft_of_published = (DraftRow.kind == kind) & (DraftRow.record_id == identity)
    return sa.union_all(
        _columns(identity, title, detail, is_published=True).select_from(
            joined.outerjoin(DraftRow, draft_of_published)
        ),
        _columns(DraftRow.record_id, _cell(DraftRow.cells, kind), sa.literal("")).where(
            DraftRow.kind == kind, DraftRow.record_id.not_in(published)
        ),
        sa.select(
            ArchivedRow.record_id,
            _cell(ArchivedRow.cells, kind),
            sa.literal(""),
            sa.false(),
            sa.true(),
            sa.null(),
            ArchivedRow.who,
        ).where(ArchivedRow.kind == kind, ArchivedRow.record_id.not_in(published)),
    )


def _columns(
    identity: Any, title: Any, detail: Any, *, is_published: bool = False
) -> sa.Select[Any]:
    return sa.select(
        identity.label("id"),
        title.label("title"),
        sa.func.coalesce(detail, "").label("detail"),
        (sa.true() if is_published else sa.false()).label("is_published"),
        sa.false().label("is_archived"),
        DraftRow.state.label("draft"),
        DraftRow.changed_by.label("who"),
    )


def _table(kind: str) -> tuple[Any, Any, Any, Any]:
    """Return id, title, detail and the tables they stand in."""
    if kind == "offer":
        joined = sa.join(OfferRow, ActorRow, ActorRow.key == OfferRow.provider_key)
        return OfferRow.id, OfferRow.title, ActorRow.name, joined
    if kind == "actor":
        joined = sa.join(ActorRow, VenueRow, VenueRow.key == ActorRow.venue_key)
        place = sa.func.coalesce(VenueRow.locality, VenueRow.city)
        return ActorRow.id, ActorRow.name, place, joined
    if kind == "article":
        table = sa.inspect(ArticleRow).local_table
        return ArticleRow.id, ArticleRow.title, sa.literal(""), table
    table = sa.inspect(WordRow).local_table
    return WordRow.word, WordRow.word, WordRow.meaning, table


def _cell(cells: Any, kind: str) -> Any:
    return sa.func.coalesce(cells[_TITLES[kind]].as_string(), "")


def _holding(columns: Any, text: str) -> Iterable[sa.ColumnElement[bool]]:
    for word in text.split():
        # SQLite knows upper and lower case of ASCII letters only.
        spellings = {word, word.lower(), word.upper(), word.capitalize()}
        yield sa.or_(
            *(
                column.icontains(spelling, autoescape=True)
                for column in (columns.title, columns.id, columns.detail)
                for spelling in sorted(spellings)
            )
        )


def _in_state(columns: Any, state: ListState) -> sa.ColumnElement[bool]:
    asked: dict[ListState, sa.ColumnElement[bool]] = {
        ListState.ARCHIVED: columns.is_archived.is_(sa.true()),
        ListState.PUBLISHED: columns.is_published.is_(sa.true()),
        ListState.ALL: columns.is_archived.is_(sa.false()),
    }
    return asked.get(state, sa.cast(columns.draft, sa.Text) == state.value)


def _sortable(title: Any) -> Any:
    found = title
    for letter, plain in _PLAIN.items():
        found = sa.func.replace(found, letter, plain)
    return sa.func.lower(found)


def _listed(kind: str, row: Any) -> Listed:
    return Listed(
        kind=kind,
        id=row.id,
        title=row.title,
        detail=row.detail,
        is_published=bool(row.is_published),
        is_archived=bool(row.is_archived),
        draft=None if row.draft is None else DraftState(row.draft),
        who=row.who or "",
    )
