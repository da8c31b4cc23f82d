"""Reviewing drafts: what waits, what would change, publish or give back."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from bot.web.staff import conflicts, keys, texts
from bot.web.staff.kinds import AREA, asked_for, record_path
from bot.web.staff.marking import shown_changes
from bot.web.staff.pages import go, me, show
from bot.web.staff.requests import posted, version_of
from bot.web.staff.today import TitledDraft, titled
from bot.web.staff.views import Preview, RecordView, find_record, preview
from bot.web.threads import ask_catalog
from catalog import Catalog, DraftState, Editor, differences
from catalog.errors import ChangedMeanwhile, RecordNotFound

LONGEST_NOTE = 1000
QUEUE = f"{AREA}/pruefen"


@dataclass(frozen=True, slots=True)
class Review:
    """A draft beside what is published; `moved` are columns changed meanwhile."""

    record: RecordView
    preview: Preview
    moved: list[str]


async def queue_page(request: web.Request) -> web.Response:
    """Show what waits, the oldest first."""
    drafts = await ask_catalog(request, _waiting)
    return await show(request, "queue.html", drafts=drafts)


async def review_page(request: web.Request) -> web.Response:
    """Show the changed fields of a draft."""
    return await _show(request)


async def publish(request: web.Request) -> web.Response:
    """Make the draft what everybody sees."""
    kind, record_id = asked_for(request)
    version = version_of(await posted(request))
    editor = me(request).account.editor
    try:
        await ask_catalog(request, _publish, editor, kind, record_id, version)
    except ChangedMeanwhile as error:
        if error.columns:
            return await conflicts.show_publishing_conflict(request, kind, record_id)
        raise
    request.app[keys.FINDINGS].forget()
    return go(request, record_path(kind, record_id), "published")


async def give_back(request: web.Request) -> web.Response:
    """Give the draft back with a reason."""
    kind, record_id = asked_for(request)
    values = await posted(request)
    note = values.get("grund", "").replace("\r\n", "\n").strip()[:LONGEST_NOTE]
    if not note:
        problem = texts.text("form", "note_missing")
        return await _show(request, problem=problem, status=422)
    editor, version = me(request).account.editor, version_of(values)
    await ask_catalog(request, _give_back, editor, kind, record_id, version, note)
    return go(request, QUEUE, "rejected")


async def _show(
    request: web.Request, *, problem: str = "", status: int = 200
) -> web.Response:
    review = await ask_catalog(request, _review, *asked_for(request))
    return await show(
        request,
        "review.html",
        status=status,
        review=review,
        record=review.record,
        problem=problem,
    )


def _waiting(catalog: Catalog) -> list[TitledDraft]:
    return titled(catalog.editing.drafts(DraftState.REVIEW))


def _review(catalog: Catalog, kind: str, record_id: str) -> Review:
    record = find_record(catalog, kind, record_id)
    if record.draft is None:
        raise RecordNotFound(kind, record_id)
    moved = differences(record.draft.base, record.published or {})
    return Review(
        record=record,
        preview=preview(catalog, kind, record.draft.cells),
        moved=[change.label for change in shown_changes(kind, moved)],
    )


def _publish(
    catalog: Catalog, editor: Editor, kind: str, record_id: str, version: int
) -> None:
    catalog.editing.publish(editor, kind, record_id, version=version)


def _give_back(
    catalog: Catalog,
    editor: Editor,
    kind: str,
    record_id: str,
    version: int,
    note: str,
) -> None:
    catalog.editing.reject(editor, kind, record_id, version=version, note=note)
