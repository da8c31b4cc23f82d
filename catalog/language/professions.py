"""Professions somebody wants to enter: "Ausbildung zum Erzieher", "Hebamme werden"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from catalog.language import lexicon, wordsets
from catalog.language.sentence import Sentence
from catalog.language.text import (
    compound_parts,
    is_adjective,
    is_noun,
    is_verb,
    slugify,
)
from catalog.language.vocabulary import Topic, Vocabulary, key_of
from catalog.records import Condition

_TOWARDS = frozenset(("zum", "zur", "als"))
_ARTICLES = frozenset("ein eine einen einem einer der die den".split())
_BECOME = "werden"
_FURTHER = "weiterbildung"
_AREA = "ausbildung"
_OTHER_WAYS = frozenset(("weiterbildung", "praktikum", "studium", "umschulung"))
_TRAINING = re.compile(
    r"\b(?:bildet|bilden)(?: (?!sich\b)\S+){0,5} aus(?=$| (?:in|im|bei|und|oder|zum|zur)\b)"
)
# "Elektriker-Fortbildung" is for those who are it already.
_UPDATES = frozenset(("fortbildung", "fortbildungen"))
_TRAINERS = frozenset("betrieb betriebe firma firmen unternehmen arbeitgeber".split())
_LONGEST_SHORT_NAME = 3
_LONGEST_NAME = 4
_PERSONS = ("mann", "frau", "kraft", "angestellte", "angestellter")


def recognise(sentence: Sentence, vocabulary: Vocabulary) -> list[Condition]:
    """Take the profession; as a group ("Erzieher") it would say for whom it is."""
    words = [token.folded for token in sentence.tokens]
    trained = [*_trained(sentence), *_updated(sentence)]
    if _BECOME not in words and not any(map(lexicon.is_training, words)):
        return trained
    for index in range(len(words)):
        if vocabulary.is_place_word(words[index]):
            continue
        if sentence.free(index, index) and _is_aim(sentence, index):
            found = _profession(sentence, vocabulary, index)
            kind = _apprenticeship(vocabulary, found, words, words[index])
            return [found, *trained, *kind]
    return trained


def _trained(sentence: Sentence) -> Iterator[Condition]:
    """Yield the kind of what is asked by "Wer bildet in Barleben aus?"."""
    label = wordsets.labels()["kind", _AREA]
    for match in sentence.find(_TRAINING):
        verb, _ = sentence.indexes(match)
        if verb and sentence.tokens[verb - 1].folded in _TRAINERS:
            sentence.take(verb - 1, verb - 1)
        start, end = sentence.take(verb, verb)
        yield Condition("kind", _AREA, label, start, end)


def _updated(sentence: Sentence) -> Iterator[Condition]:
    """Yield for whom "Maurer Fortbildung" is; their trade stays to be a topic."""
    label = wordsets.labels()["target_group", "fachkraefte"]
    for before, token in pairwise(sentence.tokens):
        if token.folded not in _UPDATES or wordsets.lookup(
            "target_group", before.folded
        ):
            continue
        if is_noun(before.folded) and _is_person(before.folded):
            yield Condition(
                "target_group", "fachkraefte", label, before.start, before.end
            )


def _apprenticeship(
    vocabulary: Vocabulary, profession: Condition, words: Sequence[str], said: str
) -> list[Condition]:
    """Return the kind of who wants to be trained, though he says no "Ausbildung"."""
    is_job = (
        vocabulary.is_below(profession.value, _AREA)
        or lexicon.is_trade(said)
        or (
            not profession.is_known
            and _is_person(profession.value)
            and not lexicon.is_state(said)
        )
    )
    if not is_job or _OTHER_WAYS.intersection(words):
        return []
    label = wordsets.labels()["kind", _AREA]
    return [Condition("kind", _AREA, label, profession.start, profession.end)]


def _profession(sentence: Sentence, vocabulary: Vocabulary, index: int) -> Condition:
    """Take a profession, with all its name: "Medizinische Fachangestellte"."""
    first = index
    while first and is_adjective(sentence.tokens[first - 1].text):
        first -= 1
    for last in range(min(index + _LONGEST_NAME, len(sentence.tokens)) - 1, index, -1):
        topic = _called(sentence, vocabulary, first, last)
        if topic is not None:
            return _condition(sentence, topic, first, last, topic.label)
    topic = _called(sentence, vocabulary, first, index) if first < index else None
    if topic is not None:
        return _condition(sentence, topic, first, index, topic.label)
    token = sentence.tokens[index]
    label = token.text[:1].upper() + token.text[1:]
    topic = vocabulary.topic_called(token.folded)
    return _condition(sentence, topic, index, index, label)


def _called(
    sentence: Sentence, vocabulary: Vocabulary, first: int, last: int
) -> Topic | None:
    is_name = not lexicon.is_function_word(sentence.tokens[last].folded)
    if not is_name or not sentence.free(first, last):
        return None
    words = [token.text for token in sentence.tokens[first : last + 1]]
    return vocabulary.topic_of(key_of(" ".join(words)))


def _condition(
    sentence: Sentence, topic: Topic | None, first: int, last: int, label: str
) -> Condition:
    start, end = sentence.take(first, last)
    slug = topic.slug if topic else slugify(label)
    return Condition("topic", slug, label, start, end, is_known=topic is not None)


def _is_aim(sentence: Sentence, index: int) -> bool:
    words = [token.folded for token in sentence.tokens]
    word, after = words[index], words[index + 1 : index + 2]
    if lexicon.is_filler(word) or not word.isalpha() or not _may_be_name(word):
        return False
    if is_adjective(sentence.tokens[index].text) and any(map(is_noun, after)):
        return False
    is_named = lexicon.is_trade(word) or not is_verb(word)
    if after == [_BECOME] and is_named:
        return True
    if _is_person(word) and any(map(_is_way, (*words[index - 1 : index], *after))):
        return True
    before = [
        token.folded
        for token in sentence.tokens[:index]
        if token.folded not in _ARTICLES and not is_adjective(token.text)
    ]
    return (
        bool(before)
        and before[-1] in _TOWARDS
        and any(lexicon.is_training(w) for w in before)
    )


def _may_be_name(word: str) -> bool:
    last = (compound_parts(word) or (word,))[-1]
    return is_noun(word) or is_noun(last) or len(word) <= _LONGEST_SHORT_NAME


def _is_way(word: str) -> bool:
    """Whether the profession may stand right beside the word: "Ausbildung Tischler"."""
    return lexicon.is_training(word) and word != _FURTHER


@lru_cache(maxsize=10_000)
def _is_person(word: str) -> bool:
    """Whether the word is who does something: it has a feminine or is one."""
    if word.endswith(_PERSONS):
        return True
    base = word.removesuffix("in")
    if base != word:
        return is_noun(base) or is_noun(f"{base}e")
    return is_noun(f"{word}in") or (word.endswith("e") and is_noun(f"{word[:-1]}in"))
