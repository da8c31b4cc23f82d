"""Reading turns and writing replies."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.replies import replies
from bot.web.callback.link import callback_link
from bot.web.chat import MESSAGE_LIMIT, Turn, read_turn
from bot.web.problems import Problem
from bot.web.rasa_client import Message


def body(**turn: Any) -> bytes:
    return json.dumps(turn).encode()


def test_read_turn_reads_a_message() -> None:
    turn = read_turn(body(message=" Töpfern ", conversation="abc"))

    assert turn == Turn("Töpfern", None, "abc")


def test_read_turn_reads_a_choice() -> None:
    turn = read_turn(body(choice="more:offers", conversation=None))

    assert turn == Turn(None, "more:offers", None)


def test_read_turn_takes_a_question_in_a_choice_for_a_message() -> None:
    assert read_turn(body(choice="ask:Yoga")) == Turn("Yoga", None, None)


def test_read_turn_takes_the_longest_message() -> None:
    assert read_turn(body(message="ä" * MESSAGE_LIMIT)).message == "ä" * MESSAGE_LIMIT


def test_read_turn_replaces_what_no_text_may_hold() -> None:
    turn = read_turn(b'{"message": "a\\u0000b\\ud800c\\nd"}')

    assert turn.message == "a b?c\nd"


@pytest.mark.parametrize(
    ("raw", "status", "count"),
    [
        (b"", 400, 1),
        (b"kein JSON", 400, 1),
        (b"\xff\xfe{}", 400, 1),
        (b"[" * 60_000, 400, 1),
        (b"[]", 422, 1),
        (b'"Yoga"', 422, 1),
        (b"{}", 422, 1),
        (body(message=None, choice=None), 422, 1),
        (body(message="a", choice="restart"), 422, 1),
        (body(message=""), 422, 1),
        (body(message=" \n\t "), 422, 1),
        (body(message="\x00"), 422, 1),
        (body(message="a" * (MESSAGE_LIMIT + 1)), 422, 1),
        (body(choice="ask:" + "a" * (MESSAGE_LIMIT + 1)), 422, 1),
        (body(message=7), 422, 1),
        (body(message=["a"], conversation=7), 422, 2),
        (body(message="a", conversation={}), 422, 1),
        (body(choice=True), 422, 1),
        (body(choice="wipe:everything"), 422, 1),
    ],
)
def test_read_turn_refuses(raw: bytes, status: int, count: int) -> None:
    with pytest.raises(Problem) as caught:
        read_turn(raw)

    assert caught.value.status == status
    assert len(caught.value.messages) == count


def test_replies_have_the_shape_of_the_chat() -> None:
    offers = {"type": "offers", "total": 0, "items": []}
    messages: list[Message] = [
        {"text": "Gern.", "response": "utter_greet"},
        {"custom": offers, "response": None},
        {"text": "Womit weiter?", "buttons": [
            {"title": "Hilfe", "payload": "ask:Was kannst du?"},
            {"title": "Falsch", "payload": "/restart"},
        ]},
        {"custom": {"kein": "Typ"}},
        {"image": "https://bild.example"},
    ]  # fmt: skip

    assert list(replies(messages)) == [
        {"type": "text", "text": "Gern."},
        offers,
        {"type": "text", "text": "Womit weiter?"},
        {
            "type": "choices",
            "items": [{"label": "Hilfe", "choice": "ask:Was kannst du?"}],
        },
    ]


CALLBACK: list[Message] = [
    {"text": "Gern."},
    {"custom": {"type": "callback", "conditions": "Töpfern · Barleben"}},
]


def test_replies_make_a_link_of_a_callback() -> None:
    assert list(replies(CALLBACK, callback_link=callback_link)) == [
        {"type": "text", "text": "Gern."},
        {
            "type": "links",
            "items": [
                {
                    "label": "Rückruf anfordern",
                    "url": "/rueckruf?anliegen=T%C3%B6pfern+%C2%B7+Barleben",
                }
            ],
        },
    ]


def test_replies_say_nothing_of_callbacks_where_there_are_none() -> None:
    assert list(replies(CALLBACK)) == [{"type": "text", "text": "Gern."}]


def test_callback_link_without_a_search_names_no_matter() -> None:
    assert callback_link("")["url"] == "/rueckruf"


def test_callback_link_is_as_long_as_the_form_allows() -> None:
    assert callback_link("a" * 600)["url"] == "/rueckruf?anliegen=" + "a" * 500
