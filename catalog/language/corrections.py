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
    is_infinitive,
    is_noun,
    one_error_away,
    spelling,
    stems,
)
from catalog.language.vocabulary import Vocabulary

_MIN_LENGTH = 4
_SHORTEST_PART = 3
_LONG_PART = 7
_MIN_GERMAN = 6
_LONG = 8
_SURE = 9
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
        self._courses = _by_length(
            w for w in lexicon.course_words() if len(w) >= _MIN_LENGTH
        )
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for word in self._spellings:
            self._by_sound[sound(word)].append(word)
        self._known: dict[str, str] = {}

    def __call__(self, tokens: Sequence[Token]) -> list[Token]:
        """Return the tokens with the unknown words replaced by their nearest ones."""
        return [self._corrected(token) for token in tokens]

    def _corrected(self, token: Token) -> Token:
        best = self._read(token.folded)
        if best == token.folded:
            return token
        text = "-".join(self._spelled(part) for part in best.split("-"))
        if token.text.islower() and is_infinitive(text.lower()):
            text = text.lower()
        return replace(token, text=text, folded=best)

    def _read(self, word: str) -> str:
        """Return the word itself or the nearest one; of words with a hyphen, each."""
        if "-" in word and word not in self._spellings:
            return "-".join(self._read(part) for part in word.split("-"))
        if len(word) < _MIN_LENGTH or not word.isalpha():
            return word
        if word not in self._known:
            if len(self._known) > _MOST_KEPT:
                self._known.clear()
            self._known[word] = self._nearest(word)
        return self._known[word]

    def _spelled(self, word: str) -> str:
        known = self._spellings.get(word, word)
        return spelling(word) if known == word else known

    def _nearest(self, word: str) -> str:
        meant = lexicon.slips().get(word) or _with_its_ending(word)
        if meant != word or self._is_known(word):
            return meant
        if word.endswith(_TUTORING):
            return self._compound(word) or word
        if _may_be_compound(word):
            # What could be a compound is read as another word only where the set is
            # closed, and then only with the same beginning.
            near = self._of_a_course(word) or self._near(word, self._closed)
            if near is None and len(word) >= _SURE:
                near = self._near(word, self._all, errors=1) or self._like_sounding(
                    word
                )
            return near if near and near[0] == word[0] else word
        return (
            self._near(word, self._all, errors=1)
            or self._like_sounding(word, errors=2)
            or self._of_a_course(word)
            or self._in_dictionary(word)
            or self._near(word, self._all)
            or self._compound(word)
            or self._like_sounding(word)
            or word
        )

    def _in_dictionary(self, word: str) -> str | None:
        """Return the German word that differs in one letter; of a short one, no other."""
        near = one_error_away(word) if len(word) >= _MIN_GERMAN else ()
        same = (w for w in near if len(w) != len(word) or sorted(w) == sorted(word))
        return next(iter(near) if len(word) > _LONG else same, None)

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
                self._vocabulary.topic_called(hit[0]) is None,
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
        cuts = range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1)
        halves = [(word[:cut], word[cut:]) for cut in cuts]
        found = (
            near
            for read in (self._before_course, self._with_a_topic, self._of_two_words)
            for left, right in halves
            if (near := read(left, right))
        )
        return next(found, None)

    def _of_a_course(self, word: str) -> str | None:
        """Read an error in what a course is about: "Nichtrauherkurs"."""
        head = lexicon.before_course_word(word)
        if len(head) < _MIN_GERMAN or self._is_known(head):
            return None
        near = self._read(head)
        is_topic = near != head and self._vocabulary.topic_called(near) is not None
        return near + word[len(head) :] if is_topic else None

    def _before_course(self, left: str, right: str) -> str | None:
        """Read an error in a course word: "Boxtraning"."""
        if not (self._vocabulary.topic_of_part(left) or is_first_part(left)):
            return None
        near = self._near(right, self._courses)
        return left + near if near and near[0] == right[0] else None

    def _with_a_topic(self, left: str, right: str) -> str | None:
        if len(right) < _MIN_LENGTH:
            return None
        near = self._near(left, self._all) if is_noun(right) else None
        if near and len(left) > _MIN_LENGTH:
            return near + right
        near = self._near(right, self._all) if is_first_part(left) else None
        return left + near if near and len(right) > _MIN_LENGTH else None

    def _of_two_words(self, left: str, right: str) -> str | None:
        """Read an error in one of two German words: "Zauberwürfell"."""
        if is_first_part(left) and len(right) >= _LONG_PART - is_noun(left):
            near = self._in_dictionary(right)
            return left + near if near and is_noun(near) else None
        if is_noun(right) and len(left) >= _LONG_PART:
            near = self._in_dictionary(left)
            return near + right if near and is_first_part(near) else None
        return None

    def _verb_stem(self, head: str) -> str | None:
        """Return the stem of the topic a beginning like "nä" (Nähkurs) is meant for."""
        found = self._near(head + "en", self._verbs)
        return found.removesuffix("en") if found else None

    def _like_sounding(self, word: str, errors: int = _SOUND_ERRORS) -> str | None:
        """Return the word that is spoken the same: "erwaxene", "händi"."""
        code = sound(word)
        shortest = _MIN_GERMAN - (len(code) > _MIN_SOUND)
        if len(code) < _MIN_SOUND or len(word) < shortest:
            return None
        near = [
            (OSA.distance(word, known), known)
            for known in self._by_sound.get(code, ())
            if _FIRST_LETTERS.get(known[0], known[0])
            == _FIRST_LETTERS.get(word[0], word[0])
        ]
        distance, best = min(near, default=(_SOUND_ERRORS + 1, ""))
        return best if distance <= min(errors, len(word) // 2) else None

    def _is_known(self, word: str) -> bool:
        return (
            word in self._spellings
            or lexicon.is_filler(word)
            or self._vocabulary.is_rare(word)
            or self._vocabulary.is_part_of_name(word)
            or word in self._vocabulary.actors.words
            or any(s in self._vocabulary.terms for s in stems(word))
            or any(self._vocabulary.topic_of((s,)) is not None for s in stems(word))
            or is_german(word)
        )


def _with_its_ending(word: str) -> str:
    """Return the infinitive of a verb that somebody writes as he speaks: "maln"."""
    full = f"{word[:-1]}en"
    is_cut = word.endswith("n") and not is_german(word) and is_infinitive(full)
    return full if is_cut else word


def _may_be_compound(word: str) -> bool:
    """Whether the word can be one nobody listed; what ends in an adjective is an error."""
    parts = compound_parts(word)
    return bool(parts) and (is_noun(parts[-1]) or is_infinitive(parts[-1]))


def _before_tutoring(word: str) -> str:
    head = word.removesuffix(_TUTORING)
    return "" if head == word else head


def _by_length(words: Iterable[str]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for word in dict.fromkeys(words):
        found[len(word)].append(word)
    return dict(found)
