"""The measured conversations."""

from __future__ import annotations

import pytest

from benchmarks.data import SyntheticCatalog
from benchmarks.questions import FOLLOW_UPS, dialogues, match_of

pytestmark = pytest.mark.unit


def test_dialogues_are_the_same_in_every_run(catalog: SyntheticCatalog) -> None:
    assert dialogues(catalog, 30) == dialogues(catalog, 30)


def test_dialogues_open_once_and_go_on(catalog: SyntheticCatalog) -> None:
    for dialogue in dialogues(catalog, 30):
        assert [turn.opens for turn in dialogue] == [True] + [False] * FOLLOW_UPS
        assert all("{" not in turn.text for turn in dialogue)


def test_dialogues_seldom_repeat_a_sentence(catalog: SyntheticCatalog) -> None:
    texts = [dialogue[0].text for dialogue in dialogues(catalog, 150)]

    assert len(set(texts)) > 130


def test_match_of_quotes_each_word() -> None:
    assert match_of("Erste Hilfe") == '"Erste" "Hilfe"'
