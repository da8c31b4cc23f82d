"""The Rasa process is told where to keep what was not understood, unless nothing is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import serving
from bot.cli.serving import forget_questions_if_off, services
from bot.settings import DEFAULT_QUESTIONS, Settings

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("", ["--questions", str(DEFAULT_QUESTIONS)]),
        ("/srv/q.sqlite", ["--questions", "/srv/q.sqlite"]),
        ("off", []),
        ("OFF", []),
    ],
)
def test_questions_are_kept_where_the_setting_says(setting, expected) -> None:
    settings = Settings.from_env({"LERNLOTSE_QUESTION_QUEUE": setting})

    command = services(settings)[0].command

    at = command.index("--questions") if "--questions" in command else len(command)
    assert command[at:] == expected


@pytest.mark.parametrize(("setting", "stays"), [("off", False), ("", True)])
def test_questions_are_deleted_when_switched_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str, stays: bool
) -> None:
    file = tmp_path / "questions.sqlite"
    file.write_text("waiting")
    monkeypatch.setattr(serving, "DEFAULT_QUESTIONS", file)

    forget_questions_if_off(Settings.from_env({"LERNLOTSE_QUESTION_QUEUE": setting}))

    assert file.exists() is stays
