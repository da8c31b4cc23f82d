"""`lernlotse train`: trains anew, unless something in the data still has to be written."""

from __future__ import annotations

import time
from pathlib import Path

import click

from bot.cli.checking import line_of
from bot.cli.console import Failed, step
from bot.cli.preparing import open_catalog, train_model
from bot.cli.settings import read_settings
from bot.cli.texts import text
from bot.model import Model
from bot.training_data.checks import check
from bot.training_data.sources import DATA, Sources


@click.command(help=text("help", "train"))
@click.pass_obj
def train(project: Path) -> None:
    """Train anew, whether or not a model exists."""
    _refuse_placeholders(project)
    settings = read_settings()
    store = open_catalog(settings)
    store.prepare()
    store.close()
    model = Model(project)
    started = time.monotonic()
    with step(text("train", "running")):
        train_model(model, settings)
    seconds = f"{time.monotonic() - started:.1f}"
    click.echo(text("train", "done", path=model.archive, seconds=seconds))


def _refuse_placeholders(project: Path) -> None:
    """End the command where a citizen would read what nobody has written yet."""
    left = [
        line_of(finding)
        for finding in check(Sources(project))
        if finding.code == "unwritten" and finding.place.file.startswith(f"{DATA}/")
    ]
    if left:
        raise Failed("\n".join([text("train", "unwritten"), *left]))
