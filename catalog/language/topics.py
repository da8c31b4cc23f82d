"""Topics in a sentence: known ones of the catalog, and words that must be one."""

from __future__ import annotations

from catalog.language import lexicon
from catalog.language.sentence import Sentence
from catalog.language.text import Token, compound_parts, lemma, slugify, stem, stems
from catalog.language.vocabulary import Topic, Vocabulary, key_of
from catalog.records import Condition


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


def recognise_words(sentence: Sentence, vocabulary: Vocabulary) -> list[Condition]:
    """Take single topic words, then words that can only be meant as a topic."""
    found: dict[str, Condition] = {}
    unknown: list[int] = []
    for index in sentence.remaining():
        token = sentence.tokens[index]
        if not _may_be_topic(token):
            continue
        topic = _known(token, vocabulary)
        if topic is None:
            unknown.append(index)
            continue
        start, end = sentence.take(index, index)
        found.setdefault(
            topic.slug, Condition("topic", topic.slug, topic.label, start, end)
        )
    for index in unknown:
        token = sentence.tokens[index]
        if _must_be_topic(token, sentence, vocabulary, alone=not found):
            start, end = sentence.take(index, index)
            label = _free_label(token)
            slug = slugify(label)
            found.setdefault(slug, Condition("topic", slug, label, start, end))
    return list(found.values())


def _may_be_topic(token: Token) -> bool:
    return (
        len(token.folded) >= 2
        and any(c.isalpha() for c in token.folded)
        and not lexicon.is_filler(token.folded)
    )


def _known(token: Token, vocabulary: Vocabulary) -> Topic | None:
    for word_stem in (stem(lemma(token.text)), *sorted(stems(token.folded))):
        topic = vocabulary.topic_of((word_stem,))
        if topic is not None:
            return topic
    for parts in _part_keys(token.folded):
        topic = vocabulary.topic_of(parts)
        if topic is not None:
            return topic
    return None


def _part_keys(word: str) -> list[tuple[str, ...]]:
    """Return the stems of a compound: all of it, then its topic without course words."""
    keys = []
    for parts in (compound_parts(word), lexicon.content_parts(word)):
        key = tuple(stem(lemma(part)) for part in parts)
        if key and key not in keys:
            keys.append(key)
    return keys


def _free_label(token: Token) -> str:
    parts = lexicon.content_parts(token.folded)
    if parts and len(parts) < len(compound_parts(token.folded)):
        length = len("".join(parts))
        return token.text[:length].rstrip("-").capitalize()
    return token.text[:1].upper() + token.text[1:]


def _must_be_topic(
    token: Token, sentence: Sentence, vocabulary: Vocabulary, *, alone: bool
) -> bool:
    """Whether an unknown word is what the person is looking for.

    A word of some title counts, and a compound with a course word ("Flugkurs"); other
    words only when no topic is named and they are nouns.
    """
    if vocabulary.knows(token.folded):
        return True
    parts = compound_parts(token.folded)
    if parts and any(lexicon.is_course_word(part) for part in parts):
        return True
    if not alone or len(token.folded) < 4:
        return False
    only_words = len([t for t in sentence.tokens if not lexicon.is_filler(t.folded)]) <= 2
    return only_words or (token.text[0].isupper() and token.start > 0)
