"""Dates, weekdays and times of day in a sentence, as inclusive days and minutes."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from catalog.calendars import next_school_holiday
from catalog.language import wordsets
from catalog.language.sentence import Sentence
from catalog.records import Condition

DAY = timedelta(days=1)
_MONTHS = (
    "januar februar maerz april mai juni juli august september oktober november"
    " dezember".split()
)
_MONTH = rf"({'|'.join(_MONTHS)}|jan|feb|maerz|apr|jun|jul|aug|sept?|okt|nov|dez)"
_WEEKDAYS = "montag dienstag mittwoch donnerstag freitag samstag sonntag".split()
_WEEKDAY = r"(montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)"
_DAY = r"(\d{1,2})[.](\d{1,2})(?:[.](\d{4}|\d{2}))?"
_NEXT = r"(?:naechste[nrs]?|kommende[nrs]?)"
_COUNTS = {"einem": 1, "einer": 1, "ein": 1, "zwei": 2, "drei": 3, "vier": 4,
           "fuenf": 5, "sechs": 6, "paar": 3}  # fmt: skip
_SEASONS = {"fruehling": 3, "fruehjahr": 3, "sommer": 6, "herbst": 9, "winter": 12}
_HOLIDAYS = {
    "winter": "winter",
    "oster": "oster",
    "pfingst": "pfingst",
    "sommer": "sommer",
    "herbst": "herbst",
    "weihnachts": "weihnacht",
}

Days = tuple[date | None, date | None]


class Clock:
    """What "today" means for a sentence, and whose holidays count."""

    def __init__(self, today: date, state: str) -> None:
        self.today = today
        self.state = state

    def monday(self, weeks_ahead: int = 0) -> date:
        """Return the Monday of this week or of a later one."""
        return self.today - self.today.weekday() * DAY + weeks_ahead * 7 * DAY

    def next_weekday(self, weekday: int) -> date:
        """Return the next such day (Monday = 0), today included."""
        return self.today + ((weekday - self.today.weekday()) % 7) * DAY

    def month(self, number: int, year: int | None = None) -> Days:
        """Return a month; without a year the running or next one."""
        if year is None:
            year = self.today.year + (number < self.today.month)
        last = calendar.monthrange(year, number)[1]
        return max(date(year, number, 1), self.today), date(year, number, last)

    def day(self, day: str, month: str | int, year: str | None) -> date | None:
        """Return a calendar day; without a year the next such day."""
        try:
            if year:
                return date(
                    int(year) + (2000 if len(year) == 2 else 0), int(month), int(day)
                )
            found = date(self.today.year, int(month), int(day))
            return found if found >= self.today else found.replace(year=found.year + 1)
        except ValueError:
            return None


def _month_number(name: str) -> int:
    return next(i for i, full in enumerate(_MONTHS, 1) if full.startswith(name[:3]))


def _span(clock: Clock, match: re.Match[str]) -> Days | None:
    first = clock.day(match[1], match[2] or match[5], match[3] or match[6])
    last = clock.day(match[4], match[5], match[6])
    return (first, last) if first and last and first <= last else None


def _named_span(clock: Clock, match: re.Match[str]) -> Days | None:
    month = _month_number(match[3])
    first = clock.day(match[1], month, match[4])
    last = clock.day(match[2], month, match[4])
    return (first, last) if first and last and first <= last else None


def _numeric(clock: Clock, match: re.Match[str]) -> Days | None:
    day = clock.day(match["d"], match["m"], match["y"])
    return _with_preposition(match["p"], day, day) if day else None


def _named(clock: Clock, match: re.Match[str]) -> Days | None:
    day = clock.day(match["d"], _month_number(match["m"]), match["y"])
    return _with_preposition(match["p"], day, day) if day else None


def _in_month(clock: Clock, match: re.Match[str]) -> Days:
    year = int(match["y"]) if match["y"] else None
    first, last = clock.month(_month_number(match["m"]), year)
    return _with_preposition(match["p"], first, last)


def _with_preposition(word: str | None, first: date | None, last: date | None) -> Days:
    if word and word.startswith(("ab", "seit")):
        return first, None
    if word and word.startswith("nach"):
        return last and last + DAY, None
    if word and word.startswith(("bis", "vor")):
        return None, last
    return first, last


def _count_ahead(clock: Clock, match: re.Match[str]) -> Days:
    count = int(match[1]) if match[1].isdigit() else _COUNTS.get(match[1], 1)
    unit = match[2]
    days = {"t": 1, "w": 7, "m": 31}[unit[0]]
    return clock.today, clock.today + count * days * DAY


def _holiday(clock: Clock, match: re.Match[str]) -> Days | None:
    found = next_school_holiday(
        clock.state, clock.today, _HOLIDAYS.get(match["h"] or "", "")
    )
    if found is None:
        return None
    first, last = _with_preposition(
        match["p"], max(found.first, clock.today), found.last
    )
    if match["p"] == "vor":
        last = found.first - DAY
    return first, last


def _season(clock: Clock, match: re.Match[str]) -> Days:
    month = _SEASONS[match[1]]
    year = clock.today.year
    first = date(year, month, 1)
    end_month = (month + 2 - 1) % 12 + 1
    last = date(
        year + (end_month < month),
        end_month,
        calendar.monthrange(year + (end_month < month), end_month)[1],
    )
    if last < clock.today:
        first, last = first.replace(year=year + 1), _year_later(last)
    return max(first, clock.today), last


def _year_later(day: date) -> date:
    last = calendar.monthrange(day.year + 1, day.month)[1]
    return date(day.year + 1, day.month, min(day.day, last))


def _this_month(clock: Clock, match: re.Match[str]) -> Days:
    if match[1].startswith("dies"):
        return clock.month(clock.today.month)
    following = clock.today.replace(day=1) + 32 * DAY
    return clock.month(following.month, following.year)


def _year(clock: Clock, match: re.Match[str]) -> Days:
    if match[1].startswith("dies"):
        return clock.today, date(clock.today.year, 12, 31)
    return date(clock.today.year + 1, 1, 1), date(clock.today.year + 1, 12, 31)


def _weekend(clock: Clock, match: re.Match[str]) -> Days:
    saturday = clock.monday() + 5 * DAY
    if match[1].startswith("uebernaechste"):
        saturday += 14 * DAY
    elif clock.today >= saturday and not match[1].startswith("dies"):
        saturday += 7 * DAY
    return max(saturday, clock.today), saturday + DAY


def _certain_weekday(clock: Clock, match: re.Match[str]) -> Days:
    name = "samstag" if match[2] == "sonnabend" else match[2]
    day = clock.next_weekday(_WEEKDAYS.index(name))
    if day == clock.today and not match[1].startswith("dies"):
        day += 7 * DAY
    if match[1].startswith("uebernaechste"):
        day += 7 * DAY
    return day, day


def _next_weeks(clock: Clock, match: re.Match[str]) -> Days:
    weeks = 2 if match[1].startswith("ueber") else 1
    return clock.monday(weeks), clock.monday(weeks) + 6 * DAY


_RULES: tuple[
    tuple[re.Pattern[str], Callable[[Clock, re.Match[str]], Days | None]], ...
] = (
    (re.compile(rf"\b(?:vom |von |zwischen )?(?:dem )?{_DAY} (?:bis|-|und)(?: zum| dem)? {_DAY}"), _span),
    (re.compile(r"\b(?:vom |von )?(\d{1,2})()() (?:bis|-)(?: zum)? (\d{1,2})[.](\d{1,2})(?:[.](\d{4}))?\b"), _span),
    (re.compile(rf"\b(?:zwischen |vom |von )?(?:dem )?(\d{{1,2}}) (?:bis|-|und)(?: zum| dem)? (\d{{1,2}}) {_MONTH}(?: (\d{{4}}))?\b"), _named_span),
    (re.compile(r"\b(?:am |(?P<p>ab|ab dem|nach dem|bis|bis zum|vor dem|seit) )?(?P<d>\d{1,2})[.](?P<m>\d{1,2})(?:[.](?P<y>\d{4}|\d{2}))?\b(?! ?(?:euro|€|uhr|km|jahre))"), _numeric),
    (re.compile(rf"\b(?:am |(?P<p>ab|ab dem|nach dem|bis|bis zum|vor dem) )?(?P<d>\d{{1,2}}) (?P<m>{_MONTH})(?: (?P<y>\d{{4}}))?\b"), _named),
    (re.compile(rf"\b(?:(?P<p>ab|bis|bis ende|nach|vor|seit) |im (?:monat )?|in )?(?:anfang |mitte |ende )?(?P<m>{_MONTH})(?: (?P<y>20\d\d))?\b"), _in_month),
    (re.compile(r"\b(?:(?P<p>nach|ab|vor) )?(?:in )?(?:den |die |der )?(?:naechsten |kommenden )?(?P<h>winter|oster|pfingst|sommer|herbst|weihnachts)?(?:ferien|ferienzeit)\b"), _holiday),
    (re.compile(r"\bin(?:nerhalb)?(?: den| der| von)?(?: naechsten| kommenden)? (\d{1,2}|zwei|drei|vier|fuenf|sechs|paar|einer|einem) (tage?n?|wochen?|monate?n?)\b"), _count_ahead),
    (re.compile(r"\b(?:die |den )?naechsten (\d{1,2}|zwei|drei|vier|fuenf|sechs|paar) (tage?n?|wochen?|monate?n?)\b"), _count_ahead),
    (re.compile(r"\bzwischen den jahren\b"), lambda c, _: (date(c.today.year, 12, 27), date(c.today.year, 12, 31))),
    (re.compile(r"\buebermorgen\b"), lambda c, _: (c.today + 2 * DAY, c.today + 2 * DAY)),
    (re.compile(r"\bheute\b"), lambda c, _: (c.today, c.today)),
    (re.compile(r"(?<!guten )(?<!schoenen )\bmorgen\b"), lambda c, _: (c.today + DAY, c.today + DAY)),
    (re.compile(r"\b(?:in )?diese[rn]? woche\b"), lambda c, _: (c.today, c.monday() + 6 * DAY)),
    (re.compile(r"\b(uebernaechste[rn]?|naechste[rn]?|kommende[rn]?) woche\b"), _next_weeks),
    (re.compile(r"\b(diese[sm]?|naechste[sn]?|kommende[sn]?|uebernaechste[sn]?) wochenende\b"), _weekend),
    (re.compile(rf"\b(diese[nr]?|naechste[nr]?|kommende[nr]?|uebernaechste[nr]?) {_WEEKDAY}\b"), _certain_weekday),
    (re.compile(r"\b(diese[nmr]?|naechste[nmr]?|kommende[nmr]?) monat\b"), _this_month),
    (re.compile(r"\b(diese[sm]?|naechste[sn]?|kommende[sn]?) jahr\b"), _year),
    (re.compile(r"\b(?:im|dieses|diesen|naechsten|naechstes) (fruehling|fruehjahr|sommer|herbst|winter)\b"), _season),
)  # fmt: skip
_WEEKEND = re.compile(r"\b(?:(?:am|an|den) )*wochenenden?\b|\bam we\b")
_WORKDAYS = re.compile(r"\bunter der woche\b|\bwochentags\b|\bwerktags\b|\bwerktagen\b")
_JOINED = re.compile(rf"\b{_WEEKDAY}(vormittag|nachmittag|mittag|abend|morgen)s?\b")
_CLOCK_TIME = r"(\d{1,2})(?:[:.](\d{2}))?(?: ?uhr)?"
_BETWEEN_HOURS = re.compile(
    rf"\b(?:zwischen|von) {_CLOCK_TIME} (?:und|bis|-) {_CLOCK_TIME}(?<=uhr)\b"
)
_HOURS = re.compile(
    r"\b(nach|ab|vor|bis|spaetestens|fruehestens|erst ab) (\d{1,2})(?:[:.](\d{2}))? uhr\b"
)


def recognise(sentence: Sentence, clock: Clock) -> list[Condition]:
    """Take dates, then weekdays, then times of day."""
    found = _dates(sentence, clock)
    joined = _joined(sentence)
    found += joined or _weekdays(sentence)
    if not any(c.field == "daytime" for c in found):
        found += _daytimes(sentence)
    return found


def _dates(sentence: Sentence, clock: Clock) -> list[Condition]:
    for pattern, meaning in _RULES:
        for match in sentence.find(pattern):
            days = _safely(meaning, clock, match)
            if days is not None and days != (None, None):
                value = "/".join(d.isoformat() if d else "" for d in days)
                return [sentence.condition(match, "dates", value, dates_label(*days))]
    return []


def _safely(
    meaning: Callable[[Clock, re.Match[str]], Days | None],
    clock: Clock,
    match: re.Match[str],
) -> Days | None:
    """Return what a rule says; a day beyond the calendar is none."""
    try:
        return meaning(clock, match)
    except (OverflowError, ValueError):
        return None


def parse_dates(value: str) -> Days:
    """Read the value of a dates condition."""
    first, _, last = value.partition("/")
    return (
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
    )


def dates_label(first: date | None, last: date | None) -> str:
    """Return a range of days as Germans write it."""
    if first is None:
        return f"bis {last:%d.%m.%Y}"
    if last is None:
        return f"ab {first:%d.%m.%Y}"
    if first == last:
        return f"{first:%d.%m.%Y}"
    if first.year == last.year:
        return f"{first:%d.%m.}–{last:%d.%m.%Y}"
    return f"{first:%d.%m.%Y}–{last:%d.%m.%Y}"


def _weekdays(sentence: Sentence) -> list[Condition]:
    for pattern, days, word in (
        (_WEEKEND, "6,7", "am Wochenende"),
        (_WORKDAYS, "1,2,3,4,5", "Montag bis Freitag"),
    ):
        for match in sentence.find(pattern):
            return [sentence.condition(match, "weekday", days, word)]
    found = wordsets.recognise(sentence, "weekday")
    if len(found) < 2:
        return found
    found.sort(key=lambda c: c.value)
    value = ",".join(c.value for c in found)
    label = ", ".join(c.label for c in found)
    return [Condition("weekday", value, label, found[0].start, found[0].end)]


def _joined(sentence: Sentence) -> list[Condition]:
    for match in sentence.find(_JOINED):
        day = wordsets.lookup("weekday", match[1])
        time = wordsets.lookup("daytime", match[2] + "s")
        if day and time:
            weekday = sentence.condition(match, "weekday", day.value, day.label)
            daytime = Condition(
                "daytime", time.window, time.label, weekday.start, weekday.end
            )
            return [weekday, daytime]
    return []


def _daytimes(sentence: Sentence) -> list[Condition]:
    for match in sentence.find(_BETWEEN_HOURS):
        value = f"{_clock_value(match[1], match[2])}-{_clock_value(match[3], match[4])}"
        label = value.replace("-", "–") + " Uhr"
        return [sentence.condition(match, "daytime", value, label)]
    for match in sentence.find(_HOURS):
        time = _clock_value(match[2], match[3])
        before = match[1] in ("vor", "bis", "spaetestens")
        value = f"00:00-{time}" if before else f"{time}-24:00"
        label = f"{'vor' if before else 'ab'} {time} Uhr"
        return [sentence.condition(match, "daytime", value, label)]
    windows = wordsets.words_of("daytime").values()
    by_value = {w.value: w.window for w in windows}
    return [
        Condition("daytime", by_value[c.value], c.label, c.start, c.end)
        for c in wordsets.recognise(sentence, "daytime")[:1]
    ]


def _clock_value(hour: str, minute: str | None) -> str:
    return f"{int(hour):02d}:{minute or '00'}"


def parse_window(value: str) -> tuple[int, int]:
    """Read the value of a daytime condition as minutes from midnight."""
    first, _, last = value.partition("-")
    return _minutes(first), _minutes(last)


def _minutes(clock: str) -> int:
    hour, _, minute = clock.partition(":")
    return int(hour) * 60 + int(minute)
