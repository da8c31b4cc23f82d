"""`lernlotse intent new` writes all files or none, and says in German what is next."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = pytest.mark.unit


def content(project: Path) -> dict[Path, str]:
    return {p: p.read_text("utf-8") for p in project.rglob("*") if p.is_file()}


def test_files_are_written_and_the_next_steps_named(run, project: Path) -> None:
    result = run("intent", "new", "ask_wlan", "--example", "wlan", "--answer", "Ja.")

    assert result.exit_code == 0, result.output
    assert '- text: "Ja."' in (project / "data/faq/responses.yml").read_text("utf-8")
    assert "      - wlan\n" in (project / "data/faq/nlu_ask_wlan.yml").read_text(
        "utf-8"
    )
    assert "Geschrieben: domain.yml" in result.output
    assert (
        "Beispiele ergänzen, mindestens 10: data/faq/nlu_ask_wlan.yml" in result.output
    )
    assert "ohne die Beispiele zu kennen: tests/nlu/faq.yml" in result.output


def test_second_time_is_refused_and_changes_nothing(run, project: Path) -> None:
    run("intent", "new", "ask_wlan")
    before = content(project)

    result = run("intent", "new", "ask_wlan")

    assert result.exit_code == 2
    assert "„ask_wlan“ gibt es schon: domain.yml:11." in result.output
    assert content(project) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("WLAN",), "„WLAN“ geht nicht als Name."),
        (("wlan_ask",), "„wlan_ask“ beginnt nicht mit einem Verb."),
        (("ask_wlan", "--topic", "a/b"), "„a/b“ geht nicht als Thema"),
        (("ask_wlan", "--answer", "Hast du?"), "responses.yml:5: „du“: Menschen"),
        (("ask_wlan", "--example", "Hallo, eins"), "„Hallo eins“ steht schon bei"),
    ],
)
def test_what_does_not_fit_is_refused_in_german(run, project, arguments, said) -> None:
    before = content(project)

    result = run("intent", "new", *arguments)

    assert result.exit_code == 2
    assert said in result.output
    assert content(project) == before


def test_file_that_cannot_be_written_is_said(run, project: Path) -> None:
    (project / "data" / "faq").write_text("no folder")
    before = content(project)

    result = run("intent", "new", "ask_wlan")

    assert result.exit_code == 2
    assert "Es wurde nichts geändert" in result.output
    assert content(project) == before
