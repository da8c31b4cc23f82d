"""`lernlotse vocabulary`: which words the assistant knows since the last time one asked."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.console import Failed
from bot.cli.preparing import open_catalog
from bot.cli.settings import read_settings
from bot.cli.texts import text
from bot.vocabulary import changes, keep, kept
from bot.vocabulary import vocabulary as vocabulary_of
from catalog.errors import CatalogUnavailable


@click.command(help=text("help", "vocabulary"))
@click.option(
    "--kept",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    help=text("help", "vocabulary_kept"),
)
def vocabulary(path: Path | None) -> None:
    """Print what is new and gone, and remember the words of today."""
    settings = read_settings()
    path = path or settings.var_dir / "vocabulary.json"
    store = open_catalog(settings)
    try:
        store.prepare()
        words = vocabulary_of(store)
    except CatalogUnavailable as error:
        raise Failed(text("serve", "database_unreachable", reason=error)) from error
    finally:
        store.close()
    before = kept(path)
    found = list(changes(before, words)) if before is not None else []
    for change in found:
        sign = "+" if change.is_new else "-"
        click.echo(f"{sign} {change.word} ({text('word_kind', change.kind)})")
    counts = {kind: len(known) for kind, known in words.items()}
    click.echo(text("vocabulary", "counts", **counts))
    if before is None:
        click.echo(text("vocabulary", "first_time"))
    elif not found:
        click.echo(text("vocabulary", "unchanged"))
    keep(path, words)
