"""All addresses of the public port."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

from bot.web import api, chat, health, pages, records
from bot.web.callback import pages as callback
from bot.web.staff.routes import staff_routes

STATIC_DIR = Path(__file__).parent / "static"


def routes() -> list[web.AbstractRouteDef]:
    """Return the table of routes."""
    return [
        web.get("/", pages.home),
        web.get("/chat", pages.chat_page),
        web.get("/suche", pages.search_page),
        web.get("/angebote/{id}", records.offer_page),
        web.get("/akteure/{id}", records.actor_page),
        web.get("/rueckruf", callback.callback_page),
        web.post("/rueckruf", callback.take_slip),
        web.get("/rueckruf/danke", callback.thanks_page),
        web.post("/api/v1/chat", chat.chat),
        web.delete("/api/v1/chat/{token}", chat.forget),
        web.get("/api/v1/offers", api.search_offers),
        *staff_routes(),
        web.get("/healthz", health.healthz),
        web.get("/readyz", health.readyz),
        web.get("/static/district.css", pages.district_colors),
        web.static("/static", STATIC_DIR),
    ]
