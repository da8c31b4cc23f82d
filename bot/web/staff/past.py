"""The history of a record, going back to a version, and the protocol of everything."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from bot.web.staff import keys
from bot.web.staff.kinds import PATHS, asked_for, record_path
from bot.web.staff.marking import ShownChange, shown_changes
from bot.web.staff.pages import go, me, show
from bot.web.staff.requests import page_number
from bot.web.staff.views import RecordView, ShownEntry, find_record, shown_entries
from bot.web.threads import ask_catalog
from catalog import Catalog, Editor, Entry, differences
from catalog.errors import RecordNotFound

PAGE = 50
LONGEST_NAME = 80
LONGEST_KEY = 15


@dataclass(frozen=True, slots=True)
class Past:
    """A record with its history, the newest first."""

    record: RecordView
    entries: list[ShownEntry]


@dataclass(frozen=True, slots=True)
class Restoring:
    """What going back to an entry would change."""

    record: RecordView
    entry: Entry
    changes: list[ShownChange]


async def history_page(request: web.Request) -> web.Response:
    """Show who changed what of a record, and when."""
    past = await ask_catalog(request, _past, *asked_for(request))
    return await show(request, "history.html", past=past, record=past.record)


async def restore_page(request: web.Request) -> web.Response:
    """Ask whether an old version shall be published again."""
    found = await ask_catalog(request, _restoring, *asked_for(request), _key(request))
    return await show(request, "restore.html", found=found, record=found.record)


async def restore(request: web.Request) -> web.Response:
    """Publish an old version again."""
    kind, record_id = asked_for(request)
    editor = me(request).account.editor
    await ask_catalog(request, _restore, editor, kind, record_id, _key(request))
    request.app[keys.FINDINGS].forget()
    return go(request, record_path(kind, record_id), "restored")


async def protocol_page(request: web.Request) -> web.Response:
    """Show everything that was done, to records and accounts."""
    who = request.query.get("wer", "").replace("\x00", "").strip()[:LONGEST_NAME]
    kind = request.query.get("art", "")
    kind = kind if kind in (*PATHS, "account") else ""
    number = page_number(request)
    found, total = await ask_catalog(request, _protocol, kind, who, number)
    return await show(
        request,
        "protocol.html",
        entries=found,
        total=total,
        kinds=[*PATHS, "account"],
        kind=kind,
        who=who,
        number=number,
        pages=max(1, -(-total // PAGE)),
    )


def _key(request: web.Request) -> int:
    key = request.match_info["key"]
    if not (key.isascii() and key.isdigit() and len(key) < LONGEST_KEY):
        raise RecordNotFound(*asked_for(request))
    return int(key)


def _past(catalog: Catalog, kind: str, record_id: str) -> Past:
    entries = catalog.editing.history(kind, record_id)
    record = find_record(catalog, kind, record_id)
    return Past(record, shown_entries(catalog, entries))


def _restoring(catalog: Catalog, kind: str, record_id: str, key: int) -> Restoring:
    after = catalog.editing.state_after(kind, record_id, key)
    entries = catalog.editing.history(kind, record_id)
    record = find_record(catalog, kind, record_id)
    changes = shown_changes(kind, differences(record.published or {}, after))
    return Restoring(record, next(e for e in entries if e.key == key), changes)


def _restore(
    catalog: Catalog, editor: Editor, kind: str, record_id: str, key: int
) -> None:
    catalog.editing.restore(editor, kind, record_id, key)


def _protocol(
    catalog: Catalog, kind: str, who: str, number: int
) -> tuple[list[ShownEntry], int]:
    kinds = (kind,) if kind else ()
    page = catalog.overview.protocol(kinds=kinds, who=who, number=number, size=PAGE)
    return shown_entries(catalog, page.items), page.total
