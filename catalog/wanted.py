"""A query as values that the database can compare; no SQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from catalog.district import WHOLE_DISTRICT, District
from catalog.errors import InvalidQuery
from catalog.language.times import parse_dates, parse_window
from catalog.language.vocabulary import Terms, Vocabulary
from catalog.ranking import asked_ages
from catalog.records import Place, Query

EVERYWHERE = "0"
FARTHEST_KM = 1_000
FIELDS = frozenset(
    "actor actor_kind age any_topic dates daytime delivery_mode funding keyword kind"
    " level place price radius target_group topic weekday".split()
)


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
    fundings: tuple[str, ...]
    keywords: frozenset[str]


def wanted_by(query: Query, vocabulary: Vocabulary, today: date) -> Wanted:
    """Return what a query asks for.

    Raises:
        InvalidQuery: a condition has an impossible value.
    """
    for condition in query:
        if condition.field not in FIELDS:
            raise InvalidQuery(condition.field, "no such field")
    try:
        return _wanted(query, vocabulary, today)
    except (ValueError, OverflowError, InvalidOperation) as error:
        raise InvalidQuery("query", str(error)) from error


def _wanted(query: Query, vocabulary: Vocabulary, today: date) -> Wanted:
    dates = [parse_dates(c.value) for c in query.of("dates")]
    windows = [parse_window(c.value) for c in query.of("daytime")]
    mode, price = query.first("delivery_mode"), query.first("price")
    return Wanted(
        topics=tuple(_ways(vocabulary, c.value, c.label) for c in query.of("topic")),
        any_topic=query.first("any_topic") is not None,
        area=_area(query, vocabulary.district),
        ages=asked_ages(query),
        groups=tuple(c.value for c in query.of("target_group")),
        first_day=max([today, *(d for d, _ in dates if d)]),
        last_day=min((d for _, d in dates if d), default=None),
        has_dates=bool(dates),
        weekdays=tuple(
            int(day) for c in query.of("weekday") for day in c.value.split(",")
        ),
        window=windows[0] if windows else None,
        max_cents=int(Decimal(price.value) * 100) if price else None,
        mode=mode.value if mode else None,
        kinds=tuple(c.value for c in query.of("kind")),
        actor_kinds=tuple(c.value for c in query.of("actor_kind")),
        actors=tuple(c.value for c in query.of("actor")),
        levels=tuple(c.value for c in query.of("level")),
        fundings=tuple(c.value for c in query.of("funding")),
        keywords=frozenset(c.value for c in query.of("keyword")),
    )


def _ways(
    vocabulary: Vocabulary, slug: str, label: str
) -> tuple[frozenset[Terms], frozenset[Terms]]:
    direct = vocabulary.ways(slug, label)
    narrower = frozenset(
        way for topic in vocabulary.narrower(slug) for way in topic.ways
    )
    return direct, narrower - direct


def _area(query: Query, district: District) -> Area | None:
    conditions = query.of("place")
    if not conditions:
        return None
    points: list[tuple[float, float]] = []
    ids: set[str] = set()
    code = None
    is_district = False
    for condition in conditions:
        places = _places(district, condition.value)
        is_code = condition.value not in district.places
        code = condition.value if is_code else code
        is_district |= any(p.kind == WHOLE_DISTRICT for p in places)
        ids.update(place.id for place in places)
        main = district.municipality(places[0]) if is_code else places[0]
        if main.lat is not None and main.lon is not None:
            points.append((main.lat, main.lon))
    radius = query.first("radius")
    kilometres = radius_km(radius.value) if radius else float(district.radius_km)
    everywhere = is_district or (radius is not None and radius.value == EVERYWHERE)
    return Area(
        points=tuple(points),
        radius_km=None if everywhere else kilometres,
        place_ids=frozenset(ids),
        postal_code=code,
        is_district=is_district,
    )


def radius_km(value: str) -> float:
    """Read the value of a radius condition; 0 means everywhere."""
    if not value.isdecimal() or int(value) > FARTHEST_KM:
        raise InvalidQuery("radius", value)
    return float(value)


def _places(district: District, value: str) -> tuple[Place, ...]:
    if value in district.places:
        return (district.places[value],)
    found = district.with_postal_code(value)
    if not found:
        raise InvalidQuery("place", f"no place {value!r}")
    return found
