"""Weekdays in a sentence: "dienstags", "Montag bis Mittwoch", "unter der Woche"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from catalog.language import wordsets
from catalog.language.sentence import Sentence
from catalog.records import Condition

_FULL = "montag dienstag mittwoch donnerstag freitag samstag sonntag".split()
_SHORT = "mo di mi do fr sa so".split()
_NUMBERS = {
    **{name: number for number, name in enumerate(_FULL, 1)},
    **{name: number for number, name in enumerate(_SHORT, 1)},
    "sonnabend": 6,
}
_NAME = "|".join(sorted(_NUMBERS, key=len, reverse=True))
# The short names are words of their own ("so", "do"): only two of them are weekdays.
_RANGE = re.compile(
    rf"\b(?:von |zwischen )?(?P<a>{_NAME})s?(?: (?:bis|-|und|oder|&)(?: zum)? |-)(?P<b>{_NAME})s?\b"
)
_SHORT_LIST = re.compile(
    rf"\b(?:{'|'.join(_SHORT)})(?:(?: (?:und|oder|u|&|[+]))? (?:{'|'.join(_SHORT)})\b)+"
)
# One short name alone is a weekday where a time follows: "Di abend", "Do 18 Uhr".
_SHORT_ONE = re.compile(
    rf"\b(?:am |jeden |immer )?(?P<day>{'|'.join(_SHORT)})"
    r"(?=s? (?:abends?|vormittags?|nachmittags?|mittags?|frueh|ab \d|um \d|nach \d"
    r"|\d{1,2} (?:bis|-) \d{1,2}(?![.]?\d)|\d{1,2}"
    r"(?:[.:]\d\d)? ?(?:uhr|h)\b))"
    rf"|\b(?:am|jeden) (?P<only>{'|'.join(_SHORT)})\b"
)
_SETS = (
    (
        re.compile(
            r"\b(?:(?:am|an|den|jedes) )*wochen ?enden?\b|\b(?:am|jedes) we\b|\bwochenends?\b(?!-)"
        ),
        "6,7",
        "am Wochenende",
    ),
    (
        re.compile(
            r"\b(?:unter|innerhalb|waehrend) der woche\b|\b(?:an )?(?:wochentag|werktag)"
            r"(?:s|en)\b|(?<!mal )\bin der woche\b(?! (?:vom|vor|nach|ab|bis|zwischen)\b)"
        ),
        "1,2,3,4,5",
        "Montag bis Freitag",
    ),
)
# A day at the end of a word ("Familiensonntag") or at its beginning ("Montagskurs").
_IN_WORD = re.compile(
    rf"\b[a-z]{{4,}}(?P<last>{'|'.join(_FULL)})s?\b"
    rf"|\b(?P<first>{'|'.join(_FULL)})s(?P<rest>[a-z]+)\b|\bwochenend-?(?P<rest2>[a-z]+)\b"
)
ALL = frozenset(range(1, 8))


def recognise_spans(sentence: Sentence) -> list[Condition]:
    """Take every span of weekdays ("Montag bis Mittwoch", "Mo-Fr", "Di + Do")."""
    found = []
    for match in list(sentence.find(_SHORT_LIST)):
        days = sorted({_NUMBERS[w] for w in match[0].split() if w in _NUMBERS})
        value = ",".join(str(day) for day in days)
        found.append(sentence.condition(match, "weekday", value, label(days)))
    for match in list(sentence.find(_RANGE)):
        days = _range(match)
        if days:
            value = ",".join(str(day) for day in days)
            found.append(sentence.condition(match, "weekday", value, label(days)))
    for match in list(sentence.find(_SHORT_ONE)):
        _, last = sentence.indexes(match)
        if sentence.tokens[last].text[:1].isupper():
            day = _NUMBERS[match["day"] or match["only"]]
            found.append(sentence.condition(match, "weekday", str(day), label([day])))
    return found


def recognise_words(sentence: Sentence) -> list[Condition]:
    """Take every other weekday, each one as a condition of its own."""
    found = [
        sentence.condition(match, "weekday", value, words)
        for pattern, value, words in _SETS
        for match in list(sentence.find(pattern))
    ]
    found += wordsets.recognise(sentence, "weekday", repeated=True)
    return found + _in_words(sentence)


def _in_words(sentence: Sentence) -> list[Condition]:
    """Return the days that parts of words name; the words stay free for others."""
    found = []
    for match in sentence.find(_IN_WORD):
        first, last = sentence.indexes(match)
        start, end = sentence.tokens[first].start, sentence.tokens[last].end
        rest = match["rest"] or match["rest2"]
        if rest and not wordsets.is_format(rest):
            continue
        name = match["last"] or match["first"]
        if name:
            day = _NUMBERS[name]
            found.append(Condition("weekday", str(day), label([day]), start, end))
        else:
            found.append(Condition("weekday", "6,7", "am Wochenende", start, end))
    return found


def _range(match: re.Match[str]) -> list[int]:
    first, last = _NUMBERS[match["a"]], _NUMBERS[match["b"]]
    if not {"und", "oder", "&"}.isdisjoint(match[0].split()):
        return sorted({first, last})
    # From Friday to Monday it goes on over the weekend.
    return sorted({(first - 1 + i) % 7 + 1 for i in range((last - first) % 7 + 1)})


def days_of(value: str) -> frozenset[int]:
    """Read the value of a weekday condition; Monday is 1."""
    return frozenset(int(day) for day in value.split(","))


def label(days: Sequence[int]) -> str:
    """Return weekdays as Germans write them."""
    known = wordsets.labels()
    names = [known["weekday", str(day)] for day in days]
    is_span = len(days) > 2 and days[-1] - days[0] == len(days) - 1
    return f"{names[0]} bis {names[-1]}" if is_span else ", ".join(names)


def merged(
    wanted: Sequence[Condition], unwanted: Sequence[Condition]
) -> list[Condition]:
    """Return one condition with the days that are wanted and not ruled out."""
    named = [*wanted, *unwanted]
    if not named:
        return []
    if len(named) == 1 and wanted:
        return list(wanted)
    days = frozenset().union(*(days_of(c.value) for c in wanted)) or ALL
    for condition in unwanted:
        days -= days_of(condition.value)
    if not days:
        return []
    if wanted:
        words = label(sorted(days))
    else:
        words = "nicht " + ", ".join(dict.fromkeys(c.label for c in unwanted))
    start, end = min(c.start for c in named), max(c.end for c in named)
    value = ",".join(str(day) for day in sorted(days))
    return [Condition("weekday", value, words, start, end)]
