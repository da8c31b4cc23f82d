"""Finding offers: conditions to SQL, candidates to ranked hits. Relaxing is in `relaxation`."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalog import fulltext, repository
from catalog.district import WHOLE_DISTRICT, District, distance_km
from catalog.errors import InvalidQuery
from catalog.language.times import parse_dates, parse_window
from catalog.language.vocabulary import Terms, Vocabulary
from catalog.orm import ActorRow, OccurrenceRow, OfferRow
from catalog.ranking import Candidate, asked_ages, order, reason
from catalog.records import (
    PAGE_SIZE,
    DeliveryMode,
    OfferHit,
    OfferPage,
    Place,
    Query,
    Status,
)

MAX_CANDIDATES = 400
KM_PER_DEGREE = 111.2
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
_O, _D = OfferRow, OccurrenceRow


@dataclass(frozen=True, slots=True)
class Area:
    """Where to look: points with a radius, and what counts as the place itself."""

    points: tuple[tuple[float, float], ...]
    radius_km: float | None
    place_ids: frozenset[str]
    postal_code: str | None
    is_district: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """A query as values the database can compare."""

    topics: tuple[tuple[frozenset[Terms], frozenset[Terms]], ...]
    any_topic: bool
    area: Area | None
    ages: tuple[float, float] | None
    groups: tuple[str, ...]
    first_day: date
    last_day: date | None
    has_dates: bool
    weekdays: tuple[int, ...]
    window: tuple[int, int] | None
    max_cents: int | None
    mode: str | None
    kinds: tuple[str, ...]
    actor_kinds: tuple[str, ...]
    actors: tuple[str, ...]
    levels: tuple[str, ...]


class OfferSearch:
    """Searches one catalog at one moment."""

    def __init__(
        self, session: Session, vocabulary: Vocabulary, now: datetime
    ) -> None:
        self._session = session
        self._vocabulary = vocabulary
        self._district: District = vocabulary.district
        self._now = now
        self._today = now.date()
        self._dialect = session.get_bind().dialect.name

    def page(self, query: Query, *, page: int = 1, size: int = PAGE_SIZE) -> OfferPage:
        """Return one page of the offers that meet every condition as asked.

        A local search lists online offers apart, in `online`.
        """
        wanted = self._wanted(query)
        local = wanted.area is not None and wanted.mode is None
        mode = "local" if local else wanted.mode
        candidates, total = self._candidates(wanted, mode)
        found = self._hits(query, wanted, candidates, total, page, size)
        if local and page == 1:
            candidates, total = self._candidates(wanted, "only_online")
            if total:
                apart = self._hits(query, wanted, candidates, total, 1, size)
                found = replace(found, online=apart)
        return found

    # From conditions to values

    def _wanted(self, query: Query) -> Wanted:
        dates = [parse_dates(c.value) for c in query.of("dates")]
        first = max([self._today, *(d for d, _ in dates if d)])
        last = min((d for _, d in dates if d), default=None)
        windows = [parse_window(c.value) for c in query.of("daytime")]
        mode = query.first("delivery_mode")
        return Wanted(
            topics=tuple(self._ways(c.value, c.label) for c in query.of("topic")),
            any_topic=query.first("any_topic") is not None,
            area=self._area(query),
            ages=asked_ages(query),
            groups=tuple(c.value for c in query.of("target_group")),
            first_day=first,
            last_day=last,
            has_dates=bool(dates),
            weekdays=tuple(
                int(day) for c in query.of("weekday") for day in c.value.split(",")
            ),
            window=windows[0] if windows else None,
            max_cents=_max_cents(query),
            mode=mode.value if mode else None,
            kinds=tuple(c.value for c in query.of("kind")),
            actor_kinds=tuple(c.value for c in query.of("actor_kind")),
            actors=tuple(c.value for c in query.of("actor")),
            levels=tuple(c.value for c in query.of("level")),
        )

    def _ways(self, slug: str, label: str) -> tuple[frozenset[Terms], frozenset[Terms]]:
        direct = self._vocabulary.ways(slug, label)
        narrower = frozenset(
            way for topic in self._vocabulary.narrower(slug) for way in topic.ways
        )
        return direct, narrower - direct

    def _area(self, query: Query) -> Area | None:
        conditions = query.of("place")
        radius = query.first("radius")
        if not conditions:
            return None
        points: list[tuple[float, float]] = []
        ids: set[str] = set()
        code = None
        is_district = False
        for condition in conditions:
            places = self._places(condition.value)
            if condition.value.isdigit() and len(condition.value) == 5:
                code = condition.value
            is_district |= any(p.kind == WHOLE_DISTRICT for p in places)
            ids.update(place.id for place in places)
            main = self._district.municipality(places[0]) if code else places[0]
            if main.lat is not None and main.lon is not None:
                points.append((main.lat, main.lon))
        kilometres = float(radius.value) if radius else float(self._district.radius_km)
        return Area(
            points=tuple(points),
            radius_km=None if is_district or radius and radius.value == "0" else kilometres,
            place_ids=frozenset(ids),
            postal_code=code,
            is_district=is_district,
        )

    def _places(self, value: str) -> tuple[Place, ...]:
        if value in self._district.places:
            return (self._district.places[value],)
        found = self._district.with_postal_code(value)
        if not found:
            raise InvalidQuery("place", f"no place {value!r}")
        return found

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
        local = area is not None and mode == "local"
        found.sort(key=lambda c: order(c, local=local, today=self._today))
        return found, total

    @staticmethod
    def _is_near(candidate: Candidate, radius_km: float) -> bool:
        distance = candidate.distance_km
        return candidate.in_place or distance is None or distance <= radius_km

    def _rows(
        self, wanted: Wanted, mode: str | None, *, everywhere: bool
    ) -> tuple[Sequence[sa.Row[tuple[object, ...]]], int]:
        conditions = [
            *self._visible(),
            *self._topic_conditions(wanted, everywhere=everywhere),
            *_mode_conditions(mode),
            *_person_conditions(wanted),
            *_detail_conditions(wanted),
        ]
        if wanted.area is not None and mode == "local":
            conditions += _area_conditions(wanted.area)
        starts = self._starts(wanted, exact=False)
        conditions.append(self._time_condition(wanted, starts))
        columns = [
            _O.key,
            _O.id,
            _O.status,
            _O.point_lat,
            _O.point_lon,
            _O.place_id,
            _O.postal_code,
            _O.age_low,
            _O.age_high,
            _O.target_groups,
            _O.register_until,
            _O.checked_on,
            _O.completeness,
            _O.topic_terms,
            _O.title_terms,
            _O.known_levels,
            _O.has_occurrences,
            _O.begins,
            starts.label("starts"),
        ]
        if wanted.window is not None:
            columns.append(self._starts(wanted, exact=True).label("exact"))
        query = sa.select(*columns).where(*conditions)
        if wanted.actor_kinds or wanted.actors:
            query = query.join(ActorRow, ActorRow.key == _O.provider_key)
        near = wanted.area.points[0] if wanted.area and wanted.area.points else None
        limited = query.order_by(*_rough_order(near), _O.key).limit(MAX_CANDIDATES)
        rows = self._session.execute(limited).all()
        if len(rows) < MAX_CANDIDATES:
            return rows, len(rows)
        count = sa.select(sa.func.count()).select_from(
            query.with_only_columns(_O.key).subquery()
        )
        return rows, self._session.scalar(count) or 0

    def _visible(self) -> list[sa.ColumnElement[bool]]:
        return [
            _O.status != Status.CANCELLED.value,
            sa.or_(_O.valid_until.is_(None), _O.valid_until >= self._today),
        ]

    def _topic_conditions(
        self, wanted: Wanted, *, everywhere: bool
    ) -> list[sa.ColumnElement[bool]]:
        groups: list[Collection[Terms]] = [d | n for d, n in wanted.topics]
        groups = [ways for ways in groups if ways]
        if not groups:
            return [sa.false()] if wanted.topics else []
        if wanted.any_topic:
            groups = [frozenset().union(*groups)]
        keys = fulltext.matching_keys(self._dialect, groups, everywhere=everywhere)
        return [_O.key.in_(keys)]

    def _starts(self, wanted: Wanted, *, exact: bool) -> sa.ScalarSelect[date]:
        """Return the next date of an offer that meets the conditions of time."""
        minute = self._now.hour * 60 + self._now.minute
        conditions = [_D.offer_key == _O.key, _D.day >= wanted.first_day]
        if wanted.first_day == self._today:
            over = sa.and_(_D.day == self._today, _D.end_minute <= minute)
            conditions.append(sa.or_(_D.end_minute.is_(None), sa.not_(over)))
        if wanted.last_day is not None:
            conditions.append(_D.day <= wanted.last_day)
        if wanted.weekdays:
            conditions.append(_D.weekday.in_(wanted.weekdays))
        if wanted.window is not None:
            first, last = wanted.window
            inside = sa.and_(_D.start_minute >= first, _D.start_minute < last)
            unknown = _D.start_minute.is_(None)
            conditions.append(inside if exact else sa.or_(inside, unknown))
        return (
            sa.select(sa.func.min(_D.day))
            .where(*conditions)
            .correlate(_O)
            .scalar_subquery()
        )

    def _time_condition(
        self, wanted: Wanted, starts: sa.ScalarSelect[date]
    ) -> sa.ColumnElement[bool]:
        undated = [
            _O.has_occurrences.is_(False),
            sa.or_(_O.valid_until.is_(None), _O.valid_until >= wanted.first_day),
        ]
        if wanted.last_day is not None:
            undated.append(sa.or_(_O.begins.is_(None), _O.begins <= wanted.last_day))
        return sa.or_(
            sa.and_(_O.has_occurrences.is_(True), starts.is_not(None)),
            sa.and_(*undated),
        )

    def _candidate(self, row: sa.Row[tuple[object, ...]], wanted: Wanted) -> Candidate:
        values = row._mapping
        distance = self._distance(values, wanted.area)
        starts = values["starts"] or (
            values["begins"]
            if values["begins"] and values["begins"] >= self._today
            else None
        )
        return Candidate(
            key=values["key"],
            id=values["id"],
            topic_rank=_topic_rank(values, wanted),
            doubts=_doubts(values, wanted),
            group_rank=_group_rank(values, wanted),
            in_place=self._in_place(values, wanted.area),
            distance_km=distance,
            starts=starts,
            is_running=False,
            status=Status(values["status"]),
            registration_closed=bool(
                values["register_until"] and values["register_until"] < self._today
            ),
            checked_on=values["checked_on"],
            completeness=values["completeness"],
        )

    def _distance(self, values: sa.RowMapping, area: Area | None) -> float | None:
        lat, lon = values["point_lat"], values["point_lon"]
        if area is None or not area.points or lat is None or lon is None:
            return None
        return min(distance_km(point, (lat, lon)) for point in area.points)

    def _in_place(self, values: sa.RowMapping, area: Area | None) -> bool:
        if area is None or area.is_district:
            return False
        if area.postal_code is not None:
            return bool(values["postal_code"] == area.postal_code)
        places = self._district.places
        return any(
            self._district.contains(places[place_id], values["place_id"])
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
        chosen = candidates[(page - 1) * size : page * size]
        by_key = {c.key: c for c in chosen}
        loaded = repository.load_offers(self._session, list(by_key))
        hits = []
        for candidate, (offer, provider) in zip(chosen, loaded, strict=True):
            first = min((o.day for o in offer.occurrences), default=offer.begins)
            running = bool(
                first and candidate.starts and first < candidate.starts and first < self._today
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
        return OfferPage(query, tuple(hits), total, page)


def _max_cents(query: Query) -> int | None:
    condition = query.first("price")
    if condition is None:
        return None
    try:
        return int(Decimal(condition.value) * 100)
    except InvalidOperation as error:
        raise InvalidQuery("price", condition.value) from error


def _mode_conditions(mode: str | None) -> list[sa.ColumnElement[bool]]:
    online = DeliveryMode.ONLINE.value
    known = sa.func.coalesce(_O.delivery_mode, "")
    if mode == "online":
        return [known.in_((online, DeliveryMode.HYBRID.value))]
    if mode == "only_online":
        return [known == online]
    if mode in ("praesenz", "local"):
        return [known != online]
    return []


def _person_conditions(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if wanted.ages is not None:
        low, high = wanted.ages
        unknown = _O.age_low.is_(None)
        if high < CHILD_AGE:
            unknown = sa.and_(unknown, _O.target_groups == "")
        conditions.append(sa.or_(unknown, _ages_overlap(low, high)))
    if wanted.groups:
        conditions.append(sa.or_(*(_is_for(group) for group in wanted.groups)))
    return conditions


def _ages_overlap(low: float, high: float) -> sa.ColumnElement[bool]:
    return sa.and_(_O.age_low <= high, _O.age_high >= low)


def _is_for(group: str) -> sa.ColumnElement[bool]:
    """Whether an offer is for a group: it says so, its ages fit, or it says nothing."""
    named = _O.target_groups.contains(f"|{group}|")
    silent = sa.and_(_O.target_groups == "", _O.age_low.is_(None))
    if group in CORE_AGES:
        return sa.or_(named, silent, _ages_overlap(*CORE_AGES[group]))
    return sa.or_(
        named, _O.target_groups == "", _O.target_groups.contains("|erwachsene|")
    )


def _detail_conditions(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if wanted.max_cents is not None:
        conditions.append(_O.price_cents <= wanted.max_cents)
    if wanted.kinds:
        conditions.append(_O.kind.in_(wanted.kinds))
    if wanted.actor_kinds:
        conditions.append(ActorRow.kind.in_(wanted.actor_kinds))
    if wanted.actors:
        conditions.append(ActorRow.id.in_(wanted.actors))
    if wanted.levels:
        named = [_O.known_levels.contains(f"|{level}|") for level in wanted.levels]
        conditions.append(sa.or_(_O.known_levels == "", *named))
    return conditions


def _area_conditions(area: Area) -> list[sa.ColumnElement[bool]]:
    if area.radius_km is None or not area.points:
        return []
    boxes = [_box(lat, lon, area.radius_km) for lat, lon in area.points]
    inside: list[sa.ColumnElement[bool]] = [_O.point_lat.is_(None), *boxes]
    if area.postal_code is not None:
        inside.append(_O.postal_code == area.postal_code)
    return [sa.or_(*inside)]


def _box(lat: float, lon: float, radius_km: float) -> sa.ColumnElement[bool]:
    # A municipality is up to 12 km wide: its far villages belong to it, too.
    height = (radius_km + 12) / KM_PER_DEGREE
    width = height / max(0.1, math.cos(math.radians(lat)))
    return sa.and_(
        _O.point_lat.between(lat - height, lat + height),
        _O.point_lon.between(lon - width, lon + width),
    )


def _rough_order(
    near: tuple[float, float] | None,
) -> list[sa.ColumnElement[object]]:
    """Order rows so that the best ones survive the limit; ranking orders exactly."""
    if near is None:
        return [sa.literal_column("starts is null"), sa.literal_column("starts")]
    lat, lon = near
    shrink = math.cos(math.radians(lat)) ** 2
    north = _O.point_lat - lat
    east = _O.point_lon - lon
    return [_O.point_lat.is_(None), north * north + east * east * shrink]


def _topic_rank(values: sa.RowMapping, wanted: Wanted) -> int:
    if not wanted.topics:
        return 0
    topics = set(values["topic_terms"].split())
    words = topics | set(values["title_terms"].split())
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


def _doubts(values: sa.RowMapping, wanted: Wanted) -> int:
    doubts = 0
    if wanted.ages is not None and values["age_low"] is None:
        doubts += 1
    if wanted.groups and values["age_low"] is None and not values["target_groups"]:
        doubts += 1
    if wanted.levels and not values["known_levels"]:
        doubts += 1
    if wanted.weekdays and not values["has_occurrences"]:
        doubts += 1
    if wanted.window is not None and values["exact"] is None:
        doubts += 1
    return doubts


def _group_rank(values: sa.RowMapping, wanted: Wanted) -> int:
    if not wanted.groups:
        return 0
    if any(f"|{group}|" in values["target_groups"] for group in wanted.groups):
        return 0
    low, high = values["age_low"], values["age_high"]
    for group in wanted.groups:
        core = CORE_AGES.get(group)
        if core and low is not None and _is_aimed_at(group, low, high):
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
