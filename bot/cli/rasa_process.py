"""Asks a module that loads Rasa, in a process of its own, and reads its JSON answer."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import click

from bot.cli.console import Failed
from bot.cli.preparing import PROJECT
from bot.cli.texts import text


def answer_of(module: str, *arguments: str) -> Any:
    """Return what a module printed as its last line.

    Raises:
        Failed: it ended with an error, which is shown.
    """
    ended = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode != 0:
        click.echo(ended.stderr, err=True)
        raise Failed(text("ask", "unavailable"))
    return json.loads(ended.stdout.splitlines()[-1])
