"""Offers and actors as schema.org describes them: for pages, and as a file.

What schema.org has no word for stands as a PropertyValue, so that importing a file
changes nothing. The street of a hidden address stands nowhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from catalog.exporters.files import Holdings, replacing
from catalog.exporters.rows import actor_row, offer_row, plain_text
from catalog.importers import field_words, schema_org
from catalog.importers.cells import neutral, written
from catalog.importers.rows import ACTOR_COLUMNS, OFFER_COLUMNS
from catalog.importers.schema_org import HIDDEN, HIDDEN_COLUMNS
from catalog.importers.schema_things import OWN, OWN_COLUMN, Parts, Thing
from catalog.records import (
    Actor,
    DeliveryMode,
    Occurrence,
    Offer,
    Status,
    Venue,
)

FILE = "lernlotse.jsonld"
CONTEXT = "https://schema.org"
Members = dict[str, Any]
# Courses are taught; everything else takes place.
COURSES = frozenset({"kurs", "workshop", "unterricht", "ausbildung", "nachhilfe"})
_EVENTS = {"ausstellung": "ExhibitionEvent", "konferenz": "BusinessEvent"}
_ACTORS = {
    "kita": "Preschool",
    "tagespflege": "ChildCare",
    "hort": "ChildCare",
    "schule": "School",
    "berufsschule": "School",
    "bibliothek": "Library",
    "museum": "Museum",
    "jugendclub": "Organization",
    "verein": "NGO",
    "hochschule": "CollegeOrUniversity",
    "kammer": "Organization",
    "amt": "GovernmentOrganization",
    "sonstige": "Organization",
}
_MODES = {
    DeliveryMode.IN_PERSON: ("onsite", "OfflineEventAttendanceMode"),
    DeliveryMode.ONLINE: ("online", "OnlineEventAttendanceMode"),
    DeliveryMode.HYBRID: ("blended", "MixedEventAttendanceMode"),
}
_STATES = {Status.CANCELLED: "EventCancelled", Status.POSTPONED: "EventPostponed"}
_NUMBERS = frozenset("lat lon alter_von alter_bis preis preis_ermaessigt".split())


def export(directory: Path, holdings: Holdings) -> list[Path]:
    """Write `lernlotse.jsonld` with all actors and offers, one a line.

    Words and articles are nothing that schema.org knows.
    """
    path = directory / FILE
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8") as file:
        file.write(f'{{"@context": "{CONTEXT}", "@graph": [')
        separator = "\n"
        for members in _every(holdings.actors, holdings.offers):
            members.pop("@context")
            file.write(separator + json.dumps(members, ensure_ascii=False))
            separator = ",\n"
        file.write("\n]}\n")
    return [path]


def _every(
    actors: Iterable[Actor], offers: Iterable[tuple[Offer, Actor]]
) -> Iterable[Members]:
    yield from (actor_json_ld(actor) for actor in actors)
    yield from (offer_json_ld(offer, provider) for offer, provider in offers)


def as_script(members: Members) -> str:
    """Return a thing as the text of a script element, which nothing in it can end."""
    return json.dumps(members, ensure_ascii=False).replace("<", "\\u003c")


def actor_json_ld(actor: Actor, base_url: str = "") -> Members:
    """Return an actor as an organisation.

    Args:
        actor: whom to describe.
        base_url: where the pages are; empty = their addresses have no host.
    """
    is_hidden = bool(actor.hides_address)
    place = _place(actor.venue, is_hidden=is_hidden, wheelchair=actor.wheelchair)
    members = _known(
        {
            "@context": CONTEXT,
            "@type": _ACTORS.get(actor.kind, "EducationalOrganization"),
            "@id": f"{base_url}/akteure/{actor.id}",
            "identifier": _own(OWN, actor.id),
            "name": actor.name,
            "description": actor.description,
            "keywords": list(actor.topics),
            "telephone": actor.phone,
            "email": actor.email,
            "url": actor.web or None,
            "location": {"@type": "Place", **place},
        }
    )
    cells = dict(zip(ACTOR_COLUMNS, map(plain_text, actor_row(actor)), strict=True))
    read = schema_org.actor_cells(Thing(members), keeps_office_contact=False)
    extra = _missing(cells, read, is_hidden=is_hidden)
    if extra:
        members["location"]["additionalProperty"] = extra
    return members


def offer_json_ld(offer: Offer, provider: Actor, base_url: str = "") -> Members:
    """Return an offer as a course with one instance, or as an event.

    Args:
        offer: what to describe.
        provider: of the offer.
        base_url: where the pages are; empty = their addresses have no host.
    """
    is_hidden = bool(provider.hides_address)
    is_course = offer.kind in COURSES
    when = _when(offer, is_hidden=is_hidden, is_course=is_course)
    who = {
        "@type": _ACTORS.get(provider.kind, "EducationalOrganization"),
        "@id": f"{base_url}/akteure/{provider.id}",
        "identifier": _own(OWN, provider.id),
        "name": provider.name,
        "url": provider.web,
    }
    members: Members = {
        "@context": CONTEXT,
        "@type": "Course" if is_course else _EVENTS.get(offer.kind, "Event"),
        "@id": f"{base_url}/angebote/{offer.id}",
        "identifier": _own(OWN, offer.id),
        "name": offer.title,
        "description": offer.description,
        "url": offer.web or None,
        "keywords": list(offer.topics),
        "provider" if is_course else "organizer": _known(who),
        "inLanguage": [
            field_words.short_language_code(name) or name for name in offer.languages
        ],
        "audience": _audience(offer),
        "typicalAgeRange": _ages(offer),
        "offers": {"@type": "Offer", **_price(offer)},
    }
    if is_course:
        members |= {
            "educationalLevel": list(offer.levels),
            "coursePrerequisites": offer.prerequisites,
            "educationalCredentialAwarded": offer.certificate,
            "hasCourseInstance": [{"@type": "CourseInstance", **when}],
        }
    else:
        members |= when
    members = _known(members)
    _add_own_cells(members, offer, is_hidden=is_hidden)
    return members


def _add_own_cells(members: Members, offer: Offer, *, is_hidden: bool) -> None:
    cells = dict(zip(OFFER_COLUMNS, map(plain_text, offer_row(offer)), strict=True))
    thing, parts = Thing(members), Parts({})
    instance = next(iter(thing.things("hasCourseInstance")), None)
    read = schema_org.offer_cells(thing, instance, parts)
    read["anbieter_id"] = offer.provider_id
    extra = _missing(cells, read, is_hidden=is_hidden)
    if is_hidden:
        extra.append(_own(OWN_COLUMN + HIDDEN, "ja"))
    if extra:
        members.setdefault("offers", {"@type": "Offer"})["additionalProperty"] = extra


def _missing(
    cells: Mapping[str, str], read: Mapping[str, str], *, is_hidden: bool
) -> list[Members]:
    """Return the cells that reading the terms alone would not give."""
    return [
        _own(OWN_COLUMN + column, written(cell))
        for column, cell in cells.items()
        if column != "id"
        and not (is_hidden and column in HIDDEN_COLUMNS)
        and not _is_same(column, cell, read.get(column, ""))
    ]


def _is_same(column: str, cell: str, read: str) -> bool:
    if column in _NUMBERS and cell and read:
        return float(cell.replace(",", ".")) == float(read.replace(",", "."))
    # What is read goes through the rules of cells once more.
    return cell == read == written(cell) == neutral(cell)


def _own(name: str, value: str) -> Members:
    return {"@type": "PropertyValue", "propertyID": name, "value": value}


def _known(members: Members) -> Members:
    """Return members without those that say nothing."""
    return {k: v for k, v in members.items() if v not in (None, "", [], {})}


def _place(venue: Venue, *, is_hidden: bool, wheelchair: bool | None) -> Members:
    """Return a place; a hidden one is no more than the town."""
    address = {
        "@type": "PostalAddress",
        "streetAddress": None if is_hidden else venue.street,
        "postalCode": None if is_hidden else venue.postal_code,
        "addressLocality": venue.city or venue.locality,
        "addressCountry": "DE",
    }
    is_somewhere = venue.city or venue.locality or venue.postal_code or venue.street
    geo = {"@type": "GeoCoordinates", "latitude": venue.lat, "longitude": venue.lon}
    has_point = venue.lat is not None and venue.lon is not None and not is_hidden
    access = {
        "@type": "LocationFeatureSpecification",
        "name": "wheelchair accessible",
        "value": wheelchair,
    }
    return _known(
        {
            "name": None if is_hidden else venue.name,
            "address": _known(address) if is_somewhere else None,
            "geo": geo if has_point else None,
            "amenityFeature": None if wheelchair is None else access,
        }
    )


def _when(offer: Offer, *, is_hidden: bool, is_course: bool) -> Members:
    """Return when, where and how something takes place."""
    known = offer.delivery_mode
    mode, attendance = (None, None) if known is None else _MODES[known]
    place = _place(offer.venue, is_hidden=is_hidden, wheelchair=offer.wheelchair)
    locations: list[Members] = []
    if place:
        locations.append({"@type": "Place", **place})
    if offer.delivery_mode in (DeliveryMode.ONLINE, DeliveryMode.HYBRID):
        online = {"@type": "VirtualLocation", "url": offer.web}
        locations.append(_known(online))
    days = [(o.day, o) for o in offer.occurrences]
    first = min(days)[1] if days else None
    last = max(days)[1] if days else None
    state = _STATES.get(offer.status, "EventScheduled")
    return _known(
        {
            "courseMode": mode if is_course else None,
            "eventAttendanceMode": attendance and f"{CONTEXT}/{attendance}",
            "eventStatus": f"{CONTEXT}/{state}",
            "startDate": _begin(first) if first else _day(offer.begins),
            "endDate": _end(last) if last else _day(offer.ends),
            "subEvent": _dates(offer) if len(days) > 1 else None,
            "location": locations[0] if len(locations) == 1 else locations,
            "remainingAttendeeCapacity": offer.free_places,
            "accessibilityFeature": "signLanguageInterpretation"
            if offer.sign_language and is_course
            else None,
        }
    )


def _dates(offer: Offer) -> list[Members]:
    return [
        _known(
            {
                "@type": "Event",
                "name": offer.title,
                "startDate": _begin(occurrence),
                "endDate": _end(occurrence),
            }
        )
        for occurrence in offer.occurrences
    ]


def _begin(occurrence: Occurrence) -> str:
    return _moment(occurrence, occurrence.start_minute)


def _end(occurrence: Occurrence) -> str:
    return _moment(occurrence, occurrence.end_minute)


def _moment(occurrence: Occurrence, minute: int | None) -> str:
    # A day has no minute 24:00 in schema.org; our own cell says it exactly.
    if minute is None or minute >= 24 * 60:
        return occurrence.day.isoformat()
    return f"{occurrence.day.isoformat()}T{minute // 60:02d}:{minute % 60:02d}"


def _day(day: object) -> str | None:
    return None if day is None else str(day)


def _audience(offer: Offer) -> list[Members]:
    return [
        {"@type": "EducationalAudience", "educationalRole": group}
        for group in offer.target_groups
    ]


def _ages(offer: Offer) -> str | None:
    if offer.age_from is None and offer.age_to is None:
        return None
    low = "" if offer.age_from is None else f"{offer.age_from:g}"
    high = "" if offer.age_to is None else f"{offer.age_to:g}"
    return f"{low}-{high}"


def _price(offer: Offer) -> Members:
    is_gone = offer.status in (Status.FULL, Status.WAITING_LIST)
    return _known(
        {
            "price": None if offer.price_cents is None else offer.price_cents / 100,
            "priceCurrency": None if offer.price_cents is None else "EUR",
            "availability": f"{CONTEXT}/{'SoldOut' if is_gone else 'InStock'}",
            "validThrough": _day(offer.register_until),
        }
    )
