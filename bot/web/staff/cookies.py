"""Cookies of the staff area, and the tokens that protect its forms."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from aiohttp import web

from bot.web import keys
from bot.web.rate_limit import is_trusted
from bot.web.staff import texts

AREA = "/verwaltung"
SIGN_IN = f"{AREA}/anmelden"
SESSION = "lernlotse_staff"
# Binds the form for signing in to the browser it was given to.
FORM = "lernlotse_staff_form"
NOTICE = "lernlotse_staff_notice"
NOTICE_SECONDS = 60
FORM_SECONDS = 3600


def is_https(request: web.Request) -> bool:
    """Whether the browser speaks HTTPS, to us or to a proxy that may say so."""
    if request.secure:
        return True
    trusted = request.app[keys.SETTINGS].trusted_proxies
    said = request.headers.get("X-Forwarded-Proto", "")
    return said.strip().lower() == "https" and is_trusted(request.remote, trusted)


def keep_session(request: web.Request, response: web.Response, token: str) -> None:
    """Give the browser the token of a session, until it is closed."""
    _set(request, response, SESSION, token)


def end_session(response: web.Response) -> None:
    """Take the token of a session away."""
    response.del_cookie(SESSION, path=AREA)


def form_token(secret: str) -> str:
    """Return what a form has to send back: it proves that we gave it out."""
    return hmac.digest(secret.encode(), b"form", hashlib.sha256).hex()


def is_form_token(sent: str, secret: str) -> bool:
    """Whether a form sent what belongs to the secret."""
    return hmac.compare_digest(sent.encode(), form_token(secret).encode())


def new_form_secret(request: web.Request, response: web.Response, secret: str) -> None:
    """Bind the form for signing in to this browser."""
    _set(request, response, FORM, secret, max_age=FORM_SECONDS)


def new_secret() -> str:
    """Return a secret nobody can guess."""
    return secrets.token_urlsafe(32)


def leave_notice(request: web.Request, response: web.Response, key: str) -> None:
    """Let the next page say once what was done."""
    _set(request, response, NOTICE, key, max_age=NOTICE_SECONDS)


def notice(request: web.Request) -> str:
    """Return what the page before has left to say; empty = nothing."""
    key = request.cookies.get(NOTICE, "")
    return texts.text("notice", key) if texts.has("notice", key) else ""


def forget_notice(response: web.Response) -> None:
    """Do not say it again."""
    response.del_cookie(NOTICE, path=AREA)


def _set(
    request: web.Request,
    response: web.Response,
    name: str,
    value: str,
    *,
    max_age: int | None = None,
) -> None:
    response.set_cookie(
        name,
        value,
        path=AREA,
        max_age=max_age,
        httponly=True,
        samesite="Lax",
        secure=is_https(request),
    )
