"""The page of a record and what can be done there besides editing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.web.staff import keys
from bot.web.staff.kinds import AREA, PATHS, asked_for, record_path
from bot.web.staff.pages import go, me, show
from bot.web.staff.requests import posted, version_of
from bot.web.staff.views import (
    Preview,
    RecordView,
    ShownGroup,
    find_record,
    preview,
    shown_groups,
)
from bot.web.threads import ask_catalog
from catalog import Catalog, Editor, Trial, filter_items
from catalog.settings import BERLIN

LONGEST_QUESTION = 1000


@dataclass(frozen=True, slots=True)
class RecordPage:
    """What the page of a record shows."""

    record: RecordView
    groups: list[ShownGroup]
    published: Preview | None
    draft: Preview | None


async def record_page(request: web.Request) -> web.Response:
    """Show a record: state, content, preview, actions."""
    page = await ask_catalog(request, _page, *asked_for(request))
    return await show(request, "record.html", page=page, record=page.record)


async def try_page(request: web.Request) -> web.Response:
    """Show whether a question finds the record, and why not."""
    question = request.query.get("frage", "").replace("\x00", " ").strip()
    question = question.encode("utf-8", "replace").decode()[:LONGEST_QUESTION]
    wants_draft = request.query.get("fassung") == "entwurf"
    tried = await ask_catalog(
        request, _try, *asked_for(request), question, wants_draft=wants_draft
    )
    return await show(request, "try.html", question=question, **tried)


async def submit(request: web.Request) -> web.Response:
    """Hand a saved draft in for review."""
    kind, record_id = asked_for(request)
    version = version_of(await posted(request))
    is_small = await ask_catalog(
        request, _submit, me(request).account.editor, kind, record_id, version
    )
    request.app[keys.FINDINGS].forget()
    notice = "corrected" if is_small else "submitted"
    return go(request, record_path(kind, record_id), notice)


async def mark_checked(request: web.Request) -> web.Response:
    """Note that somebody looked at a published record today."""
    kind, record_id = asked_for(request)
    editor = me(request).account.editor
    await ask_catalog(request, _mark_checked, editor, kind, record_id)
    request.app[keys.FINDINGS].forget()
    return go(request, record_path(kind, record_id), "checked")


async def discard_page(request: web.Request) -> web.Response:
    """Ask whether the draft shall go."""
    return await _confirm(request, "verwerfen")


async def discard(request: web.Request) -> web.Response:
    """Throw the draft away."""
    kind, record_id = asked_for(request)
    version = version_of(await posted(request))
    editor = me(request).account.editor
    is_left = await ask_catalog(request, _discard, editor, kind, record_id, version)
    target = record_path(kind, record_id) if is_left else f"{AREA}/{PATHS[kind]}"
    return go(request, target, "discarded")


async def archive_page(request: web.Request) -> web.Response:
    """Ask whether the record shall go into the archive."""
    return await _confirm(request, "archivieren")


async def archive(request: web.Request) -> web.Response:
    """Take the record out of every search."""
    kind, record_id = asked_for(request)
    await ask_catalog(request, _archive, me(request).account.editor, kind, record_id)
    request.app[keys.FINDINGS].forget()
    return go(request, record_path(kind, record_id), "archived")


async def revive_page(request: web.Request) -> web.Response:
    """Ask whether the record shall come back."""
    return await _confirm(request, "wiederbeleben")


async def revive(request: web.Request) -> web.Response:
    """Publish the record as it was."""
    kind, record_id = asked_for(request)
    await ask_catalog(request, _revive, me(request).account.editor, kind, record_id)
    request.app[keys.FINDINGS].forget()
    return go(request, record_path(kind, record_id), "revived")


async def _confirm(request: web.Request, action: str) -> web.Response:
    record = await ask_catalog(request, find_record, *asked_for(request))
    return await show(request, "confirm.html", record=record, action=action)


def _page(catalog: Catalog, kind: str, record_id: str) -> RecordPage:
    record = find_record(catalog, kind, record_id)
    return RecordPage(
        record=record,
        groups=shown_groups(catalog, kind, record.published or record.newest),
        published=_preview(catalog, kind, record.published),
        draft=_preview(catalog, kind, record.draft.cells if record.draft else None),
    )


def _preview(
    catalog: Catalog, kind: str, cells: dict[str, str] | None
) -> Preview | None:
    return None if cells is None else preview(catalog, kind, cells)


def _try(
    catalog: Catalog, kind: str, record_id: str, question: str, *, wants_draft: bool
) -> dict[str, Any]:
    record = find_record(catalog, kind, record_id)
    is_draft = record.draft is not None and (wants_draft or record.published is None)
    cells = record.draft.cells if record.draft and is_draft else None
    trial: Trial | None = None
    shown = preview(catalog, kind, cells) if cells is not None else None
    problems = shown.problems if shown else ()
    if question and not problems and not (record.is_archived and not is_draft):
        trial = catalog.try_out(kind, record_id, question, cells=cells)
    query = trial.understanding.query if trial else None
    return {
        "record": record,
        "is_draft": is_draft,
        "trial": trial,
        "problems": problems,
        "understood": filter_items(query, catalog.radius_of(query)) if query else [],
    }


def _submit(
    catalog: Catalog, editor: Editor, kind: str, record_id: str, version: int
) -> bool:
    return catalog.editing.submit(editor, kind, record_id, version=version)


def _mark_checked(catalog: Catalog, editor: Editor, kind: str, record_id: str) -> None:
    record = find_record(catalog, kind, record_id)
    today = datetime.now(BERLIN).date().isoformat()
    cells = (record.published or {}) | {"geprueft_am": today}
    catalog.editing.correct(editor, kind, record_id, cells)


def _discard(
    catalog: Catalog, editor: Editor, kind: str, record_id: str, version: int
) -> bool:
    catalog.editing.discard(editor, kind, record_id, version=version)
    return catalog.editing.published(kind, record_id) is not None


def _archive(catalog: Catalog, editor: Editor, kind: str, record_id: str) -> None:
    catalog.editing.archive(editor, kind, record_id)


def _revive(catalog: Catalog, editor: Editor, kind: str, record_id: str) -> None:
    catalog.editing.revive(editor, kind, record_id)
