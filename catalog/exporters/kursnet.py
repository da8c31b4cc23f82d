"""Which offers KURSNET takes, and why it does not take the others; no XML.

After the terms of KURSNET (vocational, open to everybody, at least four lessons) and
the lengths of openQ-cat's fields.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from catalog.records import Actor, DeliveryMode, Offer, Status
from catalog.texts import label, text

KINDS = frozenset({"kurs", "workshop", "unterricht"})
WORKING = frozenset({"fachkraefte", "arbeitsuchende", "unternehmen"})
NOT_WORKING = frozenset({"kinder", "jugendliche", "senioren", "familien", "eltern"})
VOCATIONAL_FUNDINGS = frozenset(
    {"bildungsgutschein", "bildungsfreistellung", "aufstiegs-bafoeg"}
)
LESSON = 45
FEWEST_LESSONS = 4
SHORTEST_DESCRIPTION = 45
YOUNGEST = 16
LENGTHS = {
    "titel": 255,
    "beschreibung": 30_000,
    "strasse": 30,
    "ort": 36,
    "ortsteil": 36,
    "plz": 14,
    "voraussetzungen": 10_000,
    "abschluss": 2_000,
}


def reasons(offer: Offer, provider: Actor, today: date) -> list[str]:
    """Return why an offer is left out, in German; nothing = KURSNET takes it."""
    return [
        *_about_matter(offer),
        *_about_dates(offer, today),
        *_about_place(offer, provider),
        *_about_lengths(offer, provider),
    ]


def _reason(key: str, **values: object) -> str:
    return text("kursnet", key, **values)


def _about_matter(offer: Offer) -> Iterator[str]:
    if offer.kind not in KINDS:
        yield _reason("kind", kind=label("offer_kind", offer.kind))
    groups = set(offer.target_groups)
    if groups and groups <= NOT_WORKING:
        names = ", ".join(label("target_group", g) for g in offer.target_groups)
        yield _reason("audience", groups=names)
    elif offer.age_to is not None and offer.age_to < YOUNGEST:
        yield _reason("too_young", age=f"{offer.age_to:g}")
    elif not _is_vocational(offer):
        yield _reason("not_vocational")
    if len(offer.description or "") < SHORTEST_DESCRIPTION:
        yield _reason("description", least=SHORTEST_DESCRIPTION)
    if offer.price_cents is None:
        yield _reason("price")


def _is_vocational(offer: Offer) -> bool:
    return bool(
        WORKING.intersection(offer.target_groups)
        or VOCATIONAL_FUNDINGS.intersection(offer.fundings)
        or "fachkraefte" in offer.features
    )


def _about_dates(offer: Offer, today: date) -> Iterator[str]:
    last = offer.last_day
    if offer.status in (Status.CANCELLED, Status.POSTPONED):
        yield _reason("status", status=label("status", offer.status.value))
    if last is None:
        yield _reason("no_date")
    elif last < today:
        yield _reason("over", day=f"{last:%d.%m.%Y}")
    elif _is_short(offer):
        yield _reason("too_short", least=FEWEST_LESSONS)


def _is_short(offer: Offer) -> bool:
    """Whether it is known to be shorter than it must be, or one day of unknown length."""
    minutes = [
        o.end_minute - o.start_minute
        for o in offer.occurrences
        if o.start_minute is not None and o.end_minute is not None
    ]
    if offer.occurrences and len(minutes) == len(offer.occurrences):
        return sum(minutes) < FEWEST_LESSONS * LESSON
    days = {o.day for o in offer.occurrences}
    if days:
        return len(days) == 1
    begins, ends = offer.begins, offer.ends
    return begins is None or ends is None or ends - begins < timedelta(days=1)


def _about_place(offer: Offer, provider: Actor) -> Iterator[str]:
    if offer.delivery_mode is None:
        yield _reason("no_mode")
    if offer.delivery_mode is DeliveryMode.ONLINE:
        return
    if provider.hides_address:
        yield _reason("hidden")
        return
    venue = offer.venue
    if not (venue.street and venue.postal_code and venue.city):
        yield _reason("address")


def _about_lengths(offer: Offer, provider: Actor) -> Iterator[str]:
    said = {
        "titel": offer.title,
        "beschreibung": offer.description,
        "strasse": offer.venue.street,
        "ort": offer.venue.city,
        "ortsteil": offer.venue.locality,
        "plz": offer.venue.postal_code,
        "voraussetzungen": offer.prerequisites,
        "abschluss": offer.certificate,
    }
    for column, value in said.items():
        if value and len(value) > LENGTHS[column]:
            yield _reason("too_long", column=column, limit=LENGTHS[column])
    if len(provider.name) > LENGTHS["titel"]:
        yield _reason("provider_name", limit=LENGTHS["titel"])
