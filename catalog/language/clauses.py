"""Clauses of a sentence: which ones ask for something and which ones only tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum

from catalog.language import lexicon
from catalog.language.text import Token

_BREAK = re.compile(r"[.!?;:,()\n–—]|\s-\s")
_AND = frozenset(("und", "oder", "u", "&", "+"))
_SUBJECTS = frozenset("ich wir er sie es man da nun jetzt".split())
_OPENERS = frozenset("ich wir er".split())


class Role(IntEnum):
    """What a clause does; the lower, the likelier it holds what a person wants."""

    REQUEST = 0
    FRAGMENT = 1
    STATEMENT = 2
    SMALL_TALK = 3


def roles(text: str, tokens: Sequence[Token]) -> list[Role]:
    """Return the role of the clause each token stands in."""
    found: list[Role] = []
    for first, last in _clauses(text, tokens):
        words = [token.folded for token in tokens[first:last]]
        end = tokens[last].start if last < len(tokens) else len(text)
        is_question = "?" in text[tokens[last - 1].end : end]
        found += [_role(words, is_question=is_question)] * (last - first)
    return found


def _role(words: Sequence[str], *, is_question: bool) -> Role:
    if {"bist", "du"} <= set(words) or {"sind", "sie", "ein"} <= set(words):
        return Role.SMALL_TALK
    if lexicon.is_reason(words[0]):
        return Role.STATEMENT
    if any(lexicon.is_asking(word) for word in words):
        return Role.REQUEST
    if any(lexicon.is_telling(word) for word in words):
        return Role.REQUEST if is_question else Role.STATEMENT
    return Role.FRAGMENT


def _clauses(text: str, tokens: Sequence[Token]) -> list[tuple[int, int]]:
    starts = [0] if tokens else []
    for index in range(1, len(tokens)):
        between = text[tokens[index - 1].end : tokens[index].start]
        if _BREAK.search(between) or _joins(tokens, index):
            starts.append(index)
    return list(zip(starts, [*starts[1:], len(tokens)], strict=True))


def _joins(tokens: Sequence[Token], index: int) -> bool:
    """Whether a clause begins here without a comma: "… und suche", "… weil ich"."""
    word = tokens[index].folded
    if lexicon.is_joining(word):
        return True
    after = tokens[index + 1].folded if index + 1 < len(tokens) else ""
    if word in _AND:
        return (
            after in _SUBJECTS or lexicon.is_asking(after) or lexicon.is_telling(after)
        )
    # Who writes without commas still begins anew with "ich suche".
    return word in _OPENERS and (lexicon.is_asking(after) or lexicon.is_telling(after))
