"""Prices in a sentence: "kostenlos", "bis 30 Euro"."""

from __future__ import annotations

import re

from catalog.language import wordsets
from catalog.language.sentence import Sentence
from catalog.records import Condition

_AMOUNT = r"(\d{1,4})(?:[.,](\d{2}))? ?(?:euros?|eur|€)"
_UP_TO = re.compile(
    r"\b(?:(?:fuer )?(?:bis(?: zu)?|unter|maximal|max|hoechstens|nicht mehr als"
    r"|weniger als|nicht ueber|guenstiger als|billiger als|unter) )"
    + _AMOUNT
    + r"|\b"
    + _AMOUNT
    + r" (?:maximal|hoechstens)\b"
)


def recognise(sentence: Sentence) -> list[Condition]:
    """Take the price limit; the lowest one counts when several are named."""
    found = wordsets.recognise(sentence, "price")
    for match in sentence.find(_UP_TO):
        euros, cents = (match[1], match[2]) if match[1] else (match[3], match[4])
        value = euros if cents in (None, "00") else f"{euros}.{cents}"
        label = f"bis {value.replace('.', ',')} €"
        found.append(sentence.condition(match, "price", value, label))
    return sorted(found, key=lambda c: float(c.value))[:1]
