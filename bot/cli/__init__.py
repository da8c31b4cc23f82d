"""The command `lernlotse`; each sub-command lives in a module of its own."""

from __future__ import annotations

import click

from bot.cli.asking import ask
from bot.cli.catalog_files import catalog
from bot.cli.checking import check
from bot.cli.evaluating import evaluate
from bot.cli.intents import intent
from bot.cli.preparing import PROJECT, prepare
from bot.cli.questions import questions
from bot.cli.serving import serve
from bot.cli.staff import staff
from bot.cli.texts import text
from bot.cli.training import train
from bot.cli.vocabulary import vocabulary


@click.group(invoke_without_command=True, help=text("help", "main"))
@click.version_option(package_name="lernlotse")
@click.pass_context
def main(context: click.Context) -> None:
    """Start everything when no sub-command is named."""
    if context.obj is None:
        context.obj = PROJECT
    if context.invoked_subcommand is None:
        context.invoke(serve)


for command in (
    ask,
    catalog,
    check,
    evaluate,
    intent,
    prepare,
    questions,
    serve,
    staff,
    train,
    vocabulary,
):
    main.add_command(command)
