"""How a message moves a running search without naming a condition: "egal wo", "näher"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from catalog.language.sentence import Sentence
from catalog.language.text import fold, tokenize
from catalog.records import Condition

# What is forgotten when something does not matter.
FIELDS = {
    "everywhere": ("place", "radius", "dates", "weekday", "daytime"),
    "place": ("place", "radius"),
    "time": ("dates", "weekday", "daytime"),
    "day": ("dates", "weekday"),
    "daytime": ("daytime",),
    "person": ("age", "target_group"),
    "price": ("price", "sort", "reduction", "funding"),
    "mode": ("delivery_mode",),
    "kind": ("kind", "actor_kind", "actor"),
    "level": ("level", "skill"),
}


_OUTDOORS = "raus"


def indifferent_fields(sentence: Sentence) -> tuple[str, ...]:
    """Take what somebody says does not matter; return the fields to forget."""
    names = _taken(sentence, _indifference())
    return tuple(dict.fromkeys(field for name in names for field in FIELDS[name]))


def taken_out(sentence: Sentence, found: Sequence[Condition]) -> tuple[Condition, ...]:
    """Return what a message takes out of the search: "Samstag wieder raus"."""
    table = _table()["taken_out"]
    out = []
    for condition in found:
        first, last = sentence.tokens_of(condition)
        words = [token.folded for token in sentence.tokens]
        after, before = " ".join(words[last + 1 :]), " ".join(words[:first])
        if condition.field == "daytime" and after == _OUTDOORS and len(found) > 1:
            # "Sonntags früh raus" takes nothing out.
            continue
        if re.fullmatch(table["after"], after) or re.search(table["before"], before):
            out.append(condition)
    return tuple(out)


def moves(sentence: Sentence) -> tuple[str, ...]:
    """Take words like "näher"; return which way the search is moved.

    nearer, farther, later, earlier.
    """
    return tuple(dict.fromkeys(_taken(sentence, _moves())))


def says_skip(text: str) -> bool:
    """Whether a message only leaves a question open: "egal", "weiß nicht"."""
    said = " ".join(token.folded for token in tokenize(text) if token.folded.isalnum())
    return re.fullmatch(_table()["skip"], said) is not None


def is_undecided(text: str) -> bool:
    """Whether somebody does not know yet what it is to be."""
    return re.search(_table()["undecided"], fold(text)) is not None


def speaks_of_self(text: str) -> bool:
    """Whether somebody tells of himself: "Ich habe keinen Abschluss"."""
    return re.search(_table()["self"], fold(text)) is not None


def says_there(text: str) -> bool:
    """Whether a message speaks of a place named before: "gibt es dort auch …?"."""
    return re.search(_table()["there"], fold(text)) is not None


def also_indifferent(text: str) -> tuple[str, ...]:
    """Return what does not matter either: "und die Uhrzeit auch"."""
    said = re.fullmatch(_table()["also"], fold(text).strip(" .!?"))
    if said is None:
        return ()
    names = (n for n, c in _table()["about"].items() if re.fullmatch(c, said["what"]))
    return tuple(field for name in names for field in FIELDS[name])


def _taken(sentence: Sentence, pattern: re.Pattern[str]) -> Iterator[str]:
    for match in sentence.find(pattern):
        sentence.take(*sentence.indexes(match))
        yield str(match.lastgroup).partition("_")[0]


@lru_cache(maxsize=1)
def _indifference() -> re.Pattern[str]:
    table = _table()
    equal = table["indifferent"]
    return _any_of(
        {
            f"{n}_about": f"{equal} (?:{c})|(?:{c}) {equal}"
            for n, c in table["about"].items()
        }
        | {f"{name}_instead": said for name, said in table["instead"].items()}
    )


@lru_cache(maxsize=1)
def _moves() -> re.Pattern[str]:
    return _any_of(_table()["moves"])


def _any_of(patterns: Mapping[str, str]) -> re.Pattern[str]:
    """Return one pattern whose matches name what they are."""
    named = "|".join(f"(?P<{name}>{said})" for name, said in patterns.items())
    return re.compile(rf"(?<!\w)(?:{named})(?!\w)")


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    path = files("catalog.language").joinpath("steering.toml")
    return tomllib.loads(path.read_text("utf-8"))
