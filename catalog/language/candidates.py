"""Words of a sentence that may be its topic, with what speaks for each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from catalog.language import lexicon, telling
from catalog.language.actors import is_closed
from catalog.language.clauses import Role
from catalog.language.sentence import Sentence
from catalog.language.text import (
    Token,
    compound_parts,
    fold,
    is_adjective,
    is_finite,
    is_german,
    is_infinitive,
    is_noun,
    is_verb,
)
from catalog.language.vocabulary import Topic, Vocabulary, taxonomy

_SHORTEST = 4
_MOST_BETWEEN = 3
_SHORT_MESSAGE = 4
_LANGUAGES = "sprachen"
_ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em")
_WHERE = frozenset(("in", "auf", "an", "bei", "vor", "hinter", "ueber"))
_ABOUT = "ueber"
_THE = frozenset(("der", "dem", "den", "die", "das", "meiner", "meinem"))
_WITH_TO = re.compile(r"\w{2,}zu\w{3,}n$")  # "umzugehen"
_AS = "als"
_ARTICLES = frozenset(("ein", "eine", "einen"))
_WRITERS = frozenset(("ich", "wir", "mir", "uns"))
_TITLES = frozenset(("frau", "herr", "herrn", "familie"))
_BEHIND_A_NOUN = frozenset("in fuer mit bei im ab und oder".split())
_DOING = ("ung", "ungen")
_DONE = ("en", "eln", "ern")
_LIKE = "wie"
_A = frozenset(("n", "ne", "nen", "nem", "ein", "eine", "einen", "einem", "einer"))
_OWN = frozenset("mein meine unser unsere".split())
_I = "ich"
_REFLEXIVE = frozenset(("mich", "dich", "sich", "uns"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may be a topic.

    `topic` is None for a word nobody knows; `strength` then says how sure it is that
    the person wants to learn it: 4 it is a course, 3 it stands beside a word like
    "lernen" or "Kurs", 2 it is a noun, 1 it is one that a place or an owner goes with.
    """

    first: int
    last: int
    label: str
    role: Role
    topic: Topic | None = None
    is_weak: bool = False
    is_told: bool = False
    is_placed: bool = False
    strength: int = 0


