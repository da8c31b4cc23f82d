"""Reads dialogues and says in which turns the assistant answers otherwise than expected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.e2e.conftest import Product
from tests.understanding.sentences import differing

FOLDER = Path(__file__).parent
# Written by somebody who knew only what the product promises; never looked at.
HELD_OUT = FOLDER / "held_out"
# Looked at while the conversation was built.
SEEN = FOLDER / "seen"
# One intent each, written with it; all of them have to go as expected.
INTENTS = FOLDER / "intents"
LISTS = ("offers", "actors")
# How far around a place is searched, behind its name.
_RADIUS = re.compile(r" \+\d+ km$")


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What a citizen types, turn by turn, and what is expected of the answers."""

    name: str
    pattern: str
    steps: tuple[dict[str, Any], ...]


@dataclass(slots=True)
class Answer:
    """One answer of the chat; `listed` are the items shown last before it."""

    replies: list[dict[str, Any]]
    listed: list[dict[str, Any]] = field(default_factory=list)

    def of(self, kind: str) -> list[dict[str, Any]]:
        """Return the replies of one type."""
        return [reply for reply in self.replies if reply["type"] == kind]

    @property
    def items(self) -> list[dict[str, Any]]:
        """Return the offers or actors it shows."""
        return [i for kind in LISTS for reply in self.of(kind) for i in reply["items"]]

    @property
    def text(self) -> str:
        """Return all texts, and the titles of what is shown."""
        said = [reply["text"] for reply in self.of("text")]
        return " ".join([*said, *map(_title, self.items)]).replace("\u00a0", " ")


def dialogues(folder: Path) -> Iterator[Dialogue]:
    """Yield the dialogues of all files below a folder."""
    for path in sorted(folder.rglob("*.yml")):
        for case in yaml.safe_load(path.read_text("utf-8"))["test_cases"]:
            yield Dialogue(case["test_case"], path.parent.name, tuple(case["steps"]))


def faults_of(product: Product, dialogue: Dialogue) -> list[str]:
    """Hold a dialogue and return what was otherwise, as "turn: what"."""
    conversation: str | None = None
    listed: list[dict[str, Any]] = []
    found: list[str] = []
    for step in dialogue.steps:
        raw = product.ask(step["user"], conversation=conversation)
        conversation = raw["conversation"]
        answer = Answer(raw["replies"], listed)
        found += [f"{step['user']!r}: {fault}" for fault in _faults(step, answer)]
        listed = answer.items or listed
    return found


def _faults(step: dict[str, Any], answer: Answer) -> Iterator[str]:
    yield from _filter_faults(step, answer)
    yield from _list_faults(step, answer)
    yield from _text_faults(step, answer)


def _filter_faults(step: dict[str, Any], answer: Answer) -> Iterator[str]:
    if "filters" in step:
        items = [i for reply in answer.of("filters") for i in reply["items"]]
        shown = [(i["field"], i["value"], _RADIUS.sub("", i["label"])) for i in items]
        wrong = differing(shown, step["filters"])
        if wrong:
            yield f"other {wrong}: {shown}"


def _list_faults(step: dict[str, Any], answer: Answer) -> Iterator[str]:
    wanted = step.get("shows")
    shown = [kind for kind in LISTS if answer.of(kind)]
    if wanted == "text" and shown:
        yield f"shows {shown}"
    if wanted in LISTS and wanted not in shown:
        yield f"shows no {wanted}: {answer.text[:80]}"


def _text_faults(step: dict[str, Any], answer: Answer) -> Iterator[str]:
    text = answer.text.lower()
    for wanted in step.get("says", ()):
        if not any(words.lower() in text for words in wanted.split("|")):
            yield f"does not say {wanted}: {answer.text[:200]}"
    for unwanted in step.get("says_not", ()):
        if any(words.lower() in text for words in unwanted.split("|")):
            yield f"says {unwanted}: {answer.text[:200]}"
    for meant in _meant(step, answer.listed):
        if _title(meant).lower() not in text:
            yield f"is not about {_title(meant)}: {answer.text[:120]}"


def _meant(
    step: dict[str, Any], listed: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    if "about" in step:
        yield from listed[step["about"] - 1 : step["about"]]
    if "about_place" in step:
        place = step["about_place"]
        yield from [item for item in listed if place in str(item)][:1]


def _title(item: dict[str, Any]) -> str:
    return str(item.get("title") or item.get("name") or "")
