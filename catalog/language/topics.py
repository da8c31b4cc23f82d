"""Topics in a sentence: known ones of the catalog, and words that must be one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from catalog.language import lexicon, professions, wordsets
from catalog.language.candidates import Candidate, Reader
from catalog.language.clauses import Role
from catalog.language.sentence import Sentence
from catalog.language.text import compound_parts, is_german, slugify, stems
from catalog.language.vocabulary import Topic, Vocabulary, key_of
from catalog.language.wordsets import ClosedValue
from catalog.records import Condition

_LISTING = frozenset(
    (",", "/", "&", "+", "und", "oder", "bzw.", "bzw", "sowie", ", oder", "und/oder")
)
_PURPOSE = frozenset("fuer fuers fuern zum zur mit".split())
_ARTICLES = frozenset(
    "der die das den dem des ein eine einen einem einer nen mein meine meinen meinem"
    " meiner unser unsere unseren unserem unserer".split()
)
_NEW_WISH = frozenset("und oder was etwas irgendwas sondern aber lieber".split())
_MOST_SKIPPED = 3


def recognise_phrases(sentence: Sentence, vocabulary: Vocabulary) -> list[Condition]:
    """Take professions and topics of several words ("Erste Hilfe am Kind")."""
    keys = [key_of(token.folded) for token in sentence.tokens]
    professions_found = professions.recognise(sentence, vocabulary)
    found = {condition.value: condition for condition in professions_found}
    first = 0
    while first < len(keys):
        taken = _phrase_at(sentence, keys, vocabulary, first)
        if taken is None:
            first += 1
            continue
        topic, last = taken
        start, end = sentence.take(first, last)
        label = vocabulary.label_of(topic, _said(sentence, first, last))
        condition = Condition("topic", topic.slug, label, start, end)
        found.setdefault(topic.slug, condition)
        first = last + 1
    return list(found.values())


def _said(sentence: Sentence, first: int, last: int) -> str:
    return " ".join(token.folded for token in sentence.tokens[first : last + 1])


def _phrase_at(
    sentence: Sentence,
    keys: Sequence[tuple[str, ...]],
    vocabulary: Vocabulary,
    first: int,
) -> tuple[Topic, int] | None:
    if not keys[first]:
        return None
    limit = min(len(keys), first + vocabulary.longest_phrase + _MOST_SKIPPED)
    for last in range(limit - 1, first, -1):
        if not keys[last] or not sentence.free(first, last):
            continue
        key = tuple(stem for part in keys[first : last + 1] for stem in part)
        topic = vocabulary.topic_of(key) if len(key) > 1 else None
        if topic is not None and _is_meant(sentence, vocabulary, first, last):
            return topic, last
    return None


def _is_meant(
    sentence: Sentence, vocabulary: Vocabulary, first: int, last: int
) -> bool:
    """Whether words that share the stems of a topic mean it: not "den ganzen Tag"."""
    words = (token.folded for token in sentence.tokens[first : last + 1])
    return any(not lexicon.is_filler(word) for word in words) or (
        vocabulary.topic_called(_said(sentence, first, last)) is not None
    )


def recognise_compounds(sentence: Sentence, vocabulary: Vocabulary) -> list[Condition]:
    """Take compounds whose first or last part says for whom or what kind it is.

    "Kinderyoga" → children and yoga, "Schützenverein" → a club and "Schützen". Words
    that are a topic as a whole are left for `recognise_words`.
    """
    found: list[Condition] = []
    for index in sentence.remaining():
        token = sentence.tokens[index]
        parts = list(compound_parts(token.folded))
        if len(parts) < 2:
            continue
        group = wordsets.lookup_part(parts[0], "first")
        kind = wordsets.lookup_part(parts[-1], "last")
        rest = parts[bool(group) : len(parts) - bool(kind)]
        about = vocabulary.topical(rest)
        is_topic = vocabulary.topic_of_parts(about) is not None
        if vocabulary.topic_called(token.folded) is not None:
            if group and is_topic and "-" not in token.folded:
                found.append(_closed(group, token.start, token.end))
            continue
        if not group and not kind:
            continue
        if about and not kind and not is_topic and is_german(token.folded):
            # A word of its own: "Kinderschutz" is not for children.
            continue
        start, end = sentence.take(index, index)
        found += [_closed(value, start, end) for value in (group, kind) if value]
        found += _topic_of_rest(rest, vocabulary, start, end)
    return found


def _closed(value: ClosedValue, start: int, end: int) -> Condition:
    return Condition(value.field, value.value, value.label, start, end)


def _topic_of_rest(
    parts: Sequence[str], vocabulary: Vocabulary, start: int, end: int
) -> list[Condition]:
    """Return the topic of a compound without its group and kind ("Schützen")."""
    words = vocabulary.topical(parts)
    if not words:
        return []
    topic = vocabulary.topic_of_parts(words)
    if topic is not None:
        return [Condition("topic", topic.slug, topic.label, start, end)]
    label = "".join(words).capitalize()
    return [Condition("topic", slugify(label), label, start, end, is_known=False)]


def recognise_words(
    sentence: Sentence, vocabulary: Vocabulary, found: Sequence[Condition]
) -> list[Condition]:
    """Take single topic words, then words that can only be meant as a topic.

    Only a sentence without a known topic can name an unknown one: "Chor zum
    Mitsingen" asks for a choir, whatever else stands in some title.
    """
    named = [c for c in found if c.field == "topic"]
    candidates = Reader(sentence, vocabulary).candidates()
    chosen = _chosen(candidates, has_topic=bool(named))
    chosen = list(_without_purposes(sentence, chosen, named))
    return list({c.value: c for c in _conditions(sentence, chosen)}.values())


def _chosen(candidates: Sequence[Candidate], *, has_topic: bool) -> list[Candidate]:
    """Return the words that are meant: known before unknown, requests before chatter."""
    known = [c for c in candidates if c.topic is not None]
    unknown = [] if has_topic else [c for c in candidates if c.topic is None]
    strong = [c for c in known if not c.is_weak]
    asked = [c for c in strong if c.role < Role.STATEMENT]
    if asked or has_topic:
        return asked
    best = max((c.strength for c in unknown), default=0)
    meant = [c for c in unknown if c.strength == best]
    if strong and best <= 1:
        return strong
    return meant or strong or [c for c in known if c.is_weak]


def _without_purposes(
    sentence: Sentence, chosen: Iterable[Candidate], named: Iterable[Condition]
) -> Iterator[Candidate]:
    """Leave out what a topic is for: "Englisch für den Beruf", "Yoga zur Entspannung"."""
    ends = {condition.end for condition in named}
    for candidate in chosen:
        if not _follows_topic(sentence, candidate.first, ends):
            ends.add(sentence.tokens[candidate.last].end)
            yield candidate


def _follows_topic(sentence: Sentence, first: int, ends: set[int]) -> bool:
    """Whether a word says what a topic before it is for, or with what it is done."""
    before = list(sentence.tokens[:first])
    while before and before[-1].folded in _ARTICLES:
        before.pop()
    if not before or before[-1].folded not in _PURPOSE:
        return False
    for token in reversed(before):
        if token.end in ends:
            return True
        if token.folded in _NEW_WISH or not lexicon.is_filler(token.folded):
            return False
    return False


def _conditions(sentence: Sentence, chosen: Iterable[Candidate]) -> Iterator[Condition]:
    for candidate in chosen:
        start, end = sentence.take(candidate.first, candidate.last)
        topic = candidate.topic
        yield Condition(
            "topic",
            topic.slug if topic else slugify(candidate.label) or candidate.label,
            candidate.label,
            start,
            end,
            is_known=topic is not None,
        )


def recognise_choice(sentence: Sentence, found: Sequence[Condition]) -> list[Condition]:
    """Return the mark that any of several topics will do: "Malen und Zeichnen".

    Topics that are not simply listed ("Yoga in der Schwangerschaft") count together.
    """
    named = sorted((c for c in found if c.field == "topic"), key=lambda c: c.start)
    between = [
        sentence.text[first.end : second.start].strip(" \n\t").lower()
        for first, second in pairwise(named)
    ]
    if between and all(words in _LISTING for words in between):
        return [Condition("any_topic", "1", "")]
    return []


def recognise_keywords(
    sentence: Sentence, vocabulary: Vocabulary, found: Sequence[Condition]
) -> list[Condition]:
    """Return words that stand in titles, where a topic is named besides.

    They only move offers up: "Python programmieren" asks for programming, and what has
    Python in its title comes first.
    """
    if not any(condition.field == "topic" for condition in found):
        return []
    words: dict[str, Condition] = {}
    for index in sentence.remaining():
        token = sentence.tokens[index]
        if (
            len(token.folded) > 1
            and not lexicon.is_filler(token.folded)
            and vocabulary.knows(token.folded)
        ):
            for term in sorted(stems(token.text)):
                words[term] = Condition("keyword", term, token.text)
    return list(words.values())
