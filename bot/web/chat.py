"""The chat's two addresses: a turn in, replies out; and forgetting a conversation."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass

from aiohttp import web

from bot.replies import replies
from bot.web import keys
from bot.web.callback.link import callback_link
from bot.web.choices import is_choice, typed_message
from bot.web.problems import Problem
from bot.web.rasa_client import RasaUnavailable

logger = logging.getLogger(__name__)

FIELDS = ("message", "choice", "conversation")
MESSAGE_LIMIT = 1000
RETRY_SECONDS = 5
_BLANKED = {code: " " for code in range(32) if chr(code) not in "\t\n\r"} | {127: " "}


@dataclass(frozen=True, slots=True)
class Turn:
    """What a person did: wrote a message or pressed a button; the other is None."""

    message: str | None
    choice: str | None
    conversation: str | None


async def chat(request: web.Request) -> web.Response:
    """Answer one turn of a conversation."""
    turn = read_turn(await request.read())
    conversation = request.app[keys.CONVERSATIONS].resume(turn.conversation)
    dialogue = request.app[keys.DIALOGUE]
    try:
        if turn.message is not None:
            messages = await dialogue.say(conversation.id, turn.message)
        else:
            messages = await dialogue.choose(conversation.id, str(turn.choice))
    except RasaUnavailable as error:
        raise _unavailable(request, "chat_unavailable", error) from error
    takes_callbacks = keys.CALLBACK_DESK in request.app
    link = callback_link if takes_callbacks else None
    shown = list(replies(messages, callback_link=link))
    if not shown:
        raise _unavailable(request, "chat_unavailable", "an action failed")
    return web.json_response(
        {"ok": True, "conversation": conversation.token, "replies": shown}
    )


async def forget(request: web.Request) -> web.Response:
    """Forget a conversation here and in the Rasa process."""
    conversations = request.app[keys.CONVERSATIONS]
    conversation_id = conversations.find(request.match_info["token"])
    if conversation_id is None:
        raise Problem(404, "conversation_unknown")
    conversations.forget(conversation_id)
    try:
        await request.app[keys.DIALOGUE].forget(conversation_id)
    except RasaUnavailable as error:
        raise _unavailable(request, "forget_unavailable", error) from error
    return web.json_response({"ok": True})


def read_turn(body: bytes) -> Turn:
    """Return the turn in the body of a request.

    Raises:
        Problem: 400 when it is no JSON, 422 when it is no turn.
    """
    try:
        turn = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Problem(400, "not_json") from error
    if not isinstance(turn, dict):
        raise Problem(422, "not_an_object")
    wrong = [name for name in FIELDS if not isinstance(turn.get(name), str | None)]
    if wrong:
        raise Problem(422, *(f"{name}_no_text" for name in wrong))
    message, choice, conversation = (turn.get(name) for name in FIELDS)
    if (message is None) == (choice is None):
        raise Problem(422, "message_or_choice")
    if choice is not None and not is_choice(choice):
        raise Problem(422, "choice_unknown")
    if choice is not None:
        message = typed_message(choice)
    if message is not None:
        return Turn(_message(message), None, conversation)
    return Turn(None, _encodable(str(choice)), conversation)


def _message(text: str) -> str:
    if len(text) > MESSAGE_LIMIT:
        raise Problem(422, "message_too_long", limit=MESSAGE_LIMIT)
    clean = _encodable(text).translate(_BLANKED).strip()
    if not clean:
        raise Problem(422, "message_empty")
    return clean


def _encodable(text: str) -> str:
    """Replace halves of surrogate pairs, which JSON may hold and UTF-8 may not."""
    return text.encode("utf-8", "replace").decode()


def _unavailable(request: web.Request, key: str, error: object) -> Problem:
    logger.warning("Rasa does not answer: %s", error)
    office = request.app[keys.CATALOG].district.office
    return Problem(
        503,
        key,
        headers={"Retry-After": str(RETRY_SECONDS)},
        office=office.name,
        phone=office.phone,
    )
