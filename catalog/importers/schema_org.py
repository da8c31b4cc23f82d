"""What things of schema.org say, as cells of our columns; files are in `json_ld`."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.importers import field_words
from catalog.importers.cells import BadCell, cents, written
from catalog.importers.content import paragraphs, several, without
from catalog.importers.moments import moment
from catalog.importers.rows import ACTOR_COLUMNS, OFFER_COLUMNS
from catalog.importers.schema_dates import dates
from catalog.importers.schema_things import (
    EVENTS,
    ORGANISATIONS,
    Parts,
    Thing,
    first_text,
    term,
)
from catalog.language.text import fold

HIDDEN = "adresse_verbergen"
HIDDEN_COLUMNS = ("veranstaltungsort", "strasse", "plz", "lat", "lon")
NAMED_KINDS = {
    "volkshochschule": "vhs",
    "vhs": "vhs",
    "musikschule": "musikschule",
    "kunstschule": "kunstschule",
    "bibliothek": "bibliothek",
    "buecherei": "bibliothek",
    "museum": "museum",
    "verein": "verein",
    "e.v": "verein",
    "familienzentrum": "familienzentrum",
    "mehrgenerationenhaus": "mehrgenerationenhaus",
}
UNKNOWN_OF_OFFERS = without(
    OFFER_COLUMNS,
    "id titel beschreibung art themen anbieter_id format veranstaltungsort strasse plz"
    " ort lat lon zielgruppen alter_von alter_bis termine beginn ende anmeldeschluss"
    " preis preis_ermaessigt plaetze_frei status sprache niveau rollstuhlgerecht"
    " gebaerdensprache voraussetzungen abschluss web".split(),
)
UNKNOWN_OF_ACTORS = without(
    ACTOR_COLUMNS,
    "id name art beschreibung themen strasse plz ort lat lon telefon email web"
    " rollstuhlgerecht".split(),
)
PEOPLE = ("instructor", "performer", "performers", "actor", "author", "contributor")
_STATES = {
    "EventCancelled": "abgesagt",
    "EventPostponed": "verschoben",
    "SoldOut": "ausgebucht",
    "OutOfStock": "ausgebucht",
}
_MODES = {
    "online": "online",
    "onlineeventattendancemode": "online",
    "onsite": "praesenz",
    "onsite-only": "praesenz",
    "inperson": "praesenz",
    "in-person": "praesenz",
    "offlineeventattendancemode": "praesenz",
    "blended": "hybrid",
    "hybrid": "hybrid",
    "mixed": "hybrid",
    "mixedeventattendancemode": "hybrid",
}


def provider_of(thing: Thing) -> Thing | None:
    """Return the organisation that offers something; people are none."""
    for name in ("provider", "organizer", "publisher"):
        for each in thing.things(name):
            if not each.is_a({"Person"}):
                return each
        for said in thing.get(name):
            if isinstance(said, str) and said.strip():
                return Thing({"name": said.strip()})
    return None


def people_of(thing: Thing) -> int:
    """Count the people that something names."""
    around = [thing, *thing.things("hasCourseInstance"), *thing.things("subEvent")]
    named = sum(len(each.get(name)) for each in around for name in PEOPLE)
    hosts = [h for name in ("organizer", "provider") for h in thing.things(name)]
    contacts = [c for host in hosts for c in host.get("contactPoint")]
    return named + len(contacts) + sum(host.is_a({"Person"}) for host in hosts)


def withheld(thing: Thing, unknown: tuple[str, ...]) -> tuple[str, ...]:
    """Return the columns a thing says nothing about, by its format or on purpose."""
    if not thing.own_id:
        return unknown
    return HIDDEN_COLUMNS if thing.own_cells.get(HIDDEN) == "ja" else ()


# Organisations


def actor_cells(thing: Thing, *, keeps_office_contact: bool) -> dict[str, str]:
    """Return an organisation as cells."""
    place = next(iter(thing.things("location")), thing)
    contacts = thing.things("contactPoint") if keeps_office_contact else []
    return {
        "name": thing.text("name"),
        "art": _actor_kind(thing),
        "beschreibung": paragraphs(*thing.texts("description")),
        "themen": several(_topics(thing)),
        **_address(place if place.get("address") else thing),
        **_coordinates(place if place.get("geo") else thing),
        "telefon": _of_office(thing, contacts, "telephone"),
        "email": _of_office(thing, contacts, "email").removeprefix("mailto:"),
        "web": written(thing.text("url", "sameAs")),
        "rollstuhlgerecht": _wheelchair(place),
    }


def _of_office(thing: Thing, contacts: list[Thing], name: str) -> str:
    return next(filter(None, (each.text(name) for each in (thing, *contacts))), "")


def _actor_kind(thing: Thing) -> str:
    name = fold(thing.text("name"))
    for word, kind in NAMED_KINDS.items():
        if word in name:
            return kind
    return next(
        (ORGANISATIONS[t] for t in thing.types if t in ORGANISATIONS), "sonstige"
    )


# Courses and events


def offer_cells(thing: Thing, instance: Thing | None, parts: Parts) -> dict[str, str]:
    """Return a course with one of its instances, or an event, as cells."""
    both = [instance, thing] if instance else [thing]
    title = thing.text("name") or both[0].text("name")
    mode, place = _where(both, parts)
    return {
        "titel": title,
        "beschreibung": paragraphs(
            *(d for each in reversed(both) for d in each.texts("description"))
        ),
        "art": _offer_kind(thing, title),
        "themen": several(_topics(thing)),
        "format": mode,
        **place,
        **_audience(both),
        **dates(both, parts),
        **_offers(both, parts),
        **_status(both),
        "plaetze_frei": first_text(both, "remainingAttendeeCapacity"),
        "sprache": several(_languages(both)),
        "niveau": several(_levels(thing)),
        "gebaerdensprache": _sign_language(both),
        "voraussetzungen": paragraphs(
            *thing.texts("coursePrerequisites", "competencyRequired")
        ),
        "abschluss": "; ".join(
            thing.texts("educationalCredentialAwarded", "occupationalCredentialAwarded")
        ),
        "web": written(
            thing.text("url") or both[0].text("url") or _address_of(thing.id)
        ),
    }


def _address_of(identifier: str) -> str:
    return identifier if identifier.startswith(("http://", "https://")) else ""


def _offer_kind(thing: Thing, title: str) -> str:
    known = next((EVENTS[t] for t in thing.types if t in EVENTS), "kurs")
    return field_words.kind_said(title, known)


def _topics(thing: Thing) -> Iterator[str]:
    for said in thing.texts("keywords"):
        yield from field_words.as_topics(word.strip() for word in said.split(","))
    yield from thing.texts("about", "teaches", "knowsAbout")


def _languages(both: list[Thing]) -> Iterator[str]:
    for each in both:
        for code in each.texts("inLanguage"):
            yield field_words.language_name(code) or code


def _levels(thing: Thing) -> Iterator[str]:
    for said in thing.texts("educationalLevel"):
        yield from field_words.levels_said(said) or (said,)


def _sign_language(both: list[Thing]) -> str:
    said = fold(
        " ".join(t for each in both for t in each.texts("accessibilityFeature"))
    )
    return "ja" if "sign" in said or "gebaerden" in said else ""


def _where(both: list[Thing], parts: Parts) -> tuple[str, dict[str, str]]:
    """Return the form of a course and where it takes place."""
    places = [place for each in both for place in parts.things(each, "location")]
    virtual = [place for place in places if place.is_a({"VirtualLocation"})]
    real = [place for place in places if not place.is_a({"VirtualLocation"})]
    said = [term(v).lower() for each in both for v in each.get("eventAttendanceMode")]
    said += [v.lower() for each in both for v in each.texts("courseMode")]
    modes = {_MODES[mode] for mode in said if mode in _MODES}
    if len(modes) > 1 or (virtual and real):
        mode = "hybrid"
    elif modes:
        mode = modes.pop()
    else:
        mode = "online" if virtual else "praesenz" if real else ""
    if real:
        return mode, _place(real[0], parts)
    named = next(
        (t for each in both for t in each.get("location") if isinstance(t, str)), ""
    )
    return mode, {"veranstaltungsort": named}


def _place(place: Thing, parts: Parts) -> dict[str, str]:
    address = parts.things(place, "address")
    held = Thing({**place.members, "address": address[0].members}) if address else place
    return {
        "veranstaltungsort": place.text("name"),
        **_address(held),
        **_coordinates(place),
        "rollstuhlgerecht": _wheelchair(place),
    }


def _address(thing: Thing) -> dict[str, str]:
    addresses = thing.things("address")
    if not addresses:
        return {"strasse": thing.text("address")}
    address = addresses[0]
    return {
        "strasse": address.text("streetAddress"),
        "plz": address.text("postalCode"),
        "ort": address.text("addressLocality"),
    }


def _coordinates(thing: Thing) -> dict[str, str]:
    for geo in thing.things("geo"):
        return {"lat": geo.text("latitude"), "lon": geo.text("longitude")}
    return {}


def _wheelchair(place: Thing) -> str:
    for feature in place.things("amenityFeature"):
        named = fold(feature.text("name"))
        if "wheelchair" in named or "rollstuhl" in named:
            return {"true": "ja", "false": "nein"}.get(feature.text("value"), "")
    return ""


def _audience(both: list[Thing]) -> dict[str, str]:
    youngest = oldest = ""
    said = []
    for each in both:
        first, _, last = each.text("typicalAgeRange").partition("-")
        youngest, oldest = youngest or first.strip(), oldest or last.strip()
        for audience in each.things("audience"):
            youngest = youngest or audience.text("suggestedMinAge")
            oldest = oldest or audience.text("suggestedMaxAge")
            said += audience.texts("audienceType", "educationalRole", "name")
    return {
        "zielgruppen": several(field_words.target_groups_said(*said)),
        "alter_von": _number(youngest),
        "alter_bis": _number(oldest),
    }


def _number(said: str) -> str:
    return said if said.replace(".", "", 1).isdecimal() else ""


# Prices and states


def _offers(both: list[Thing], parts: Parts) -> dict[str, str]:
    offers = [offer for each in both for offer in parts.things(each, "offers")]
    priced = [(price, o) for o in offers if (price := _price(o)) and _is_in_euros(o)]
    cells = {
        "anmeldeschluss": moment(first_text(offers, "validThrough")).day
        if offers
        else ""
    }
    if first_text(both, "isAccessibleForFree") == "true":
        return cells | {"preis": "0"}
    full = [price for price, offer in priced if not _is_reduced(offer)]
    reduced = [price for price, offer in priced if _is_reduced(offer)]
    if full:
        cells["preis"] = max(full, key=_amount)
        if reduced:
            cells["preis_ermaessigt"] = max(reduced, key=_amount)
    elif reduced:
        cells["preis"] = max(reduced, key=_amount)
    return cells


def _price(offer: Thing) -> str:
    """Return a price; a point before three digits is a decimal point here."""
    said = offer.text("price", "highPrice") or next(
        (s.text("price") for s in offer.things("priceSpecification")), ""
    )
    try:
        return f"{float(said):.2f}" if abs(float(said)) < 1e9 else said
    except ValueError:
        return said


def _amount(price: str) -> int:
    try:
        return cents(price)
    except BadCell:
        # What cannot be read comes first, so that the row says so.
        return 1 << 60


def _is_in_euros(offer: Thing) -> bool:
    specified = [s.text("priceCurrency") for s in offer.things("priceSpecification")]
    said = offer.text("priceCurrency") or next(iter(specified), "")
    return said.upper() in ("", "EUR", "€")


def _is_reduced(offer: Thing) -> bool:
    said = fold(" ".join(offer.texts("name", "description", "category")))
    return "ermaess" in said or "reduced" in said or "concession" in said


def _status(both: list[Thing]) -> dict[str, str]:
    said = [term(v) for each in both for v in each.get("eventStatus")]
    offers = [offer for each in both for offer in each.things("offers")]
    available = [term(v) for offer in offers for v in offer.get("availability")]
    if available and set(available) <= {"SoldOut", "OutOfStock"}:
        said.append("SoldOut")
    return {"status": next((_STATES[word] for word in said if word in _STATES), "")}
