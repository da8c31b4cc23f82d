"""People in a sentence: ages, school classes and target groups."""

from __future__ import annotations

import re

from catalog.language import wordsets
from catalog.language.sentence import Sentence
from catalog.records import Condition

_WORDS = {
    "ein": 1, "zwei": 2, "drei": 3, "vier": 4, "fuenf": 5, "sechs": 6, "sieben": 7,
    "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwoelf": 12, "dreizehn": 13,
    "vierzehn": 14, "fuenfzehn": 15, "sechzehn": 16,
}  # fmt: skip
_ORDINALS = {
    "erst": 1, "zweit": 2, "dritt": 3, "viert": 4, "fuenft": 5, "sechst": 6,
    "siebt": 7, "acht": 8, "neunt": 9, "zehnt": 10,
}  # fmt: skip
_SPELLED = "|".join(sorted(_WORDS, key=len, reverse=True))
_RANKED = "|".join(_ORDINALS)
_NUMBER = r"(\d{1,2}(?:[.,]5)?)"
_YEARS = r"(?:jahre?n?|j|jaehrig\w*|jahre? alt\w*)"
_NO_AGE = (
    r"(?! ?(?:uhr|euros?|eur|€|km|kilometer\w*|minuten?|min|stunden?|tage?n?|wochen?"
    r"|monate?n?|prozent|personen|leute|kinder\w*|plaetze|mal|jaehrig)\b)(?![.,:]\d)"
)
_RANGES = (
    re.compile(
        rf"\b(?:von |zwischen |im alter von )?{_NUMBER} (?:bis|-) {_NUMBER} ?{_YEARS}\b"
    ),
    re.compile(rf"\b(?:von|zwischen) {_NUMBER} (?:bis|und|-) {_NUMBER} ?{_YEARS}\b"),
)
_TWO = re.compile(rf"\b{_NUMBER} und {_NUMBER} ?{_YEARS}\b")
_FROM = re.compile(
    rf"\b(?:ab|ueber|aelter als|mindestens) {_NUMBER} ?{_YEARS}\b"
    r"|\b(?:ue)(50|55|60|65|70|75|80)\b"
    r"|\b(50|55|60|65|70|75|80) ?(?:\+|plus)(?= |$)"
    rf"|\b(?:ab|ueber) ([4-9]\d)\b{_NO_AGE}"
)
_UP_TO = re.compile(
    rf"\b(?:bis|unter|juenger als|hoechstens) {_NUMBER} ?{_YEARS}\b|\bu([1-9])\b"
    rf"|\bunter ([1-9]|1[0-8])\b{_NO_AGE}"
)
_CLASSES = re.compile(
    r"\b(?:klassen?(?:stufen?)?|kl) ?(1[0-3]|[1-9]) ?(?:bis|-|und) ?(1[0-3]|[1-9])\b"
    r"|\b(1[0-3]|[1-9]) ?(?:bis|-|und) ?(1[0-3]|[1-9]) ?klasse\b"
)
_SCHOOL_CLASS = re.compile(
    r"\b(1[0-3]|[1-9]) ?(?:klasse|kl|klaessler\w*)\b"
    r"|\b(?:klassen?(?:stufe)?|kl) (1[0-3]|[1-9])\b"
    rf"|\b({_RANKED})(?:e[nr]? klasse|klaessler\w*)\b"
)
_MONTHS = re.compile(
    r"\b(\d{1,2}) monate?n?(?: alt\w*)?\b(?<!den)|\b(\d{1,2}) ?monatig\w*\b"
)
_SPELLED_YEARS = re.compile(rf"\b({_SPELLED})(?: ?jaehrig\w*| jahre? alt\w*)\b")
_OWNER = r"(?:mein|unser|ihr|sein|dein|euer)(?:e[nmrs]?)?"
_KIN = (
    r"(?:\w*(?:sohn|soehne|tochter|toechter|kind|kinder|kindern|enkel|enkelin|junge|jungs"
    r"|maedchen|maedels?|mutter|mutti|mama|vater|papa|oma|opa|mann|frau|bruder|schwester"
    r"|nichte|neffe|partner|partnerin)|kleine[rns]?|grosse[rn]?|juengste[rn]?|aelteste[rn]?)"
)
_IS = r"(?:(?:ist|is|wird|wurde|mit|gerade|jetzt|bald|ca|etwa|von|im alter von) )*"
_EXACT = (
    re.compile(rf"\b{_NUMBER} ?{_YEARS}(?: alt\w*)?\b"),
    re.compile(rf"\b{_KIN} {_IS}{_NUMBER}\b{_NO_AGE}"),
    re.compile(rf"\b{_OWNER} \w+ {_IS}{_NUMBER}\b{_NO_AGE}"),
    re.compile(
        rf"\b(?:ich|ich bin|bin|bin jetzt|er ist|sie ist|er wird|sie wird|alter) {_NUMBER}\b{_NO_AGE}"
    ),
    re.compile(rf"\bmit {_NUMBER}\b{_NO_AGE}"),
)
_STAGES = (
    (re.compile(r"\b(?:mit )?(?:babys?|saeugling\w*|neugeboren\w*)\b"), 0.0, 1.0),
    (re.compile(r"\bkleinkind(?:er|ern|s)?\b|\bkrippenkind(?:er|ern)?\b"), 1.0, 3.0),
    (re.compile(r"\bkindergartenkind(?:er|ern)?\b|\bkitakind(?:er|ern)?\b"), 3.0, 6.0),
    (re.compile(r"\bvorschulkind(?:er|ern)?\b|\bvorschueler\w*\b"), 5.0, 6.0),
    (re.compile(r"\bgrundschulkind(?:er|ern)?\b|\bgrundschueler\w*\b"), 6.0, 10.0),
)
_CHILDREN = re.compile(
    rf"\b{_OWNER} (?:\w+e[nrsm]? )?(?:sohn|tochter|kind|kinder|kindern|enkel|enkelin"
    r"|enkelkind|enkelkinder|enkelkindern|jungs?|maedchen|maedels|soehne|toechter"
    r"|kleine[nrs]?|juengste[nr]?)\b"
)
_GRANDPARENTS = re.compile(
    rf"\b{_OWNER} (?:\w+e[nrsm]? )?(?:oma|opa|grossmutter|grossvater|grosseltern)\b"
)
_OTHERS = re.compile(
    rf"\b{_OWNER} (?:\w+e[nrsm]? )?(?:mann|frau|mutter|mutti|mama|vater|papa|bruder"
    r"|schwester|freundin|freund|partner|partnerin|eltern)\b"
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
        return f"ab {_german(low)} Jahren"
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
    own = _relatives(sentence, has_age=bool(ages))
    groups = wordsets.recognise(sentence, "target_group")
    if ages:
        groups = [g for g in groups if g.value not in ("kinder", "senioren")]
    return ages + list({g.value: g for g in (*own, *groups)}.values())


def _ages(sentence: Sentence) -> list[Condition]:
    found = [*_age_ranges(sentence), *_open_ages(sentence), *_classes(sentence)]
    for match in sentence.find(_MONTHS):
        years = round(int(match[1] or match[2]) / 12, 1)
        found.append(age_condition(sentence, match, years, years))
    for match in sentence.find(_SPELLED_YEARS):
        years = float(_WORDS[match[1]])
        found.append(age_condition(sentence, match, years, years))
    for pattern in _EXACT:
        for match in sentence.find(pattern):
            years = _years(match[1])
            found.append(age_condition(sentence, match, years, years))
    for pattern, low, high in _STAGES:
        for match in sentence.find(pattern):
            stage = age_condition(sentence, match, low, high)
            found += [] if found else [stage]
    return list({c.value: c for c in found}.values())


def _age_ranges(sentence: Sentence) -> list[Condition]:
    found: list[Condition] = []
    for pattern in _RANGES:
        for match in sentence.find(pattern):
            low, high = _years(match[1]), _years(match[2])
            if low < high <= MAX_AGE:
                found.append(age_condition(sentence, match, low, high))
    for match in sentence.find(_TWO):
        first, second = _years(match[1]), _years(match[2])
        taken = age_condition(sentence, match, first, first)
        other = Condition(
            "age",
            f"{second:g}-{second:g}",
            age_label(second, second),
            taken.start,
            taken.end,
        )
        found += [taken, other]
    return found


def _open_ages(sentence: Sentence) -> list[Condition]:
    found = []
    for match in sentence.find(_FROM):
        years = _years(match[1] or match[2] or match[3] or match[4])
        found.append(age_condition(sentence, match, years, None))
    for match in sentence.find(_UP_TO):
        years = _years(match[1] or match[2] or match[3])
        found.append(age_condition(sentence, match, None, years))
    return found


def _classes(sentence: Sentence) -> list[Condition]:
    """Read school classes: whoever is in class n is n + 5 or n + 6 years old."""
    found = []
    for match in sentence.find(_CLASSES):
        low, high = int(match[1] or match[3]), int(match[2] or match[4])
        if low < high:
            found.append(age_condition(sentence, match, low + 5.0, high + 6.0))
    for match in sentence.find(_SCHOOL_CLASS):
        number = int(match[1] or match[2] or _ORDINALS[match[3]])
        found.append(age_condition(sentence, match, number + 5.0, number + 6.0))
    return found


def _relatives(sentence: Sentence, *, has_age: bool) -> list[Condition]:
    """Take "mein Sohn", "meine Oma", "meine Frau"; only some of them say for whom."""
    labels = wordsets.labels()
    found = []
    for pattern, group in (
        (_CHILDREN, "kinder"),
        (_GRANDPARENTS, "senioren"),
        (_OTHERS, None),
    ):
        for match in list(sentence.find(pattern)):
            start, end = sentence.take(*sentence.indexes(match))
            if group and not has_age:
                label = labels["target_group", group]
                found.append(Condition("target_group", group, label, start, end))
    return found
