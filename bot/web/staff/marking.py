"""What changed between two versions of a record, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.web.staff.fields import column_label, fields
from catalog import Change

# Longer texts are shown without marks: comparing them would take too long.
MOST_WORDS = 2_000
_WORDS = re.compile(r"\s+|[^\s]+")
Piece = tuple[bool, str]


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A changed field: its label, and both texts in pieces (is it changed, text)."""

    column: str
    label: str
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]


def shown_changes(kind: str, changes: Iterable[Change]) -> list[ShownChange]:
    """Return changes as people read them, in the order of the form."""
    order = list(fields(kind)) if kind != "account" else []
    return sorted(
        (_shown(kind, change) for change in changes if change.column != "id"),
        key=lambda c: order.index(c.column) if c.column in order else -1,
    )


def _shown(kind: str, change: Change) -> ShownChange:
    field = fields(kind).get(change.column) if kind != "account" else None
    old = field.shown(change.old) if field else change.old
    new = field.shown(change.new) if field else change.new
    is_long = field is not None and field.is_long
    pieces = _marked(old, new) if is_long else (_whole(old), _whole(new))
    return ShownChange(change.column, column_label(kind, change.column), *pieces)


def _whole(text: str) -> tuple[Piece, ...]:
    return ((True, text),) if text else ()


def _marked(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if not before or not after or len(before) + len(after) > MOST_WORDS:
        return _whole(old), _whole(new)
    old_pieces: list[Piece] = []
    new_pieces: list[Piece] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        is_changed = tag != "equal"
        if i1 < i2:
            old_pieces.append((is_changed, "".join(before[i1:i2])))
        if j1 < j2:
            new_pieces.append((is_changed, "".join(after[j1:j2])))
    return tuple(old_pieces), tuple(new_pieces)
