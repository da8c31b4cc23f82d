"""Days and spans of days in a sentence: "übernächste Woche", "vom 3. bis 7.12.".

A rule reads a span of days; a word before it ("ab", "bis", "vor", "nach") turns the
span into what lies before or after it, whichever rule has read it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from catalog.language import feasts, spans
from catalog.language.clock import DAY, Clock, Days, Span
from catalog.language.numbers import DAY_WORD, NUMBER, NUMBERS, ORDINAL
from catalog.language.sentence import Sentence
from catalog.language.spans import MONTHS, SEASONS, THIS, WEEKDAYS
from catalog.records import Condition

_MONTH = rf"{'|'.join(MONTHS)}|jaenner|jan|feb|apr|jun|jul|aug|sept?|okt|nov|dez"
_WEEKDAY = "|".join(WEEKDAYS)
_YEAR = r"20\d\d"
_COMING = r"(?:naechste|kommende|folgende)[nrms]?"
_AFTER_NEXT = r"ueber ?naechste[nrms]?"
WHICH = rf"(?P<which>{THIS}|{_COMING}|{_AFTER_NEXT})"
_PREFIX = (
    r"(?:(?P<p>(?:erst )?ab|bis|vor|nach|spaetestens|fruehestens)"
    r"(?: (?:zum|zur|zu|dem|den|der|die|das|am|im|in|einschliesslich|spaetestens))* )?"
)
_NO_UNIT = r"(?! ?(?:euros?|eur|€|uhr|h|km|kilometer|jahre?n?|j|jaehrig\w*|prozent)\b)"


_ADVENT = re.compile(r"(?:[1-4]|te[nr]?) advent\b")
DAYS_OF_WEEK = 7
_DURING = frozenset(("im", "in", "am"))


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    read: Callable[[Clock, re.Match[str]], Span | None]


def recognise(sentence: Sentence, clock: Clock) -> list[Condition]:
    """Take every day and span of days that is named, in the order of the rules."""
    if not _any_day().search(sentence.normal):
        return []
    return [condition for rule in _rules() for condition in _by(rule, sentence, clock)]


def recognise_advents(sentence: Sentence, clock: Clock) -> Iterator[Condition]:
    """Take "2. Advent", of which "Advent" would be part of a matter: "… Kränze"."""
    if _ADVENT.search(sentence.normal):
        feast = next(rule for rule in _rules() if rule.read is spans.feast)
        yield from _by(feast, sentence, clock)


def _by(rule: _Rule, sentence: Sentence, clock: Clock) -> Iterator[Condition]:
    for match in list(sentence.find(rule.pattern)):
        days = _read(rule, clock, match)
        # An earlier match of the same rule may have taken the words.
        if days is None or not sentence.free(*sentence.indexes(match)):
            continue
        if _is_birthday(sentence, match) or _is_mere_word(sentence, match):
            continue
        if _is_over(sentence, match, days, clock.today):
            sentence.take(*sentence.indexes(match))
        else:
            value, label = dates_value(*days), dates_label(*days)
            yield sentence.condition(match, "dates", value, label)


def _is_birthday(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether somebody has a birthday then: "wird nächsten Monat 6"."""
    first, last = sentence.indexes(match)
    words = [token.folded for token in sentence.tokens]
    after = "".join(words[last + 1 : last + 2])
    is_number = after.isdigit() or after in NUMBERS
    before = [word for word in words[max(0, first - 2) : first] if word not in _DURING]
    return is_number and before[-1:] in (["wird"], ["werden"], ["werde"])


