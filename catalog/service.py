"""The catalog as everybody uses it: chat, pages, API and commands call the same methods."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from sqlalchemy.engine import Engine

from catalog import database, quality, relaxation, repository
from catalog.actor_search import ActorSearch
from catalog.conditions import named_condition
from catalog.database import session_scope
from catalog.district import District, load_district
from catalog.editing.accounts import Accounts
from catalog.editing.imports import PastImport, past
from catalog.editing.overview import Overview
from catalog.editing.records import Cells
from catalog.editing.service import Editing
from catalog.editing.shelf import Shelf
from catalog.editing.undo import Undone, undo
from catalog.exporters import EXPORTS
from catalog.exporters.files import Holdings
from catalog.finding import find_offers
from catalog.importers.catalog_files import Progress, import_files
from catalog.importers.content import ImportOptions
from catalog.language.text import dictionary
from catalog.moves import moved
from catalog.opening import opening_state
from catalog.partners import find_partners
from catalog.quality import Finding
from catalog.records import (
    PAGE_SIZE,
    Actor,
    ActorPage,
    Article,
    CatalogCounts,
    Condition,
    ImportReport,
    Offer,
    OfferHit,
    OfferPage,
    OpeningState,
    Query,
    Understanding,
)
from catalog.responsibility import responsible_actors
from catalog.search import OfferSearch
from catalog.settings import BERLIN, Settings
from catalog.snapshots import Snapshots
from catalog.texts import text
from catalog.trial import Ask, Trial

EXAMPLE_SAMPLE = 60


class Catalog:
    """Offers and actors of one district, and the German to ask for them.

    Methods may be called from several threads. What another process imported is
    noticed within a second.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._engine: Engine = database.create_engine(settings.database_url)
        self.district: District = load_district(settings.district_dir)
        self._snapshots = Snapshots(self._engine, self.district, lambda: self.today)
        self.accounts = Accounts(self._engine, _real_now)
        self.overview = Overview(self._engine, self.district)
        self.editing = Editing(
            self._engine, self.district, _real_now, self._snapshots.forget
        )

    @classmethod
    def open(cls, settings: Settings | None = None) -> Catalog:
        """Open the catalog the settings name (default: those of the environment)."""
        return cls(settings or Settings.from_env())

    @property
    def now(self) -> datetime:
        """The moment searches are answered for, in Europe/Berlin."""
        return self._settings.now()

    @property
    def fingerprint(self) -> str:
        """What tells two services on different catalogs apart."""
        return self._settings.fingerprint

    @property
    def today(self) -> date:
        """The day searches are answered for."""
        return self.now.date()

    def prepare(self) -> None:
        """Create or upgrade the database's tables, and the files of the dictionary.

        Words that an older version analysed otherwise are analysed again; that takes
        a minute for 100,000 offers.
        """
        database.upgrade(self._engine)
        dictionary()
        with session_scope(self._engine) as session:
            if repository.is_analysed(session):
                return
        with session_scope(self._engine, writes=True) as session:
            repository.lock_for_import(session)
            if not repository.is_analysed(session):
                repository.analyse_anew(session)
                repository.note_change(session, self.now)

    def prepare_if_new(self) -> None:
        """Create the tables of a database that has none."""
        if not database.has_schema(self._engine):
            self.prepare()

    @property
    def has_examples(self) -> bool:
        """Whether invented example data is in the catalog, as far as noticed."""
        return self._snapshots.has_examples

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def counts(self) -> CatalogCounts:
        """Return how much the catalog holds."""
        with session_scope(self._engine) as session:
            return repository.counts(session)

    # Understanding

    def understand(self, sentence: str) -> Understanding:
        """Return what a sentence asks for."""
        return self._snapshots.current().understand(sentence, self.today)

    # Offers

    def search_offers(
        self, query: Query, *, page: int = 1, size: int = PAGE_SIZE
    ) -> OfferPage:
        """Return offers that meet every condition, or the nearest ones there are.

        When nothing meets everything, the smallest change that finds something is
        made and named in `relaxed`; a page without items means there is nothing.

        Raises:
            InvalidQuery: a condition has an impossible value.
        """
        with self._search() as search:
            vocabulary = self._snapshots.current().vocabulary
            return find_offers(search, query, vocabulary, page=page, size=size)

    @contextmanager
    def _search(self) -> Iterator[OfferSearch]:
        snapshot = self._snapshots.current()
        with session_scope(self._engine) as session:
            yield OfferSearch(session, snapshot.matcher, snapshot.vocabulary, self.now)

    def get_offer(self, offer_id: str) -> OfferHit:
        """Return one offer with its provider.

        Raises:
            OfferNotFound: there is none.
        """
        with session_scope(self._engine) as session:
            return self._as_hit(*repository.get_offer(session, offer_id))

    def preview(self, offer: Offer) -> OfferHit:
        """Return an offer as a list would show it, published or not.

        Raises:
            ActorNotFound: its provider is not in the catalog.
        """
        return self._as_hit(offer, self.get_actor(offer.provider_id))

    def _as_hit(self, offer: Offer, provider: Actor) -> OfferHit:
        days = [o.day for o in offer.occurrences] or [d for d in (offer.begins,) if d]
        starts = min((day for day in days if day >= self.today), default=None)
        return OfferHit(offer, provider, None, starts, "")

    def shown_meeting(self, ids: Sequence[str], query: Query) -> list[str]:
        """Return which of the offers shown are meant: "das in Barleben".

        Raises:
            InvalidQuery: a condition has an impossible value.
        """
        with self._search() as search:
            return search.meeting(query, ids)

    def moved(self, query: Query, move: str, ids: Sequence[str]) -> Condition | None:
        """Return the condition that moves a search; None = it cannot be moved so.

        Args:
            query: the running search.
            move: nearer, farther, later or earlier (than the offers shown).
            ids: the offers shown.
        """
        starts = [hit.starts for hit in map(self.get_offer, ids) if hit.starts]
        found = moved(
            query, move, starts, today=self.today, radius=self.district.radius_km
        )
        return None if found is None else self.condition(*found)

    def examples(self, count: int = 3) -> list[str]:
        """Return questions that have an answer today, from different places."""
        with self._search() as search:
            found = search.page(Query(), size=EXAMPLE_SAMPLE)
        return _examples([hit.offer for hit in found.items], count)

    def largest_places(self, count: int) -> list[str]:
        """Return the names of the towns most people live in, the largest first."""
        places = self.district.places.values()
        towns = [p for p in places if p.inside and p.kind == "municipality"]
        towns.sort(key=lambda place: -(place.population or 0))
        return [town.name for town in towns[:count]]

    def condition(self, field: str, value: str) -> Condition:
        """Return a condition with its German label.

        Raises:
            InvalidQuery: there is no such value.
        """
        vocabulary = self._snapshots.current().vocabulary
        return named_condition(
            field, value, district=self.district, vocabulary=vocabulary
        )

    def radius_of(self, query: Query) -> int:
        """Return the kilometres searched around a place; 0 for the whole district."""
        whole = any(c.value == self.district.whole.id for c in query.of("place"))
        return 0 if whole else self.district.radius_km

    def outside_places(self, query: Query) -> list[tuple[str, str]]:
        """Return the named places outside the district, with who knows offers there."""
        found = []
        for condition in query.of("place"):
            place = self.district.places.get(condition.value)
            if place is not None and not place.inside:
                hints = [
                    n.text for n in self.district.neighbours if place.id in n.places
                ]
                found.append((place.name, next(iter(hints), "")))
        return found

    def offers_of(self, actor_id: str, *, size: int = PAGE_SIZE) -> OfferPage:
        """Return the next offers of an actor."""
        from_actor = Query((_actor_condition(actor_id),))
        with self._search() as search:
            return search.page(from_actor, size=size)

    def every_offer(self) -> Sequence[tuple[Offer, Actor]]:
        """Return all offers with their providers, by id."""
        with session_scope(self._engine) as session:
            return list(repository.every_offer(session))

    # Actors

    def find_actors(
        self, query: Query, *, page: int = 1, size: int = PAGE_SIZE
    ) -> ActorPage:
        """Return actors by kind, name, topic and place, the nearest first.

        Without a hit in the radius the nearest of the district are returned, and
        `relaxed` says so.
        """
        vocabulary = self._snapshots.current().vocabulary
        with session_scope(self._engine) as session:
            search = ActorSearch(session, vocabulary, self.now)
            found = search.page(query, page=page, size=size)
            if found.total or page > 1:
                return found
            for wider, change in relaxation.changes(query, vocabulary):
                if change.field == "radius":
                    nearest = search.page(wider, size=size)
                    if nearest.total:
                        return replace(nearest, query=query, relaxed=(change,))
            return found

    def responsible(self, query: Query) -> ActorPage:
        """Return who is responsible for what a query names; nobody when unknown."""
        vocabulary = self._snapshots.current().vocabulary
        with session_scope(self._engine) as session:
            search = ActorSearch(session, vocabulary, self.now)
            return responsible_actors(search, query)

    def find_partners(self, query: Query) -> ActorPage:
        """Return who else works on a matter; who looks for partners comes first."""
        vocabulary = self._snapshots.current().vocabulary
        with self._search() as offers, session_scope(self._engine) as session:
            actors = ActorSearch(session, vocabulary, self.now)
            return find_partners(actors, offers, query)

    def office_hours(self) -> OpeningState:
        """Return when the office of the district is open."""
        return opening_state(
            self.district.office.hours, now=self.now, land=self.district.state
        )

    def get_actor(self, actor_id: str) -> Actor:
        """Return one actor.

        Raises:
            ActorNotFound: there is none.
        """
        with session_scope(self._engine) as session:
            return repository.get_actor(session, actor_id)

    def named_actor(self, actor_id: str) -> Condition:
        """Return the condition that asks for one actor.

        Raises:
            ActorNotFound: there is none.
        """
        return Condition("actor", actor_id, self.get_actor(actor_id).name)

    def every_actor(self) -> list[Actor]:
        """Return all actors, by name."""
        with session_scope(self._engine) as session:
            return repository.load_actors(session)

    def opening_state(self, actor: Actor) -> OpeningState:
        """Return whether an actor is open now."""
        return opening_state(
            actor.opening_hours, now=self.now, land=self.district.state
        )

    # Articles

    def find_article(self, message: str, kind: str | None = None) -> Article | None:
        """Return the article that answers a message; None = no article is about it.

        Args:
            message: what a person wrote.
            kind: only articles of this kind, "wissen" or "lebenslage".
        """
        return self._snapshots.current().articles.find(message, kind)

    # The staff's work

    def try_out(
        self, kind: str, record_id: str, question: str, *, cells: Cells | None = None
    ) -> Trial:
        """Return whether a question finds a record, and what keeps it out.

        Args:
            kind: offer, actor, article or word.
            record_id: of the record.
            question: what a person might ask.
            cells: of a draft to try as if it were published; nothing of it stays.

        Raises:
            InvalidRecord: the draft describes no record.
        """
        if cells is None:
            with session_scope(self._engine) as session:
                ask = Ask(session, self._snapshots.current(), self.now, question)
                return ask.about(kind, record_id)
        with session_scope(self._engine, writes=True) as session:
            repository.lock_for_import(session)
            trial = session.begin_nested()
            Shelf(session, self.district).publish(kind, cells)
            session.flush()
            snapshot = self._snapshots.read_from(session)
            found = Ask(session, snapshot, self.now, question).about(kind, record_id)
            trial.rollback()
        return found

    # Files

    def import_files(
        self,
        paths: Sequence[Path],
        *,
        dry_run: bool = False,
        is_example: bool | None = None,
        options: ImportOptions | None = None,
        progress: Progress = lambda _file, _rows: None,
    ) -> ImportReport:
        """Import catalog files in one transaction.

        Raises:
            UnusableFile: a file as a whole cannot be read; nothing was imported.
            TooManyGone: a file would take away most of what its source has.
            CatalogUnavailable: the database cannot be reached.
        """
        report = import_files(
            self._engine,
            self.district,
            paths,
            now=self.now,
            at=_real_now(),
            options=options,
            dry_run=dry_run,
            has_examples=is_example,
            progress=progress,
        )
        if not dry_run:
            self._snapshots.forget()
        return report

    def imports(self, limit: int | None = None) -> list[PastImport]:
        """Return the imports that changed something, the newest first."""
        with session_scope(self._engine) as session:
            return past(session, limit)

    def undo_import(self, batch: str, *, who: str) -> Undone:
        """Bring back what was before an import, where nobody changed it since.

        Args:
            batch: of the import, as its report and the list of imports name it.
            who: takes it back, as the history names them.

        Raises:
            ImportNotFound: there is no such import.
            AlreadyUndone: it was taken back before.
            CatalogUnavailable: the database cannot be reached.
        """
        with session_scope(self._engine, writes=True) as session:
            repository.lock_for_import(session)
            found = undo(session, self.district, batch, at=_real_now(), who=who)
            repository.note_change(session, self.now)
        self._snapshots.forget()
        return found

    def export_files(
        self, directory: Path, formats: Sequence[str] = ("csv",)
    ) -> list[Path]:
        """Write the catalog into a folder; return the files.

        All formats show the same state of the catalog.

        Raises:
            ValueError: there is no such format.
            CatalogError: a format cannot hold this catalog.
        """
        unknown = sorted(set(formats) - set(EXPORTS))
        if unknown:
            raise ValueError(f"no format {unknown[0]!r}, only {', '.join(EXPORTS)}")
        directory.mkdir(parents=True, exist_ok=True)
        written: list[Path] = []
        with session_scope(self._engine) as session:
            repository.hold_snapshot(session)
            for name in formats:
                holdings = Holdings(
                    actors=repository.load_actors(session),
                    offers=repository.every_offer(session),
                    words=repository.words(session),
                    articles=repository.articles(session),
                    today=self.today,
                )
                written += EXPORTS[name](directory, holdings)
        return written

    def check(self) -> list[Finding]:
        """Return what editors should look at: stale, incomplete, doubled and so on."""
        with session_scope(self._engine) as session:
            repository.hold_snapshot(session)
            return quality.check(
                repository.load_actors(session),
                repository.every_offer(session),
                today=self.today,
            )


def _real_now() -> datetime:
    """What people do happens now, whatever day searches are answered for."""
    return datetime.now(BERLIN)


def _examples(offers: Sequence[Offer], count: int) -> list[str]:
    """Return "topic in place" for the first offers whose topic and place are new."""
    found: list[str] = []
    used: set[str] = set()
    for offer in offers:
        place, topic = offer.venue.place_name, next(iter(offer.topics), None)
        if place and topic and not used & {place, topic} and len(found) < count:
            used |= {place, topic}
            found.append(text("example", "question", topic=topic, place=place))
    return found


def _actor_condition(actor_id: str) -> Condition:
    return Condition("actor", actor_id, actor_id)


@lru_cache(maxsize=1)
def default_catalog() -> Catalog:
    """Return the catalog of this process, opened and created at the first call."""
    catalog = Catalog.open()
    catalog.prepare_if_new()
    return catalog
