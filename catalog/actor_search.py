"""Finding actors by kind, name, topic and place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalog import repository
from catalog.district import distance_km
from catalog.language.times import parse_dates
from catalog.language.vocabulary import Vocabulary
from catalog.opening import opening_state
from catalog.orm import ActorRow
from catalog.records import PAGE_SIZE, Actor, ActorHit, ActorPage, Query
from catalog.terms import index_terms

FAR_KM = 10_000.0
DAYS_ASKED = 7


@dataclass(frozen=True, slots=True)
class _Found:
    actor: Actor
    in_place: bool
    distance: float | None


class ActorSearch:
    """Searches the actors of one catalog at one moment."""

    def __init__(self, session: Session, vocabulary: Vocabulary, now: datetime) -> None:
        self._session = session
        self._vocabulary = vocabulary
        self._district = vocabulary.district
        self._now = now

    def page(
        self,
        query: Query,
        *,
        page: int = 1,
        size: int = PAGE_SIZE,
        in_descriptions: bool = False,
    ) -> ActorPage:
        """Return one page of actors: those in the place first, then by distance.

        Args:
            query: what they have to meet.
            page: which page, from 1.
            size: how many a page holds.
            in_descriptions: whether a topic may stand in the description alone.
        """
        matching = self._matching(query, in_descriptions=in_descriptions)
        found = [self._found(actor, query) for actor in matching]
        limit = self._limit_km(query)
        near = [f for f in found if self._is_near(f, limit)]
        near.sort(
            key=lambda f: (
                not f.in_place,
                FAR_KM if f.distance is None else f.distance,
                f.actor.name,
                f.actor.id,
            )
        )
        page = max(page, 1)
        chosen = near[(page - 1) * size : page * size]
        hits = tuple(self._hit(f, query) for f in chosen)
        return ActorPage(query, hits, len(near), page, size=size)

    def _matching(self, query: Query, *, in_descriptions: bool) -> list[Actor]:
        named = [c.value for c in query.of("actor")]
        if named:
            return repository.load_actors(self._session, ActorRow.id.in_(named))
        kinds = [c.value for c in query.of("actor_kind")]
        condition = ActorRow.kind.in_(kinds) if kinds else sa.true()
        actors = repository.load_actors(self._session, condition)
        for topic in query.of("topic"):
            ways = self._vocabulary.ways(topic.value, topic.label)
            actors = [
                actor
                for actor in actors
                if any(
                    _terms_of(actor, with_description=in_descriptions).issuperset(way)
                    for way in ways
                )
            ]
        return actors

    def _found(self, actor: Actor, query: Query) -> _Found:
        in_place = False
        distances = []
        for condition in query.of("place"):
            district = self._district
            place = district.places.get(condition.value)
            if place is None:
                coded = district.with_postal_code(condition.value)
                place = district.municipality(coded[0]) if coded else None
                in_place |= actor.venue.postal_code == condition.value
            elif district.contains(place, actor.venue.place_id):
                in_place = True
            point = actor.venue.point
            if place and point and place.lat is not None and place.lon is not None:
                distances.append(distance_km((place.lat, place.lon), point))
        return _Found(actor, in_place, min(distances, default=None))

    def _limit_km(self, query: Query) -> float | None:
        places = query.of("place")
        if not places or any(c.value == self._district.whole.id for c in places):
            return None
        radius = query.first("radius")
        if radius is not None:
            return float(radius.value) or None
        return float(self._district.radius_km)

    @staticmethod
    def _is_near(found: _Found, limit: float | None) -> bool:
        if limit is None or found.in_place:
            return True
        return found.distance is None or found.distance <= limit

    def _hit(self, found: _Found, query: Query) -> ActorHit:
        states = [
            opening_state(
                found.actor.opening_hours,
                now=self._now,
                land=self._district.state,
                day=day,
            )
            for day in asked_days(query, self._now.date())
        ]
        distance = found.distance
        if found.actor.hides_address and distance is not None:
            distance = float(round(distance))
        return ActorHit(
            found.actor, distance, states[0], found.in_place, tuple(states[1:])
        )


def asked_days(query: Query, today: date) -> list[date]:
    """Return the days whose opening hours are asked for: at most a week, else today."""
    first, last = today, today + timedelta(days=DAYS_ASKED - 1)
    for condition in query.of("dates"):
        start, end = parse_dates(condition.value)
        first = max(start or today, today)
        last = min(end or first, first + timedelta(days=DAYS_ASKED - 1))
    wanted = {int(d) for c in query.of("weekday") for d in c.value.split(",")}
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    if wanted:
        return [day for day in days if day.isoweekday() in wanted] or [first]
    return days if query.of("dates") and days else [first]


def _terms_of(actor: Actor, *, with_description: bool = False) -> set[str]:
    words = set(index_terms(actor.name))
    if with_description:
        words.update(index_terms(actor.description))
    for topic in actor.topics:
        words.update(index_terms(topic))
    return words
