"""What a message says about a person that nobody needs to find an offer; takes it out.

Runs before anything is kept: e-mail, phone number, IBAN, date of birth, street with
number, and the name somebody gives. Postal codes, course numbers, prices, ages and
dates of courses stay. A date of birth becomes the age, which a search needs.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from itertools import islice

from catalog.language.text import fold

MASK = "***"
_OLDEST = 120
_LONGEST_NAME = 3
_EMAIL = re.compile(
    r"[\w.+%-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?\b")
_PHONE = re.compile(
    r"(?<![\w.,:-])(?:(?:\+|00)49[\s/()-]*(?:\(0\))?|\(?0)[\s/()-]*[1-9]"
    r"(?:[\s/()-]{0,3}\d){5,12}(?![\w:]|[.,]\d)"
    r"|(?<![\w.,:-])1[567]\d[\s/-]?\d{7,8}(?![\w:]|[.,]\d)"
)
_DATE = re.compile(
    r"\b(\d{1,2})[.\s/-]+(\d{1,2})[.\s/-]+(\d{4}|\d{2})\b(?!\s*(?:uhr|:))"
)
_NUMBER = r"\s{1,2}\d{1,3}(?:\s?[a-f])?\b(?![.:,]\d|\s?[-–€%/])"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*\.?")
_BESIDE = 25


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A message without personal data; `found` names what was taken out, by kind."""

    text: str
    found: tuple[str, ...] = ()


def without_personal_data(text: str, today: date) -> Cleaned:
    """Return a message without what tells who somebody is.

    Kinds in `found`: email, iban, birth, phone, street, name.
    """
    found: list[str] = []
    for kind, clean in _STEPS:
        cleaned = clean(text, today)
        if cleaned != text:
            found.append(kind)
        text = cleaned
    return Cleaned(text, tuple(found))


def _emails(text: str, _today: date) -> str:
    return _EMAIL.sub(MASK, text) if "@" in text or "at" in text else text


def _ibans(text: str, _today: date) -> str:
    return _IBAN.sub(MASK, text)


def _phones(text: str, _today: date) -> str:
    return _PHONE.sub(MASK, text)


def _births(text: str, today: date) -> str:
    """Replace dates of birth by the age in words; other days long past go."""

    def age(match: re.Match[str]) -> str:
        born = _day(match, today)
        if born is None or born > today:
            return match[0]
        around = text[max(0, match.start() - _BESIDE) : match.end() + _BESIDE]
        if _birth().search(fold(around)):
            had_birthday = (today.month, today.day) >= (born.month, born.day)
            years = today.year - born.year - (not had_birthday)
            return _words()["age"].format(years=years)
        return MASK if born.year < today.year - 1 else match[0]

    return _DATE.sub(age, text)


@lru_cache(maxsize=1)
def _birth() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words()['birth']})\b")


def _day(match: re.Match[str], today: date) -> date | None:
    day, month, year = map(int, match.groups())
    if len(match[3]) == 2:
        year += 2000 if year <= today.year % 100 else 1900
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if found.year > today.year - _OLDEST else None


def _streets(text: str, _today: date) -> str:
    def mask(match: re.Match[str]) -> str:
        is_place = fold(match["street"]) in _words()["no_streets"].split()
        return match[0] if is_place else MASK

    return _street().sub(mask, text)


@lru_cache(maxsize=1)
def _street() -> re.Pattern[str]:
    words = _words()
    endings = words["streets"].replace("strasse", "stra(?:ß|ss)e")
    return re.compile(
        rf"\b(?P<street>[^\W\d_]+(?:(?:e|er|en|es)[\s-])?(?:{endings})\b\.?){_NUMBER}"
        rf"(?!\s?(?:{words['units']})\b)",
        re.IGNORECASE,
    )


def _names(text: str, _today: date) -> str:
    """Take out the names that follow "ich heiße", "mein Name ist" and a greeting."""
    spans = [*_introduced(text), *_signed(text)]
    for start, end in sorted(set(spans), reverse=True):
        text = text[:start] + MASK + text[end:]
    return text


def _introduced(text: str) -> Iterator[tuple[int, int]]:
    for match in _introduction().finditer(text):
        end = _end_of_name(text, match.end())
        if end > match.end():
            yield match.end(), end


def _end_of_name(text: str, start: int) -> int:
    """Return where a name ends that begins here; `start` when there is none."""
    ending = _words()["ending"].split()
    end = start
    for word in islice(_WORD.finditer(text, start), _LONGEST_NAME):
        if fold(word[0]) in ending or text[end : word.start()].strip(" "):
            break
        end = word.end()
    return end


@lru_cache(maxsize=1)
def _introduction() -> re.Pattern[str]:
    words = _words()
    named = "|".join(words["named"].split())
    named = named.replace("ss", "(?:ss|ß)").replace("ae", "(?:ae|ä)")
    introducing = words["introducing"].replace(" ", r"\s+")
    return re.compile(
        rf"\b(?:(?:{named})\s+hei(?:ß|ss|s)(?:e|t|en)|hei(?:ß|ss)e\s+ich"
        rf"|(?:{introducing})\b)[\s:.]+",
        re.IGNORECASE,
    )


def _signed(text: str) -> Iterator[tuple[int, int]]:
    """Yield the place of a name below the greeting that ends a message."""
    match = _signature().search(text)
    if match and match["name"]:
        yield match.start("name"), match.end("name")


@lru_cache(maxsize=1)
def _signature() -> re.Pattern[str]:
    closing = _words()["closing"].replace("ss", "(?:ss|ß)").replace("ue", "(?:ue|ü)")
    return re.compile(
        rf"\b(?i:{closing})\b[\s,.!]+"
        r"(?P<name>[A-ZÄÖÜ][^\W\d_]+\.?(?:[ -][A-ZÄÖÜ][^\W\d_]+){0,3})\s*[.!]?\s*$"
    )


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    path = files("catalog.language").joinpath("personal.toml")
    found: dict[str, str] = tomllib.loads(path.read_text("utf-8"))
    return found


_STEPS: tuple[tuple[str, Callable[[str, date], str]], ...] = (
    ("email", _emails),
    ("iban", _ibans),
    ("birth", _births),
    ("phone", _phones),
    ("street", _streets),
    ("name", _names),
)
