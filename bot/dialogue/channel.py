"""The HTTP channel of the web service: one turn in, all its answers out, as JSON.

    POST   /webhooks/lotse/chat           {"sender", "message"} or {"sender", "edit"}
    DELETE /webhooks/lotse/chat/<sender>  forget the conversation
    GET    /webhooks/lotse/status         what is loaded

Works in `bot.dialogue.server` and, named in credentials.yml, in `rasa run`. It writes
nothing of what people say into a log.
"""

from __future__ import annotations

import logging
import re
import sqlite3
import traceback
from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from bot.dialogue.in_process_actions import InProcessActions
from bot.dialogue.tracker_store import LotseTrackerStore
from bot.dialogue.unclear import is_unclear, likeliest
from bot.questions import QuestionQueue
from catalog import (
    Cleaned,
    Settings,
    foreign_language,
    is_in_danger,
    without_personal_data,
)

logger = logging.getLogger(__name__)

Clean = Callable[[str], Cleaned]
# In the metadata of a message: which kinds of personal data were taken out.
MASKED = "masked"
CRISIS, OTHER_LANGUAGE, WRITTEN_IN = "crisis", "other_language", "written_in"
EDIT_INTENTS = frozenset({"edit_search"})
COMMAND_PREFIX = "/"
_COMMAND = re.compile(r"(?:/\s*)+\w+\s*(?:\{.*\})?", re.DOTALL)


class InvalidTurn(ValueError):
    """Raised when the body of a request is no turn of a conversation."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What a person did: wrote a text or pressed a button.

    `masked` names the kinds of personal data that were taken out of the text.
    """

    sender: str
    text: str
    parse_data: dict[str, Any] | None = None
    masked: tuple[str, ...] = ()


