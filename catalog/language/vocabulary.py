"""The topics and words of one catalog; loaded live, never trained. Actors: `actors`."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from itertools import chain
from typing import Any

from catalog.district import District
from catalog.language import lexicon
from catalog.language.actors import ActorNames, is_closed
from catalog.language.text import (
    compound_parts,
    fold,
    is_finite,
    is_german,
    is_noun,
    lemma,
    slugify,
    stem,
    stems,
    tokenize,
)

Terms = tuple[str, ...]
_SHORTEST_SPELLING = 4
_SHORTEST_TERM = 5
_SHORTEST_DOER = 4
_SHORTEST_RARE = 7


@dataclass(slots=True)
class Topic:
    """A topic with the ways to say it; each way is a tuple of stems that belong together."""

    slug: str
    label: str
    broader: str | None = None
    related: tuple[str, ...] = ()
    ways: set[Terms] = field(default_factory=set)


def key_of(phrase: str) -> Terms:
    """Return the stems of a phrase's content words: "Erste Hilfe am Kind" → 3 stems."""
    words: list[str] = []
    for token in tokenize(phrase):
        pieces = token.folded.split("-")
        words += [p for p in pieces if p and p not in _FUNCTION_WORDS]
    return tuple(stem(lemma(word)) for word in words)


_FUNCTION_WORDS = frozenset(
    "am an auf aus das dem den der des die ein eine einen fuer im in mit ohne und oder"
    " vom von zu zum zur ueber beim als bei".split()
)


def ways_of(phrase: str) -> set[Terms]:
    """Return the tuples of stems by which a phrase can be found.

    A compound is found as one word and as its parts without a course word, so that
    "Töpferkurs", "Töpfern" and "Kurs: Töpfern" meet.
    """
    key = key_of(phrase)
    found = {key} if key else set()
    words = [t.text for t in tokenize(phrase)]
    if len(words) == 1:
        found |= {(s,) for s in stems(words[0])}
        parts = lexicon.content_parts(words[0])
        if parts:
            found.add(tuple(stem(lemma(p)) for p in parts))
    return {way for way in found if all(way)}


def _core(label: str) -> Terms:
    """Return the stems of a one-word label without its course word ("Deutschkurse")."""
    words = tokenize(label)
    parts = lexicon.content_parts(words[0].text) if len(words) == 1 else ()
    if len(parts) == len(compound_parts(words[0].text) if words else ()):
        return ()
    return tuple(stem(lemma(part)) for part in parts)


@lru_cache(maxsize=1)
def taxonomy() -> Mapping[str, Mapping[str, Any]]:
    """Return the shipped topics of `topics.toml`.

    A word in `narrower` becomes a topic of its own below the one it stands in.
    """
    path = files("catalog.language").joinpath("topics.toml")
    found: dict[str, Mapping[str, Any]] = {}
    for slug, entry in tomllib.loads(path.read_text("utf-8")).items():
        found[slug] = entry
        for label in entry.get("narrower", ()):
            rare = {"label": label, "broader": slug, "is_rare": True}
            found.setdefault(slugify(label), rare)
    return found


@lru_cache(maxsize=1)
def _usual() -> frozenset[str]:
    """Return the folded names of the shipped topics."""
    return frozenset(
        fold(name) for entry in taxonomy().values() for name in _names(entry)
    )


@lru_cache(maxsize=1)
def _name_words() -> frozenset[str]:
    """Return the folded words in names of the shipped topics, however short."""
    return frozenset(
        token.folded
        for entry in taxonomy().values()
        for name in _names(entry)
        for token in tokenize(name)
    )


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    """Return the folded words in names of topics that are no rare ones."""
    return frozenset(
        token.folded
        for entry in taxonomy().values()
        if not entry.get("is_rare")
        for name in (entry["label"], *entry.get("synonyms", ()))
        for token in tokenize(name)
    )


def _names(entry: Mapping[str, Any]) -> tuple[str, ...]:
    return (entry["label"], *entry.get("synonyms", ()), *entry.get("spellings", ()))


