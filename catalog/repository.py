"""Records in and out of the database; searching is in `catalog.search`."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session, aliased

from catalog import derived
from catalog.errors import ActorNotFound, OfferNotFound
from catalog.language.text import slugify
from catalog.orm import (
    ActorRow,
    ArticleRow,
    Base,
    CatalogState,
    OccurrenceRow,
    OfferRow,
    TermRow,
    TopicRow,
    TopicUseRow,
    VenueRow,
    WordRow,
)
from catalog.records import (
    Actor,
    Article,
    CatalogCounts,
    DeliveryMode,
    Occurrence,
    Offer,
    Status,
    Venue,
    Word,
)

_IMPORT_LOCK = 4711
BATCH = 500
# PostgreSQL cannot index longer ones, and nobody searches for them.
MAX_TERM = 100
_OCCURRENCES_BY_KEY = (
    sa.select(
        OccurrenceRow.offer_key,
        OccurrenceRow.day,
        OccurrenceRow.start_minute,
        OccurrenceRow.end_minute,
    )
    .where(
        OccurrenceRow.offer_key.in_(sa.bindparam("keys", expanding=True)),
        OccurrenceRow.is_derived.is_(False),
    )
    .order_by(OccurrenceRow.key)
)
_LIST_FIELDS = (
    "topics",
    "target_groups",
    "languages",
    "levels",
    "fundings",
    "features",
    "complements",
)
_ACTOR_COLUMNS = (
    "id",
    "name",
    "kind",
    "description",
    "phone",
    "email",
    "web",
    "opening_hours",
    "wheelchair",
    "hides_address",
    "seeks_cooperation",
    "checked_on",
)
_OFFER_COLUMNS = (
    "id",
    "title",
    "kind",
    "description",
    "delivery_mode",
    "age_from",
    "age_to",
    "begins",
    "ends",
    "register_until",
    "price_cents",
    "reduced_price_cents",
    "reduced_for",
    "free_places",
    "status",
    "wheelchair",
    "childcare",
    "sign_language",
    "prerequisites",
    "certificate",
    "web",
    "phone",
    "email",
    "checked_on",
)


_ARTICLE_COLUMNS = (
    "id",
    "kind",
    "title",
    "answer",
    "as_of",
    "search",
    "source",
    "web",
)
_VENUE_COLUMNS = (
    "name",
    "street",
    "postal_code",
    "city",
    "locality",
    "lat",
    "lon",
    "place_id",
)
_PROVIDER_VENUE = aliased(VenueRow)
_IDENTITY: dict[str, tuple[type[Base], Any]] = {
    "offer": (OfferRow, OfferRow.id),
    "actor": (ActorRow, ActorRow.id),
    "article": (ArticleRow, ArticleRow.id),
    "word": (WordRow, WordRow.word),
}


def _columns(table: Any, *names: str) -> list[sa.ColumnElement[Any]]:
    return [getattr(table, name) for name in names]


_VENUE_NAMES = (*_VENUE_COLUMNS, "point_lat", "point_lon")
_ACTOR_NAMES = (*_ACTOR_COLUMNS, "topics")
_OFFER_NAMES = ("key", *_OFFER_COLUMNS, *_LIST_FIELDS)
_ACTORS = (
    sa.select(*_columns(ActorRow, *_ACTOR_NAMES), *_columns(VenueRow, *_VENUE_NAMES))
    .join(VenueRow, VenueRow.key == ActorRow.venue_key)
    .order_by(ActorRow.name, ActorRow.id)
)
# Plain columns, built once: mapped objects took more time than the query itself.
_OFFERS_BY_KEY = (
    sa.select(
        *_columns(OfferRow, *_OFFER_NAMES),
        *_columns(VenueRow, *_VENUE_NAMES),
        *_columns(ActorRow, *_ACTOR_NAMES),
        *_columns(_PROVIDER_VENUE, *_VENUE_NAMES),
    )
    .join(VenueRow, VenueRow.key == OfferRow.venue_key)
    .join(ActorRow, ActorRow.key == OfferRow.provider_key)
    .join(_PROVIDER_VENUE, _PROVIDER_VENUE.key == ActorRow.venue_key)
    .where(OfferRow.key.in_(sa.bindparam("keys", expanding=True)))
)


def digest(record: Actor | Offer | Venue) -> str:
    """Return a fingerprint of everything a record says."""
    return hashlib.sha1(repr(record).encode(), usedforsecurity=False).hexdigest()


def _joined(values: Sequence[str]) -> str:
    return "".join(f"|{value}" for value in values) + "|" if values else ""


def _split(value: str) -> tuple[str, ...]:
    return tuple(part for part in value.split("|") if part)


# Reading


def get_actor(session: Session, actor_id: str) -> Actor:
    """Return an actor.

    Raises:
        ActorNotFound: no actor has this id.
    """
    found = load_actors(session, ActorRow.id == actor_id)
    if not found:
        raise ActorNotFound(actor_id)
    return found[0]


def get_offer(session: Session, offer_id: str) -> tuple[Offer, Actor]:
    """Return an offer and its provider.

    Raises:
        OfferNotFound: no offer has this id.
    """
    key = session.scalar(sa.select(OfferRow.key).where(OfferRow.id == offer_id))
    if key is None:
        raise OfferNotFound(offer_id)
    _, offer, provider = load_offers(session, [key])[0]
    return offer, provider


def offer_keys(session: Session, ids: Sequence[str]) -> dict[str, int]:
    """Return id → key of the offers that exist."""
    rows = session.execute(
        sa.select(OfferRow.id, OfferRow.key).where(OfferRow.id.in_(ids))
    )
    return dict(rows.tuples().all())


def load_actors(
    session: Session, condition: sa.ColumnElement[bool] | None = None
) -> list[Actor]:
    """Return the actors that meet a condition, by name."""
    query = _ACTORS if condition is None else _ACTORS.where(condition)
    return [_actor(row) for row in session.execute(query)]


def providers_tagged(session: Session, feature: str) -> list[str]:
    """Return the ids of the actors with an offer that has a feature, by name."""
    tagged = (
        sa.select(OfferRow.provider_key)
        .where(OfferRow.features.contains(f"|{feature}|"))
        .distinct()
    )
    chosen = sa.select(ActorRow.id).where(ActorRow.key.in_(tagged))
    return list(session.scalars(chosen.order_by(ActorRow.name)))


def load_offers(
    session: Session, keys: Sequence[int]
) -> list[tuple[int, Offer, Actor]]:
    """Return (key, offer, provider) in the order of the keys.

    Keys of offers that are no longer there are left out.
    """
    if not keys:
        return []
    dates = _occurrences(session, keys)
    rows = session.execute(_OFFERS_BY_KEY, {"keys": keys})
    found = {row[0]: _offer_and_provider(row, dates[row[0]]) for row in rows}
    return [(key, *found[key]) for key in keys if key in found]


def _offer_and_provider(
    row: Sequence[Any], dates: list[Occurrence]
) -> tuple[Offer, Actor]:
    offer, venue = len(_OFFER_NAMES), len(_OFFER_NAMES) + len(_VENUE_NAMES)
    provider = _actor(row[venue:])
    return _offer(row[:offer], _venue(row[offer:venue]), provider.id, dates), provider


def _occurrences(session: Session, keys: Sequence[int]) -> dict[int, list[Occurrence]]:
    rows = session.execute(_OCCURRENCES_BY_KEY, {"keys": keys})
    found: dict[int, list[Occurrence]] = defaultdict(list)
    for key, day, start, end in rows:
        found[key].append(Occurrence(day, start, end))
    return found


def _venue(row: Sequence[Any]) -> Venue:
    """Read the columns of `_VENUE_NAMES`."""
    *values, lat, lon = row
    point = None if lat is None or lon is None else (lat, lon)
    return Venue(**dict(zip(_VENUE_COLUMNS, values, strict=True)), point=point)


def _actor(row: Sequence[Any]) -> Actor:
    """Read the columns of `_ACTOR_NAMES` and `_VENUE_NAMES`."""
    count = len(_ACTOR_COLUMNS)
    return Actor(
        **dict(zip(_ACTOR_COLUMNS, row[:count], strict=True)),
        topics=_split(row[count]),
        venue=_venue(row[count + 1 :]),
    )


def _offer(
    row: Sequence[Any], venue: Venue, provider_id: str, dates: list[Occurrence]
) -> Offer:
    """Read the columns of `_OFFER_NAMES`."""
    values = dict(zip(_OFFER_NAMES[1:], row[1:], strict=True))
    for name in _LIST_FIELDS:
        values[name] = _split(values[name])
    mode = values["delivery_mode"]
    values["delivery_mode"] = None if mode is None else DeliveryMode(mode)
    values["status"] = Status(values["status"])
    return Offer(
        **values, provider_id=provider_id, venue=venue, occurrences=tuple(dates)
    )


def every_offer(
    session: Session, *, batch: int = BATCH
) -> Iterator[tuple[Offer, Actor]]:
    """Yield all offers in the order of their ids, a batch at a time.

    Sorted here because databases differ in what comes first.
    """
    ids = session.execute(sa.select(OfferRow.id, OfferRow.key))
    keys = [key for _, key in sorted(tuple(row) for row in ids)]
    for first in range(0, len(keys), batch):
        for _, offer, provider in load_offers(session, keys[first : first + batch]):
            yield offer, provider


def counts(session: Session) -> CatalogCounts:
    """Return how much the catalog holds."""
    actors = session.scalar(sa.select(sa.func.count()).select_from(ActorRow)) or 0
    offers = session.scalar(sa.select(sa.func.count()).select_from(OfferRow)) or 0
    state = session.execute(
        sa.select(CatalogState.has_examples, CatalogState.changed_at)
    ).one()
    return CatalogCounts(actors, offers, state.has_examples, state.changed_at)


def revision(session: Session) -> int:
    """Return the number of the catalog's last change."""
    return session.scalar(sa.select(CatalogState.revision)) or 0


