"""Whether the process is alive and whether it can answer."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.web import keys
from bot.web.rasa_client import RasaStatus, RasaUnavailable
from bot.web.threads import ask_catalog
from catalog import Catalog
from catalog.errors import CatalogError


async def healthz(_request: web.Request) -> web.Response:
    """Say that the process is alive."""
    return web.json_response({"ok": True})


async def readyz(request: web.Request) -> web.Response:
    """Say what is ready: database, model, actions; 503 unless all are."""
    rasa = await _rasa_status(request)
    parts = {
        "database": await _has_database(request),
        "model": rasa.has_model,
        "actions": rasa.has_actions,
    }
    is_ready = all(parts.values())
    status = 200 if is_ready else 503
    catalog = request.app[keys.CATALOG].fingerprint
    body = {"ok": is_ready, "status": status, **parts, "catalog": catalog}
    desk = request.app.get(keys.CALLBACK_DESK)
    if desk is not None:
        # For who watches. Mails that wait are no reason to send people elsewhere.
        body["callbacks"] = await asyncio.to_thread(desk.outbox.counts)
    return web.json_response(body, status=status)


async def _has_database(request: web.Request) -> bool:
    try:
        await ask_catalog(request, Catalog.counts)
    except CatalogError:
        return False
    return True


async def _rasa_status(request: web.Request) -> RasaStatus:
    try:
        return await request.app[keys.DIALOGUE].status()
    except RasaUnavailable:
        return RasaStatus(has_model=False, has_actions=False)
