"""Actions in the process answer and fail as those behind HTTP."""

from __future__ import annotations

import asyncio
import json
import sys
from decimal import Decimal
from types import ModuleType
from typing import Any

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk import Action
from rasa_sdk.events import SlotSet
from rasa_sdk.interfaces import ActionExecutionRejection

from bot.dialogue.in_process_actions import InProcessActions, trust_in_process_answers

PACKAGE = "actions_of_this_test"


class ActionAnswer(Action):
    def name(self) -> str:
        return "action_answer"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:
        tracker.slots["conditions"].append("price")
        dispatcher.utter_message(json_message={"total": 12})
        return [SlotSet("conditions", tracker.get_slot("conditions"))]


class ActionReject(Action):
    def name(self) -> str:
        return "action_reject"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:
        raise ActionExecutionRejection(self.name())


class ActionFail(Action):
    def name(self) -> str:
        return "action_fail"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:
        raise ZeroDivisionError


class ActionAnswerNoJson(Action):
    def name(self) -> str:
        return "action_answer_no_json"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:
        return [SlotSet("price", Decimal(24))]


class ActionHang(Action):
    def name(self) -> str:
        return "action_hang"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:
        await asyncio.sleep(60)
        return []


@pytest.fixture
def actions(monkeypatch: pytest.MonkeyPatch) -> InProcessActions:
    monkeypatch.setitem(sys.modules, PACKAGE, ModuleType(PACKAGE))
    return InProcessActions(PACKAGE, patience=0.05)


def make_call(name: str) -> dict[str, Any]:
    slots = {"conditions": ["topic"]}
    tracker = {"sender_id": "someone", "slots": slots, "latest_message": {}}
    return {"next_action": name, "tracker": {**tracker, "events": []}, "domain": {}}


def test_answer_has_events_and_responses(actions: InProcessActions) -> None:
    answer = asyncio.run(
        actions.request(json=make_call("action_answer"), method="post")
    )

    assert answer["events"][0]["value"] == ["topic", "price"]
    assert answer["responses"][0]["custom"] == {"total": 12}


def test_action_cannot_change_the_slots_of_the_caller(
    actions: InProcessActions,
) -> None:
    call = make_call("action_answer")

    asyncio.run(actions.request(json=call))

    assert call["tracker"]["slots"] == {"conditions": ["topic"]}


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("action_reject", 400),
        ("action_nobody_wrote", 404),
        ("action_fail", 500),
        ("action_answer_no_json", 500),
        ("action_hang", 500),
    ],
)
def test_failure_has_the_status_it_has_over_http(
    actions: InProcessActions, name: str, status: int
) -> None:
    with pytest.raises(ClientResponseError) as caught:
        asyncio.run(actions.request(json=make_call(name)))

    assert caught.value.status == status
    assert json.loads(caught.value.text)["action_name"] == name


def test_failure_is_logged_with_its_origin(
    actions: InProcessActions, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(ClientResponseError):
        asyncio.run(actions.request(json=make_call("action_fail")))

    (record,) = caplog.records
    assert record.getMessage().startswith("Action 'action_fail': ZeroDivisionError\n")
    assert "in run" in record.getMessage()
    assert "division by zero" not in caplog.text


def test_names_of_all_actions_are_known(actions: InProcessActions) -> None:
    assert {"action_answer", "action_fail"} <= set(actions.action_names)


def test_only_answers_of_this_process_are_trusted(
    monkeypatch: pytest.MonkeyPatch, actions: InProcessActions
) -> None:
    validate = RemoteAction._validate_action_result
    monkeypatch.setattr(RemoteAction, "_validate_action_result", validate)
    trust_in_process_answers()
    wrong = {"events": "no list", "responses": []}

    inside = RemoteAction("action_answer", actions)
    outside = RemoteAction("action_answer", EndpointConfig("http://127.0.0.1:1"))

    assert inside._validate_action_result(wrong) is True
    with pytest.raises(ValidationError):
        outside._validate_action_result(wrong)
