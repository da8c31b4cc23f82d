"""Templates: how they are set up, and what every page knows."""

from __future__ import annotations

from collections.abc import Mapping

import aiohttp_jinja2
import jinja2
from aiohttp import web

from bot.web import keys
from bot.web.chat import MESSAGE_LIMIT
from bot.web.filters import filters
from bot.web.texts import TEMPLATES_DIR


def set_up_templates(app: web.Application) -> None:
    """Let the application render templates, which escape all they are given."""
    environment = aiohttp_jinja2.setup(
        app,
        loader=jinja2.FileSystemLoader(TEMPLATES_DIR),
        enable_async=True,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters.update(filters())


async def render(
    request: web.Request,
    template: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **context: object,
) -> web.Response:
    """Return a page; it knows the district and the facts besides its own context."""
    known = {
        "district": request.app[keys.CATALOG].district,
        "facts": await request.app[keys.FACTS].get(),
        "takes_callbacks": keys.CALLBACK_DESK in request.app,
        "message_limit": MESSAGE_LIMIT,
        "path": request.path,
    }
    response = await aiohttp_jinja2.render_template_async(
        template, request, known | context, status=status
    )
    response.headers.update(headers or {})
    return response


async def render_text(request: web.Request, template: str, **context: object) -> str:
    """Return what a template says that is no page."""
    found = aiohttp_jinja2.get_env(request.app).get_template(template)
    known = {"district": request.app[keys.CATALOG].district}
    return await found.render_async(known | context)
