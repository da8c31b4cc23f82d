"""Records in German words: when, where, how much, whom to call; shared by chat and pages."""

from __future__ import annotations

import re
from datetime import date, datetime

from catalog.district import Office
from catalog.language.text import fold
from catalog.language.times import parse_window
from catalog.records import (
    Actor,
    DeliveryMode,
    Occurrence,
    Offer,
    OpeningState,
    Query,
    Status,
    Venue,
)
from catalog.texts import label, text

SHOWN_DATES = 3
ALL_DATES = 30
OLDEST = 150.0
_OPEN_QUESTION = re.compile(r"\bwann\b|wie lange|zeiten\b|bis wieviel|bis wie viel")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def day_text(day: date) -> str:
    """Return a day with its weekday: "Sa., 05.12.2026"."""
    return f"{text('weekday', _WEEKDAYS[day.weekday()])}, {day:%d.%m.%Y}"


def clock_text(minute: int) -> str:
    """Return minutes from midnight as a time: 1110 → "18:30"."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def occurrence_text(occurrence: Occurrence) -> str:
    """Return one date with its time."""
    words = day_text(occurrence.day)
    if occurrence.start_minute is None:
        return words
    times = clock_text(occurrence.start_minute)
    if occurrence.end_minute is not None:
        times += f"–{clock_text(occurrence.end_minute)}"
    return text("details", "at", day=words, times=times)


def when_text(offer: Offer, today: date) -> str:
    """Return the next dates, the span, or that it is permanent; and a bad state first."""
    state = ""
    if offer.status is not Status.PLANNED:
        state = label("status", offer.status.value) + " – "
    upcoming = [o for o in sorted_dates(offer) if o.day >= today]
    if upcoming:
        shown = "; ".join(occurrence_text(o) for o in upcoming[:SHOWN_DATES])
        more = len(upcoming) - SHOWN_DATES
        return (
            state
            + shown
            + (text("details", "more_dates", count=more) if more > 0 else "")
        )
    if offer.occurrences:
        return state + text("details", "over")
    if offer.begins and offer.ends and offer.ends != offer.begins:
        return state + f"{day_text(offer.begins)} – {day_text(offer.ends)}"
    if offer.begins:
        return state + day_text(offer.begins)
    if offer.ends:
        return state + text("reason", "running_until", day=day_text(offer.ends))
    return state + text("reason", "permanent")


def dates_text(offer: Offer, today: date) -> str:
    """Return every date to come, one below the other; empty when none is known."""
    upcoming = [o for o in sorted_dates(offer) if o.day >= today]
    return "\n".join(occurrence_text(o) for o in upcoming[:ALL_DATES])


def about_text(record: Actor | Offer) -> str:
    """Return all that is said of an actor or offer in free words."""
    name = record.name if isinstance(record, Actor) else record.title
    return " ".join((name, *record.topics))


def whom_text(offer: Offer) -> str:
    """Return for whom an offer is: groups, ages, what one has to bring along."""
    groups = ", ".join(label("target_group", group) for group in offer.target_groups)
    needed = offer.prerequisites or ""
    return "; ".join(part for part in (groups, ages_text(offer), needed) if part)


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


def sorted_dates(offer: Offer) -> list[Occurrence]:
    """Return the dates of an offer in the order of time."""
    return sorted(offer.occurrences, key=lambda o: (o.day, o.start_minute or 0))


def address_text(venue: Venue, *, hidden: bool) -> str:
    """Return an address in one line; a hidden one names the place only."""
    if hidden:
        return venue.place_name or ""
    town = " ".join(part for part in (venue.postal_code, venue.city) if part)
    locality = venue.locality if venue.locality != venue.city else None
    parts = (venue.name, venue.street, town, locality)
    return ", ".join(part for part in parts if part)


def where_text(offer: Offer, provider: Actor) -> str:
    """Return where an offer takes place."""
    address = address_text(offer.venue, hidden=bool(provider.hides_address))
    if offer.delivery_mode is DeliveryMode.ONLINE:
        return label("delivery_mode", offer.delivery_mode.value)
    if offer.delivery_mode is DeliveryMode.HYBRID and address:
        return text("details", "hybrid", address=address)
    return address or text("reason", "no_place")


def price_text(offer: Offer) -> str:
    """Return the price with its reduction; an unknown one is said to be unknown."""
    if offer.price_cents is None:
        return text("details", "price_unknown")
    if offer.is_free:
        return text("reason", "free")
    price = text("reason", "price", euro=euro_text(offer.price_cents))
    if offer.reduced_price_cents is None:
        return price
    reduced = text("reason", "price", euro=euro_text(offer.reduced_price_cents))
    key = "reduced_for" if offer.reduced_for else "reduced"
    return text("details", key, price=price, reduced=reduced, whom=offer.reduced_for)


def euro_text(cents: int) -> str:
    """Return an amount in euros with a decimal comma."""
    return f"{cents // 100},{cents % 100:02d}"


def contact_text(offer: Offer, provider: Actor, office: Office) -> str:
    """Return whom to ask: the offer's own contact, the provider's, else the office's."""
    own = _ways(offer.phone, offer.email, offer.web)
    if own:
        return f"{provider.name}: {own}"
    theirs = _ways(provider.phone, provider.email, provider.web)
    if theirs:
        return f"{provider.name}: {theirs}"
    return f"{office.name}: {_ways(office.phone, office.email, None)}"


def _ways(*ways: str | None) -> str:
    return ", ".join(way for way in ways if way)


def hours_text(hours: tuple[tuple[datetime, datetime], ...]) -> str:
    """Return the opening times of a day: "09:00–12:00 und 13:00–17:00 Uhr"."""
    spans = [f"{opens:%H:%M}–{_end(closes)}" for opens, closes in hours]
    return (
        text("details", "and").join(spans) + text("details", "clock") if spans else ""
    )


def _end(closes: datetime) -> str:
    return "24:00" if f"{closes:%H:%M}" == "00:00" else f"{closes:%H:%M}"


def asked_window(query: Query) -> tuple[int, int] | None:
    """Return the minutes of the day a question asks about; None = any."""
    condition = query.first("daytime")
    return None if condition is None else parse_window(condition.value)


def yes_or_no(question: str, *, yes: bool) -> str:
    """Return how an answer begins: "Ja, ", "Nein, ", nothing after "Wann …?"."""
    if _OPEN_QUESTION.search(fold(question)):
        return ""
    return text("answer", "yes" if yes else "no")


def next_hours_text(state: OpeningState) -> str:
    """Return when an actor opens next; empty when nobody knows."""
    if not state.next_hours:
        return ""
    day = day_text(state.next_hours[0][0].date())
    return text("details", "at_hours", day=day, hours=hours_text(state.next_hours))
