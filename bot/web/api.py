"""Offers as JSON: the same understanding and search as everywhere."""

from __future__ import annotations

from aiohttp import web

from bot.web.search import Found, Wanted, find
from bot.web.threads import ask_catalog
from catalog import OfferPage, offer_card, relaxed_items


async def search_offers(request: web.Request) -> web.Response:
    """Return the offers that a question asks for."""
    wanted = Wanted.from_query(request.query)
    return web.json_response(_as_json(await ask_catalog(request, find, wanted)))


def _as_json(found: Found) -> dict[str, object]:
    offers = found.offers
    online = offers.online if offers else None
    return {
        "ok": True,
        "q": found.wanted.text,
        "filters": [
            {key: item[key] for key in ("field", "value", "label")}
            for item in found.filters
        ],
        "corrections": [
            {"typed": c.typed, "read_as": c.read_as}
            for c in found.understanding.corrections
        ],
        "relaxed": relaxed_items(offers.relaxed) if offers else [],
        "page": found.wanted.page,
        "pages": found.pages,
        **_list(offers),
        "online": _list(online) if online else None,
    }


def _list(page: OfferPage | None) -> dict[str, object]:
    if page is None:
        return {"total": 0, "items": []}
    return {"total": page.total, "items": [offer_card(hit) for hit in page.items]}
