"""One sentence → all its conditions; the order in which the recognisers look."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from catalog.language import (
    actors,
    beyond,
    dates,
    languages,
    levels,
    lexicon,
    negations,
    people,
    places,
    prices,
    steering,
    stories,
    telling,
    times,
    topics,
    wordsets,
)
from catalog.language.corrections import Corrector
from catalog.language.gazetteer import Gazetteer
from catalog.language.scopes import TIMES
from catalog.language.sentence import Sentence
from catalog.language.text import fold
from catalog.language.vocabulary import Vocabulary
from catalog.records import Condition, Query, Understanding

MAX_CHARACTERS = 1000
_GREETING = re.compile(
    r"\b(?:guten?|schoenen?|schoene) (?:morgen|abend|tag|nachmittag|mittag|vormittag"
    r"|wochenende)\b(?! (?:in|am|fuer))"
    r"|\b(?:schoene[nsr]?|angenehme[nsr]?|entspannte[nsr]?|frohe[nsr]?|gute[ns]?) (?:rest)?(?:\w+tag|mittwoch|sonnabend"
    r"|abend|woche|wochenende|ferien|feierabend|feiertage|ostern|weihnachten|fest)"
    r" (?:noch|euch|ihnen|dir|allen|allerseits|gewuenscht)\b"
)


# Conditions of life: their phrases hold words that would be read as something else.
_LIFE = (
    "accessibility childcare certificate registration reduction sort funding skill"
).split()


# So near before the care stand the children themselves, and no other thought.
_BESIDE = re.compile(r"(?: \w+){0,2} ")
# A main clause that says how something is.
_STATE = re.compile(
    r"(?:denn )?(?:der|die|das) \w+ (?:ist|sind|war|is) "
    r"(?:(?:ja|halt|eben|so|zu|sehr|leider|nicht|recht|schon|grad|gerade) )*\w+[.!]*"
)
_BEGINS = len("denn die ") + 1
_SIGN_LANGUAGE = "gebaerdensprache"


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
        if not sentence.tokens:
            return Understanding(text=text, query=Query())
        clock = times.Clock(today, self._vocabulary.district.state)
        for match in sentence.find(_GREETING):
            sentence.take(*sentence.indexes(match))
        telling.take_idioms(sentence)
        indifferent = steering.indifferent_fields(sentence)
        named = self._named(sentence, clock)
        out = steering.taken_out(sentence, named)
        named = [c for c in named if c not in out]
        indifferent += tuple(dict.fromkeys(c.field for c in out))
        wanted, unwanted = negations.apply(sentence, named)
        found = [c for c in wanted if c.field not in TIMES]
        found += times.merged(wanted, unwanted, clock)
        found = topics.narrowest(sentence, self._vocabulary, found)
        found = self._without_beside(sentence, _distinct(found))
        positive = [c for c in found if not c.is_excluded]
        found += topics.recognise_choice(sentence, positive)
        found += topics.recognise_keywords(sentence, self._vocabulary, positive)
        return Understanding(
            text=text,
            query=Query(tuple(sorted(found, key=lambda c: (c.start, c.field)))),
            corrections=sentence.corrections,
            ambiguities=places.ambiguities(sentence, positive, self._gazetteer),
            far_places=places.far_places(sentence),
            indifferent=indifferent,
            moves=steering.moves(sentence),
        )

    def _named(self, sentence: Sentence, clock: times.Clock) -> list[Condition]:
        """Return everything a sentence names, whether it is wanted or not."""
        found = actors.recognise(sentence, self._vocabulary.actors)
        found += languages.recognise(sentence)
        for field in _LIFE:
            found += wordsets.recognise(sentence, field)
        found += wordsets.recognise_pairs(sentence)
        found += dates.recognise_advents(sentence, clock)
        found += topics.recognise_phrases(sentence, self._vocabulary)
        found += places.recognise(sentence, self._gazetteer)
        telling.take_signature(sentence)
        found += prices.recognise(sentence)
        found += wordsets.recognise(sentence, "delivery_mode")
        found += levels.recognise(sentence)
        found += times.recognise(sentence, clock)
        compounds = self._without_modes(
            sentence, wordsets.recognise_compounds(sentence)
        )
        tale = telling.Telling(sentence)
        found += [*people.in_topics(sentence, found)]
        found += people.recognise(sentence, tale, clock)
        found += wordsets.recognise(sentence, "actor_kind")
        found += wordsets.recognise(sentence, "kind")
        found += topics.recognise_compounds(sentence, self._vocabulary)
        asked = tale.without_told_topics(found)
        found += topics.recognise_words(sentence, self._vocabulary, asked)
        found = _without_watched(sentence, _with_childcare(sentence, found))
        found = self._with_sign_language(sentence, found)
        found = _without_trainees(found)
        found = [*found, *compounds, *wordsets.kinds_inside(sentence, found)]
        return _distinct(stories.untold(sentence, tale, tale.wanted(found)))

    def _with_sign_language(
        self, sentence: Sentence, found: list[Condition]
    ) -> list[Condition]:
        """Read "Kurs in Gebärdensprache" as what is to be learnt where nothing else is."""
        topic = self._vocabulary.topics.get(_SIGN_LANGUAGE)
        if topic is None or any(c.field in ("topic", "kind") for c in found):
            return found
        return [
            replace(c, field="topic", label=topic.label)
            if (c.field, c.value) == ("accessibility", _SIGN_LANGUAGE)
            and _follows_course(sentence, c)
            else c
            for c in found
        ]

    def _without_beside(
        self, sentence: Sentence, found: list[Condition]
    ) -> list[Condition]:
        """Leave out topics of clauses in another language, or that say why."""
        known = self._vocabulary.topics
        return [
            c
            for c in found
            if c.field != "topic"
            or not (
                (c.value not in known and _is_foreign(sentence, c))
                or _explains(sentence, c, found)
            )
        ]

    def _without_modes(
        self, sentence: Sentence, found: Sequence[Condition]
    ) -> list[Condition]:
        """Leave out the mode in the name of a topic: "Onlinebanking"."""
        return [
            c
            for c in found
            if c.field != "delivery_mode"
            or not self._vocabulary.topic_called(fold(sentence.text[c.start : c.end]))
        ]


def _is_foreign(sentence: Sentence, condition: Condition) -> bool:
    first, last = sentence.clause(sentence.tokens_of(condition)[0])
    return beyond.foreign_language(sentence.typed(first, last - 1)) is not None


def _explains(
    sentence: Sentence, condition: Condition, found: Sequence[Condition]
) -> bool:
    """Whether a clause only says why: "nur kostenlose, die Rente ist klein"."""
    first, last = sentence.clause(sentence.tokens_of(condition)[0])
    start, end = sentence.tokens[first].start, sentence.tokens[last - 1].end
    has_wish = any(c.end <= start or c.start >= end for c in found)
    state = _STATE.fullmatch(fold(sentence.text[start:end]))
    # What the clause is about stands before its verb.
    return has_wish and state is not None and condition.start - start < _BEGINS


def _distinct(found: Sequence[Condition]) -> list[Condition]:
    """Return every value once; how often a time is named may count."""
    once = {(c.field, c.value): c for c in reversed(found) if c.field not in TIMES}
    return [c for c in found if c.field in TIMES or once[c.field, c.value] is c]


def _without_trainees(found: list[Condition]) -> list[Condition]:
    """Leave out children for whom an apprenticeship is wanted: they have grown up."""
    is_trained = any((c.field, c.value) == ("kind", "ausbildung") for c in found)
    children = "target_group", "kinder"
    return [c for c in found if not is_trained or (c.field, c.value) != children]


def _follows_course(sentence: Sentence, condition: Condition) -> bool:
    """Whether a word for learning stands right before: "Unterricht in …"."""
    first, last = sentence.tokens_of(condition)
    before = [token.folded for token in sentence.tokens[max(0, first - 1) : first]]
    is_named = sentence.tokens[last].folded == _SIGN_LANGUAGE
    return is_named and any(map(lexicon.is_course_word, before))


def _without_watched(sentence: Sentence, found: list[Condition]) -> list[Condition]:
    """Leave out the children somebody looks after: "wo mein Sohn betreut wird"."""
    cared = [c for c in found if c.field == "childcare"]
    return [
        c
        for c in found
        if (c.field, c.value) != ("target_group", "kinder")
        or _is_audience(sentence, c)
        or not any(
            _BESIDE.fullmatch(sentence.text, c.end, care.start) for care in cared
        )
    ]


def _is_audience(sentence: Sentence, condition: Condition) -> bool:
    first, _ = sentence.tokens_of(condition)
    return first > 0 and sentence.tokens[first - 1].folded == "fuer"


def _with_childcare(sentence: Sentence, found: list[Condition]) -> list[Condition]:
    """Read "Kinderbetreuung" behind a topic as what goes with the offer."""
    first = min((c.start for c in found if c.field == "topic"), default=None)
    if first is None:
        return found
    label = wordsets.labels()["childcare", "ja"]
    return [
        replace(c, field="childcare", value="ja", label=label)
        if (c.field, c.value) == ("kind", "betreuung")
        and c.start > first
        and fold(sentence.text[c.start : c.end]).startswith("kinder")
        else c
        for c in found
    ]
