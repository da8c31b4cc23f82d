"""What a file holds, whatever its format: tables of rows, and whose they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from catalog.importers.tables import Row, Table

Cells = Mapping[str, str]
_NOT_IN_IDS = re.compile(r"[^\w.-]+")
_LONGEST_PREFIX = 80


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How files are imported.

    `source` names whose records they are where the format does not say so: what the
    source had before and the files do not name is taken away. `force` does that even
    to more than half of them. `keeps_office_contact`: phone and e-mail address of
    somebody in charge are taken over without their name, else nothing of them.
    """

    source: str | None = None
    force: bool = False
    keeps_office_contact: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One table of a file: of words, articles, actors or offers."""

    kind: str
    open: Callable[[], Table]


@dataclass(slots=True)
class Content:
    """What a file holds.

    `is_complete`: it names everything its source has. `removals` are the ids that it
    asks to delete and `dropped` counts the personal data left out, both after the
    tables were read.
    """

    name: str
    parts: tuple[Part, ...]
    source: str | None = None
    is_complete: bool = False
    is_named_by_hand: bool = False
    removals: dict[str, int] = field(default_factory=dict)
    dropped: Counter[str] = field(default_factory=Counter)

    def kinds(self) -> set[str]:
        """Return what kinds of records it holds."""
        return {part.kind for part in self.parts}


def stable_id(prefix: str, own: str) -> str:
    """Return an id made of a source and its own id: the same at each import.

    Fit for an address; empty when there is no own id.
    """
    front, last = (_NOT_IN_IDS.sub("-", part).strip("-") for part in (prefix, own))
    return f"{front[:_LONGEST_PREFIX]}-{last}" if front and last else last


def row_of(
    line: int,
    header: Sequence[str],
    cells: Cells,
    *,
    keeps: Iterable[str] = (),
    only_new: bool = False,
    part_of: str | None = None,
    notes: Iterable[tuple[str, str]] = (),
) -> Row:
    """Return a row of a table with this header."""
    return Row(
        line=line,
        cells=tuple(cells.get(column, "") for column in header),
        keeps=tuple(keeps),
        only_new=only_new,
        part_of=part_of,
        notes=tuple(notes),
    )


def several(values: Iterable[str]) -> str:
    """Return a cell that holds several values, each once."""
    found = (" ".join(value.replace("|", "/").split()) for value in values)
    return "|".join(dict.fromkeys(value for value in found if value))


def paragraphs(*texts: str) -> str:
    """Return texts below each other; what another one says already is left out."""
    kept: list[str] = []
    for said in texts:
        if said.strip() and said.strip() not in kept:
            kept.append(said.strip())
    return "\n\n".join(kept)


def without(columns: Sequence[str], known: Iterable[str]) -> tuple[str, ...]:
    """Return the columns that a format does not have."""
    has = set(known)
    return tuple(column for column in columns if column not in has)
