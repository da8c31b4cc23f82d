"""The records that leave the catalog; database rows live in `catalog.orm`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class LearningForm(StrEnum):
    """How learning is organised, as the EU's lifelong-learning terms have it."""

    FORMAL = "formal"
    NON_FORMAL = "non-formal"
    INFORMAL = "informal"


ACTOR_KINDS: dict[str, LearningForm] = {
    "kita": LearningForm.NON_FORMAL,
    "tagespflege": LearningForm.NON_FORMAL,
    "hort": LearningForm.NON_FORMAL,
    "schule": LearningForm.FORMAL,
    "berufsschule": LearningForm.FORMAL,
    "vhs": LearningForm.NON_FORMAL,
    "musikschule": LearningForm.NON_FORMAL,
    "kunstschule": LearningForm.NON_FORMAL,
    "bibliothek": LearningForm.INFORMAL,
    "museum": LearningForm.INFORMAL,
    "jugendclub": LearningForm.INFORMAL,
    "verein": LearningForm.INFORMAL,
    "familienzentrum": LearningForm.NON_FORMAL,
    "mehrgenerationenhaus": LearningForm.INFORMAL,
    "hochschule": LearningForm.FORMAL,
    "kammer": LearningForm.FORMAL,
    "weiterbildungstraeger": LearningForm.NON_FORMAL,
    "beratungsstelle": LearningForm.NON_FORMAL,
    "lernort": LearningForm.INFORMAL,
    "medienzentrum": LearningForm.INFORMAL,
    "amt": LearningForm.NON_FORMAL,
    "sonstige": LearningForm.NON_FORMAL,
}

OFFER_KINDS = (
    "kurs",
    "veranstaltung",
    "workshop",
    "konferenz",
    "fuehrung",
    "ausstellung",
    "freizeit",
    "gruppe",
    "unterricht",
    "betreuung",
    "beratung",
    "ausbildung",
    "praktikum",
    "nachhilfe",
    "lernmaterial",
    "sonstige",
)
TARGET_GROUPS = (
    "eltern",
    "familien",
    "kinder",
    "jugendliche",
    "erwachsene",
    "senioren",
    "fachkraefte",
    "zugewanderte",
    "arbeitsuchende",
    "unternehmen",
    "frauen",
)
FUNDINGS = ("bildungsgutschein", "but", "bildungsfreistellung", "aufstiegs-bafoeg")
FEATURES = (
    "bne",
    "demokratie",
    "fachkraefte",
    "ganztag",
    "digital",
    "inklusion",
    "integration",
)
WORD_KINDS = ("thema", "ort")
ARTICLE_KINDS = ("wissen", "lebenslage")
LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
PAGE_SIZE = 5
# So many hits of a search can be turned over; totals count all of them.
LIST_LIMIT = 200
SILENT_FIELDS = ("any_topic", "keyword", "skill")
# Before the value of a condition that was ruled out: "kein Yoga" is topic "!yoga".
EXCLUDED = "!"


