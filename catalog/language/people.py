"""People in a sentence: ages, school classes and target groups."""

from __future__ import annotations

import re

from catalog.language import wordsets
from catalog.language.sentence import Sentence
from catalog.records import Condition

_NUMBER = r"(\d{1,2}(?:[.,]5)?)"
_YEARS = r"(?:jahre?n?|j|jaehrig\w*|jahre? alt\w*)"
_RELATION = (
    r"(?:sohn|soehne|tochter|toechter|kind|kinder|junge|jungs?|maedchen|maedels?|enkel|enkelin|enkelkind"
    r"|nichte|neffe|bruder|schwester|oma|opa|mutter|vater|mann|frau|patenkind|kleiner?|grosser?)"
)
_RANGES = (
    re.compile(rf"\b(?:von |zwischen )?{_NUMBER} (?:bis|und|-) {_NUMBER} ?{_YEARS}\b"),
    re.compile(rf"\b{_NUMBER} - {_NUMBER} ?{_YEARS}?\b"),
)
_FROM = re.compile(
    rf"\b(?:ab|ueber|aelter als|mindestens) {_NUMBER} ?{_YEARS}\b|\b(?:ue|u)(50|55|60|65|70)\b"
    r"|\b(50|55|60|65|70) ?(?:\+|plus)(?= |$)"
)
_UP_TO = re.compile(
    rf"\b(?:bis|unter|juenger als|hoechstens) {_NUMBER} ?{_YEARS}\b|\bu([1-9])\b"
)
_SCHOOL_CLASS = re.compile(
    r"\b(1[0-3]|[1-9]) ?(?:klasse|klaessler\w*)\b|\bklassen?(?:stufe)? (1[0-3]|[1-9])\b"
)
_MONTHS = re.compile(r"\b(\d{1,2}) monate?n? alt\w*\b|\b(\d{1,2}) ?monatig\w*\b")
_EXACT = (
    re.compile(rf"\b{_NUMBER} ?{_YEARS}(?: alt\w*)?\b"),
    re.compile(rf"\b{_RELATION} (?:(?:ist|wird|von|mit|gerade|jetzt|ca|etwa|ist jetzt) )*{_NUMBER}\b(?! ?(?:uhr|euro|€|km|monat|\.))"),
    re.compile(rf"\b(?:ich bin|bin|bin jetzt|er ist|sie ist|alter) {_NUMBER}\b(?! ?(?:uhr|euro|€|km|monat))"),
)
_STAGES = (
    (re.compile(r"\b(?:mit )?(?:baby|babys|saeugling\w*|neugeboren\w*)\b"), 0.0, 1.0),
    (re.compile(r"\bkleinkind(?:er|ern|s)?\b"), 1.0, 3.0),
    (re.compile(r"\bkindergartenkind(?:er|ern)?\b|\bkitakind(?:er|ern)?\b"), 3.0, 6.0),
    (re.compile(r"\bvorschulkind(?:er|ern)?\b|\bvorschueler\w*\b"), 5.0, 6.0),
    (re.compile(r"\bgrundschulkind(?:er|ern)?\b|\bgrundschueler\w*\b"), 6.0, 10.0),
)
_CHILD_RELATION = re.compile(
    r"\b(?:mein\w*|unser\w*) (?:(?:kleine[nr]?|juengste[nr]?|grosse[nr]?|beiden) )?"
    r"(?:sohn|tochter|kind|kinder|kindern|enkel|enkelin|enkelkinder?n?|junge[nr]?|maedchen|soehne|toechter)\b"
)
MAX_AGE = 99.0


def age_condition(
    sentence: Sentence, match: re.Match[str], low: float | None, high: float | None
) -> Condition:
    """Take a match and return the ages it means; None = open."""
    value = f"{_plain(low)}-{_plain(high)}"
    return sentence.condition(match, "age", value, age_label(low, high))


def age_label(low: float | None, high: float | None) -> str:
    """Return the German words for a range of ages in years."""
    if low is None:
        return f"bis {_german(high)} Jahre"
    if high is None:
        return f"ab {_german(low)} Jahre"
    if low == high:
        return f"{_german(low)} Jahre" if low != 1 else "1 Jahr"
    return f"{_german(low)}–{_german(high)} Jahre"


def parse_ages(value: str) -> tuple[float, float]:
    """Read the value of an age condition; open ends become 0 and 199."""
    low, _, high = value.partition("-")
    return float(low or 0), float(high or 199)


def _plain(number: float | None) -> str:
    return "" if number is None else f"{number:g}"


def _german(number: float | None) -> str:
    return _plain(number).replace(".", ",")


def _years(text: str) -> float:
    return float(text.replace(",", "."))


def recognise(sentence: Sentence) -> list[Condition]:
    """Take ages first, then the groups people are named by."""
    ages = _ages(sentence)
    groups = wordsets.recognise(sentence, "target_group")
    if not ages and not groups:
        groups = _own_child(sentence)
    if ages:
        _drop_relations(sentence)
        groups = [g for g in groups if g.value not in ("kinder", "senioren")]
    return ages + groups


def _ages(sentence: Sentence) -> list[Condition]:
    found: list[Condition] = []
    for pattern in _RANGES:
        for match in sentence.find(pattern):
            low, high = _years(match[1]), _years(match[2])
            if low < high <= MAX_AGE:
                found.append(age_condition(sentence, match, low, high))
    found += _open_ages(sentence)
    for match in sentence.find(_SCHOOL_CLASS):
        number = int(match[1] or match[2])
        found.append(age_condition(sentence, match, number + 5.0, number + 6.0))
    for match in sentence.find(_MONTHS):
        years = round(int(match[1] or match[2]) / 12, 1)
        found.append(age_condition(sentence, match, years, years))
    for pattern in _EXACT:
        for match in sentence.find(pattern):
            years = _years(match[1])
            found.append(age_condition(sentence, match, years, years))
    for pattern, low, high in _STAGES:
        found += [
            age_condition(sentence, match, low, high)
            for match in sentence.find(pattern)
            if not found
        ]
    return list({c.value: c for c in found}.values())


def _open_ages(sentence: Sentence) -> list[Condition]:
    found = []
    for match in sentence.find(_FROM):
        years = _years(match[1] or match[2] or match[3])
        found.append(age_condition(sentence, match, years, None))
    for match in sentence.find(_UP_TO):
        years = _years(match[1] or match[2])
        found.append(age_condition(sentence, match, None, years))
    return found


def _own_child(sentence: Sentence) -> list[Condition]:
    label = wordsets.labels()["target_group", "kinder"]
    for match in sentence.find(_CHILD_RELATION):
        return [sentence.condition(match, "target_group", "kinder", label)]
    return []


def _drop_relations(sentence: Sentence) -> None:
    for match in sentence.find(_CHILD_RELATION):
        sentence.take(*sentence.indexes(match))
