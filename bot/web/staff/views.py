"""What pages show of a record: published, draft, archive, and how a citizen sees it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.web.staff.fields import groups
from bot.web.staff.marking import ShownChange, shown_changes
from catalog import (
    Actor,
    ActorHit,
    Article,
    Catalog,
    Cells,
    Draft,
    DraftState,
    Entry,
    Offer,
    OfferHit,
    differences,
    title_of,
)
from catalog.errors import ActorNotFound, RecordNotFound

ShownGroup = tuple[str, list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Preview:
    """A record as citizens see it; with problems there is none of the first four."""

    offer: OfferHit | None = None
    actor: ActorHit | None = None
    article: Article | None = None
    is_word: bool = False
    problems: tuple[tuple[str, str], ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RecordView:
    """Everything that there is of a record."""

    kind: str
    id: str
    published: Cells | None
    draft: Draft | None
    archived: Cells | None

    @property
    def newest(self) -> Cells:
        """What was said last, published or not."""
        if self.draft is not None:
            return self.draft.cells
        return self.published or self.archived or {}

    @property
    def title(self) -> str:
        """What it is called."""
        return title_of(self.kind, self.published or self.newest) or self.id

    @property
    def version(self) -> int:
        """The version of the draft; 0 = there is none."""
        return self.draft.version if self.draft else 0

    @property
    def is_waiting(self) -> bool:
        """Whether the draft waits for review."""
        return self.draft is not None and self.draft.state is DraftState.REVIEW

    @property
    def is_archived(self) -> bool:
        """Whether it is in the archive only."""
        return self.archived is not None and self.published is None

    @property
    def changes(self) -> list[ShownChange]:
        """What the draft changes of what is published now."""
        if self.draft is None:
            return []
        shown = differences(self.published or {}, self.draft.cells)
        return shown_changes(self.kind, shown)


def find_record(catalog: Catalog, kind: str, record_id: str) -> RecordView:
    """Return a record.

    Raises:
        RecordNotFound: there is none, not even a draft or an archived one.
    """
    editing = catalog.editing
    found = RecordView(
        kind=kind,
        id=record_id,
        published=editing.published(kind, record_id),
        draft=editing.draft(kind, record_id),
        archived=editing.archived(kind, record_id),
    )
    if found.published is None and found.draft is None and found.archived is None:
        raise RecordNotFound(kind, record_id)
    return found


def preview(catalog: Catalog, kind: str, cells: Cells) -> Preview:
    """Return how citizens would see a record that says this."""
    reading = catalog.editing.read(kind, cells)
    record, warnings = reading.record, reading.warnings
    if isinstance(record, Offer):
        return Preview(offer=catalog.preview(record), warnings=warnings)
    if isinstance(record, Actor):
        hit = ActorHit(record, None, catalog.opening_state(record))
        return Preview(actor=hit, warnings=warnings)
    if isinstance(record, Article):
        return Preview(article=record, warnings=warnings)
    problems = tuple(reading.problems.items())
    return Preview(is_word=record is not None, problems=problems, warnings=warnings)


def shown_groups(catalog: Catalog, kind: str, cells: Cells) -> list[ShownGroup]:
    """Return what a record says, as the form groups it; what is empty is left out."""
    found: list[ShownGroup] = []
    for group in groups(kind):
        rows = [
            (field.label, _shown(catalog, field.column, field.shown(text)))
            for field in group.fields
            if (text := cells.get(field.column, ""))
        ]
        if rows:
            found.append((group.title, rows))
    return found


def _shown(catalog: Catalog, column: str, text: str) -> str:
    if column != "anbieter_id":
        return text
    try:
        return f"{catalog.get_actor(text).name} ({text})"
    except ActorNotFound:
        return text


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """A line of the history with the record's title and its changes to show."""

    entry: Entry
    title: str
    changes: list[ShownChange]


def shown_entries(catalog: Catalog, entries: Iterable[Entry]) -> list[ShownEntry]:
    """Return entries with the titles of their records, where they are published."""
    found = list(entries)
    titles: dict[tuple[str, str], str] = {}
    for kind in {entry.kind for entry in found} - {"account"}:
        ids = {entry.record_id for entry in found if entry.kind == kind}
        named = catalog.overview.titles(kind, ids)
        titles |= {(kind, record_id): title for record_id, title in named.items()}
    return [
        ShownEntry(
            entry,
            titles.get((entry.kind, entry.record_id), entry.record_id),
            shown_changes(entry.kind, entry.changes),
        )
        for entry in found
    ]
