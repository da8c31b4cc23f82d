"""`lernlotse check` prints file and line, and its exit code tells errors from hints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli import checking

pytestmark = pytest.mark.unit
NLU = "data/smalltalk/nlu_greet.yml"


@pytest.fixture(autouse=True)
def said_by_rasa(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What Rasa's validator says in these tests."""
    sentences: list[str] = []
    monkeypatch.setattr(checking, "answer_of", lambda *_: sentences)
    return sentences


def append(project: Path, file: str, text: str) -> None:
    with (project / file).open("a", encoding="utf-8") as opened:
        opened.write(text)


def test_agreement_is_said(run) -> None:
    result = run("check")

    assert (result.exit_code, result.output) == (0, "Alles passt zusammen.\n")


def test_errors_come_with_file_and_line(run, project: Path) -> None:
    append(project, NLU, "      - Hallo eins\n")

    result = run("check")

    assert result.exit_code == 1
    finding, summary = result.output.splitlines()
    assert finding == (
        f"{NLU}:29: „Hallo eins“ steht schon bei einer anderen Absicht, „greet“"
        f" ({NLU}:6)."
    )
    assert summary == "Fehler: 1 · Hinweise: 0"


def test_hints_alone_are_no_failure_unless_asked_for(run, project: Path) -> None:
    path = project / NLU
    text = path.read_text("utf-8").replace("      - Hallo eins\n", "")
    path.write_text(text, "utf-8")

    result, strict = run("check"), run("check", "--fail-on-warnings")

    assert (result.exit_code, strict.exit_code) == (0, 1)
    assert result.output.splitlines() == [
        "Hinweise",
        "domain.yml:6: Wenige Beispiele für „greet“: 9. Gut sind mindestens 10.",
        "Fehler: 0 · Hinweise: 1",
    ]


def test_rasa_adds_what_only_it_knows(run, project, said_by_rasa) -> None:
    said_by_rasa.append("The form slot 'greet' is not present.")

    result = run("check", "--json")

    assert result.exit_code == 1
    assert json.loads(result.output) == [
        {
            "file": "domain.yml",
            "line": 6,
            "level": "error",
            "code": "rasa",
            "text": "Rasa meldet: The form slot 'greet' is not present.",
        }
    ]


def test_rasa_repeats_nothing(run, project: Path, said_by_rasa: list[str]) -> None:
    append(project, "data/smalltalk/rules.yml", "      - active_loop: lost_form\n")
    said_by_rasa.append("The form 'lost_form' is used, but is not listed.")

    assert run("check").output.count("lost_form") == 1


def test_rasa_is_not_asked_about_a_broken_file(run, project: Path, monkeypatch) -> None:
    append(project, "domain.yml", "intents: [")
    monkeypatch.setattr(checking, "answer_of", lambda *_: pytest.fail("was asked"))

    assert "domain.yml:" in run("check").output