class Reader:
    """Reads the words of one sentence that no other recogniser took."""

    def __init__(self, sentence: Sentence, vocabulary: Vocabulary) -> None:
        self._sentence = sentence
        self._tokens = sentence.tokens
        self._vocabulary = vocabulary
        self._roles = sentence.roles

    def candidates(self) -> list[Candidate]:
        """Return all candidates in the order of the sentence."""
        found = [
            candidate
            for index in self._sentence.remaining()
            if (candidate := self._read(index)) is not None
        ]
        return list(self._joined(found))

    def _read(self, index: int) -> Candidate | None:
        token = self._tokens[index]
        if self._roles[index] is Role.SMALL_TALK or not self._may_be_topic(index):
            return None
        if self._only_describes(index):
            return None
        topic = self._topic(token.folded)
        if topic is not None and self._is_only_a_form(token.folded, topic):
            return None
        if topic is None and self._is_marked(index):
            topic = self._vocabulary.topic_without_umlaut(token.folded)
        if topic is not None and not self._is_adjective(index, topic):
            label = self._vocabulary.label_of(topic, self._said(token.folded, topic))
            role = self._roles[index]
            is_placed = self._is_placed(index)
            if role in (Role.FRAGMENT, Role.ASIDE) and is_placed:
                role = Role.STATEMENT
            is_told = (
                self._is_job(index)
                or self._is_only_said(index)
                or self._is_broken(index)
                or self._is_done_now(index)
                or (self._roles[index] >= Role.ASIDE and self._is_somebodys(index))
            )
            is_weak = is_told or self._is_weak(token.folded, topic)
            return Candidate(
                index, index, label, role, topic, is_weak, is_told, is_placed
            )
        strength = self._strength(index)
        if not strength:
            return None
        label = _free_label(token)
        return Candidate(index, index, label, self._roles[index], strength=strength)

    def _is_only_a_form(self, word: str, topic: Topic) -> bool:
        """Whether a compound only names a form of learning: "Gesprächsgruppe"."""
        is_name = self._vocabulary.topic_called(word) is not None
        return not is_name and topic.slug not in taxonomy() and _is_only_closed(word)

    @staticmethod
    def _is_weak(word: str, topic: Topic) -> bool:
        if lexicon.is_course_compound(word):
            return False
        if word == fold(topic.label) and is_infinitive(word):
            return lexicon.is_weak(word)
        if topic.slug.endswith(_DOING) and word.endswith(_DONE) and is_infinitive(word):
            # "Erkennen und fördern", "Quittungen ausstellen".
            return True
        return any(map(lexicon.is_weak, (word, fold(topic.label)))) or is_finite(word)

    def _is_placed(self, index: int) -> bool:
        """Whether a word says where somebody is: "jetzt im Büro", "in der Zeitung"."""
        before = [token.folded for token in self._tokens[max(0, index - 2) : index]]
        return before[-1:] == ["im"] or (
            len(before) == 2 and before[0] in _WHERE and before[1] in _THE
        )

    def _is_only_said(self, index: int) -> bool:
        """Whether it compares, or is part of a story: "wie ein Clown", "schlaf ich"."""
        before = [token.folded for token in self._tokens[max(0, index - 2) : index]]
        if len(before) == 2 and before[0] == _LIKE and before[1] in _A:
            return True
        token = self._tokens[index]
        after = [token.folded for token in self._tokens[index + 1 : index + 2]]
        if any(word in _OWN for word in before[-1:]):
            # "Mein Rücken macht nicht mehr mit."
            return any(
                is_finite(word) or (is_verb(word) and lexicon.is_filler(word))
                for word in after
            )
        is_mine = token.text.islower() and after == [_I]
        return is_mine and is_infinitive(token.folded + "en")

    def _is_broken(self, index: int) -> bool:
        """Whether a thing is to be mended: "Nähmaschine kaputt"."""
        words = [token.folded for token in self._tokens[index + 1 : index + 3]]
        if words[:1] == ["ist"]:
            words = words[1:]
        return any(word in telling.words_of("broken") for word in words[:1])

    def _is_done_now(self, index: int) -> bool:
        """Whether somebody says what he does at present: "ich mache gerade Abi"."""
        if self._roles[index] is not Role.STATEMENT:
            return False
        before = self._tokens[max(0, index - _MOST_BETWEEN) : index]
        return any(t.folded in telling.words_of("nowadays_doing") for t in before)

    def _is_somebodys(self, index: int) -> bool:
        """Whether a word says where or whose something is: "mein Rücken", "am Tablet"."""
        before = [token.folded for token in self._tokens[max(0, index - 2) : index]]
        if _ABOUT in before:
            return False
        return any(map(lexicon.is_placing, before[-1:])) or self._is_placed(index)

    def _said(self, word: str, topic: Topic) -> str:
        """Return what of a word is a topic as it stands, else what no course word is."""
        if self._vocabulary.topic_called(word) is not None:
            return word
        parts = lexicon.content_parts(word)
        heads = ("".join(parts[:cut]) for cut in range(len(parts), 0, -1))
        named = (h for h in heads if self._vocabulary.topic_called(h) is topic)
        return next(named, "".join(parts) or word)

    def _may_be_topic(self, index: int) -> bool:
        token = self._tokens[index]
        if len(token.folded) < 2 or not any(c.isalpha() for c in token.folded):
            return False
        if self._is_surname(index):
            return False
        return not lexicon.is_filler(token.folded) or self._is_named_as_topic(index)

    def _is_surname(self, index: int) -> bool:
        """Whether a word is somebody's name: "Frau Hoffmeister", "Familie Lehmann"."""
        token, before = self._tokens[index], self._tokens[max(0, index - 1) : index]
        return (
            token.text[0].isupper()
            and any(word.folded in _TITLES for word in before)
            and self._vocabulary.topic_called(token.folded) is None
        )

    def _is_named_as_topic(self, index: int) -> bool:
        """Whether a word of chatter is a topic here: "zum Thema Sucht"."""
        token = self._tokens[index]
        topic = self._vocabulary.topic_called(token.folded)
        is_course = lexicon.is_course_word(token.folded)
        if topic is None or topic.slug not in taxonomy() or is_course:
            return False
        if index == 0:
            after = [token.folded for token in self._tokens[1:2]]
            is_noun_first = not is_verb(token.folded) and is_noun(token.folded)
            return not after or (is_noun_first and after[0] in _BEHIND_A_NOUN)
        before = self._tokens[index - 1].folded
        return before in ("thema", "themen") or token.text.istitle()

    def _topic(self, word: str) -> Topic | None:
        """Return the topic a word names: as it stands, or by the parts of a compound."""
        vocabulary = self._vocabulary
        parts = lexicon.content_parts(word)
        topic = vocabulary.topic_said(word) or vocabulary.topic_of_all(parts)
        if topic is not None:
            return topic
        if vocabulary.knows(word) and not lexicon.is_course_compound(word):
            # A word of its own in some title: "WordPress" is not about Word.
            return None
        if parts:
            topic = vocabulary.topic_of_parts(vocabulary.topical(parts))
            if topic is None and "-" in word:
                return vocabulary.topic_among(parts)
            if topic is None and not any(map(vocabulary.topic_of_part, parts)):
                # "Bürgergeld-antrag" may have been split elsewhere.
                return vocabulary.topic_before(word)
            return topic
        return None if is_german(word) else vocabulary.topic_before(word)

    def _is_adjective(self, index: int, topic: Topic) -> bool:
        """Whether a language only describes a noun: "das deutsche Schulsystem"."""
        word = self._tokens[index].folded
        after = self._tokens[index + 1 : index + 2]
        return (
            topic.broader == _LANGUAGES
            and word.endswith(_ADJECTIVE_ENDINGS)
            and len(word) > len(fold(topic.label))
            and any(is_noun(token.folded) for token in after)
        )

    def _only_describes(self, index: int) -> bool:
        """Whether a word says what the matter behind it is like: "digitale Fotografie"."""
        word, after = self._tokens[index], self._tokens[index + 1 : index + 2]
        return (
            bool(after)
            and self._vocabulary.topic_called(word.folded) is None
            and is_adjective(word.text)
            and is_noun(after[0].folded)
            and not is_adjective(after[0].text)
            and self._sentence.free(index + 1, index + 1)
            and not self._sentence.text[word.end : after[0].start].strip()
            and not (lexicon.is_filler(after[0].folded) or is_closed(after[0].folded))
        )

    def _is_job(self, index: int) -> bool:
        """Whether a word says as what somebody writes: "Als Köchin suche ich …"."""
        first = index - 1
        while first > 0 and (
            is_adjective(self._tokens[first].text)
            or self._tokens[first].folded in _ARTICLES
        ):
            first -= 1
        if first < 0 or self._tokens[first].folded != _AS:
            return False
        around = [*self._tokens[max(0, first - 1) : first], *self._tokens[index + 1 :]]
        return any(token.folded in _WRITERS for token in around[: _MOST_BETWEEN + 2])

    def _strength(self, index: int) -> int:
        token = self._tokens[index]
        word = token.folded
        if self._roles[index] >= Role.STATEMENT or _is_only_closed(word):
            return 0
        if self._is_job(index) or (_WITH_TO.match(word) and is_finite(word)):
            return 0
        parts = compound_parts(word)
        if lexicon.is_course_compound(word):
            return 4
        if len(word) < _SHORTEST or lexicon.is_weak(word) or lexicon.is_asking(word):
            return 0
        if self._is_marked(index):
            return 3
        if is_infinitive(token.text):
            is_wish = self._roles[index] is Role.REQUEST and not self._is_reflexive()
            return 2 if is_wish else 0
        if not self._is_name(index, parts):
            return 0
        before = self._tokens[index - 1].folded if index else ""
        return 1 if lexicon.is_placing(before) or self._is_placed(index) else 2

    def _is_name(self, index: int, parts: Sequence[str]) -> bool:
        """Whether a word nobody knows can be the name of something."""
        token = self._tokens[index]
        if len(parts) > 1 and self._vocabulary.topical(parts) == list(parts):
            return True
        is_large = token.text[0].isupper() and token.start > 0
        return is_noun(token.folded) or (
            not is_german(token.folded)
            and (
                is_large
                or self._vocabulary.knows(token.folded)
                or len(self._tokens) <= _SHORT_MESSAGE
            )
        )

    def _is_reflexive(self) -> bool:
        """Whether somebody wants to do something with himself: "mich erkundigen"."""
        return any(token.folded in _REFLEXIVE for token in self._tokens)

    def _is_marked(self, index: int) -> bool:
        """Whether the word stands beside "lernen", "Kurs" or "zum Thema"."""
        return any(
            self._first_content(neighbours) for neighbours in self._beside(index)
        )

    def _beside(self, index: int) -> tuple[list[Token], list[Token]]:
        before = self._tokens[max(0, index - _MOST_BETWEEN) : index]
        return before[::-1], list(self._tokens[index + 1 : index + 3])

    @staticmethod
    def _first_content(tokens: list[Token]) -> bool:
        for token in tokens:
            if lexicon.is_marking(token.folded):
                return True
            if not lexicon.is_function_word(token.folded):
                return False
        return False

    def _joined(self, found: list[Candidate]) -> Iterator[Candidate]:
        """Join a noun and its verb ("Bier brauen"), and names of several words."""
        waiting: Candidate | None = None
        for candidate in found:
            if waiting is None:
                waiting = candidate
                continue
            joined = self._together(waiting, candidate)
            if joined is None:
                yield waiting
            waiting = joined or candidate
        if waiting is not None:
            yield waiting

    def _together(self, left: Candidate, right: Candidate) -> Candidate | None:
        """Return what two neighbours mean together; None when each stands for itself."""
        between = self._sentence.text[
            self._tokens[left.last].end : self._tokens[right.first].start
        ]
        if between.strip() or right.first != left.last + 1:
            return None
        if right.is_weak:
            return left
        if left.topic and (
            self._is_field_of(left, right) or self._only_says_how(right)
        ):
            return replace(left, last=right.last)
        if left.topic and right.topic:
            return self._narrower(left, right)
        words = self._tokens[left.last].text, self._tokens[right.last].text
        if not is_infinitive(words[1]) and (left.topic or any(map(is_german, words))):
            return None
        if left.topic or right.topic:
            return left if left.topic else right
        label = f"{left.label} {words[1]}"
        strength = max(left.strength, right.strength)
        return replace(left, last=right.last, label=label, strength=strength)

    def _is_field_of(self, left: Candidate, right: Candidate) -> bool:
        """Whether a word names the field of a degree: "Industriemeister Metall"."""
        degree, matter = self._tokens[left.first], self._tokens[right.first]
        is_matter = right.topic is not None or is_noun(matter.folded)
        return lexicon.is_degree(degree.folded) and is_matter

    def _only_says_how(self, right: Candidate) -> bool:
        """Whether a course is in what goes with any topic: "Zehnfinger-Schreibkurs"."""
        word = self._tokens[right.last].folded
        return (
            right.topic is not None
            and lexicon.is_course_compound(word)
            and lexicon.is_weak(fold(right.topic.label))
        )

    def _narrower(self, left: Candidate, right: Candidate) -> Candidate | None:
        """Return the narrower of two topics of which one includes the other."""
        for wide, narrow in ((left, right), (right, left)):
            slug = wide.topic.slug if wide.topic else ""
            if narrow.topic in self._vocabulary.narrower(slug):
                return narrow
        noun, verb = self._tokens[left.last].text, self._tokens[right.last].text
        if not is_infinitive(verb) or is_infinitive(noun.lower()):
            return None
        return right if is_german(noun) else left


def _is_only_closed(word: str) -> bool:
    """Whether every part of a compound is no topic: "VHS-Geschäftsstelle"."""
    parts = lexicon.content_parts(word)
    return bool(parts) and all(
        lexicon.is_filler(part) or is_closed(part) for part in parts
    )


def _free_label(token: Token) -> str:
    """Return the person's word as a label, without a course word at its end."""
    parts = lexicon.content_parts(token.folded)
    text = token.text
    if lexicon.is_course_compound(token.folded):
        wanted = "".join(parts)
        if parts[-1].endswith("s") and is_noun(parts[-1][:-1]):
            wanted = wanted.removesuffix("s")
        while len(fold(text).replace("-", "")) > len(wanted):
            text = text[:-1]
    return text[:1].upper() + text[1:]
