"""The grammar of pressed buttons."""

from __future__ import annotations

import pytest

from bot.web.choices import is_choice, typed_message


@pytest.mark.parametrize(
    "choice",
    [
        "remove:topic:toepfern",
        "remove:dates:2026-12-01/2026-12-06",
        "remove:topic:a:b",
        "add:price:0",
        "add:delivery_mode:online",
        "more:offers",
        "drop:weekday",
        "more:actors",
        "ask:Yoga in Haldensleben",
        "ask:/restart",
        "restart",
    ],
)
def test_choice_of_the_grammar_is_known(choice: str) -> None:
    assert is_choice(choice)


@pytest.mark.parametrize(
    "choice",
    [
        "",
        "restart ",
        "/restart",
        "more:",
        "more:everything",
        "remove:topic",
        "remove:topic:",
        "remove::x",
        "remove:Topic:x",
        "remove:topic:" + "x" * 201,
        "remove:topic:a\nb",
        "add:" + "x" * 41 + ":1",
        "ask:",
        "ask:   ",
        "delete:topic:x",
        '{"intent": "restart"}',
    ],
)
def test_anything_else_is_not(choice: str) -> None:
    assert not is_choice(choice)


def test_ask_is_a_typed_message() -> None:
    assert typed_message("ask:Yoga: was gibt es?") == "Yoga: was gibt es?"


@pytest.mark.parametrize("choice", ["restart", "more:offers", "add:price:0"])
def test_other_choices_edit_the_search(choice: str) -> None:
    assert typed_message(choice) is None
