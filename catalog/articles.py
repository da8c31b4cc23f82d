"""Which article answers a message: found in memory by rare words; no database."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalog.language import lexicon
from catalog.language.scopes import words_of
from catalog.language.text import (
    compound_parts,
    is_german,
    is_verb,
    lemma,
    stem,
    stems,
    tokenize,
)
from catalog.records import Article

# What a word counts beside a noun; function words count nothing.
NO_NOUN = 0.6
FILLER = 0.35
# What the parts of a compound say of it, all together.
PARTS = 0.65
# How well a way to ask has to be met: unrelated questions stay below.
ENOUGH = 0.63
# How much the way to ask counts beside the message, and a "not" in one of them only.
OF_WAY = 0.6
NOT_DENIED = 0.6
NOT_MEANT = 0.9
_DENYING = ("not", "no", "nothing", "without")
# So many of a message's fillers are looked up when it says nothing else.
_RAREST = 3
_SHORTEST_TYPO = 5
_LONG = 9


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as its stems and those of its parts, each with what it counts."""

    stems: frozenset[str]
    parts: tuple[tuple[str, float], ...]
    importance: float

    @property
    def names_matter(self) -> bool:
        """Whether it is more than a filler."""
        return self.importance > FILLER


@lru_cache(maxsize=20_000)
def _word(folded: str) -> _Word:
    parts = dict.fromkeys(compound_parts(folded))
    counted = {stem(lemma(part)): _importance(part) for part in parts}
    joined = folded.replace("-", "")
    return _Word(
        stems(folded) | {stem(joined)}, tuple(counted.items()), _importance(folded)
    )


def _importance(folded: str) -> float:
    if lexicon.is_function_word(folded) or not folded[:1].isalnum():
        return 0.0
    if folded[0].isdecimal() or lexicon.is_filler(folded):
        return FILLER
    return NO_NOUN if is_verb(folded) else 1.0


def _denies(text: str) -> bool:
    """Whether a sentence says that something is not so."""
    said = {token.folded for token in tokenize(text)}
    return any(not said.isdisjoint(words_of(name)) for name in _DENYING)


def _words(text: str) -> list[_Word]:
    """Return the words that count, each once."""
    found = (_word(token.folded) for token in tokenize(text))
    return list({word.stems: word for word in found if word.importance}.values())


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A word with what it weighs, and what each of its parts says of it."""

    stems: frozenset[str]
    parts: tuple[tuple[str, float], ...]
    weight: float


class _Saying:
    """Some words as what they weigh together and all they say."""

    __slots__ = ("parts", "stems", "weight", "words")

    def __init__(self, words: Sequence[_Weighed]) -> None:
        self.words = words
        self.weight = sum(word.weight for word in words)
        self.stems = frozenset(s for word in words for s in word.stems)
        self.parts = frozenset(part for word in words for part, _ in word.parts)

    def met_by(self, other: _Saying) -> float:
        """Return how much of its weight another saying says, 0 to 1."""
        met = 0.0
        for word in self.words:
            if not word.stems.isdisjoint(other.stems):
                met += word.weight
            elif not word.stems.isdisjoint(other.parts):
                met += PARTS * word.weight
            elif word.parts:
                met += word.weight * sum(
                    share
                    for part, share in word.parts
                    if part in other.stems or part in other.parts
                )
        return met / self.weight if self.weight else 0.0


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to ask for an article."""

    article: int
    saying: _Saying
    denies: bool


