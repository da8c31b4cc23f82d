"""`lernlotse check`: do domain, training data and actions agree?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from bot.cli.console import EXIT_REJECTED
from bot.cli.rasa_process import answer_of
from bot.cli.texts import text
from bot.training_data.checks import check as check_sources
from bot.training_data.findings import Finding
from bot.training_data.rasa_complaints import placed
from bot.training_data.sources import Sources


@click.command(help=text("help", "check_training"))
@click.option("--fail-on-warnings", is_flag=True, help=text("help", "fail_on_warnings"))
@click.option("--json", "as_json", is_flag=True, help=text("help", "json"))
@click.pass_context
def check(context: click.Context, *, fail_on_warnings: bool, as_json: bool) -> None:
    """Print every disagreement; exit 1 when there is an error."""
    found = findings(context.obj)
    errors = [finding for finding in found if finding.is_error]
    warnings = [finding for finding in found if not finding.is_error]
    if as_json:
        click.echo(
            json.dumps([_as_json(f) for f in found], ensure_ascii=False, indent=2)
        )
    else:
        show(errors)
        if warnings:
            click.echo("\n" * bool(errors) + text("check", "warnings"))
            show(warnings)
        key = "summary" if found else "all_good"
        click.echo(text("check", key, errors=len(errors), warnings=len(warnings)))
    if errors or (warnings and fail_on_warnings):
        context.exit(EXIT_REJECTED)


def findings(project: Path) -> list[Finding]:
    """Return what our checks find and, where all files can be read, what Rasa says."""
    sources = Sources(project)
    found = check_sources(sources)
    if not any(finding.code == "unreadable" for finding in found):
        said = answer_of("bot.dialogue.validation", "--project", str(project))
        places = {finding.place for finding in found}
        found += [f for f in placed(sources, said) if f.place not in places]
    return sorted(found, key=lambda finding: (finding.place, finding.code))


def show(found: Sequence[Finding]) -> None:
    """Print findings as compilers do, so that editors can jump to them."""
    for finding in found:
        click.echo(line_of(finding))


def line_of(finding: Finding) -> str:
    """Return a finding as one line."""
    return f"{finding.place}: {text('finding', finding.code, **finding.values)}"


def _as_json(finding: Finding) -> dict[str, object]:
    return {
        "file": finding.place.file,
        "line": finding.place.line,
        "level": "error" if finding.is_error else "warning",
        "code": finding.code,
        "text": text("finding", finding.code, **finding.values),
    }
