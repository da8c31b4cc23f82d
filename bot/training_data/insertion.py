"""Puts lines into YAML files and leaves every other line as it is.

ruamel says where things stand; the lines themselves are inserted as text, because
written anew a file would lose its own line breaks, quotes and blank lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ruamel.yaml.comments import CommentedMap

from bot.training_data.reading import Block
from bot.training_data.yaml_lines import items, key_line, load, names

_GROUP = re.compile(r"\s*# (\w+)\s*")


def with_intent(domain: str, name: str, group: str) -> str:
    """Return domain.yml with an intent, in order below the comment of its group.

    A group that is not there yet is added behind the others.
    """
    content, lines = load(domain), domain.splitlines()
    listed = list(names(content, "intents"))
    if not listed:
        return with_entry(domain, "intents", [f"# {group}", f"- {name}"])
    indent = _indent(lines[listed[0][1] - 1])
    members = _members(lines, listed)
    if group in members:
        after = [line for member, line in members[group] if member < name]
        first = members[group][0][1]
        at = max(after) if after else first - 1
        new = [f"{indent}- {name}"]
    else:
        at = listed[-1][1]
        new = [f"{indent}# {group}", f"{indent}- {name}"]
    return _joined([*lines[:at], *new, *lines[at:]])


def _members(
    lines: Sequence[str], listed: Iterable[tuple[str, int]]
) -> dict[str, list[tuple[str, int]]]:
    """Return the names below each comment, with their lines."""
    found: dict[str, list[tuple[str, int]]] = {}
    group = ""
    for name, line in listed:
        comment = _GROUP.fullmatch(lines[line - 2])
        group = comment[1] if comment else group
        found.setdefault(group, []).append((name, line))
    return found


def with_entry(text: str, key: str, entry: Sequence[str]) -> str:
    """Return a file with an entry behind the last one of the list or mapping *key*.

    The entry is written as if it began at the left edge.
    """
    content, lines = load(text), text.splitlines()
    if key not in content:
        return with_entry(f"{text.rstrip()}\n\n{key}:\n", key, entry)
    at = _end_of(content, key, len(lines))
    while not lines[at - 1].strip():
        at -= 1
    indent = _indent_of_entries(content, key, lines)
    new = [f"{indent}{line}" if line else "" for line in entry]
    return _joined([*lines[:at], "", *new, *lines[at:]])


def with_examples(text: str, more: Iterable[tuple[Block, Sequence[str]]]) -> str:
    """Return a file with more examples at the ends of some of its blocks."""
    lines = text.splitlines()
    # From the end on, so that the lines of the other blocks stay true.
    for block, messages in sorted(more, key=lambda m: m[0].end, reverse=True):
        new = [f"{block.indent}- {message}" for message in messages]
        lines[block.end : block.end] = new
    return _joined(lines)


def _end_of(content: CommentedMap, key: str, last: int) -> int:
    """Return the last line that belongs to a key."""
    later = [key_line(content, k) for k in content if k != key]
    behind = [line for line in later if line > key_line(content, key)]
    return min(behind) - 1 if behind else last


def _indent_of_entries(content: CommentedMap, key: str, lines: Sequence[str]) -> str:
    if isinstance(content.get(key), CommentedMap):
        first = next(iter(content[key]), None)
        return "  " if first is None else " " * int(content[key].lc.key(first)[1])
    line = next((line for _, line in items(content, key)), None)
    return "  " if line is None else _indent(lines[line - 1])


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"
