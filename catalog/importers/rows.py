"""Rows of catalog files as records: what is rejected, what is only warned about."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from catalog.district import District
from catalog.importers import cells
from catalog.importers.cells import BadCell
from catalog.opening import is_readable
from catalog.records import (
    ACTOR_KINDS,
    ARTICLE_KINDS,
    FEATURES,
    FUNDINGS,
    OFFER_KINDS,
    TARGET_GROUPS,
    WORD_KINDS,
    Actor,
    Article,
    DeliveryMode,
    Offer,
    Status,
    Venue,
    Word,
)
from catalog.texts import text

ACTOR_COLUMNS = (
    "id name art beschreibung themen strasse plz ort ortsteil lat lon telefon email web"
    " oeffnungszeiten rollstuhlgerecht adresse_verbergen kooperation_gesucht geprueft_am"
).split()
OFFER_COLUMNS = (
    "id titel beschreibung art themen anbieter_id format veranstaltungsort strasse plz"
    " ort ortsteil lat lon zielgruppen alter_von alter_bis termine beginn ende"
    " anmeldeschluss preis preis_ermaessigt ermaessigung_fuer plaetze_frei status"
    " sprache niveau rollstuhlgerecht kinderbetreuung gebaerdensprache foerderung"
    " voraussetzungen abschluss merkmale ergaenzt web telefon email geprueft_am"
).split()
WORD_COLUMNS = ("wort", "art", "bedeutet")
ARTICLE_COLUMNS = "id art titel fragen antwort suche quelle stand web".split()
REQUIRED_ACTOR_COLUMNS = ("id", "name", "art")
REQUIRED_OFFER_COLUMNS = ("id", "titel", "art", "anbieter_id")
REQUIRED_ARTICLE_COLUMNS = ("id", "art", "titel", "antwort", "stand")
DELIVERY_MODES = {
    "praesenz": DeliveryMode.IN_PERSON,
    "online": DeliveryMode.ONLINE,
    "hybrid": DeliveryMode.HYBRID,
}
_WEB = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
_BARE_DOMAIN = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/[^\s<>\"']*)?")
_LEVEL_RANGE = re.compile(r"([ABC][12])\s*(?:-|–|bis)\s*([ABC][12])", re.IGNORECASE)
_LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
# Ids stand in addresses and indexes; a topic is a phrase, not a paragraph.
MAX_ID = 200
MAX_WORDING = 200
MAX_ANSWER = 600
POSTAL_CODE_LENGTH = 5
Value = TypeVar("Value")


class RejectedRow(Exception):
    """Raised when a row cannot become a record."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column
        self.reason = reason


