"""`lernlotse catalog`: import with a source, the list of imports, undo, all exports."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from bot.cli import main
from tests import field_files
from tests.factories import make_actor, make_files, make_offer
from tests.field_files import vhs_course, vhs_file


@pytest.fixture
def run(sqlite_url, monkeypatch):
    """Runs a sub-command on an empty catalog."""
    monkeypatch.setenv("LERNLOTSE_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("LERNLOTSE_EXAMPLES", "off")
    monkeypatch.setenv("LERNLOTSE_TODAY", "2026-11-22")
    monkeypatch.setenv("COLUMNS", "300")

    def invoke(*arguments):
        return CliRunner().invoke(main, ["catalog", *map(str, arguments)])

    return invoke


@pytest.fixture
def courses(tmp_path):
    """Writes a file of courses."""

    def write(*numbers):
        text = vhs_file(*(vhs_course(f"K-{n}") for n in numbers))
        return field_files.write(tmp_path / "kurse.xml", text)

    return write


def test_import_says_how_to_undo_it(run, courses):
    result = run("import", courses(1, 2))

    assert result.exit_code == 0
    assert (
        "neu 3 · geändert 0 · unverändert 0 · entfallen 0 · abgelehnt 0"
        in result.output
    )
    batch = result.output.splitlines()[-1].rpartition(" ")[2]
    undone = run("undo", batch)
    assert undone.output == (
        "Zurückgenommen: 3 neue entfernt, 0 geänderte wiederhergestellt,"
        " 0 entfallene wieder veröffentlicht\n"
    )
    assert run("undo", batch).exit_code == 2
    assert (
        f"Der Import „{batch}“ ist schon zurückgenommen." in run("undo", batch).output
    )
    (line,) = run("imports").output.splitlines()
    assert line.startswith(batch)
    assert "kurse.xml: neu 3 · geändert 0 · entfallen 0 · zurückgenommen am" in line


def test_no_imports_and_an_unknown_one(run):
    assert "Es gibt noch keinen Import" in run("imports").output
    assert "Einen Import „x“ gibt es nicht." in run("undo", "x").output


def test_json_keeps_the_shape_of_the_contract(run, courses):
    report = json.loads(run("import", courses(1), "--json").stdout)

    assert list(report) == [
        "new",
        "changed",
        "unchanged",
        "gone",
        "rejected",
        "warnings",
    ]
    assert list(report["warnings"][0]) == ["file", "line", "id", "column", "reason"]


def test_losing_most_of_a_source_needs_force(run, courses):
    run("import", courses(1, 2, 3))

    refused = run("import", courses(1))
    assert refused.exit_code == 2
    assert "mehr als die Hälfte" in refused.output
    assert "Es wurde nichts eingelesen." in refused.output

    assert "entfallen 2" in run("import", courses(1), "--force").output


def test_source_of_a_table(run, tmp_path):
    run("import", *make_files(tmp_path / "a", actors=[make_actor()]))
    both = make_files(tmp_path / "b", offers=[make_offer("o-1"), make_offer("o-2")])
    run("import", *both, "--source", "netz")
    one = make_files(tmp_path / "c", offers=[make_offer("o-1")])

    assert "entfallen 1" in run("import", *one, "--source", "netz").output


def test_all_formats(run, courses, tmp_path):
    run("import", courses(1))

    result = run("export", tmp_path / "out", "--format", "csv,xlsx,jsonld,openqcat")

    assert result.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "actors.csv",
        "actors.xlsx",
        "lernlotse.jsonld",
        "offers.csv",
        "offers.xlsx",
        "openqcat-bericht.csv",
    ]
    assert (
        "Möglich: csv, xlsx, jsonld, openqcat"
        in run("export", tmp_path, "--format", "pdf").output
    )
