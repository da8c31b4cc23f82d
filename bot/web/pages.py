"""The start page, the chat's own page, the search page and the district's colours."""

from __future__ import annotations

from aiohttp import web

from bot.web import keys
from bot.web.colors import district_css
from bot.web.rendering import render
from bot.web.search import Wanted, find
from bot.web.threads import ask_catalog

PAGE_SIZE = 10


async def home(request: web.Request) -> web.Response:
    """Show the demonstration page of a district with the chat on it."""
    return await render(request, "home.html")


async def chat_page(request: web.Request) -> web.Response:
    """Show the chat as a page of its own."""
    return await render(request, "chat.html")


async def search_page(request: web.Request) -> web.Response:
    """Show what a question finds; without a question, examples."""
    wanted = Wanted.from_query(request.query)
    if not wanted.text and not wanted.removed:
        return await render(request, "search.html", found=None)
    found = await ask_catalog(request, find, wanted, size=PAGE_SIZE)
    return await render(request, "search.html", found=found)


async def district_colors(request: web.Request) -> web.Response:
    """Return the district's colours as custom properties."""
    css = district_css(request.app[keys.CATALOG].district.colors)
    return web.Response(text=css, content_type="text/css")