@dataclass(slots=True)
class RowReader:
    """The cells of one row by column, and the warnings they gave."""

    cells: dict[str, str]
    district: District
    warnings: list[tuple[str, str]] = field(default_factory=list)

    @property
    def record_id(self) -> str:
        """The id as it would be stored; empty when there is none."""
        return " ".join((cells.clean(self.cells.get("id", "")) or "").split())

    def text(self, column: str) -> str | None:
        """Return a cell as text."""
        value = cells.clean(self.cells.get(column, ""))
        if value and cells.looks_like_formula(value):
            self.warn(column, "formula", value=value[:40])
        return value

    def required(self, column: str, missing: str) -> str:
        """Return a cell that must not be empty, as one line."""
        value = self.text(column)
        if value is None:
            raise RejectedRow(column, text("import", missing))
        return " ".join(value.split())

    def read(self, column: str, parse: Callable[[str], Value]) -> Value | None:
        """Return a parsed cell; empty → None, unreadable → the row is rejected."""
        value = cells.clean(self.cells.get(column, ""))
        if value is None:
            return None
        try:
            return parse(value)
        except BadCell as error:
            raise RejectedRow(column, str(error)) from error

    def id(self) -> str:
        """Return the id of the record."""
        return self.limited("id", self.required("id", "no_id"), MAX_ID)

    def limited(self, column: str, value: str, limit: int) -> str:
        """Return a value; one that is too long rejects the row."""
        if len(value) > limit:
            reason = text("import", "too_long", length=len(value), limit=limit)
            raise RejectedRow(column, reason)
        return value

    def free_list(self, column: str) -> tuple[str, ...]:
        """Return the values of a cell; whole paragraphs give a warning instead."""
        found = cells.parts(self.cells.get(column, ""))
        for value in found:
            if len(value) > MAX_WORDING:
                self.warn(column, "too_long", length=len(value), limit=MAX_WORDING)
        return tuple(value for value in found if len(value) <= MAX_WORDING)

    def postal_code(self) -> str | None:
        """Return the postal code, with the zero that Excel takes from "06108"."""
        value = self.text("plz")
        if value and value.isdecimal() and len(value) == POSTAL_CODE_LENGTH - 1:
            return f"0{value}"
        return value

    def list_of(self, column: str, allowed: Collection[str]) -> tuple[str, ...]:
        """Return the known values of a cell; unknown ones give a warning."""
        found = []
        for value in cells.parts(self.cells.get(column, "")):
            if cells.code(value) in allowed:
                found.append(cells.code(value))
            else:
                self.warn(
                    column, "ignored_value", value=value, allowed=", ".join(allowed)
                )
        return tuple(dict.fromkeys(found))

    def kind(self, allowed: Collection[str]) -> str:
        """Return the `art` of the record."""
        value = self.read("art", lambda cell: cells.one_of(cell, allowed))
        if value is None:
            raise RejectedRow(
                "art", text("import", "missing_value", allowed=", ".join(allowed))
            )
        return value

    def warn(self, column: str, key: str, **values: object) -> None:
        """Note something that does not keep the row out."""
        self.warnings.append((column, text("import", key, **values)))

    def web(self) -> str | None:
        """Return a web address that is safe to link to."""
        value = self.text("web")
        if value is None or _WEB.fullmatch(value):
            return value
        if _BARE_DOMAIN.fullmatch(value):
            return f"https://{value}"
        self.warn("web", "bad_web", value=value[:60])
        return None

    def opening_hours(self) -> str | None:
        """Return opening hours; unreadable ones stay as text and give a warning."""
        value = self.text("oeffnungszeiten")
        if value is not None and not is_readable(value):
            self.warn("oeffnungszeiten", "bad_opening_hours", value=value[:60])
        return value

    def venue(self, *, name: str | None) -> Venue:
        """Return the address with the place of the gazetteer it lies in."""
        lat, lon = self.read("lat", cells.number), self.read("lon", cells.number)
        if lat is not None and lon is not None and not _possible(lat, lon):
            self.warn("lat", "coordinates", value=f"{lat}, {lon}")
            lat = lon = None
        city, locality = self.text("ort"), self.text("ortsteil")
        postal_code = self.postal_code()
        place = _locate(_Gazetteer(self.district), locality, city, postal_code)
        if place is None and (city or locality or postal_code):
            named = locality or city or postal_code
            self.warn("ort", "unknown_place", place=named)
        point = None
        if lat is not None and lon is not None:
            point = (lat, lon)
        elif place is not None and place[1] is not None:
            point = place[1]
        return Venue(
            name=name,
            street=self.text("strasse"),
            postal_code=postal_code,
            city=city,
            locality=locality,
            lat=lat,
            lon=lon,
            place_id=place and place[0],
            point=point,
        )


def _possible(lat: float, lon: float) -> bool:
    return -90 <= lat <= 90 and -180 <= lon <= 180 and (lat, lon) != (0.0, 0.0)


class _Gazetteer:
    """A district as a cache key: the same district is the same key."""

    def __init__(self, district: District) -> None:
        self.district = district

    def __hash__(self) -> int:
        return id(self.district)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Gazetteer) and other.district is self.district


@lru_cache(maxsize=10_000)
def _locate(
    gazetteer: _Gazetteer,
    locality: str | None,
    city: str | None,
    postal_code: str | None,
) -> tuple[str, tuple[float, float] | None] | None:
    place = gazetteer.district.locate(
        locality=locality, city=city, postal_code=postal_code
    )
    if place is None:
        return None
    if place.lat is None or place.lon is None:
        return place.id, None
    return place.id, (place.lat, place.lon)


def word_from(row: RowReader) -> Word:
    """Return the word of a row; a place may be named or given by its id.

    Raises:
        RejectedRow: a cell is missing, or the place is not in the gazetteer.
    """
    word = row.required("wort", "no_word")
    kind = row.kind(WORD_KINDS)
    meaning = row.required("bedeutet", "no_meaning")
    if max(len(word), len(meaning)) > MAX_WORDING:
        reason = text("import", "too_long", length=len(word), limit=MAX_WORDING)
        raise RejectedRow("wort", reason)
    return Word(word, kind, _place_id(row, meaning) if kind == "ort" else meaning)


def _place_id(row: RowReader, meaning: str) -> str:
    if meaning in row.district.places:
        return meaning
    found = row.district.locate(locality=meaning, city=None, postal_code=None)
    if found is None:
        reason = text("import", "no_such_place", place=meaning)
        raise RejectedRow("bedeutet", reason)
    return found.id


def article_from(row: RowReader) -> Article:
    """Return the article a row describes; knowledge has to name its source.

    Raises:
        RejectedRow: a cell is missing, too long or unreadable.
    """
    kind = row.kind(ARTICLE_KINDS)
    answer, as_of = row.text("antwort"), row.read("stand", cells.day)
    if answer is None:
        raise RejectedRow("antwort", text("import", "no_answer"))
    if as_of is None:
        raise RejectedRow("stand", text("import", "no_as_of"))
    source, search = row.text("quelle"), row.text("suche")
    if kind == "wissen" and source is None:
        raise RejectedRow("quelle", text("import", "no_source"))
    return Article(
        id=row.id(),
        kind=kind,
        title=row.limited("titel", row.required("titel", "no_title"), MAX_WORDING),
        answer=row.limited("antwort", answer, MAX_ANSWER),
        as_of=as_of,
        ways=row.free_list("fragen"),
        search=search and row.limited("suche", " ".join(search.split()), MAX_WORDING),
        source=source,
        web=row.web(),
    )


