"""`lernlotse train` does not train what a citizen must not read."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = pytest.mark.unit


def test_placeholders_are_not_trained(run, project: Path) -> None:
    run("intent", "new", "ask_wlan", "--example", "wlan")

    result = run("train")

    assert result.exit_code == 2
    assert "data/faq/nlu_ask_wlan.yml:11: noch zu schreiben" in result.output
    assert "data/faq/responses.yml:5: noch zu schreiben" in result.output
    assert "tests/" not in result.output
    assert not (project / "models").exists()
