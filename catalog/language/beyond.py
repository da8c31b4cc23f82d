"""What is no question to a catalog: danger, another language, an authority's matter."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import lru_cache
from importlib.resources import files
from typing import Any

from catalog.language.text import fold

_GERMAN = "de"
_FEWEST_WORDS = 2
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_LATIN = re.compile(r"[a-zäöüß]", re.IGNORECASE)
_UKRAINIAN = re.compile(r"[іїєґ]", re.IGNORECASE)
_PERSIAN = re.compile(r"[پچژگکی]")
_WORD = re.compile(r"[^\W\d_]+")


def is_in_danger(text: str) -> bool:
    """Whether somebody writes of an end of life or of violence done to them."""
    said = _idiom().sub(" ", fold(text))
    return bool(_danger().search(said)) and not _not_meant().search(said)


def is_for_an_authority(text: str) -> bool:
    """Whether somebody needs an office for papers or a car: "einen neuen Perso"."""
    said, table = fold(text), _table()["authority"]
    is_matter = re.search(rf"(?<!\w)(?:{table['matter']})(?!\w)", said)
    return bool(is_matter) and not re.search(table["learning"], said)


def foreign_language(text: str) -> str | None:
    """Return the ISO code of the language a message is written in; None = German.

    Knows en, tr, pl by their words, uk, ru, ar, fa by their letters.
    """
    latin = len(_LATIN.findall(text))
    if len(_CYRILLIC.findall(text)) > latin:
        return "uk" if _UKRAINIAN.search(text) else "ru"
    if len(_ARABIC.findall(text)) > latin:
        return "fa" if _PERSIAN.search(text) else "ar"
    words = _WORD.findall(_plain(text))
    counts = Counter(
        language for word in words for language, known in _known() if word in known
    )
    best, count = max(counts.items(), key=lambda c: c[1], default=(_GERMAN, 0))
    is_sure = count >= _FEWEST_WORDS and 2 * count >= len(words)
    return best if is_sure and count > 2 * counts[_GERMAN] else None


def _plain(text: str) -> str:
    return fold(text).replace("ı", "i").replace("ł", "l")


@lru_cache(maxsize=1)
def _danger() -> re.Pattern[str]:
    said = "|".join(_table()["danger"]["said"])
    return re.compile(rf"(?<!\w)(?:{said})")


@lru_cache(maxsize=1)
def _not_meant() -> re.Pattern[str]:
    return re.compile(rf"(?:{_table()['danger']['not_meant']})")


@lru_cache(maxsize=1)
def _idiom() -> re.Pattern[str]:
    return re.compile(_table()["danger"]["idiom"])


@lru_cache(maxsize=1)
def _known() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((lang, frozenset(w.split())) for lang, w in _table()["words"].items())


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    path = files("catalog.language").joinpath("beyond.toml")
    return tomllib.loads(path.read_text("utf-8"))
