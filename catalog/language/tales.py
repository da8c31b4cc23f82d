"""Words and verbs of a story, and clauses that only sound like a wish; no conditions."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from catalog.language import lexicon
from catalog.language.text import Token, fold, is_german, lemma

_PARTICIPLE = re.compile(
    r"(?:[a-z]{2,6})?ge[a-z]{2,}(?:t|en)|(?:ver|be|er|ent|zer|unter)[a-z]{3,}(?:t|en)"
    r"|[a-z]{2,}iert"
)
_WEAK_PRETERITE = re.compile(r"([a-z]+?)e?te(?:n|st)?")
_CAN = "kann"
_OTHERWISE = "sonst"
_NO_MORE = "mehr"
_NOBODY = frozenset(("keiner", "niemand"))


@lru_cache(maxsize=1)
def lists() -> Mapping[str, Any]:
    """Return what `telling.toml` holds."""
    path = files("catalog.language").joinpath("telling.toml")
    return tomllib.loads(path.read_text("utf-8"))


@lru_cache(maxsize=64)
def words_of(name: str) -> frozenset[str]:
    """Return one list of folded words."""
    return frozenset(lists()[name].split())


@lru_cache(maxsize=10_000)
def is_preterite(word: str) -> bool:
    """Whether a verb stands in the past tense: "war", "spielte"."""
    if word in words_of("preterite"):
        return True
    match = _WEAK_PRETERITE.fullmatch(word)
    if match is None or lexicon.is_asking(word) or word in words_of("polite"):
        return False
    base = fold(lemma(word))
    return base in (match[1] + "en", match[1] + "n") and base + "t" != word


@lru_cache(maxsize=10_000)
def _is_done(word: str) -> bool:
    if _PARTICIPLE.fullmatch(word) is None or word in words_of("present"):
        return False
    is_infinitive = word.endswith("en") and fold(lemma(word)) == word
    # "Verdorben" is no infinitive: there is no "verdorbt".
    return not (is_infinitive and is_german(word[:-2] + "t"))


def is_participle(token: Token) -> bool:
    """Whether a word says what was done: "gestrickt"."""
    return token.text.islower() and _is_done(token.folded)


def sounds_like_a_wish(words: Sequence[str]) -> bool:
    """Whether a clause only sounds like a wish: "er wollte erst zum Ballett"."""
    said = set(words)
    is_of_others = words[0] in words_of("others")
    return (
        _is_said_to_me(words)
        or (_NO_MORE in words and not _NOBODY.isdisjoint(words))
        or _is_over(words)
        or (is_of_others and (_wants_from_me(words) or _is_mastered(words)))
        or (_is_course_given(said) and words[0] not in words_of("others"))
        or _is_only_given(words)
        or ("wuerde" in said and {"gut", "tun"} <= said and not said & {"ich", "gern"})
    )


def _is_over(words: Sequence[str]) -> bool:
    """Whether it nearly was, or once was to be: "hätte sich fast verirrt"."""
    said = set(words)
    is_nearly = bool(said & words_of("would") and said & words_of("nearly"))
    given_up = words_of("at_first" if said & {"ich", "wir"} else "once")
    was_wanted = bool(said & words_of("wanted") and said & given_up)
    is_done = _has_done(words) and not said & words_of("looked_for")
    return is_nearly or was_wanted or is_done


def _has_done(words: Sequence[str]) -> bool:
    """Whether somebody says what he did: "hab schon drei Lehrer verschlissen"."""
    if words[-2:-1] == ["zu"] or _PARTICIPLE.fullmatch(words[-1]) is None:
        return False
    is_first = words[0] in words_of("auxiliary")
    return is_first or (words[0] in words_of("own") and _is_done(words[-1]))


def _wants_from_me(words: Sequence[str]) -> bool:
    """Whether somebody else wants something: "der Arzt will mir Tabletten geben"."""
    return any(
        one in words_of("wanting") and other in words_of("to_me")
        for one, other in pairwise(words)
    )


def _is_said_to_me(words: Sequence[str]) -> bool:
    """Whether a clause tells what others want: "…, was die Mütter mir sagen wollen"."""
    return (
        words[-1] in words_of("wanting")
        and not words_of("others").isdisjoint(words[1:2])
        and not words_of("to_me").isdisjoint(words)
    )


def _is_mastered(words: Sequence[str]) -> bool:
    """Whether somebody else can do something: "die Kleine kann jetzt Spagat"."""
    return _CAN in words and not words_of("mastered").isdisjoint(words)


def _is_course_given(said: set[str]) -> bool:
    """Whether somebody says what he teaches: "ich gebe Deutschunterricht"."""
    return (
        bool(said & words_of("teaching"))
        and "ich" in said
        and any(map(lexicon.is_course_compound, said))
    )


def _is_only_given(words: Sequence[str]) -> bool:
    """Whether there is something nobody wishes: "sonst gibts Stress"."""
    given = words_of("given")
    if words[0] in given or given.isdisjoint(words):
        return False
    is_regretted = not words_of("regretting").isdisjoint(words)
    return words[0] == _OTHERWISE or (words[0] in words_of("there") and is_regretted)
