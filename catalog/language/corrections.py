"""Typing errors: a word nobody knows is read as the nearest word that is known here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalog.language import lexicon, wordsets
from catalog.language.phonetics import sound
from catalog.language.text import (
    Token,
    compound_parts,
    is_first_part,
    is_german,
    is_noun,
    stems,
)
from catalog.language.vocabulary import Vocabulary

_MIN_LENGTH = 4
_LONG = 8
_SURE = 10
_TUTORING = "nachhilfe"
_MIN_SOUND = 3
_SOUND_ERRORS = 3
_MOST_KEPT = 50_000
_LONGEST = 30
# Letters one hears alike at the beginning of a word.
_FIRST_LETTERS = {"y": "j", "v": "f", "c": "k"}


def allowed_errors(word: str) -> int:
    """Return how many letters of a word may be wrong: 1 from 4, 2 from 8 letters."""
    return 2 if len(word) >= _LONG else 1


class Corrector:
    """Reads words with typing errors; one per vocabulary."""

    def __init__(self, vocabulary: Vocabulary, place_names: dict[str, str]) -> None:
        self._vocabulary = vocabulary
        self._places = place_names
        self._spellings = vocabulary.spellings()
        self._spellings.update(place_names)
        closed = [w for w in wordsets.keywords() if len(w) >= _MIN_LENGTH]
        for keyword in closed:
            self._spellings.setdefault(keyword, keyword)
        self._all = _by_length(self._spellings)
        self._verbs = _by_length(w for w in self._spellings if w.endswith("en"))
        self._closed = _by_length((*closed, *place_names))
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for word in self._spellings:
            self._by_sound[sound(word)].append(word)
        self._known: dict[str, str] = {}

    def __call__(self, tokens: Sequence[Token]) -> list[Token]:
        """Return the tokens with the unknown words replaced by their nearest ones."""
        return [self._corrected(token) for token in tokens]

    def _corrected(self, token: Token) -> Token:
        if len(token.folded) < _MIN_LENGTH or not token.folded.isalpha():
            return token
        if token.folded not in self._known:
            if len(self._known) > _MOST_KEPT:
                self._known.clear()
            self._known[token.folded] = self._nearest(token.folded)
        best = self._known[token.folded]
        if best == token.folded:
            return token
        return replace(token, text=self._spelled(best), folded=best)

    def _spelled(self, word: str) -> str:
        return self._spellings.get(word) or word.capitalize()

    def _nearest(self, word: str) -> str:
        if self._is_known(word):
            return word
        if word.endswith(_TUTORING):
            return self._compound(word) or word
        if compound_parts(word):
            # What could be a compound is read as another word only where the set is
            # closed, and then only with the same beginning.
            near = self._near(word, self._closed)
            if near is None and len(word) >= _SURE:
                near = self._near(word, self._all, errors=1) or self._like_sounding(
                    word
                )
            return near if near and near[0] == word[0] else word
        return (
            self._near(word, self._all)
            or self._compound(word)
            or self._like_sounding(word)
            or word
        )

    def _near(
        self, word: str, candidates: dict[int, list[str]], errors: int | None = None
    ) -> str | None:
        """Return the word with the fewest other letters; two errors spare the first."""
        errors = allowed_errors(word) if errors is None else errors
        lengths = range(len(word) - errors, len(word) + errors + 1)
        found = process.extract(
            word,
            [known for length in lengths for known in candidates.get(length, ())],
            scorer=OSA.distance,
            score_cutoff=errors,
            limit=5,
        )
        hits = [(w, d) for w, d, _ in found if d <= 1 or w[0] == word[0]]
        if not hits:
            return None
        return min(
            hits,
            key=lambda hit: (
                hit[1],
                hit[0][0] != word[0],
                hit[0] not in self._places,
                sound(hit[0]) != sound(word),
            ),
        )[0]

    def _compound(self, word: str) -> str | None:
        """Return a compound with an error in one part: "Klavirunterricht"."""
        head = lexicon.before_course_word(word) or _before_tutoring(word)
        if head:
            tail = word[len(head) :]
            if self._vocabulary.topic_of_part(head) is not None:
                return word
            near = (
                self._near(head, self._all)
                or self._verb_stem(head)
                or self._near(head.removesuffix("n"), self._all)
            )
            return near + tail if near else None
        if not _LONG < len(word) < _LONGEST:
            return None
        for cut in range(len(word) - _MIN_LENGTH, _MIN_LENGTH - 1, -1):
            left, right = word[:cut], word[cut:]
            near = self._near(left, self._all) if is_noun(right) else None
            if near and len(left) > _MIN_LENGTH:
                return near + right
            near = self._near(right, self._all) if is_first_part(left) else None
            if near and len(right) > _MIN_LENGTH:
                return left + near
        return None

    def _verb_stem(self, head: str) -> str | None:
        """Return the stem of the topic a beginning like "nä" (Nähkurs) is meant for."""
        found = self._near(head + "en", self._verbs)
        return found.removesuffix("en") if found else None

    def _like_sounding(self, word: str) -> str | None:
        """Return the word that is spoken the same: "erwaxene", "händi"."""
        code = sound(word)
        if len(code) < _MIN_SOUND:
            return None
        near = [
            (OSA.distance(word, known), known)
            for known in self._by_sound.get(code, ())
            if _FIRST_LETTERS.get(known[0], known[0])
            == _FIRST_LETTERS.get(word[0], word[0])
        ]
        distance, best = min(near, default=(_SOUND_ERRORS + 1, ""))
        return best if distance <= min(_SOUND_ERRORS, len(word) // 2) else None

    def _is_known(self, word: str) -> bool:
        return (
            word in self._spellings
            or lexicon.is_filler(word)
            or self._vocabulary.is_rare(word)
            or any(s in self._vocabulary.terms for s in stems(word))
            or self._vocabulary.topic_of((next(iter(stems(word))),)) is not None
            or is_german(word)
        )


def _before_tutoring(word: str) -> str:
    head = word.removesuffix(_TUTORING)
    return "" if head == word else head


def _by_length(words: Iterable[str]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for word in dict.fromkeys(words):
        found[len(word)].append(word)
    return dict(found)
