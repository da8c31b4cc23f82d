"""Places in a sentence: towns, villages, postal codes, "im Umkreis von 20 km"."""

from __future__ import annotations

import re
from collections import defaultdict

from catalog.district import District
from catalog.language import lexicon
from catalog.language.sentence import Sentence
from catalog.language.text import fold, is_german, tokenize
from catalog.records import Condition, Place

_POSTAL_CODE = re.compile(r"\b\d{5}\b")
_RADIUS = re.compile(
    r"\b(?:(?:im )?umkreis(?: von)?|maximal|max|hoechstens|bis(?: zu)?|innerhalb von)?"
    r" ?(\d{1,3}) ?(?:km|kilometern?)(?: (?:entfernung|umkreis|weit))?\b"
    r"|\bumkreis(?: von)? (\d{1,3})\b"
)
_WALK = re.compile(r"\bzu fuss\b|\bfusslaeufig\b")
_WHOLE = re.compile(
    r"\b(?:im|in dem|ganzer?|gesamten|ganzen) (?:ganzen |gesamten )?(?:land)?kreis\b"
    r"|\blandkreisweit\b|\bkreisweit\b"
)
_BEFORE_PLACE = frozenset(
    "in im bei nach aus um nahe naehe von fuer richtung ort ortsteil ot raum hier"
    " umgebung gegend nehe lieber nein".split()
)
WALK_KM = 3
MAX_WORDS = 4
_ORDER = {"municipality": 0, "locality": 1, "neighbour": 2, "association": 3}


class Gazetteer:
    """The place names of a district, folded, with everything that answers to them."""

    def __init__(self, district: District) -> None:
        self.district = district
        self._by_name: dict[str, list[Place]] = defaultdict(list)
        for place in district.places.values():
            for name in (place.name, *place.aliases):
                key = _key(name)
                if place not in self._by_name[key]:
                    self._by_name[key].append(place)
        self._by_name[_key(district.short_name)].append(district.whole)

    def spellings(self) -> dict[str, str]:
        """Return folded one-word names → name, for reading typing errors."""
        return {
            key: places[0].name if fold(places[0].name) == key else key.capitalize()
            for key, places in self._by_name.items()
            if " " not in key and "-" not in key and len(key) >= 5
        }

    def named(self, key: str) -> list[Place]:
        """Return the places of a name, towns before villages, larger ones first."""
        found = self._by_name.get(key, [])
        if not found and key.endswith("er"):
            found = self._by_name.get(key.removesuffix("er"), [])
        return sorted(
            found, key=lambda p: (_ORDER.get(p.kind, 4), -(p.population or 0), p.id)
        )


def _key(name: str) -> str:
    return " ".join(t.folded for t in tokenize(name))


def recognise(sentence: Sentence, gazetteer: Gazetteer) -> list[Condition]:
    """Take the place and the radius a sentence names; several places may be named."""
    radius = _radius(sentence)
    found = _postal_codes(sentence, gazetteer.district)
    found += _names(sentence, gazetteer)
    if not found:
        found = [
            sentence.condition(
                match, "place", gazetteer.district.whole.id, gazetteer.district.name
            )
            for match in list(sentence.find(_WHOLE))[:1]
        ]
    return found + radius


def _radius(sentence: Sentence) -> list[Condition]:
    for match in sentence.find(_RADIUS):
        kilometres = match[1] or match[2]
        return [sentence.condition(match, "radius", kilometres, f"{kilometres} km")]
    for match in sentence.find(_WALK):
        return [sentence.condition(match, "radius", str(WALK_KM), f"{WALK_KM} km")]
    return []


def _postal_codes(sentence: Sentence, district: District) -> list[Condition]:
    return [
        sentence.condition(match, "place", match[0], match[0])
        for match in list(sentence.find(_POSTAL_CODE))
        if district.with_postal_code(match[0])
    ]


def _names(sentence: Sentence, gazetteer: Gazetteer) -> list[Condition]:
    found: dict[str, Condition] = {}
    first = 0
    while first < len(sentence.tokens):
        length = _longest(sentence, gazetteer, first)
        if length:
            last = first + length - 1
            place = gazetteer.named(_words(sentence, first, last))[0]
            start, end = sentence.take(first, last)
            condition = Condition("place", place.id, place.name, start, end)
            found.setdefault(place.id, condition)
        first += max(length, 1)
    return list(found.values())


def _words(sentence: Sentence, first: int, last: int) -> str:
    return " ".join(t.folded for t in sentence.tokens[first : last + 1])


def _longest(sentence: Sentence, gazetteer: Gazetteer, first: int) -> int:
    for length in range(min(MAX_WORDS, len(sentence.tokens) - first), 0, -1):
        last = first + length - 1
        words = _words(sentence, first, last)
        if (
            gazetteer.named(words)
            and sentence.free(first, last)
            and (length > 1 or _is_meant_as_place(sentence, first))
        ):
            return length
    return 0


def _is_meant_as_place(sentence: Sentence, index: int) -> bool:
    """Whether a name that is also a German word ("Wellen", "Born") means the place."""
    token = sentence.tokens[index]
    before = sentence.tokens[index - 1].folded if index else ""
    if lexicon.is_filler(token.folded):
        return False
    if not is_german(token.folded):
        return True
    if before in _BEFORE_PLACE:
        return True
    return len(sentence.tokens) == 1 or token.text.isupper() or len(token.folded) > 7
