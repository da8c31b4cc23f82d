"""The form at /rueckruf: written, shown once more, sent; works without a script.

There is no cookie and so no session that another site could use: what protects the form
is that a browser says where a post comes from, and that only what was shown for
confirmation within the last hour can be sent, once. A cookie would add nothing to that
and would be refused where the page stands in a frame of the district's website.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from aiohttp import web

from bot.web import keys
from bot.web.callback.desk import CallbackDesk
from bot.web.callback.outbox import OutboxFull
from bot.web.callback.slip import LIMITS, MATTER_LIMIT, Slip, several_lines
from bot.web.middlewares import address_of
from bot.web.origin import is_posted_here
from bot.web.problems import Problem
from bot.web.rendering import render, render_text
from bot.web.threads import ask_catalog
from catalog import Catalog
from catalog.settings import BERLIN

THANKS = "/rueckruf/danke"
# What the buttons of the second page send.
CHANGE, SEND = "aendern", "senden"
# Nobody sees this field; programs that fill in every field do.
TRAP = "homepage"


async def callback_page(request: web.Request) -> web.Response:
    """Show the empty form, or that there is none here."""
    if keys.CALLBACK_DESK not in request.app:
        return await _not_here(request)
    matter = several_lines(request.query.get("anliegen", ""))[:MATTER_LIMIT]
    return await _form(request, Slip(matter=matter))


async def take_slip(request: web.Request) -> web.Response:
    """Check what was written, show it for confirmation, or send what was confirmed."""
    desk = request.app.get(keys.CALLBACK_DESK)
    if desk is None:
        return await _not_here(request)
    if not is_posted_here(request):
        raise Problem(403, "posted_elsewhere")
    values = await _posted(request)
    slip, step = Slip.from_form(values), values.get("schritt", "")
    if step == CHANGE:
        return await _form(request, slip)
    problems = slip.problems()
    if problems or values.get(TRAP):
        return await _form(request, slip, problems, is_trapped=bool(values.get(TRAP)))
    if step != SEND:
        return await _confirmation(request, desk, slip)
    letter_id = desk.tokens.read(values.get("bestaetigung", ""), slip.content)
    if letter_id is None:
        return await _confirmation(request, desk, slip, is_again=True)
    await _send(request, desk, slip, letter_id)
    return web.Response(status=303, headers={"Location": THANKS})


async def thanks_page(request: web.Request) -> web.Response:
    """Say that the slip arrived and what happens now."""
    if keys.CALLBACK_DESK not in request.app:
        return await _not_here(request)
    opening = await ask_catalog(request, Catalog.office_hours)
    return await render(request, "callback_thanks.html", opening=opening)


async def _not_here(request: web.Request) -> web.Response:
    opening = await ask_catalog(request, Catalog.office_hours)
    return await render(request, "callback_off.html", status=404, opening=opening)


async def _form(
    request: web.Request,
    slip: Slip,
    problems: Mapping[str, str] | None = None,
    *,
    is_trapped: bool = False,
) -> web.Response:
    return await render(
        request,
        "callback_form.html",
        status=422 if problems or is_trapped else 200,
        slip=slip,
        limits=LIMITS,
        problems=problems or {},
        is_trapped=is_trapped,
    )


async def _confirmation(
    request: web.Request, desk: CallbackDesk, slip: Slip, *, is_again: bool = False
) -> web.Response:
    return await render(
        request,
        "callback_check.html",
        status=422 if is_again else 200,
        slip=slip,
        token=desk.tokens.issue(slip.content),
        is_again=is_again,
    )


async def _send(
    request: web.Request, desk: CallbackDesk, slip: Slip, letter_id: str
) -> None:
    office = request.app[keys.CATALOG].district.office
    wait = desk.limiter.wait(address_of(request))
    if wait:
        raise Problem(
            429,
            "too_many_callbacks",
            headers={"Retry-After": str(wait)},
            office=office.name,
            phone=office.phone,
        )
    letter = await render_text(
        request,
        "callback_mail.txt",
        slip=slip,
        number=letter_id[:8],
        moment=datetime.now(BERLIN),
    )
    try:
        await desk.take(letter_id, letter)
    except OutboxFull as error:
        raise Problem(
            503, "callbacks_full", office=office.name, phone=office.phone
        ) from error


async def _posted(request: web.Request) -> dict[str, str]:
    """Return the texts of a form; files are left out."""
    try:
        values = await request.post()
    except (LookupError, ValueError) as error:
        raise Problem(400, "bad_request") from error
    return {name: value for name, value in values.items() if isinstance(value, str)}
