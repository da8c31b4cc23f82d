"""Runs commands on the tiny project, without a process of Rasa."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main

Run = Callable[..., Result]


@pytest.fixture
def run(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command; what it prints is in `output`, lines unbroken."""
    monkeypatch.setenv("LERNLOTSE_QUESTION_QUEUE", str(tmp_path / "questions.sqlite"))
    monkeypatch.setenv("LERNLOTSE_TODAY", "2026-11-22")
    monkeypatch.setenv("COLUMNS", "500")

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(main, arguments, obj=project)

    return invoke
