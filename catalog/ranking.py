"""The order of offers and the one line that says why; the rules are in docs/ranking.md."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from catalog.language.people import parse_ages
from catalog.records import DeliveryMode, Offer, Query, Status
from catalog.texts import text

DISTANCE_STEP_KM = 5
OLDEST = 150.0
FAR = 10_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """What ranking needs to know of an offer that meets the conditions.

    `topic_rank`: 0 = all topics among its topics, 1 = in the title, 2 = a narrower
    topic, 3 = only mentioned. `keywords` counts further words of the
    sentence in the title, `doubts` the fields that could not be checked.
    """

    key: int
    id: str
    topic_rank: int
    keywords: int
    doubts: frozenset[str]
    group_rank: int
    is_undated: bool
    in_place: bool
    distance_km: float | None
    starts: date | None
    is_running: bool
    status: Status
    registration_closed: bool
    checked_on: date | None
    completeness: int


def order(candidate: Candidate, *, local: bool, today: date) -> tuple[object, ...]:
    """Return the sort key of an offer: smaller comes first.

    Bookable before full, surely fitting before doubtful, with dates before permanent
    ones when dates are asked for, made for the group before open to it, closeness of
    the topic, further words in the title, the asked place itself, distance in steps of 5 km, the next date, then
    freshness, completeness and id.
    """
    distance = candidate.distance_km
    step = (
        0
        if candidate.in_place
        else 1 + int((FAR if distance is None else distance) // DISTANCE_STEP_KM)
    )
    starts = (
        candidate.starts.toordinal() if candidate.starts else today.toordinal() + 60
    )
    return (
        local and distance is None,
        _availability(candidate),
        bool(candidate.doubts),
        candidate.is_undated,
        candidate.group_rank,
        candidate.topic_rank,
        -candidate.keywords,
        step if local else 0,
        starts,
        -(candidate.checked_on.toordinal() if candidate.checked_on else 0),
        -candidate.completeness,
        candidate.id,
    )


def _availability(candidate: Candidate) -> int:
    if candidate.registration_closed:
        return 1
    return {Status.FULL: 1, Status.WAITING_LIST: 1, Status.POSTPONED: 1}.get(
        candidate.status, 0
    )


def reason(
    offer: Offer,
    query: Query,
    candidate: Candidate,
    *,
    place_name: str,
    today: date,
) -> str:
    """Return the line that says what fits, how far it is and when it takes place."""
    words = [
        *_topics(query, candidate),
        *_person(offer, query),
        *_place(offer, query, candidate, place_name),
        *_level(offer, query, candidate),
        *_price(offer, query),
        _when(offer, candidate, today),
        *_unknown_time(candidate),
        *_state(offer, candidate),
    ]
    return " · ".join(word for word in words if word)


def _topics(query: Query, candidate: Candidate) -> list[str]:
    topics = query.of("topic")
    if topics and candidate.topic_rank >= 3:
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


def ages_text(offer: Offer) -> str:
    """Return the ages of an offer in words; empty when none are given."""
    low, high = offer.age_from, offer.age_to
    if high is not None and high > OLDEST:
        high = None
    if low is not None and high is not None:
        return text("reason", "ages", low=_german(low), high=_german(high))
    if low is not None:
        return text("reason", "age_from", low=_german(low))
    if high is not None:
        return text("reason", "age_to", high=_german(high))
    return ""


def _german(number: float) -> str:
    return f"{number:g}".replace(".", ",")


def _place(
    offer: Offer, query: Query, candidate: Candidate, place_name: str
) -> list[str]:
    if not query.of("place"):
        return []
    if offer.delivery_mode is DeliveryMode.ONLINE:
        return [text("reason", "online")]
    if offer.venue.point is None:
        return [text("reason", "no_place")]
    if candidate.distance_km is None:
        return []
    if candidate.in_place:
        return [text("reason", "in_place", place=place_name)]
    kilometres = f"{candidate.distance_km:.0f}"
    return [text("reason", "distance", km="1" if kilometres == "0" else kilometres)]


def _level(offer: Offer, query: Query, candidate: Candidate) -> list[str]:
    if not query.of("level"):
        return []
    if "level" in candidate.doubts:
        return [text("reason", "level_unknown")]
    return [", ".join(offer.levels)] if offer.levels else []


def _price(offer: Offer, query: Query) -> list[str]:
    if not query.of("price") or offer.price is None:
        return []
    if offer.is_free:
        return [text("reason", "free")]
    return [text("reason", "price", euro=f"{offer.price:.2f}".replace(".", ","))]


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


def asked_ages(query: Query) -> tuple[float, float] | None:
    """Return the ages a query asks for, all of them together."""
    ranges = [parse_ages(c.value) for c in query.of("age")]
    if not ranges:
        return None
    return min(low for low, _ in ranges), max(high for _, high in ranges)
