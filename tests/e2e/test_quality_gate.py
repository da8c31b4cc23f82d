"""The model of this state of the project is not worse than agreed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.conftest import environment, free_port, lernlotse

pytestmark = pytest.mark.e2e


def test_model_passes_the_gate(tmp_path: Path) -> None:
    env = environment(tmp_path, free_port()) | {"LERNLOTSE_EXAMPLES": "auto"}
    prepared = lernlotse("prepare", env=env)
    assert prepared.returncode == 0, prepared.stderr

    judged = lernlotse("evaluate", "--gate", "--out", str(tmp_path / "out"), env=env)

    assert judged.returncode == 0, judged.stdout + judged.stderr
    assert "Precision" in judged.stdout
