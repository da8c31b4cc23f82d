"""Domain, examples, rules and responses of a project, each name with its line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ruamel.yaml.comments import CommentedMap

from bot.training_data.sources import DATA, DOMAIN, HELD_OUT, Sources
from bot.training_data.yaml_lines import (
    UnreadableYaml,
    items,
    key_line,
    load,
    mappings,
    names,
    value_line,
)

_PAYLOAD = re.compile(r"/(?P<intent>[\w/]+)\s*(?P<entities>\{.*\})?", re.DOTALL)
# How a step names something: its key, and which kind of thing the domain calls it.
_STEP_KEYS = {"intent": "intent", "action": "action", "active_loop": "form"}
CONDITION_SLOT = "slot_was_set"
VOCABULARY_KEYS = ("lookup", "synonym", "regex")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a file; the file is named as below the project."""

    file: str
    line: int

    def __str__(self) -> str:
        """Return it as compilers do."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a file: an intent, action, slot, entity, form or response."""

    kind: str
    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class Example:
    """A message with the intent it stands for."""

    text: str
    intent: str
    place: Place


@dataclass(frozen=True, slots=True)
class Block:
    """The examples of one intent in one file.

    `end` is the line of the last example, `indent` what stands before each of them.
    """

    intent: str
    place: Place
    examples: tuple[Example, ...]
    end: int
    indent: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule or story; `answers` is the intent it answers in every conversation."""

    name: str
    place: Place
    mentions: tuple[Mention, ...]
    answers: str | None = None


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording of a response; `conditions` says when it is the one."""

    text: str
    place: Place
    mentions: tuple[Mention, ...] = ()
    conditions: tuple[str, ...] = ()
    is_default: bool = True


@dataclass(frozen=True, slots=True)
class Response:
    """What the assistant says under one name."""

    name: str
    place: Place
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class Domain:
    """What domain.yml lists; `custom` are the slots that only actions set."""

    intents: tuple[Mention, ...] = ()
    entities: tuple[Mention, ...] = ()
    slots: tuple[Mention, ...] = ()
    actions: tuple[Mention, ...] = ()
    forms: tuple[Mention, ...] = ()
    custom: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TrainingFiles:
    """Everything that the files say; `unreadable` says where one cannot be read."""

    domain: Domain
    blocks: tuple[Block, ...]
    held_out: tuple[Block, ...]
    rules: tuple[Rule, ...]
    responses: tuple[Response, ...]
    vocabulary: tuple[Mention, ...]
    unreadable: tuple[tuple[Place, str], ...]

    @property
    def examples(self) -> list[Example]:
        """Return all examples that are trained."""
        return [example for block in self.blocks for example in block.examples]


def read(sources: Sources) -> TrainingFiles:
    """Read all files; one that is broken is left out and named."""
    unreadable: list[tuple[Place, str]] = []
    files = [f for f in sources.files(DATA) if f.endswith(".yml")]
    kept = [f for f in sources.files(HELD_OUT) if f.endswith(".yml")]
    content: dict[str, CommentedMap] = {}
    for file in [DOMAIN, *files, *kept]:
        try:
            content[file] = load(sources.text(file))
        except UnreadableYaml as error:
            unreadable.append((Place(file, error.line), error.reason))
        except (OSError, UnicodeDecodeError) as error:
            unreadable.append((Place(file, 1), str(error)))
    trained = [(f, content[f]) for f in files if f in content]
    domain = content.get(DOMAIN)
    everywhere = [*trained, *([(DOMAIN, domain)] if domain is not None else ())]
    return TrainingFiles(
        domain=Domain() if domain is None else _domain(domain),
        blocks=tuple(b for f, c in trained for b in blocks(f, c)),
        held_out=tuple(b for f in kept if f in content for b in blocks(f, content[f])),
        rules=tuple(r for f, c in trained for r in rules(f, c)),
        responses=tuple(r for f, c in everywhere for r in responses(f, c)),
        vocabulary=tuple(v for f, c in trained for v in _vocabulary(f, c)),
        unreadable=tuple(unreadable),
    )


def held_out(sources: Sources) -> list[Example]:
    """Return the messages kept apart for measuring."""
    return [
        example
        for file in sources.files(HELD_OUT)
        if file.endswith(".yml")
        for block in blocks(file, load(sources.text(file)))
        for example in block.examples
    ]


def blocks(file: str, content: CommentedMap) -> Iterator[Block]:
    """Yield the examples of a file by intent."""
    for entry, line in mappings(content, "nlu"):
        if "intent" in entry:
            yield _block(file, entry, str(entry["intent"]), line)