def actor_from(row: RowReader) -> Actor:
    """Return the actor a row describes.

    Raises:
        RejectedRow: the row cannot become an actor.
    """
    actor = Actor(
        id=row.id(),
        name=row.required("name", "no_name"),
        kind=row.kind(tuple(ACTOR_KINDS)),
        description=row.text("beschreibung"),
        topics=row.free_list("themen"),
        venue=row.venue(name=None),
        phone=row.text("telefon"),
        email=row.text("email"),
        web=row.web(),
        opening_hours=row.opening_hours(),
        wheelchair=row.read("rollstuhlgerecht", cells.flag),
        hides_address=row.read("adresse_verbergen", cells.flag),
        seeks_cooperation=row.read("kooperation_gesucht", cells.flag),
        checked_on=row.read("geprueft_am", cells.day),
    )
    if not actor.has_contact:
        row.warn("telefon", "no_contact_actor")
    return actor


def offer_from(row: RowReader, provider_of: Callable[[str], Actor | None]) -> Offer:
    """Return the offer a row describes; `provider_of` finds actors by id.

    Raises:
        RejectedRow: the row cannot become an offer.
    """
    offer = _offer(row)
    provider = provider_of(offer.provider_id)
    if provider is None:
        reason = text("import", "unknown_provider", id=offer.provider_id)
        raise RejectedRow("anbieter_id", reason)
    _check_order(offer)
    if not (offer.has_contact or provider.has_contact):
        raise RejectedRow("telefon", text("import", "no_contact"))
    return offer


def _offer(row: RowReader) -> Offer:
    return Offer(
        id=row.id(),
        title=row.required("titel", "no_title"),
        kind=row.kind(OFFER_KINDS),
        provider_id=row.required("anbieter_id", "no_provider"),
        description=row.text("beschreibung"),
        topics=row.free_list("themen"),
        delivery_mode=row.read(
            "format", lambda cell: DELIVERY_MODES[cells.one_of(cell, DELIVERY_MODES)]
        ),
        venue=row.venue(name=row.text("veranstaltungsort")),
        target_groups=row.list_of("zielgruppen", TARGET_GROUPS),
        age_from=row.read("alter_von", cells.positive),
        age_to=row.read("alter_bis", cells.positive),
        occurrences=row.read("termine", cells.occurrences) or (),
        begins=row.read("beginn", cells.day),
        ends=row.read("ende", cells.day),
        register_until=row.read("anmeldeschluss", cells.day),
        price_cents=row.read("preis", cells.cents),
        reduced_price_cents=row.read("preis_ermaessigt", cells.cents),
        reduced_for=row.text("ermaessigung_fuer"),
        free_places=row.read("plaetze_frei", cells.whole),
        status=row.read(
            "status", lambda cell: Status(cells.one_of(cell, tuple(Status)))
        )
        or Status.PLANNED,
        languages=row.free_list("sprache"),
        levels=_levels(row.free_list("niveau")),
        wheelchair=row.read("rollstuhlgerecht", cells.flag),
        childcare=row.read("kinderbetreuung", cells.flag),
        sign_language=row.read("gebaerdensprache", cells.flag),
        fundings=row.list_of("foerderung", FUNDINGS),
        prerequisites=row.text("voraussetzungen"),
        certificate=row.text("abschluss"),
        features=row.list_of("merkmale", FEATURES),
        complements=row.free_list("ergaenzt"),
        web=row.web(),
        phone=row.text("telefon"),
        email=row.text("email"),
        checked_on=row.read("geprueft_am", cells.day),
    )


def _levels(values: Sequence[str]) -> tuple[str, ...]:
    found: list[str] = []
    for value in values:
        match = _LEVEL_RANGE.fullmatch(value)
        if match:
            first, last = (
                _LEVELS.index(match[1].upper()),
                _LEVELS.index(match[2].upper()),
            )
            found += _LEVELS[first : last + 1]
        else:
            found.append(value.upper() if value.upper() in _LEVELS else value)
    return tuple(dict.fromkeys(found))


def _check_order(offer: Offer) -> None:
    if offer.begins and offer.ends and offer.ends < offer.begins:
        raise RejectedRow("ende", text("import", "end_before_begin"))
    if (
        offer.age_from is not None
        and offer.age_to is not None
        and offer.age_to < offer.age_from
    ):
        raise RejectedRow("alter_bis", text("import", "age_order"))
