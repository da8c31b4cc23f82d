"""What a sentence rules out: "kein Yoga", "nicht in Haldensleben", "montags nicht".

The recognisers read conditions as if there were no negation. This pass looks for
negations in the words they left and decides which conditions each of them reaches. It
looks ahead over articles and prepositions ("nicht mehr in der Musikschule"), then back
over auxiliary verbs ("abends kann ich leider nicht"), never beyond its clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from catalog.language import wordsets
from catalog.language.scopes import (
    EXCLUDABLE,
    TIMES,
    Negator,
    Reach,
    Scope,
    lists,
    pattern_of,
    words_of,
)
from catalog.language.sentence import Sentence
from catalog.language.text import fold, is_infinitive, is_noun, lemma
from catalog.records import EXCLUDED, Condition

# A limit is no value that could be ruled out: "keine 10 km", "nicht ab 6".
_LIMITS = frozenset(("radius", "age"))
_OTHER_MODE = {"online": "praesenz", "praesenz": "online"}


def apply(
    sentence: Sentence, found: Sequence[Condition]
) -> tuple[list[Condition], list[Condition]]:
    """Return the conditions that are wanted, and the times that are not.

    Other unwanted conditions are among the first, marked as excluded; times are left
    to be counted together.
    """
    reached = _reached(sentence, found)
    wanted: list[Condition] = []
    unwanted: list[Condition] = []
    for condition in found:
        reach = reached.get(condition)
        if reach is None:
            wanted.append(condition)
        elif reach is Reach.RULED_OUT:
            if condition.field in TIMES:
                unwanted.append(condition)
            else:
                wanted += _excluded(condition)
    return _without_working_hours(sentence, wanted, unwanted)


def _reached(sentence: Sentence, found: Sequence[Condition]) -> dict[Condition, Reach]:
    negators = list(_negators(sentence))
    if not negators and not any(
        pattern_of(name).search(sentence.normal)
        for name in ("impossible", "correcting", "complaining")
    ):
        return {}
    scope = Scope(sentence, found)
    reached: dict[Condition, Reach] = {}
    for negator in negators:
        reached |= scope.reached_by(negator)
    return reached | scope.impossible() | scope.taken_back() | scope.complained_of()


def _negators(sentence: Sentence) -> Iterator[Negator]:
    for name, word in (("phrases", "without"), ("either", "either")):
        for match in sentence.find(pattern_of(name)):
            yield Negator(*sentence.indexes(match), word, is_strict=True)
    for match in pattern_of("rather").finditer(sentence.normal):
        _, last = sentence.indexes(match)
        yield Negator(last, last, "rather", is_strict=True)
    is_nor = False
    for index in sentence.remaining():
        word = sentence.tokens[index].folded
        if is_nor and word in words_of("nor"):
            yield Negator(index, index, "without", is_strict=True)
        is_nor = is_nor or word in words_of("neither")
        for name in ("not", "no", "nothing", "without"):
            if word in words_of(name):
                yield Negator(index, index, name, is_strict=name == "without")


def _excluded(condition: Condition) -> list[Condition]:
    """Return a condition turned round; what cannot be ruled out is no condition."""
    field, value = condition.field, condition.value
    if field in _LIMITS:
        return [condition]
    if field == "delivery_mode":
        other = _OTHER_MODE[value]
        label = wordsets.labels()[field, other]
        return [replace(condition, value=other, label=label)]
    if field not in EXCLUDABLE:
        return []
    return [replace(condition, value=EXCLUDED + value, label=excluded_label(condition))]


def excluded_label(condition: Condition) -> str:
    """Return the German words for a condition that is ruled out."""
    labels = lists()["labels"]
    own = wordsets.excluded_label(condition.field, condition.value)
    if own is not None:
        return own
    if condition.field in ("topic", "kind", "actor_kind", "level"):
        return (
            f"{'keine' if _takes_an_e(condition.label) else 'kein'} {condition.label}"
        )
    pattern = str(labels.get(condition.field, labels["other"]))
    return pattern.format(label=condition.label)


def _takes_an_e(label: str) -> bool:
    """Whether Germans say "keine": of feminines and plurals."""
    word = label.rsplit(maxsplit=1)[-1]
    if re.search(lists()["labels"]["feminine"], fold(word)):
        return True
    is_plural = is_noun(word) and fold(lemma(word)) != fold(word)
    has_singular = word.endswith("en") and is_noun(word[:-1])
    return (is_plural or has_singular) and not is_infinitive(word.lower())


def _without_working_hours(
    sentence: Sentence, wanted: list[Condition], unwanted: list[Condition]
) -> tuple[list[Condition], list[Condition]]:
    """Return the times without those at which a person works."""
    times = [c for c in wanted if c.field in TIMES]
    at_work = pattern_of("working").search(sentence.normal) if times else None
    if at_work is None:
        return wanted, unwanted
    working = Scope(sentence, times).nearest(*sentence.indexes(at_work))
    if working is None:
        return wanted, unwanted
    rest = [c for c in wanted if c is not working]
    is_only_time = not any(c.field == working.field for c in rest)
    return rest, [*unwanted, working] if is_only_time else unwanted
