"""The closed sets of `conditions.toml`: which word means which value."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from catalog.language import languages, lexicon
from catalog.language.sentence import Sentence
from catalog.language.text import fold, is_infinitive, lemma, stems
from catalog.records import Condition

_NO_FIELDS = ("keywords", "parts", "heads", "starts", "groups")
# What is a value as a whole says nothing by its parts: "Jugendtreff".
_WHOLE = ("actor_kind", "kind")
_PAIRED = (
    "actor_kind kind funding target_group price accessibility delivery_mode certificate"
    " registration reduction skill"
).split()
_ENDING = re.compile(r"(?<=[a-z]{6})e[nmrs]?$")
_SHORTEST_REST = 3
# A person or a house is named after what is done there, and is something else.
_DERIVED = re.compile(r"[a-z]{3}er(?:ei(?:en)?|in|innen)?$")


@dataclass(frozen=True, slots=True)
class ClosedValue:
    """A value of a closed set with its German label."""

    field: str
    value: str
    label: str
    window: str = ""


@lru_cache(maxsize=1)
def _raw() -> dict[str, Any]:
    path = files("catalog.language").joinpath("conditions.toml")
    return tomllib.loads(path.read_text("utf-8"))


def _values() -> Iterator[tuple[ClosedValue, dict[str, Any]]]:
    for field, values in _raw().items():
        if field in _NO_FIELDS:
            continue
        for value, entry in values.items():
            window = entry.get("window", "")
            yield ClosedValue(field, value, entry["label"], window), entry


@lru_cache(maxsize=32)
def words_of(field: str) -> dict[str, ClosedValue]:
    """Return folded word → value for one field."""
    return {
        word: value
        for value, entry in _values()
        if value.field == field
        for word in fold(entry.get("words", "")).split()
    }


@lru_cache(maxsize=1)
def windows() -> dict[str, str]:
    """Return the word for a part of the day → its window of clock time."""
    return {v.value: v.window for v, _ in _values() if v.window}


@lru_cache(maxsize=32)
def _stems_of(field: str) -> dict[str, ClosedValue]:
    found: dict[str, ClosedValue] = {}
    for word, value in words_of(field).items():
        for stem in _inflected(word):
            found.setdefault(stem, value)
    return found


@lru_cache(maxsize=10_000)
def _inflected(word: str) -> frozenset[str]:
    """Return what the forms of a word share; "Bücher" is no form of "Bücherei"."""
    return frozenset((fold(lemma(word)),)) if _DERIVED.search(word) else stems(word)


@lru_cache(maxsize=32)
def _phrases_of(field: str) -> tuple[tuple[re.Pattern[str], ClosedValue], ...]:
    return tuple(
        (re.compile(rf"\b(?:{phrase})\b"), value)
        for value, entry in _values()
        if value.field == field
        for phrase in entry.get("phrases", ())
    )


@lru_cache(maxsize=1)
def labels() -> dict[tuple[str, str], str]:
    """Return (field, value) → German label."""
    closed = {(v.field, v.value): v.label for v, _ in _values()}
    return closed | {
        ("language", code): label for code, label in languages.labels().items()
    }


@lru_cache(maxsize=1)
def _excluded_labels() -> dict[tuple[str, str], str]:
    return {(v.field, v.value): e["excluded"] for v, e in _values() if "excluded" in e}


def excluded_label(field: str, value: str) -> str | None:
    """Return how a value is ruled out ("keine Führung"), where its label has a say."""
    return _excluded_labels().get((field, value))


@lru_cache(maxsize=1)
def keywords() -> frozenset[str]:
    """Return every folded word a typing error may be corrected to."""
    words = {*fold(_raw()["keywords"]["words"]).split(), *languages.words()}
    for _, entry in _values():
        words.update(fold(entry.get("words", "")).split())
    return frozenset(words)


@lru_cache(maxsize=8)
def _parts(position: str) -> frozenset[str]:
    return frozenset(fold(_raw()["parts"][position]).split())


def groups_first() -> frozenset[str]:
    """Return the groups that a compound may begin with ("kinder")."""
    return _parts("first")


def is_about(part: str) -> bool:
    """Whether a compound with this part is about a group, not for it: "Kinderbuch"."""
    return part in _parts("about")


def lookup_part(part: str, position: str) -> ClosedValue | None:
    """Return the value that the first or last part of a compound names."""
    if part not in _parts(position):
        return None
    fields = ("target_group",) if position == "first" else ("actor_kind", "kind")
    return next((v for f in fields if (v := lookup(f, part))), None)


def lookup(field: str, folded: str) -> ClosedValue | None:
    """Return the value a word means, by its form or by its stem."""
    words = words_of(field)
    exact = words.get(folded) or words.get(folded.replace("-", ""))
    if exact is not None or len(folded) < 4 or lexicon.is_filler(folded):
        return exact
    if folded.endswith("t") or _is_verb_form(folded):
        # "Wer schult uns?" asks for no school: verbs share their stem with nouns.
        return None
    by_stem = _stems_of(field)
    return next((by_stem[s] for s in _inflected(folded) if s in by_stem), None)


@lru_cache(maxsize=10_000)
def _is_verb_form(folded: str) -> bool:
    base = lemma(folded)
    return is_infinitive(folded) or (is_infinitive(base) and fold(base) != folded)


def is_format(word: str) -> bool:
    """Whether a word says what kind of offer is wanted and nothing else: "Treff"."""
    return lexicon.is_course_word(word) or lookup("kind", word) is not None


@lru_cache(maxsize=3)
def _compound_parts(position: str) -> tuple[tuple[str, ClosedValue], ...]:
    """Return first or last parts of compounds with what they mean, the longest first."""
    by_name = {(v.field, v.value): v for v, _ in _values()}
    found = {
        part: by_name[field, name]
        for field, values in _raw()[position].items()
        for name, parts in values.items()
        for part in fold(parts).split()
    }
    return tuple(sorted(found.items(), key=lambda item: -len(item[0])))


@lru_cache(maxsize=10_000)
def _values_in_compound(folded: str) -> tuple[ClosedValue, ...]:
    """Return what the parts of a compound name: "Schnupperworkshop", "VHS-Kurs"."""
    if folded in _parts("none") or any(folded in words_of(f) for f in _WHOLE):
        return ()
    ends = (v for part, v in _compound_parts("heads") if _is_end(part, folded))
    starts = (v for part, v in _compound_parts("starts") if folded.startswith(part))
    return tuple(v for v in (next(ends, None), next(starts, None)) if v is not None)


def _is_end(part: str, folded: str) -> bool:
    return folded.endswith(part) and len(folded) >= len(part) + _SHORTEST_REST


def recognise_compounds(sentence: Sentence) -> list[Condition]:
    """Return what parts of compounds name; the words stay free for the topics.

    Only a group that learns together is all its word says: "Elternkurs".
    """
    found = []
    for index in sentence.remaining():
        token = sentence.tokens[index]
        group = _group_of_learners(token.folded)
        if group is not None:
            sentence.take(index, index)
        values = (*_values_in_compound(token.folded), *([group] if group else ()))
        found += [
            Condition(value.field, value.value, value.label, token.start, token.end)
            for value in values
        ]
    return found


@lru_cache(maxsize=10_000)
def _group_of_learners(folded: str) -> ClosedValue | None:
    """Return whom a course is for that is named after them: "Frauentreff"."""
    for part, value in _compound_parts("groups"):
        rest = folded.removeprefix(part).lstrip("-")
        if rest == folded or any(
            folded in words_of(f) for f in (*_WHOLE, "target_group")
        ):
            continue
        if lexicon.is_course_word(rest) or rest in _parts("group_rest"):
            return value
    return None


def kinds_inside(sentence: Sentence, found: Sequence[Condition]) -> Iterator[Condition]:
    """Yield the kinds that words of a longer topic name: "Vortrag über Reisen"."""
    for topic in found:
        first, last = sentence.tokens_of(topic)
        if topic.field != "topic" or first == last:
            continue
        for token in sentence.tokens[first : last + 1]:
            value = words_of("kind").get(token.folded)
            if value is not None and value.value in _parts("kinds_inside"):
                yield Condition(
                    "kind", value.value, value.label, token.start, token.end
                )


def _in_one(word: str) -> ClosedValue | None:
    forms = (word, _ENDING.sub("", word))
    return next((v for f in _PAIRED for w in forms if (v := words_of(f).get(w))), None)


def recognise_pairs(sentence: Sentence) -> list[Condition]:
    """Take words of the closed sets that were typed as two: "Kinder Garten"."""
    tokens = sentence.tokens
    found = []
    for index in range(len(tokens) - 1):
        first, second = tokens[index].folded, tokens[index + 1].folded
        value = _in_one(first + second)
        if value is None or sentence.before(index + 1).strip():
            continue
        # "Online Kurs" says it with one of its words.
        words = words_of(value.field)
        is_said = value.field not in _WHOLE and (first in words or second in words)
        if not is_said and sentence.free(index, index + 1):
            start, end = sentence.take(index, index + 1)
            found.append(Condition(value.field, value.value, value.label, start, end))
    return found


def recognise(
    sentence: Sentence, field: str, *, repeated: bool = False
) -> list[Condition]:
    """Take every phrase and word of one closed set.

    `repeated`: return a value as often as it is named, not once.
    """
    found: list[Condition] = []
    for pattern, value in _phrases_of(field):
        found += [
            sentence.condition(match, field, value.value, value.label)
            for match in list(sentence.find(pattern))
        ]
    for index in sentence.remaining():
        word = lookup(field, sentence.tokens[index].folded)
        if word is not None:
            start, end = sentence.take(index, index)
            found.append(Condition(field, word.value, word.label, start, end))
    return found if repeated else list({c.value: c for c in reversed(found)}.values())
