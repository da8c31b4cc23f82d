"""Custom actions run inside the Rasa process; what they do lives in `actions`.

For Rasa this is an action server like any other: the same call, the same answers, the
same failures. `rasa run actions` stays possible, see `bot.dialogue.server`.
"""

from __future__ import annotations

import asyncio
import json
import logging
import traceback
from typing import Any

from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

logger = logging.getLogger(__name__)


class InProcessActions(EndpointConfig):
    """An action endpoint that answers from the `Action` classes of a package.

    Args:
        package: Every `Action` in it and in its submodules is registered.
        patience: An action that takes longer counts as failed; the turn goes on.
    """

    def __init__(self, package: str, *, patience: float = 10) -> None:
        super().__init__(url=f"in-process:{package}")
        self._executor = ActionExecutor()
        self._executor.register_package(package)
        self._patience = patience
        self.action_names = tuple(sorted(self._executor.actions))

    async def request(self, **kwargs: Any) -> Any:
        """Run the action of the call in *json* and return its events and responses.

        What else Rasa passes matters to HTTP only.

        Raises:
            ClientResponseError: As over HTTP: 400 the action rejected its execution,
                404 there is no such action, 500 it failed or took too long.
        """
        call = kwargs["json"]
        name = call["next_action"]
        try:
            async with asyncio.timeout(self._patience):
                answer = await self._executor.run(_detached(call))
            return _as_sent(answer)
        except ActionExecutionRejection as rejection:
            raise _failure(400, rejection.message, name) from rejection
        except ActionNotFoundException as missing:
            raise _failure(404, missing.message, name) from missing
        except Exception as error:
            # Logged here: Rasa logs the failures of some actions without their origin.
            # Without the message, which may hold what a person typed.
            where = "".join(traceback.format_tb(error.__traceback__))
            logger.error("Action '%s': %s\n%s", name, type(error).__name__, where)
            raise _failure(500, type(error).__name__, name) from None


def trust_in_process_answers() -> None:
    """Let Rasa take answers of in-process actions without checking a JSON schema.

    Rasa builds that schema anew for each call, which takes longer than all the rest of
    a turn; `ActionExecutor` has checked the events already. Answers that come over
    HTTP are checked as ever. Rasa offers no other place to say so than this method.
    """
    check_schema = RemoteAction._validate_action_result

    def validate(action: RemoteAction, result: dict[str, Any]) -> bool:
        if isinstance(action.action_endpoint, InProcessActions):
            return True
        return bool(check_schema(action, result))

    RemoteAction._validate_action_result = validate


def _detached(call: dict[str, Any]) -> dict[str, Any]:
    """Return *call* so that an action may change slots and message without effect.

    The events are shared with the tracker: they are there to be read.
    """
    tracker = call["tracker"]
    own = {key: _as_sent(tracker[key]) for key in ("slots", "latest_message")}
    return {**call, "tracker": {**tracker, **own}}


def _as_sent(value: Any) -> Any:
    """Return *value* as it would arrive over HTTP, which takes JSON only."""
    return json.loads(json.dumps(value))


def _failure(status: int, reason: str, action_name: str) -> ClientResponseError:
    body = json.dumps({"error": reason, "action_name": action_name})
    return ClientResponseError(status, reason, body)
