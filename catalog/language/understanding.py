"""One sentence → all its conditions; the order in which the recognisers look."""

from __future__ import annotations

import re
from datetime import date

from catalog.language import (
    levels,
    people,
    places,
    prices,
    times,
    topics,
    wordsets,
)
from catalog.language.corrections import Corrector
from catalog.language.places import Gazetteer
from catalog.language.sentence import Sentence
from catalog.language.vocabulary import Vocabulary, key_of
from catalog.records import Condition, Query, Understanding

MAX_CHARACTERS = 1000
_GREETING = re.compile(
    r"\b(?:guten?|schoenen?|schoene) (?:morgen|abend|tag|nachmittag|mittag|vormittag"
    r"|wochenende)\b(?! (?:in|am|fuer))"
)


class Understander:
    """Understands sentences about one catalog; rebuilt when its vocabulary changes."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._gazetteer = Gazetteer(vocabulary.district)
        self._corrector = Corrector(vocabulary, self._gazetteer.spellings())

    @property
    def vocabulary(self) -> Vocabulary:
        """The words it knows."""
        return self._vocabulary

    def __call__(self, text: str, today: date) -> Understanding:
        """Return what a sentence asks for; never raises, whatever the input is."""
        sentence = Sentence(text[:MAX_CHARACTERS], self._corrector)
        clock = times.Clock(today, self._vocabulary.district.state)
        for match in sentence.find(_GREETING):
            sentence.take(*sentence.indexes(match))
        found = self._actors(sentence)
        found += topics.recognise_phrases(sentence, self._vocabulary)
        found += places.recognise(sentence, self._gazetteer)
        found += prices.recognise(sentence)
        found += wordsets.recognise(sentence, "delivery_mode")
        found += wordsets.recognise(sentence, "funding")
        found += levels.recognise(sentence)
        found += times.recognise(sentence, clock)
        found += people.recognise(sentence)
        found += wordsets.recognise(sentence, "actor_kind")
        found += wordsets.recognise(sentence, "kind")
        found += topics.recognise_compounds(sentence, self._vocabulary)
        found += topics.recognise_words(sentence, self._vocabulary)
        found += topics.recognise_choice(sentence, found)
        found += topics.recognise_keywords(sentence, self._vocabulary, found)
        return Understanding(
            text=text,
            query=Query(tuple(sorted(found, key=lambda c: (c.start, c.field)))),
            corrections=sentence.corrections,
        )

    def _actors(self, sentence: Sentence) -> list[Condition]:
        """Take actors that are called by their full name (two words or more)."""
        stems = key_of(sentence.normal)
        if len(stems) < 2:
            return []
        found = []
        for key, actors in self._vocabulary.actors_named_in(stems).items():
            span = _span_of(sentence, key)
            if span:
                start, end = sentence.take(*span)
                found += [
                    Condition("actor", actor_id, name, start, end)
                    for actor_id, name in actors
                ]
        return found


def _span_of(sentence: Sentence, key: tuple[str, ...]) -> tuple[int, int] | None:
    for first in range(len(sentence.tokens)):
        for last in range(first, min(len(sentence.tokens), first + len(key) + 4)):
            words = " ".join(t.folded for t in sentence.tokens[first : last + 1])
            if key_of(words) == key and key_of(sentence.tokens[first].folded):
                return (first, last) if sentence.free(first, last) else None
    return None
