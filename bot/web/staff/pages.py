"""How every page of the staff area is made: who is here, what may they, what was done."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.web.rendering import render
from bot.web.staff import cookies, keys, texts
from bot.web.staff.fields import column_label, form_labels
from bot.web.staff.kinds import PATHS, record_path
from bot.web.threads import ask_catalog
from catalog import Catalog, Role, SignedIn
from catalog.errors import CatalogError

FOUND = 303


async def show(
    request: web.Request, template: str, *, status: int = 200, **context: Any
) -> web.Response:
    """Return a page of the staff area; it knows who is signed in."""
    known: dict[str, Any] = {
        "word": texts.word,
        "record_path": record_path,
        "kind_paths": PATHS,
        "label_of": column_label,
        "labels_of": form_labels,
        "notice": cookies.notice(request),
        **await _about(request),
    }
    response = await render(
        request, f"staff/{template}", status=status, **(known | context)
    )
    if known["notice"]:
        cookies.forget_notice(response)
    return response


def go(request: web.Request, path: str, notice: str = "") -> web.Response:
    """Send the browser to a page, which says once what was done."""
    response = web.Response(status=FOUND, headers={"Location": path})
    if notice:
        cookies.leave_notice(request, response, notice)
    return response


def me(request: web.Request) -> SignedIn:
    """Return who is signed in."""
    return request[keys.SIGNED_IN]


async def _about(request: web.Request) -> dict[str, Any]:
    signed_in = request.get(keys.SIGNED_IN)
    if signed_in is None:
        return {"me": None}
    role = signed_in.account.role
    is_reviewer = role.includes(Role.REVIEWER)
    return {
        "me": signed_in.account,
        "is_reviewer": is_reviewer,
        "is_admin": role.includes(Role.ADMIN),
        "waiting": await _waiting(request) if is_reviewer else 0,
        "csrf": cookies.form_token(request[keys.TOKEN]),
    }


async def _waiting(request: web.Request) -> int:
    try:
        return await ask_catalog(request, _count_waiting)
    except CatalogError:
        return 0


def _count_waiting(catalog: Catalog) -> int:
    return catalog.overview.waiting()
