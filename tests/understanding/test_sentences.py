"""How many sentences are understood exactly; the floors only ever rise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.training_data.messages import plain
from bot.training_data.reading import read
from bot.training_data.sources import Sources
from catalog import Catalog, Settings, write_example_files
from catalog.settings import PROJECT_DIR
from tests.conftest import NOW
from tests.understanding.sentences import (
    DEVELOPMENT,
    HELD_OUT,
    sentences,
    wrong_fields,
)

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    """The example catalog on 22 November 2026."""
    folder: Path = tmp_path_factory.mktemp("examples")
    settings = Settings(database_url=f"sqlite:///{folder / 'c.sqlite'}", fixed_now=NOW)
    catalog = Catalog.open(settings)
    catalog.prepare()
    files = write_example_files(folder, today=NOW.date(), state="ST")
    catalog.import_files(files, is_example=True)
    yield catalog
    catalog.close()


def exact(examples: Catalog, names: tuple[str, ...]) -> tuple[float, list[str]]:
    """Return the share of sentences understood exactly, and the others."""
    chosen = [s for name in names for s in sentences(name)]
    wrong = [s.text for s in chosen if wrong_fields(examples, s)]
    return 1 - len(wrong) / len(chosen), wrong


def test_held_out_sentences_are_understood_exactly(examples: Catalog) -> None:
    share, wrong = exact(examples, HELD_OUT)

    assert share >= 0.95, wrong


def test_sentences_that_were_looked_at_stay_understood(examples: Catalog) -> None:
    share, wrong = exact(examples, DEVELOPMENT)

    assert share >= 0.97, wrong


def test_held_out_sentences_are_not_training_examples() -> None:
    trained = {plain(e.text) for e in read(Sources(PROJECT_DIR)).examples}
    kept = {
        plain(sentence.text)
        for name in HELD_OUT
        for sentence in sentences(name)
        if len(sentence.text.split()) > 3
    }

    assert len([s for name in HELD_OUT for s in sentences(name)]) >= 400
    assert sorted(trained & kept) == []


def test_held_out_sentences_were_not_looked_at_elsewhere() -> None:
    seen = {plain(s.text) for name in DEVELOPMENT for s in sentences(name)}
    kept = {plain(s.text) for name in HELD_OUT for s in sentences(name)}

    assert sorted(seen & kept) == []
