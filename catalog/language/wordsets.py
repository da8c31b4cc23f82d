"""The closed sets of `conditions.toml`: which word means which value."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from catalog.language import lexicon
from catalog.language.sentence import Sentence
from catalog.language.text import fold, stems
from catalog.records import Condition


@dataclass(frozen=True, slots=True)
class ClosedValue:
    """A value of a closed set with its German label."""

    field: str
    value: str
    label: str
    window: str = ""


@lru_cache(maxsize=1)
def _raw() -> dict[str, Any]:
    path = files("catalog.language").joinpath("conditions.toml")
    return tomllib.loads(path.read_text("utf-8"))


def _values() -> Iterator[tuple[ClosedValue, dict[str, Any]]]:
    for field, values in _raw().items():
        if field in ("keywords", "parts"):
            continue
        for value, entry in values.items():
            window = entry.get("window", "")
            yield ClosedValue(field, value, entry["label"], window), entry


@lru_cache(maxsize=32)
def words_of(field: str) -> dict[str, ClosedValue]:
    """Return folded word → value for one field."""
    return {
        word: value
        for value, entry in _values()
        if value.field == field
        for word in fold(entry["words"]).split()
    }


@lru_cache(maxsize=32)
def _stems_of(field: str) -> dict[str, ClosedValue]:
    found: dict[str, ClosedValue] = {}
    for word, value in words_of(field).items():
        for stem in stems(word):
            found.setdefault(stem, value)
    return found


@lru_cache(maxsize=32)
def _phrases_of(field: str) -> tuple[tuple[re.Pattern[str], ClosedValue], ...]:
    return tuple(
        (re.compile(rf"\b{phrase}\b"), value)
        for value, entry in _values()
        if value.field == field
        for phrase in entry.get("phrases", ())
    )


@lru_cache(maxsize=1)
def labels() -> dict[tuple[str, str], str]:
    """Return (field, value) → German label."""
    return {(v.field, v.value): v.label for v, _ in _values()}


@lru_cache(maxsize=1)
def keywords() -> frozenset[str]:
    """Return every folded word a typing error may be corrected to."""
    words = set(fold(_raw()["keywords"]["words"]).split())
    for _, entry in _values():
        words.update(fold(entry["words"]).split())
    return frozenset(words)


@lru_cache(maxsize=2)
def _parts(position: str) -> frozenset[str]:
    return frozenset(fold(_raw()["parts"][position]).split())


def lookup_part(part: str, position: str) -> ClosedValue | None:
    """Return the value that the first or last part of a compound names."""
    if part not in _parts(position):
        return None
    fields = ("target_group",) if position == "first" else ("actor_kind", "kind")
    return next((v for f in fields if (v := lookup(f, part))), None)


def lookup(field: str, folded: str) -> ClosedValue | None:
    """Return the value a word means, by its form or by its stem."""
    exact = words_of(field).get(folded)
    if exact is not None or len(folded) < 4 or lexicon.is_filler(folded):
        return exact
    by_stem = _stems_of(field)
    return next((by_stem[s] for s in stems(folded) if s in by_stem), None)


def recognise(sentence: Sentence, field: str) -> list[Condition]:
    """Take every phrase and word of one closed set, each value once."""
    found: dict[str, Condition] = {}
    for pattern, value in _phrases_of(field):
        for match in sentence.find(pattern):
            taken = sentence.condition(match, field, value.value, value.label)
            found.setdefault(value.value, taken)
    for index in sentence.remaining():
        word = lookup(field, sentence.tokens[index].folded)
        if word is not None:
            start, end = sentence.take(index, index)
            condition = Condition(field, word.value, word.label, start, end)
            found.setdefault(word.value, condition)
    return list(found.values())
