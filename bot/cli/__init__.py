"""The command `lernlotse`; each sub-command lives in a module of its own."""

from __future__ import annotations

import click

from bot.cli.asking import ask
from bot.cli.catalog_files import catalog
from bot.cli.preparing import prepare
from bot.cli.serving import serve
from bot.cli.texts import text
from bot.cli.training import evaluate, train


@click.group(invoke_without_command=True, help=text("help", "main"))
@click.version_option(package_name="lernlotse")
@click.pass_context
def main(context: click.Context) -> None:
    """Start everything when no sub-command is named."""
    if context.invoked_subcommand is None:
        context.invoke(serve)


for command in (ask, catalog, evaluate, prepare, serve, train):
    main.add_command(command)
