"""The words the assistant reads from catalog and gazetteer, and what changed in them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from catalog import Catalog

Words = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Change:
    """A word that is new, or gone; `kind` is topic, actor or place."""

    kind: str
    word: str
    is_new: bool


def vocabulary(catalog: Catalog) -> dict[str, list[str]]:
    """Return the topics and names a message may use today, by kind."""
    actors = catalog.every_actor()
    topics = {topic for actor in actors for topic in actor.topics}
    topics |= {topic for offer, _ in catalog.every_offer() for topic in offer.topics}
    return {
        "topic": _sorted(topics),
        "actor": _sorted(actor.name for actor in actors),
        "place": _sorted(place.name for place in catalog.district.places.values()),
    }


def changes(before: Words, now: Words) -> Iterator[Change]:
    """Yield what is new or gone, by kind and word."""
    for kind, words in now.items():
        known = set(before.get(kind, ()))
        for word in _sorted({*words, *known}):
            if (word in known) != (word in words):
                yield Change(kind, word, is_new=word not in known)


def kept(path: Path) -> Words | None:
    """Return the words of the last time; None when there was none."""
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) else None


def keep(path: Path, words: Words) -> None:
    """Remember the words for the next time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(words, ensure_ascii=False, indent=1), "utf-8")


def _sorted(words: Iterable[str]) -> list[str]:
    return sorted(set(words), key=lambda word: (word.casefold(), word))
