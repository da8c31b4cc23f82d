"""The command `lernlotse`; each sub-command lives in a module of its own.

A sub-command is imported when it is asked for: `serve` watches the services all day and
need not carry the catalog in memory.
"""

from __future__ import annotations

from importlib import import_module

import click

from bot.cli.texts import text
from catalog.settings import PROJECT_DIR

_MODULES = {
    "ask": "asking",
    "catalog": "catalog_files",
    "check": "checking",
    "evaluate": "evaluating",
    "intent": "intents",
    "prepare": "preparing",
    "questions": "questions",
    "serve": "serving",
    "staff": "staff",
    "train": "training",
    "vocabulary": "vocabulary",
}


class _Commands(click.Group):
    """The sub-commands by name."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """Return their names."""
        return sorted(_MODULES)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """Return one of them; None = there is none of this name."""
        if name not in _MODULES:
            return None
        module = import_module(f"bot.cli.{_MODULES[name]}")
        found: click.Command = getattr(module, name)
        return found


@click.group(cls=_Commands, invoke_without_command=True, help=text("help", "main"))
@click.version_option(package_name="lernlotse")
@click.pass_context
def main(context: click.Context) -> None:
    """Start everything when no sub-command is named."""
    if context.obj is None:
        context.obj = PROJECT_DIR
    if context.invoked_subcommand is None:
        serve = main.get_command(context, "serve")
        assert serve is not None
        context.invoke(serve)