def _is_mere_word(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a season is no time: "Sommer" counts alone, but not in "Sommer malen"."""
    if match[0] not in SEASONS:
        return False
    index, _ = sentence.indexes(match)
    is_last = index + 1 == len(sentence.tokens)
    after = sentence.text[sentence.tokens[index].end :] if is_last else ""
    after = after if is_last else sentence.before(index + 1)
    is_apart = sentence.before(index).strip()[-1:] == "," and not after.strip(",.!?) ")
    return not (is_apart and (is_last or after.strip()))


def _is_over(sentence: Sentence, match: re.Match[str], days: Days, today: date) -> bool:
    """Whether days are named since when something is so, or ended long ago."""
    first, _ = sentence.indexes(match)
    before = sentence.tokens[first - 1].folded if first else ""
    return before == "seit" or (days[1] is not None and days[1] < today)


def _read(rule: _Rule, clock: Clock, match: re.Match[str]) -> Days | None:
    """Return what a rule says; a day beyond the calendar is none."""
    try:
        span = rule.read(clock, match)
        return None if span is None else _around(match["p"], span, clock.today)
    except (OverflowError, ValueError):
        return None


def _around(word: str | None, span: Span, today: date) -> Days:
    first, last = span
    if word is None:
        return (max(first, today), last) if last >= today else span
    if word in ("bis", "spaetestens"):
        return None, last
    if word == "vor":
        return None, first - DAY
    if word == "nach":
        return last + DAY, None
    return max(first, today), None


def dates_value(first: date | None, last: date | None) -> str:
    """Return the value of a dates condition; `None` is an open end."""
    return "/".join(day.isoformat() if day else "" for day in (first, last))


def parse_dates(value: str) -> Days:
    """Read the value of a dates condition."""
    first, _, last = value.partition("/")
    return (
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
    )


def is_longer_than_a_week(value: str) -> bool:
    """Whether a dates condition spans more than seven days; an open end does."""
    first, last = parse_dates(value)
    return first is None or last is None or (last - first).days >= DAYS_OF_WEEK


def dates_label(first: date | None, last: date | None) -> str:
    """Return a range of days as Germans write it."""
    if first is None:
        return f"bis {last:%d.%m.%Y}" if last else ""
    if last is None:
        return f"ab {first:%d.%m.%Y}"
    if first == last:
        return f"{first:%d.%m.%Y}"
    if first.year == last.year:
        return f"{first:%d.%m.}–{last:%d.%m.%Y}"
    return f"{first:%d.%m.%Y}–{last:%d.%m.%Y}"


_PART = r"(?:(?P<part>anfang|mitte|ende)(?: (?:des|der|im))* )?"
_NUMERIC = r"(?P<d>\d{1,2})[.](?P<m>\d{1,2})(?:[.](?P<y>\d{4}|\d{2}))?"
_DAY = rf"\d{{1,2}}|{DAY_WORD}"
_NAMED = rf"(?P<d>{_DAY}) (?P<m>{_MONTH})\b(?: (?P<y>{_YEAR}))?"
_FROM = r"(?:(?:vom|von|zwischen)(?: dem)? )?"
_TO = r"(?:bis|-|und)(?: zum| dem| einschliesslich)*"
_ON = rf"(?:(?:{_WEEKDAY}) )?(?:(?:am|dem|den|der) )*"
_NTH = rf"(?P<nth>{ORDINAL}|letzte[nrs]?)"
_WEEKEND = r"(?:am )?(?:wochenende|we) (?:vom|um den|am|den|dem|des)(?: dem)?"
_UNIT = r"(?P<unit>tage?n?|wochen?|monate?n?)\b"


@lru_cache(maxsize=1)
def _any_day() -> re.Pattern[str]:
    """Return what at least one of the rules needs; most sentences have none of it."""
    return re.compile(
        rf"\d|\b(?:{_MONTH}|{_WEEKDAY}|{'|'.join(SEASONS)}|{feasts.pattern()})"
        r"|woche|tage|\bwe\b|monat|jahr|ferien|heut|morgen|sofort|quartal|kw|advent|\bzwischen "
    )


@lru_cache(maxsize=1)
def _rules() -> tuple[_Rule, ...]:
    """Return the rules, the more specific ones first."""
    return tuple(
        _Rule(re.compile(rf"\b{_PREFIX}(?:{body})"), read)
        for body, read in (
            (rf"{_FROM}(?P<d1>\d{{1,2}})(?:[.](?P<m1>\d{{1,2}})(?:[.](?P<y1>\d{{4}}|\d{{2}}))?)? {_TO} {_NUMERIC}\b{_NO_UNIT}", spans.span),
            (rf"{_FROM}(?P<d1>{_DAY})(?: (?P<m1>{_MONTH}))? {_TO} {_NAMED}", spans.named_span),
            (rf"(?:wochenende )?{_ON}(?P<d1>{_DAY})(?: (?:und|oder))? {_ON}(?:{_NUMERIC}\b{_NO_UNIT}|(?P<d3>{_DAY}) (?P<month>{_MONTH})\b)", spans.two_days),
            (rf"{_WEEKEND} {_NUMERIC}\b{_NO_UNIT}", spans.weekend_of),
            (rf"{_WEEKEND} {_NAMED}", spans.weekend_of),
            (rf"{_WEEKEND} (?P<d>\d{{1,2}})(?= |$){_NO_UNIT}", spans.weekend_of_day),
            (rf"{_ON}{_NUMERIC}\b{_NO_UNIT}", spans.numeric),
            (rf"{_ON}{_NAMED}", spans.named),
            (rf"{_NTH} (?P<m>{_MONTH})(?P<day>wochenende)\b(?: (?P<y>{_YEAR}))?", spans.nth_in_month),
            (rf"{_NTH} (?P<day>{_WEEKDAY}|wochenende) (?:im|des|in)(?: monat)? (?P<m>{_MONTH})s?\b(?: (?P<y>{_YEAR}))?", spans.nth_in_month),
            (rf"{_NTH} (?:(?P<m>{_MONTH})woche|woche (?:im|des) (?P<m2>{_MONTH})s?)\b", spans.week_of_month),
            (rf"des (?P<m>{_MONTH})s\b", spans.whole_month),
            (rf"(?P<m>{_MONTH})ferien\b", spans.holiday_in_month),
            (rf"(?:(?:{THIS}|{_COMING}) )?(?P<h>winter|oster|pfingst|sommer|herbst|weihnachts|faschings|grossen?)? ?(?:schul)?ferien(?:zeit|wochen?)?\b(?: (?P<y>{_YEAR}))?", spans.holiday),
            (r"zwischen (?:den jahren|weihnachten und (?:neujahr|silvester))\b", spans.between_the_years),
            (rf"(?:{feasts.pattern()})\b", spans.feast),
            (r"(?P<nth>[1-4]|(?:erst|zweit|dritt|viert)e[nrs]?) advents(?:wochenende|we)\b", spans.advent_weekend),
            (rf"(?P<nth>erste|zweite)[nr]? (?:haelfte (?:im |des )?(?P<m>{_MONTH})|(?P<m2>{_MONTH})haelfte)s?\b", spans.half_of_month),
            (r"(?:monats(?P<part2>anfang|mitte|ende)|(?P<part>anfang|mitte|ende) (?:des|vom|diesen|dieses) monats?)\b", spans.running_month),
            (r"(?:adventszeit|vorweihnachtszeit|advent)\b", spans.advent),
            (rf"(?:(?:von|zwischen|vom) )?(?P<part1>anfang|mitte|ende) (?P<m1>{_MONTH}) (?:bis|-|und)(?: zum)? {_PART}(?P<m>{_MONTH})\b", spans.parts_of_months),
            (rf"(?:(?:von|zwischen|vom) )?(?P<m1>{_MONTH}) (?:bis|-)(?: zum)? (?P<part>anfang|mitte|ende) (?P<m>{_MONTH})\b", spans.parts_of_months),
            (rf"(?:(?:von|zwischen|vom) )?(?P<m1>{_MONTH}) (?:(?:bis|-|und|oder)(?: zum)? )?(?P<m>{_MONTH})\b(?: (?P<y>{_YEAR}))?", spans.months),
            (rf"(?:im )?(?P<nth>{ORDINAL}) (?P<unit>quartal|halbjahr)\b(?: (?:des )?(?:(?P<y>{_YEAR})|(?P<next_year>(?:naechsten|kommenden) jahr(?:es)?)))?", spans.part_of_year),
            (rf"{_PART}(?P<m>{_MONTH})\b(?: (?P<y>{_YEAR})|(?P<next_year> (?:des )?naechsten jahres))?", spans.month),
            (rf"{_PART}{WHICH} monate?s?\b", spans.certain_month),
            (r"(?:jahresanfang|jahresbeginn)\b", spans.start_of_year),
            (r"(?:jahresende|ende (?:des|dieses) jahres)\b", spans.end_of_year),
            (rf"{_PART}{WHICH} jahre?s?\b", spans.certain_year),
            (rf"(?P<lead>(?:im jahre?|im|in) )?(?P<y>{_YEAR})\b(?P<end>$)?", spans.calendar_year),
            (r"(?:im )?neuen jahr\b", spans.new_year),
            (rf"(?P<lead>(?:(?:im|zum|in dem|ueber(?: den)?|fuer den|den ganzen|waehrend des) )*)(?:{WHICH} )?(?P<season>{'|'.join(SEASONS)})\b(?P<over> ueber\b)?(?: (?P<y>{_YEAR}))?", spans.season),
            (rf"{WHICH} woche (?:am )?(?P<day>{_WEEKDAY})s?\b", spans.weekday_in_week),
            (rf"(?P<day>{_WEEKDAY})s? (?:(?:in|der|die|den) )*{WHICH} woche\b", spans.weekday_in_week),
            (rf"{_PART}(?:der )?{WHICH} woche\b", spans.week),
            (r"(?:(?:kalenderwoche|kw) ?(?P<n>\d{1,2})|(?P<n2>\d{1,2}) ?(?:kalenderwoche|kw))\b", spans.calendar_week),
            (rf"{WHICH} (?:wochenende|we)\b", spans.weekend),
            (rf"{WHICH} (?P<day>{_WEEKDAY})\b", spans.certain_weekday),
            (rf"(?P<day>{_WEEKDAY}) in (?P<n>{NUMBER}) (?P<unit>wochen?|tagen)\b", spans.weekday_in_weeks),
            (rf"(?P<day>{_WEEKDAY})\b", spans.limit_weekday),
            (rf"(?:in|innerhalb|binnen|die|den|der)(?: (?:der|den|von))* (?:naechsten|kommenden|folgenden)(?: (?P<n>{NUMBER}|paar))? {_UNIT}", spans.within),
            (rf"(?:innerhalb|binnen)(?: (?:der|von))* (?P<n>{NUMBER}|paar) {_UNIT}", spans.within),
            (rf"(?P<from_today>heute )?in (?P<n>{NUMBER}) {_UNIT}", spans.in_some_time),
            (rf"(?:am|zum|dem) (?P<d>\d{{1,2}})\b(?![.,:]\d)(?! (?:{_WEEKDAY}|wochenende|klasse)){_NO_UNIT}", spans.bare_day),
            (rf"(?:der|den) (?:(?P<d>\d{{1,2}})(?= (?:ist|ists|is|war|wars|waere|waers|wird|passt|passts|meine?|meinte|sollte)\b)|(?P<d2>[6-9]|[12]\d|3[01])$){_NO_UNIT}", spans.bare_day),
            (r"nicht (?:erst )?(?P<day>uebermorgen|heute|morgen) sondern (?:am |an )?(?:den|dem|die|das) (?:tag |woche )?(?:danach|darauf|drauf)\b", spans.week_after),
            (r"im laufe (?:der|dieser) woche\b", spans.this_week),
            (r"uebermorgen\b", spans.days_ahead(2)),
            (r"heute?\b", spans.days_ahead(0)),
            (r"morgen\b", spans.days_ahead(1)),
            (r"sofort\b", spans.at_once),
        )
    )  # fmt: skip
