"""Messages and progress on the terminal; results go to standard output by `click.echo`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

EXIT_REJECTED = 1
EXIT_UNUSABLE = 2
# Progress belongs to standard error, so that output can be piped.
console = Console(stderr=True, highlight=False)


class Failed(click.ClickException):
    """Raised to end a command with a German message and exit code 2."""

    exit_code = EXIT_UNUSABLE

    def show(self, file: object = None) -> None:
        """Print the message without click's English prefix."""
        console.print(self.format_message(), style="bold red", markup=False)


@contextmanager
def step(title: str) -> Iterator[Progress]:
    """Show that something runs and how long it has taken; yields the display."""
    columns = (
        SpinnerColumn(finished_text="✓"),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as progress:
        task = progress.add_task(title, total=None)
        yield progress
        progress.update(task, total=1, completed=1)
