"""What is new and gone among the words the assistant reads live."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.vocabulary import Change, changes, keep, kept

pytestmark = pytest.mark.unit


def test_new_and_gone_words_are_told_apart() -> None:
    before = {"topic": ["Nähen", "Yoga"], "actor": ["VHS"]}
    now = {"topic": ["Yoga", "Ähm", "Töpfern"], "actor": ["VHS"], "place": ["Barleben"]}

    assert list(changes(before, now)) == [
        Change("topic", "Nähen", is_new=False),
        Change("topic", "Töpfern", is_new=True),
        Change("topic", "Ähm", is_new=True),
        Change("place", "Barleben", is_new=True),
    ]


def test_words_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "var" / "words.json"

    assert kept(path) is None
    keep(path, {"topic": ["Töpfern"]})
    assert kept(path) == {"topic": ["Töpfern"]}


@pytest.mark.parametrize("content", ["", "[]", "{"])
def test_unreadable_words_count_as_none(tmp_path: Path, content: str) -> None:
    path = tmp_path / "words.json"
    path.write_text(content)

    assert kept(path) is None
