"""`lernlotse questions`: what was not understood, out to be labelled and back again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from bot.cli.checking import line_of
from bot.cli.console import Failed
from bot.cli.settings import read_settings
from bot.cli.texts import text
from bot.questions import Question, QuestionQueue
from bot.training_data.labels import Labels, LabelsRefused, exported, taken_over
from bot.training_data.sources import Sources


@click.group(invoke_without_command=True, help=text("help", "questions"))
@click.pass_context
def questions(context: click.Context) -> None:
    """List the questions when no sub-command is named."""
    if context.invoked_subcommand is None:
        with _queue() as queue:
            waiting = queue.questions()
        for question in waiting:
            click.echo(_line(question))
        key = "waiting" if waiting else "none"
        click.echo(text("questions", key, count=len(waiting)))


@questions.command("export", help=text("help", "questions_export"))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def export_command(file: Path) -> None:
    """Write the questions into a file; they stay in the list."""
    with _queue() as queue:
        waiting = queue.questions()
    if not waiting:
        click.echo(text("questions", "none"))
        return
    if file.exists():
        raise Failed(text("questions", "file_exists", file=file))
    try:
        file.write_text(exported(waiting), "utf-8")
    except OSError as error:
        raise Failed(text("questions", "not_written", reason=error)) from error
    click.echo(text("questions", "exported", count=len(waiting), file=file))


@questions.command("import", help=text("help", "questions_import"))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def import_command(project: Path, file: Path) -> None:
    """Add what a person labelled to the examples, and take it off the list."""
    try:
        content = file.read_text("utf-8")
        changed, labels = taken_over(Sources(project), str(file), content)
        changed.save()
    except LabelsRefused as refused:
        lines = [text("questions", "refused"), *map(line_of, refused.findings)]
        raise Failed("\n".join(lines)) from refused
    except (OSError, UnicodeDecodeError) as error:
        raise Failed(text("questions", "not_written", reason=error)) from error
    with _queue() as queue:
        queue.remove(labels.done)
    _show(changed, labels)


def _show(changed: Sources, labels: Labels) -> None:
    click.echo(
        text(
            "questions",
            "imported",
            added=len(labels.added),
            repeated=len(labels.repeated),
            discarded=len(labels.discarded),
            unlabelled=len(labels.unlabelled),
        )
    )
    for example in labels.leaked:
        click.echo(text("questions", "leaked", place=example.place))
    for file in changed.changed:
        click.echo(text("questions", "changed", file=file))
    if changed.changed:
        click.echo(text("questions", "next"))


@contextmanager
def _queue() -> Iterator[QuestionQueue]:
    """Open the list, without what has waited too long."""
    settings = read_settings()
    if settings.questions_file is None:
        raise Failed(text("questions", "off"))
    queue = QuestionQueue(
        settings.questions_file, lambda: settings.catalog.now().date()
    )
    try:
        queue.forget_old()
        yield queue
    finally:
        queue.close()


def _line(question: Question) -> str:
    return text(
        "questions",
        "line",
        count=question.count,
        first=f"{question.first_day:%d.%m.%Y}",
        last=f"{question.last_day:%d.%m.%Y}",
        text=question.text,
        guess=question.guess or "–",
    )
