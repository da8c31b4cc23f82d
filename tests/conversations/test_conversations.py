"""Dialogues in real text through the public port; the floor only ever rises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.conversations.dialogues import dialogues, faults_of
from tests.e2e.conftest import Product, environment, free_port, served

pytestmark = pytest.mark.e2e
ENOUGH = 80
FLOOR = 0.5


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product with the example catalog of a fixed day."""
    directory, port = tmp_path_factory.mktemp("conversations"), free_port()
    env = environment(directory, port) | {"LERNLOTSE_EXAMPLES": "auto"}
    with served(directory, port, env) as product:
        yield product


def test_dialogues_go_as_expected(examples: Product) -> None:
    found = {d.name: faults_of(examples, d) for d in dialogues()}
    right = sum(not faults for faults in found.values())

    assert right / len(found) >= FLOOR, {n: f for n, f in found.items() if f}


def test_there_are_enough_dialogues_of_each_pattern() -> None:
    patterns = Counter(dialogue.pattern for dialogue in dialogues())

    assert sum(patterns.values()) >= ENOUGH
    assert min(patterns.values()) >= 2
    assert all(len(dialogue.steps) <= 8 for dialogue in dialogues())
