"""A condition from its field and value alone, as buttons and addresses name it."""

from __future__ import annotations

from catalog.district import District
from catalog.errors import InvalidQuery
from catalog.language import wordsets
from catalog.language.people import age_label, parse_ages
from catalog.language.vocabulary import Vocabulary
from catalog.records import OFFER_KINDS, Condition
from catalog.texts import label, text
from catalog.wanted import EVERYWHERE, radius_km

OLDEST = 199


def named_condition(
    field: str, value: str, *, district: District, vocabulary: Vocabulary
) -> Condition:
    """Return a condition with its German label.

    Raises:
        InvalidQuery: there is no such value.
    """
    found = wordsets.labels().get((field, value))
    if found is None:
        found = _label(field, value, district=district, vocabulary=vocabulary)
    return Condition(field, value, found)


def _label(
    field: str, value: str, *, district: District, vocabulary: Vocabulary
) -> str:
    if field == "place" and value in district.places:
        return district.places[value].name
    if field == "topic" and value in vocabulary.topics:
        return vocabulary.topics[value].label
    if field == "kind" and value in OFFER_KINDS:
        return label("offer_kind", value)
    if field == "any_topic":
        return text("answer", "any_of").strip()
    if field == "radius":
        return _radius_label(value)
    if field == "age":
        return _age_label(value)
    raise InvalidQuery(field, value)


def _radius_label(value: str) -> str:
    if value == EVERYWHERE:
        return text("relaxed", "everywhere")
    return text("relaxed", "radius", km=f"{radius_km(value):g}")


def _age_label(value: str) -> str:
    try:
        low, high = parse_ages(value)
    except ValueError as error:
        raise InvalidQuery("age", value) from error
    return age_label(low or None, None if high >= OLDEST else high)
