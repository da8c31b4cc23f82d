"""How far a negation reaches: the clauses of a sentence and what stands in them.

What becomes of the conditions it reaches is said in `catalog.language.negations`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from catalog.language.sentence import Sentence
from catalog.language.text import fold
from catalog.records import Condition

# Times may be ruled out; what is left of the week or the day is counted together.
TIMES = ("dates", "weekday", "daytime")
EXCLUDABLE = frozenset(
    "topic place kind actor_kind actor target_group language level".split()
)
# What a person may be unable to do yet and wants to learn.
_LEARNT = frozenset(("topic", "level"))
_KEPT_WHEN_WEAK = frozenset(("topic", "kind", "actor", "place"))
_BOUNDARY = re.compile(r"[.,;:!?()\n/–—…]|\s-\s")
_STOP = re.compile(r"[.!?\n]")
_MATTERS = frozenset(("topic", "kind"))
# "Für Kinder nix", "für die Großen nichts"
_WITHOUT = "ohne"
_LONGEST_AUDIENCE = 3
_LISTED = re.compile(r"\s*,\s*")


class Reach(Enum):
    """What becomes of a condition that a negation reaches."""

    RULED_OUT = auto()
    DROPPED = auto()


@lru_cache(maxsize=1)
def lists() -> Mapping[str, Any]:
    """Return the word lists of `negations.toml`."""
    path = files("catalog.language").joinpath("negations.toml")
    return tomllib.loads(path.read_text("utf-8"))


@lru_cache(maxsize=32)
def words_of(name: str) -> frozenset[str]:
    """Return one list of folded words."""
    return frozenset(fold(lists()[name]).split())


@lru_cache(maxsize=8)
def pattern_of(name: str) -> re.Pattern[str]:
    """Return one list of phrases as a pattern."""
    raw = lists()[name]
    text = raw if isinstance(raw, str) else "|".join(raw)
    return re.compile(rf"\b(?:{text})\b")


@dataclass(frozen=True, slots=True)
class Negator:
    """A negating word: its tokens, and whether it counts in a question."""

    first: int
    last: int
    word: str
    is_strict: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A condition with the tokens it was read from."""

    condition: Condition
    first: int
    last: int


