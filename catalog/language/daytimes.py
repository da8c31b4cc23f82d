"""Times of day in a sentence, as windows of clock time: "nach 18 Uhr", "abends"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from catalog.language import wordsets
from catalog.language.numbers import NUMBERS, number_of
from catalog.language.sentence import Sentence
from catalog.language.spans import MONTHS
from catalog.records import Condition

_MIDNIGHT = 24 * 60
_NOON = 12
# Nobody asks for what is over before this time.
_DAYBREAK = 6 * 60
# Before this hour courses do not begin: "halb sieben" is in the evening.
_FIRST_HOUR = 8
_HOURS = "|".join(word for word, number in NUMBERS.items() if 1 <= number <= 24)
_QUARTERS = {
    "halb": -30, "dreiviertel": -15, "viertel vor": -15, "viertel nach": 15,
    "viertel": -45,
}  # fmt: skip
_QUARTER = "|".join(sorted(_QUARTERS, key=len, reverse=True))
_OCLOCK = r"(?: ?(?:uhr|h))"
_PART_OF_DAY = r"(?:frueh|morgens|vormittags?|mittags|nachmittags?|abends?)"
_EVENING = re.compile(r"\b(?:\w*abends?|\w*nachmittags?)\b")
_MORNING = re.compile(r"\b(?:\w*morgens?|\w*vormittags?|frueh)\b")


def _time(name: str) -> str:
    return (
        rf"(?:(?P<q{name}>{_QUARTER}) )?(?P<h{name}>\d{{1,2}}|{_HOURS})"
        rf"(?:[:.](?P<m{name}>[0-5]\d))?"
    )


_BETWEEN = (
    re.compile(
        rf"\b(?:zwischen |von )?{_time('1')}{_OCLOCK}? (?:und|bis|-) {_time('2')}{_OCLOCK}"
        rf"(?: {_PART_OF_DAY})?\b"
    ),
    re.compile(
        rf"\b(?:zwischen |von ){_time('1')} (?:und|bis|-) {_time('2')} {_PART_OF_DAY}\b"
    ),
    re.compile(
        rf"\b(?:zwischen |von )?(?=\d{{1,2}}:){_time('1')} (?:und|bis|-) {_time('2')}(?!\w)"
    ),
    re.compile(
        rf"\b(?:zwischen |von )?{_time('1')} (?:und|bis|-) (?=\d{{1,2}}:){_time('2')}(?!\w)"
    ),
)
# "Bis 7.12." is a day.
_NO_DATE = r"(?!\d{1,2}[.]\d)"
_LIMIT = (
    r"(?P<p>nach|ab|erst ab|vor|bis|spaetestens|fruehestens|um|gegen|beginn|start)"
    r"(?: (?:um|ca|circa|etwa|so|gegen|spaetestens|schon|maximal|max|hoechstens))*"
)
_AT = (
    re.compile(
        rf"\b(?:(?:frueh|morgens) (?=vor |bis ))?{_LIMIT} {_time('1')}{_OCLOCK}"
        rf"(?: {_PART_OF_DAY})?\b"
    ),
    re.compile(rf"\b{_LIMIT} {_NO_DATE}{_time('1')} {_PART_OF_DAY}\b"),
    # There is no such month: "um 19.30".
    re.compile(
        rf"\b{_LIMIT} (?=\d{{1,2}}[.](?:00|1[3-9]|[2-5]\d)\b){_time('1')}(?! ?€)\b"
    ),
    re.compile(
        rf"\b(?:{_LIMIT} )?(?=(?:{_QUARTER}) |\d{{1,2}}:){_time('1')}(?: {_PART_OF_DAY})?\b"
    ),
)
# Beside a part of the day a bare hour is one of the clock: "abends ab sieben".
_AFTER_PART = re.compile(
    rf"\b(?:frueh|morgens|vormittags|mittags|nachmittags|abends) {_LIMIT} {_NO_DATE}{_time('1')}"
    r"(?= |$)(?! ?(?:uhr|h|jahre?n?|j|jaehrig\w*|euros?|eur|€|km|kilometer|personen|monate?n?)\b)"
)
_OR_LATER = re.compile(
    rf"\b{_time('1')}{_OCLOCK} (?:oder|und) (?P<p>spaeter|frueher)\b"
)
_AT_HOURS = re.compile(rf"(?:zwischen|von) {_time('1')} (?:und|bis|-) {_time('2')}\b")
# Only beside a day a bare hour says when: "dienstags 18 Uhr".
_AT_HOUR = re.compile(rf"{_time('1')}{_OCLOCK}\b")
_AFTER_DAY = re.compile(
    rf"\b(?:[a-z]*(?:tags?|wochs?|abends?|nachmittags?|vormittags?)|mo|di|mi|do|fr|sa|so),? (?P<at>{_time('1')}{_OCLOCK})\b"
)
_SPAN_AFTER_DAY = re.compile(
    rf"\b[a-z]*(?:tags?|wochs?|abends?|nachmittags?|vormittags?|morgens?),? (?P<at>(?:zwischen|von)"
    rf" {_time('1')} (?:und|bis|-) {_time('2')})(?! ?(?:jahre?n?|j|jaehrig\w*)\b)\b"
)
_COUNTED = (
    r"jahre?n?|j|jaehrig\w*|euros?|eur|€|km|kilometer|personen|leute|kinder|kids|minuten?"
    rf"|min|wochen?|termine?|mal|{'|'.join(MONTHS)}"
)
# "Dienstags 16-18", which is no day of a month.
_BARE_HOURS = re.compile(
    rf"(?<= )(?=\d[\d:]* (?:bis|-) [\d:]+(?: |$)){_time('1')} (?:bis|-) {_time('2')}"
    rf"(?! ?(?:{_COUNTED})\b)"
)
_DAY_BEFORE = re.compile(
    r"\b(?:[a-z]*(?:tags?|wochs?|abends?|nachmittags?|vormittags?|morgens?)|mo|di|mi|do|fr"
    r"|sa|so) $"
)
_IN_WORD = re.compile(
    r"\b(?P<part>vormittag|nachmittag|mittag|abend)(?P<link>s?-?)(?P<rest>[a-z]{4,})\b"
)
_BEFORE = ("vor", "bis", "spaetestens", "frueher")

Window = tuple[int, int]


def recognise_clock(sentence: Sentence) -> list[Condition]:
    """Take every time and span of time on the clock."""
    found = []
    for pattern in _BETWEEN:
        for match in list(sentence.find(pattern)):
            first, last = (_minutes(sentence, match, name) for name in "12")
            if first < last <= _MIDNIGHT:
                found.append(_condition(sentence, match, (first, last)))
    for pattern in (_OR_LATER, _AFTER_PART, *_AT):
        for match in list(sentence.find(pattern)):
            minutes = _minutes(sentence, match, "1")
            if minutes <= _MIDNIGHT:
                window = _window(match["p"], minutes)
                found.append(_condition(sentence, match, window))
    return found + _behind_days(sentence)


def _behind_days(sentence: Sentence) -> list[Condition]:
    """Take the bare hours behind a day, which itself is left to the weekdays."""
    found = []
    for match in list(sentence.find(_SPAN_AFTER_DAY)):
        first, last = (_minutes(sentence, match, name) for name in "12")
        if first < _FIRST_HOUR * 60 and not _is_early(sentence):
            # "Dienstags von 5 bis 7" is in the evening.
            first, last = first + _NOON * 60, last + _NOON * 60
        hours = _AT_HOURS.match(sentence.normal, match.start("at"))
        if hours is not None and first < last <= _MIDNIGHT:
            found.append(_condition(sentence, hours, (first, last)))
    for match in list(sentence.find(_BARE_HOURS)):
        first, last = (_minutes(sentence, match, name) for name in "12")
        is_after_day = _DAY_BEFORE.search(sentence.normal[: match.start()])
        if is_after_day and _FIRST_HOUR * 60 <= first < last <= _MIDNIGHT:
            found.append(_condition(sentence, match, (first, last)))
    for match in list(sentence.find(_AFTER_DAY)):
        only = _AT_HOUR.match(sentence.normal, match.start("at"))
        if only is not None:
            minutes = _minutes(sentence, match, "1")
            found.append(_condition(sentence, only, _window(None, minutes)))
    return found


def _window(word: str | None, minutes: int) -> Window:
    if word in _BEFORE:
        return 0, minutes
    if word == "spaeter":
        return minutes, _MIDNIGHT
    if word in (None, "um", "beginn", "start"):
        return minutes, min(minutes + 60, _MIDNIGHT)
    if word == "gegen":
        return max(minutes - 60, 0), min(minutes + 60, _MIDNIGHT)
    return minutes, _MIDNIGHT


def _minutes(sentence: Sentence, match: re.Match[str], name: str) -> int:
    """Return the time a match names; "halb sieben" is 18:30 if nothing says otherwise."""
    text, quarter = match[f"h{name}"], match[f"q{name}"]
    hour = number_of(text)
    minutes = hour * 60 + int(match[f"m{name}"] or 0) + _QUARTERS.get(quarter, 0)
    is_spoken = bool(quarter) or not text.isdigit()
    is_early = _is_early(sentence)
    is_late = bool(_EVENING.search(sentence.normal)) and not is_early
    if minutes < _NOON * 60 and (
        is_late or (is_spoken and hour <= _FIRST_HOUR and not is_early)
    ):
        minutes += _NOON * 60
    return minutes


def _is_early(sentence: Sentence) -> bool:
    return _MORNING.search(sentence.normal) is not None


def _condition(sentence: Sentence, match: re.Match[str], window: Window) -> Condition:
    return sentence.condition(match, "daytime", value_of(window), label(window))


def recognise_words(sentence: Sentence) -> list[Condition]:
    """Take every word for a part of the day ("abends")."""
    windows = wordsets.windows()
    found = [*wordsets.recognise(sentence, "daytime", repeated=True)]
    return [
        Condition("daytime", windows[c.value], c.label, c.start, c.end)
        for c in (*found, *_in_words(sentence))
    ]


def _in_words(sentence: Sentence) -> Iterator[Condition]:
    """Yield the parts of the day in words that stay free: "Vormittagskurs"."""
    for match in sentence.find(_IN_WORD):
        value = wordsets.lookup("daytime", match["part"])
        rests = match["rest"], f"{match['link']}{match['rest']}"
        if value is not None and any(map(wordsets.is_format, rests)):
            first, last = sentence.indexes(match)
            start, end = sentence.tokens[first].start, sentence.tokens[last].end
            yield Condition("daytime", value.value, value.label, start, end)


def value_of(window: Window) -> str:
    """Return the value of a daytime condition."""
    return "-".join(f"{m // 60:02d}:{m % 60:02d}" for m in window)


def parse_window(value: str) -> Window:
    """Read the value of a daytime condition as minutes from midnight."""
    first, _, last = value.partition("-")
    return _clock_minutes(first), _clock_minutes(last)


def _clock_minutes(clock: str) -> int:
    hour, _, minute = clock.partition(":")
    return int(hour) * 60 + int(minute)


def label(window: Window) -> str:
    """Return a window as Germans write it."""
    first, last = value_of(window).split("-")
    if window[0] == 0:
        return f"vor {last} Uhr"
    if window[1] == _MIDNIGHT:
        return f"ab {first} Uhr"
    return f"{first}–{last} Uhr"


def merged(
    wanted: Sequence[Condition], unwanted: Sequence[Condition]
) -> list[Condition]:
    """Return the windows that are wanted and not ruled out."""
    found: list[Condition] = []
    for condition in wanted:
        found = _joined(found, condition)
    for condition in unwanted:
        found = _without(found, condition)
    return list({c.value: c for c in found}.values())


def _joined(found: list[Condition], other: Condition) -> list[Condition]:
    """Add a window: inside another one it replaces it, beside it they become one."""
    first, last = parse_window(other.value)
    for index, known in enumerate(found):
        start, end = parse_window(known.value)
        if start <= first and last <= end:
            return [*found[:index], other, *found[index + 1 :]]
        if first <= start and end <= last:
            return found
        if max(start, first) <= min(end, last):
            is_clock = "Uhr" in known.label or "Uhr" in other.label
            pick = (max, min) if is_clock else (min, max)
            window = (pick[0](start, first), pick[1](end, last))
            both = _between(window, known, other)
            return [*found[:index], both, *found[index + 1 :]]
    return [*found, other]


def _between(window: Window, one: Condition, other: Condition) -> Condition:
    start, end = min(one.start, other.start), max(one.end, other.end)
    return Condition("daytime", value_of(window), label(window), start, end)


def _without(found: list[Condition], unwanted: Condition) -> list[Condition]:
    first, last = parse_window(unwanted.value)
    is_whole_day = not found
    windows = [parse_window(c.value) for c in found] or [(0, _MIDNIGHT)]
    rest = [
        part
        for start, end in windows
        for part in ((start, min(end, first)), (max(start, last), end))
        if part[0] < part[1] and part[1] > _DAYBREAK
    ]
    is_word = is_whole_day and len(rest) == 1 and "Uhr" not in unwanted.label
    words = f"nicht {unwanted.label}" if is_word else ""
    return [
        Condition(
            "daytime",
            value_of(part),
            words or label(part),
            unwanted.start,
            unwanted.end,
        )
        for part in rest
    ]
