"""A message is never a command, a button stands only for what it may stand for."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.core.events import Restarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.core.training_data.story_reader.yaml_story_reader import (
    YAMLStoryReader,
)
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.dialogue import channel
from bot.dialogue.channel import (
    InvalidTurn,
    LotseChannel,
    TurnAnswers,
    intent_of,
    plain_text,
    read_turn,
    uttered,
)
from bot.training_data.example_checks import SET_BY_PROGRAM
from catalog import Cleaned, without_personal_data

EDIT_INTENTS = {"edit_search"}
COMMANDS = [
    "/restart",
    "  /restart",
    "//restart",
    "/ /restart",
    "\u00a0\u2003/restart",
    "\n/\t/session_start",
    '/inform{"topic": "x"}',
    "/restart@1.0",
    "EXTERNAL: restart",
]


def clean(text: str) -> Cleaned:
    return without_personal_data(text, date(2026, 11, 22))


def is_command(text: str) -> bool:
    message = Message({TEXT: text})
    return YAMLStoryReader.unpack_regex_message(message) is not message


@pytest.mark.parametrize("text", COMMANDS)
def test_command_becomes_plain_text(text: str) -> None:
    turn = read_turn({"sender": "someone", "message": text}, EDIT_INTENTS, clean)

    assert not is_command(turn.text)


@pytest.mark.parametrize("text", COMMANDS[:7])
def test_command_is_not_understood_as_its_word_either(text: str) -> None:
    turn = read_turn({"sender": "someone", "message": text}, EDIT_INTENTS, clean)

    assert turn.parse_data is not None
    assert turn.parse_data["intent"]["name"] == "nlu_fallback"


@pytest.mark.parametrize("text", ["/suche yoga in barleben", "EXTERNAL: restart"])
def test_sentence_with_a_slash_is_understood(text: str) -> None:
    turn = read_turn({"sender": "someone", "message": text}, EDIT_INTENTS, clean)

    assert turn.parse_data is None


@given(st.text(alphabet=st.sampled_from("/ \t\n\u00a0\u200b\ufeffab{}@")))
def test_no_text_is_a_command(text: str) -> None:
    assert not plain_text(text).strip().startswith("/")
    assert not is_command(plain_text(text))


def test_ordinary_text_stays_as_it_is() -> None:
    text = "Kurse am 1/2 Tag, 10 €/Monat /"

    assert plain_text(f" {text}\n") == text


@pytest.mark.parametrize("text", ["", "  ", "/", "// /"])
def test_message_without_words_is_not_understood(text: str) -> None:
    turn = read_turn({"sender": "someone", "message": text}, EDIT_INTENTS, clean)

    assert turn.text == ""
    assert turn.parse_data is not None
    assert turn.parse_data["intent"] == {"name": "nlu_fallback", "confidence": 1.0}


def test_edit_is_understood_without_the_pipeline() -> None:
    entity = {"entity": "edit", "value": "remove:topic:toepfern"}
    edit = {"intent": "edit_search", "entities": [entity | {"extractor": "x"}]}

    turn = read_turn({"sender": "someone", "edit": edit}, EDIT_INTENTS, clean)

    assert turn.parse_data == {
        "text": "",
        "intent": {"name": "edit_search", "confidence": 1.0},
        "intent_ranking": [{"name": "edit_search", "confidence": 1.0}],
        "entities": [entity],
    }


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {},
        {"message": "hallo"},
        {"sender": "", "message": "hallo"},
        {"sender": 7, "message": "hallo"},
        {"sender": "someone"},
        {"sender": "someone", "message": None},
        {"sender": "someone", "message": {"text": "hallo"}},
        {"sender": "someone", "message": "hallo", "edit": {"intent": "edit_search"}},
        {"sender": "someone", "edit": "edit_search"},
        {"sender": "someone", "edit": {}},
        {"sender": "someone", "edit": {"intent": "restart"}},
        {"sender": "someone", "edit": {"intent": ["edit_search"]}},
        {"sender": "someone", "edit": {"intent": "edit_search", "entities": {}}},
        {"sender": "someone", "edit": {"intent": "edit_search", "entities": ["x"]}},
        {
            "sender": "someone",
            "edit": {"intent": "edit_search", "entities": [{"entity": "edit"}]},
        },
    ],
)
def test_other_bodies_are_no_turn(body: Any) -> None:
    with pytest.raises(InvalidTurn):
        read_turn(body, EDIT_INTENTS, clean)


def test_personal_data_never_reaches_rasa() -> None:
    message = "Ich heiße Erika, 030 23125001, und suche Yoga"

    turn = read_turn({"sender": "someone", "message": message}, EDIT_INTENTS, clean)

    assert turn.text == "Ich heiße ***, ***, und suche Yoga"
    assert turn.masked == ("phone", "name")


@pytest.mark.parametrize(
    ("text", "intent", "entities"),
    [
        ("Ich will nicht mehr leben", "crisis", []),
        (
            "I am looking for a course",
            "other_language",
            [{"entity": "written_in", "value": "en"}],
        ),
    ],
)
def test_messages_beyond_the_task_are_not_kept(
    text: str, intent: str, entities: list[dict[str, str]]
) -> None:
    turn = read_turn({"sender": "someone", "message": text}, EDIT_INTENTS, clean)

    assert turn.text == ""
    assert turn.parse_data is not None
    assert turn.parse_data["intent"]["name"] == intent
    assert turn.parse_data["entities"] == entities


def test_message_without_personal_data_is_left_alone() -> None:
    turn = read_turn({"sender": "x", "message": "Yoga 39340"}, EDIT_INTENTS, clean)

    assert (turn.text, turn.masked) == ("Yoga 39340", ())


def test_credentials_may_name_the_intents_of_buttons() -> None:
    channel = LotseChannel.from_credentials({"edit_intents": ["other"]})

    assert channel._edit_intents == {"other"}
    assert LotseChannel.from_credentials(None)._edit_intents == EDIT_INTENTS


def test_answers_come_in_order_with_their_response() -> None:
    answers = TurnAnswers()
    messages = [
        {"text": "Zwölf Angebote\n\nim Umkreis", "utter_action": "utter_offers_found"},
        {"text": None, "custom": {"total": 12}, "buttons": None, "timestamp": 1.0},
        {"text": "Mehr?", "buttons": [{"title": "ja"}], "custom": {"more": True}},
    ]

    for message in messages:
        asyncio.run(answers.send_response("someone", message))

    assert answers.messages == [
        {"text": "Zwölf Angebote\n\nim Umkreis", "response": "utter_offers_found"},
        {"custom": {"total": 12}},
        {"text": "Mehr?", "buttons": [{"title": "ja"}]},
        {"custom": {"more": True}},
    ]


def test_intent_is_that_of_the_message_even_after_a_restart() -> None:
    intent = {"name": "restart_search", "confidence": 0.9, "id": 7}
    tracker = DialogueStateTracker.from_events(
        "someone",
        [
            UserUttered("neu", intent, message_id="first"),
            Restarted(),
            UserUttered("hallo", {"name": "greet"}, message_id="second"),
        ],
    )

    found = uttered("first", tracker)
    assert intent_of(found) == {"name": "restart_search", "confidence": 0.9}
    assert uttered("third", tracker) is None
    assert uttered("first", None) is None
    assert intent_of(None) is None


def test_intents_that_nobody_types_are_those_the_channel_sets() -> None:
    set_there = {channel.CRISIS, channel.OTHER_LANGUAGE, *channel.EDIT_INTENTS}

    assert set_there | {"nlu_fallback"} == SET_BY_PROGRAM
