"""What editing hands out: drafts, entries of the history, and who works on them."""

from __future__ import annotations

import hashlib
import json
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
    """What happened to a record, or to an account (the last nine)."""

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
    SIGNED_IN = "signed_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    SIGNED_OUT = "signed_out"
    SESSION_ENDED = "session_ended"
    ADDED = "added"
    PASSWORD_SET = "password_set"  # noqa: S105 -- the name of what happened
    ROLE_SET = "role_set"
    ACTIVATED = "activated"
    DEACTIVATED = "deactivated"


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
class EntryPage:
    """Some entries of the history, the newest first; `total` counts all of them."""

    items: tuple[Entry, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A record in a list: published, worked on, archived, or several of these.

    `detail` says more than the title: an offer's provider, an actor's place, what a
    word means. `who` works on the draft, or archived the record.
    """

    kind: str
    id: str
    title: str
    detail: str
    is_published: bool
    is_archived: bool
    draft: DraftState | None
    who: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """Some records of one kind; `total` counts all that were asked for."""

    items: tuple[Listed, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What is in use already, to choose from while typing; actors as (name, id)."""

    topics: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    localities: tuple[str, ...] = ()
    actors: tuple[tuple[str, str], ...] = ()


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


def fingerprint(cells: Cells | None) -> str:
    """Return what tells cells apart; none at all have a fingerprint, too."""
    written = json.dumps(cells, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:16]