class DeliveryMode(StrEnum):
    """Where learning happens; the value is the API's word."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    HYBRID = "hybrid"


class Status(StrEnum):
    """The state of an offer; the value is the catalog file's word."""

    PLANNED = "geplant"
    FULL = "ausgebucht"
    WAITING_LIST = "warteliste"
    CANCELLED = "abgesagt"
    POSTPONED = "verschoben"


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer; `lat`/`lon` in degrees (WGS 84)."""

    id: str
    name: str
    kind: str
    parent: str | None
    postal_codes: tuple[str, ...]
    lat: float | None
    lon: float | None
    population: int | None
    aliases: tuple[str, ...]
    inside: bool


@dataclass(frozen=True, slots=True)
class Venue:
    """Where something takes place.

    `lat`/`lon` are as the source gave them, `point` is what distances use: the
    same, or the coordinates of the place.
    """

    name: str | None = None
    street: str | None = None
    postal_code: str | None = None
    city: str | None = None
    locality: str | None = None
    lat: float | None = None
    lon: float | None = None
    place_id: str | None = None
    point: tuple[float, float] | None = None

    @property
    def place_name(self) -> str | None:
        """The name of the place that a person would say: the village, else the town."""
        return self.locality or self.city


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who offers, hosts or advises on learning."""

    id: str
    name: str
    kind: str
    description: str | None = None
    topics: tuple[str, ...] = ()
    venue: Venue = field(default_factory=Venue)
    phone: str | None = None
    email: str | None = None
    web: str | None = None
    opening_hours: str | None = None
    wheelchair: bool | None = None
    hides_address: bool | None = None
    seeks_cooperation: bool | None = None
    checked_on: date | None = None

    @property
    def learning_form(self) -> LearningForm:
        """Whether learning here is formal, non-formal or informal."""
        return ACTOR_KINDS[self.kind]

    @property
    def has_contact(self) -> bool:
        """Whether there is any way to reach the actor."""
        return bool(self.phone or self.email or self.web)


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """One date of an offer; minutes count from midnight, None = time unknown."""

    day: date
    start_minute: int | None = None
    end_minute: int | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A learning offer; money in cents, ages in years, None = unknown."""

    id: str
    title: str
    kind: str
    provider_id: str
    description: str | None = None
    topics: tuple[str, ...] = ()
    delivery_mode: DeliveryMode | None = None
    venue: Venue = field(default_factory=Venue)
    target_groups: tuple[str, ...] = ()
    age_from: float | None = None
    age_to: float | None = None
    occurrences: tuple[Occurrence, ...] = ()
    begins: date | None = None
    ends: date | None = None
    register_until: date | None = None
    price_cents: int | None = None
    reduced_price_cents: int | None = None
    reduced_for: str | None = None
    free_places: int | None = None
    status: Status = Status.PLANNED
    languages: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    wheelchair: bool | None = None
    childcare: bool | None = None
    sign_language: bool | None = None
    fundings: tuple[str, ...] = ()
    prerequisites: str | None = None
    certificate: str | None = None
    features: tuple[str, ...] = ()
    complements: tuple[str, ...] = ()
    web: str | None = None
    phone: str | None = None
    email: str | None = None
    checked_on: date | None = None

    @property
    def price(self) -> Decimal | None:
        """The price in euros."""
        return None if self.price_cents is None else Decimal(self.price_cents) / 100

    @property
    def is_free(self) -> bool:
        """Whether it is known to cost nothing."""
        return self.price_cents == 0

    @property
    def has_contact(self) -> bool:
        """Whether the offer itself names a way to reach somebody."""
        return bool(self.phone or self.email or self.web)

    @property
    def last_day(self) -> date | None:
        """The last day on which it takes place; None = a permanent offer."""
        days = [o.day for o in self.occurrences]
        return max(days) if days else self.ends or self.begins


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing a person asked for.

    `field` and `value` are canonical (what the search compares), `label` is German
    (what a person reads); `start`/`end` are the characters of the sentence it was
    read from, both 0 where it was not read from a sentence. `is_known` is false for a
    topic that is no more than a word of the sentence. A value that begins with
    `EXCLUDED` is ruled out.
    """

    field: str
    value: str
    label: str
    start: int = 0
    end: int = 0
    is_known: bool = True

    @property
    def is_excluded(self) -> bool:
        """Whether this is what a person does not want."""
        return self.value.startswith(EXCLUDED)


@dataclass(frozen=True, slots=True)
class Query:
    """All conditions of a search, in the order in which they were named."""

    conditions: tuple[Condition, ...] = ()

    def __iter__(self) -> Iterator[Condition]:
        return iter(self.conditions)

    def __bool__(self) -> bool:
        return bool(self.conditions)

    @property
    def visible(self) -> tuple[Condition, ...]:
        """The conditions a person named and may remove; the others only help to rank."""
        return tuple(c for c in self.conditions if c.field not in SILENT_FIELDS)

    def of(self, field_name: str) -> tuple[Condition, ...]:
        """Return the conditions of one field, without what is ruled out."""
        return tuple(
            c for c in self.conditions if c.field == field_name and not c.is_excluded
        )

    def excluded(self, field_name: str) -> tuple[str, ...]:
        """Return the values of one field that are ruled out."""
        return tuple(
            c.value.removeprefix(EXCLUDED)
            for c in self.conditions
            if c.field == field_name and c.is_excluded
        )

    def first(self, field_name: str) -> Condition | None:
        """Return the first condition of one field."""
        return next(iter(self.of(field_name)), None)

    def without(self, *field_names: str) -> Query:
        """Return the query without any condition of these fields."""
        return Query(tuple(c for c in self.conditions if c.field not in field_names))

    def without_wanted(self, field_name: str) -> Query:
        """Return the query without what it asks for in a field.

        What it rules out stays.
        """
        return Query(tuple(c for c in self if c.field != field_name or c.is_excluded))

    def without_value(self, field_name: str, value: str) -> Query:
        """Return the query without this one condition.

        With the last topic goes what only helped to rank it.
        """
        rest = Query(
            tuple(c for c in self if (c.field, c.value) != (field_name, value))
        )
        return rest if rest.of("topic") else rest.without(*SILENT_FIELDS)

    def with_conditions(self, conditions: Iterable[Condition]) -> Query:
        """Return the query with these conditions instead of those of their fields.

        What is ruled out only replaces what says the opposite.
        """
        added = tuple(replace(c, start=0, end=0) for c in conditions)
        wanted = {c.field for c in added if not c.is_excluded}
        said = {(c.field, c.value.removeprefix(EXCLUDED)) for c in added}
        kept = tuple(
            c
            for c in self
            if (c.field, c.value.removeprefix(EXCLUDED)) not in said
            and (c.is_excluded or c.field not in wanted)
        )
        return Query(kept + added)


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that was read as another one ("haldenslebn" → "Haldensleben")."""

    typed: str
    read_as: str


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """A name that means several things: the likelier reading and the others."""

    chosen: Condition
    others: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Understanding:
    """What one sentence says: its conditions and the words that were corrected.

    `ambiguities` are names with more than one meaning; the query holds the likelier.
    `far_places` are cities somebody asks for that lie outside the district and its
    surroundings ("Hamburg"); they are no conditions. `indifferent` names the fields
    that do not matter ("egal wo"), `moves` which way a search is moved ("näher").
    """

    text: str
    query: Query
    corrections: tuple[Correction, ...] = ()
    ambiguities: tuple[Ambiguity, ...] = ()
    far_places: tuple[str, ...] = ()
    indifferent: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One condition that was changed because nothing met it; German words.

    `is_dropped`: the condition no longer counts at all.
    """

    field: str
    before: str
    after: str
    is_dropped: bool = False


