"""Language levels of the Common European Framework: "B1", "A1-Kurs"."""

from __future__ import annotations

import re

from catalog.language.sentence import Sentence
from catalog.records import Condition

LEVEL = re.compile(r"\b([abc][12])\b", re.IGNORECASE)


def recognise(sentence: Sentence) -> list[Condition]:
    """Take every level that is named."""
    found = {
        match[1].upper(): sentence.condition(
            match, "level", match[1].upper(), match[1].upper()
        )
        for match in list(sentence.find(LEVEL))
    }
    return list(found.values())
