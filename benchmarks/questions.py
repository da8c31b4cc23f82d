"""The turns that are measured: sentence patterns filled with topics and places."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import yaml

from benchmarks.data import SyntheticCatalog

PATTERNS = Path(__file__).with_name("questions.yml")
FOLLOW_UPS = 2
QUESTION_SALT = 2 * 10**9


@dataclass(frozen=True, slots=True)
class Turn:
    """One message; `match` is what a bare full-text query would look for."""

    text: str
    match: str
    opens: bool


Dialogue = tuple[Turn, ...]


def dialogues(
    catalog: SyntheticCatalog, count: int, *, start: int = 0
) -> list[Dialogue]:
    """Return conversations of one opening question and two that go on with it."""
    patterns = yaml.safe_load(PATTERNS.read_text(encoding="utf-8"))
    return [
        _dialogue(patterns, catalog, number) for number in range(start, start + count)
    ]


def _dialogue(
    patterns: dict[str, Any], catalog: SyntheticCatalog, number: int
) -> Dialogue:
    chance = catalog.random(QUESTION_SALT + number)
    texts = [patterns["first"][number % len(patterns["first"])]]
    texts += chance.sample(patterns["follow_up"], FOLLOW_UPS)
    topic = catalog.subject(chance).topic
    turns: list[Turn] = []
    for text in texts:
        if "{topic}" in text:
            topic = catalog.subject(chance).topic
        filled = _fill(text, topic, patterns, catalog, chance)
        turns.append(Turn(filled, match_of(topic), opens=not turns))
    return tuple(turns)


def match_of(topic: str) -> str:
    """Return a topic as an FTS5 expression."""
    return " ".join(f'"{word}"' for word in topic.split())


def _fill(
    text: str,
    topic: str,
    patterns: dict[str, Any],
    catalog: SyntheticCatalog,
    chance: Random,
) -> str:
    return text.format(
        topic=topic,
        place=catalog.place(chance).name,
        age=chance.randrange(4, 16),
        price=chance.randrange(10, 100, 10),
        weekday=chance.choice(patterns["weekdays"]),
        month=chance.choice(patterns["months"]),
    )
