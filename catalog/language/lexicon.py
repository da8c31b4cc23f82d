"""General German word lists: function words, words of asking, words for courses."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from catalog.language.text import (
    compound_parts,
    fold,
    is_german,
    is_noun,
    is_verb,
    lemma,
    stem,
)

_SHORT = 4
_SHORTEST_HEAD = 2
_CUT_OFF = 3
_SHORTEST_TRADE = 5


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    raw = tomllib.loads(
        files("catalog.language").joinpath("words.toml").read_text("utf-8")
    )
    return {name: frozenset(fold(words).split()) for name, words in raw.items()}


@lru_cache(maxsize=1)
def _course_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in _lists()["course"])


@lru_cache(maxsize=1)
def _fillers() -> frozenset[str]:
    lists = _lists()
    return lists["function"] | lists["frame"] | lists["chatter"] | lists["far"]


@lru_cache(maxsize=1)
def slips() -> dict[str, str]:
    """Return typing errors that are words themselves, with what is meant by them."""
    pairs = (pair.partition("=") for pair in _lists()["slip"])
    return {wrong: right for wrong, _, right in pairs}


@lru_cache(maxsize=1)
def _far() -> dict[str, str]:
    raw = tomllib.loads(
        files("catalog.language").joinpath("words.toml").read_text("utf-8")
    )
    return {fold(name): name for name in raw["far"].split()}


def far_place(folded: str) -> str | None:
    """Return the name of a large city anywhere: "muenchen" → "München"."""
    return _far().get(folded)


def is_unsure_place(folded: str) -> bool:
    """Whether the name of a city is an everyday word as well ("Essen", "Halle")."""
    return folded in _lists()["far_unsure"]


def course_words() -> frozenset[str]:
    """Return the words that only name a form of learning."""
    return _lists()["course"]


def is_course_word(folded: str) -> bool:
    """Whether the word only names a form of learning ("Kurs", "Seminare")."""
    return folded in _lists()["course"] or stem(folded) in _course_stems()


@lru_cache(maxsize=100_000)
def is_filler(folded: str) -> bool:
    """Whether the word alone can never be what somebody wants to learn."""
    return (
        folded in _fillers()
        or is_course_word(folded)
        or (len(folded) > _SHORT and fold(lemma(folded)) in _fillers())
        or (
            len(folded) >= _SHORT and folded + "e" in _fillers() and not is_noun(folded)
        )
        or _without_it(folded) in _fillers()
        or _drawn_out(folded) in _fillers()
        or ("'" in folded and is_filler(folded.partition("'")[0]))
    )


def _without_it(folded: str) -> str:
    """Return a verb without the "es" that is drawn into it: "passts" → "passt"."""
    is_drawn = len(folded) > _SHORT and folded.endswith("ts")
    return folded[:-1] if is_drawn and not is_german(folded) else folded


def _drawn_out(folded: str) -> str:
    """Return a word without the letters somebody leant on: "hilfeee" → "hilfe"."""
    plain = folded.rstrip(folded[-1:])
    return plain + folded[-1:] if len(folded) - len(plain) >= _CUT_OFF else folded


def is_weak(folded: str) -> bool:
    """Whether the word is a topic only when no other is named ("Klavier spielen")."""
    weak = _lists()["weak"]
    return folded in weak or (not is_noun(folded) and fold(lemma(folded)) in weak)


@lru_cache(maxsize=1)
def _vague() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(words.split("-")) for words in _lists()["vague"])


def is_vague(words: Iterable[str]) -> bool:
    """Whether these words together go with any topic: "richtig lernen"."""
    return frozenset(words) in _vague()


def _is_weak_verb(folded: str) -> bool:
    return is_weak(folded) and is_verb(folded)


def is_training(folded: str) -> bool:
    """Whether the word names a way into a profession ("Ausbildung", "Lehrstelle")."""
    return folded in _lists()["training"]


@lru_cache(maxsize=10_000)
def is_trade(folded: str) -> bool:
    """Whether the word names a trade, also in a compound ("Hotelfachfrau")."""
    trades = _lists()["trade"]
    ends = (folded[cut:] for cut in range(len(folded) - _SHORTEST_TRADE))
    return folded in trades or any(end in trades for end in ends)


def is_state(folded: str) -> bool:
    """Whether one becomes it without being trained ("Vegetarier", "Mitglied")."""
    return folded in _lists()["state"]


def is_function_word(folded: str) -> bool:
    """Whether the word is an article, pronoun, preposition or the like."""
    return folded in _lists()["function"]


def is_asking(folded: str) -> bool:
    """Whether the word makes its clause a request ("suche", "gibt", "wo")."""
    return folded in _lists()["asking"]


def is_telling(folded: str) -> bool:
    """Whether the word is the verb of a clause that only tells something ("wohne")."""
    return folded in _lists()["telling"]


def is_joining(folded: str) -> bool:
    """Whether a new clause begins after the word ("weil", "aber")."""
    return folded in _lists()["joining"]


def is_reason(folded: str) -> bool:
    """Whether the clause after the word only gives a reason ("weil", "obwohl")."""
    return folded in _lists()["reason"]


def is_past(folded: str) -> bool:
    """Whether the word sets its clause in the past ("früher", "gestern")."""
    return folded in _lists()["past"]


def is_placing(folded: str) -> bool:
    """Whether a noun behind the word is a place or somebody's own ("im", "mein")."""
    return folded in _lists()["placing"]


def is_thing(folded: str) -> bool:
    """Whether a compound with this at its end is a thing: "Schreib-tisch"."""
    return folded in _lists()["thing"]


def is_host(folded: str) -> bool:
    """Whether the word is somebody who offers things ("Polizei", "Feuerwehr")."""
    return folded in _lists()["hosts"]


def is_working(folded: str) -> bool:
    """Whether the word says what somebody does for a living ("arbeite")."""
    return folded in _lists()["working"]


@lru_cache(maxsize=10_000)
def is_degree(folded: str) -> bool:
    """Whether the word names a degree that has a field ("Industriemeister")."""
    return folded.endswith(tuple(_lists()["degree"]))


def is_marking(folded: str) -> bool:
    """Whether the word beside this one is to be learnt ("lernen", "Kurs", "Thema")."""
    return folded in _lists()["marking"]


def content_parts(word: str) -> tuple[str, ...]:
    """Return the parts of a compound that name a topic, without the course word.

    "Töpferkurs" → ("toepfer",), "Klavierspielen" → ("klavier",); a word that is no
    compound → ().
    """
    parts = compound_parts(word)
    if not parts and not is_german(word):
        # "Judotraining", "Gokurs": too short or unknown to be split.
        head = before_course_word(fold(word))
        return (head,) if len(head) >= _SHORTEST_HEAD else ()
    kept = list(parts)
    while kept and (
        is_course_word(kept[-1]) or (len(kept) > 1 and _is_weak_verb(kept[-1]))
    ):
        kept.pop()
    if kept and len(kept) < len(parts):
        # "Musikschul-unterricht": what is left may end in a course word again.
        kept[-1:] = content_parts(kept[-1]) or kept[-1:]
    return tuple(kept) or parts


def is_course_compound(word: str) -> bool:
    """Whether a compound ends in a course word ("Flugkurs", "Naturgarten-Kurs")."""
    return "".join(content_parts(word)) != "".join(compound_parts(word))


def before_course_word(folded: str) -> str:
    """Return what stands before the course word a word ends in, else "": "klavir"."""
    for cut in range(len(folded) - _SHORT, 0, -1):
        if folded[cut:] in _lists()["course"]:
            return folded[:cut]
    return ""
