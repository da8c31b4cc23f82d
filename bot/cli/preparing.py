"""`lernlotse prepare`: database, dictionary, example catalog and model, as far as missing."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from bot.cli.console import Failed, step
from bot.cli.settings import read_settings
from bot.cli.texts import text
from bot.model import Model, TrainingFailed
from bot.settings import Settings
from catalog import Catalog, write_example_files
from catalog.errors import CatalogError, CatalogUnavailable, InvalidDistrict

PROJECT = Path(__file__).resolve().parent.parent.parent


@click.command(help=text("help", "prepare"))
def prepare() -> None:
    """Prepare everything that `serve` needs."""
    prepare_all(read_settings())


def prepare_all(settings: Settings) -> None:
    """Create what is missing and show what takes time.

    Raises:
        Failed: something cannot be created; the message is German.
    """
    catalog = open_catalog(settings)
    try:
        with step(text("serve", "database")):
            catalog.prepare()
        if settings.loads_examples and catalog.counts().is_empty:
            load_examples(catalog)
    except CatalogUnavailable as error:
        raise Failed(text("serve", "database_unreachable", reason=error)) from error
    finally:
        catalog.close()
    train_if_needed(settings)


def open_catalog(settings: Settings) -> Catalog:
    """Open the catalog; a district that cannot be read ends the command."""
    try:
        return Catalog.open(settings.catalog)
    except InvalidDistrict as error:
        raise Failed(text("serve", "bad_district", reason=error)) from error
    except CatalogError as error:
        raise Failed(text("serve", "database_unreachable", reason=error)) from error


def load_examples(catalog: Catalog) -> None:
    """Fill an empty catalog with the invented example data."""
    with step(text("serve", "examples")), tempfile.TemporaryDirectory() as folder:
        files = write_example_files(
            Path(folder), today=catalog.today, state=catalog.district.state
        )
        catalog.import_files(files, is_example=True)


def train_if_needed(settings: Settings) -> None:
    """Train when there is no model of the present sources."""
    model = Model(PROJECT)
    if model.is_current():
        return
    with step(text("serve", "training")):
        train_model(model, settings)


def train_model(model: Model, settings: Settings) -> None:
    """Train; a failure ends the command and names the log."""
    try:
        model.train(settings.var_dir / "log" / "training.log")
    except TrainingFailed as error:
        raise Failed(text("serve", "training_failed", log=error.log)) from error
