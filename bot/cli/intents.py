"""`lernlotse intent new`: everything a new intent needs, in one go."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.checking import line_of
from bot.cli.console import Failed
from bot.cli.texts import text
from bot.training_data.example_checks import ENOUGH_EXAMPLES, ENOUGH_HELD_OUT
from bot.training_data.scaffold import (
    DEFAULT_TOPIC,
    NewIntent,
    Refused,
    dialogue_file,
    examples_file,
    held_out_file,
    responses_file,
    scaffold,
)
from bot.training_data.sources import Sources


@click.group(help=text("help", "intent"))
def intent() -> None:
    """Hold the sub-commands."""


@intent.command("new", help=text("help", "intent_new"))
@click.argument("name")
@click.option("--topic", default=DEFAULT_TOPIC, help=text("help", "intent_topic"))
@click.option(
    "--example", "examples", multiple=True, help=text("help", "intent_example")
)
@click.option("--answer", default="", help=text("help", "intent_answer"))
@click.option("--easy-answer", default="", help=text("help", "intent_easy_answer"))
@click.pass_obj
def new(
    project: Path,
    name: str,
    *,
    topic: str,
    examples: tuple[str, ...],
    answer: str,
    easy_answer: str,
) -> None:
    """Write all files, or none and say why."""
    wanted = NewIntent(name, topic, examples, answer, easy_answer)
    try:
        changed = scaffold(Sources(project), wanted)
        changed.save()
    except Refused as refused:
        reason = text("intent", refused.code, **refused.values)
        raise Failed("\n".join([reason, *map(line_of, refused.findings)])) from refused
    except OSError as error:
        raise Failed(text("intent", "not_written", reason=error)) from error
    for file in changed.changed:
        click.echo(text("intent", "written", file=file))
    click.echo(
        text(
            "intent",
            "next",
            examples=examples_file(wanted),
            least=ENOUGH_EXAMPLES,
            responses=responses_file(wanted),
            held_out=held_out_file(wanted),
            kept=ENOUGH_HELD_OUT,
            dialogue=dialogue_file(wanted),
        )
    )
