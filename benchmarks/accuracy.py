"""Accuracy of understanding on held-out questions, beside stock trained on the same."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.figures import Figures
from benchmarks.lernlotse import program
from benchmarks.plan import PROJECT
from benchmarks.processes import BenchmarkError, Program, run
from benchmarks.stock.project import HERE

HELD_OUT = PROJECT / "tests" / "nlu"
TRAINING = PROJECT / "data"
WITHIN = 1800.0


def measure_stock(workspace: Path) -> Figures:
    """Train the stock pipeline on Lernlotse's examples and test it on its held-out."""
    directory = workspace / "stock-accuracy"
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    config = str(HERE / "config.yml")
    train = ["train", "nlu", "--nlu", str(TRAINING), "--config", config]
    run(_rasa(directory, *train, "--domain", str(PROJECT / "domain.yml")))
    model = str(next((directory / "models").glob("*.tar.gz")))
    options = ["--nlu", str(HELD_OUT), "--model", model, "--no-plot"]
    run(_rasa(directory, "test", "nlu", *options, "--out", str(directory / "out")))
    report = directory / "out" / "intent_report.json"
    return {"accuracy.intents": json.loads(report.read_text())["accuracy"]}


def measure_ours(workspace: Path) -> Figures:
    """Return the accuracies that `lernlotse evaluate --json` reports."""
    command = program("evaluate", "--json", workspace=workspace)
    finished = subprocess.run(
        command.command,
        cwd=command.directory,
        env=command.environment(),
        capture_output=True,
        timeout=WITHIN,
        check=False,
        text=True,
    )
    return reported(finished.stdout, finished.stderr)


def reported(output: str, complaint: str = "") -> Figures:
    """Read every number of a JSON report whose name speaks of accuracy.

    Raises:
        BenchmarkError: the output is no JSON object.
    """
    try:
        report = json.loads(output)
    except ValueError as error:
        message = f"no JSON from lernlotse evaluate: {complaint[-500:]}"
        raise BenchmarkError(message) from error
    return {
        name: float(value) for name, value in _flat(report, "") if "accuracy" in name
    }


def _flat(value: object, name: str) -> list[tuple[str, float]]:
    if isinstance(value, dict):
        pairs = [_flat(child, f"{name}.{key}") for key, child in value.items()]
        return [pair for found in pairs for pair in found]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return [(name.lstrip("."), float(value))]
    return []


def _rasa(directory: Path, *arguments: str) -> Program:
    return Program(
        command=[sys.executable, "-m", "rasa", *arguments],
        directory=directory,
        log=directory / f"{arguments[0]}.log",
    )
