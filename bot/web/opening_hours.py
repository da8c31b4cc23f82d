"""Opening hours in OpenStreetMap syntax as German lines; nothing is calculated."""

from __future__ import annotations

import re

from bot.web.texts import text, words

_NTH_DAY = re.compile(r"\b(Mo|Tu|We|Th|Fr|Sa|Su)\[(-?\d)\]")
_DATE = re.compile(r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{1,2})\b")
_TIMES = re.compile(r"\d{2}:\d{2}-\d{2}:\d{2}\+?(?:,\s*\d{2}:\d{2}-\d{2}:\d{2}\+?)*")
_WORD = re.compile(r"[A-Za-z]+|24/7")


def opening_lines(expression: str) -> list[str]:
    """Return one line a rule; what has no German word stays as it is."""
    rules = (rule.strip() for rule in expression.split(";"))
    return [_line(rule) for rule in rules if rule]


def _line(rule: str) -> str:
    rule = _NTH_DAY.sub(_nth_day, rule)
    rule = _DATE.sub(r"\2. \1", rule)
    rule = _TIMES.sub(_times, rule)
    rule = re.sub(r"(?<=\w)\s*-\s*(?=\w)", "–", rule)
    rule = re.sub(r",(?=\S)", ", ", rule)
    german = words("opening")
    line = _WORD.sub(lambda match: german.get(match[0], match[0]), rule)
    return line[:1].upper() + line[1:]


def _nth_day(match: re.Match[str]) -> str:
    key = "last_day" if match[2].startswith("-") else "nth_day"
    return text("opening_phrase", key, day=match[1], number=match[2])


def _times(match: re.Match[str]) -> str:
    spans = [span.strip().replace("-", "–") for span in match[0].split(",")]
    joined = text("opening_phrase", "and").join(spans)
    return text("opening_phrase", "clock", times=joined)
