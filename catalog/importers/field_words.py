"""Words of other formats in the catalog's own: kinds, topics, audiences, fundings."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files

from catalog.language.text import fold
from catalog.records import TARGET_GROUPS
from catalog.texts import label

_WORD = re.compile(r"[\w-]+")
# "Bildungsurlaub" is "BU" in the titles of Volkshochschulen.
_LEAVE = re.compile(r"\(BU\)|\bBU\b")
_LEVEL = re.compile(r"\b([ABC][12])(?:[.+-]\d?|\b)", re.IGNORECASE)
_LEVEL_ALONE = re.compile(r"[ABC][12](?:[.+-]\d?)?", re.IGNORECASE)
# Longer words in capitals are no abbreviations.
_LONGEST_SHORT = 5


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Mapping[str, str]]:
    source = files("catalog.importers").joinpath("field_words.toml")
    return tomllib.loads(source.read_text("utf-8"))


def _said(table: str, *texts: str) -> tuple[str, ...]:
    """Return the meanings of the words of a table that texts hold, in their order."""
    words = _tables()[table]
    found = [
        meaning
        for said in _WORD.findall(fold(" ".join(texts)).replace("/", " "))
        for word, meaning in words.items()
        if said.startswith(word)
    ]
    return tuple(dict.fromkeys(found))


def kind_said(title: str, default: str = "kurs") -> str:
    """Return the kind of offer that a title names."""
    said = set(_WORD.findall(fold(title)))
    for word, kind in _tables()["kind_whole_words"].items():
        if word in said:
            return kind
    for word, kind in _tables()["kind_words"].items():
        if any(each == word or each.endswith(word) for each in said):
            return kind
    return default


def target_groups_said(*texts: str) -> tuple[str, ...]:
    """Return the target groups that texts name."""
    return _said("target_group_words", *texts)


def unknown_groups(*texts: str) -> str:
    """Return what texts say of the audience, if it is more than our own groups."""
    said = [part.strip() for each in texts for part in each.split(",") if part.strip()]
    ours = {fold(label("target_group", group)) for group in TARGET_GROUPS}
    return "" if all(fold(part) in ours for part in said) else ", ".join(said)


def fundings_said(*texts: str) -> tuple[str, ...]:
    """Return the fundings that texts name."""
    found = _said("funding_words", *texts)
    if any(map(_LEAVE.search, texts)):
        found = tuple(dict.fromkeys((*found, "bildungsfreistellung")))
    return found


def says_online(*texts: str) -> bool:
    """Whether the name of a place says that there is none."""
    return any(
        word in _tables()["online_words"]
        for said in texts
        for word in _WORD.findall(fold(said))
    )


def levels_said(*texts: str) -> tuple[str, ...]:
    """Return the language levels that texts name: "B1.2" is "B1"."""
    found = (m[1].upper() for said in texts for m in _LEVEL.finditer(said))
    return tuple(dict.fromkeys(found))


def dvv_topic(code: str) -> str | None:
    """Return the topic of a subject of the Volkshochschulen: "4.06" → "Englisch"."""
    subjects = _tables()["dvv_subjects"]
    branch, _, subject = code.strip().partition(".")
    return subjects.get(f"{branch}.{subject[:2]}") or subjects.get(branch)


def language_name(code: str) -> str | None:
    """Return the German name of a language by its code, ISO 639-1 or 639-2."""
    return _tables()["languages"].get(code.strip().lower().partition("-")[0])


def language_code(name: str) -> str | None:
    """Return the three letters (ISO 639-2) of a language by its German name."""
    return _code(name, letters=3)


def short_language_code(name: str) -> str | None:
    """Return the two letters (ISO 639-1) of a language by its German name."""
    return _code(name, letters=2)


def _code(name: str, *, letters: int) -> str | None:
    codes = (
        code
        for code, known in _tables()["languages"].items()
        if known == name and len(code) == letters
    )
    return next(codes, None)


def as_topics(words: Iterable[str]) -> list[str]:
    """Return keywords as topics, without levels; "SPRACHEN" is "Sprachen"."""
    return [
        word.capitalize() if word.isupper() and len(word) > _LONGEST_SHORT else word
        for word in words
        if not _LEVEL_ALONE.fullmatch(word.strip())
    ]
