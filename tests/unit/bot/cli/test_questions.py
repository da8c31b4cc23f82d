"""`lernlotse questions`: list, export, label, import."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.questions import QuestionQueue

pytestmark = pytest.mark.unit
NLU = "data/smalltalk/nlu_greet.yml"


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[QuestionQueue]:
    opened = QuestionQueue(tmp_path / "questions.sqlite", lambda: date(2026, 11, 20))
    yield opened
    opened.close()


def waiting(queue: QuestionQueue) -> list[str]:
    return [question.text for question in queue.questions()]


def test_empty_list_is_said(run, tmp_path: Path) -> None:
    assert run("questions").output == "Es wartet keine Frage.\n"
    assert run("questions", "export", str(tmp_path / "q.yml")).exit_code == 0
    assert not (tmp_path / "q.yml").exists()


def test_questions_are_listed(run, queue: QuestionQueue) -> None:
    queue.add("moin moin", "greet")
    queue.add("Moin, moin", "greet")
    queue.add("hm", None)

    assert run("questions").output.splitlines() == [
        "2-mal · 20.11.2026 bis 20.11.2026 · moin moin (am ähnlichsten: greet)",
        "1-mal · 20.11.2026 bis 20.11.2026 · hm (am ähnlichsten: –)",
        "2 Fragen warten. Zuordnen: lernlotse questions export FILE.yml",
    ]


def test_what_waited_too_long_is_gone(run, tmp_path: Path) -> None:
    old = QuestionQueue(tmp_path / "questions.sqlite", lambda: date(2026, 8, 20))
    old.add("moin moin", None)
    old.close()

    assert run("questions").output == "Es wartet keine Frage.\n"


def test_labelled_questions_go_from_the_list_into_the_examples(
    run, queue: QuestionQueue, project: Path, tmp_path: Path
) -> None:
    for message in ("moin moin", "quatsch", "was nun"):
        queue.add(message, None)
    file = tmp_path / "q.yml"
    assert run("questions", "export", str(file)).exit_code == 0
    assert waiting(queue) == ["moin moin", "quatsch", "was nun"]

    first, second, third = file.read_text("utf-8").split("  - intent: nlu_fallback")[1:]
    head = file.read_text("utf-8").split("  - intent: nlu_fallback")[0]
    file.write_text(
        f"{head}  - intent: greet{first}  - intent: discard{second}"
        f"  - intent: nlu_fallback{third}",
        "utf-8",
    )
    result = run("questions", "import", str(file))

    assert result.exit_code == 0, result.output
    counts, changed, following = result.output.splitlines()
    assert counts == "Neu als Beispiel 1 · schon bekannt 0 · verworfen 1 · noch offen 1"
    assert changed == f"Geändert: {NLU}"
    assert following.startswith("Es wurde nichts trainiert.")
    assert "      - moin moin\n" in (project / NLU).read_text("utf-8")
    assert waiting(queue) == ["was nun"]
    assert not (project / "models").exists()


def test_held_out_message_is_not_trained(run, queue, project, tmp_path: Path) -> None:
    queue.add("Moin!", None)
    before = (project / NLU).read_text("utf-8")
    file = tmp_path / "q.yml"
    file.write_text("nlu:\n- intent: greet\n  examples: |\n    - Moin!\n")

    result = run("questions", "import", str(file))

    assert f"{file}:4: gehört zu den zurückgehaltenen Fragen" in result.output
    assert (project / NLU).read_text("utf-8") == before
    assert waiting(queue) == []


def test_wrong_label_changes_nothing(run, queue, project, tmp_path: Path) -> None:
    queue.add("moin moin", None)
    before = (project / NLU).read_text("utf-8")
    file = tmp_path / "q.yml"
    file.write_text("nlu:\n- intent: lost\n  examples: |\n    - moin moin\n")

    result = run("questions", "import", str(file))

    assert result.exit_code == 2
    assert f"{file}:4: „lost“ ist keine Absicht mit Beispielen" in result.output
    assert (project / NLU).read_text("utf-8") == before
    assert waiting(queue) == ["moin moin"]


def test_export_overwrites_nothing(run, queue: QuestionQueue, tmp_path: Path) -> None:
    queue.add("moin moin", None)
    file = tmp_path / "q.yml"
    file.write_text("labelled")

    result = run("questions", "export", str(file))

    assert (result.exit_code, file.read_text()) == (2, "labelled")


def test_missing_file_is_said(run, tmp_path: Path) -> None:
    result = run("questions", "import", str(tmp_path / "none.yml"))

    assert result.exit_code == 2
    assert "Es wurde nichts geändert" in result.output


def test_switched_off_is_said(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LERNLOTSE_QUESTION_QUEUE", "off")

    result = run("questions")

    assert result.exit_code == 2
    assert "LERNLOTSE_QUESTION_QUEUE=off" in result.output
