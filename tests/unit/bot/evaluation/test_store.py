"""The figures of the model before are those of another model, however often one measures."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation.store import LATEST, remember

pytestmark = pytest.mark.unit


def test_model_before_is_another_model(tmp_path: Path) -> None:
    first, second, third = ({"model": name} for name in "abc")

    assert remember(tmp_path / "new", first) is None
    assert remember(tmp_path / "new", first) is None
    assert remember(tmp_path / "new", second) == first
    assert remember(tmp_path / "new", second) == first
    assert remember(tmp_path / "new", third) == second


@pytest.mark.parametrize("content", ["", "[1]", "{}", "3"])
def test_unreadable_figures_count_as_none(tmp_path: Path, content: str) -> None:
    (tmp_path / LATEST).write_text(content)

    assert remember(tmp_path, {"model": "a"}) is None
