"""What editors should look at: stale, incomplete, doubled or unfindable records."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz, process

from catalog.language.text import fold
from catalog.opening import is_readable
from catalog.records import Actor, DeliveryMode, Offer, Venue
from catalog.texts import text

# What has dates changes every term; a permanent thing is looked at once a year.
DATED_KINDS = frozenset(
    "kurs veranstaltung workshop konferenz fuehrung ausstellung freizeit unterricht".split()
)
DATED_DAYS = 90
PERMANENT_DAYS = 365
SAME_TITLE = 90
SAME_WORD = 85
_NUMBERS = re.compile(r"\b[a-z]?\d+|\b[ivx]+\b")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at; `problem` is a code, `text` German.

    `record` is "actor" or "offer". Codes: stale, never_checked, expired, incomplete,
    duplicate, no_place, bad_opening_hours.
    """

    record: str
    id: str
    title: str
    problem: str
    text: str


def check(
    actors: Iterable[Actor], offers: Iterable[tuple[Offer, Actor]], *, today: date
) -> list[Finding]:
    """Return the findings: those of actors, then those of offers, by id.

    An offer that is over has one finding only; nobody is going to complete it.
    """
    found = [f for actor in sorted(actors, key=_id) for f in _of_actor(actor, today)]
    doubles = _Doubles()
    for offer, _ in offers:
        last = offer.last_day
        if last is not None and last < today:
            found.append(_offer_finding(offer, "expired", day=f"{last:%d.%m.%Y}"))
            continue
        found += _of_offer(offer, today)
        doubles.add(offer)
    return found + doubles.findings()


def _id(actor: Actor) -> str:
    return actor.id


def _of_actor(actor: Actor, today: date) -> Iterator[Finding]:
    def finding(problem: str, **values: object) -> Finding:
        words = text("check", problem, **values)
        return Finding("actor", actor.id, actor.name, problem, words)

    yield from _age(actor, PERMANENT_DAYS, today)
    missing = [
        column
        for column, value in (
            ("beschreibung", actor.description),
            ("themen", actor.topics),
            ("telefon", actor.phone),
        )
        if not value
    ]
    if missing:
        yield finding("incomplete", fields=", ".join(missing))
    if not _is_somewhere(actor.venue):
        yield finding("no_place")
    if actor.opening_hours and not is_readable(actor.opening_hours):
        yield finding("bad_opening_hours")


def _of_offer(offer: Offer, today: date) -> Iterator[Finding]:
    is_dated = offer.kind in DATED_KINDS
    yield from _age(offer, DATED_DAYS if is_dated else PERMANENT_DAYS, today)
    missing = [
        column
        for column, value in (
            ("beschreibung", offer.description),
            ("themen", offer.topics),
            ("format", offer.delivery_mode),
            ("termine", not is_dated or offer.last_day),
            ("preis", offer.price_cents is not None),
        )
        if not value
    ]
    if missing:
        yield _offer_finding(offer, "incomplete", fields=", ".join(missing))
    if offer.delivery_mode is not DeliveryMode.ONLINE and not _is_somewhere(
        offer.venue
    ):
        yield _offer_finding(offer, "no_place")


def _age(record: Actor | Offer, limit: int, today: date) -> Iterator[Finding]:
    kind = "actor" if isinstance(record, Actor) else "offer"
    title = record.name if isinstance(record, Actor) else record.title
    if record.checked_on is None:
        words = text("check", "never_checked")
        yield Finding(kind, record.id, title, "never_checked", words)
        return
    days = (today - record.checked_on).days
    if days > limit:
        words = text("check", "stale", days=days)
        yield Finding(kind, record.id, title, "stale", words)


def _is_somewhere(venue: Venue) -> bool:
    return venue.place_id is not None or venue.point is not None


def _offer_finding(offer: Offer, problem: str, **values: object) -> Finding:
    words = text("check", problem, **values)
    return Finding("offer", offer.id, offer.title, problem, words)


class _Doubles:
    """Offers of one provider that begin at the same time under nearly the same title."""

    def __init__(self) -> None:
        self._seen: dict[tuple[object, ...], dict[str, str]] = defaultdict(dict)
        self._findings: list[Finding] = []

    def add(self, offer: Offer) -> None:
        """Compare an offer with those before it."""
        title = fold(offer.title)
        first = next(iter(offer.occurrences), offer.begins)
        # "Englisch A1" and "Englisch A2" differ in one letter and are two courses.
        numbers = tuple(_NUMBERS.findall(title))
        seen = self._seen[offer.provider_id, first, numbers]
        similar = process.extract(
            title,
            seen,
            scorer=fuzz.token_sort_ratio,
            score_cutoff=SAME_TITLE,
            limit=None,
        )
        double = next(
            (id_ for other, _, id_ in similar if _say_the_same(title, other)), ""
        )
        if double:
            self._findings.append(_offer_finding(offer, "duplicate", other=double))
        seen[offer.id] = title

    def findings(self) -> list[Finding]:
        """Return what was found, each with the id of the earlier offer."""
        return self._findings


def _say_the_same(first: str, second: str) -> bool:
    """Whether similar titles differ by a typing error, not by a word.

    "Arabisch für Alltag und Beruf" and "Italienisch für Alltag und Beruf" do not.
    """
    words, others = first.split(), second.split()
    rest = " ".join(sorted(set(words) - set(others)))
    other_rest = " ".join(sorted(set(others) - set(words)))
    if not rest or not other_rest:
        return True
    return fuzz.ratio(rest, other_rest) >= SAME_WORD
