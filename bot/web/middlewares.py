"""What holds for every request: id, log line, rate limit, error contract, headers."""

from __future__ import annotations

import logging
import secrets
import time
import traceback

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.web import keys
from bot.web.callback.link import ADDRESS as CALLBACK
from bot.web.problems import Problem, error_response
from bot.web.rate_limit import client_address
from bot.web.rendering import render
from bot.web.texts import words
from catalog.errors import (
    ActorNotFound,
    CatalogError,
    CatalogUnavailable,
    InvalidQuery,
    OfferNotFound,
)

logger = logging.getLogger(__name__)

API = "/api/"
STAFF = "/verwaltung"
LIMITED = (API, "/suche", CALLBACK)
# What people wrote or were told is kept neither by browsers nor on the way.
NEVER_KEPT = (API, CALLBACK, STAFF)
RETRY_SECONDS = 10
UNHELPFUL_HEADERS = frozenset({"content-type", "content-length"})


@web.middleware
async def identify(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Give the request an id and log how it went, without what people wrote."""
    request[keys.REQUEST_ID] = secrets.token_hex(8)
    started = time.perf_counter()
    response = await handler(request)
    if logger.isEnabledFor(logging.INFO):
        took = (time.perf_counter() - started) * 1000
        logger.info(
            "%s %s %d %.1f ms %s",
            request.method,
            _route(request),
            response.status,
            took,
            request[keys.REQUEST_ID],
        )
    return response


@web.middleware
async def translate_errors(
    request: web.Request, handler: Handler
) -> web.StreamResponse:
    """Answer errors as JSON in the API and as a page elsewhere."""
    try:
        return await handler(request)
    except Problem as problem:
        return await _answer(request, problem)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        return await _answer(request, _http_problem(error))
    except CatalogError as error:
        return await _answer(request, _catalog_problem(error, request))
    except Exception as error:
        _log_failure(error, request)
        return await _answer(request, Problem(500, "internal"))


@web.middleware
async def limit_rate(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what an address asks beyond its share of a minute."""
    if request.path.startswith(LIMITED):
        wait = request.app[keys.RATE_LIMITER].wait(address_of(request))
        if wait:
            headers = {"Retry-After": str(wait)}
            raise Problem(429, "too_many", headers=headers, seconds=wait)
    return await handler(request)


def address_of(request: web.Request) -> str:
    """Return the address to count a request for."""
    return client_address(
        request.remote,
        request.headers.getall("X-Forwarded-For", []),
        request.app[keys.SETTINGS].trusted_proxies,
    )


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Add what protects the people who use the pages."""
    headers = response.headers
    headers["Content-Security-Policy"] = _content_policy(request)
    headers["Server"] = "Lernlotse"
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    headers["X-Request-ID"] = request.get(keys.REQUEST_ID, "")
    caching = "no-store" if request.path.startswith(NEVER_KEPT) else "no-cache"
    headers.setdefault("Cache-Control", caching)


def _content_policy(request: web.Request) -> str:
    policy = (
        "default-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'"
    )
    if request.path.startswith(STAFF):
        # KERN's signs are data: images; nobody frames pages that publish at a click.
        return f"{policy}; img-src 'self' data:; frame-ancestors 'none'"
    ancestors = " ".join(request.app[keys.SETTINGS].frame_ancestors)
    return f"{policy}; frame-ancestors {ancestors}"


async def _answer(request: web.Request, problem: Problem) -> web.Response:
    if request.path.startswith(API):
        return error_response(problem)
    return await render(
        request,
        "error.html",
        status=problem.status,
        headers=problem.headers,
        problem=problem,
    )


def _http_problem(error: web.HTTPException) -> Problem:
    key = f"status_{error.status}"
    known = key if key in words("error") else "bad_request"
    headers = {
        name: value
        for name, value in error.headers.items()
        if name.lower() not in UNHELPFUL_HEADERS
    }
    return Problem(error.status, known, headers=headers)


def _catalog_problem(error: CatalogError, request: web.Request) -> Problem:
    if isinstance(error, OfferNotFound):
        return Problem(404, "offer_not_found")
    if isinstance(error, ActorNotFound):
        return Problem(404, "actor_not_found")
    if isinstance(error, InvalidQuery):
        return Problem(400, "invalid_query")
    _log_failure(error, request)
    if isinstance(error, CatalogUnavailable):
        headers = {"Retry-After": str(RETRY_SECONDS)}
        return Problem(503, "catalog_unavailable", headers=headers)
    return Problem(500, "internal")


def _log_failure(error: Exception, request: web.Request) -> None:
    """Log where it failed; messages of exceptions may quote what people wrote."""
    logger.error(
        "%s in %s %s, request %s\n%s",
        type(error).__name__,
        request.method,
        _route(request),
        request.get(keys.REQUEST_ID, ""),
        "".join(traceback.format_tb(error.__traceback__)),
    )


def _route(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return resource.canonical if resource else "-"
