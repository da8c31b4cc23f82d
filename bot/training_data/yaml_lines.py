"""YAML that knows its lines; what a file holds in another shape is left out.

Lines count from 1. Rasa itself complains about shapes, see `bot.dialogue.validation`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError


class UnreadableYaml(ValueError):
    """Raised when a text is no YAML mapping; `line` says where it ends to be one."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


def load(text: str) -> CommentedMap:
    """Read a YAML mapping.

    Raises:
        UnreadableYaml: The text is none.
    """
    try:
        content = YAML().load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise UnreadableYaml(line, str(error.problem or error.context)) from error
    except YAMLError as error:
        raise UnreadableYaml(1, " ".join(str(error).split())) from error
    if not isinstance(content, CommentedMap):
        raise UnreadableYaml(1, "no mapping")
    return content


def items(parent: CommentedMap, key: str) -> Iterator[tuple[Any, int]]:
    """Yield the entries of the list under a key with their lines."""
    children = parent.get(key)
    if isinstance(children, CommentedSeq):
        for index, child in enumerate(children):
            yield child, int(children.lc.item(index)[0]) + 1


def mappings(parent: CommentedMap, key: str) -> Iterator[tuple[CommentedMap, int]]:
    """Yield the mappings of the list under a key with their lines."""
    for child, line in items(parent, key):
        if isinstance(child, CommentedMap):
            yield child, line


def names(parent: CommentedMap, key: str) -> Iterator[tuple[str, int]]:
    """Yield the names under a key with their lines.

    They are the keys of a mapping, or a list of texts and of mappings with one key.
    """
    children = parent.get(key)
    if isinstance(children, CommentedMap):
        for name in children:
            yield str(name), key_line(children, name)
    for child, line in items(parent, key):
        first = next(iter(child), "") if isinstance(child, CommentedMap) else child
        yield str(first), line


def key_line(parent: CommentedMap, key: str) -> int:
    """Return the line of a key."""
    return int(parent.lc.key(key)[0]) + 1


def value_line(parent: CommentedMap, key: str) -> int:
    """Return the line where the value of a key begins."""
    return int(parent.lc.value(key)[0]) + 1
