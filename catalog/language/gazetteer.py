"""The place names of a district with all their forms; which of them are words as well."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from catalog.district import District
from catalog.language import lexicon
from catalog.language.text import fold, is_noun, is_verb, lemma, tokenize
from catalog.records import Place

_ORDER = {"municipality": 0, "locality": 1, "neighbour": 2, "association": 3}
_SIZES = ("gross", "klein", "gr", "kl")
_SHORTEST_SPELLING = 5
_SHORTEST_GENITIVE = 6
_PLURALS = ("e", "en", "n")


class Gazetteer:
    """The places of a district by everything that people call them."""

    def __init__(self, district: District) -> None:
        self.district = district
        self._by_name: dict[str, list[Place]] = defaultdict(list)
        self._add(district.short_name, district.whole)
        for place in district.places.values():
            for name in (place.name, *place.aliases):
                self._add(name, place)
        self._derived: dict[str, list[Place]] = defaultdict(list)
        for key, places in self._by_name.items():
            for form in _forms(key):
                if form not in self._by_name:
                    self._derived[form] += places

    def _add(self, name: str, place: Place) -> None:
        key = key_of(name)
        if place not in self._by_name[key]:
            self._by_name[key].append(place)

    def spellings(self) -> dict[str, str]:
        """Return folded one-word names → name, for reading typing errors."""
        found = {
            key: key.capitalize()
            for key in (*self._derived, *self._by_name)
            if key.isalpha() and len(key) >= _SHORTEST_SPELLING
        }
        for places in self._by_name.values():
            for place in places:
                if fold(place.name) in found:
                    found[fold(place.name)] = place.name
        return found

    def named(self, key: str) -> list[Place]:
        """Return the places of a name, towns before villages, larger ones first."""
        found = self._by_name.get(key) or self._derived.get(key, [])
        return sorted(
            dict.fromkeys(found),
            key=lambda p: (_ORDER.get(p.kind, 4), -(p.population or 0), p.id),
        )

    def is_name(self, key: str) -> bool:
        """Whether a place is called so as it stands: "Burg", but not "Burger"."""
        return key in self._by_name


def key_of(name: str) -> str:
    """Return a name as it stands in a sentence: folded words, single spaces."""
    return " ".join(token.folded for token in tokenize(name))


def _forms(key: str) -> Iterator[str]:
    """Yield what else a name is called: "Haldensleber", "Hohen Börde", "Ammensleben"."""
    first, _, rest = key.partition(" ")
    if rest:
        if first in _SIZES:
            yield rest
        if first.endswith("e"):
            yield f"{first}n {rest}"
        if first.endswith("es"):
            yield f"{first[:-1]}n {rest}"
        return
    yield key + ("r" if key.endswith("e") else "er")
    if len(key) >= _SHORTEST_GENITIVE and not key.endswith(("s", "x", "z")):
        yield key + "s"
    if key.endswith("en"):
        yield key[:-2] + "er"


def is_common_word(folded: str) -> bool:
    """Whether a place name is an everyday word as well: "Burg", "Wellen", "Born"."""
    if lexicon.is_filler(folded) or is_verb(folded):
        return True
    noun = folded.capitalize()
    if not is_noun(noun):
        return False
    return fold(lemma(noun)) != folded or any(
        is_noun(noun + ending) and fold(lemma(noun + ending)) == folded
        for ending in _PLURALS
    )
