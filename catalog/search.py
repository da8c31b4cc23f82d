"""Finding offers: conditions to SQL, candidates to ranked hits. Relaxing is in `relaxation`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from catalog import repository
from catalog.candidates import CandidateRow, Filters, read_candidates
from catalog.district import District, distance_km
from catalog.language.vocabulary import Terms, Vocabulary
from catalog.ranking import Candidate, order, reason
from catalog.records import (
    PAGE_SIZE,
    DeliveryMode,
    OfferHit,
    OfferPage,
    Query,
    Status,
)
from catalog.wanted import Area, Wanted, wanted_by

MENTIONED = 3
CHILD_AGE = 16
# The ages a group is asked for by, narrower than those it may include.
CORE_AGES = {
    "kinder": (3.0, 12.0),
    "jugendliche": (13.0, 17.0),
    "erwachsene": (25.0, 60.0),
    "senioren": (65.0, 80.0),
    "familien": (3.0, 12.0),
}


class OfferSearch:
    """Searches one catalog at one moment."""

    def __init__(self, session: Session, vocabulary: Vocabulary, now: datetime) -> None:
        self._session = session
        self._vocabulary = vocabulary
        self._district: District = vocabulary.district
        self._now = now
        self._today = now.date()
        self._dialect = session.get_bind().dialect.name

    def page(self, query: Query, *, page: int = 1, size: int = PAGE_SIZE) -> OfferPage:
        """Return one page of the offers that meet every condition as asked.

        A local search for a topic lists online offers of it apart, in `online`.
        """
        wanted = wanted_by(query, self._vocabulary, self._today)
        local = wanted.area is not None and wanted.mode is None
        mode = "local" if local else wanted.mode
        candidates, total = self._candidates(wanted, mode)
        found = self._hits(query, wanted, candidates, total, page, size)
        if local and page == 1 and wanted.topics:
            candidates, total = self._candidates(wanted, "only_online")
            if total and candidates[0].topic_rank < MENTIONED:
                apart = self._hits(query, wanted, candidates, total, 1, size)
                found = replace(found, online=apart)
        return found

    def has_topics(self, query: Query) -> bool:
        """Whether any offer at all has the topics of a query."""
        topics = Query(query.of("topic") + query.of("any_topic"))
        wanted = wanted_by(topics, self._vocabulary, self._today)
        return bool(self._candidates(wanted, None)[1])

    # Candidates

    def _candidates(
        self, wanted: Wanted, mode: str | None
    ) -> tuple[list[Candidate], int]:
        """Return the candidates, best first, and how many there are altogether."""
        rows, total = self._rows(wanted, mode, everywhere=False)
        if not rows and wanted.topics:
            rows, total = self._rows(wanted, mode, everywhere=True)
        found = [self._candidate(row, wanted) for row in rows]
        area = wanted.area
        if area is not None and area.radius_km is not None and mode == "local":
            near = [c for c in found if self._is_near(c, area.radius_km)]
            total -= len(found) - len(near)
            found = near
        local = area is not None and not area.is_district and mode == "local"
        found.sort(key=lambda c: order(c, local=local, today=self._today))
        return found, total

    @staticmethod
    def _is_near(candidate: Candidate, radius_km: float) -> bool:
        distance = candidate.distance_km
        return candidate.in_place or distance is None or distance <= radius_km

    def _rows(
        self, wanted: Wanted, mode: str | None, *, everywhere: bool
    ) -> tuple[Sequence[CandidateRow], int]:
        groups = [direct | narrower for direct, narrower in wanted.topics]
        if wanted.any_topic:
            groups = [frozenset().union(*groups)]
        filters = Filters(self._dialect, self._today, self._now)
        filters.topics(groups, everywhere=everywhere)
        filters.mode(mode)
        if wanted.ages is not None:
            filters.ages(*wanted.ages, is_child=wanted.ages[1] < CHILD_AGE)
        filters.groups(wanted.groups, CORE_AGES)
        filters.details(wanted)
        if wanted.area is not None and mode == "local":
            filters.area(wanted.area)
        filters.times(wanted)
        near = wanted.area.points[0] if wanted.area and wanted.area.points else None
        return read_candidates(self._session, filters, near)

    def _candidate(self, row: CandidateRow, wanted: Wanted) -> Candidate:
        starts = row.starts
        if starts is None and row.begins and row.begins >= self._today:
            starts = row.begins
        return Candidate(
            key=row.key,
            id=row.id,
            topic_rank=_topic_rank(row, wanted),
            keywords=len(wanted.keywords.intersection(row.title_terms.split())),
            doubts=_doubts(row, wanted),
            group_rank=_group_rank(row, wanted),
            is_undated=wanted.has_dates and not row.has_occurrences,
            in_place=self._in_place(row, wanted.area),
            distance_km=self._distance(row, wanted.area),
            starts=starts,
            is_running=False,
            status=Status(row.status),
            registration_closed=bool(
                row.register_until and row.register_until < self._today
            ),
            checked_on=row.checked_on,
            completeness=row.completeness,
        )

    @staticmethod
    def _distance(row: CandidateRow, area: Area | None) -> float | None:
        lat, lon = row.point_lat, row.point_lon
        if area is None or area.is_district or lat is None or lon is None:
            return None
        if not area.points:
            return None
        return min(distance_km(point, (lat, lon)) for point in area.points)

    def _in_place(self, row: CandidateRow, area: Area | None) -> bool:
        if area is None or area.is_district:
            return False
        if area.postal_code is not None:
            return row.postal_code == area.postal_code
        places = self._district.places
        return any(
            self._district.contains(places[place_id], row.place_id)
            for place_id in area.place_ids
        )

    # Hits

    def _hits(
        self,
        query: Query,
        wanted: Wanted,
        candidates: Sequence[Candidate],
        total: int,
        page: int,
        size: int,
    ) -> OfferPage:
        page = max(page, 1)
        chosen = candidates[(page - 1) * size : page * size]
        by_key = {c.key: c for c in chosen}
        loaded = repository.load_offers(self._session, list(by_key))
        hits = []
        for candidate, (offer, provider) in zip(chosen, loaded, strict=True):
            first = min((o.day for o in offer.occurrences), default=offer.begins)
            running = bool(
                first
                and candidate.starts
                and first < candidate.starts
                and first < self._today
            )
            known = replace(candidate, is_running=running)
            place_name = offer.venue.place_name or ""
            why = reason(offer, query, known, place_name=place_name, today=self._today)
            distance = candidate.distance_km
            if offer.delivery_mode is DeliveryMode.ONLINE:
                distance = None
            if provider.hides_address and distance is not None:
                distance = float(round(distance))
            hits.append(OfferHit(offer, provider, distance, candidate.starts, why))
        return OfferPage(query, tuple(hits), total, page, size=size)


def _topic_rank(row: CandidateRow, wanted: Wanted) -> int:
    if not wanted.topics:
        return 0
    topics = set(row.topic_terms.split())
    words = topics | set(row.title_terms.split())
    ranks = [
        _rank_of(direct, narrower, topics, words) for direct, narrower in wanted.topics
    ]
    return min(ranks) if wanted.any_topic else max(ranks)


def _rank_of(
    direct: frozenset[Terms],
    narrower: frozenset[Terms],
    topics: set[str],
    words: set[str],
) -> int:
    if any(topics.issuperset(way) for way in direct):
        return 0
    if any(words.issuperset(way) for way in direct):
        return 1
    if any(words.issuperset(way) for way in narrower):
        return 2
    return MENTIONED


def _doubts(row: CandidateRow, wanted: Wanted) -> frozenset[str]:
    """Return what was asked for and is not known of an offer."""
    ageless = row.age_low is None
    undated = bool(wanted.weekdays) and not row.has_occurrences
    untimed = wanted.window is not None and row.exact is None
    doubts = {
        "age": wanted.ages is not None and ageless,
        "group": bool(wanted.groups) and ageless and not row.target_groups,
        "level": bool(wanted.levels) and not row.known_levels,
        "time": undated or untimed,
    }
    return frozenset(field for field, is_open in doubts.items() if is_open)


def _group_rank(row: CandidateRow, wanted: Wanted) -> int:
    if not wanted.groups:
        return 0 if wanted.ages is None or row.has_ages else 1
    if any(f"|{group}|" in row.target_groups for group in wanted.groups):
        return 0
    low, high = row.age_low, row.age_high
    for group in wanted.groups:
        if low is not None and high is not None and _is_aimed_at(group, low, high):
            return 0
    return 1


def _is_aimed_at(group: str, low: float, high: float) -> bool:
    """Whether ages alone say that an offer is made for a group."""
    return {
        "kinder": high <= 14,
        "jugendliche": low >= 10 and high <= 27,
        "senioren": low >= 50,
        "erwachsene": low >= 16,
    }.get(group, False)
