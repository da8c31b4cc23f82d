"""What the application carries, by typed key; nothing is created here."""

from __future__ import annotations

from aiohttp import web

from bot.settings import Settings
from bot.web.callback.desk import CallbackDesk
from bot.web.conversations import Conversations
from bot.web.facts import FactsCache
from bot.web.rasa_client import Dialogue
from bot.web.rate_limit import RateLimiter
from catalog import Catalog

SETTINGS = web.AppKey("settings", Settings)
CATALOG = web.AppKey("catalog", Catalog)
DIALOGUE = web.AppKey("dialogue", Dialogue)
CONVERSATIONS = web.AppKey("conversations", Conversations)
FACTS = web.AppKey("facts", FactsCache)
RATE_LIMITER = web.AppKey("rate_limiter", RateLimiter)
# Absent where no mail server is named: nobody can ask for a callback then.
CALLBACK_DESK = web.AppKey("callback_desk", CallbackDesk)

REQUEST_ID = web.RequestKey("request_id", str)
