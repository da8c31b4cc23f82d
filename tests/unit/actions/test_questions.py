"""The guidance asks at most three questions, none about what is known."""

from __future__ import annotations

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions import questions, slots
from actions.guidance import ActionGuide
from catalog import Condition, Query
from tests.factories import make_offer
from tests.unit.actions.turns import turn


@pytest.fixture
def small_catalog(fill):
    return fill(make_offer())


def said(dispatcher):
    return [m["response"] for m in dispatcher.messages if m.get("response")]


def asked(catalog, query, before):
    dispatcher = CollectingDispatcher()
    events = questions.ask_next(catalog, dispatcher, query, before)
    return said(dispatcher), events[0]["value"]


def test_questions_come_one_after_the_other_and_end(small_catalog):
    order = ["topic", "person", "place"]
    for number, question in enumerate(order):
        response, stored = asked(small_catalog, Query(), order[:number])
        assert response == [f"utter_guidance_ask_{question}"]
        assert stored == order[: number + 1]

    assert asked(small_catalog, Query(), order) == ([], None)


def test_what_is_known_is_not_asked(small_catalog):
    known = Query((Condition("topic", "yoga", "Yoga"), Condition("age", "9-9", "9")))

    assert asked(small_catalog, known, [])[0] == ["utter_guidance_ask_place"]


def test_every_question_can_be_skipped(small_catalog):
    dispatcher = CollectingDispatcher()

    questions.ask_next(small_catalog, dispatcher, Query(), [])

    buttons = [m["custom"]["items"] for m in dispatcher.messages if m.get("custom")]
    assert buttons[0][-1]["choice"] == "ask:Überspringen"


def test_the_last_skip_names_a_person_to_ask(small_catalog):
    dispatcher = CollectingDispatcher()
    tracker = turn("egal", guidance=["topic", "person", "place"])

    events = ActionGuide().answer(small_catalog, dispatcher, tracker)

    assert said(dispatcher) == ["utter_guidance_office"]
    assert not slots.is_guided(events)


def test_who_speaks_of_himself_is_not_asked_for_whom(small_catalog):
    tracker = turn("Ich weiß nicht, was ich will")

    events = ActionGuide().answer(small_catalog, CollectingDispatcher(), tracker)

    assert next(e["value"] for e in events if e["name"] == slots.GUIDANCE) == [
        "person",
        "topic",
    ]
