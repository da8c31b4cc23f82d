"""The order of offers and the one line that says why; the rules are in docs/ranking.md."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from catalog.index import LONG_AGO, NO_DAY, Ints, OfferIndex, Part
from catalog.matching import MENTIONED, Matches
from catalog.records import Actor, DeliveryMode, Offer, Query, Status
from catalog.texts import text
from catalog.wording import ages_text

DISTANCE_STEP_KM = 5
# Where one learns; who asks for a matter rarely means advice on it or an exhibition.
TEACHING_KINDS = tuple(
    "kurs workshop unterricht gruppe freizeit nachhilfe ausbildung praktikum"
    " betreuung".split()
)
FAR = 10_000
# Cents do not decide; what costs more is as dear as this.
DEAREST = 1_000
# Permanent offers stand where something that begins so late would.
PERMANENT_DAYS = 60
_ACCESS = {"gebaerdensprache": "sign_language", "leichte_sprache": "easy_language"}
_NOT_BOOKABLE = tuple(
    status.value for status in (Status.FULL, Status.WAITING_LIST, Status.POSTPONED)
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the line of reasons needs to know of an offer that meets the conditions.

    `topic_rank` says how close it is to the topic (see `catalog.matching`), `doubts`
    names what could not be checked.
    """

    key: int
    topic_rank: int
    doubts: frozenset[str]
    in_place: bool
    distance_km: float | None
    starts: date | None
    is_running: bool = False
    registration_closed: bool = False


def best_first(
    matches: Matches, index: OfferIndex, view: View, count: int
) -> NDArray[np.intp]:
    """Return the places of the best matches in their order, at most `count`.

    The first difference decides: bookable before full, surely fitting before
    doubtful; when dates are asked for, with dates before permanent ones and within the
    dates before beyond them; made for the person before open to them, closeness of
    the topic, learning before advice, the skill asked for, further words in the title, the asked place
    itself, distance in steps of 5 km, the next date, then freshness, completeness and
    id. "Cheapest first" puts the price before the topic.
    """
    chosen = np.arange(len(matches))
    score = np.zeros(len(matches), dtype=np.int64)
    for size, values in _keys(matches, Part(index, matches.rows), view):
        score *= size
        score += np.minimum(np.maximum(values, 0), size - 1).astype(np.int64)
    if len(score) > count:
        # Everything as good as the last one chosen stays, so that ids decide.
        limit = np.partition(score, count - 1)[count - 1]
        chosen = np.flatnonzero(score <= limit)
    ids = index.id_order[matches.rows[chosen]]
    order: NDArray[np.intp] = chosen[np.lexsort((ids, score[chosen]))]
    return order[:count]


@dataclass(frozen=True, slots=True)
class View:
    """How a search looks at its matches; `today` counts days from 1970."""

    today: int
    local: bool
    has_dates: bool
    by_price: bool
    title_words: Ints


def _keys(
    matches: Matches, part: Part, view: View
) -> Iterator[tuple[int, NDArray[Any]]]:
    """Yield (number of values, values) of each rule; the smaller value is better."""
    distance = matches.distance_km
    nowhere = np.isnan(distance)
    if view.local:
        yield 2, nowhere
    until = part.days("register_until")
    is_closed = (until != LONG_AGO) & (until < view.today)
    yield 2, is_closed | part.labels("status").any_of(_NOT_BOOKABLE)
    yield 2, matches.doubtful
    if view.has_dates:
        yield 2, part.flags("has_occurrences") != 1
        yield 3, matches.outside
    if not view.by_price:
        yield 2, matches.group_rank
    else:
        euros = part.numbers("price_cents") / 100
        yield DEAREST + 1, np.where(np.isnan(euros), DEAREST, np.minimum(euros, 999))
    yield 5, matches.topic_rank
    yield 2, ~part.labels("kind").any_of(TEACHING_KINDS)
    yield 3, matches.skill
    yield 8, 7 - np.minimum(view.title_words, 7)
    if view.local:
        steps = np.where(nowhere, FAR, distance) // DISTANCE_STEP_KM
        yield 256, np.where(matches.in_place, 0, 1 + np.minimum(steps, 254))
    later = view.today + PERMANENT_DAYS
    starts = np.where(matches.starts == NO_DAY, later, matches.starts)
    yield 4096, starts.astype(np.int64) - view.today
    checked = part.days("checked_on").astype(np.int64)
    yield 4096, np.where(checked == LONG_AGO, 4095, view.today - checked)
    yield 16, 10 - part.numbers("completeness") // 10


def reason(
    offer: Offer, provider: Actor, query: Query, candidate: Candidate, *, today: date
) -> str:
    """Return the line that says what fits, how far it is and when it takes place."""
    words = [
        *_topics(query, candidate),
        *_person(offer, query),
        *_place(offer, query, candidate),
        *_level(offer, query, candidate),
        *_needs(offer, provider, query, candidate),
        *_price(offer, query),
        _when(offer, candidate, today),
        *_unknown_time(candidate),
        *_state(offer, candidate),
    ]
    return " · ".join(word for word in words if word)


