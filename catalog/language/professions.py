"""Professions somebody wants to enter: "Ausbildung zum Erzieher", "Hebamme werden"."""

from __future__ import annotations

from catalog.language import lexicon
from catalog.language.sentence import Sentence
from catalog.language.text import is_noun, is_verb, slugify
from catalog.language.vocabulary import Vocabulary
from catalog.records import Condition

_TOWARDS = frozenset(("zum", "zur", "als"))
_ARTICLES = frozenset("ein eine einen einem einer der die den".split())
_BECOME = "werden"
_LONGEST_SHORT_NAME = 3


def recognise(sentence: Sentence, vocabulary: Vocabulary) -> list[Condition]:
    """Take the profession; as a group ("Erzieher") it would say for whom it is."""
    for index in range(len(sentence.tokens)):
        if sentence.free(index, index) and _is_aim(sentence, index):
            start, end = sentence.take(index, index)
            token = sentence.tokens[index]
            topic = vocabulary.topic_called(token.folded)
            label = token.text[:1].upper() + token.text[1:]
            return [
                Condition(
                    "topic",
                    topic.slug if topic else slugify(label),
                    label,
                    start,
                    end,
                    is_known=topic is not None,
                )
            ]
    return []


def _is_aim(sentence: Sentence, index: int) -> bool:
    words = [token.folded for token in sentence.tokens]
    word = words[index]
    is_name = is_noun(word) or len(word) <= _LONGEST_SHORT_NAME
    if lexicon.is_filler(word) or not word.isalpha() or not is_name:
        return False
    if words[index + 1 : index + 2] == [_BECOME] and not is_verb(word):
        return True
    before = [w for w in words[:index] if w not in _ARTICLES]
    return (
        bool(before)
        and before[-1] in _TOWARDS
        and any(lexicon.is_training(w) for w in before)
    )
