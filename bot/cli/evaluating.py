"""`lernlotse evaluate`: measures a model, compares it with the one before, and judges it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from bot.cli.console import EXIT_REJECTED, Failed, step
from bot.cli.rasa_process import answer_of
from bot.cli.settings import read_settings
from bot.cli.texts import text
from bot.evaluation import store
from bot.evaluation.comparison import Shortfall, baseline, changes, shortfalls
from bot.evaluation.figures import Result
from bot.evaluation.figures import figures as figures_of
from bot.evaluation.report import html, markdown, number
from bot.model import Model
from bot.training_data.sources import HELD_OUT

BASELINE = f"{HELD_OUT}/baseline.json"


@click.command(help=text("help", "evaluate"))
@click.option("--json", "as_json", is_flag=True, help=text("help", "json"))
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help=text("help", "out")
)
@click.option("--gate", is_flag=True, help=text("help", "gate"))
@click.option("--set-baseline", is_flag=True, help=text("help", "set_baseline"))
@click.pass_context
def evaluate(
    context: click.Context,
    out: Path | None,
    *,
    as_json: bool,
    gate: bool,
    set_baseline: bool,
) -> None:
    """Write the report; with a gate, exit 1 when the model is worse than agreed."""
    project: Path = context.obj
    folder = out or read_settings().var_dir / "evaluation"
    agreed = _agreed(project / BASELINE) if gate else None
    figures = _measured(project, folder)
    fallen = shortfalls(figures, agreed) if agreed else []
    figures["shortfalls"] = [_as_json(shortfall) for shortfall in fallen]
    (folder / "report.md").write_text(markdown(figures), "utf-8")
    page = folder / "report.html"
    page.write_text(html(figures), "utf-8")
    if set_baseline:
        kept = json.dumps(baseline(figures), indent=2)
        (project / BASELINE).write_text(f"{kept}\n", "utf-8")
    if as_json:
        click.echo(json.dumps(figures, ensure_ascii=False, indent=2))
    else:
        _show(figures, fallen, page)
    if fallen:
        context.exit(EXIT_REJECTED)


def _measured(project: Path, folder: Path) -> dict[str, Any]:
    """Return the figures of the present model and what changed since another one."""
    model = Model(project)
    if not model.archive.exists():
        raise Failed(text("evaluate", "no_model"))
    if not any((project / HELD_OUT).glob("*.yml")):
        raise Failed(text("evaluate", "no_sentences", folder=project / HELD_OUT))
    with step(text("evaluate", "running")):
        results = [Result(*r) for r in _asked(model.archive, project)]
    figures = {"model": _digest(model.archive), **figures_of(results)}
    asked = {"asked": [result.message for result in results]}
    before = store.remember(folder, figures | asked)
    return figures | {"changes": changes(before, figures | asked)}


def _asked(archive: Path, project: Path) -> list[list[Any]]:
    options = ("--model", str(archive), "--project", str(project))
    return list(answer_of("bot.dialogue.evaluation", *options))


def _digest(archive: Path) -> str:
    return hashlib.sha256(archive.read_bytes()).hexdigest()[:16]


def _agreed(path: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError) as error:
        raise Failed(text("evaluate", "no_baseline", path=path)) from error


def _as_json(shortfall: Shortfall) -> dict[str, Any]:
    return {
        "figure": shortfall.name,
        "agreed": shortfall.agreed,
        "found": shortfall.found,
    }


def _show(figures: dict[str, Any], fallen: Sequence[Shortfall], page: Path) -> None:
    outside = figures["outside"]
    click.echo(
        text(
            "evaluate",
            "summary",
            messages=figures["messages"],
            accuracy=number(100 * figures["accuracy"]["intents"], 1),
            f1=number(figures["macro_f1"]),
            precision=number(100 * outside["precision"], 1),
            recall=number(100 * outside["recall"], 1),
        )
    )
    changed = figures["changes"]
    if changed:
        click.echo(
            text(
                "evaluate",
                "changed",
                f1=number(changed["macro_f1"], sign="+"),
                right=len(changed["newly_right"]),
                wrong=len(changed["newly_wrong"]),
            )
        )
    for shortfall in fallen:
        click.echo(
            text(
                "evaluate",
                "fallen",
                name=text("figure", shortfall.name),
                found=number(shortfall.found),
                agreed=number(shortfall.agreed),
            )
        )
    click.echo(text("evaluate", "written", path=page))