def _topics(query: Query, candidate: Candidate) -> list[str]:
    topics = query.of("topic")
    if topics and candidate.topic_rank >= MENTIONED:
        return [text("reason", "mentioned", topic=topics[0].label)]
    return [topic.label for topic in topics]


def _person(offer: Offer, query: Query) -> list[str]:
    if not query.of("age") and not query.of("target_group"):
        return []
    words = [
        text("target_group", c.value)
        for c in query.of("target_group")
        if c.value in offer.target_groups
    ]
    ages = ages_text(offer)
    if ages:
        return [*words, ages]
    if words or offer.target_groups:
        named = [text("target_group", group) for group in offer.target_groups]
        return words or [", ".join(named)]
    key = "age_unknown" if query.of("age") else "group_unknown"
    return [text("reason", key)]


def _place(offer: Offer, query: Query, candidate: Candidate) -> list[str]:
    if not query.of("place"):
        return []
    if offer.delivery_mode is DeliveryMode.ONLINE:
        return [text("reason", "online")]
    if offer.venue.point is None:
        return [text("reason", "no_place")]
    if candidate.distance_km is None:
        return []
    if candidate.in_place:
        return [text("reason", "in_place", place=offer.venue.place_name or "")]
    kilometres = f"{candidate.distance_km:.0f}"
    return [text("reason", "distance", km="1" if kilometres == "0" else kilometres)]


def _level(offer: Offer, query: Query, candidate: Candidate) -> list[str]:
    if not query.of("level"):
        return []
    if "level" in candidate.doubts:
        return [text("reason", "level_unknown")]
    return [", ".join(offer.levels)] if offer.levels else []


def _needs(
    offer: Offer, provider: Actor, query: Query, candidate: Candidate
) -> list[str]:
    """Say that what a person needs is there, or that nobody knows."""
    is_online = offer.delivery_mode is DeliveryMode.ONLINE
    words = [
        _access(c.value, offer, provider, candidate)
        for c in query.of("accessibility")
        if c.value != "rollstuhl" or not is_online
    ]
    words += [text("reason", "childcare") for _ in query.of("childcare")]
    words += [text("reason", "no_registration") for _ in query.of("registration")]
    if query.of("language") and offer.languages:
        spoken = ", ".join(offer.languages)
        words.append(text("reason", "language", language=spoken))
    if query.of("certificate") and offer.certificate:
        words.append(text("reason", "certificate", certificate=offer.certificate))
    return words


def _access(value: str, offer: Offer, provider: Actor, candidate: Candidate) -> str:
    if value != "rollstuhl":
        return text("reason", _ACCESS[value])
    if "wheelchair" not in candidate.doubts:
        return text("reason", "wheelchair")
    phone = offer.phone or provider.phone
    if phone:
        return text("reason", "wheelchair_unknown_phone", phone=phone)
    return text("reason", "wheelchair_unknown")


def _price(offer: Offer, query: Query) -> list[str]:
    words = []
    asked = query.of("price") or query.of("sort")
    if asked and offer.price is not None:
        euro = _euros(offer.price)
        words.append(
            text("reason", "free")
            if offer.is_free
            else text("reason", "price", euro=euro)
        )
    if query.of("reduction"):
        words.append(_reduction(offer))
    return words


def _reduction(offer: Offer) -> str:
    if offer.reduced_price_cents is not None:
        euro = _euros(Decimal(offer.reduced_price_cents) / 100)
        return text("reason", "reduced", euro=euro)
    return text("reason", "reduced_for", who=offer.reduced_for or "")


def _euros(amount: Decimal) -> str:
    return f"{amount:.2f}".replace(".", ",")


def _when(offer: Offer, candidate: Candidate, today: date) -> str:
    if candidate.starts is None:
        if offer.ends is not None:
            return text("reason", "running_until", day=f"{offer.ends:%d.%m.%Y}")
        return text("reason", "permanent")
    days = (candidate.starts - today).days
    if days <= 0:
        return text("reason", "next_today" if candidate.is_running else "today")
    if days == 1:
        return text("reason", "next_tomorrow" if candidate.is_running else "tomorrow")
    return text("reason", "next_in" if candidate.is_running else "starts_in", days=days)


def _unknown_time(candidate: Candidate) -> list[str]:
    return [text("reason", "time_unknown")] if "time" in candidate.doubts else []


def _state(offer: Offer, candidate: Candidate) -> list[str]:
    words = []
    checked = f"{offer.checked_on:%d.%m.%Y}" if offer.checked_on else ""
    if offer.status is Status.FULL:
        words.append(text("reason", "full" if checked else "full_undated", day=checked))
    if offer.status is Status.WAITING_LIST:
        key = "waiting" if checked else "waiting_undated"
        words.append(text("reason", key, day=checked))
    if offer.status is Status.POSTPONED:
        words.append(text("reason", "postponed"))
    if candidate.registration_closed and offer.register_until:
        day = f"{offer.register_until:%d.%m.%Y}"
        words.append(text("reason", "register_closed", day=day))
    return words
