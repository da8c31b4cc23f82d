"""Places in a sentence: towns, villages, postal codes, "im Umkreis von 20 km"."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import pairwise

from catalog.district import District, distance_km
from catalog.language import lexicon, wordsets
from catalog.language.gazetteer import Gazetteer, is_common_word
from catalog.language.numbers import NUMBER, number_of
from catalog.language.scopes import words_of
from catalog.language.sentence import Sentence
from catalog.language.telling import Telling
from catalog.language.text import compound_parts, is_adjective, is_infinitive
from catalog.records import Ambiguity, Condition, Place

_POSTAL_CODE = re.compile(r"\b\d{5}\b")
_RADIUS = re.compile(
    r"\b(?:(?:im |in einem )?(?:umkreis|radius)(?: von)?"
    r"|(?:nicht )?(?:weiter|mehr) (?:weg )?als|maximal|max|hoechstens|bis(?: zu)?"
    r"|innerhalb von|keine)?"
    rf" ?({NUMBER}) ?(?:km|kilometern?)(?:[ -](?:entfernung|umkreis|radius|weit|weg))?\b"
    rf"|\b(?:umkreis|radius)(?: von)? ({NUMBER})\b"
)
_WITH = r"(?:mit|mit'?m|per|auf)(?: (?:dem|den|der|'?m|nem|einem|meinem))?"
_MEANS = (
    (re.compile(r"\bzu fuss\b(?: \w*erreichbar)?|\bfusslaeufig\w*\b|\blaufweite\b"), 3),
    (re.compile(rf"\b{_WITH} (?:fahr)?(?:rad|raedern?)\b|\b{_WITH} (?:drahtesel|bike)\b"), 5),
    (re.compile(rf"\b{_WITH} (?:bus|linienbus|s-bahn|strassenbahn|oepnv|oeffis|bahn|zug|nahverkehr|oeffentlichen(?: verkehrsmitteln)?)\b"), 10),
)  # fmt: skip
_WHOLE = re.compile(
    r"\b(?:(?:im|in|in dem|ueber den) )?(?:ganzen? |gesamten? )?(?:land)kreis(?:es|gebiet)?\b"
    r"|\b(?:im|in dem) (?:ganzen? |gesamten? )?kreis(?:gebiet)?\b"
    r"|\b(?:land)?kreisweit\w*\b"
)
_BEFORE_PLACE = frozenset(
    "in bei nach aus um nahe naehe richtung ort ortsteil ot raum umgebung gegend nehe"
    " dorf gemeinde stadt zwischen bis ab wohnort umland".split()
)
_AFTER_PLACE = frozenset("aus weg entfernt herum rum".split())
# "20 km Umkreis von Egeln"
_WHENCE = frozenset("aus von vom ueber nach der die das den".split())
_CENTRED = (
    ["rad"],
    ["fahrrad"],
    ["bus"],
    ["bahn"],
    ["zug"],
    ["auto"],
    ["fuss"],
    ["umkreis"],
    ["radius"],
    ["km"],
    ["rund"],
    ["weg"],
    ["entfernt"],
    ["nachbarort"],
    ["nachbardorf"],
    ["naehe"],
    ["unweit"],
)
# "Dolle oder drumrum"
_AROUND = (["drumrum"], ["drumherum"], ["umgebung"], ["umland"], ["umkreis"], ["umzu"])
_CHOICE = frozenset(("oder", "od", "und", "u", "bzw", "/", "&", "+"))
_TOPIC = "thema"
# "Burg würde gehen", "Burg wäre auch ok"
_SUITING = frozenset("wuerde wuerd waere waer ginge geht gehts passt klappt".split())
_STOPS = frozenset(".,;!?)")
_MOST_WORDS = 4
_SURE_LENGTH = 8
Span = tuple[int, int]


def recognise(sentence: Sentence, gazetteer: Gazetteer) -> list[Condition]:
    """Take the place and the radius a sentence names; several places may be named."""
    radius = _radius(sentence)
    found = _postal_codes(sentence, gazetteer.district)
    found += _names(sentence, gazetteer)
    found = _without_outer(sentence, gazetteer.district, found)
    if not found:
        whole = gazetteer.district.whole
        found = [
            sentence.condition(match, "place", whole.id, gazetteer.district.name)
            for match in list(sentence.find(_WHOLE))[:1]
        ]
    return found + radius


def ambiguities(
    sentence: Sentence, found: Sequence[Condition], gazetteer: Gazetteer
) -> tuple[Ambiguity, ...]:
    """Return the places that may be another one of the same name."""
    return tuple(
        Ambiguity(condition, others)
        for condition in found
        if condition.field == "place"
        and (others := _others(sentence, condition, gazetteer))
    )


def _is_ruled_out(words: Sequence[str]) -> bool:
    return any(words_of(name).intersection(words) for name in ("not", "no", "without"))


def far_places(sentence: Sentence) -> tuple[str, ...]:
    """Return the large cities a sentence asks for that no gazetteer here knows."""
    named = {
        index: name
        for index in sentence.remaining()
        if (name := lexicon.far_place(sentence.tokens[index].folded))
    }
    if not named:
        return ()
    telling = Telling(sentence)
    found = [
        name
        for index, name in named.items()
        if not telling.is_told(index) and _is_asked_far_off(sentence, index)
    ]
    return tuple(dict.fromkeys(found))


def _is_asked_far_off(sentence: Sentence, index: int) -> bool:
    words = [token.folded for token in sentence.tokens[max(0, index - 2) : index]]
    if sentence.tokens[index].folded in words or _is_ruled_out(words):
        return False
    before = words[-1] if words else ""
    if lexicon.is_unsure_place(sentence.tokens[index].folded):
        return before == "in"
    return before not in _WHENCE


def _others(
    sentence: Sentence, condition: Condition, gazetteer: Gazetteer
) -> tuple[Condition, ...]:
    words = " ".join(
        token.folded
        for token in sentence.tokens
        if condition.start <= token.start and token.end <= condition.end
    )
    return tuple(
        Condition("place", place.id, place.name, condition.start, condition.end)
        for place in gazetteer.named(words)
        if place.id != condition.value
    )


def _radius(sentence: Sentence) -> list[Condition]:
    for match in sentence.find(_RADIUS):
        kilometres = str(number_of(match[1] or match[2]))
        return [sentence.condition(match, "radius", kilometres, f"{kilometres} km")]
    for pattern, kilometres_by in _MEANS:
        for match in sentence.find(pattern):
            label = f"{kilometres_by} km"
            return [sentence.condition(match, "radius", str(kilometres_by), label)]
    return []


def _postal_codes(sentence: Sentence, district: District) -> list[Condition]:
    return [
        sentence.condition(match, "place", match[0], match[0])
        for match in list(sentence.find(_POSTAL_CODE))
        if district.with_postal_code(match[0])
    ]


def _names(sentence: Sentence, gazetteer: Gazetteer) -> list[Condition]:
    spans = _spans(sentence, gazetteer)
    readings = [gazetteer.named(_words(sentence, *span)) for span in spans]
    sure = [places[0] for places in readings if len(places) == 1]
    found: dict[str, Condition] = {}
    for span, places in zip(spans, readings, strict=True):
        place = _likeliest(places, sure)
        start, end = sentence.take(*span)
        condition = Condition("place", place.id, place.name, start, end)
        found.setdefault(place.id, condition)
    return list(found.values())


def _likeliest(places: Sequence[Place], sure: Sequence[Place]) -> Place:
    """Return the place nearest to one that is named besides, else the largest."""
    points = [point for place in sure if (point := _point(place))]

    def distance(place: Place) -> float:
        own = _point(place)
        return min((distance_km(own, p) for p in points if own), default=math.inf)

    return min(places, key=distance)


def _point(place: Place) -> tuple[float, float] | None:
    if place.lat is None or place.lon is None:
        return None
    return place.lat, place.lon


def _spans(sentence: Sentence, gazetteer: Gazetteer) -> list[Span]:
    """Return the first and last token of every name, the longest names first."""
    spans: list[Span] = []
    first = 0
    while first < len(sentence.tokens):
        length = _longest(sentence, gazetteer, first, spans)
        if length:
            spans.append((first, first + length - 1))
        first += max(length, 1)
    return spans


def _words(sentence: Sentence, first: int, last: int) -> str:
    return " ".join(t.folded for t in sentence.tokens[first : last + 1])


def _longest(
    sentence: Sentence, gazetteer: Gazetteer, first: int, before: Sequence[Span]
) -> int:
    for length in range(min(_MOST_WORDS, len(sentence.tokens) - first), 0, -1):
        last = first + length - 1
        if (
            gazetteer.named(_words(sentence, first, last))
            and sentence.free(first, last)
            and (length > 1 or _is_meant_as_place(sentence, gazetteer, first, before))
        ):
            return length
    return 0


def _is_meant_as_place(
    sentence: Sentence, gazetteer: Gazetteer, index: int, before: Sequence[Span]
) -> bool:
    """Whether a name that is also an everyday word ("Wellen", "Burg") means the place."""
    token = sentence.tokens[index]
    is_long = len(token.folded) >= _SURE_LENGTH and not is_infinitive(token.folded)
    is_sure = is_long or token.text.isupper()
    if len(sentence.tokens) == 1 or is_sure or not is_common_word(token.folded):
        return True
    words = [t.folded for t in sentence.tokens]
    previous = words[index - 1] if index else ""
    following = words[index + 1] if index + 1 < len(words) else ""
    is_listed = previous in _CHOICE and bool(before) and before[-1][1] == index - 2
    is_first_listed = following in _CHOICE and _is_place(
        gazetteer, words[index + 2 : index + 3]
    )
    is_between = (
        bool(before)
        and before[-1][1] == index - 1
        and "," in sentence.before(index)
        and _is_place(gazetteer, words[index + 1 : index + 2])
    )
    is_region = previous == "der" and words[index - 2 : index - 1] in (["in"], ["aus"])
    is_question = words[index + 2 : index + 3] == ["das"]
    is_house = wordsets.lookup("actor_kind", previous) is not None
    is_centre = previous in ("von", "um") and words[index - 2 : index - 1] in _CENTRED
    return (
        previous in _BEFORE_PLACE
        or is_centre
        or is_listed
        or is_between
        or is_first_listed
        or (is_region and _is_whole(gazetteer, token.folded))
        or is_house
        or (following in _SUITING and token.text[:1].isupper() and not is_question)
        or (previous in ("von", "vor") and following in _AFTER_PLACE)
        or (following in ("oder", "und") and words[index + 2 : index + 3] in _AROUND)
        or _ends_message(sentence, gazetteer, index)
    )


def _ends_message(sentence: Sentence, gazetteer: Gazetteer, index: int) -> bool:
    """Whether a name stands where messages name the place: "Zumba Burg", "Skat, Dolle"."""
    token, before = sentence.tokens[index], sentence.tokens[index - 1]
    if not index or not gazetteer.is_name(token.folded) or before.folded == _TOPIC:
        return False
    is_last = index + 1 == len(sentence.tokens)
    after = "" if is_last else sentence.before(index + 1).strip()
    following = "" if is_last else sentence.tokens[index + 1].folded
    is_end = is_last or after[:1] in _STOPS
    if "," in sentence.before(index):
        return is_end
    is_told = lexicon.is_filler(following) and not lexicon.is_function_word(following)
    is_noun_before = lexicon.is_marking(before.folded) or not (
        lexicon.is_filler(before.folded) or is_adjective(before.text)
    )
    if is_infinitive(token.folded) and not _is_format(before.folded):
        return False
    return (is_end or is_told) and is_noun_before


def _is_format(word: str) -> bool:
    """Whether a word says what kind of offer is wanted: "Walking-Treff", "Kurs"."""
    return wordsets.is_format((compound_parts(word) or (word,))[-1])


def _is_whole(gazetteer: Gazetteer, word: str) -> bool:
    return gazetteer.district.whole in gazetteer.named(word)


def _is_place(gazetteer: Gazetteer, words: Sequence[str]) -> bool:
    """Whether a word is the name of a place and hardly anything else."""
    return (
        bool(words) and not is_common_word(words[0]) and bool(gazetteer.named(words[0]))
    )


def _without_outer(
    sentence: Sentence, district: District, found: list[Condition]
) -> list[Condition]:
    """Leave out what only says more exactly where: "Emden bei Altenhausen", "39340 …".

    Places joined by "oder" are a choice, and both count.
    """
    named = sorted(found, key=lambda c: c.start)
    outer: set[str] = set()
    for left, right in pairwise(named):
        between = [
            t.folded for t in sentence.tokens if left.end <= t.start < right.start
        ]
        if _is_ruled_out(between[-2:]):
            # "In Wolmirstedt, aber nicht in Elbeu"
            continue
        if _CHOICE.isdisjoint(between) or _POSTAL_CODE.fullmatch(left.value):
            outer |= {
                wide.value
                for wide, exact in ((left, right), (right, left))
                if _includes(district, wide.value, exact.value)
            }
    return [condition for condition in named if condition.value not in outer]


def _includes(district: District, outer: str, inner: str) -> bool:
    place = district.places.get(inner)
    if place is None or outer == inner:
        return False
    if outer in place.postal_codes:
        return True
    around = district.places.get(outer)
    return around is not None and district.contains(around, inner)
