"""What is computed from a record when it is written: ages, levels, completeness, terms."""

from __future__ import annotations

import re
from datetime import date

from catalog.language.levels import LEVEL
from catalog.language.text import fold, tokenize
from catalog.records import Actor, Occurrence, Offer
from catalog.terms import index_terms

GROUP_AGES = {
    "kinder": (0.0, 13.0),
    "jugendliche": (12.0, 26.0),
    "erwachsene": (18.0, 199.0),
    "senioren": (55.0, 199.0),
    "familien": (0.0, 199.0),
}
OLDEST = 199.0
# To be raised when words are analysed otherwise, or something else is derived
# otherwise: what is stored is then computed anew when the database is prepared.
ANALYSIS = 1
_EASY_LANGUAGE = re.compile(r"\b(?:leichte|einfache)[rn]? sprache\b")
_NO_REGISTRATION = re.compile(
    r"\b(?:ohne (?:vor)?anmeldung|keine (?:vor)?anmeldung"
    r"|(?:vor)?anmeldung (?:ist )?nicht (?:noetig|notwendig|erforderlich))\b"
)
_WORD = re.compile(r"[^\W\d_]{3,}")


def age_range(offer: Offer) -> tuple[float, float] | None:
    """Return the ages an offer is for: as given, else those of its target groups."""
    if offer.age_from is not None or offer.age_to is not None:
        return offer.age_from or 0.0, OLDEST if offer.age_to is None else offer.age_to
    ranges = [GROUP_AGES[g] for g in offer.target_groups if g in GROUP_AGES]
    if not ranges:
        return None
    return min(low for low, _ in ranges), max(high for _, high in ranges)


def known_levels(offer: Offer) -> tuple[str, ...]:
    """Return the language levels: as given, else those the title names."""
    if offer.levels:
        return offer.levels
    return tuple(dict.fromkeys(m.upper() for m in LEVEL.findall(fold(offer.title))))


def derived_occurrences(offer: Offer) -> tuple[Occurrence, ...]:
    """Return the single day of an offer that names only its beginning."""
    if offer.occurrences or offer.begins is None:
        return ()
    if offer.ends in (None, offer.begins):
        return (Occurrence(offer.begins),)
    return ()


def valid_until(offer: Offer) -> date | None:
    """Return the last day on which the offer may be recommended; None = no end."""
    return offer.last_day


def completeness(offer: Offer, provider: Actor) -> int:
    """Return how many of the things citizens ask about are known, in percent."""
    known = (
        offer.description,
        offer.topics,
        age_range(offer),
        offer.price_cents is not None,
        offer.occurrences or offer.begins or offer.kind in ("beratung", "gruppe"),
        offer.venue.point or offer.delivery_mode == "online",
        offer.delivery_mode,
        offer.web or provider.web,
        offer.phone or provider.phone,
        offer.wheelchair is not None,
    )
    return 100 * sum(1 for value in known if value) // len(known)


def topic_terms(offer: Offer) -> str:
    """Return the analysed words of the topics."""
    return " ".join(sorted({t for topic in offer.topics for t in index_terms(topic)}))


def title_terms(offer: Offer) -> str:
    """Return the analysed words of the title."""
    return " ".join(index_terms(offer.title))


def text_terms(offer: Offer, provider: str) -> str:
    """Return the analysed words of the description and the provider's name."""
    said = index_terms(f"{provider} {offer.description or ''}")
    return " ".join(said)


def is_easy_language(offer: Offer) -> bool:
    """Whether it is held in plain or easy-to-read German, as it says."""
    said = " ".join((offer.title, *offer.languages, offer.description or ""))
    return bool(_EASY_LANGUAGE.search(fold(said)))


def needs_registration(offer: Offer) -> bool | None:
    """Whether one has to register; None = not said."""
    said = fold(f"{offer.prerequisites or ''} {offer.description or ''}")
    if _NO_REGISTRATION.search(said):
        return False
    return True if offer.register_until else None


def spellings(offer: Offer) -> dict[str, str]:
    """Return stem → spelling of the words in title and topics."""
    found: dict[str, str] = {}
    for text in (*offer.topics, offer.title):
        for token in tokenize(text):
            if _WORD.fullmatch(token.text):
                for term in index_terms(token.text):
                    found.setdefault(term, token.text)
    return found