class Scope:
    """The clauses of one sentence, and which conditions stand where in them."""

    def __init__(self, sentence: Sentence, found: Sequence[Condition]) -> None:
        self._sentence = sentence
        # "Geht's" is "gehts".
        self._words = [token.folded.replace("'", "") for token in sentence.tokens]
        self._named = sorted(
            (
                Named(condition, *sentence.tokens_of(condition))
                for condition in found
                if condition.end > condition.start
            ),
            key=lambda named: (named.first, named.last),
        )
        self._starts = self._clause_starts()

    def _clause_starts(self) -> list[int]:
        """Return for each token where its clause begins."""
        starts: list[int] = []
        for index, word in enumerate(self._words):
            is_new = index == 0 or (
                _BOUNDARY.search(self._sentence.before(index)) is not None
                or (word in words_of("clause") and not self._denies(index))
                or (word == "lieber" and not self._negates(index + 1))
            )
            starts.append(index if is_new else starts[-1])
        return starts

    def _denies(self, index: int) -> bool:
        """Whether it only leads to what is denied: "ich tanze aber nicht"."""
        after = self._words[index + 2 : index + 3]
        is_last = not after or after[0] in ("und", "oder")
        is_but = self._words[index] in words_of("denying")
        return is_but and self._negates(index + 1) and is_last

    def _negates(self, index: int) -> bool:
        return index < len(self._words) and any(
            self._words[index] in words_of(name) for name in ("not", "no")
        )

    def _end(self, index: int) -> int:
        """Return the index behind the last token of a clause."""
        start = self._starts[index]
        return next(
            (i for i in range(index, len(self._words)) if self._starts[i] != start),
            len(self._words),
        )

    def reached_by(self, negator: Negator) -> dict[Condition, Reach]:
        """Return what one negation does to which conditions."""
        if self._is_harmless(negator):
            return {}
        last = negator.last
        is_weak = self._is_weak(negator)
        while last + 1 < self._end(last) and self._words[last + 1] in words_of("weak"):
            last += 1
        spared = _LEARNT if self._is_about_ability(negator) else frozenset()
        spared = _KEPT_WHEN_WEAK if is_weak else spared
        targets = _sparing(spared, self._ahead(negator, last))
        if not targets and not negator.is_strict:
            targets = _sparing(spared, self._behind(negator))
        targets = targets or _sparing(spared, self._refused(negator))
        if negator.word == "rather":
            targets = self._of_the_same_kind(targets, negator)
        if is_weak:
            return dict.fromkeys((t.condition for t in targets), Reach.DROPPED)
        homes = [t.condition for t in targets if self._is_home(t)]
        reached = _ruled_out([t.condition for t in targets])
        return reached | dict.fromkeys(homes, Reach.DROPPED)

    def _refused(self, negator: Negator) -> list[Named]:
        """Return what the clause before named: "… online, aber das will ich nicht"."""
        start = self._starts[negator.first]
        clause = self._words[start : self._end(negator.last)]
        if not start or not pattern_of("refusal").fullmatch(" ".join(clause)):
            return []
        earliest = self._starts[start - 1]
        fields = EXCLUDABLE | {*TIMES, "delivery_mode"}
        before = [
            named
            for named in self._named
            if earliest <= named.first
            and named.last < start
            and named.condition.field in fields
        ]
        return before[-1:]

    def _of_the_same_kind(self, targets: list[Named], negator: Negator) -> list[Named]:
        """Return of "lieber Tanzen als Turnen" what is compared with what was said."""
        start = self._starts[negator.first]
        fields = {
            n.condition.field
            for n in self._named
            if start <= n.first and n.last < negator.first
        }
        return [t for t in targets if t.condition.field in fields]

    def _is_home(self, named: Named) -> bool:
        """Whether it says where somebody does not live."""
        clause = self._words[self._starts[named.first] : self._end(named.first)]
        return named.condition.field == "place" and not words_of("living").isdisjoint(
            clause
        )

    def _is_harmless(self, negator: Negator) -> bool:
        start = self._starts[negator.first]
        before = self._words[start : negator.first]
        if (
            before
            and before[-1] in words_of("harmless_before")
            and not negator.is_strict
        ):
            return True
        clause = self._words[start : self._end(negator.first)]
        if negator.word in ("no", "nothing") and not words_of("missing").isdisjoint(
            clause
        ):
            return True
        if negator.is_strict:
            return self._is_needed(negator)
        if before[:1] == ["ob"]:
            return True
        if not pattern_of("question").match(" ".join(clause)):
            return False
        has_asked = not words_of("asked").isdisjoint(before) or any(
            start <= n.first < negator.first and n.condition.field == "topic"
            for n in self._named
        )
        return negator.word != "not" or not has_asked

    def _is_needed(self, negator: Negator) -> bool:
        """Whether nothing goes without it: "ohne Nachhilfe wird das nichts"."""
        if self._words[negator.first] != _WITHOUT:
            return False
        after = self._words[negator.last + 1 : self._end(negator.last)]
        return any(
            one in words_of("needing") and other in words_of("needed_by")
            for one, other in pairwise(after)
        )

    def _is_weak(self, negator: Negator) -> bool:
        """Whether "nicht nur" or "muss nicht" leaves the choice open."""
        if negator.word == "either":
            return True
        behind = min(negator.last + 2, self._end(negator.last))
        following = self._words[negator.last + 1 : behind]
        if not negator.is_strict and not words_of("weak").isdisjoint(following):
            return True
        clause = self._words[self._starts[negator.first] : negator.first]
        return negator.word == "not" and not words_of("weak_before").isdisjoint(clause)

    def _is_about_ability(self, negator: Negator) -> bool:
        first, end = self._sentence.clause(negator.first)
        start = max(first, self._starts[negator.first])
        clause = self._words[start : min(end, self._end(negator.first))]
        return not words_of("ability").isdisjoint(clause) and negator.word in (
            "not",
            "no",
        )

    def _ahead(self, negator: Negator, last: int) -> list[Named]:
        """Return the conditions right behind a negation, and those joined to them."""
        position = last + 1
        end = self._end(last)
        first = self._next_named(position, end, words_of("between"))
        if first is None:
            return []
        targets = [first, *self._same_tokens(first)]
        position = max(t.last for t in targets) + 1
        targets += [
            n
            for n in self._named
            if n.first == position < end and _is_time_of(first, n)
        ]
        while following := self._joined_to(first, position):
            targets += [following, *self._same_tokens(following)]
            position = following.last + 1
        return targets

    def _next_named(
        self, position: int, end: int, bridge: frozenset[str]
    ) -> Named | None:
        while position < end:
            here = next((n for n in self._named if n.first == position), None)
            if here is not None:
                return here
            if self._words[position] not in bridge:
                return None
            position += 1
        return None

    def _same_tokens(self, named: Named) -> list[Named]:
        """Return what was read from the same word ("Seniorenyoga", "Dienstagabend")."""
        return [
            n
            for n in self._named
            if n.condition is not named.condition and n.first == named.first
        ]

    def _joined_to(self, first: Named, position: int) -> Named | None:
        """Return the next thing of a list: "kein Yoga und Pilates", "nicht A, B oder C"."""
        joins = 0
        while position < len(self._words):
            word = self._words[position]
            here = next((n for n in self._named if n.first == position), None)
            if here is not None:
                fits = here.condition.field == first.condition.field
                return here if fits and (joins or self._is_listed(here)) else None
            if word in words_of("joining"):
                joins += 1
            elif word not in words_of("between") or self._starts[position] == position:
                return None
            position += 1
        return None

    def _is_listed(self, named: Named) -> bool:
        """Whether it follows a comma and an "oder" follows it in turn."""
        gap = self._sentence.before(named.first)
        after = named.last + 1
        return (
            _LISTED.fullmatch(gap) is not None
            and after < len(self._words)
            and self._words[after] in words_of("joining")
        )

    def _behind(self, negator: Negator) -> list[Named]:
        """Return the conditions before a negation at the end of its clause."""
        if not self._may_look_back(negator):
            return []
        start = self._starts[negator.first]
        return self._last_named(start, negator.first - 1)

    def _may_look_back(self, negator: Negator) -> bool:
        """Whether nothing but the end of the clause follows that could be meant."""
        following = self._words[negator.last + 1 : self._end(negator.last)]
        if negator.word == "no":
            # "Musikschule brauche ich keine" denies what it goes back to.
            is_pronoun = self._words[negator.first] in words_of("none")
            return following[0] in words_of("wish") if following else is_pronoun
        if negator.word == "nothing":
            if following:
                return following[0] in words_of("nothing_for")
            return self._goes_nothing(negator)
        if following[:1] == ["und"]:
            # "… ich nicht und turnen mag ich auch nicht"
            return any(word in words_of("not") for word in following)
        return words_of("behind").issuperset(following)

    def _goes_nothing(self, negator: Negator) -> bool:
        """Whether it is at the end of "da geht bei mir nix" or of "für Kinder nix"."""
        start = self._starts[negator.first]
        before = list(self._words[start : negator.first])
        while before and before[-1] in words_of("before") - words_of("nothing_goes"):
            before.pop()
        if before[-1:] and before[-1] in words_of("nothing_goes"):
            return True
        is_short = 1 < len(before) <= _LONGEST_AUDIENCE
        return is_short and before[0] in words_of("nothing_for")

    def _last_named(self, start: int, position: int) -> list[Named]:
        """Return what stands last before a position, and what is joined to it."""
        while position >= start:
            ending = [n for n in self._named if n.last == position and n.first >= start]
            if ending:
                return self._list_ending_in(ending[-1], ending, start)
            if self._words[position] not in words_of("before"):
                return []
            position -= 1
        return []

    def _list_ending_in(
        self, last: Named, targets: list[Named], start: int
    ) -> list[Named]:
        position = min(t.first for t in targets) - 1
        day = next((n for n in self._named if n.last == position >= start), None)
        if day is not None and _is_time_of(day, last):
            return [day, *targets]
        if position - 1 >= start and self._words[position] in words_of("joining"):
            same = [
                n
                for n in self._named
                if n.last == position - 1
                and n.first >= start
                and n.condition.field == last.condition.field
            ]
            return [*targets, *same]
        return targets

    def nearest(self, first: int, last: int) -> Condition | None:
        """Return the condition nearest to some tokens in their clause."""
        start, end = self._starts[first], self._end(last)
        if any(self._negates(index) for index in range(start, end)):
            return None
        inside = [
            named
            for named in self._named
            if start <= named.first < end
            and words_of("joining").isdisjoint(self._between(named, first, last))
        ]
        nearest = min(
            inside, key=lambda n: max(n.first - last, first - n.last), default=None
        )
        return None if nearest is None else nearest.condition

    def _between(self, named: Named, first: int, last: int) -> list[str]:
        """Return the words between a condition and some tokens."""
        if named.last < first:
            return self._words[named.last + 1 : first]
        return self._words[last + 1 : named.first]

    def taken_back(self) -> dict[Condition, Reach]:
        """Return what somebody corrects: "am Montag, nein, lieber am Dienstag"."""
        found: dict[Condition, Reach] = {}
        for match in self._sentence.find(pattern_of("correcting")):
            first, last = self._sentence.indexes(match)
            if not _BOUNDARY.search(self._sentence.before(first)) or not first:
                continue
            behind = self._starts[last + 1 : last + 2]
            new = [n for n in self._named if last < n.first < self._sentence_end(last)]
            if not behind or not new:
                continue
            start = self._starts[first - 1]
            old = [n for n in self._named if start <= n.first and n.last < first]
            fields = _alike(new[0].condition.field)
            replaced = [n.condition for n in old if n.condition.field in fields]
            found |= dict.fromkeys(replaced[-1:], Reach.DROPPED)
        return found

    def _sentence_end(self, index: int) -> int:
        """Return the token behind the next full stop."""
        return next(
            (
                i
                for i in range(index + 2, len(self._words))
                if _STOP.search(self._sentence.before(i))
            ),
            len(self._words),
        )

    def impossible(self) -> dict[Condition, Reach]:
        """Return what is "zu weit" or "zu spät", what follows a "nein" of its own."""
        found: dict[Condition, Reach] = {}
        for match in self._sentence.find(pattern_of("impossible")):
            first, last = self._sentence.indexes(match)
            targets = self._last_named(self._starts[first], first - 1)
            fields = {"place", *TIMES}
            if match[0] == "nein":
                targets = [t for t in targets if t.last == first - 1]
                fields = set(EXCLUDABLE | {*TIMES, "delivery_mode"})
            elif pattern_of("dull").search(match[0]):
                fields = {"topic", "kind"}
            elif pattern_of("out").search(match[0]):
                fields |= EXCLUDABLE
            is_last = last + 1 == self._end(last)
            for target in targets:
                if target.condition.field in fields and is_last:
                    found[target.condition] = Reach.RULED_OUT
        return found

    def complained_of(self) -> dict[Condition, Reach]:
        """Return for whom something is that was found and is not wanted."""
        found: dict[Condition, Reach] = {}
        text = self._sentence.normal
        if self._sentence.text.rstrip().endswith("?"):
            return found
        for match in pattern_of("complaining").finditer(text):
            _, last = self._sentence.indexes(match)
            for named in self._named:
                if named.first == last + 1 and named.condition.field == "target_group":
                    found[named.condition] = Reach.RULED_OUT
        return found


