"""Language levels of the Common European Framework: "B1", "A1-Kurs"."""

from __future__ import annotations

import re

from catalog.language.sentence import Sentence
from catalog.records import Condition

LEVEL = re.compile(r"\b([abc][12])\b", re.IGNORECASE)
# A level somebody has already does not say what is looked for.
_REACHED = re.compile(
    r"\b(?:habe?|hat|schon|bereits|nach)(?: (?:schon|bereits))* ([abc][12])\b"
    r"(?: (?:gemacht|geschafft|bestanden|abgeschlossen))?"
    r"|\bvon ([abc][12])(?= (?:auf|zu|nach|bis) [abc][12])"
    r"|\b([abc][12]) (?:(?:hab|habe|haben|ist|ich|wir|schon|bereits) )*"
    r"(?:gemacht|geschafft|bestanden|abgeschlossen|fertig)\b"
)


def recognise(sentence: Sentence) -> list[Condition]:
    """Take every level that is named, without those already reached."""
    named = {match[1] for match in sentence.find(LEVEL)}
    reached = list(sentence.find(_REACHED))
    if named - {next(filter(None, match.groups())) for match in reached}:
        for match in reached:
            sentence.take(*sentence.indexes(match))
    found = {
        match[1].upper(): sentence.condition(
            match, "level", match[1].upper(), match[1].upper()
        )
        for match in list(sentence.find(LEVEL))
    }
    return list(found.values())