def _shipped_ways(name: str) -> set[Terms]:
    """Return the ways of a shipped name; "Kopftraining" is not said with "Kopf"."""
    parts = lexicon.content_parts(name)
    is_short = len(parts) == 1 and len(compound_parts(name)) > 1 and is_noun(parts[0])
    return ways_of(name) - ({(stem(lemma(parts[0])),)} if is_short else set())


@lru_cache(maxsize=1)
def _shipped() -> dict[str, tuple[frozenset[Terms], str]]:
    """Return slug → ways of the shipped topics; analysing them once takes a second."""
    return {
        slug: (
            frozenset().union(*(_shipped_ways(name) for name in _names(entry))),
            entry["label"],
        )
        for slug, entry in taxonomy().items()
    }


class Vocabulary:
    """Everything a sentence may name in this catalog and district.

    Args:
        district: gives the places.
        topic_labels: the topics that offers and actors carry, as written there.
        synonyms: word → topic label, the district's own additions.
        terms: stem → spelling of every word in a title or topic.
        actors: (name, id) of the actors.
    """

    def __init__(
        self,
        district: District,
        *,
        topic_labels: Iterable[str] = (),
        synonyms: Mapping[str, str] | None = None,
        terms: Mapping[str, str] | None = None,
        actors: Iterable[tuple[str, str]] = (),
    ) -> None:
        self.district = district
        self.terms = dict(terms or {})
        self.topics: dict[str, Topic] = {}
        self._by_key: dict[Terms, str] = {}
        self._by_form: dict[str, str] = {}
        self._spelled: dict[str, str] = {}
        self._own_words: dict[str, str] = {}
        self._other_words: list[str] = []
        self._rare: set[str] = set()
        self._below: dict[str, list[Topic]] = defaultdict(list)
        for slug, entry in taxonomy().items():
            self._add_shipped(slug, entry)
        self._rare -= _common_words()
        for label in topic_labels:
            self.add_topic(label)
        for word, label in (synonyms or {}).items():
            self._add_own_word(word, self.add_topic(label))
        self._beginnings = frozenset(
            key[:length]
            for key in self._by_key
            if len(key) > 1
            for length in range(1, len(key) + 1)
        )
        self._said_apart = frozenset(
            key_of(name)
            for entry in taxonomy().values()
            for name in _names(entry)
            if len(name.split()) > 1
        )
        self._place_words = frozenset(
            token.folded
            for place in district.places.values()
            for name in (place.name, *place.aliases)
            for token in tokenize(name)
        )
        self.actors = ActorNames(actors, self._is_no_name)

    def _add_shipped(self, slug: str, entry: Mapping[str, Any]) -> None:
        topic = Topic(
            slug, entry["label"], entry.get("broader"), tuple(entry.get("related", ()))
        )
        self.topics[slug] = topic
        self._below[topic.broader or ""].append(topic)
        self._add_ways(topic, _shipped()[slug][0])
        for name in _names(entry):
            self._by_form.setdefault(fold(name), slug)
        for name in (topic.label, *entry.get("synonyms", ())):
            self._spelled.setdefault(fold(name), name)
        self._other_words += [w for w in entry.get("spellings", ()) if w.isalpha()]
        if entry.get("is_rare"):
            self._rare.update(token.folded for token in tokenize(topic.label))

    def _add_ways(self, topic: Topic, ways: Iterable[Terms]) -> None:
        for way in ways:
            topic.ways.add(way)
            self._by_key.setdefault(way, topic.slug)

    def _add_name(self, topic: Topic, name: str) -> None:
        self._add_ways(topic, ways_of(name))
        self._by_form.setdefault(fold(name), topic.slug)
        self._spelled.setdefault(fold(name), name)

    def _add_own_word(self, word: str, topic: Topic) -> None:
        """Let a word of the district mean a topic, whatever it meant before."""
        self._by_form[fold(word)] = topic.slug
        for way in ways_of(word):
            topic.ways.add(way)
            self._by_key[way] = topic.slug
        self._spelled[fold(word)] = topic.label
        self._own_words[fold(word)] = word

    def add_topic(self, label: str) -> Topic:
        """Return the topic a label names; a label nobody knew becomes a topic."""
        known = (
            self._by_form.get(fold(label))
            or self._by_key.get(key_of(label))
            or self._by_key.get(_core(label))
        )
        slug = known or slugify(label) or label
        topic = self.topics.setdefault(slug, Topic(slug, label))
        self._add_name(topic, label)
        return topic

    def _is_no_name(self, word: str) -> bool:
        """Whether a word of an actor's name means a topic or a place as well."""
        return (
            word in self._place_words
            or word.removesuffix("er") in self._place_words
            or self.topic_said(word) is not None
        )

    def is_place_word(self, word: str) -> bool:
        """Whether the word stands in the name of a place and names no topic."""
        return word in self._place_words and self.topic_called(word) is None

    def topic_called(self, folded: str) -> Topic | None:
        """Return the topic that is written exactly so."""
        slug = self._by_form.get(folded)
        return None if slug is None else self.topics[slug]

    def topic_of(self, key: Terms) -> Topic | None:
        """Return the topic that is said with these stems."""
        slug = self._by_key.get(key)
        return None if slug is None else self.topics[slug]

    def begins_phrase(self, key: Terms) -> bool:
        """Whether a topic of several words begins with these stems."""
        return key in self._beginnings

    def is_one_word(self, key: Terms) -> bool:
        """Whether these stems are only the parts of a compound: "Nachtwache"."""
        return key not in self._said_apart

    def topic_said(self, word: str) -> Topic | None:
        """Return the topic a single word names, whatever its ending."""
        exact = self.topic_called(fold(word))
        if exact is not None:
            return exact
        if is_finite(word):
            return self.topic_called(fold(lemma(word)))
        for word_stem in (stem(lemma(word)), *sorted(stems(fold(word)))):
            topic = self.topic_of((word_stem,))
            if topic is not None:
                return topic
        return None

    def topic_of_part(self, part: str) -> Topic | None:
        """Return the topic that a part of a compound names ("mal", "näh", "zeichen")."""
        verbs = (part + "en", part + "n", part.removesuffix("en") + "nen")
        for form in (part, *verbs):
            topic = self.topic_called(form)
            if topic is not None:
                return topic
        return self.topic_said(part) or self._topic_of_doer(part)

    def _topic_of_doer(self, part: str) -> Topic | None:
        """Return the topic of who does it: "Reiter-", "Fußballer-"."""
        base = part.removesuffix("er")
        if base == part or len(base) < _SHORTEST_DOER:
            return None
        return self.topic_called(base + "en") or self.topic_called(base)

    def topic_before(self, word: str) -> Topic | None:
        """Return the topic a word begins with, where no dictionary knows its parts."""
        for cut in range(len(word) - _SHORTEST_SPELLING, _SHORTEST_TERM - 1, -1):
            topic = self.topic_called(word[:cut])
            if topic is not None and is_german(word[cut:]):
                return topic
        return None

    def topic_among(self, parts: Sequence[str]) -> Topic | None:
        """Return the topic of one of several words with a hyphen: "Mathe-Abitur"."""
        named = [
            part
            for part in parts
            if not lexicon.is_filler(part) and self.topic_said(part) is not None
        ]
        strong = [part for part in named if not lexicon.is_weak(part)]
        return self.topic_said((strong or named)[-1]) if named else None

    def topic_without_umlaut(self, word: str) -> Topic | None:
        """Return the topic somebody without umlauts on the keyboard means: "nahen"."""
        for index, letter in enumerate(word):
            if letter in "aou":
                topic = self.topic_called(f"{word[: index + 1]}e{word[index + 1 :]}")
                if topic is not None:
                    return topic
        return None

    def topical(self, parts: Sequence[str]) -> list[str]:
        """Return the parts of a compound that may say what it is about."""
        return [
            part
            for part in parts
            if not (lexicon.is_filler(part) or is_closed(part))
            or ((topic := self.topic_of_part(part)) and topic.slug in taxonomy())
        ]

    def topic_of_all(self, parts: Sequence[str]) -> Topic | None:
        """Return the topic that is said with all these parts: "Erste-Hilfe-Kurs"."""
        if len(parts) == 1:
            return self.topic_of_part(parts[0])
        return self.topic_of(tuple(stem(lemma(part)) for part in parts))

    def topic_of_parts(self, parts: Sequence[str]) -> Topic | None:
        """Return the topic that the content parts of a compound name.

        All of them together, else the first when the last one is no topic itself:
        "Computerhilfe" is about computers, but "Bruchrechnen" more than "Rechnen".
        """
        if not parts:
            return None
        whole = self.topic_of_all(parts) or self.topic_of_part("".join(parts))
        if whole is not None or len(parts) == 1:
            return whole
        first, last = self.topic_of_parts(parts[:-1]), self.topic_of_part(parts[-1])
        # "Makrameeknüpfen": both parts say the same.
        is_form = last is None or lexicon.is_weak(parts[-1])
        return first if is_form or first is last else None

    def label_of(self, topic: Topic, folded: str) -> str:
        """Return a topic's label as a person said it: "Handarbeit" stays "Handarbeit"."""
        said = self._spelled.get(folded) or self._base_form(topic, folded)
        is_other_word = stem(said) != stem(topic.label)
        is_course = bool(lexicon.before_course_word(folded)) and folded not in _usual()
        is_name = is_other_word and not is_course and said != said.lower()
        return said if is_name else topic.label

    def _base_form(self, topic: Topic, folded: str) -> str:
        """Return the name of a topic that a person inflected: "Tablets"."""
        base = fold(lemma(folded))
        is_name = self.topic_called(base) is topic
        return self._spelled.get(base, topic.label) if is_name else topic.label

    def is_rare(self, word: str) -> bool:
        """Whether the word stands in a topic few ask for: nothing is corrected to it."""
        return word in self._rare

    @staticmethod
    def is_part_of_name(word: str) -> bool:
        """Whether the word stands in the name of a shipped topic: "Krav Maga"."""
        return word in _name_words()

    def knows(self, word: str) -> bool:
        """Whether some title or topic of the catalog contains the word."""
        return any(s in self.terms for s in stems(word))

    def ways(self, slug: str, label: str) -> frozenset[Terms]:
        """Return the ways to find a topic; unknown ones are analysed on the spot."""
        topic = self.topics.get(slug)
        own = ways_of(label)
        return frozenset(topic.ways | own) if topic else frozenset(own)

    def is_below(self, slug: str, wide: str) -> bool:
        """Whether a topic lies below another one, at any depth."""
        topic = self.topics.get(slug)
        while topic is not None and topic.broader:
            if topic.broader == wide:
                return True
            topic = self.topics.get(topic.broader)
        return False

    def narrower(self, slug: str) -> list[Topic]:
        """Return the topics below a topic, at any depth."""
        below = self._below.get(slug, []) if slug else []
        return below + [deeper for t in below for deeper in self.narrower(t.slug)]

    def broader_of(self, slug: str, label: str) -> Topic | None:
        """Return the next wider topic; that of an unknown compound is its last part.

        "Bruchrechnen" is a kind of "Rechnen" though no list says so.
        """
        topic = self.topics.get(slug)
        if topic is not None:
            return self.topics.get(topic.broader or "")
        parts = lexicon.content_parts(label)
        return self.topic_of_part(parts[-1]) if len(parts) > 1 else None

    def spellings(self) -> dict[str, str]:
        """Return folded word → spelling of what a typing error may be read as."""
        found: dict[str, str] = {}
        names = (self._spelled.values(), self._own_words.values(), self._other_words)
        for name in chain(*names):
            words = [t.text for t in tokenize(name)]
            shortest = _SHORTEST_SPELLING if len(words) == 1 else _SHORTEST_TERM
            for word in words:
                least = _SHORTEST_RARE if fold(word) in self._rare else shortest
                if len(word) >= least and not lexicon.is_filler(fold(word)):
                    found.setdefault(fold(word), word)
        for spelling in self.terms.values():
            if (
                len(spelling) >= _SHORTEST_TERM
                and spelling.isalpha()
                and not lexicon.is_filler(fold(spelling))
            ):
                found.setdefault(fold(spelling), spelling)
        return found
