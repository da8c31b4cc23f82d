"""Records as rows of the import's files: the values of all columns, in their order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from catalog.importers.rows import (
    ACTOR_COLUMNS,
    ARTICLE_COLUMNS,
    DELIVERY_MODES,
    OFFER_COLUMNS,
)
from catalog.records import (
    Actor,
    Article,
    DeliveryMode,
    Occurrence,
    Offer,
    Status,
    Venue,
    Word,
)

Value = str | float | Decimal | date | bool | None
_FORMATS = {mode: word for word, mode in DELIVERY_MODES.items()}


def plain_text(value: Value) -> str:
    """Return a value as the import reads it, with a decimal comma; unknown → empty."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:.2f}".replace(".", ",")
    return str(int(value) if value == int(value) else value).replace(".", ",")


def word_row(word: Word) -> list[Value]:
    """Return the values of a word, as `WORD_COLUMNS` names them."""
    return [word.word, word.kind, word.meaning]


def article_row(article: Article) -> list[Value]:
    """Return the values of an article, as `ARTICLE_COLUMNS` names them."""
    values: dict[str, Value] = {
        "id": article.id,
        "art": article.kind,
        "titel": article.title,
        "fragen": _several(article.ways),
        "antwort": article.answer,
        "suche": article.search,
        "quelle": article.source,
        "stand": article.as_of,
        "web": article.web,
    }
    return [values[column] for column in ARTICLE_COLUMNS]


def actor_row(actor: Actor) -> list[Value]:
    """Return the values of an actor, as `ACTOR_COLUMNS` names them."""
    values: dict[str, Value] = {
        "id": actor.id,
        "name": actor.name,
        "art": actor.kind,
        "beschreibung": actor.description,
        "themen": _several(actor.topics),
        **_address(actor.venue),
        "telefon": actor.phone,
        "email": actor.email,
        "web": actor.web,
        "oeffnungszeiten": actor.opening_hours,
        "rollstuhlgerecht": actor.wheelchair,
        "adresse_verbergen": actor.hides_address,
        "kooperation_gesucht": actor.seeks_cooperation,
        "geprueft_am": actor.checked_on,
    }
    return [values[column] for column in ACTOR_COLUMNS]


def offer_row(offer: Offer) -> list[Value]:
    """Return the values of an offer, as `OFFER_COLUMNS` names them."""
    values: dict[str, Value] = {
        "id": offer.id,
        "titel": offer.title,
        "beschreibung": offer.description,
        "art": offer.kind,
        "themen": _several(offer.topics),
        "anbieter_id": offer.provider_id,
        "format": _format(offer.delivery_mode),
        "veranstaltungsort": offer.venue.name,
        **_address(offer.venue),
        "zielgruppen": _several(offer.target_groups),
        "alter_von": offer.age_from,
        "alter_bis": offer.age_to,
        "termine": _several(map(occurrence_text, offer.occurrences)),
        "beginn": offer.begins,
        "ende": offer.ends,
        "anmeldeschluss": offer.register_until,
        "preis": offer.price,
        "preis_ermaessigt": _euros(offer.reduced_price_cents),
        "ermaessigung_fuer": offer.reduced_for,
        "plaetze_frei": offer.free_places,
        "status": None if offer.status is Status.PLANNED else offer.status.value,
        "sprache": _several(offer.languages),
        "niveau": _several(offer.levels),
        "rollstuhlgerecht": offer.wheelchair,
        "kinderbetreuung": offer.childcare,
        "gebaerdensprache": offer.sign_language,
        "foerderung": _several(offer.fundings),
        "voraussetzungen": offer.prerequisites,
        "abschluss": offer.certificate,
        "merkmale": _several(offer.features),
        "ergaenzt": _several(offer.complements),
        "web": offer.web,
        "telefon": offer.phone,
        "email": offer.email,
        "geprueft_am": offer.checked_on,
    }
    return [values[column] for column in OFFER_COLUMNS]


def occurrence_text(occurrence: Occurrence) -> str:
    """Return a date as the files write it: `2026-12-01 18:00-19:30`."""
    words = occurrence.day.isoformat()
    if occurrence.start_minute is not None:
        words += f" {_clock(occurrence.start_minute)}"
        if occurrence.end_minute is not None:
            words += f"-{_clock(occurrence.end_minute)}"
    return words


def _address(venue: Venue) -> dict[str, Value]:
    return {
        "strasse": venue.street,
        "plz": venue.postal_code,
        "ort": venue.city,
        "ortsteil": venue.locality,
        "lat": venue.lat,
        "lon": venue.lon,
    }


def _format(mode: DeliveryMode | None) -> str | None:
    return None if mode is None else _FORMATS[mode]


def _several(values: Iterable[str]) -> str | None:
    return "|".join(values) or None


def _euros(cents: int | None) -> Decimal | None:
    return None if cents is None else Decimal(cents) / 100


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
