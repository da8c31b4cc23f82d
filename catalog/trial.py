"""Whether one record answers a question, at which place, and what keeps it out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from catalog.actor_search import ActorSearch
from catalog.errors import OfferNotFound
from catalog.finding import find_offers
from catalog.records import (
    LIST_LIMIT,
    ActorPage,
    Condition,
    OfferPage,
    Query,
    Relaxation,
    Status,
    Understanding,
)
from catalog.repository import get_offer
from catalog.search import OfferSearch
from catalog.snapshots import Snapshot

# Together these are one condition: a radius means nothing without a place.
_TOGETHER = ("place", "radius")


@dataclass(frozen=True, slots=True)
class Trial:
    """How a question finds one record.

    `rank` counts from 1 among `total` hits, None = it is not found; `relaxed` is what
    was changed to find something, `is_apart` means the list of online offers. `blocks`
    are the conditions the record does not meet, or where it meets each one alone, those
    it does not meet together. `is_over` and `is_cancelled` offers are never found.
    """

    understanding: Understanding
    rank: int | None = None
    total: int = 0
    relaxed: tuple[Relaxation, ...] = ()
    is_apart: bool = False
    blocks: tuple[Condition, ...] = ()
    only_together: bool = False
    is_over: bool = False
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to one state of the catalog."""

    session: Session
    snapshot: Snapshot
    now: datetime
    question: str

    def about(self, kind: str, record_id: str) -> Trial:
        """Return how the question finds a record."""
        understood = self.snapshot.understand(self.question, self.now.date())
        if kind == "offer":
            return self._offer(understood, record_id)
        if kind == "actor":
            return self._actor(understood, record_id)
        if kind == "article":
            found = self.snapshot.articles.find(self.question, None)
            is_it = found is not None and found.id == record_id
            return Trial(understood, rank=1 if is_it else None, total=int(bool(found)))
        return Trial(understood)

    # Offers

    def _offer(self, understood: Understanding, offer_id: str) -> Trial:
        vocabulary = self.snapshot.vocabulary
        search = OfferSearch(self.session, self.snapshot.matcher, vocabulary, self.now)
        page = find_offers(
            search, understood.query, vocabulary, page=1, size=LIST_LIMIT
        )
        found = _in_lists(understood, page, offer_id)
        if found is not None:
            return found
        if not page.relaxed and search.has(understood.query, offer_id):
            return Trial(understood, rank=LIST_LIMIT + 1, total=page.total)
        return self._missing_offer(understood, search, page, offer_id)

    def _missing_offer(
        self,
        understood: Understanding,
        search: OfferSearch,
        page: OfferPage,
        offer_id: str,
    ) -> Trial:
        try:
            offer, _ = get_offer(self.session, offer_id)
        except OfferNotFound:
            return Trial(understood, total=page.total)
        is_over = offer.last_day is not None and offer.last_day < self.now.date()
        query = understood.query
        parts = _parts(query)
        alone = [p for p in parts if not search.has(Query(p), offer_id)]
        together = [p for p in parts if search.has(_without(query, p), offer_id)]
        blocks = alone or together
        return Trial(
            understood,
            total=page.total,
            relaxed=page.relaxed,
            blocks=tuple(c for part in blocks for c in part),
            only_together=not alone,
            is_over=is_over,
            is_cancelled=offer.status is Status.CANCELLED,
        )

    # Actors

    def _actor(self, understood: Understanding, actor_id: str) -> Trial:
        search = ActorSearch(self.session, self.snapshot.vocabulary, self.now)
        page = search.page(understood.query, size=LIST_LIMIT)
        rank = _rank([hit.actor.id for hit in page.items], actor_id)
        if rank is not None:
            return Trial(understood, rank=rank, total=page.total)
        parts = _parts(understood.query)
        alone = [p for p in parts if not self._has_actor(search, p, actor_id)]
        blocks = tuple(c for part in alone for c in part)
        return Trial(understood, total=page.total, blocks=blocks)

    @staticmethod
    def _has_actor(
        search: ActorSearch, part: tuple[Condition, ...], actor_id: str
    ) -> bool:
        found: ActorPage = search.page(Query(part), size=LIST_LIMIT)
        return any(hit.actor.id == actor_id for hit in found.items)


def _in_lists(
    understood: Understanding, page: OfferPage, offer_id: str
) -> Trial | None:
    lists = [(page, False)] + ([(page.online, True)] if page.online else [])
    for listed, is_apart in lists:
        rank = _rank([hit.offer.id for hit in listed.items], offer_id)
        if rank is not None:
            relaxed = () if is_apart else page.relaxed
            return Trial(understood, rank, listed.total, relaxed, is_apart=is_apart)
    return None


def _rank(ids: list[str], wanted: str) -> int | None:
    return ids.index(wanted) + 1 if wanted in ids else None


def _parts(query: Query) -> list[tuple[Condition, ...]]:
    """Return the conditions one by one; a place goes with its radius."""
    where = tuple(c for c in query.visible if c.field in _TOGETHER)
    parts: list[tuple[Condition, ...]] = [
        (c,) for c in query.visible if c.field not in _TOGETHER
    ]
    return [*parts, where] if where else parts


def _without(query: Query, part: tuple[Condition, ...]) -> Query:
    return Query(tuple(c for c in query if c not in part))
