"""How many sentences are understood exactly; the floors only ever rise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from catalog import Catalog, Settings, write_example_files
from tests.conftest import NOW
from tests.understanding.sentences import sentences, wrong_fields

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


@pytest.mark.parametrize(
    ("name", "deep", "floor"),
    [
        ("held_out.yml", False, 0.86),
        ("everyday.yml", False, 0.88),
        ("everyday.yml", True, 0.4),
    ],
)
def test_sentences_are_understood_exactly(
    examples: Catalog, name: str, deep: bool, floor: float
) -> None:
    chosen = [s for s in sentences(name) if s.is_deep == deep]

    wrong = {s.text: f for s in chosen if (f := wrong_fields(examples, s))}

    assert len(chosen) > 20
    assert 1 - len(wrong) / len(chosen) >= floor, wrong


def test_held_out_sentences_are_not_training_examples() -> None:
    from tests.training.test_contracts import examples_by_intent, plain

    trained = {plain(m) for found in examples_by_intent().values() for m in found}
    kept = {plain(s.text) for s in sentences("held_out.yml") if len(s.text.split()) > 3}

    assert sorted(trained & kept) == []
