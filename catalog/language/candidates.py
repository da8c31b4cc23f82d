"""Words of a sentence that may be its topic, with what speaks for each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from catalog.language import lexicon, tales
from catalog.language.actors import is_closed
from catalog.language.clauses import Role
from catalog.language.scopes import is_denied
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
    lemma,
)
from catalog.language.vocabulary import Topic, Vocabulary, taxonomy

_SHORTEST = 4
_MARKED = 3
_MOST_BETWEEN = 3
_SHORT_MESSAGE = 4
_LANGUAGES = "sprachen"
_PROFESSIONS = "ausbildung"
_ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em")
_WHERE = frozenset(("in", "auf", "an", "bei", "vor", "hinter", "ueber"))
_ABOUT = "ueber"
_THE = frozenset(("der", "dem", "den", "die", "das", "meiner", "meinem"))
_WITH_TO = re.compile(r"\w{2,}zu\w{3,}n$")  # "umzugehen"
_AS = "als"
_ARTICLES = frozenset(("ein", "eine", "einen"))
_WRITERS = frozenset(("ich", "ichs", "wir", "mir", "uns"))
_TITLES = frozenset(("frau", "herr", "herrn", "familie"))
_BEHIND_A_NOUN = frozenset("in fuer mit bei im ab und oder".split())
_DOING = ("ung", "ungen")
_DONE = ("en", "eln", "ern")
_LIKE = "wie"
_AM = "bin"
_PLAYING = "spielen"
_A = frozenset(("n", "ne", "nen", "nem", "ein", "eine", "einen", "einem", "einer"))
_HOW = frozenset(("wie", "womit"))
_DOERS = frozenset(("man", "ich", "wir"))
_LONGEST_QUESTION = 9
_SENTENCE_END = re.compile(r"[.!?;]\s")
_CLAUSE_END = re.compile(r"[.!?;:]")
_TOLD_OF = frozenset("was etwas mehr alles viel irgendwas bisschen".split())
_OWN = frozenset("mein meine unser unsere".split())
_I = "ich"
_WE = "wir"
_FOR = frozenset(("fuer", "fuers", "gegen"))
_ACTING = frozenset(("tun", "machen", "getan"))
_CAUSES = frozenset(("wegen", "nach", "trotz", "seit"))
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
    is_denied: bool = False
    is_done: bool = False
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
        return self._without_objects(list(self._joined(self._without_hosts(found))))

    def _without_hosts(self, found: list[Candidate]) -> list[Candidate]:
        """Leave out who offers a matter: "bei der Polizei ein Vortrag über Betrug"."""
        others = [c for c in found if c.topic and not self._is_host(c)]
        return [c for c in found if not others or not self._is_host(c)]

    def _is_host(self, candidate: Candidate) -> bool:
        before = [t.folded for t in self._tokens[: candidate.first]]
        is_behind = before[-1:] == ["beim"] or before[-2:] == ["bei", "der"]
        return is_behind and lexicon.is_host(self._tokens[candidate.last].folded)

    def _without_objects(self, found: list[Candidate]) -> list[Candidate]:
        """Leave out what something is done to: "wie man Obst und Gemüse einkocht"."""
        kept = found
        for doing in found:
            clause = self._question_of(doing.last)
            if doing.topic is None or doing.is_weak or not clause:
                continue
            wide = doing.topic.slug
            kept = [
                c
                for c in kept
                if c is doing
                or c.first not in clause
                or (c.topic and self._vocabulary.is_below(c.topic.slug, wide))
            ]
        return kept

    def _question_of(self, index: int) -> range:
        """Return the clause of a verb: "wie man Obst einkocht", "wie kocht man ein"."""
        tokens = self._tokens
        if not is_finite(tokens[index].folded):
            return range(0)
        words = [token.folded for token in tokens[max(0, index - 1) : index + 2]]
        if len(words) > 2 and words[0] in _HOW and words[2] in _DOERS:
            return range(index - 1, self._clause_end(index))
        if not self._ends_clause(index):
            return range(0)
        for first in range(index - 2, max(-1, index - _LONGEST_QUESTION), -1):
            if tokens[first].folded in _HOW and tokens[first + 1].folded in _DOERS:
                return range(first, index + 1)
            if _CLAUSE_END.search(self._sentence.before(first + 1)):
                break
        return range(0)

    def _clause_end(self, index: int) -> int:
        end = index + 1
        while end < len(self._tokens) and not self._sentence.before(end).strip():
            end += 1
        return end

    def _ends_clause(self, index: int) -> bool:
        after = self._tokens[index + 1 : index + 2]
        if not after or self._sentence.before(index + 1).strip():
            return True
        return lexicon.is_joining(after[0].folded) or after[0].folded in _BEHIND_A_NOUN

    def _read(self, index: int) -> Candidate | None:
        token = self._tokens[index]
        if self._roles[index] is Role.SMALL_TALK or not self._may_be_topic(index):
            return None
        if self._only_describes(index):
            return None
        topic = self._topic(token.folded)
        if topic is not None and (
            self._is_only_a_form(token.folded, topic) or self._is_chatting(index)
        ):
            return None
        if topic is None and self._is_course_of(index):
            topic = self._vocabulary.topic_of_part(token.folded)
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
                or self._is_cause(index)
                or self._is_mastered(index)
                or self._is_broken(index)
                or self._is_done_now(index)
                or (
                    self._roles[index] >= Role.ASIDE
                    and (self._is_somebodys(index) or self._is_person(index, topic))
                )
            )
            is_weak = self._is_aim(index) or (
                self._is_weak(token.folded, topic)
                and not self._is_asked_doing(index, topic)
            )
            is_weak = is_weak or is_told
            return Candidate(
                index,
                index,
                label,
                role,
                topic,
                is_weak,
                is_told,
                is_placed,
                self._is_denied(index),
                self._is_done(index),
            )
        strength = self._strength(index)
        if not strength:
            return None
        label = _free_label(token)
        return Candidate(index, index, label, self._roles[index], strength=strength)

    def _is_done(self, index: int) -> bool:
        """Whether it is only what somebody does or likes: "mein Enkel spielt Fußball"."""
        words = {t.folded for t in self._tokens[slice(*self._sentence.clause(index))]}
        asking = {word for word in words if lexicon.is_asking(word)}
        return bool(asking) and asking <= tales.words_of("doing")

    def _is_denied(self, index: int) -> bool:
        words = [token.folded for token in self._tokens]
        return is_denied(words, index, self._clause_end(index))

    def _is_chatting(self, index: int) -> bool:
        """Whether somebody says what he does here: "wenn ich so schreibe"."""
        word = self._tokens[index].folded
        if self._roles[index] < Role.ASIDE or not is_finite(word):
            return False
        clause = self._tokens[slice(*self._sentence.clause(index))]
        return lexicon.is_weak(word) and any(t.folded == _I for t in clause)

    def _is_course_of(self, index: int) -> bool:
        """Whether a compound was typed as two words: "näh kurs"."""
        after = self._tokens[index + 1 : index + 2]
        is_beside = bool(after) and not self._sentence.before(index + 1).strip()
        return is_beside and lexicon.is_course_word(after[0].folded)

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

    def _is_asked_doing(self, index: int, topic: Topic) -> bool:
        """Whether somebody asks how it is done: "wie man Obst einkocht"."""
        base = fold(lemma(self._tokens[index].folded))
        return (
            not lexicon.is_weak(base)
            and self._vocabulary.topic_called(base) is topic
            and bool(self._question_of(index))
        )

    def _is_placed(self, index: int) -> bool:
        """Whether a word says where somebody is: "jetzt im Büro", "in der Zeitung"."""
        before = [token.folded for token in self._tokens[max(0, index - 2) : index]]
        if self._is_told_of(index):
            return False
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
            # "Mein Rücken macht nicht mehr mit", "mein Rücken!!!"
            return self._sentence.clause(index) == (index - 1, index + 1) or any(
                is_finite(word) or (is_verb(word) and lexicon.is_filler(word))
                for word in after
            )
        if token.text.islower() and after == [_WE]:
            return is_infinitive(token.folded)
        is_mine = token.text.islower() and after == [_I]
        return is_mine and is_infinitive(token.folded + "en")

    def _is_cause(self, index: int) -> bool:
        """Whether it is why or since when: "wegen der Prüfung", "nach drei Geburten"."""
        first = index - 1
        while first >= 0 and self._tokens[first].folded not in _CAUSES:
            token = self._tokens[first]
            if not (lexicon.is_function_word(token.folded) or is_adjective(token.text)):
                return False
            first -= 1
        is_first = first == 0 or bool(self._sentence.before(max(first, 0)).strip())
        return first >= 0 and (self._roles[index] >= Role.ASIDE or is_first)

    def _is_mastered(self, index: int) -> bool:
        """Whether somebody can it already: "sie spricht fließend Deutsch"."""
        before = [token.folded for token in self._tokens[max(0, index - 3) : index]]
        return before[-1:] != [] and (
            before[-1] in tales.words_of("fluently")
            and any(word in tales.words_of("speaking") for word in before)
        )

    def _is_aim(self, index: int) -> bool:
        """Whether it is what something is done for: "was für die Ausdauer tun"."""
        words = [token.folded for token in self._tokens[max(0, index - 2) : index + 2]]
        return len(words) > 3 and words[0] in _FOR and words[3] in _ACTING

    def _is_broken(self, index: int) -> bool:
        """Whether a thing is to be mended: "Nähmaschine kaputt"."""
        words = [token.folded for token in self._tokens[index + 1 : index + 3]]
        if words[:1] == ["ist"]:
            words = words[1:]
        return any(word in tales.words_of("broken") for word in words[:1])

    def _is_done_now(self, index: int) -> bool:
        """Whether somebody says what he does at present: "ich mache gerade Abi"."""
        if self._roles[index] is not Role.STATEMENT:
            return False
        before = self._tokens[max(0, index - _MOST_BETWEEN) : index]
        return any(t.folded in tales.words_of("nowadays_doing") for t in before)

    def _is_somebodys(self, index: int) -> bool:
        """Whether a word says where or whose something is: "mein Rücken", "am Tablet"."""
        before = [token.folded for token in self._tokens[max(0, index - 2) : index]]
        if _ABOUT in before or lexicon.is_course_compound(self._tokens[index].folded):
            return False
        return any(map(lexicon.is_placing, before[-1:])) or self._is_placed(index)

    def _is_person(self, index: int, topic: Topic) -> bool:
        """Whether it is somebody in a story: "da erzählte die Verkäuferin"."""
        before = [token.folded for token in self._tokens[max(0, index - 1) : index]]
        is_named = any(word in (*_THE, *_A, *_OWN) for word in before)
        around = [t.folded for t in self._tokens[max(0, index - _MOST_BETWEEN) : index]]
        is_named = is_named or _AM in around
        return is_named and self._vocabulary.is_below(topic.slug, _PROFESSIONS)

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
        return (
            not lexicon.is_filler(token.folded)
            or self._is_named_as_topic(index)
            or self._is_stem_of_verb(index)
        )

    def _is_stem_of_verb(self, index: int) -> bool:
        """Whether a compound with a verb was typed as two words: "näh kurs"."""
        word = self._tokens[index].folded
        if lexicon.is_function_word(word) or lexicon.is_asking(word):
            return False
        is_stem = self._vocabulary.topic_called(f"{word}en") is not None
        return is_stem and self._is_course_of(index)

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
        is_thing = "-" not in word and lexicon.is_thing((*parts, "")[len(parts) - 1])
        if is_thing or (
            vocabulary.knows(word) and not lexicon.is_course_compound(word)
        ):
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
        if after and after[0].folded.isdigit() and is_adjective(word.text):
            return not self._sentence.before(index + 1).strip()
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
        after = self._tokens[index + 1 : index + 2]
        if (
            token.text.islower()
            and is_adjective(token.text)
            and any(is_closed(other.folded) for other in after)
        ):
            # "Begabte Kinder"
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
            first, end = self._sentence.clause(index)
            is_wish = self._roles[index] is Role.REQUEST or end - first == 1
            return 2 if is_wish and not self._is_reflexive() else 0
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

    def _is_told_of(self, index: int) -> bool:
        """Whether somebody wants to hear about a thing: "was über die Eiszeit"."""
        first = index - 1
        while first > 0 and (
            self._tokens[first].folded in _THE or is_adjective(self._tokens[first].text)
        ):
            first -= 1
        if first < 1 or self._tokens[first].folded not in (_ABOUT, "uebers"):
            return False
        before = self._tokens[first - 1].folded
        return before in _TOLD_OF or lexicon.is_marking(before)

    def _is_marked(self, index: int) -> bool:
        """Whether the word stands beside "lernen", "Kurs" or "zum Thema"."""
        return self._is_told_of(index) or any(
            self._first_content(neighbours) for neighbours in self._beside(index)
        )

    def _beside(self, index: int) -> tuple[list[Token], list[Token]]:
        first = last = index
        while first > max(0, index - _MOST_BETWEEN) and not self._is_cut(first):
            first -= 1
        while last < min(index + 2, len(self._tokens) - 1) and not self._is_cut(
            last + 1
        ):
            last += 1
        before = self._tokens[first:index]
        return before[::-1], list(self._tokens[index + 1 : last + 1])

    def _is_cut(self, index: int) -> bool:
        """Whether a sentence ends before a token."""
        return _SENTENCE_END.search(self._sentence.before(index)) is not None

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
            return self._with_verb(left, right)
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

    def _with_verb(self, left: Candidate, right: Candidate) -> Candidate:
        """Return a word nobody knows with what is done with it: "Lippen lesen"."""
        verb = self._tokens[right.last].text
        if left.topic is not None or not is_infinitive(verb.lower()):
            return left
        strength = _MARKED if self._is_marked(right.last) else left.strength
        label = f"{left.label} {verb}"
        return replace(left, last=right.last, label=label, strength=strength)

    def _is_field_of(self, left: Candidate, right: Candidate) -> bool:
        """Whether a word names the field of a degree: "Industriemeister Metall"."""
        degree, matter = self._tokens[left.first], self._tokens[right.first]
        is_matter = right.topic is not None or is_noun(matter.folded)
        name = lexicon.before_course_word(degree.folded) or degree.folded
        return lexicon.is_degree(name) and is_matter

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
    last = (compound_parts(token.folded) or ("",))[-1]
    is_done = lexicon.is_weak(last) and is_infinitive(last) and last != _PLAYING
    if lexicon.is_course_compound(token.folded) and not is_done:
        wanted = "".join(parts)
        if parts[-1].endswith("s") and is_noun(parts[-1][:-1]):
            wanted = wanted.removesuffix("s")
        while len(fold(text).replace("-", "")) > len(wanted):
            text = text[:-1]
    return text[:1].upper() + text[1:]