def is_denied(words: Sequence[str], index: int, end: int) -> bool:
    """Whether a word of a clause is not wanted: "kein Yoga", "Yoga mag ich nicht"."""
    if index and words[index - 1] in words_of("no"):
        return True
    return end > index + 1 and words[end - 1] in words_of("not")


def _alike(field: str) -> frozenset[str]:
    """Return the fields one of which may take the place of another."""
    return _MATTERS if field in _MATTERS else frozenset((field,))


def _sparing(fields: frozenset[str], targets: list[Named]) -> list[Named]:
    return [t for t in targets if t.condition.field not in fields]


def _is_time_of(day: Named, other: Named) -> bool:
    """Whether it is the time of day of a day: "montags abends"."""
    return day.condition.field in TIMES and other.condition.field == "daytime"


def _ruled_out(conditions: Sequence[Condition]) -> dict[Condition, Reach]:
    """Rule out conditions; of what one word says, only that which sets it apart.

    "Keine Seniorengymnastik" leaves gymnastics, "nicht Montag abends" leaves evenings.
    """
    fields = {c.field for c in conditions}
    left: set[str] = set()
    if "target_group" in fields:
        left = fields - {"target_group"}
    elif fields & {"weekday", "dates"}:
        left = {"daytime"}
    return {c: Reach.RULED_OUT for c in conditions if c.field not in left} | {
        c: Reach.DROPPED for c in conditions if c.field in left & {"daytime", "kind"}
    }
