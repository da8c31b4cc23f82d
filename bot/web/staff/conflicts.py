"""When two people, or a person and an import, changed the same record."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from bot.web.staff import texts
from bot.web.staff.fields import column_label, fields
from bot.web.staff.forms import hidden_cells
from bot.web.staff.kinds import asked_for, record_path
from bot.web.staff.pages import go, me, show
from bot.web.staff.requests import Refused, posted, version_of
from bot.web.threads import ask_catalog
from catalog import Catalog, Cells, Editor, fingerprint
from catalog.errors import ChangedMeanwhile

MINE, THEIRS = "meine", "andere"


@dataclass(frozen=True, slots=True)
class Row:
    """A field that both have changed; `proposed` is what probably shall stay."""

    column: str
    label: str
    mine: str
    theirs: str
    mine_cell: str
    theirs_cell: str
    proposed: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two versions of a record; `onto` names the published one that was seen."""

    kind: str
    id: str
    who: str
    rows: list[Row]
    same: Cells
    version: int
    onto: str
    is_import: bool


async def show_conflict(
    request: web.Request,
    kind: str,
    record_id: str,
    mine: Cells,
    error: ChangedMeanwhile,
) -> web.Response:
    """Show what somebody else saved, published or imported beside what I wrote."""
    if error.columns:
        return await show_publishing_conflict(request, kind, record_id)
    found = await ask_catalog(request, _with_mine, kind, record_id, mine, error.who)
    return await show(request, "conflict.html", status=409, conflict=found)


async def show_publishing_conflict(
    request: web.Request, kind: str, record_id: str
) -> web.Response:
    """Show where the draft and the record, changed meanwhile, do not agree."""
    found = await ask_catalog(request, _with_published, kind, record_id)
    return await show(request, "conflict.html", status=409, conflict=found)


async def take_merged(request: web.Request) -> web.Response:
    """Save what was chosen, field by field."""
    kind, record_id = asked_for(request)
    values = await posted(request)
    cells = hidden_cells(kind, values)
    for column in fields(kind):
        choice = values.get(f"wahl-{column}")
        if choice in (MINE, THEIRS):
            cells[column] = values.get(f"{choice}-{column}", "")
        elif f"{MINE}-{column}" in values or f"{THEIRS}-{column}" in values:
            raise Refused(422, texts.text("form", "choice_missing"))
    editor, version = me(request).account.editor, version_of(values)
    onto = values.get("grundlage") or None
    try:
        await ask_catalog(request, _save, editor, kind, record_id, cells, version, onto)
    except ChangedMeanwhile as error:
        return await show_conflict(request, kind, record_id, cells, error)
    return go(request, record_path(kind, record_id), "merged")


def _save(
    catalog: Catalog,
    editor: Editor,
    kind: str,
    record_id: str,
    cells: Cells,
    version: int,
    onto: str | None,
) -> None:
    catalog.editing.save(editor, kind, record_id, cells, version=version, onto=onto)


def _with_mine(
    catalog: Catalog, kind: str, record_id: str, mine: Cells, who: str
) -> Conflict:
    draft = catalog.editing.draft(kind, record_id)
    published = catalog.editing.published(kind, record_id)
    theirs = draft.cells if draft else (published or {})
    base = draft.base if draft else {}
    return _conflict(
        kind,
        record_id,
        mine=mine,
        theirs=theirs,
        base=base,
        who=who or (draft.changed_by if draft else ""),
        version=draft.version if draft else 0,
        onto="" if draft else fingerprint(published),
        is_import=False,
    )


def _with_published(catalog: Catalog, kind: str, record_id: str) -> Conflict:
    draft = catalog.editing.draft(kind, record_id)
    published = catalog.editing.published(kind, record_id) or {}
    if draft is None:
        return _with_mine(catalog, kind, record_id, published, "")
    mine = published | {change.column: change.new for change in draft.changes}
    return _conflict(
        kind,
        record_id,
        mine=mine,
        theirs=published,
        base=draft.base,
        who=_last(catalog, kind, record_id),
        version=draft.version,
        onto=fingerprint(published or None),
        is_import=True,
    )


def _last(catalog: Catalog, kind: str, record_id: str) -> str:
    entries = catalog.editing.history(kind, record_id)
    return entries[0].who if entries else ""


def _conflict(
    kind: str,
    record_id: str,
    *,
    mine: Cells,
    theirs: Cells,
    base: Cells,
    who: str,
    version: int,
    onto: str,
    is_import: bool,
) -> Conflict:
    rows: list[Row] = []
    same: Cells = {}
    for column, field in fields(kind).items():
        left, right = mine.get(column, ""), theirs.get(column, "")
        if left == right:
            same[column] = left
            continue
        # Who left a field as it was does not want to undo what others did to it.
        is_only_theirs = left == base.get(column, "") and bool(base)
        rows.append(
            Row(
                column=column,
                label=column_label(kind, column),
                mine=field.shown(left),
                theirs=field.shown(right),
                mine_cell=left,
                theirs_cell=right,
                proposed=THEIRS if is_only_theirs else MINE,
            )
        )
    return Conflict(kind, record_id, who, rows, same, version, onto, is_import)
