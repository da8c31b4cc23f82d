"""Dates, weekdays and times of day in a sentence, and how they count together.

All of this are own rules. The one published parser of German dates that needs no
network, ctparse (MIT, last release 0.3.6), was judged by its published rules and left
out. It returns one point or span of time for a text; it gives weekdays and clock times a
date, so that "am Samstag" is one certain Saturday and no longer a weekday; and "nächsten
Samstag", said on a Sunday, is the Saturday of the week after. What it reads besides
("am 5. Dezember", "vom 3. bis 7.12.", "halb sieben") the rules here read as well, without
a trained model and knowing the school holidays of the Land.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from catalog.language import dates, daytimes, spans, weekdays, wordsets
from catalog.language.clock import DAY, Clock, Days
from catalog.language.dates import dates_label, dates_value, parse_dates
from catalog.language.daytimes import parse_window
from catalog.language.sentence import Sentence
from catalog.records import EXCLUDED, Condition

__all__ = ["Clock", "dates_label", "merged", "parse_dates", "parse_window", "recognise"]

_LONGEST_SPAN = 6
_NAMES = "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag"
_JOINED = re.compile(
    rf"\b(?:{dates.WHICH} )?(?P<day>{_NAMES})"
    rf"(?P<time>vormittag|nachmittag|mittag|abend|morgen|frueh)s?\b|\b(?P<day2>{_NAMES})s? (?P<time2>morgen)s?\b"
)
# "morgen" is tomorrow, unless it is the morning of some day.
_MORNING = re.compile(
    r"\b(?:am|jeden|den ganzen)(?: (?:frue|spae)\w+)* morgen\b|(?<=\bheute )morgen\b"
)


def recognise(sentence: Sentence, clock: Clock) -> list[Condition]:
    """Take clock times, dates, weekdays, then parts of the day.

    Every one of them is a condition of its own, until `merged` counts them together.
    """
    found = daytimes.recognise_clock(sentence)
    found += _joined(sentence, clock)
    found += weekdays.recognise_spans(sentence)
    found += dates.recognise(sentence, clock)
    found += weekdays.recognise_words(sentence)
    return found + daytimes.recognise_words(sentence)


def _joined(sentence: Sentence, clock: Clock) -> list[Condition]:
    """Take "Dienstagabend" and "Montag morgen", a weekday and a time of day in one."""
    found = []
    windows = wordsets.windows()
    for match in list(sentence.find(_JOINED)):
        day = wordsets.lookup("weekday", match["day"] or match["day2"])
        time = wordsets.lookup("daytime", (match["time"] or match["time2"]) + "s")
        if day and time:
            named = sentence.condition(match, "weekday", day.value, day.label)
            span = named.start, named.end
            if match["which"]:
                # "Nächsten Freitagabend" is a certain day.
                days = spans.certain_weekday(clock, match)
                named = Condition(
                    "dates", dates_value(*days), dates_label(*days), *span
                )
            window = windows[time.value]
            found += [named, Condition("daytime", window, time.label, *span)]
    morning = wordsets.lookup("daytime", "morgens")
    if morning:
        found += [
            sentence.condition(match, "daytime", windows[morning.value], morning.label)
            for match in list(sentence.find(_MORNING))
        ]
    return found


def merged(
    wanted: Sequence[Condition], unwanted: Sequence[Condition], clock: Clock
) -> list[Condition]:
    """Return what all the times of a sentence mean together."""
    found = []
    for field, merge in (
        ("dates", _merged_dates),
        ("weekday", weekdays.merged),
        ("daytime", daytimes.merged),
    ):
        found += merge(
            [c for c in wanted if c.field == field],
            [c for c in unwanted if c.field == field],
        )
    found = [_from_today(c, clock) if c.field == "dates" else c for c in found]
    return [c for c in found if c.field != "weekday" or not _is_said(c, found)]


def _is_said(weekday: Condition, found: Sequence[Condition]) -> bool:
    """Whether certain days say already which weekday it is: "Montag, den 30."."""
    spans_named = [
        parse_dates(c.value) for c in found if c.field == "dates" and not c.is_excluded
    ]
    return bool(spans_named) and all(
        _weekdays_of(first, last) == weekdays.days_of(weekday.value)
        for first, last in spans_named
    )


def _weekdays_of(first: date | None, last: date | None) -> frozenset[int]:
    """Return the weekdays of a span that is no longer than a week."""
    if first is None or last is None or (last - first).days > _LONGEST_SPAN:
        return frozenset()
    days = range((last - first).days + 1)
    return frozenset((first + day * DAY).isoweekday() for day in days)


def _from_today(condition: Condition, clock: Clock) -> Condition:
    """Return days that have no beginning as those from today on."""
    first, last = parse_dates(condition.value.removeprefix(EXCLUDED))
    if first is not None or last is None or last < clock.today:
        return condition
    value = dates_value(clock.today, last)
    return replace(condition, value=value, label=dates_label(None, last))


def _merged_dates(
    wanted: Sequence[Condition], unwanted: Sequence[Condition]
) -> list[Condition]:
    found: list[Condition] = []
    for condition in [*wanted, *(_rest(c) for c in unwanted)]:
        if condition.is_excluded:
            found.append(condition)
        else:
            found = _narrowed(found, condition)
    return found


def _rest(condition: Condition) -> Condition:
    """Return what is left when these days are ruled out."""
    first, last = parse_dates(condition.value)
    span = condition.start, condition.end
    days: Days
    if last is None and first is not None:
        days = (None, first - DAY)
    elif first is None and last is not None:
        days = (last + DAY, None)
    else:
        value = EXCLUDED + condition.value
        return Condition("dates", value, f"nicht {condition.label}", *span)
    return Condition("dates", dates_value(*days), dates_label(*days), *span)


def _narrowed(found: list[Condition], other: Condition) -> list[Condition]:
    """Add days to those already named: what both mean counts, else both."""
    for index, known in enumerate(found):
        if known.is_excluded:
            continue
        days = _both(known.value, other.value)
        if days is not None:
            start, end = min(known.start, other.start), max(known.end, other.end)
            both = Condition(
                "dates", dates_value(*days), dates_label(*days), start, end
            )
            return [*found[:index], both, *found[index + 1 :]]
    return [*found, other]


def _both(one: str, other: str) -> Days | None:
    (first, last), (start, end) = parse_dates(one), parse_dates(other)
    begins = [day for day in (first, start) if day is not None]
    ends = [day for day in (last, end) if day is not None]
    both = (max(begins, default=None), min(ends, default=None))
    if both[0] is not None and both[1] is not None and both[0] > both[1]:
        return None
    return both
