"""Who may come in: a session for every page, a role for every action, own forms only."""

from __future__ import annotations

import logging
import traceback
from urllib.parse import quote

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.web import keys as web_keys
from bot.web.origin import is_posted_here
from bot.web.staff import cookies, keys, pages, texts
from bot.web.staff.requests import (
    Refused,
    is_in_area,
    own_path,
    posted,
)
from bot.web.staff.routes import needed_role
from bot.web.threads import ask_catalog
from catalog import Catalog, Role, SignedIn
from catalog.errors import (
    CatalogError,
    CatalogUnavailable,
    ChangedMeanwhile,
    InvalidRecord,
    NotAllowed,
    RecordNotFound,
    StillInUse,
)

logger = logging.getLogger(__name__)

AREA = cookies.AREA
# A long description in a form is more than a question to the chat.
MOST_FORM_BYTES = 512 * 1024
SAFE_METHODS = ("GET", "HEAD")
_STATUS_TEXTS = {413: "too_large", 404: "not_here", 405: "not_here"}


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let only those in who may, and answer errors as pages of the staff area."""
    if not is_in_area(request.path):
        return await handler(request)
    if request.method not in SAFE_METHODS:
        request = request.clone(client_max_size=MOST_FORM_BYTES)
    try:
        return await _guarded(request, handler)
    except Refused as refused:
        return await _refusal(request, refused.status, refused.message)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        key = _STATUS_TEXTS.get(error.status, "bad_request")
        return await _refusal(request, error.status, texts.text("problem", key))
    except CatalogError as error:
        return await _refusal(request, *_told(error, request))


async def _guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    is_post = request.method not in SAFE_METHODS
    if is_post and not is_posted_here(request):
        raise Refused(403, texts.text("problem", "csrf"))
    await _recognise(request)
    needed = _needed(request)
    if needed is None:
        return await handler(request)
    signed_in = request.get(keys.SIGNED_IN)
    if signed_in is None:
        return _to_sign_in(request)
    if is_post:
        await _check_form(request)
    if not signed_in.account.role.includes(needed):
        raise NotAllowed(needed.value)
    return await handler(request)


def _needed(request: web.Request) -> Role | None:
    """Return the role an address needs; what is in no table needs the first."""
    resource = request.match_info.route.resource
    method = "GET" if request.method == "HEAD" else request.method
    if resource is None:
        return Role.EDITOR
    return needed_role(method, resource.canonical)


async def _recognise(request: web.Request) -> None:
    token = request.cookies.get(cookies.SESSION, "")
    found = await ask_catalog(request, _signed_in, token) if token else None
    if found is not None:
        request[keys.SIGNED_IN] = found
        request[keys.TOKEN] = token


def _signed_in(catalog: Catalog, token: str) -> SignedIn | None:
    return catalog.accounts.signed_in(token)


def _to_sign_in(request: web.Request) -> web.Response:
    wanted = request.rel_url.raw_path_qs if request.method in SAFE_METHODS else ""
    target = cookies.SIGN_IN
    if own_path(wanted) == wanted and wanted != f"{AREA}/":
        target = f"{target}?weiter={quote(wanted, safe='')}"
    return pages.go(request, target)


async def _check_form(request: web.Request) -> None:
    sent = (await posted(request)).get("csrf", "")
    if not cookies.is_form_token(sent, request[keys.TOKEN]):
        raise Refused(403, texts.text("problem", "csrf"))


async def _refusal(request: web.Request, status: int, message: str) -> web.Response:
    return await pages.show(request, "error.html", status=status, message=message)


def _told(error: CatalogError, request: web.Request) -> tuple[int, str]:
    """Return status and German message of what the catalog refuses."""
    if isinstance(error, NotAllowed):
        role = texts.word(error.needed, "role")
        return 403, texts.text("problem", "forbidden", role=role)
    if isinstance(error, RecordNotFound):
        return 404, texts.text("problem", "not_found")
    if isinstance(error, StillInUse):
        return 409, texts.text("problem", "still_in_use", count=error.count)
    if isinstance(error, ChangedMeanwhile):
        return 409, texts.text("problem", "changed_meanwhile")
    if isinstance(error, InvalidRecord):
        return 422, texts.text("problem", "cannot_publish")
    _log_failure(error, request)
    if isinstance(error, CatalogUnavailable):
        return 503, texts.text("problem", "unavailable")
    return 500, texts.text("problem", "internal")


def _log_failure(error: Exception, request: web.Request) -> None:
    """Log where it failed; messages of exceptions may quote what people wrote."""
    logger.error(
        "%s in %s, request %s\n%s",
        type(error).__name__,
        request.method,
        request.get(web_keys.REQUEST_ID, ""),
        "".join(traceback.format_tb(error.__traceback__)),
    )
