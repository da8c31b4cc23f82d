"""General German word lists: function words, words of asking, words for courses."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

from catalog.language.text import compound_parts, fold, lemma, stem

_SHORT = 4


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    raw = tomllib.loads(
        files("catalog.language").joinpath("words.toml").read_text("utf-8")
    )
    return {name: frozenset(fold(words).split()) for name, words in raw.items()}


@lru_cache(maxsize=1)
def _course_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in _lists()["course"])


def is_course_word(folded: str) -> bool:
    """Whether the word only names a form of learning ("Kurs", "Seminare")."""
    return folded in _lists()["course"] or stem(folded) in _course_stems()


@lru_cache(maxsize=100_000)
def is_filler(folded: str) -> bool:
    """Whether the word alone can never be what somebody wants to learn."""
    lists = _lists()
    fillers = lists["function"] | lists["frame"]
    return (
        folded in fillers
        or is_course_word(folded)
        or (len(folded) > _SHORT and fold(lemma(folded)) in fillers)
    )


def is_weak(folded: str) -> bool:
    """Whether the word is a topic only when no other is named ("Klavier spielen")."""
    return folded in _lists()["weak"]


def content_parts(word: str) -> tuple[str, ...]:
    """Return the parts of a compound that name a topic, without the course word.

    "Töpferkurs" → ("toepfer",); a word that is no compound → ().
    """
    parts = compound_parts(word)
    kept = tuple(part for part in parts if not is_course_word(part))
    return kept or parts
