"""Clauses of a sentence: which ones ask for something and which ones only tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum

from catalog.language import lexicon
from catalog.language.text import Token, is_finite, is_verb

_BREAK = re.compile(r"[.!?;:,()\n–—]|\s-\s")
_STOP = re.compile(r"[.!?;:\n]")
_AND = frozenset(("und", "oder", "u", "&", "+"))
_SUBJECTS = frozenset("ich wir er sie es man da nun jetzt".split())
_OPENERS = frozenset("ich wir er sie".split())
_SPEAKERS = frozenset(("der", "die", "er", "sie", "ich", "wir"))
_OWNERS = frozenset("mein meine unser unsere".split())
_PERSONS = frozenset("ich wir er sie es man mein meine unser unsere".split())
_VERB_ENDINGS = ("e", "t", "en", "n")
_AMBIGUOUS_OPENERS = frozenset(("als", "da", "wo"))


class Role(IntEnum):
    """What a clause does; the lower, the likelier it holds what a person wants."""

    REQUEST = 0
    FRAGMENT = 1
    ASIDE = 2
    STATEMENT = 3
    SMALL_TALK = 4


def roles(text: str, tokens: Sequence[Token]) -> list[Role]:
    """Return the role of the clause each token stands in."""
    found: list[Role] = []
    goes_on = False
    for first, last in _clauses(text, tokens):
        words = [token.folded for token in tokens[first:last]]
        end = tokens[last].start if last < len(tokens) else len(text)
        after = text[tokens[last - 1].end : end]
        role = _role(words, is_question="?" in after)
        if role is Role.FRAGMENT and goes_on:
            role = Role.ASIDE
        goes_on = role in (Role.ASIDE, Role.STATEMENT) and not _STOP.search(after)
        found += [role] * (last - first)
    return found


def _role(words: Sequence[str], *, is_question: bool) -> Role:
    if {"bist", "du"} <= set(words) or {"sind", "sie", "ein"} <= set(words):
        return Role.SMALL_TALK
    if lexicon.is_reason(words[0]) or _tells_when(words):
        return Role.STATEMENT
    if any(lexicon.is_past(word) for word in words) and _tells(words):
        return Role.REQUEST if is_question else Role.STATEMENT
    if words[-2:] == ["kann", "ich"] and words[0] != "kann" and not is_question:
        # "Kopfrechnen kann ich!" is what nobody has to teach.
        return Role.STATEMENT
    if any(map(lexicon.is_asking, words)) or any(
        map(lexicon.is_course_compound, words)
    ):
        return Role.REQUEST
    if any(lexicon.is_working(word) for word in words) and not is_question:
        return Role.SMALL_TALK
    if _tells(words):
        return Role.REQUEST if is_question else Role.STATEMENT
    return Role.FRAGMENT


def _tells(words: Sequence[str]) -> bool:
    """Whether a clause has a verb that belongs to somebody: "wir schauen Fußball"."""
    if any(lexicon.is_telling(word) for word in words):
        return True
    if words[0] in _OWNERS and "machen" in words[1:]:
        return True
    if words[0] in _SPEAKERS and any(
        is_verb(word) and word.endswith(_VERB_ENDINGS) for word in words[1:2]
    ):
        return True
    if words[0] in _OWNERS and any(is_finite(word) for word in words[2:3]):
        return True
    return not _PERSONS.isdisjoint(words) and any(is_finite(word) for word in words)


def _tells_when(words: Sequence[str]) -> bool:
    """Whether a clause says when or why, as "Da ich …" and "Als Kind hatte ich …" do."""
    if words[0] not in _AMBIGUOUS_OPENERS or len(words) == 1:
        return False
    ends = lexicon.is_telling(words[-1]) or is_finite(words[-1])
    return words[1] in _PERSONS and ends and not lexicon.is_asking(words[-1])


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
