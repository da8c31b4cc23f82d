"""Puts the web service together: what it needs, its routes, its middlewares."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import partial

from aiohttp import web

from bot.settings import Settings
from bot.web import keys
from bot.web.callback.courier import Pause, retry_pause
from bot.web.callback.desk import open_desk
from bot.web.conversations import Conversations, load_key
from bot.web.facts import FactsCache
from bot.web.middlewares import (
    add_headers,
    identify,
    limit_rate,
    translate_errors,
)
from bot.web.rasa_client import Dialogue, open_rasa_client
from bot.web.rate_limit import RateLimiter
from bot.web.rendering import set_up_templates
from bot.web.routes import routes
from bot.web.staff import keys as staff_keys
from bot.web.staff.findings import FindingsCache
from bot.web.staff.guard import guard
from catalog import Catalog
from catalog.errors import CatalogError

MOST_BODY_BYTES = 64 * 1024


def create_app(
    settings: Settings,
    *,
    catalog: Catalog | None = None,
    rasa: Dialogue | None = None,
    pause: Pause = retry_pause,
) -> web.Application:
    """Return the web service.

    Args:
        settings: How to run.
        catalog: The catalog to answer from; default: the one of the settings.
        rasa: The dialogue to pass messages to; default: the Rasa process.
        pause: How long a callback waits after so many failed deliveries.
    """
    app = web.Application(
        middlewares=[identify, translate_errors, limit_rate, guard],
        client_max_size=MOST_BODY_BYTES,
    )
    app[keys.SETTINGS] = settings
    app[keys.CATALOG] = catalog or Catalog.open(settings.catalog)
    app[keys.CONVERSATIONS] = Conversations(load_key(settings.var_dir))
    app[keys.FACTS] = FactsCache(app[keys.CATALOG])
    app[staff_keys.FINDINGS] = FindingsCache(app[keys.CATALOG])
    app[keys.RATE_LIMITER] = RateLimiter(settings.rate_limit)
    if rasa is None:
        app.cleanup_ctx.append(_rasa_process)
    else:
        app[keys.DIALOGUE] = rasa
    app.cleanup_ctx.append(partial(_callback_desk, pause=pause))
    if catalog is None:
        app.on_cleanup.append(_close_catalog)
    app.on_startup.append(_warm_up)
    app.on_response_prepare.append(add_headers)
    app.add_routes(routes())
    set_up_templates(app)
    return app


async def _rasa_process(app: web.Application) -> AsyncIterator[None]:
    async with open_rasa_client(app[keys.SETTINGS].rasa_url) as client:
        app[keys.DIALOGUE] = client
        yield


async def _callback_desk(app: web.Application, *, pause: Pause) -> AsyncIterator[None]:
    """Take callbacks where there is a mail server and somebody to write to."""
    settings = app[keys.SETTINGS]
    recipient = settings.callback_to or app[keys.CATALOG].district.office.email
    if settings.smtp is None or not recipient:
        yield
        return
    async with open_desk(settings, recipient, pause=pause) as desk:
        app[keys.CALLBACK_DESK] = desk
        yield


async def _close_catalog(app: web.Application) -> None:
    app[keys.CATALOG].close()


async def _warm_up(app: web.Application) -> None:
    """Read the vocabulary before the first question, if there is a database."""
    try:
        await asyncio.to_thread(app[keys.CATALOG].understand, "")
    except CatalogError:
        return
    await app[keys.FACTS].get()
