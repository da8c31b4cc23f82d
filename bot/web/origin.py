"""Whether a form was sent by a page of ours."""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import web


def is_posted_here(request: web.Request) -> bool:
    """Whether a page of ours posted; browsers that say nothing are believed."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host
