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
from catalog import (
    EXPORTS,
    Catalog,
    ImportOptions,
    ImportReport,
    PastImport,
    RowProblem,
    Undone,
)
from catalog.errors import (
    AlreadyUndone,
    CatalogError,
    CatalogUnavailable,
    ImportNotFound,
    UnusableFile,
)

SHOWN_WARNINGS = 20
FORMATS = tuple(EXPORTS)


@click.group(help=text("help", "catalog"))
def catalog() -> None:
    """Hold the catalog's sub-commands."""


@catalog.command("import", help=text("help", "import"))
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help=text("help", "dry_run"))
@click.option("--source", help=text("help", "source"))
@click.option("--force", is_flag=True, help=text("help", "force"))
@click.option("--office-contact", is_flag=True, help=text("help", "office_contact"))
@click.option("--json", "as_json", is_flag=True, help=text("help", "json"))
@click.pass_context
def import_command(
    context: click.Context,
    files: tuple[Path, ...],
    *,
    dry_run: bool,
    source: str | None,
    force: bool,
    office_contact: bool,
    as_json: bool,
) -> None:
    """Import files; exit 0 ok, 1 rows rejected, 2 unusable file."""
    if not files:
        raise Failed(text("catalog", "no_files"))
    options = ImportOptions(
        source=source or None, force=force, keeps_office_contact=office_contact
    )
    store = _prepared()
    try:
        report = _import(store, files, options, dry_run=dry_run)
    except UnusableFile as error:
        _show_unusable(error, as_json=as_json)
        context.exit(EXIT_UNUSABLE)
    except CatalogUnavailable as error:
        raise Failed(text("serve", "database_unreachable", reason=error)) from error
    finally:
        store.close()
    if as_json:
        click.echo(_json(report))
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


def _json(report: ImportReport) -> str:
    """Return a report in the shape that other programs rely on."""
    values = asdict(report)
    values.pop("batch")
    return json.dumps(values, ensure_ascii=False, indent=2)


def _import(
    store: Catalog, files: Sequence[Path], options: ImportOptions, *, dry_run: bool
) -> ImportReport:
    with step(", ".join(path.name for path in files)) as display:

        def progress(file: str, rows: int) -> None:
            display.update(
                display.task_ids[0],
                description=text("catalog", "reading", file=file, rows=rows),
            )

        return store.import_files(
            files, dry_run=dry_run, options=options, progress=progress
        )


def _show_unusable(error: UnusableFile, *, as_json: bool) -> None:
    if as_json:
        problem = RowProblem(error.file, 1, "", "", error.reason)
        report = ImportReport(rejected=(problem,))
        click.echo(_json(report))
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
    if report.batch:
        click.echo(text("catalog", "how_to_undo", batch=report.batch))


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


@catalog.command("imports", help=text("help", "imports"))
def imports_command() -> None:
    """List past imports."""
    store = _prepared()
    try:
        past = store.imports()
    finally:
        store.close()
    for each in past:
        click.echo(_line_of(each))
    if not past:
        click.echo(text("catalog", "no_imports"))


def _line_of(past: PastImport) -> str:
    undone = ""
    if past.undone_at is not None:
        day = f"{past.undone_at:%d.%m.%Y}"
        undone = text("catalog", "undone_on", day=day, who=past.undone_by)
    return text(
        "catalog",
        "past_import",
        batch=past.batch,
        at=f"{past.at:%d.%m.%Y %H:%M}",
        files=past.files,
        new=past.new,
        changed=past.changed,
        gone=past.gone,
        undone=undone,
    )


@catalog.command("undo", help=text("help", "undo"))
@click.argument("batch")
def undo_command(batch: str) -> None:
    """Take an import back."""
    store = _prepared()
    try:
        _show_undone(store.undo_import(batch, who=text("catalog", "at_the_terminal")))
    except ImportNotFound as error:
        raise Failed(text("catalog", "no_such_import", batch=batch)) from error
    except AlreadyUndone as error:
        raise Failed(text("catalog", "already_undone", batch=batch)) from error
    except CatalogUnavailable as error:
        raise Failed(text("serve", "database_unreachable", reason=error)) from error
    finally:
        store.close()


def _show_undone(found: Undone) -> None:
    click.echo(
        text(
            "catalog",
            "undone",
            removed=found.removed,
            restored=found.restored,
            revived=found.revived,
        )
    )
    if found.conflicts:
        click.echo("\n" + text("catalog", "conflicts"))
    for conflict in found.conflicts:
        record = text("record", conflict.kind)
        click.echo(
            "  "
            + text(
                "catalog",
                "conflict",
                record=record,
                id=conflict.record_id,
                reason=conflict.reason,
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
