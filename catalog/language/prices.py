"""Prices in a sentence: "kostenlos", "bis 30 Euro", "für nen Zehner"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from catalog.language import wordsets
from catalog.language.numbers import NUMBER, number_of
from catalog.language.sentence import Sentence
from catalog.records import Condition

_NUMBER = rf"(?P<euros>{NUMBER})(?:[.,](?P<cents>\d{{2}}))?"
_EURO = r"(?:euronen|euros?|eur|€)"
_LIMIT = (
    r"(?:bis(?: zu)?|unter|max|maximal|hoechstens|nicht mehr als|nicht ueber|weniger als"
    r"|guenstiger als|billiger als|nicht teurer als)"
)
_OTHER_UNIT = (
    r"(?! ?(?:km|kilometern?|minuten?|min|stunden?|std|tage?n?|wochen?|monate?n?|jahre?n?"
    r"|jaehrig\w*|j|uhr|h|personen|leute|leuten|teilnehm\w+|kinder\w*|plaetze|mal|klasse"
    r"|prozent)\b)(?![.,:]?\d)"
)
_NOTES = {"fuenfer": 5, "zehner": 10, "zwanziger": 20, "fuffi": 50, "fuffziger": 50,
          "fuenfziger": 50, "zwanni": 20, "hunderter": 100, "hunni": 100}  # fmt: skip
_OR = re.compile(r"\b(?:oder|bzw|sonst)\b", re.IGNORECASE)
_AMOUNTS = (
    # A least price is no limit.
    re.compile(
        rf"(?<!nicht )\b(?:ab|mindestens|ueber) {_NUMBER} ?{_EURO}(?=\W|$)(?P<least>)"
    ),
    re.compile(rf"(?:\b|^){_LIMIT}? ?{_NUMBER} ?{_EURO}(?=\W|$)(?! statt)"),
    re.compile(rf"\b{_LIMIT} {_EURO} ?{_NUMBER}\b"),
    re.compile(rf"\b(?:max|maximal|nicht mehr als) {_NUMBER}\b{_OTHER_UNIT}"),
    re.compile(
        rf"\b(?:kosten|preis|preislich|gebuehr|beitrag) {_LIMIT} {_NUMBER}{_OTHER_UNIT}"
    ),
    re.compile(
        rf"\bbudget (?:(?:von|ist|sind|liegt bei|ca|etwa) )*{_NUMBER}{_OTHER_UNIT}"
    ),
    re.compile(rf"\bfuer (?P<euros>\d{{1,3}})[.,](?P<cents>\d{{2}})\b{_OTHER_UNIT}"),
    re.compile(rf"\b(?P<note>{'|'.join(_NOTES)})\b"),
)


def recognise(sentence: Sentence) -> list[Condition]:
    """Take the price limit; of several the lowest counts, of a choice the highest."""
    found = wordsets.recognise(sentence, "price")
    for pattern in _AMOUNTS:
        for match in list(sentence.find(pattern)):
            value = _value(match)
            taken = sentence.condition(match, "price", value, price_label(value))
            found += [] if "least" in match.groupdict() else [taken]
    return sorted(
        found, key=lambda c: float(c.value), reverse=_is_choice(sentence, found)
    )[:1]


def _is_choice(sentence: Sentence, found: Sequence[Condition]) -> bool:
    """Whether one price would do as well as another: "kostenlos oder bis 10 Euro"."""
    ordered = sorted(found, key=lambda c: c.start)
    return any(
        _OR.search(sentence.text, left.end, right.start)
        for left, right in pairwise(ordered)
    )


def price_label(value: str) -> str:
    """Return the German words for a highest price."""
    return f"bis {value.replace('.', ',')} €"


def _value(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if groups.get("note"):
        return str(_NOTES[groups["note"]])
    euros, cents = groups["euros"], groups["cents"]
    whole = number_of(euros)
    return str(whole) if cents in (None, "00") else f"{whole}.{cents}"
