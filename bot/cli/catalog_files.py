"""`lernlotse catalog …`: import, export and check catalog files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from bot.cli.console import EXIT_REJECTED, EXIT_UNUSABLE, Failed, console, step
from bot.cli.preparing import open_catalog
from bot.cli.settings import read_settings
from bot.cli.texts import text
from catalog import Catalog, ImportReport, RowProblem
from catalog.errors import CatalogError, CatalogUnavailable, UnusableFile

SHOWN_WARNINGS = 20
FORMATS = ("csv", "xlsx")


@click.group(help=text("help", "catalog"))
def catalog() -> None:
    """Hold the catalog's sub-commands."""


@catalog.command("import", help=text("help", "import"))
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help=text("help", "dry_run"))
@click.option("--json", "as_json", is_flag=True, help=text("help", "json"))
@click.pass_context
def import_command(
    context: click.Context, files: tuple[Path, ...], *, dry_run: bool, as_json: bool
) -> None:
    """Import files; exit 0 ok, 1 rows rejected, 2 unusable file."""
    if not files:
        raise Failed(text("catalog", "no_files"))
    store = _prepared()
    try:
        report = _import(store, files, dry_run=dry_run)
    except UnusableFile as error:
        _show_unusable(error, as_json=as_json)
        context.exit(EXIT_UNUSABLE)
    except CatalogUnavailable as error:
        raise Failed(text("serve", "database_unreachable", reason=error)) from error
    finally:
        store.close()
    if as_json:
        click.echo(json.dumps(asdict(report), ensure_ascii=False, indent=2))
    else:
        _show(report, dry_run=dry_run)
    if report.rejected:
        context.exit(EXIT_REJECTED)


def _prepared() -> Catalog:
    store = open_catalog(read_settings())
    try:
        store.prepare()
    except CatalogUnavailable as error:
        raise Failed(text("serve", "database_unreachable", reason=error)) from error
    return store


def _import(store: Catalog, files: Sequence[Path], *, dry_run: bool) -> ImportReport:
    with step(", ".join(path.name for path in files)) as display:

        def progress(file: str, rows: int) -> None:
            display.update(
                display.task_ids[0],
                description=text("catalog", "reading", file=file, rows=rows),
            )

        return store.import_files(files, dry_run=dry_run, progress=progress)


def _show_unusable(error: UnusableFile, *, as_json: bool) -> None:
    if as_json:
        problem = RowProblem(error.file, 1, "", "", error.reason)
        report = ImportReport(rejected=(problem,))
        click.echo(json.dumps(asdict(report), ensure_ascii=False, indent=2))
        return
    message = text("catalog", "unusable", file=error.file, reason=error.reason)
    console.print(message, style="bold red", markup=False)
    console.print(text("catalog", "nothing_imported"), markup=False)


def _show(report: ImportReport, *, dry_run: bool) -> None:
    click.echo(
        text(
            "catalog",
            "counts",
            new=report.new,
            changed=report.changed,
            unchanged=report.unchanged,
            gone=report.gone,
            rejected=len(report.rejected),
        )
    )
    if dry_run:
        click.echo(text("catalog", "dry_run"))
    _show_problems(text("catalog", "rejected"), report.rejected)
    _show_problems(text("catalog", "warnings"), report.warnings[:SHOWN_WARNINGS])
    more = len(report.warnings) - SHOWN_WARNINGS
    if more > 0:
        click.echo(text("catalog", "more", count=more))


def _show_problems(title: str, problems: Sequence[RowProblem]) -> None:
    if problems:
        click.echo(f"\n{title}")
    for problem in problems:
        column = problem.column and text("catalog", "column", column=problem.column)
        record_id = problem.id and text("catalog", "id", id=problem.id)
        click.echo(
            "  "
            + text(
                "catalog",
                "problem",
                file=problem.file,
                line=problem.line,
                column=column,
                id=record_id,
                reason=problem.reason,
            )
        )


@catalog.command("export", help=text("help", "export"))
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@click.option("--format", "formats", default="csv", help=text("help", "format"))
def export_command(directory: Path, formats: str) -> None:
    """Write the whole catalog."""
    wanted = [name.strip() for name in formats.split(",") if name.strip()]
    for name in wanted:
        if name not in FORMATS:
            allowed = ", ".join(FORMATS)
            raise Failed(
                text("catalog", "unknown_format", format=name, allowed=allowed)
            )
    store = _prepared()
    try:
        for path in store.export_files(directory, wanted):
            click.echo(text("catalog", "written", path=path))
    except (CatalogError, OSError) as error:
        raise Failed(text("catalog", "not_written", reason=error)) from error
    finally:
        store.close()


@catalog.command("check", help=text("help", "check"))
@click.option("--json", "as_json", is_flag=True, help=text("help", "json"))
def check_command(*, as_json: bool) -> None:
    """List what is stale, incomplete, duplicate or unreachable."""
    store = _prepared()
    try:
        findings = store.check()
    finally:
        store.close()
    if as_json:
        click.echo(
            json.dumps([asdict(f) for f in findings], ensure_ascii=False, indent=2)
        )
        return
    for finding in findings:
        click.echo(
            text(
                "catalog",
                "finding",
                record=text("record", finding.record),
                id=finding.id,
                title=finding.title,
                reason=finding.text,
            )
        )
    key = "findings" if findings else "all_good"
    click.echo(text("catalog", key, count=len(findings)))