def _block(file: str, entry: CommentedMap, intent: str, line: int) -> Block:
    place = Place(file, line)
    examples = entry.get("examples")
    if isinstance(examples, str):
        first = value_line(entry, "examples") + 1
        written = examples.rstrip("\n").splitlines()
        found = [
            Example(text.strip().removeprefix("- ").strip(), intent, Place(file, at))
            for at, text in enumerate(written, first)
            if text.strip() not in ("", "-")
        ]
        indent = " " * (int(entry.lc.key("examples")[1]) + 2)
        return Block(intent, place, tuple(found), first + len(written) - 1, indent)
    listed = tuple(
        Example(str(text).strip().removeprefix("- "), intent, Place(file, at))
        for child, at in items(entry, "examples")
        if (text := child.get("text") if isinstance(child, CommentedMap) else child)
    )
    return Block(intent, place, listed, listed[-1].place.line if listed else line)


def rules(file: str, content: CommentedMap) -> Iterator[Rule]:
    """Yield the rules and stories of a file."""
    for key, title in (("rules", "rule"), ("stories", "story")):
        for entry, line in mappings(content, key):
            mentions = [
                *_steps(file, entry, "condition"),
                *_steps(file, entry, "steps"),
            ]
            opens = key == "rules" and "condition" not in entry
            yield Rule(
                name=str(entry.get(title)),
                place=Place(file, line),
                mentions=tuple(mentions),
                answers=_answered(entry) if opens else None,
            )


def _answered(rule: CommentedMap) -> str | None:
    first = next(iter(rule.get("steps") or ()), None)
    if isinstance(first, CommentedMap) and set(first) == {"intent"}:
        return str(first["intent"])
    return None


def _steps(file: str, entry: CommentedMap, key: str) -> Iterator[Mention]:
    for step, _ in mappings(entry, key):
        for name, kind in _STEP_KEYS.items():
            if isinstance(step.get(name), str):
                yield Mention(kind, str(step[name]), Place(file, key_line(step, name)))
        for slot, at in names(step, CONDITION_SLOT):
            yield Mention("slot", slot, Place(file, at))
        for entity, at in names(step, "entities"):
            yield Mention("entity", entity, Place(file, at))
        yield from _steps(file, step, "or")


def responses(file: str, content: CommentedMap) -> Iterator[Response]:
    """Yield the responses of a file."""
    found = content.get("responses")
    if isinstance(found, CommentedMap):
        for name in found:
            place = Place(file, key_line(found, name))
            variants = tuple(
                _variant(file, variant, line) for variant, line in mappings(found, name)
            )
            yield Response(str(name), place, variants)


def _variant(file: str, variant: CommentedMap, line: int) -> Variant:
    text_line = key_line(variant, "text") if "text" in variant else line
    conditions = tuple(
        (str(condition["name"]), key_line(condition, "name"))
        for condition, _ in mappings(variant, "condition")
        if condition.get("type") == "slot" and "name" in condition
    )
    buttons = [m for b, _ in mappings(variant, "buttons") for m in _button(file, b)]
    return Variant(
        text=str(variant.get("text") or ""),
        place=Place(file, text_line),
        mentions=(
            *(Mention("slot", name, Place(file, at)) for name, at in conditions),
            *buttons,
        ),
        conditions=tuple(name for name, _ in conditions),
        is_default="condition" not in variant and "channel" not in variant,
    )


def _button(file: str, button: CommentedMap) -> Iterator[Mention]:
    payload = _PAYLOAD.fullmatch(str(button.get("payload") or "").strip())
    if payload is None:
        return
    place = Place(file, key_line(button, "payload"))
    yield Mention("intent", payload["intent"], place)
    for name in _keys(payload["entities"] or "{}"):
        yield Mention("entity", name, place)


def _keys(text: str) -> list[str]:
    try:
        content: Any = json.loads(text)
    except ValueError:
        return []
    return [str(key) for key in content]


def _vocabulary(file: str, content: CommentedMap) -> Iterator[Mention]:
    for entry, line in mappings(content, "nlu"):
        for key in VOCABULARY_KEYS:
            if key in entry:
                yield Mention(key, str(entry[key]), Place(file, line))


def _domain(content: CommentedMap) -> Domain:
    slots = content.get("slots") or {}
    return Domain(
        intents=_listed(content, "intents", "intent"),
        entities=_listed(content, "entities", "entity"),
        slots=_listed(content, "slots", "slot"),
        actions=_listed(content, "actions", "action"),
        forms=_listed(content, "forms", "form"),
        custom=frozenset(str(name) for name in slots if _is_custom(slots[name])),
    )


def _listed(content: CommentedMap, key: str, kind: str) -> tuple[Mention, ...]:
    return tuple(
        Mention(kind, name, Place(DOMAIN, line)) for name, line in names(content, key)
    )


def _is_custom(slot: Any) -> bool:
    mappings = (slot or {}).get("mappings") or []
    return all((mapping or {}).get("type") == "custom" for mapping in mappings)
