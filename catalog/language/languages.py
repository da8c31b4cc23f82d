"""The language an offer is held in: "auf Ukrainisch", "in russischer Sprache".

"Englisch lernen" names a topic, not the language of the lessons.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files

from catalog.language.sentence import Sentence
from catalog.language.text import Token, fold
from catalog.records import Condition

_STAFF = "lehrer|lehrkraft|dozent|trainer|kursleit|berater|mitarbeiter|personal|leute"
_SPEAKING = "(?:kann|koennen|sprechen|spricht)"
# Who wants counsel does not want to learn the language he names.
_COUNSEL = frozenset("beratung berater beraterin beraten sprechstunde".split())
_LEARNING = frozenset("lernen lerne kurs kurse unterricht".split())
# "In meiner Muttersprache Polnisch" asks for it.
_IN_OWN = ("in meiner ", "in der ", "in ihrer ", "in seiner ", "in unserer ")
_ENDING = r"(?:e[nrms]?)?"


@lru_cache(maxsize=1)
def _languages() -> Mapping[str, Mapping[str, str]]:
    path = files("catalog.language").joinpath("languages.toml")
    return tomllib.loads(path.read_text("utf-8"))


@lru_cache(maxsize=1)
def labels() -> dict[str, str]:
    """Return the code of every language → the label of its condition."""
    return {code: f"auf {entry['name']}" for code, entry in _languages().items()}


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    return {
        name: code
        for code, entry in _languages().items()
        for name in fold(f"{entry['name']} {entry.get('other', '')}").split()
    }


def words() -> frozenset[str]:
    """Return the folded words by which languages are named."""
    return frozenset(
        name + ending
        for name in _codes()
        for ending in ("", *(f"sprachig{e}" for e in ("", "e", "er", "en", "es")))
    )


def language_code(name: str) -> str | None:
    """Return the ISO code of a language: "Ukrainisch", "ukrainische Sprache", "uk"."""
    folded = fold(name).strip()
    if folded in _languages():
        return folded
    words = folded.removesuffix("sprache").removesuffix("sprachig").split()
    if len(words) != 1:
        return None
    codes = _codes()
    return codes.get(words[0]) or codes.get(re.sub(r"e[nrms]?$", "", words[0]))


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    any_name = "|".join(sorted(_codes(), key=len, reverse=True))
    name = rf"(?P<name>{any_name})"
    also = rf"(?:(?: (?:und|oder|sondern|bzw|auch|auf))+ (?:{any_name})\b)*"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"(?<!bock )(?<!lust )(?<!interesse )(?<!mehr )\bauf (?:(?:einfache[mn]|leichte[mn]|gute[mn]) )?{name}\b{also}",
            rf"\b(?:sprechen|spricht|sprecht) (?:die|da|dort|ihr|jemand)(?: \w+){{0,2}} {name}\b",
            rf"\bin (?:der |ihrer |meiner |unserer )?{name}{_ENDING} sprache\b",
            rf"\b{name}sprachig\w*",
            rf"\b{name} (?:gesprochen|sprechend\w*)\b(?: wird| werden)?",
            rf"\b(?:der|die|wer|jemand|jemanden) (?:\w+ )?{name} (?:spricht|sprechen)\b",
            r"\bin (?P<name>english)\b",
            rf"\b(?:spreche|spricht|sprechen|verstehe|versteht|kann|koennen) (?:\w+ )?nur (?:\w+ )?{name}\b",
            rf"\bbitte {name} sprechen\b",
            rf"\bin (?:meiner|der|ihrer|seiner|unserer) muttersprache {name}\b",
            rf"(?<!leichter )(?<!leichte )(?<!einfacher )(?<!einfache )\bsprache (?:(?:ist|am|besten|gern|gerne|bitte|moeglichst) )*{name}\b(?! lernen)",
            rf"\b{name} (?:sprechen|spricht) (?:{_STAFF})\w*",
            rf"\b(?:{_STAFF})\w* (?:(?:soll|muss|die|der) )*{name} {_SPEAKING}\b",
        )
    )


@lru_cache(maxsize=1)
def _mother_tongue() -> re.Pattern[str]:
    name = "|".join(sorted(_codes(), key=len, reverse=True))
    return re.compile(
        rf"\bmuttersprache (?:(?:ist|sind|war) )?(?:{name})\b(?! lernen)"
        rf"|\b(?:{name}) (?:ist|als) (?:meine |unsere |ihre |seine )?muttersprache\b"
    )


def recognise(sentence: Sentence) -> list[Condition]:
    """Take every language something shall be held in."""
    found = []
    for match in list(sentence.find(_mother_tongue())):
        if not sentence.normal[: match.start()].endswith(_IN_OWN):
            sentence.take(*sentence.indexes(match))
    for pattern in _patterns():
        for match in list(sentence.find(pattern)):
            first, last = sentence.indexes(match)
            code = _codes()[match["name"]]
            named = sentence.condition(match, "language", code, labels()[code])
            others = [
                _condition(token)
                for token in sentence.tokens[first : last + 1]
                if token.folded in _codes() and token.folded != match["name"]
            ]
            end = others[0].start if others else named.end
            found += [replace(named, end=end), *others]
    return [*found, *_in_counsel(sentence)]


def _in_counsel(sentence: Sentence) -> list[Condition]:
    """Take a language named last beside counsel: "Beratung Kindergeld Arabisch"."""
    tokens = sentence.tokens
    words = {token.folded for token in tokens}
    last = len(tokens) - 1
    is_asked = words & _COUNSEL and not words & _LEARNING
    if (
        not is_asked
        or tokens[-1].folded not in _codes()
        or not sentence.free(last, last)
    ):
        return []
    sentence.take(last, last)
    return [_condition(tokens[-1])]


def _condition(token: Token) -> Condition:
    code = _codes()[token.folded]
    return Condition("language", code, labels()[code], token.start, token.end)
