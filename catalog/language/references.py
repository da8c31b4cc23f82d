"""What a message says about something that was shown: which one, and what of it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from catalog.language.text import fold

LAST = -1


@dataclass(frozen=True, slots=True)
class Reference:
    """A question about something shown.

    `position` counts from 1 and is `LAST` for the last; None = the message does not
    count. `aspects` names what it asks, the most particular first. `is_question`: it
    asks even where it is a search ("Wann ist die Bildungskonferenz?"). `is_wish`: it
    only says what something shall be like ("mit Kinderbetreuung").
    """

    position: int | None
    aspects: tuple[str, ...]
    is_question: bool = False
    is_wish: bool = False

    def index(self, count: int) -> int | None:
        """Return which of so many items is meant, from 0; None = not said."""
        if self.position is None or not count:
            return None
        return count - 1 if self.position == LAST else min(self.position, count) - 1


def read_reference(text: str) -> Reference:
    """Return which item a message points at and what it wants to know."""
    said = fold(text)
    position = next((n for n, p in _patterns("positions") if p.search(said)), None)
    aspects = tuple(name for name, p in _patterns("aspects") if p.search(said))
    is_question = any(p.search(said) for _, p in _patterns("questions"))
    is_wish = any(p.search(said) for _, p in _patterns("wishes"))
    number = None if position is None else int(position)
    return Reference(number, aspects, is_question, is_wish)


@lru_cache(maxsize=4)
def _patterns(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    path = files("catalog.language").joinpath("references.toml")
    found: dict[str, str] = tomllib.loads(path.read_text("utf-8"))[table]
    return tuple(
        (name, re.compile(rf"(?<!\w)(?:{pattern})")) for name, pattern in found.items()
    )
