"""The link to the callback slip, for chat and pages."""

from __future__ import annotations

from urllib.parse import urlencode

from bot.web.callback.slip import MATTER_LIMIT
from bot.web.texts import text

ADDRESS = "/rueckruf"


def callback_url(matter: str = "") -> str:
    """Return the address of the form, with what it is about filled in."""
    query = urlencode({"anliegen": matter[:MATTER_LIMIT]}) if matter else ""
    return f"{ADDRESS}?{query}" if query else ADDRESS


def callback_link(matter: str) -> dict[str, str]:
    """Return the link as an item of the chat's replies."""
    return {"label": text("callback", "link"), "url": callback_url(matter)}
