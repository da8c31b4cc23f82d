"""What a message says about something that was shown: which one, and what of it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from catalog.language import lexicon
from catalog.language.text import fold, tokenize

LAST = -1


@dataclass(frozen=True, slots=True)
class Reference:
    """A question about something shown.

    `position` counts from 1 and is `LAST` for the last; None = the message does not
    count. `aspects` names what it asks, the most particular first. `is_question`: it
    asks even where it is a search ("Wann ist die Bildungskonferenz?"). `is_wish`: it
    only says what something shall be like ("mit Kinderbetreuung"). `asks_whether`:
    it asks whether there is something ("Gibt es Ermäßigung?"). `seeks_partners`: it
    looks for others to work with ("Wer macht noch BNE?"). `wants_list`: it wants to see
    the list again. `points_at_one`: it has a word for one thing shown ("ist das
    online?"). `wants_others`: for others like it ("gibt es sowas auch online?").
    `is_only_pointing`: it has nothing but such a word ("und das?"). `asks_for_offers`:
    it asks what an actor has ("was läuft da?"). `takes_back`: it says that something
    else was meant. `is_bare`: it names nothing of its own ("und wo sitzen die?").
    `words` are what it names else, folded.
    """

    position: int | None
    aspects: tuple[str, ...]
    is_question: bool = False
    is_wish: bool = False
    asks_whether: bool = False
    seeks_partners: bool = False
    wants_list: bool = False
    points_at_one: bool = False
    wants_others: bool = False
    is_only_pointing: bool = False
    asks_for_offers: bool = False
    takes_back: bool = False
    is_bare: bool = False
    words: tuple[str, ...] = ()

    def index(self, count: int) -> int | None:
        """Return which of so many items is meant, from 0; None = not said."""
        if self.position is None or not count:
            return None
        return count - 1 if self.position == LAST else min(self.position, count) - 1


def read_reference(text: str) -> Reference:
    """Return which item a message points at and what it wants to know."""
    said = fold(text)
    position = next((n for n, p in _patterns("positions") if p.search(said)), None)
    words = tuple(_words(said))
    return Reference(
        position=None if position is None else int(position),
        aspects=tuple(n for n, p in _patterns("aspects") if p.search(said)),
        is_question=_fits("questions", said),
        is_wish=_fits("wishes", said),
        asks_whether=_fits("whether", said),
        seeks_partners=_fits("partners", said),
        wants_list=_fits("again", said),
        points_at_one=_fits("pointers", said),
        wants_others=_fits("others", said),
        is_only_pointing=_is_only_pointing(said),
        asks_for_offers=_fits("offering", said),
        takes_back=_fits("meaning", said),
        is_bare=not words and not _fits("addressing", said),
        words=words,
    )


def _fits(table: str, said: str) -> bool:
    return any(pattern.search(said) for _, pattern in _patterns(table))


def _is_only_pointing(said: str) -> bool:
    words = (token.folded for token in tokenize(said))
    return _fits("only_pointing", " ".join(word for word in words if word.isalnum()))


def _words(said: str) -> Iterator[str]:
    """Yield the words that neither point nor ask nor fill."""
    rest = said
    for table in ("positions", "aspects"):
        for _, pattern in _patterns(table):
            rest = pattern.sub(" ", rest)
    for token in tokenize(rest):
        if not lexicon.is_filler(token.folded):
            yield token.folded


@lru_cache(maxsize=16)
def _patterns(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    path = files("catalog.language").joinpath("references.toml")
    found: dict[str, str] = tomllib.loads(path.read_text("utf-8"))[table]
    return tuple(
        (name, re.compile(rf"(?<!\w)(?:{pattern})")) for name, pattern in found.items()
    )
