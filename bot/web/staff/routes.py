"""All addresses of the staff area, each with the role it needs; None = nobody yet."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.web.staff import (
    accounts,
    conflicts,
    editing,
    lists,
    past,
    records,
    review,
    signing_in,
    today,
)
from bot.web.staff.kinds import AREA, KIND_PATTERN
from catalog import Role

_KIND = f"{AREA}/{{kind:{KIND_PATTERN}}}"
_NEW = f"{AREA}/neu/{{kind:{KIND_PATTERN}}}"
# Ids and names may hold any sign; by itself a part of an address holds no braces.
_RECORD = f"{_KIND}/{{id:[^/]+}}"
_ACCOUNT = f"{AREA}/konten/{{name:[^/]+}}"
_EDITOR, _REVIEWER, _ADMIN = Role.EDITOR, Role.REVIEWER, Role.ADMIN


@dataclass(frozen=True, slots=True)
class StaffRoute:
    """An address of the staff area."""

    method: str
    path: str
    handler: Handler
    role: Role | None


async def _to_area(_request: web.Request) -> web.StreamResponse:
    return web.Response(status=303, headers={"Location": f"{AREA}/"})


TABLE = (
    StaffRoute("GET", AREA, _to_area, None),
    StaffRoute("GET", f"{AREA}/anmelden", signing_in.sign_in_page, None),
    StaffRoute("POST", f"{AREA}/anmelden", signing_in.sign_in, None),
    StaffRoute("POST", f"{AREA}/abmelden", signing_in.sign_out, _EDITOR),
    StaffRoute("GET", f"{AREA}/", today.today_page, _EDITOR),
    StaffRoute("GET", f"{AREA}/auffaelligkeiten", lists.findings_page, _EDITOR),
    StaffRoute("GET", f"{AREA}/konto", accounts.own_page, _EDITOR),
    StaffRoute("POST", f"{AREA}/konto/passwort", accounts.change_password, _EDITOR),
    StaffRoute("POST", f"{AREA}/konto/sitzung", accounts.end_own_session, _EDITOR),
    StaffRoute("GET", f"{AREA}/konten", accounts.all_page, _ADMIN),
    StaffRoute("POST", f"{AREA}/konten", accounts.add, _ADMIN),
    StaffRoute("POST", f"{AREA}/sitzung", accounts.end_session, _ADMIN),
    StaffRoute("GET", _ACCOUNT, accounts.account_page, _ADMIN),
    StaffRoute("POST", f"{_ACCOUNT}/rolle", accounts.set_role, _ADMIN),
    StaffRoute("POST", f"{_ACCOUNT}/stand", accounts.set_state, _ADMIN),
    StaffRoute("POST", f"{_ACCOUNT}/passwort", accounts.set_password, _ADMIN),
    StaffRoute("GET", f"{AREA}/protokoll", past.protocol_page, _ADMIN),
    StaffRoute("GET", f"{AREA}/pruefen", review.queue_page, _REVIEWER),
    StaffRoute("GET", _NEW, editing.new_form, _EDITOR),
    StaffRoute("POST", _NEW, editing.take_new, _EDITOR),
    StaffRoute("GET", _KIND, lists.record_list, _EDITOR),
    StaffRoute("GET", _RECORD, records.record_page, _EDITOR),
    StaffRoute("GET", f"{_RECORD}/bearbeiten", editing.edit_form, _EDITOR),
    StaffRoute("POST", f"{_RECORD}/bearbeiten", editing.take_edit, _EDITOR),
    StaffRoute("POST", f"{_RECORD}/zusammen", conflicts.take_merged, _EDITOR),
    StaffRoute("POST", f"{_RECORD}/einreichen", records.submit, _EDITOR),
    StaffRoute("POST", f"{_RECORD}/geprueft", records.mark_checked, _EDITOR),
    StaffRoute("GET", f"{_RECORD}/verwerfen", records.discard_page, _EDITOR),
    StaffRoute("POST", f"{_RECORD}/verwerfen", records.discard, _EDITOR),
    StaffRoute("GET", f"{_RECORD}/ausprobieren", records.try_page, _EDITOR),
    StaffRoute("GET", f"{_RECORD}/verlauf", past.history_page, _EDITOR),
    StaffRoute("GET", f"{_RECORD}/verlauf/{{key}}", past.restore_page, _REVIEWER),
    StaffRoute("POST", f"{_RECORD}/verlauf/{{key}}", past.restore, _REVIEWER),
    StaffRoute("GET", f"{_RECORD}/pruefen", review.review_page, _REVIEWER),
    StaffRoute("POST", f"{_RECORD}/veroeffentlichen", review.publish, _REVIEWER),
    StaffRoute("POST", f"{_RECORD}/zurueckgeben", review.give_back, _REVIEWER),
    StaffRoute("GET", f"{_RECORD}/archivieren", records.archive_page, _REVIEWER),
    StaffRoute("POST", f"{_RECORD}/archivieren", records.archive, _REVIEWER),
    StaffRoute("GET", f"{_RECORD}/wiederbeleben", records.revive_page, _REVIEWER),
    StaffRoute("POST", f"{_RECORD}/wiederbeleben", records.revive, _REVIEWER),
)


def staff_routes() -> list[web.AbstractRouteDef]:
    """Return the table for the application."""
    return [web.route(r.method, r.path, r.handler) for r in TABLE]


def needed_role(method: str, canonical: str) -> Role | None:
    """Return the role an address needs; None = nobody has to be signed in."""
    found = _ROLES.get((method, canonical))
    return found.role if found else Role.ADMIN


_ROLES = {
    (route.method, web.DynamicResource(route.path).canonical)
    if "{" in route.path
    else (route.method, route.path): route
    for route in TABLE
}
