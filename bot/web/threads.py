"""The one way from a request to the catalog, whose methods block."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from aiohttp import web

from bot.web import keys
from catalog import Catalog

P = ParamSpec("P")
T = TypeVar("T")


async def ask_catalog(
    request: web.Request,
    question: Callable[Concatenate[Catalog, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """Call a method of the catalog, or a function of it, in a thread."""
    catalog = request.app[keys.CATALOG]
    return await asyncio.to_thread(question, catalog, *args, **kwargs)
