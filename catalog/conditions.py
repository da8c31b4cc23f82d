"""A condition from its field and value alone, as buttons and addresses name it."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from catalog.district import District
from catalog.errors import InvalidQuery
from catalog.language import daytimes, negations, weekdays, wordsets
from catalog.language.ages import age_label, parse_ages
from catalog.language.dates import dates_label, parse_dates
from catalog.language.prices import price_label
from catalog.language.vocabulary import Vocabulary
from catalog.records import EXCLUDED, LEVELS, OFFER_KINDS, Condition
from catalog.texts import label, text
from catalog.wanted import EVERYWHERE, radius_km

OLDEST = 199
_POSTAL_CODE = re.compile(r"\d{5}")
_WINDOW = re.compile(r"([01]\d|2[0-4]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d")


def named_condition(
    field: str, value: str, *, district: District, vocabulary: Vocabulary
) -> Condition:
    """Return a condition with its German label; a "!" before the value rules it out.

    Raises:
        InvalidQuery: there is no such value.
    """
    plain = value.removeprefix(EXCLUDED)
    found = wordsets.labels().get((field, plain))
    if found is None or field == "daytime":
        found = _label(field, plain, district=district, vocabulary=vocabulary)
    named = Condition(field, plain, found)
    if plain == value:
        return named
    return Condition(field, value, negations.excluded_label(named))


def _label(
    field: str, value: str, *, district: District, vocabulary: Vocabulary
) -> str:
    if field == "place":
        return _place_label(value, district)
    if field == "topic" and value in vocabulary.topics:
        return vocabulary.topics[value].label
    if field == "actor" and value in vocabulary.actors.names:
        return vocabulary.actors.names[value]
    if field == "kind" and value in OFFER_KINDS:
        return label("offer_kind", value)
    if field == "level" and value in LEVELS:
        return value
    if field == "any_topic":
        return text("answer", "any_of").strip()
    if field == "radius":
        return _radius_label(value)
    try:
        return _label_of_range(field, value)
    except (ValueError, InvalidOperation) as error:
        raise InvalidQuery(field, value) from error


def _label_of_range(field: str, value: str) -> str:
    """Return the words for ages, days, times and prices.

    Raises:
        ValueError: it is none of them.
        InvalidOperation: a price is no number.
    """
    if field == "age":
        low, high = parse_ages(value)
        return age_label(low or None, None if high >= OLDEST else high)
    if field == "dates" and value != "/":
        return dates_label(*parse_dates(value))
    if field == "weekday":
        return _weekday_label(value)
    if field == "daytime" and _WINDOW.fullmatch(value):
        return _daytime_label(value)
    if field == "price":
        return price_label(f"{Decimal(value):f}")
    raise ValueError(field)


def _place_label(value: str, district: District) -> str:
    if value in district.places:
        return district.places[value].name
    if value == district.whole.id:
        return district.name
    if _POSTAL_CODE.fullmatch(value) and district.with_postal_code(value):
        return value
    raise InvalidQuery("place", value)


def _weekday_label(value: str) -> str:
    days = sorted(weekdays.days_of(value))
    if not weekdays.ALL.issuperset(days):
        raise ValueError(value)
    return weekdays.label(days)


def _daytime_label(value: str) -> str:
    words = {window: word for word, window in wordsets.windows().items()}
    known = words.get(value)
    if known is not None:
        return wordsets.labels()["daytime", known]
    return daytimes.label(daytimes.parse_window(value))


def _radius_label(value: str) -> str:
    if value == EVERYWHERE:
        return text("relaxed", "everywhere")
    return text("relaxed", "radius", km=f"{radius_km(value):g}")
