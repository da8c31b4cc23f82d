"""What whole sentences beside the wish only tell: "im März heiratet meine Schwester".

A sentence ends at a full stop here; what its own clause says of itself is in `telling`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from catalog.language import wordsets
from catalog.language.clauses import is_break
from catalog.language.sentence import Sentence
from catalog.language.tales import words_of
from catalog.language.telling import OWN_GROUPS, WISHED, Telling
from catalog.language.text import fold
from catalog.records import Condition

_STOP = re.compile(r"[.!?;\n](?!\))")
_PROFESSIONALS = "fachkraefte"
_MOST_BEFORE_GROUP = 4
_AFTER_WORK = re.compile(r"nach (?!\d)|feierabend")


def untold(
    sentence: Sentence, telling: Telling, found: Sequence[Condition]
) -> list[Condition]:
    """Return the conditions without those of sentences that only tell something."""
    story = _Story(sentence, telling, found)
    return [c for c in found if not story.tells(c)]


class _Story:
    """One message, and which conditions stand in the story around its wish."""

    def __init__(
        self, sentence: Sentence, telling: Telling, found: Sequence[Condition]
    ) -> None:
        self._sentence = sentence
        self._telling = telling
        self._words = [token.folded for token in sentence.tokens]
        self._parts = self._sentences()
        self._rules: Mapping[str, Callable[[Condition, int], bool]] = {
            "price": self._is_price_told,
            "dates": self._is_date_told,
            "daytime": self._is_daytime_told,
            "delivery_mode": self._is_mode_told,
            "language": self._is_language_told,
            "kind": self._is_beside_wish,
            "actor_kind": self._is_actor_told,
            "target_group": self._is_group_told,
            "age": self._is_age_told,
        }
        self._topics = [c for c in found if c.field == "topic" and c.end > c.start]
        self._wished = [
            c
            for c in found
            if c.field in WISHED and c.end > c.start and self._is_asked(c)
        ]

    def _sentences(self) -> list[int]:
        """Return for every token the number of the sentence it stands in."""
        parts: list[int] = []
        tokens = self._sentence.tokens
        for index in range(len(tokens)):
            is_new = (
                index > 0
                and is_break(self._sentence.text, tokens, index)
                and _STOP.search(self._sentence.before(index)) is not None
            )
            parts.append((parts[-1] if parts else 0) + is_new)
        return parts

    def _first(self, condition: Condition) -> int:
        return self._sentence.tokens_of(condition)[0]

    def _is_asked(self, condition: Condition) -> bool:
        return not self._telling.is_chatter(self._first(condition))

    def tells(self, condition: Condition) -> bool:
        """Whether a condition is only told, and another sentence asks for something."""
        if self._is_minded(condition):
            return True
        rule = self._rules.get(condition.field)
        if rule is None or condition.end == condition.start:
            return False
        index = self._first(condition)
        return self._is_told(index) and rule(condition, index)

    def _is_minded(self, condition: Condition) -> bool:
        """Whether children are those whom nobody minds: "keiner nimmt mir sie ab"."""
        if (condition.field, condition.value) != ("target_group", "kinder"):
            return False
        said = self._clause(self._first(condition))
        has_nobody = not words_of("nobody").isdisjoint(said)
        return has_nobody and not words_of("minding").isdisjoint(said)

    def _is_told(self, index: int) -> bool:
        part = self._parts[index]
        inside = [i for i, other in enumerate(self._parts) if other == part]
        is_tale = any(map(self._telling.is_chatter, inside)) and not any(
            map(self._telling.is_request, inside)
        )
        if not is_tale and not self._telling.is_chatter(index):
            return False
        if any(self._parts[self._first(c)] == part for c in self._wished):
            return False
        return any(
            self._telling.is_request(i)
            for i, other in enumerate(self._parts)
            if other != part
        ) or bool(self._wished)

    def _clause(self, index: int) -> set[str]:
        return {self._words[i] for i in self._telling.clause(index)}

    def _before(self, index: int) -> list[str]:
        """Return the words of a sentence up to a token."""
        first = self._parts.index(self._parts[index])
        return self._words[first:index]

    def _is_price_told(self, condition: Condition, index: int) -> bool:
        """Whether it says what something cost: "der Handwerker nimmt 80 Euro"."""
        said = fold(self._sentence.text[condition.start : condition.end])
        return said[:1].isdigit() and words_of("affording").isdisjoint(
            self._before(index)
        )

    def _is_time_told(self, _: Condition, index: int) -> bool:
        """Whether it says when something else is: "im Sommer fahren wir weg"."""
        asked = {w for i, w in enumerate(self._words) if self._telling.is_request(i)}
        said = [
            w
            for w, p in zip(self._words, self._parts, strict=True)
            if p == self._parts[index]
        ]
        is_free = not words_of("at_leisure").isdisjoint(said)
        return not is_free and words_of("at_that_time").isdisjoint(asked)

    def _is_date_told(self, condition: Condition, index: int) -> bool:
        """Whether no day is meant on which somebody wants to go out."""
        has_topic = any(
            self._parts[self._first(c)] != self._parts[index] for c in self._topics
        )
        is_outing = any(c.value in words_of("outings") for c in self._wished)
        return has_topic and not is_outing and self._is_time_told(condition, index)

    def _is_daytime_told(self, condition: Condition, index: int) -> bool:
        """Whether it says how tired one is then: "nach der Arbeit bin ich platt"."""
        said = fold(self._sentence.text[condition.start : condition.end])
        return _AFTER_WORK.match(said) is not None and self._is_time_told(
            condition, index
        )

    def _is_beside_wish(self, _: Condition, index: int) -> bool:
        """Whether a house or a group is not the new thing somebody looks for."""
        is_new = self._words[max(0, index - 1)] in words_of("new_thing")
        return bool(self._wished) and not is_new and not self._telling.refers_back()

    def _is_mode_told(self, _: Condition, index: int) -> bool:
        """Whether it says how others do something: "mein Sohn arbeitet online"."""
        first = self._telling.clause(index).start
        return self._words[first] in words_of("others")

    def _is_language_told(self, condition: Condition, _: int) -> bool:
        """Whether the language somebody speaks is the one that is to be learnt."""
        said = fold(self._sentence.text[condition.start : condition.end]).split()[-1]
        return any(
            said in fold(self._sentence.text[c.start : c.end]) for c in self._wished
        )

    def _is_actor_told(self, condition: Condition, index: int) -> bool:
        return self._is_beside_wish(condition, index) and not (
            self._telling.is_own(index) and self._is_counselled()
        )

    def _is_counselled(self) -> bool:
        return all(c.value in words_of("counselling") for c in self._wished)

    def _is_group_told(self, condition: Condition, index: int) -> bool:
        """Whether others are meant, or the job of somebody who wants to relax."""
        if condition.value == _PROFESSIONALS:
            return words_of("professional").isdisjoint(self._words)
        if condition.value in OWN_GROUPS:
            return False
        first, last = self._sentence.tokens_of(condition)
        word = self._words[first]
        if first == last and wordsets.lookup("target_group", word) is None:
            # "Ich bin Kindergärtnerin"
            return True
        before = self._before(index)[-_MOST_BEFORE_GROUP:]
        words = {*before, *self._words[index : last + 1]}
        return words_of("belonging_to_me").isdisjoint(words)

    def _is_age_told(self, condition: Condition, index: int) -> bool:
        """Whether a neighbour or a pet is so old: "unser Kater ist 12"."""
        last = self._sentence.tokens_of(condition)[1]
        said = self._before(index) + self._words[index : last + 1]
        for word in reversed(said):
            if word in words_of("strangers"):
                return True
            if word in words_of("learning_people"):
                return False
        return False
