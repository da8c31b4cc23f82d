"""One's own account, and those of everybody for administrators."""

from __future__ import annotations

from collections.abc import Callable

from aiohttp import web

from bot.web.middlewares import address_of
from bot.web.staff import cookies, texts
from bot.web.staff.kinds import AREA
from bot.web.staff.pages import go, me, show
from bot.web.staff.requests import Refused, posted
from bot.web.staff.signing_in import browser_of, refusal_text
from bot.web.threads import ask_catalog
from catalog import SHORTEST_PASSWORD, Account, Catalog, Role, SignedIn
from catalog.errors import (
    AccountExists,
    AccountNotFound,
    LastAdministrator,
    SignInRefused,
    WeakPassword,
)

OWN = f"{AREA}/konto"
ALL = f"{AREA}/konten"


async def own_page(request: web.Request) -> web.Response:
    """Show one's own account."""
    return await _own(request)


async def change_password(request: web.Request) -> web.Response:
    """Change one's own password, which takes the old one."""
    values = await posted(request)
    new = values.get("neu", "")
    if new != values.get("noch_einmal", ""):
        problem = texts.text("password", "differs")
        return await _own(request, {"noch_einmal": problem}, status=422)
    name, old = me(request).account.name, values.get("bisher", "")
    try:
        token = await ask_catalog(
            request,
            _change_password,
            name,
            old,
            new,
            address_of(request),
            browser_of(request),
        )
    except WeakPassword as error:
        return await _own(request, {"neu": _weak(error)}, status=422)
    except SignInRefused as refused:
        wrong = (
            refusal_text(refused) if refused.wait else texts.text("password", "wrong")
        )
        return await _own(request, {"bisher": wrong}, status=422)
    response = go(request, OWN, "password_changed")
    cookies.keep_session(request, response, token)
    return response


async def end_own_session(request: web.Request) -> web.Response:
    """End one of one's own sessions."""
    key, name = (await posted(request)).get("sitzung", ""), me(request).account.name
    await ask_catalog(request, _end, key, name, name)
    return go(request, OWN, "session_ended")


async def all_page(request: web.Request) -> web.Response:
    """Show all accounts and sessions."""
    return await _all(request)


async def add(request: web.Request) -> web.Response:
    """Create an account."""
    values = await posted(request)
    name, role = " ".join(values.get("name", "").split()), _role(values)
    problems = {}
    if not name:
        problems["name"] = texts.text("account", "name_missing")
    if role is None:
        problems["rolle"] = texts.text("account", "role_missing")
    if problems or role is None:
        return await _all(request, problems, values, status=422)
    by = me(request).account.name
    try:
        await ask_catalog(request, _add, name, role, values.get("passwort", ""), by)
    except AccountExists:
        problems["name"] = texts.text("account", "taken")
    except WeakPassword as error:
        problems["passwort"] = _weak(error)
    if problems:
        return await _all(request, problems, values, status=422)
    return go(request, ALL, "account_added")


async def account_page(request: web.Request) -> web.Response:
    """Show one account with what can be changed of it."""
    return await _one(request)


async def set_role(request: web.Request) -> web.Response:
    """Give an account another role."""
    role = _role(await posted(request))
    if role is None:
        raise Refused(422, texts.text("account", "role_missing"))
    return await _change(
        request, lambda catalog, name, by: catalog.accounts.set_role(name, role, by=by)
    )


async def set_state(request: web.Request) -> web.Response:
    """Let an account sign in, or not."""
    wanted = (await posted(request)).get("stand") == "frei"
    return await _change(
        request,
        lambda catalog, name, by: catalog.accounts.set_active(
            name, is_active=wanted, by=by
        ),
    )


async def set_password(request: web.Request) -> web.Response:
    """Give somebody a new password."""
    new = (await posted(request)).get("passwort", "")
    try:
        return await _change(
            request,
            lambda catalog, name, by: catalog.accounts.set_password(name, new, by=by),
        )
    except WeakPassword as error:
        return await _one(request, {"passwort": _weak(error)}, status=422)


async def end_session(request: web.Request) -> web.Response:
    """End anybody's session."""
    key = (await posted(request)).get("sitzung", "")
    await ask_catalog(request, _end, key, None, me(request).account.name)
    return go(request, ALL, "session_ended")


async def _change(
    request: web.Request, change: Callable[[Catalog, str, str], None]
) -> web.Response:
    name, by = request.match_info["name"], me(request).account.name
    try:
        await ask_catalog(request, change, name, by)
    except LastAdministrator as error:
        raise Refused(409, texts.text("account", "last_administrator")) from error
    except AccountNotFound as error:
        raise Refused(404, texts.text("account", "unknown")) from error
    return go(request, ALL, "account_changed")


async def _own(
    request: web.Request, problems: dict[str, str] | None = None, *, status: int = 200
) -> web.Response:
    signed_in = me(request)
    name = signed_in.account.name
    return await show(
        request,
        "own_account.html",
        status=status,
        problems=problems or {},
        sessions=await ask_catalog(request, _sessions, name),
        own_key=signed_in.key,
        shortest=SHORTEST_PASSWORD,
    )


async def _all(
    request: web.Request,
    problems: dict[str, str] | None = None,
    values: dict[str, str] | None = None,
    *,
    status: int = 200,
) -> web.Response:
    return await show(
        request,
        "accounts.html",
        status=status,
        problems=problems or {},
        values=values or {},
        accounts=await ask_catalog(request, _accounts),
        sessions=await ask_catalog(request, _sessions, None),
        own_key=me(request).key,
        roles=list(Role),
        shortest=SHORTEST_PASSWORD,
    )


async def _one(
    request: web.Request, problems: dict[str, str] | None = None, *, status: int = 200
) -> web.Response:
    try:
        account = await ask_catalog(request, _account, request.match_info["name"])
    except AccountNotFound as error:
        raise Refused(404, texts.text("account", "unknown")) from error
    return await show(
        request,
        "account.html",
        status=status,
        problems=problems or {},
        account=account,
        roles=list(Role),
        shortest=SHORTEST_PASSWORD,
    )


def _role(values: dict[str, str]) -> Role | None:
    known = {role.value: role for role in Role}
    return known.get(values.get("rolle", ""))


def _weak(error: WeakPassword) -> str:
    return texts.text(
        "password", "weak", shortest=error.shortest, longest=error.longest
    )


def _change_password(
    catalog: Catalog, name: str, old: str, new: str, address: str, browser: str
) -> str:
    return catalog.accounts.change_password(
        name, old, new, address=address, browser=browser
    )


def _end(catalog: Catalog, key: str, of: str | None, by: str) -> None:
    catalog.accounts.end(key, of=of, by=by)


def _add(catalog: Catalog, name: str, role: Role, password: str, by: str) -> None:
    catalog.accounts.add(name, role, password, by=by)


def _accounts(catalog: Catalog) -> list[Account]:
    return catalog.accounts.every()


def _account(catalog: Catalog, name: str) -> Account:
    return catalog.accounts.find(name)


def _sessions(catalog: Catalog, name: str | None) -> list[SignedIn]:
    return catalog.accounts.sessions(name)
