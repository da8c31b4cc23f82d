"""Finding offers: a query to ranked hits, a page at a time. Relaxing is in `relaxation`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from catalog import repository
from catalog.index import NO_DAY, OfferIndex
from catalog.language.vocabulary import Vocabulary
from catalog.matching import EPOCH, IN_TITLE, MENTIONED, About, Matcher, Matches
from catalog.ranking import Candidate, View, best_first, reason
from catalog.records import (
    FEATURES,
    LIST_LIMIT,
    PAGE_SIZE,
    Actor,
    DeliveryMode,
    Offer,
    OfferHit,
    OfferPage,
    Query,
)
from catalog.terms import index_terms
from catalog.wanted import Wanted, wanted_by

# So many cancelled offers are named at most, and only where the question names
# at least this share of their title.
CANCELLED_SHOWN = 2
NAMED_SHARE = 1 / 3
PERSON_FIELDS = ("age", "target_group")
MATTER_FIELDS = ("topic", "kind", "actor_kind", "actor")


@dataclass(frozen=True, slots=True)
class _List:
    """Matches, and the places of those that are shown, in their order."""

    matches: Matches
    places: Sequence[np.intp] | NDArray[np.intp] = ()


class OfferSearch:
    """Searches one catalog at one moment."""

    def __init__(
        self, session: Session, matcher: Matcher, vocabulary: Vocabulary, now: datetime
    ) -> None:
        self._session = session
        self._matcher = matcher
        self._index: OfferIndex = matcher.index
        self._vocabulary = vocabulary
        self._now = now
        self._today = now.date()

    def page(self, query: Query, *, page: int = 1, size: int = PAGE_SIZE) -> OfferPage:
        """Return one page of the offers that meet every condition as asked.

        A local search for a topic lists online offers of it apart, in `online`.
        """
        wanted = self._wanted(query)
        local = _is_local(wanted)
        mode = "local" if local else wanted.mode
        about = self._matcher.about(wanted)
        matches = self._matcher.matches(wanted, about, mode)
        first = (max(page, 1) - 1) * size
        ranked = self._ranked(query, wanted, matches)
        lists = [_List(matches, ranked[first : first + size])]
        if page <= 1 and about is not None:
            lists.append(self._cancelled(query, wanted, about))
            if local and wanted.mode is None:
                lists.append(self._online(query, wanted, about, size))
        hits, *apart = self._hits(query, lists)
        found = OfferPage(query, hits, len(matches), max(page, 1), size=size)
        if _names_person_only(query):
            found = replace(found, kinds=self._kinds(matches))
        if apart:
            found = replace(found, cancelled=apart[0])
        if len(apart) > 1 and apart[1]:
            online = OfferPage(query, apart[1], len(lists[2].matches), 1, size=size)
            found = replace(found, online=online)
        return found

    def count(self, query: Query) -> int:
        """Return how many offers meet every condition as asked."""
        wanted = self._wanted(query)
        mode = "local" if _is_local(wanted) else wanted.mode
        about = self._matcher.about(wanted)
        return len(self._matcher.matches(wanted, about, mode))

    def has(self, query: Query, offer_id: str) -> bool:
        """Whether an offer meets every condition as asked, wherever it is listed."""
        key = repository.offer_keys(self._session, [offer_id]).get(offer_id)
        wanted = self._wanted(query)
        mode = "local" if _is_local(wanted) else wanted.mode
        about = self._matcher.about(wanted)
        matches = self._matcher.matches(wanted, about, mode)
        return key is not None and bool(np.any(self._index.keys[matches.rows] == key))

    def has_topics(self, query: Query) -> bool:
        """Whether any offer at all has the topics of a query."""
        return bool(self.count(Query(query.of("topic") + query.of("any_topic"))))

    def providers_on(self, query: Query, *, size: int) -> list[str]:
        """Return the ids of who offers something on the topics, by tag or by word."""
        found = [hit.provider.id for hit in self.page(query, size=size).items]
        for topic in query.of("topic"):
            if topic.value in FEATURES:
                found += repository.providers_tagged(self._session, topic.value)
        return list(dict.fromkeys(found))

    def meeting(self, query: Query, ids: Sequence[str]) -> list[str]:
        """Return those of some offers that meet every condition; a place is only itself."""
        wanted = self._wanted(query)
        mode = "local" if _is_local(wanted) else wanted.mode
        matches = self._matcher.matches(wanted, self._matcher.about(wanted), mode)
        if wanted.area is not None and not wanted.area.is_district:
            matches = matches.where(matches.in_place)
        met = set(self._index.keys[matches.rows].tolist())
        keys = repository.offer_keys(self._session, ids)
        return [offer_id for offer_id in ids if keys.get(offer_id) in met]

    def _wanted(self, query: Query) -> Wanted:
        return wanted_by(query, self._vocabulary, self._now)

    # What is listed

    def _ranked(
        self, query: Query, wanted: Wanted, matches: Matches
    ) -> NDArray[np.intp]:
        """Return the places of the matches, the best first, at most `LIST_LIMIT`."""
        area = wanted.area
        view = View(
            today=self._today.toordinal() - EPOCH,
            local=area is not None and not area.is_district and _is_local(wanted),
            has_dates=wanted.has_dates,
            by_price=wanted.by_price,
            title_words=self._matcher.titles_saying(wanted.keywords, matches.rows),
        )
        ranked = best_first(matches, self._index, view, LIST_LIMIT)
        return self._mixed(matches, ranked) if _names_person_only(query) else ranked

    def _kinds(self, matches: Matches) -> tuple[tuple[str, int], ...]:
        """Return (kind, number of matches), the most frequent first."""
        column = self._index.labels["kind"].at(matches.rows)
        return tuple(sorted(column.counts().items(), key=lambda item: (-item[1], item)))

    def _mixed(self, matches: Matches, ranked: NDArray[np.intp]) -> NDArray[np.intp]:
        """Put the best of each kind first: who names a person wants to see a choice.

        Only what suits the person as surely as the best of all is put forward.
        """
        kinds = self._index.labels["kind"].codes[matches.rows[ranked]]
        _, firsts = np.unique(kinds, return_index=True)
        is_first = np.zeros(len(ranked), dtype=bool)
        is_first[firsts] = True
        is_first &= matches.group_rank[ranked] == matches.group_rank[ranked[:1]]
        is_first &= ~matches.doubtful[ranked]
        return np.concatenate([ranked[is_first], ranked[~is_first]])

    def _online(self, query: Query, wanted: Wanted, about: About, size: int) -> _List:
        """List the online offers of a local search that are really about it."""
        matches = self._matcher.matches(wanted, about, "only_online")
        if not np.any(matches.topic_rank < MENTIONED):
            return _List(matches)
        return _List(matches, self._ranked(query, wanted, matches)[:size])

    def _cancelled(self, query: Query, wanted: Wanted, about: About) -> _List:
        """List cancelled offers that the question calls by their title."""
        matches = self._matcher.matches(wanted, about, wanted.mode, cancelled=True)
        asked = wanted.keywords.union(
            *(index_terms(topic.label) for topic in query.of("topic"))
        )
        named = self._matcher.titles_named(asked, matches) >= NAMED_SHARE
        matches = matches.where(named & (matches.topic_rank <= IN_TITLE))
        if not len(matches):
            return _List(matches)
        return _List(matches, self._ranked(query, wanted, matches)[:CANCELLED_SHOWN])

    # Hits

    def _hits(self, query: Query, lists: Sequence[_List]) -> list[tuple[OfferHit, ...]]:
        """Load the offers of all lists at once."""
        candidates = [
            [self._candidate(listed.matches, place) for place in listed.places]
            for listed in lists
        ]
        keys = [candidate.key for listed in candidates for candidate in listed]
        loaded = {
            key: (offer, provider)
            for key, offer, provider in repository.load_offers(self._session, keys)
        }
        return [
            tuple(
                self._hit(query, candidate, *loaded[candidate.key])
                for candidate in listed
                if candidate.key in loaded
            )
            for listed in candidates
        ]

    def _candidate(self, matches: Matches, place: np.intp) -> Candidate:
        distance, starts = matches.distance_km[place], matches.starts[place]
        return Candidate(
            key=int(self._index.keys[matches.rows[place]]),
            topic_rank=int(matches.topic_rank[place]),
            doubts=frozenset(f for f, flags in matches.doubts.items() if flags[place]),
            in_place=bool(matches.in_place[place]),
            # More digits than metres would be noise.
            distance_km=None if np.isnan(distance) else round(float(distance), 3),
            starts=None if starts == NO_DAY else _date(int(starts)),
        )

    def _hit(
        self, query: Query, candidate: Candidate, offer: Offer, provider: Actor
    ) -> OfferHit:
        first = min((o.day for o in offer.occurrences), default=offer.begins)
        starts = candidate.starts
        known = replace(
            candidate,
            is_running=bool(
                first and starts and first < starts and first < self._today
            ),
            registration_closed=bool(
                offer.register_until and offer.register_until < self._today
            ),
        )
        why = reason(offer, provider, query, known, today=self._today)
        distance = candidate.distance_km
        if offer.delivery_mode is DeliveryMode.ONLINE:
            distance = None
        if provider.hides_address and distance is not None:
            distance = float(round(distance))
        return OfferHit(offer, provider, distance, starts, why)


def _is_local(wanted: Wanted) -> bool:
    return wanted.area is not None and wanted.mode in (None, "praesenz")


def _names_person_only(query: Query) -> bool:
    return any(query.of(f) for f in PERSON_FIELDS) and not any(
        query.of(f) for f in MATTER_FIELDS
    )


def _date(day: int) -> date:
    return date.fromordinal(EPOCH) + timedelta(days=day)
