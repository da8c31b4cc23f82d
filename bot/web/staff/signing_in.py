"""Signing in and out."""

from __future__ import annotations

from aiohttp import web

from bot.web.middlewares import address_of
from bot.web.staff import cookies, keys, texts
from bot.web.staff.pages import go, show
from bot.web.staff.requests import own_path, posted
from bot.web.threads import ask_catalog
from catalog import Catalog
from catalog.errors import SignInRefused


async def sign_in_page(request: web.Request) -> web.Response:
    """Show the form for signing in."""
    if request.get(keys.SIGNED_IN) is not None:
        return go(request, own_path(request.query.get("weiter", "")))
    return await _form(request, request.query.get("weiter", ""))


async def sign_in(request: web.Request) -> web.Response:
    """Begin a session; whatever token the browser came with means nothing after."""
    values = await posted(request)
    target, name = values.get("weiter", ""), values.get("name", "")
    secret = request.cookies.get(cookies.FORM, "")
    if not secret or not cookies.is_form_token(values.get("csrf", ""), secret):
        problem = texts.text("sign_in", "expired")
        return await _form(request, target, name=name, problem=problem, status=403)
    try:
        token = await ask_catalog(
            request,
            _begin,
            name,
            values.get("passwort", ""),
            address_of(request),
            browser_of(request),
        )
    except SignInRefused as refused:
        status = 429 if refused.wait else 403
        return await _form(
            request, target, name=name, problem=refusal_text(refused), status=status
        )
    if keys.TOKEN in request:
        await ask_catalog(request, _end, request[keys.TOKEN])
    response = go(request, own_path(target))
    cookies.keep_session(request, response, token)
    response.del_cookie(cookies.FORM, path=cookies.AREA)
    return response


async def sign_out(request: web.Request) -> web.Response:
    """End the session."""
    await ask_catalog(request, _end, request[keys.TOKEN])
    response = go(request, cookies.SIGN_IN, "signed_out")
    cookies.end_session(response)
    return response


def browser_of(request: web.Request) -> str:
    """Return what a browser says that it is."""
    return request.headers.get("User-Agent", "")


def refusal_text(refused: SignInRefused) -> str:
    """Return in German why somebody does not get in."""
    if not refused.wait:
        return texts.text("sign_in", "wrong")
    count = -(-refused.wait // 60)
    key = "minute" if count == 1 else "minutes"
    minutes = texts.text("sign_in", key, count=count)
    return texts.text("sign_in", "wait", minutes=minutes)


async def _form(
    request: web.Request,
    target: str,
    *,
    name: str = "",
    problem: str = "",
    status: int = 200,
) -> web.Response:
    secret = cookies.new_secret()
    response = await show(
        request,
        "sign_in.html",
        status=status,
        target=own_path(target),
        name=name,
        problem=problem,
        form_csrf=cookies.form_token(secret),
    )
    cookies.new_form_secret(request, response, secret)
    return response


def _begin(
    catalog: Catalog, name: str, password: str, address: str, browser: str
) -> str:
    return catalog.accounts.sign_in(name, password, address=address, browser=browser)


def _end(catalog: Catalog, token: str) -> None:
    catalog.accounts.sign_out(token)
