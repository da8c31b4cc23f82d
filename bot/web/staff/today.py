"""The first page: what waits, what I work on, what changed, what to look at."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from aiohttp import web

from bot.web.staff import keys
from bot.web.staff.pages import me, show
from bot.web.staff.views import ShownEntry, shown_entries
from bot.web.threads import ask_catalog
from catalog import Catalog, Draft, DraftState, Entry, title_of

LATEST = 8
# An import is one line of the latest changes, however much it changed.
LOOKED_AT = 300
WAITING_SHOWN = 5
MINE_SHOWN = 20


@dataclass(frozen=True, slots=True)
class TitledDraft:
    """A draft with what it is called."""

    draft: Draft
    title: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies on somebody's desk."""

    waiting: list[TitledDraft]
    mine: list[TitledDraft]
    latest: list[ShownEntry]


async def today_page(request: web.Request) -> web.Response:
    """Show what there is to do."""
    desk = await ask_catalog(request, _desk, me(request).account.name)
    findings = await request.app[keys.FINDINGS].get()
    return await show(
        request,
        "today.html",
        desk=desk,
        shown=WAITING_SHOWN,
        is_ready=findings is not None,
        counts=Counter(f.problem for f in findings or ()).most_common(),
    )


def titled(drafts: list[Draft]) -> list[TitledDraft]:
    """Return drafts with what they are called."""
    return [TitledDraft(d, title_of(d.kind, d.cells) or d.record_id) for d in drafts]


def _desk(catalog: Catalog, name: str) -> Desk:
    drafts = catalog.editing.drafts()
    mine = [
        d
        for d in reversed(drafts)
        if d.state is DraftState.DRAFT and name in (d.author, d.changed_by)
    ]
    return Desk(
        waiting=titled([d for d in drafts if d.state is DraftState.REVIEW]),
        mine=titled(mine[:MINE_SHOWN]),
        latest=shown_entries(catalog, _once(catalog.editing.latest(LOOKED_AT))),
    )


def _once(entries: list[Entry]) -> list[Entry]:
    """Return the latest entries, of each import the last one only."""
    seen: set[str] = set()
    found: list[Entry] = []
    for entry in entries:
        if entry.batch is None or entry.batch not in seen:
            found.append(entry)
        if entry.batch is not None:
            seen.add(entry.batch)
    return found[:LATEST]
