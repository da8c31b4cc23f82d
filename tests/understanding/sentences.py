"""Reads the held-out sentences and compares what was understood with what was expected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from catalog import Catalog
from catalog.language.text import fold
from catalog.records import EXCLUDED

FOLDER = Path(__file__).parent
# Written by people who knew neither rules nor data; never looked at for the rules.
HELD_OUT = ("held_out_visitors.yml", "held_out_phone.yml")
# Looked at while the rules were written: they guard, they do not judge.
DEVELOPMENT = (
    "everyday.yml",
    "citizens.yml",
    "families.yml",
    "needs.yml",
    "village.yml",
    "matters.yml",
    "mixed.yml",
    "mixed_later.yml",
    "people.yml",
    "crafts.yml",
    "working_life.yml",
    "counter.yml",
    "neighbours.yml",
    "kitchen_table.yml",
    "market_day.yml",
    "evening_chat.yml",
    "quick_messages.yml",
    "stories.yml",
)
# Fields whose expected values are labels a person would say.
_LABELLED = ("topic", "place")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the conditions a sensible person reads in it."""

    text: str
    expect: dict[str, list[str]]
    is_deep: bool


def sentences(name: str) -> list[Sentence]:
    """Return the sentences of one file."""
    entries = yaml.safe_load((FOLDER / name).read_text("utf-8"))
    return [
        Sentence(
            str(entry["text"]),
            entry.get("expect") or {},
            bool(entry.get("deep", False)),
        )
        for entry in entries
    ]


def wrong_fields(catalog: Catalog, sentence: Sentence) -> list[str]:
    """Return the fields that were understood otherwise than expected."""
    query = catalog.understand(sentence.text).query
    return differing(
        [(c.field, c.value, c.label) for c in query.visible], sentence.expect
    )


def differing(
    conditions: Iterable[tuple[str, str, str]], expect: Mapping[str, list[str]]
) -> list[str]:
    """Return the fields in which (field, value, label) are otherwise than expected."""
    found: dict[str, list[tuple[str, str]]] = {}
    for field, value, label in conditions:
        found.setdefault(field, []).append((value, label))
    return [
        field
        for field in sorted(set(found) | set(expect))
        if not _same(field, found.get(field, []), expect.get(field, []))
    ]


def _same(field: str, found: list[tuple[str, str]], expected: list[str]) -> bool:
    if len(found) != len(expected):
        return False
    left = list(found)
    for value in expected:
        match = next((f for f in left if _fits(field, f, value)), None)
        if match is None:
            return False
        left.remove(match)
    return True


def _fits(field: str, found: tuple[str, str], expected: str) -> bool:
    """Whether a condition is as expected; what is ruled out begins with "!"."""
    value, label = found
    allowed = [fold(a) for a in expected.removeprefix(EXCLUDED).split("|")]
    if value.startswith(EXCLUDED) != expected.startswith(EXCLUDED):
        return False
    read = {fold(value.removeprefix(EXCLUDED))}
    if field in _LABELLED:
        read |= {fold(label), fold(label).removeprefix("kein ").removeprefix("keine ")}
        read.add(fold(label).removeprefix("nicht in "))
    return not read.isdisjoint(allowed)
