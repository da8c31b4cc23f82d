"""A query as values that the index can compare."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from catalog.district import WHOLE_DISTRICT, District
from catalog.errors import InvalidQuery
from catalog.language.ages import parse_ages
from catalog.language.times import parse_dates, parse_window
from catalog.language.vocabulary import Terms, Vocabulary
from catalog.records import Place, Query

EVERYWHERE = "0"
FARTHEST_KM = 1_000
FIELDS = frozenset(
    "accessibility actor actor_kind age any_topic certificate childcare dates daytime"
    " delivery_mode funding keyword kind language level place price radius reduction"
    " registration skill sort target_group topic weekday".split()
)
SORT_BY_PRICE = "price"


@dataclass(frozen=True, slots=True)
class Area:
    """Where to look: points with a radius, and what counts as the place itself."""

    points: tuple[tuple[float, float], ...]
    radius_km: float | None
    place_ids: frozenset[str]
    postal_codes: tuple[str, ...]
    is_district: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """A query as values the index can compare.

    `ages` and `spans` of dates (both ends included) are alternatives. `topics` are the ways to say each topic and its narrower ones; `excluded` holds
    what is ruled out, by field.
    """

    now: datetime
    topics: tuple[tuple[frozenset[Terms], frozenset[Terms]], ...]
    any_topic: bool
    area: Area | None
    ages: tuple[tuple[float, float], ...]
    groups: tuple[str, ...]
    spans: tuple[tuple[date, date], ...]
    has_dates: bool
    weekdays: tuple[int, ...]
    windows: tuple[tuple[int, int], ...]
    max_cents: int | None
    mode: str | None
    kinds: tuple[str, ...]
    actor_kinds: tuple[str, ...]
    actors: tuple[str, ...]
    levels: tuple[str, ...]
    fundings: tuple[str, ...]
    keywords: frozenset[str]
    skills: tuple[str, ...]
    languages: tuple[str, ...]
    accessibility: tuple[str, ...]
    childcare: bool
    certificate: bool
    reduction: bool
    no_registration: bool
    by_price: bool
    excluded: Excluded

    @property
    def needs_dates(self) -> bool:
        """Whether single dates decide, not only the next one."""
        return bool(
            self.has_dates or self.weekdays or self.windows or self.excluded.dates
        )


@dataclass(frozen=True, slots=True)
class Excluded:
    """What a person does not want."""

    topics: tuple[frozenset[Terms], ...]
    place_ids: tuple[str, ...]
    kinds: tuple[str, ...]
    actor_kinds: tuple[str, ...]
    actors: tuple[str, ...]
    groups: tuple[str, ...]
    languages: tuple[str, ...]
    levels: tuple[str, ...]
    dates: tuple[tuple[date, date], ...]


def wanted_by(query: Query, vocabulary: Vocabulary, now: datetime) -> Wanted:
    """Return what a query asks for at a moment.

    Raises:
        InvalidQuery: a condition has an impossible value.
    """
    for condition in query:
        if condition.field not in FIELDS:
            raise InvalidQuery(condition.field, "no such field")
    try:
        return _wanted(query, vocabulary, now)
    except (ValueError, OverflowError, InvalidOperation) as error:
        raise InvalidQuery("query", str(error)) from error


def _wanted(query: Query, vocabulary: Vocabulary, now: datetime) -> Wanted:
    mode, price = query.first("delivery_mode"), query.first("price")
    return Wanted(
        now=now,
        topics=tuple(_ways(vocabulary, c.value, c.label) for c in query.of("topic")),
        any_topic=query.first("any_topic") is not None,
        area=_area(query, vocabulary.district),
        ages=_ages(query),
        groups=_values(query, "target_group"),
        spans=_spans(query, now.date()),
        has_dates=bool(query.of("dates")),
        weekdays=tuple(
            int(day) for c in query.of("weekday") for day in c.value.split(",")
        ),
        windows=_windows(query),
        max_cents=int(Decimal(price.value) * 100) if price else None,
        mode=mode.value if mode else None,
        kinds=_values(query, "kind"),
        actor_kinds=_values(query, "actor_kind"),
        actors=_values(query, "actor"),
        levels=_values(query, "level"),
        fundings=_values(query, "funding"),
        keywords=frozenset(_values(query, "keyword")),
        skills=_values(query, "skill"),
        languages=_values(query, "language"),
        accessibility=_values(query, "accessibility"),
        childcare=query.first("childcare") is not None,
        certificate=query.first("certificate") is not None,
        reduction=query.first("reduction") is not None,
        no_registration=query.first("registration") is not None,
        by_price=SORT_BY_PRICE in _values(query, "sort"),
        excluded=_excluded(query, vocabulary),
    )


def _ages(query: Query) -> tuple[tuple[float, float], ...]:
    """Return the ages of everybody a query is for."""
    return tuple(parse_ages(c.value) for c in query.of("age"))


def _spans(query: Query, today: date) -> tuple[tuple[date, date], ...]:
    """Return the days asked for: where all agree, else any of them."""
    spans = [_span(c.value) for c in query.of("dates")] or [(today, date.max)]
    begin, end = max(low for low, _ in spans), min(high for _, high in spans)
    found = [(begin, end)] if begin <= end else spans
    return tuple((max(low, today), high) for low, high in found)


def _span(value: str) -> tuple[date, date]:
    begin, end = parse_dates(value)
    return begin or date.min, end or date.max


def _windows(query: Query) -> tuple[tuple[int, int], ...]:
    """Return the hours asked for: "abends nach 18 Uhr" is where both agree."""
    windows = [parse_window(c.value) for c in query.of("daytime")]
    begin = max((low for low, _ in windows), default=0)
    end = min((high for _, high in windows), default=0)
    return ((begin, end),) if begin < end else tuple(windows)


def _values(query: Query, field: str) -> tuple[str, ...]:
    return tuple(c.value for c in query.of(field))


def _excluded(query: Query, vocabulary: Vocabulary) -> Excluded:
    return Excluded(
        topics=tuple(
            frozenset().union(*_ways(vocabulary, slug, slug.replace("-", " ")))
            for slug in query.excluded("topic")
        ),
        place_ids=query.excluded("place"),
        kinds=query.excluded("kind"),
        actor_kinds=query.excluded("actor_kind"),
        actors=query.excluded("actor"),
        groups=query.excluded("target_group"),
        languages=query.excluded("language"),
        levels=query.excluded("level"),
        dates=tuple(_span(value) for value in query.excluded("dates")),
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
    codes: list[str] = []
    is_district = False
    for condition in conditions:
        places = _places(district, condition.value)
        is_code = condition.value not in district.places
        codes += [condition.value] if is_code else []
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
        postal_codes=tuple(codes),
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
