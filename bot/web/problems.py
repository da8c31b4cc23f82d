"""What the web service refuses, and how: one shape for errors of the whole API."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web

from bot.web.texts import text


class Problem(Exception):
    """Raised when a request cannot be answered as asked.

    Args:
        status: The HTTP status.
        keys: Names of texts in the section `error`, the most important first.
        headers: Headers of the answer.
        values: Fill the placeholders of the texts.
    """

    def __init__(
        self,
        status: int,
        *keys: str,
        headers: Mapping[str, str] | None = None,
        **values: object,
    ) -> None:
        super().__init__(f"{status} {' '.join(keys)}")
        self.status = status
        self.headers = dict(headers or {})
        self.messages = [text("error", key, **values) for key in keys]


def error_response(problem: Problem) -> web.Response:
    """Return a problem as the API says it."""
    body = {
        "ok": False,
        "error": problem.messages[0],
        "errors": problem.messages,
        "status": problem.status,
    }
    return web.json_response(body, status=problem.status, headers=problem.headers)
