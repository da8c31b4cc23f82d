"""Typing errors: a word nobody knows is read as the nearest word that is known here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalog.language import lexicon, wordsets
from catalog.language.text import Token, compound_parts, is_german, stems
from catalog.language.vocabulary import Vocabulary

_MIN_LENGTH = 4


def allowed_errors(word: str) -> int:
    """Return how many letters of a word may be wrong: 1 from 4, 2 from 8 letters."""
    return 2 if len(word) >= 8 else 1


class Corrector:
    """Reads words with typing errors; one per vocabulary."""

    def __init__(self, vocabulary: Vocabulary, place_names: dict[str, str]) -> None:
        self._vocabulary = vocabulary
        self._places = place_names
        self._spellings = vocabulary.spellings()
        self._spellings.update(place_names)
        for keyword in wordsets.keywords():
            if len(keyword) >= _MIN_LENGTH:
                self._spellings.setdefault(keyword, keyword)
        self._candidates = list(self._spellings)
        self._closed = [
            word
            for word in (*wordsets.keywords(), *place_names)
            if len(word) >= _MIN_LENGTH
        ]
        self._known: dict[str, str] = {}

    def __call__(self, tokens: Sequence[Token]) -> list[Token]:
        """Return the tokens with the unknown words replaced by their nearest ones."""
        return [self._corrected(token) for token in tokens]

    def _corrected(self, token: Token) -> Token:
        if len(token.folded) < _MIN_LENGTH or not token.folded.isalpha():
            return token
        if token.folded not in self._known:
            if len(self._known) > 50_000:
                self._known.clear()
            self._known[token.folded] = self._nearest(token.folded)
        best = self._known[token.folded]
        if best == token.folded:
            return token
        return replace(token, text=self._spellings[best], folded=best)

    def _nearest(self, word: str) -> str:
        if self._is_known(word):
            return word
        # What could be a compound is read as another word only where the set is closed.
        candidates = self._closed if compound_parts(word) else self._candidates
        found = process.extract(
            word,
            candidates,
            scorer=OSA.distance,
            score_cutoff=allowed_errors(word),
            limit=5,
        )
        if not found:
            return word
        return min(
            found,
            key=lambda hit: (hit[1], hit[0][0] != word[0], hit[0] not in self._places),
        )[0]

    def _is_known(self, word: str) -> bool:
        return (
            word in self._spellings
            or lexicon.is_filler(word)
            or word.removesuffix("er") in self._places
            or any(s in self._vocabulary.terms for s in stems(word))
            or self._vocabulary.topic_of((next(iter(stems(word))),)) is not None
            or is_german(word)
        )
