"""The words of one catalog: its topics, names and places; loaded live, never trained."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

from catalog.district import District
from catalog.language import lexicon
from catalog.language.text import (
    compound_parts,
    fold,
    lemma,
    slugify,
    stem,
    stems,
    tokenize,
)

Terms = tuple[str, ...]
# One word is too little to be taken for a name.
SHORTEST_NAME = 2


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
    """Return the shipped topics of `topics.toml`."""
    path = files("catalog.language").joinpath("topics.toml")
    return tomllib.loads(path.read_text("utf-8"))


@lru_cache(maxsize=1)
def _shipped() -> dict[str, tuple[frozenset[Terms], str]]:
    """Return slug → ways of the shipped topics; analysing them once takes a second."""
    return {
        slug: (
            frozenset().union(
                *(
                    ways_of(name)
                    for name in (entry["label"], *entry.get("synonyms", ()))
                )
            ),
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
        for slug, entry in taxonomy().items():
            self._add_shipped(slug, entry)
        for label in topic_labels:
            self.add_topic(label)
        for word, label in (synonyms or {}).items():
            self._add_ways(self.add_topic(label), ways_of(word))
        self._actors: dict[Terms, list[tuple[str, str]]] = defaultdict(list)
        for name, actor_id in actors:
            key = key_of(name)
            if len(key) >= SHORTEST_NAME:
                self._actors[key].append((actor_id, name))
        self.longest_phrase = max((len(key) for key in self._by_key), default=1)

    def _add_shipped(self, slug: str, entry: Mapping[str, Any]) -> None:
        topic = Topic(
            slug, entry["label"], entry.get("broader"), tuple(entry.get("related", ()))
        )
        self.topics[slug] = topic
        self._add_ways(topic, _shipped()[slug][0])
        for name in (topic.label, *entry.get("synonyms", ())):
            self._by_form.setdefault(fold(name), slug)

    def _add_ways(self, topic: Topic, ways: Iterable[Terms]) -> None:
        for way in ways:
            topic.ways.add(way)
            self._by_key.setdefault(way, topic.slug)

    def add_topic(self, label: str) -> Topic:
        """Return the topic a label names; a label nobody knew becomes a topic."""
        known = self._by_key.get(key_of(label)) or self._by_key.get(_core(label))
        if known is not None:
            self._add_ways(self.topics[known], ways_of(label))
            return self.topics[known]
        slug = slugify(label) or label
        topic = self.topics.setdefault(slug, Topic(slug, label))
        self._add_ways(topic, ways_of(label))
        self._by_form.setdefault(fold(label), topic.slug)
        return topic

    def topic_called(self, folded: str) -> Topic | None:
        """Return the topic that is written exactly so."""
        slug = self._by_form.get(folded)
        return None if slug is None else self.topics[slug]

    def topic_of(self, key: Terms) -> Topic | None:
        """Return the topic that is said with these stems."""
        slug = self._by_key.get(key)
        return None if slug is None else self.topics[slug]

    def knows(self, word: str) -> bool:
        """Whether some title or topic of the catalog contains the word."""
        return any(s in self.terms for s in stems(word))

    def ways(self, slug: str, label: str) -> frozenset[Terms]:
        """Return the ways to find a topic; unknown ones are analysed on the spot."""
        topic = self.topics.get(slug)
        own = ways_of(label)
        return frozenset(topic.ways | own) if topic else frozenset(own)

    def narrower(self, slug: str) -> list[Topic]:
        """Return the topics below a topic, at any depth."""
        below = [t for t in self.topics.values() if t.broader == slug]
        return below + [deeper for t in below for deeper in self.narrower(t.slug)]

    def actors_named_in(self, key: Terms) -> dict[Terms, list[tuple[str, str]]]:
        """Return key → (id, name) of all actors whose whole name is in a sentence."""
        longest = 8
        return {
            part: self._actors[part]
            for first in range(len(key))
            for last in range(first + 2, min(len(key), first + longest) + 1)
            if (part := key[first:last]) in self._actors
        }

    def spellings(self) -> dict[str, str]:
        """Return folded word → spelling of what a typing error may be read as."""
        found: dict[str, str] = {}
        for topic in self.topics.values():
            words = [t.text for t in tokenize(topic.label)]
            if len(words) == 1 and len(words[0]) >= 4:
                found[fold(words[0])] = words[0]
        for slug, entry in taxonomy().items():
            for word in entry.get("synonyms", ()):
                if " " not in word and len(word) >= 4 and slug in self.topics:
                    found.setdefault(fold(word), word)
        for spelling in self.terms.values():
            if (
                len(spelling) >= 5
                and spelling.isalpha()
                and not lexicon.is_filler(fold(spelling))
            ):
                found.setdefault(fold(spelling), spelling)
        return found