def topic_labels(session: Session) -> list[str]:
    """Return the topics of all records, as written there."""
    return list(session.scalars(sa.select(TopicRow.label).order_by(TopicRow.key)))


def words(session: Session) -> list[Word]:
    """Return the district's own words, by word."""
    rows = session.execute(sa.select(WordRow.word, WordRow.kind, WordRow.meaning))
    return sorted((Word(*row) for row in rows), key=lambda w: w.word)


def articles(session: Session) -> list[Article]:
    """Return the texts of the staff, by id."""
    rows = session.execute(
        sa.select(ArticleRow.ways, *_columns(ArticleRow, *_ARTICLE_COLUMNS))
    )
    found = (
        Article(**dict(zip(_ARTICLE_COLUMNS, values, strict=True)), ways=_split(ways))
        for ways, *values in rows
    )
    return sorted(found, key=lambda article: article.id)


def terms(session: Session) -> dict[str, str]:
    """Return stem → spelling of every word in titles and topics."""
    return dict(
        session.execute(sa.select(TermRow.term, TermRow.spelling)).tuples().all()
    )


def actor_names(session: Session) -> list[tuple[str, str]]:
    """Return (name, id) of all actors; a name may stand more than once."""
    query = sa.select(ActorRow.name, ActorRow.id).order_by(ActorRow.id)
    return [(name, actor_id) for name, actor_id in session.execute(query)]


