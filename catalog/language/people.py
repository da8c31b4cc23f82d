"""People in a sentence: ages, school classes and target groups."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog.language import wordsets
from catalog.language.clauses import Role, roles
from catalog.language.numbers import NUMBERS
from catalog.language.sentence import Sentence
from catalog.records import Condition

_ORDINALS = {
    "erst": 1, "zweit": 2, "dritt": 3, "viert": 4, "fuenft": 5, "sechst": 6,
    "siebt": 7, "acht": 8, "neunt": 9, "zehnt": 10, "elft": 11, "zwoelft": 12,
}  # fmt: skip
_ARTICLES = frozenset("ein eine einem einer einen".split())
_SPELLED = "|".join(sorted(NUMBERS.keys() - _ARTICLES, key=len, reverse=True))
_RANKED = "|".join(_ORDINALS)
_DIGITS = r"\d{1,2}(?:[.,]5)?"
_NUMBER = rf"({_DIGITS}|{_SPELLED})"
_YEARS = r"(?:jahre?n?(?: alt\w*)?|j(?: alt)?|jaehrig\w*)"
_NO_AGE = (
    r"(?! ?(?:uhr|euros?|eur|€|km|kilometer\w*|minuten?|min|stunden?|tage?n?|wochen?"
    r"|monate?n?|prozent|personen|leuten?|kinder\w*|kids|plaetze|mal|jaehrig|semester"
    r"|teilnehmer\w*|treffen|x|stueck|mitglieder\w*|erwachsenen?)\b)(?![.,:]\d)"
)
_NOT_A_NAME = (
    "am|um|ab|in|im|bis|zu|zum|zur|bei|von|vor|nach|hat|haben|und|oder|fuer|mit|seit|nr|an"
    "|klasse|kl|ue|u|max|maximal|hoechstens|unter|ueber|umkreis|von|ca"
)
_PERIOD = re.compile(
    r"\b(?:seit|vor|in|nach|innerhalb von|binnen|letzten|naechsten)"
    r"(?: (?:ueber|mehr als|fast|etwa|ca|den letzten|den naechsten|rund|gut))?"
    rf" (?:{_DIGITS}|{_SPELLED}|halben|paar) (?:jahr|monat|woche)\w*(?! alt)\b"
)
_RANGES = (
    re.compile(
        rf"\b(?:von |zwischen |im alter von )?{_NUMBER} (?:bis|-) {_NUMBER} ?{_YEARS}\b"
    ),
    re.compile(rf"\b(?:von|zwischen) {_NUMBER} (?:bis|und|-) {_NUMBER} ?{_YEARS}\b"),
    re.compile(
        r"\b(?:von|zwischen|alter(?: von)?|kinder\w*|kids|jugendlichen?)"
        rf" ({_DIGITS}) (?:bis|und|-) ({_DIGITS})\b{_NO_AGE}"
    ),
)
_FROM = re.compile(
    rf"\b(?:ab|ueber|aelter als|mindestens) {_NUMBER} ?{_YEARS}\b"
    r"|\bue ?([1-9]\d)\b"
    r"|\b([1-9]\d) ?(?:\+|plus)(?= |$)"
    rf"|\b(?:ab|ueber) (\d{{1,2}})\b{_NO_AGE}"
)
_UP_TO = re.compile(
    rf"\b(?:bis(?: zu)?|unter|juenger als|hoechstens|maximal) {_NUMBER} ?{_YEARS}\b"
    rf"|\b(?:bis|unter) (\d{{1,2}})\b{_NO_AGE}"
)
_UNDER = re.compile(r"\bu ?([1-9]|1\d|2[0-7])\b")
_CLASSES = re.compile(
    r"\b(?:klassen?(?:stufen?)?|kl) ?(1[0-3]|[1-9]) ?(?:bis|-|und) ?(1[0-3]|[1-9])\b"
    r"|\b(1[0-3]|[1-9]) ?(?:bis|-|und) ?(1[0-3]|[1-9]) ?klasse\b"
)
_SCHOOL_CLASS = re.compile(
    r"\b(1[0-3]|[1-9]) ?(?:klasse|kl|klaessler\w*)\b"
    r"|\b(?:klassen?(?:stufe)?|kl) (1[0-3]|[1-9])\b"
    rf"|\b({_RANKED})(?:e[nr]? klasse|klaessler\w*)\b|\bklasse ({_SPELLED})\b"
)
_BEGINNERS = re.compile(r"\bschulanfaenger\w*\b|\babc-schuetzen?\b")
_MONTHS = re.compile(rf"\b{_NUMBER} monate?n?(?: alt\w*)?\b|\b{_NUMBER} ?monatig\w*\b")
_HALF = re.compile(rf"\b(?:(anderthalb)|({_SPELLED})einhalb)(?: ?{_YEARS})?\b{_NO_AGE}")
_ONE_YEAR = re.compile(r"\bein jahr alt\w*\b|\beinjaehrig\w*\b")
_OWNER = r"(?:mein|unser|ihr|sein|dein|euer)(?:e[nmrs]?)?"
_KIN = (
    r"(?:\w*(?:sohn(?:es)?|soehne|tochter|toechter(?:chen|lein)?|soehnchen|kind|kinder"
    r"|kindern|kids|enkel|enkeln|enkelin|enkelinnen|junge|jungen|jungs|maedchen|maedels?"
    r"|zwillingen?|drillingen?|mutter|mutti|mama|vater|papa|oma|opa|mann|frau|bruder"
    r"|schwester|nichte|neffe|partner|partnerin|freund|freundin|bub|knirps)"
    r"|kleine[rns]?|grosse[rn]?|juengste[rn]?|aelteste[rn]?|mittlere[rn]?)"
)
_SELF = (
    r"(?:\w*(?:rentner|rentnerin|senior|seniorin|schueler|schuelerin|student|studentin"
    r"|azubi|arbeitslos|arbeitsuchend|arbeitssuchend|anfaenger|anfaengerin|maennlich"
    r"|weiblich))"
)
_IS = (
    r"(?:(?:ist|is|wird|wurde|werden|sind|mit|gerade|jetzt|bald|ca|etwa|dann|schon|erst"
    r"|nun|inzwischen|der|die|das|von|im alter von|alter) )*"
)
_SEVERAL = re.compile(
    rf"\b(?:{_KIN}|{_OWNER} zwei|{_OWNER} drei) {_IS}"
    rf"((?:{_DIGITS}|{_SPELLED})(?:(?: und| u| &)? (?:{_DIGITS}|{_SPELLED}))+)"
    rf"(?: ?{_YEARS})?\b{_NO_AGE}"
    rf"|\b((?:{_DIGITS}|{_SPELLED}) und (?:{_DIGITS}|{_SPELLED})) ?{_YEARS}\b"
)
_EXACT = (
    re.compile(
        rf"\b{_KIN} (?:(?!(?:{_NOT_A_NAME})\b)[a-z]+ )?{_IS}({_DIGITS})\b{_NO_AGE}"
    ),
    re.compile(rf"\b{_KIN} {_IS}{_NUMBER} ?{_YEARS}\b"),
    re.compile(
        rf"\b{_KIN} (?:ist|wird) (?:jetzt |bald |schon )?({_SPELLED})\b{_NO_AGE}"
    ),
    re.compile(rf"\b{_NUMBER} ?{_YEARS}\b"),
    re.compile(
        rf"\b{_OWNER} (?!(?:{_NOT_A_NAME})\b)[a-z]+ {_IS}({_DIGITS})\b{_NO_AGE}"
    ),
    re.compile(
        r"\b(?:ich|bin|ich bin(?: die| der)? [a-z]+|(?:er|sie|der|die) (?:ist|wird)|alter"
        rf"|ich werde) (?:jetzt |schon |gerade |bald |fast )*({_DIGITS})\b{_NO_AGE}"
    ),
    re.compile(rf"\bmit ({_DIGITS})\b{_NO_AGE}"),
)
_ALONE = re.compile(_DIGITS)
_AFTER_GROUP = re.compile(rf"\b{_SELF} ({_DIGITS})\b{_NO_AGE}")
_STAGES = (
    (re.compile(r"\b(?:mit )?(?:babys?|saeugling\w*|neugeboren\w*)\b"), 0.0, 1.0),
    (re.compile(r"\bkrippenkind(?:er|ern)?\b"), 1.0, 3.0),
    (re.compile(r"\bkindergartenkind(?:er|ern)?\b|\bkitakind(?:er|ern)?\b"), 3.0, 6.0),
    (re.compile(r"\bvorschulkind(?:er|ern)?\b|\bvorschueler\w*\b"), 5.0, 6.0),
    (re.compile(r"\bgrundschulkind(?:er|ern)?\b|\bgrundschueler\w*\b"), 6.0, 10.0),
)
_ADJECTIVE = r"(?:(?!(?:fuer|ueber|unter|hier|immer|aber|oder)\b)\w+e[nrsm]? )?"
_CHILD = (
    r"(?:sohn|tochter|toechterchen|enkel|enkeln|enkelin|enkelinnen|enkelkind|enkelkinder"
    r"|enkelkindern|enkelsohn|enkeltochter|soehne|toechter|soehnchen|zwillinge|drillinge"
    r"|nachwuchs)"
)
_CHILDREN = re.compile(
    rf"\b(?:{_OWNER} {_ADJECTIVE})?{_CHILD}\b"
    rf"|\b{_OWNER} {_ADJECTIVE}(?:kind|kinder|kindern|jungs?|jungen|maedchen|maedels"
    r"|kleine[nrs]?|juengste[nr]?)\b"
)
# Who did or said something is not the one who wants to learn.
_TOLD = re.compile(
    r" (?:hat (?:mir|uns|das|gesagt|gemeint)|sagt|sagte|meint|meinte|erzaehlt|schenkt)\b"
)
_GRANDPARENTS = re.compile(
    r"\b(?:oma|opa|omi|opi|omas|opas|grossmutter|grossvater|grosseltern)\b"
)
_OTHERS = re.compile(
    rf"\b{_OWNER} {_ADJECTIVE}(?:mann|frau|mutter|mutti|mama|vater|papa|bruder"
    r"|schwester|freundin|freund|partner|partnerin|eltern|arbeitgeber|chef|firma)\b"
)
_CHILDMINDERS = re.compile(
    r"\b(?:als|fuer|bin|sind|wir) tages(?:mutter|muetter|vater|vaeter|eltern)\b"
    r"|\btages(?:muetter|mutter) (?:suchen|sucht|brauchen|braucht)\b"
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
    return float(NUMBERS[text] if text in NUMBERS else text.replace(",", "."))


def recognise(sentence: Sentence) -> list[Condition]:
    """Take ages first, then the groups people are named by."""
    elders = _grandparents(sentence)
    for match in list(sentence.find(_PERIOD)):
        sentence.take(*sentence.indexes(match))
    ages = _ages(sentence)
    own = _relatives(sentence, has_age=bool(ages))
    groups = _groups(sentence)
    return ages + list({g.value: g for g in (*elders, *own, *groups)}.values())


def _groups(sentence: Sentence) -> list[Condition]:
    """Take the groups of the closed set; whom a clause only tells about is not meant.

    "Die Kinder sind aus dem Haus" tells, "ich bin Rentnerin" says for whom.
    """
    found = [_group(sentence, m, "fachkraefte") for m in sentence.find(_CHILDMINDERS)]
    starts = {token.start: index for index, token in enumerate(sentence.tokens)}
    told = roles(sentence.text, sentence.tokens)
    for group in wordsets.recognise(sentence, "target_group"):
        index = starts[group.start]
        before = sentence.tokens[index - 1].folded if index else ""
        if told[index] is not Role.STATEMENT or before not in ("die", "der", "den"):
            found.append(group)
    return found


def _group(sentence: Sentence, match: re.Match[str], group: str) -> Condition:
    label = wordsets.labels()["target_group", group]
    return sentence.condition(match, "target_group", group, label)


def _grandparents(sentence: Sentence) -> list[Condition]:
    """Return the group of grandparents, whose age may stand beside them."""
    label = wordsets.labels()["target_group", "senioren"]
    for match in sentence.find(_GRANDPARENTS):
        first, last = sentence.indexes(match)
        start, end = sentence.tokens[first].start, sentence.tokens[last].end
        return [Condition("target_group", "senioren", label, start, end)]
    return []


def _ages(sentence: Sentence) -> list[Condition]:
    found = [*_classes(sentence), *_age_ranges(sentence), *_several(sentence)]
    found += [*_open_ages(sentence), *_small(sentence)]
    for pattern in _EXACT:
        for match in sentence.find(pattern):
            years = _years(match[1])
            found.append(age_condition(sentence, match, years, years))
    for match in _AFTER_GROUP.finditer(sentence.normal):
        # The group itself is left for the closed set.
        number = _ALONE.match(sentence.normal, match.start(1))
        if number and sentence.free(*sentence.indexes(number)):
            years = _years(number[0])
            found.append(age_condition(sentence, number, years, years))
    for pattern, low, high in _STAGES:
        for match in sentence.find(pattern):
            stage = age_condition(sentence, match, low, high)
            found += [] if found else [stage]
    return list({c.value: c for c in found}.values())


def _small(sentence: Sentence) -> Iterator[Condition]:
    """Read ages in months and half years."""
    for match in sentence.find(_MONTHS):
        years = round(_years(match[1] or match[2]) / 12, 1)
        yield age_condition(sentence, match, years, years)
    for match in sentence.find(_ONE_YEAR):
        yield age_condition(sentence, match, 1.0, 1.0)
    for match in sentence.find(_HALF):
        years = (1 if match[1] else _years(match[2])) + 0.5
        yield age_condition(sentence, match, years, years)


def _age_ranges(sentence: Sentence) -> Iterator[Condition]:
    for pattern in _RANGES:
        for match in sentence.find(pattern):
            low, high = _years(match[1]), _years(match[2])
            if low < high <= MAX_AGE:
                yield age_condition(sentence, match, low, high)


def _several(sentence: Sentence) -> Iterator[Condition]:
    """Read the ages of several children: "für meine Jungs, 5 und 8"."""
    for match in sentence.find(_SEVERAL):
        words = (match[1] or match[2]).split()
        ages = [_years(word) for word in words if word not in ("und", "u", "&")]
        start, end = sentence.take(*sentence.indexes(match))
        for years in ages:
            value = f"{_plain(years)}-{_plain(years)}"
            yield Condition("age", value, age_label(years, years), start, end)


def _open_ages(sentence: Sentence) -> Iterator[Condition]:
    for match in sentence.find(_FROM):
        if not _is_time_of_day(sentence, match):
            years = _years(next(group for group in match.groups() if group))
            yield age_condition(sentence, match, years, None)
    for match in sentence.find(_UNDER):
        yield age_condition(sentence, match, 0.0, _years(match[1]) - 1)
    for match in sentence.find(_UP_TO):
        years = _years(match[1] or match[2])
        yield age_condition(sentence, match, None, years)


def _is_time_of_day(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a bare number after a day is the hour: "freitags ab 17"."""
    first, _ = sentence.indexes(match)
    before = sentence.tokens[first - 1].folded if first else ""
    is_after_day = any(wordsets.lookup(f, before) for f in ("weekday", "daytime"))
    return bool(match[4]) and is_after_day


def _classes(sentence: Sentence) -> Iterator[Condition]:
    """Read school classes: whoever is in class n is n + 5 or n + 6 years old."""
    for match in sentence.find(_CLASSES):
        low, high = int(match[1] or match[3]), int(match[2] or match[4])
        if low < high:
            yield age_condition(sentence, match, low + 5.0, high + 6.0)
    for match in sentence.find(_SCHOOL_CLASS):
        digits, spelled = match[1] or match[2], match[4]
        number = int(digits or NUMBERS.get(spelled) or _ORDINALS[match[3]])
        yield age_condition(sentence, match, number + 5.0, number + 6.0)
    for match in sentence.find(_BEGINNERS):
        yield age_condition(sentence, match, 6.0, 7.0)


def _relatives(sentence: Sentence, *, has_age: bool) -> list[Condition]:
    """Take "mein Sohn", "meine Frau"; only children without an age say for whom."""
    found = []
    for match in sentence.find(_CHILDREN):
        taken = _group(sentence, match, "kinder")
        if not has_age and not _TOLD.match(sentence.normal, match.end()):
            found.append(taken)
    for pattern in (_GRANDPARENTS, _OTHERS):
        for match in sentence.find(pattern):
            sentence.take(*sentence.indexes(match))
    return found
