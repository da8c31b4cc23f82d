"""Messages are compared without signs, and cleaned to be examples."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.training_data.messages import as_example, entities, is_placeholder, plain
from bot.training_data.reading import blocks
from bot.training_data.yaml_lines import load

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wie geht's?", "wie geht s"),
        ("in [Barleben](place)", "In Barleben!"),
        ('in [Barleben]{"entity": "place"}', "in Barleben"),
    ],
)
def test_messages_are_the_same_without_signs(one: str, other: str) -> None:
    assert plain(one) == plain(other)


def test_umlauts_make_another_message() -> None:
    assert plain("Töpfern") != plain("Toepfern")


def test_annotated_entities_are_named() -> None:
    message = '[a](place) [b](topic:x) [c]{"entity": "age", "role": "r"} [d]{bad}'

    assert list(entities(message)) == ["place", "topic", "age", ""]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("<Beispiel>", True), (" <a> ", True), ("a <b>", False), ("<a> <b>", False)],
)
def test_placeholder_is_all_there_is(text: str, expected: bool) -> None:
    assert is_placeholder(text) is expected


@given(st.text(max_size=60))
def test_any_message_can_stand_among_the_examples(message: str) -> None:
    example = as_example(message)
    text = f"nlu:\n  - intent: x\n    examples: |\n      - {example}\n      - ende\n"

    found = [e.text for block in blocks("f", load(text)) for e in block.examples]

    assert found == ([example, "ende"] if example else ["ende"])
    assert list(entities(example)) == []
