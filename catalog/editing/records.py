"""What editing hands out: drafts, entries of the history, and who works on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from catalog.records import Actor, Article, Offer, Word

Cells = dict[str, str]
Record = Offer | Actor | Article | Word


class Role(StrEnum):
    """What a member of the staff may do; each role may do what those before it may."""

    EDITOR = "editor"
    REVIEWER = "reviewer"
    ADMIN = "admin"

    def includes(self, other: Role) -> bool:
        """Whether this role may do what another one may."""
        order = list(Role)
        return order.index(self) >= order.index(other)


class DraftState(StrEnum):
    """Whether somebody still works on a draft, or waits for the review."""

    DRAFT = "draft"
    REVIEW = "review"


class Action(StrEnum):
    """What happened to a record."""

    PUBLISHED = "published"
    CORRECTED = "corrected"
    ARCHIVED = "archived"
    REVIVED = "revived"
    RESTORED = "restored"
    SUBMITTED = "submitted"
    REJECTED = "rejected"
    DISCARDED = "discarded"
    IMPORTED = "imported"
    REMOVED = "removed"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Change:
    """One column of a record before and after; empty = nothing stood there."""

    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a record's history; `batch` groups what one import did."""

    key: int
    at: datetime
    who: str
    action: Action
    kind: str
    record_id: str
    changes: tuple[Change, ...] = ()
    note: str = ""
    batch: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A record somebody works on.

    `base` holds the cells of the published record the draft began with, empty for a
    new one. `version` counts every saving; who saves names the one they saw.
    """

    kind: str
    record_id: str
    cells: Cells
    base: Cells
    state: DraftState
    version: int
    author: str
    changed_by: str
    changed_at: datetime
    note: str = ""

    @property
    def changes(self) -> tuple[Change, ...]:
        """What the draft changes of the record it began with."""
        return differences(self.base, self.cells)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the cells of a form say: a record, or why they are none."""

    record: Record | None
    problems: dict[str, str] = field(default_factory=dict)
    warnings: tuple[tuple[str, str], ...] = ()


def differences(old: Cells, new: Cells) -> tuple[Change, ...]:
    """Return the columns whose cells are not the same, in the order of the columns."""
    columns = dict.fromkeys([*new, *old])
    return tuple(
        Change(column, old.get(column, ""), new.get(column, ""))
        for column in columns
        if old.get(column, "") != new.get(column, "")
    )


def applied(cells: Cells, changes: tuple[Change, ...]) -> Cells:
    """Return cells with changes made."""
    return cells | {change.column: change.new for change in changes}