class Articles:
    """The articles of a catalog and all ways to ask for them."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = sorted(articles, key=lambda article: article.id)
        self._rarity = _rarities(self._articles)
        self._unknown = math.log(1 + len(articles))
        self._sayings: list[_Saying] = []
        self._ways: list[_Way] = []
        self._ways_with: dict[str, list[int]] = defaultdict(list)
        for number, article in enumerate(self._articles):
            asked = [_words(way) for way in _ways_of(article)]
            for way, words in zip(_ways_of(article), asked, strict=True):
                self._add_way(number, words, denies=_denies(way))
            every = {word.stems: word for words in asked for word in words}
            self._sayings.append(self._saying(every.values()))
        self._spellings = _spellings(self._articles)
        self._corrected = lru_cache(maxsize=10_000)(self._correct)

    def find(self, message: str, kind: str | None = None) -> Article | None:
        """Return the article that answers a message, if one clearly does.

        Of two that do so equally well it is the one whose id comes first.
        """
        best, found = 0.0, None
        for score, article in self.scores(message):
            if score > best and kind in (None, article.kind):
                best, found = score, article
        return found

    def scores(self, message: str) -> Iterator[tuple[float, Article]]:
        """Yield how well each way to ask is met that is met well enough."""
        words = self._read(message)
        said = self._saying(words)
        answered: dict[int, float] = {}
        denies = _denies(message)
        for number in self._candidates(words):
            way = self._ways[number]
            if way.article not in answered:
                answers = said.met_by(self._sayings[way.article])
                answered[way.article] = answers ** (1 - OF_WAY)
            if answered[way.article] < ENOUGH:
                continue
            score = answered[way.article] * way.saying.met_by(said) ** OF_WAY
            if way.denies != denies:
                score *= NOT_DENIED if way.denies else NOT_MEANT
            if score >= ENOUGH:
                yield score, self._articles[way.article]

    def _candidates(self, words: Sequence[_Word]) -> list[int]:
        """Return the ways that share a matter, else those that share a rare filler."""
        terms = {s for word in words if word.names_matter for s in _telling(word)}
        if terms.isdisjoint(self._ways_with):
            fillers = {s for word in words for s in word.stems if s in self._rarity}
            terms = set(sorted(fillers, key=lambda s: (-self._rarity[s], s))[:_RAREST])
        return sorted({way for term in terms for way in self._ways_with.get(term, ())})

    def _add_way(self, article: int, words: Sequence[_Word], *, denies: bool) -> None:
        for term in {s for word in words for s in (*word.stems, *_telling(word))}:
            self._ways_with[term].append(len(self._ways))
        way = _Way(article, self._saying(words), denies)
        self._ways.append(way)

    def _saying(self, words: Iterable[_Word]) -> _Saying:
        return _Saying([self._weighed(word) for word in words])

    def _weighed(self, word: _Word) -> _Weighed:
        counted = [
            (part, importance * self._rarity.get(part, self._unknown))
            for part, importance in word.parts
        ]
        whole = sum(weight for _, weight in counted) or 1.0
        shares = tuple((part, PARTS * weight / whole) for part, weight in counted)
        return _Weighed(word.stems, shares, self._weight(word))

    def _weight(self, word: _Word) -> float:
        """Return what a word counts; a filler that no article says counts nothing."""
        known = [self._rarity[s] for s in word.stems if s in self._rarity]
        if known:
            return word.importance * min(known)
        return word.importance * self._unknown if word.names_matter else 0.0

    def _read(self, message: str) -> list[_Word]:
        tokens = [t.folded for t in tokenize(message) if _word(t.folded).importance]
        found = (_word(self._corrected(folded)) for folded in tokens)
        return list({word.stems: word for word in found}.values())

    def _correct(self, folded: str) -> str:
        """Return a word as the articles spell it, where it is no word of German."""
        word = _word(folded)
        is_known = not word.stems.isdisjoint(self._rarity) or bool(word.parts)
        if is_known or len(folded) < _SHORTEST_TYPO or is_german(folded):
            return folded
        most = 2 if len(folded) >= _LONG else 1
        found = process.extractOne(
            folded, self._spellings, scorer=OSA.distance, score_cutoff=most
        )
        return folded if found is None else found[0]


def _all_stems(word: _Word) -> Iterator[str]:
    yield from word.stems
    yield from (part for part, _ in word.parts)


def _telling(word: _Word) -> Iterator[str]:
    """Yield the stems of a word, and of its parts those that name a matter."""
    yield from word.stems
    yield from (part for part, importance in word.parts if importance > FILLER)


def _ways_of(article: Article) -> tuple[str, ...]:
    return (article.title, *article.ways)


def _rarities(articles: Sequence[Article]) -> dict[str, float]:
    """Return stem → how few articles say it."""
    counts: Counter[str] = Counter()
    for article in articles:
        words = [word for way in _ways_of(article) for word in _words(way)]
        counts.update({s for word in words for s in _all_stems(word)})
    return {s: math.log(1 + len(articles) / count) for s, count in counts.items()}


def _spellings(articles: Sequence[Article]) -> list[str]:
    """Return the longer words of all ways to ask that are no fillers, folded."""
    found = {
        token.folded
        for article in articles
        for way in _ways_of(article)
        for token in tokenize(way)
        if not lexicon.is_filler(token.folded)
    }
    return sorted(word for word in found if len(word) >= _SHORTEST_TYPO)