class TurnAnswers(OutputChannel):
    """Collects the answers of one turn, each with the name of its response."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """Return the name that response variations may use."""
        return "lotse"

    async def send_response(
        self,
        recipient_id: str,
        message: dict[str, Any],
    ) -> None:
        """Keep text with buttons and the custom payload as one message each."""
        response = message.get("utter_action")
        named = {"response": response} if response else {}
        for part in (("text", "buttons", "image"), ("custom",)):
            filled = {key: message[key] for key in part if message.get(key)}
            if filled:
                self.messages.append(filled | named)


class LotseChannel(InputChannel):
    """Takes a turn as one request and answers with all messages of the turn.

    Args:
        edit_intents: The intents a pressed button may stand for.
        clean: Takes personal data out of a message, before anything keeps it.
        questions: Keeps what was not understood; None keeps nothing.
    """

    def __init__(
        self,
        edit_intents: Collection[str] = EDIT_INTENTS,
        clean: Clean | None = None,
        questions: QuestionQueue | None = None,
    ) -> None:
        self._edit_intents = frozenset(edit_intents)
        self._clean = clean or _cleaner()
        self._questions = questions

    @classmethod
    def name(cls) -> str:
        """Return the name that stands in the address."""
        return "lotse"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> LotseChannel:
        """Build the channel from its entry in credentials.yml."""
        return cls(**(credentials or {}))

    def blueprint(
        self, on_new_message: Callable[[UserMessage], Awaitable[Any]]
    ) -> Blueprint:
        """Return the three routes."""
        routes = Blueprint("lotse_channel")

        @routes.post("/chat")
        async def chat(request: Request) -> HTTPResponse:
            try:
                turn = read_turn(request.json, self._edit_intents, self._clean)
            except InvalidTurn as error:
                return json_response({"error": str(error)}, status=400)
            agent: Agent = request.app.ctx.agent
            if not agent.is_ready():
                return json_response({"error": "no model is loaded"}, status=503)
            return await self._answer(turn, agent, on_new_message)

        @routes.delete("/chat/<sender:str>")
        async def delete(request: Request, sender: str) -> HTTPResponse:
            agent: Agent = request.app.ctx.agent
            if tracker_store_of(agent) is None:
                error = "this tracker store cannot forget"
                return json_response({"error": error}, status=501)
            return json_response({"deleted": await forget(agent, sender)})

        @routes.get("/status")
        async def status(request: Request) -> HTTPResponse:
            return json_response(_status(request.app.ctx.agent))

        return routes

    async def _answer(
        self,
        turn: Turn,
        agent: Agent,
        on_new_message: Callable[[UserMessage], Awaitable[Any]],
    ) -> HTTPResponse:
        answers = TurnAnswers()
        message = UserMessage(
            turn.text,
            answers,
            turn.sender,
            parse_data=turn.parse_data,
            input_channel=self.name(),
            metadata={MASKED: list(turn.masked)} if turn.masked else None,
        )
        try:
            await on_new_message(message)
            tracker = await agent.tracker_store.retrieve(turn.sender)
        except Exception as error:
            # Without the message, which may hold what a person typed.
            where = "".join(traceback.format_tb(error.__traceback__))
            logger.error("A turn failed: %s\n%s", type(error).__name__, where)
            return json_response({"error": "the turn failed"}, status=500)
        event = uttered(message.message_id, tracker)
        if event and turn.parse_data is None:
            self._keep_unclear(event)
        return json_response({"messages": answers.messages, "intent": intent_of(event)})

    def _keep_unclear(self, event: UserUttered) -> None:
        """Keep for a person to label what was typed and not understood."""
        if self._questions is None or not is_unclear(event):
            return
        try:
            self._questions.add(str(event.text), likeliest(event))
        except sqlite3.Error as error:
            logger.error("A question was not kept: %s", type(error).__name__)


def _cleaner() -> Clean:
    """Return what takes personal data out, by the calendar of the catalog."""
    settings = Settings.from_env()
    return lambda text: without_personal_data(text, settings.now().date())


def read_turn(body: Any, edit_intents: Collection[str], clean: Clean) -> Turn:
    """Return the turn in the body of a request, without personal data.

    Raises:
        InvalidTurn: The body has another shape or names an intent that no button has.
    """
    if not isinstance(body, dict):
        raise InvalidTurn("the body must be an object")
    sender = body.get("sender")
    if not isinstance(sender, str) or not sender:
        raise InvalidTurn("sender must be a text")
    if ("message" in body) == ("edit" in body):
        raise InvalidTurn("either message or edit must be given")
    if "edit" in body:
        return Turn(sender, "", _edit(body["edit"], edit_intents))
    if not isinstance(body["message"], str):
        raise InvalidTurn("message must be a text")
    cleaned = clean(body["message"])
    text = plain_text(cleaned.text)
    if not text or looks_like_command(cleaned.text):
        return Turn(sender, text, _parsed(DEFAULT_NLU_FALLBACK_INTENT_NAME))
    beyond = _beyond(text)
    if beyond is not None:
        return Turn(sender, "", beyond)
    return Turn(sender, text, masked=cleaned.found)


def _beyond(text: str) -> dict[str, Any] | None:
    """Return what a message is that the model shall not see; it is not kept either."""
    if is_in_danger(text):
        return _parsed(CRISIS)
    language = foreign_language(text)
    if language is None:
        return None
    return _parsed(OTHER_LANGUAGE, [{"entity": WRITTEN_IN, "value": language}])


def plain_text(message: str) -> str:
    """Return *message* without what would make it a command for Rasa.

    Rasa takes a text that begins with a slash for an intent with entities, and it
    strips the text before it looks.
    """
    text = message.strip()
    while text.startswith(COMMAND_PREFIX):
        text = text.lstrip(COMMAND_PREFIX).strip()
    return text


def looks_like_command(message: str) -> bool:
    """Whether *message* is nothing but what Rasa would take for a command.

    "/restart" is then not understood as the word "restart" either: nobody who looks
    for a course writes so, and who tries commands shall not change the conversation.
    """
    return _COMMAND.fullmatch(message.strip()) is not None


def uttered(
    message_id: str, tracker: DialogueStateTracker | None
) -> UserUttered | None:
    """Return what became of a message in its conversation."""
    for event in reversed(tracker.events if tracker else ()):
        if isinstance(event, UserUttered) and event.message_id == message_id:
            return event
    return None


def intent_of(event: UserUttered | None) -> dict[str, Any] | None:
    """Return name and confidence of what a message was understood as."""
    if event is None:
        return None
    return {key: event.intent.get(key) for key in ("name", "confidence")}


async def forget(agent: Agent, sender: str) -> bool:
    """Forget a conversation after its running turn; say whether there was one."""
    store = tracker_store_of(agent)
    async with agent.lock_store.lock(sender):
        return store is not None and await store.delete(sender)


def tracker_store_of(agent: Agent) -> LotseTrackerStore | None:
    """Return our tracker store, which Rasa wraps to survive its failures."""
    store = agent.tracker_store
    store = getattr(store, "_tracker_store", store)
    return store if isinstance(store, LotseTrackerStore) else None


def _edit(edit: Any, edit_intents: Collection[str]) -> dict[str, Any]:
    intent = edit.get("intent") if isinstance(edit, dict) else None
    if not isinstance(intent, str) or intent not in edit_intents:
        raise InvalidTurn(f"edit must name one of the intents {sorted(edit_intents)}")
    entities = edit.get("entities", [])
    if not isinstance(entities, list) or not all(map(_is_entity, entities)):
        raise InvalidTurn("every entity must have a name and a value")
    return _parsed(intent, entities)


def _parsed(intent: str, entities: Iterable[dict[str, Any]] = ()) -> dict[str, Any]:
    """Return what the pipeline would say; where there is no text it would guess."""
    certain = {"name": intent, "confidence": 1.0}
    return {
        "text": "",
        "intent": certain,
        "intent_ranking": [certain],
        "entities": [{key: e[key] for key in ("entity", "value")} for e in entities],
    }


def _is_entity(entity: Any) -> bool:
    return (
        isinstance(entity, dict)
        and isinstance(entity.get("entity"), str)
        and "value" in entity
    )


def _status(agent: Agent) -> dict[str, Any]:
    actions = agent.action_endpoint
    return {
        "ready": agent.is_ready(),
        "model": agent.model_id,
        "actions": (
            list(actions.action_names)
            if isinstance(actions, InProcessActions)
            else None
        ),
    }
