"""Dialogues in real text through the public port; the floor only ever rises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conversations.dialogues import HELD_OUT, INTENTS, SEEN, dialogues, faults_of
from tests.e2e.conftest import Product, environment, free_port, served

pytestmark = pytest.mark.e2e
ENOUGH = {SEEN: 80, HELD_OUT: 40}


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product with the example catalog of a fixed day."""
    directory, port = tmp_path_factory.mktemp("conversations"), free_port()
    env = environment(directory, port) | {"LERNLOTSE_EXAMPLES": "auto"}
    with served(directory, port, env) as product:
        yield product


@pytest.mark.parametrize(
    ("folder", "floor"), [(HELD_OUT, 0.75), (SEEN, 0.92), (INTENTS, 1.0)]
)
def test_dialogues_go_as_expected(
    examples: Product, folder: Path, floor: float
) -> None:
    found = {d.name: faults_of(examples, d) for d in dialogues(folder)}
    right = sum(not faults for faults in found.values())

    assert right / len(found) >= floor, {n: f for n, f in found.items() if f}


@pytest.mark.parametrize("folder", [HELD_OUT, SEEN])
def test_there_are_enough_dialogues_of_each_pattern(folder: Path) -> None:
    patterns = Counter(dialogue.pattern for dialogue in dialogues(folder))

    assert sum(patterns.values()) >= ENOUGH[folder]
    assert len(patterns) >= 12
    assert all(len(dialogue.steps) <= 8 for dialogue in dialogues(folder))
