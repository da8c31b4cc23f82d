"""The closed sets of `conditions.toml`: which word means which value."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from catalog.language import languages, lexicon
from catalog.language.sentence import Sentence
from catalog.language.text import fold, stems
from catalog.records import Condition

_NO_FIELDS = ("keywords", "parts", "heads", "starts")
_SHORTEST_REST = 3


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
        if field in _NO_FIELDS:
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
        for word in fold(entry.get("words", "")).split()
    }


@lru_cache(maxsize=1)
def windows() -> dict[str, str]:
    """Return the word for a part of the day → its window of clock time."""
    return {v.value: v.window for v, _ in _values() if v.window}


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
        (re.compile(rf"\b(?:{phrase})\b"), value)
        for value, entry in _values()
        if value.field == field
        for phrase in entry.get("phrases", ())
    )


@lru_cache(maxsize=1)
def labels() -> dict[tuple[str, str], str]:
    """Return (field, value) → German label."""
    closed = {(v.field, v.value): v.label for v, _ in _values()}
    return closed | {
        ("language", code): label for code, label in languages.labels().items()
    }


@lru_cache(maxsize=1)
def _excluded_labels() -> dict[tuple[str, str], str]:
    return {(v.field, v.value): e["excluded"] for v, e in _values() if "excluded" in e}


def excluded_label(field: str, value: str) -> str | None:
    """Return how a value is ruled out ("keine Führung"), where its label has a say."""
    return _excluded_labels().get((field, value))


@lru_cache(maxsize=1)
def keywords() -> frozenset[str]:
    """Return every folded word a typing error may be corrected to."""
    words = {*fold(_raw()["keywords"]["words"]).split(), *languages.words()}
    for _, entry in _values():
        words.update(fold(entry.get("words", "")).split())
    return frozenset(words)


@lru_cache(maxsize=3)
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
    if folded.endswith("t"):
        # "Wer schult uns?" asks for no school: verbs share their stem with nouns.
        return None
    by_stem = _stems_of(field)
    return next((by_stem[s] for s in stems(folded) if s in by_stem), None)


@lru_cache(maxsize=2)
def _compound_parts(position: str) -> tuple[tuple[str, ClosedValue], ...]:
    """Return first or last parts of compounds with what they mean, the longest first."""
    by_name = {(v.field, v.value): v for v, _ in _values()}
    found = {
        part: by_name[field, name]
        for field, values in _raw()[position].items()
        for name, parts in values.items()
        for part in fold(parts).split()
    }
    return tuple(sorted(found.items(), key=lambda item: -len(item[0])))


@lru_cache(maxsize=10_000)
def _values_in_compound(folded: str) -> tuple[ClosedValue, ...]:
    """Return what the parts of a compound name: "Schnupperworkshop", "VHS-Kurs"."""
    if folded in _parts("none"):
        return ()
    ends = (v for part, v in _compound_parts("heads") if _is_end(part, folded))
    starts = (v for part, v in _compound_parts("starts") if folded.startswith(part))
    return tuple(v for v in (next(ends, None), next(starts, None)) if v is not None)


def _is_end(part: str, folded: str) -> bool:
    return folded.endswith(part) and len(folded) >= len(part) + _SHORTEST_REST


def recognise_compounds(sentence: Sentence) -> list[Condition]:
    """Return what parts of compounds name; the words stay free for the topics."""
    return [
        Condition(value.field, value.value, value.label, token.start, token.end)
        for token in (sentence.tokens[index] for index in sentence.remaining())
        for value in _values_in_compound(token.folded)
    ]


def recognise(
    sentence: Sentence, field: str, *, repeated: bool = False
) -> list[Condition]:
    """Take every phrase and word of one closed set.

    `repeated`: return a value as often as it is named, not once.
    """
    found: list[Condition] = []
    for pattern, value in _phrases_of(field):
        found += [
            sentence.condition(match, field, value.value, value.label)
            for match in list(sentence.find(pattern))
        ]
    for index in sentence.remaining():
        word = lookup(field, sentence.tokens[index].folded)
        if word is not None:
            start, end = sentence.take(index, index)
            found.append(Condition(field, word.value, word.label, start, end))
    return found if repeated else list({c.value: c for c in reversed(found)}.values())