@dataclass(frozen=True, slots=True)
class Alternative:
    """A query with one condition changed, and how many offers that finds."""

    query: Query
    change: Relaxation
    total: int


@dataclass(frozen=True, slots=True)
class OfferHit:
    """An offer found: how far away, when next, and why it is in the list."""

    offer: Offer
    provider: Actor
    distance_km: float | None
    starts: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class OfferPage:
    """Some of the offers found; `total` counts all of them.

    `kinds` counts them by kind where a person is named and no matter. `relaxed` is
    empty when the hits meet every condition as asked; else
    `alternatives` are other changes that would find something. `online` holds the
    online offers of a local search, which are listed apart, `cancelled` what was asked
    for by name and does not take place.
    """

    query: Query
    items: tuple[OfferHit, ...]
    total: int
    page: int
    relaxed: tuple[Relaxation, ...] = ()
    online: OfferPage | None = None
    cancelled: tuple[OfferHit, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    kinds: tuple[tuple[str, int], ...] = ()
    size: int = PAGE_SIZE

    @property
    def has_more(self) -> bool:
        """Whether another page follows."""
        return min(self.total, LIST_LIMIT) > self.page * self.size


@dataclass(frozen=True, slots=True)
class OpeningState:
    """Whether an actor is open; `until` is the end of the running opening time.

    `hours` are the opening times of `day`, the day asked about, as (opens, closes);
    `next_hours` those of the next day that has any.
    """

    known: bool
    open_now: bool = False
    until: datetime | None = None
    day: date | None = None
    hours: tuple[tuple[datetime, datetime], ...] = ()
    next_hours: tuple[tuple[datetime, datetime], ...] = ()

    def is_open_between(self, first_minute: int, last_minute: int) -> bool:
        """Whether it is open at any time between two minutes of the day."""
        return any(
            _minutes(opens) < last_minute
            and (_minutes(closes) or 24 * 60) > first_minute
            for opens, closes in self.hours
        )


def _minutes(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


@dataclass(frozen=True, slots=True)
class ActorHit:
    """An actor found, with its distance and whether it is open.

    `in_place`: it lies in the place that was asked for. `further` are the opening
    times of further days that were asked for.
    """

    actor: Actor
    distance_km: float | None
    opening: OpeningState
    in_place: bool = False
    further: tuple[OpeningState, ...] = ()


@dataclass(frozen=True, slots=True)
class ActorPage:
    """Some of the actors found; `total` counts all of them."""

    query: Query
    items: tuple[ActorHit, ...]
    total: int
    page: int
    relaxed: tuple[Relaxation, ...] = ()
    size: int = PAGE_SIZE

    @property
    def has_more(self) -> bool:
        """Whether another page follows."""
        return min(self.total, LIST_LIMIT) > self.page * self.size


@dataclass(frozen=True, slots=True)
class Word:
    """The district's own word: `kind` "thema" means a topic's label, "ort" a place's id."""

    word: str
    kind: str
    meaning: str

    @property
    def id(self) -> str:
        """What identifies it in a file."""
        return self.word


@dataclass(frozen=True, slots=True)
class Article:
    """A text of the staff that answers a question or helps in a situation.

    `kind` is "wissen" (what something is, what one is entitled to) or "lebenslage" (a
    situation); `ways` are other ways to ask, `search` is a sentence whose offers fit
    after the answer, `as_of` the day on which the answer was right.
    """

    id: str
    kind: str
    title: str
    answer: str
    as_of: date
    ways: tuple[str, ...] = ()
    search: str | None = None
    source: str | None = None
    web: str | None = None


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A rejected row or a warning: where it stands and, in German, what is wrong."""

    file: str
    line: int
    id: str
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do.

    `batch` is what it is undone by; empty when it changed nothing.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    rejected: tuple[RowProblem, ...] = ()
    warnings: tuple[RowProblem, ...] = ()
    batch: str = ""


@dataclass(frozen=True, slots=True)
class CatalogCounts:
    """How much the catalog holds and when it last changed.

    `has_examples`: the invented example data is in it.
    """

    actors: int
    offers: int
    has_examples: bool
    changed_at: datetime | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it holds nothing at all."""
        return not self.actors and not self.offers