# Writing


def lock_for_import(session: Session) -> None:
    """Let one import at a time write; the others wait. SQLite locks by itself."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(_IMPORT_LOCK)))


def hold_snapshot(session: Session) -> None:
    """Let a transaction see one state of the catalog, whatever is imported meanwhile.

    SQLite always does.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text("set transaction isolation level repeatable read"))


def is_analysed(session: Session) -> bool:
    """Whether what is derived from the records is as this version derives it."""
    return session.scalar(sa.select(CatalogState.analysis)) == derived.ANALYSIS


def analyse_anew(session: Session) -> None:
    """Derive everything from the records again, and note with which version."""
    writer = Writer(session)
    writer.forget_terms()
    keys = list(session.scalars(sa.select(OfferRow.key)))
    for first in range(0, len(keys), BATCH):
        loaded = load_offers(session, keys[first : first + BATCH])
        writer.write_offers([(offer, provider) for _, offer, provider in loaded])
    session.execute(sa.update(CatalogState).values(analysis=derived.ANALYSIS))


def note_change(
    session: Session, now: datetime, *, has_examples: bool | None = None
) -> None:
    """Count a change, so that every process reloads its vocabulary."""
    values: dict[str, object] = {
        "revision": CatalogState.revision + 1,
        "changed_at": now,
    }
    if has_examples is not None:
        values["has_examples"] = has_examples
    session.execute(sa.update(CatalogState).values(values))


