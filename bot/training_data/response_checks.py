"""Is every response said somewhere, complete, polite and plain where it has to be?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.training_data.findings import Finding, error
from bot.training_data.messages import is_placeholder
from bot.training_data.python_names import UTTER, PythonNames
from bot.training_data.reading import Response, TrainingFiles, Variant

EASY_LANGUAGE = "easy_language"
LONGEST_EASY_SENTENCE = 12
# So many words may stand around a comma.
LONGEST_WITH_COMMA = 8
_INFORMAL = re.compile(r"\b(du|dir|dich|dein\w*|euch|euer\w*)\b", re.IGNORECASE)
_FILLED = re.compile(r"{(\w+)}")
_SENTENCE_END = re.compile(r"[.!?:]\s")
# A name for texts that people with learning difficulties have read and approved.
_REVIEWED = "leichter sprache"


def response_findings(files: TrainingFiles, python: PythonNames) -> Iterator[Finding]:
    """Yield what is wrong with the responses and with what names them."""
    ruled = {
        m.name for r in files.rules for m in r.mentions if m.name.startswith(UTTER)
    }
    said = ruled | {mention.name for mention in python.responses}
    defined = {response.name for response in files.responses}
    for mention in python.responses:
        if mention.name not in defined:
            yield error(mention.place, "unknown_response", name=mention.name)
    yield from _names(files, said)
    slots = {slot.name for slot in files.domain.slots}
    for response in files.responses:
        filled = slots if response.name in ruled else slots | python.words
        for variant in response.variants:
            yield from _unknown_names(files, variant)
            yield from _wording(variant)
            for name in _FILLED.findall(variant.text):
                if name not in filled:
                    yield error(variant.place, "never_filled", name=name)


def _names(files: TrainingFiles, said: set[str]) -> Iterator[Finding]:
    first: dict[str, Response] = {}
    for response in files.responses:
        earlier = first.setdefault(response.name, response)
        if earlier is not response:
            yield error(
                response.place,
                "listed_twice",
                name=response.name,
                other=earlier.place,
            )
        if response.name not in said:
            yield error(response.place, "response_unused", name=response.name)
        if not any(variant.is_default for variant in response.variants):
            yield error(response.place, "no_default", name=response.name)
        yield from _missing_in_default(response)


def _missing_in_default(response: Response) -> Iterator[Finding]:
    """Yield what only a variant tells: everybody shall learn the same."""
    common = {n for v in response.variants if v.is_default for n in _filled(v)}
    for variant in response.variants:
        for name in sorted(_filled(variant) - common):
            yield error(variant.place, "only_in_variant", name=name)


def _filled(variant: Variant) -> set[str]:
    return set(_FILLED.findall(variant.text))


def _unknown_names(files: TrainingFiles, variant: Variant) -> Iterator[Finding]:
    known = {
        "slot": {slot.name for slot in files.domain.slots},
        "intent": {intent.name for intent in files.domain.intents},
        "entity": {entity.name for entity in files.domain.entities},
    }
    for mention in variant.mentions:
        if mention.name not in known[mention.kind]:
            yield error(mention.place, f"unknown_{mention.kind}", name=mention.name)


def _wording(variant: Variant) -> Iterator[Finding]:
    if is_placeholder(variant.text):
        yield error(variant.place, "unwritten")
    informal = _INFORMAL.search(variant.text)
    if informal:
        yield error(variant.place, "informal", word=informal[0])
    if _REVIEWED in variant.text.lower():
        yield error(variant.place, "not_reviewed")
    if EASY_LANGUAGE in variant.conditions:
        yield from _complicated(variant)


def _complicated(variant: Variant) -> Iterator[Finding]:
    for sentence in _SENTENCE_END.split(variant.text):
        words = len(sentence.split())
        if words > LONGEST_EASY_SENTENCE:
            yield error(
                variant.place, "long_sentence", words=words, most=LONGEST_EASY_SENTENCE
            )
        if "," in sentence and words > LONGEST_WITH_COMMA:
            yield error(variant.place, "nested_sentence")
