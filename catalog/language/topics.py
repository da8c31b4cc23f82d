"""Topics in a sentence: known ones of the catalog, and words that must be one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from catalog.language import lexicon, wordsets
from catalog.language.sentence import Sentence
from catalog.language.text import (
    Token,
    compound_parts,
    fold,
    is_german,
    is_noun,
    lemma,
    slugify,
    stem,
    stems,
)
from catalog.language.vocabulary import Topic, Vocabulary, key_of
from catalog.language.wordsets import ClosedValue
from catalog.records import Condition

_LISTING = frozenset(
    (",", "/", "&", "+", "und", "oder", "bzw.", "bzw", "sowie", ", oder", "und/oder")
)


def recognise_phrases(sentence: Sentence, vocabulary: Vocabulary) -> list[Condition]:
    """Take topics of several words ("Erste Hilfe am Kind"), the longest first."""
    found: list[Condition] = []
    first = 0
    while first < len(sentence.tokens):
        taken = _phrase_at(sentence, vocabulary, first)
        if taken is None:
            first += 1
            continue
        topic, last = taken
        start, end = sentence.take(first, last)
        found.append(Condition("topic", topic.slug, topic.label, start, end))
        first = last + 1
    return found


def _phrase_at(
    sentence: Sentence, vocabulary: Vocabulary, first: int
) -> tuple[Topic, int] | None:
    limit = min(len(sentence.tokens), first + vocabulary.longest_phrase + 3)
    for last in range(limit - 1, first, -1):
        if not sentence.free(first, last):
            continue
        words = " ".join(t.folded for t in sentence.tokens[first : last + 1])
        key = key_of(words)
        if len(key) < 2 or not key_of(sentence.tokens[first].folded):
            continue
        if not key_of(sentence.tokens[last].folded):
            continue
        topic = vocabulary.topic_of(key)
        if topic is not None:
            return topic, last
    return None


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
        whole = vocabulary.topic_called(token.folded)
        if whole is not None:
            found += _group_of_topic(token, group)
            continue
        kind = wordsets.lookup_part(parts[-1], "last")
        if not group and not kind:
            continue
        rest = parts[bool(group) : len(parts) - bool(kind)]
        start, end = sentence.take(index, index)
        found += [
            Condition(value.field, value.value, value.label, start, end)
            for value in (group, kind)
            if value
        ]
        topic = _part_topic(rest, vocabulary)
        if topic is not None:
            found.append(Condition("topic", topic.slug, topic.label, start, end))
        elif rest and kind and kind.field == "actor_kind":
            label = rest[0].capitalize()
            found.append(Condition("topic", slugify(label), label, start, end))
    return found


def _group_of_topic(token: Token, group: ClosedValue | None) -> list[Condition]:
    """Return the group that a known topic names in its first part ("Kinderyoga")."""
    if group is None or "-" in token.folded:
        return []
    return [Condition(group.field, group.value, group.label, token.start, token.end)]


def _part_topic(parts: list[str], vocabulary: Vocabulary) -> Topic | None:
    """Return the topic that parts of a compound name together, else the last of them."""
    words = [part for part in parts if not lexicon.is_course_word(part)]
    for key in (tuple(words), *((word,) for word in reversed(words))):
        for stemmed in (
            tuple(stem(lemma(word)) for word in key),
            tuple(stem(word) for word in key),
        ):
            topic = vocabulary.topic_of(stemmed) if stemmed else None
            if topic is not None:
                return topic
    return None


def recognise_words(sentence: Sentence, vocabulary: Vocabulary) -> list[Condition]:
    """Take single topic words, then words that can only be meant as a topic.

    Only a sentence without a known topic can name an unknown one: "Chor zum
    Mitsingen" asks for a choir, whatever else stands in some title.
    """
    found: dict[str, Condition] = {}
    weak: list[tuple[int, Topic]] = []
    unknown: list[int] = []
    for index in sentence.remaining():
        token = sentence.tokens[index]
        if not _may_be_topic(token):
            continue
        topic = _known(token, vocabulary)
        if topic is None:
            unknown.append(index)
        elif lexicon.is_weak(token.folded):
            weak.append((index, topic))
        else:
            _add_topic(found, sentence, index, topic)
    if not found:
        for index, topic in weak:
            _add_topic(found, sentence, index, topic)
    if not found:
        for index in unknown:
            if _must_be_topic(sentence.tokens[index], vocabulary):
                start, end = sentence.take(index, index)
                label = _free_label(sentence.tokens[index])
                slug = slugify(label)
                found.setdefault(
                    slug,
                    Condition("topic", slug, label, start, end, is_known=False),
                )
    return list(found.values())


def _add_topic(
    found: dict[str, Condition], sentence: Sentence, index: int, topic: Topic
) -> None:
    start, end = sentence.take(index, index)
    condition = Condition("topic", topic.slug, topic.label, start, end)
    found.setdefault(topic.slug, condition)


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
        if _may_be_topic(token) and vocabulary.knows(token.folded):
            for term in sorted(stems(token.text)):
                words[term] = Condition("keyword", term, token.text)
    return list(words.values())


def _may_be_topic(token: Token) -> bool:
    return (
        len(token.folded) >= 2
        and any(c.isalpha() for c in token.folded)
        and not lexicon.is_filler(token.folded)
    )


def _known(token: Token, vocabulary: Vocabulary) -> Topic | None:
    exact = vocabulary.topic_called(token.folded)
    if exact is not None:
        return exact
    for word_stem in (stem(lemma(token.text)), *sorted(stems(token.folded))):
        topic = vocabulary.topic_of((word_stem,))
        if topic is not None:
            return topic
    for parts in _part_keys(token.folded):
        topic = vocabulary.topic_of(parts)
        if topic is not None:
            return topic
    if vocabulary.knows(token.folded):
        # A word of its own in some title: "WordPress" is not about Word.
        return None
    pieces = list(compound_parts(token.folded))
    return _part_topic(pieces, vocabulary) if len(pieces) > 1 else None


def _part_keys(word: str) -> list[tuple[str, ...]]:
    """Return the stems of a compound: all of it, then its topic without course words."""
    keys = []
    for parts in (compound_parts(word), lexicon.content_parts(word)):
        key = tuple(stem(lemma(part)) for part in parts)
        if key and key not in keys:
            keys.append(key)
    return keys


def _free_label(token: Token) -> str:
    """Return the person's word as a label, without a course word at its end."""
    parts = lexicon.content_parts(token.folded)
    text = token.text
    if parts and len(parts) < len(compound_parts(token.folded)):
        wanted = "".join(parts)
        while len(fold(text).replace("-", "")) > len(wanted):
            text = text[:-1]
    return text[:1].upper() + text[1:]


def _must_be_topic(token: Token, vocabulary: Vocabulary) -> bool:
    """Whether an unknown word is what the person is looking for: a noun, or a course.

    A noun is a word of the dictionary that is written with a capital, or a word
    of some title that the dictionary does not know as anything else.
    """
    parts = compound_parts(token.folded)
    if parts and any(lexicon.is_course_word(part) for part in parts):
        return True
    if len(token.folded) < 4 or lexicon.is_weak(token.folded):
        return False
    if is_noun(token.folded):
        return True
    if vocabulary.knows(token.folded):
        return not is_german(token.folded)
    return token.text[0].isupper() and token.start > 0 and not is_german(token.folded)
