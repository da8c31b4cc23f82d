"""`lernlotse train` and `lernlotse evaluate`."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import click

from bot.cli.console import Failed, step
from bot.cli.preparing import PROJECT, open_catalog, train_model
from bot.cli.settings import read_settings
from bot.cli.texts import text
from bot.evaluation_report import markdown
from bot.model import Model

FALLBACK = "nlu_fallback"


@click.command(help=text("help", "train"))
def train() -> None:
    """Train anew, whether or not a model exists."""
    settings = read_settings()
    store = open_catalog(settings)
    store.prepare()
    store.close()
    model = Model(PROJECT)
    started = time.monotonic()
    with step(text("train", "running")):
        train_model(model, settings)
    seconds = f"{time.monotonic() - started:.1f}"
    click.echo(text("train", "done", path=model.archive, seconds=seconds))


@click.command(help=text("help", "evaluate"))
@click.option("--json", "as_json", is_flag=True, help=text("help", "json"))
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help=text("help", "out")
)
def evaluate(out: Path | None, *, as_json: bool) -> None:
    """Measure the model on the held-out messages under tests/nlu."""
    settings = read_settings()
    model, held_out = Model(PROJECT), PROJECT / "tests" / "nlu"
    if not model.archive.exists():
        raise Failed(text("evaluate", "no_model"))
    if not any(held_out.glob("*.yml")):
        raise Failed(text("evaluate", "no_sentences", folder=held_out))
    with step(text("evaluate", "running")):
        figures = _measure(model, held_out)
    folder = out or settings.var_dir / "evaluation"
    folder.mkdir(parents=True, exist_ok=True)
    report = folder / "report.md"
    report.write_text(markdown(figures), "utf-8")
    if as_json:
        click.echo(json.dumps(figures, ensure_ascii=False, indent=2))
        return
    click.echo(
        text(
            "evaluate",
            "summary",
            messages=figures["messages"],
            accuracy=f"{100 * figures['accuracy']['intents']:.1f}".replace(".", ","),
            f1=f"{figures['macro_f1']:.3f}".replace(".", ","),
            fallback=sum(w["predicted"] == FALLBACK for w in figures["wrong"]),
        )
    )
    click.echo(text("evaluate", "written", path=report))


def _measure(model: Model, held_out: Path) -> dict[str, Any]:
    ended = subprocess.run(
        [sys.executable, "-m", "bot.dialogue.evaluation", "--model",
         str(model.archive), "--held-out", str(held_out)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    if ended.returncode != 0:
        click.echo(ended.stderr, err=True)
        raise Failed(text("ask", "unavailable"))
    return dict(json.loads(ended.stdout[ended.stdout.index("{") :]))
