"""Actors called by name: by the whole of it, or by the one word that is only theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from catalog.language import lexicon, wordsets
from catalog.language.sentence import Sentence
from catalog.language.text import (
    Token,
    compound_parts,
    is_german,
    lemma,
    stem,
    tokenize,
)
from catalog.records import Condition

_NOT_COUNTED = frozenset(
    "e v ev ggmbh gmbh gug ag eg kg beispiel der die das des den dem im am an auf und"
    " von vom zu zum zur fuer".split()
)
_CLOSED_FIELDS = "actor_kind kind target_group delivery_mode weekday daytime".split()
# There is one of each in a district; there are several "…verwaltungen".
_OFFICE, _OFFICES = "amt", ("amt", "buero")
_SHORTEST_WORD = 6
_LONGEST_NAME = 12
Named = Sequence[tuple[str, str]]


class ActorNames:
    """The names of a catalog's actors.

    Args:
        actors: (name, id); several actors may have one name.
        is_other: whether a word means something of its own: a topic, a place.

    `words` are the folded words of all names.
    """

    def __init__(
        self, actors: Iterable[tuple[str, str]], is_other: Callable[[str], bool]
    ) -> None:
        self.names: dict[str, str] = {}
        whole: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
        single: dict[str, list[tuple[str, str]]] = defaultdict(list)
        offices: set[str] = set()
        whole_word: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
        for name, actor_id in actors:
            self.names[actor_id] = name
            words = _words(tokenize(name))
            if len(words) > 1:
                whole[_key(words)].append((actor_id, name))
            for word in dict.fromkeys(words):
                single[word].append((actor_id, name))
            offices.update(word for word in words[:1] if _is_office(word))
            for joined in _hyphenated(name):
                whole_word[_key(joined)].append((actor_id, name))
        self._by_name: dict[tuple[str, ...], Named] = {
            _key([word]): named
            for word, named in single.items()
            if len(named) == 1 and (word in offices or _is_distinctive(word, is_other))
        }
        self._by_name.update(
            (key, named) for key, named in whole_word.items() if len(named) == 1
        )
        self._by_name.update(whole)
        self.words = frozenset(single)

    def find(self, tokens: Sequence[Token]) -> list[tuple[int, int, Named]]:
        """Return (first token, last token, actors) of the names in a sentence."""
        found: list[tuple[int, int, Named]] = []
        first = 0
        while first < len(tokens):
            last, named = self._at(tokens, first)
            if named:
                found.append((first, last, named))
            first = last + 1
        return found

    def _at(self, tokens: Sequence[Token], first: int) -> tuple[int, Named]:
        """Return the longest name that begins here; articles in it do not count."""
        best: tuple[int, Named] = (first, ())
        key: tuple[str, ...] = ()
        for last in range(first, min(len(tokens), first + _LONGEST_NAME)):
            added = _key(_words(tokens[last : last + 1]))
            if not added and last == first:
                break
            key += added
            if added and key in self._by_name:
                best = (last, self._by_name[key])
        return best


def recognise(sentence: Sentence, names: ActorNames) -> list[Condition]:
    """Take the names of actors."""
    found = []
    for first, last, named in names.find(sentence.tokens):
        if sentence.free(first, last):
            start, end = sentence.take(first, last)
            found += [
                Condition("actor", actor_id, name, start, end)
                for actor_id, name in named
            ]
    return found


def _words(tokens: Sequence[Token]) -> list[str]:
    """Return the folded words of a name that count."""
    words = [word for token in tokens for word in token.folded.split("-")]
    return [word for word in words if word and word not in _NOT_COUNTED]


def _hyphenated(name: str) -> Iterator[list[str]]:
    """Yield the words of a name that hyphens join: "BNE-Netz"."""
    for token in tokenize(name):
        words = _words([token])
        if len(words) > 1:
            yield words


def _key(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(stem(lemma(word)) for word in words)


def _is_distinctive(word: str, is_other: Callable[[str], bool]) -> bool:
    """Whether a word is a name by itself: "Rolandschule", but not "Sportverein"."""

    def is_ordinary(part: str) -> bool:
        return lexicon.is_filler(part) or is_other(part) or is_closed(part)

    if len(word) < _SHORTEST_WORD or is_ordinary(word):
        return False
    parts = compound_parts(word)
    if not parts:
        return not is_german(word)
    return not all(is_ordinary(part) for part in parts)


def _is_office(word: str) -> bool:
    """Whether a word is the name of the one office for a task: "Jugendamt"."""
    kind = wordsets.lookup("actor_kind", word)
    is_one = len(word) >= _SHORTEST_WORD and word.endswith(_OFFICES)
    return is_one and kind is not None and kind.value == _OFFICE


def is_closed(word: str) -> bool:
    """Whether a word is a value of a closed set ("Verein", "Senioren", "Montag")."""
    return any(wordsets.lookup(field, word) for field in _CLOSED_FIELDS)