def count_offers_of(session: Session, actor_id: str) -> int:
    """Return how many offers name an actor as their provider."""
    query = (
        sa.select(sa.func.count())
        .select_from(OfferRow)
        .join(ActorRow, ActorRow.key == OfferRow.provider_key)
        .where(ActorRow.id == actor_id)
    )
    return session.scalar(query) or 0


def remove(session: Session, kind: str, ids: Sequence[str]) -> None:
    """Delete records of a kind, with the dates and topics of offers."""
    for first in range(0, len(ids), BATCH):
        some = ids[first : first + BATCH]
        if kind == "offer":
            keys = list(offer_keys(session, some).values())
            for part in (OccurrenceRow, TopicUseRow):
                session.execute(sa.delete(part).where(part.offer_key.in_(keys)))
        table, column = _IDENTITY[kind]
        session.execute(sa.delete(table).where(column.in_(some)))


class Writer:
    """Writes records in bulk inside one transaction.

    Keeps ids and fingerprints of actors and offers, never the records themselves.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._actors = self._known(ActorRow)
        self._offers = self._known(OfferRow)
        self._venues: dict[str, int] = dict(
            session.execute(sa.select(VenueRow.digest, VenueRow.key)).tuples().all()
        )
        self._topics = dict(
            session.execute(sa.select(TopicRow.slug, TopicRow.key)).tuples().all()
        )
        self._words = {word.word: word for word in words(session)}
        self._articles = {article.id: article for article in articles(session)}
        self._terms = set(session.scalars(sa.select(TermRow.term)))
        self._new_venues: list[dict[str, object]] = []
        self._next_key = {
            table: 1 + (session.scalar(sa.select(sa.func.max(table.key))) or 0)
            for table in (ActorRow, OfferRow, VenueRow)
        }

    def _known(self, table: type[ActorRow | OfferRow]) -> dict[str, tuple[int, str]]:
        rows = self._session.execute(sa.select(table.id, table.key, table.digest))
        return {record_id: (key, found) for record_id, key, found in rows}

    def state_of(self, record: Actor | Offer | Word | Article) -> str:
        """Return "new", "changed" or "unchanged" for a record."""
        if isinstance(record, (Word, Article)):
            kept = self._words if isinstance(record, Word) else self._articles
            before = kept.get(record.id)
            return "new" if before is None else _state(is_same=before == record)
        known = self._actors if isinstance(record, Actor) else self._offers
        if record.id not in known:
            return "new"
        return _state(is_same=known[record.id][1] == digest(record))

    def has_offer(self, offer_id: str) -> bool:
        """Whether an offer with this id is in the catalog."""
        return offer_id in self._offers

    def forget_terms(self) -> None:
        """Delete the words of titles and topics; writing an offer adds its own."""
        self._session.execute(sa.delete(TermRow))
        self._terms.clear()

    def write_words(self, found: Sequence[Word]) -> None:
        """Insert or replace words."""
        self._session.execute(
            sa.delete(WordRow).where(WordRow.word.in_([w.word for w in found]))
        )
        rows = [{"word": w.word, "kind": w.kind, "meaning": w.meaning} for w in found]
        self._session.execute(sa.insert(WordRow), rows)
        self._words.update({w.word: w for w in found})

    def write_articles(self, found: Sequence[Article]) -> None:
        """Insert or replace articles."""
        self._session.execute(
            sa.delete(ArticleRow).where(ArticleRow.id.in_([a.id for a in found]))
        )
        rows = [
            {
                **{name: getattr(article, name) for name in _ARTICLE_COLUMNS},
                "ways": _joined(article.ways),
            }
            for article in found
        ]
        self._session.execute(sa.insert(ArticleRow), rows)
        self._articles.update({a.id: a for a in found})

    def write_actors(self, actors: Sequence[Actor]) -> None:
        """Insert or update actors; the last one of an id wins."""
        rows = [
            {
                **{name: getattr(actor, name) for name in _ACTOR_COLUMNS},
                "topics": _joined(actor.topics),
                "digest": digest(actor),
                "venue_key": self._venue_key(actor.venue),
            }
            for actor in actors
        ]
        self._upsert(ActorRow, rows, self._actors)
        self._add_topics(topic for actor in actors for topic in actor.topics)
        self._reindex_offers_of([self._actors[actor.id][0] for actor in actors])

    def write_offers(self, offers: Sequence[tuple[Offer, Actor]]) -> None:
        """Insert or update offers of the given providers, with dates and index."""
        rows = [self._offer_values(offer, provider) for offer, provider in offers]
        self._upsert(OfferRow, rows, self._offers)
        keys = [self._offers[offer.id][0] for offer, _ in offers]
        self._write_occurrences(keys, [offer for offer, _ in offers])
        self._write_topics(keys, [offer for offer, _ in offers])
        self._add_terms([offer for offer, _ in offers])

    def _offer_values(self, offer: Offer, provider: Actor) -> dict[str, object]:
        ages = derived.age_range(offer)
        point = offer.venue.point or (None, None)
        return {
            **{name: getattr(offer, name) for name in _OFFER_COLUMNS},
            **{name: _joined(getattr(offer, name)) for name in _LIST_FIELDS},
            "delivery_mode": offer.delivery_mode and offer.delivery_mode.value,
            "status": offer.status.value,
            "digest": digest(offer),
            "provider_key": self._actors[offer.provider_id][0],
            "venue_key": self._venue_key(offer.venue),
            "valid_until": derived.valid_until(offer),
            "has_occurrences": bool(
                offer.occurrences or derived.derived_occurrences(offer)
            ),
            "age_low": ages and ages[0],
            "age_high": ages and ages[1],
            "point_lat": point[0],
            "point_lon": point[1],
            "place_id": offer.venue.place_id,
            "postal_code": offer.venue.postal_code,
            "known_levels": _joined(derived.known_levels(offer)),
            "completeness": derived.completeness(offer, provider),
            "topic_terms": derived.topic_terms(offer),
            "title_terms": derived.title_terms(offer),
            "text_terms": derived.text_terms(offer, provider.name),
            "easy_language": derived.is_easy_language(offer),
            "needs_registration": derived.needs_registration(offer),
        }

    def _upsert(
        self,
        table: type[ActorRow | OfferRow],
        rows: Sequence[dict[str, object]],
        known: dict[str, tuple[int, str]],
    ) -> None:
        self._write_venues()
        new = [row for row in rows if row["id"] not in known]
        old = [row for row in rows if row["id"] in known]
        for row in old:
            row["key"] = known[str(row["id"])][0]
        if new:
            for key, row in enumerate(new, self._next_key[table]):
                row["key"] = key
            self._next_key[table] += len(new)
            self._session.execute(sa.insert(table), new)
        if old:
            self._session.execute(sa.update(table), old)
        for row in rows:
            known[str(row["id"])] = (int(str(row["key"])), str(row["digest"]))

    def _venue_key(self, venue: Venue) -> int:
        """Return the key of a venue; new ones are written before what names them."""
        found = digest(venue)
        if found not in self._venues:
            point = venue.point or (None, None)
            key = self._next_key[VenueRow]
            self._next_key[VenueRow] = key + 1
            self._venues[found] = key
            self._new_venues.append(
                {
                    **{name: getattr(venue, name) for name in _VENUE_COLUMNS},
                    "key": key,
                    "digest": found,
                    "point_lat": point[0],
                    "point_lon": point[1],
                }
            )
        return self._venues[found]

    def _write_venues(self) -> None:
        if self._new_venues:
            self._session.execute(sa.insert(VenueRow), self._new_venues)
            self._new_venues = []

    def _write_occurrences(self, keys: Sequence[int], offers: Sequence[Offer]) -> None:
        self._session.execute(
            sa.delete(OccurrenceRow).where(OccurrenceRow.offer_key.in_(keys))
        )
        rows = [
            {
                "offer_key": key,
                "day": occurrence.day,
                "start_minute": occurrence.start_minute,
                "end_minute": occurrence.end_minute,
                "weekday": occurrence.day.isoweekday(),
                "is_derived": not offer.occurrences,
            }
            for key, offer in zip(keys, offers, strict=True)
            for occurrence in offer.occurrences or derived.derived_occurrences(offer)
        ]
        if rows:
            self._session.execute(sa.insert(OccurrenceRow), rows)

    def _write_topics(self, keys: Sequence[int], offers: Sequence[Offer]) -> None:
        self._add_topics(topic for offer in offers for topic in offer.topics)
        self._session.execute(
            sa.delete(TopicUseRow).where(TopicUseRow.offer_key.in_(keys))
        )
        rows = [
            {"offer_key": key, "topic_key": topic_key}
            for key, offer in zip(keys, offers, strict=True)
            for topic_key in sorted(
                {self._topics[slugify(topic) or topic] for topic in offer.topics}
            )
        ]
        if rows:
            self._session.execute(sa.insert(TopicUseRow), rows)

    def _add_topics(self, labels: Iterable[str]) -> None:
        for label in labels:
            slug = slugify(label) or label
            if slug not in self._topics:
                row = TopicRow(slug=slug, label=label)
                self._session.add(row)
                self._session.flush()
                self._topics[slug] = row.key
                self._session.expunge(row)

    def _add_terms(self, offers: Sequence[Offer]) -> None:
        rows = []
        for offer in offers:
            for term, spelling in derived.spellings(offer).items():
                if term not in self._terms and len(term) <= MAX_TERM:
                    self._terms.add(term)
                    rows.append({"term": term, "spelling": spelling})
        if rows:
            self._session.execute(_insert_ignore(self._session, TermRow), rows)

    def _reindex_offers_of(self, actor_keys: Sequence[int]) -> None:
        """Write the words of offers anew whose provider's name may have changed."""
        keys = list(
            self._session.scalars(
                sa.select(OfferRow.key).where(OfferRow.provider_key.in_(actor_keys))
            )
        )
        for first in range(0, len(keys), BATCH):
            loaded = load_offers(self._session, keys[first : first + BATCH])
            self._session.execute(
                sa.update(OfferRow),
                [
                    {"key": key, "text_terms": derived.text_terms(offer, provider.name)}
                    for key, offer, provider in loaded
                ],
            )


def _state(*, is_same: bool) -> str:
    return "unchanged" if is_same else "changed"


def _insert_ignore(session: Session, table: type[Base]) -> sa.Insert:
    if session.get_bind().dialect.name == "sqlite":
        return sqlite_insert(table).on_conflict_do_nothing()
    return postgresql_insert(table).on_conflict_do_nothing()
