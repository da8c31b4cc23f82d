"""`lernlotse evaluate`: report, comparison with the model before, and the gate."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli import evaluating

pytestmark = pytest.mark.unit

GOOD = [
    ["moin", "greet", "greet", 0.9],
    ["merci", "thank", "thank", 0.8],
    ["wetter", "out_of_scope", "nlu_fallback", 0.7],
    ["kfz", "out_of_scope", "out_of_scope", 0.7],
]
BAD = [GOOD[0], ["merci", "thank", "greet", 0.5], *GOOD[2:]]


class Models:
    """Stands for the trained model and what it answers."""

    def __init__(self, project: Path) -> None:
        self._archive = project / "models" / "lernlotse.tar.gz"
        self.results = GOOD

    def train(self, results: list) -> None:
        self._archive.parent.mkdir(exist_ok=True)
        self._archive.write_text(json.dumps(results))
        self.results = results


@pytest.fixture
def models(project: Path, monkeypatch: pytest.MonkeyPatch) -> Models:
    found = Models(project)
    found.train(GOOD)
    monkeypatch.setattr(evaluating, "answer_of", lambda *_: found.results)
    return found


@pytest.fixture
def evaluate(run, tmp_path: Path):
    return lambda *arguments: run(
        "evaluate", "--out", str(tmp_path / "out"), *arguments
    )


def figures(result) -> dict:
    return json.loads(result.output[result.output.index("{") :])


def test_figures_are_summed_up_and_reports_written(evaluate, models, tmp_path) -> None:
    result = evaluate()

    assert result.exit_code == 0, result.output
    assert (
        "4 Fragen · 75,0 % richtig · F1 im Mittel 0,889 · „nicht meine Aufgabe“:"
        " Precision 100,0 %, Recall 100,0 %" in result.output
    )
    assert "Seit dem vorigen Modell" not in result.output
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"report.html", "report.md", "report.json"}


def test_json_keeps_its_keys(evaluate, models) -> None:
    assert set(figures(evaluate("--json"))) == {
        "model",
        "messages",
        "accuracy",
        "macro_f1",
        "f1",
        "intents",
        "outside",
        "confusions",
        "wrong",
        "changes",
        "shortfalls",
    }


def test_next_model_is_compared_with_the_one_before(evaluate, models) -> None:
    evaluate()
    models.train(BAD)

    for _ in range(2):
        result = evaluate()
        assert "Seit dem vorigen Modell: F1 −0,444 · neu richtig 0 · neu falsch 1" in (
            result.output
        )


def test_gate_holds_back_a_worse_model(evaluate, models, project: Path) -> None:
    evaluate("--set-baseline")
    assert json.loads((project / evaluating.BASELINE).read_text()) == {
        "macro_f1": 0.8890,
        "outside": {"precision": 1.0, "recall": 1.0},
    }
    assert evaluate("--gate").exit_code == 0
    models.train(BAD)

    result = evaluate("--gate")

    assert result.exit_code == 1
    assert (
        "Schlechter als festgehalten: F1 im Mittel 0,445 statt 0,889" in result.output
    )
    assert evaluate().exit_code == 0


def test_gate_without_a_baseline_is_said(evaluate, models) -> None:
    result = evaluate("--gate")

    assert result.exit_code == 2
    assert "--set-baseline" in result.output


def test_missing_model_is_said(evaluate, project: Path) -> None:
    result = evaluate()

    assert result.exit_code == 2
    assert "lernlotse train" in result.output


def test_missing_messages_are_said(evaluate, models, project: Path) -> None:
    for path in (project / "tests" / "nlu").glob("*.yml"):
        path.unlink()

    result = evaluate()

    assert result.exit_code == 2
    assert "keine zurückgehaltenen Sätze" in result.output
