"""What requests and the application carry for the staff area, by typed key."""

from __future__ import annotations

from aiohttp import web

from bot.web.staff.findings import FindingsCache
from catalog import SignedIn

FINDINGS = web.AppKey("findings", FindingsCache)

SIGNED_IN = web.RequestKey("signed_in", SignedIn)
# The secret of the session; its fingerprint is in `SignedIn.key`.
TOKEN = web.RequestKey("staff_token", str)
