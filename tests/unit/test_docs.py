"""README and docs name what exists, and what exists is named."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from bot.cli import main

pytestmark = pytest.mark.unit

PROJECT = Path(__file__).parent.parent.parent
PAGES = [
    PROJECT / "README.md",
    PROJECT / "CONTRIBUTING.md",
    PROJECT / "CHANGELOG.md",
    *sorted((PROJECT / "docs").glob("*.md")),
]
README = (PROJECT / "README.md").read_text("utf-8")
CONTEXT = click.Context(main)
COMMANDS = set(main.list_commands(CONTEXT))
SETTING = re.compile(r"LERNLOTSE_[A-Z_]+")


def settings_in_code() -> set[str]:
    return {
        name
        for path in ("bot/settings.py", "catalog/settings.py")
        for name in SETTING.findall((PROJECT / path).read_text("utf-8"))
    }


def test_every_setting_is_in_the_readme_and_the_reverse() -> None:
    assert set(SETTING.findall(README)) == settings_in_code() - {"LERNLOTSE_"}


def test_every_command_is_in_the_readme() -> None:
    assert {name for name in COMMANDS if name not in README} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_named_commands_exist(page: Path) -> None:
    named = set(
        re.findall(r"lernlotse (?:catalog )?([a-z]+)\b", page.read_text("utf-8"))
    )
    group = main.get_command(CONTEXT, "catalog")
    assert isinstance(group, click.Group)
    known = COMMANDS | set(group.commands)

    assert named - known - {"finds"} <= set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_named_make_targets_exist(page: Path) -> None:
    targets = set(
        re.findall(
            r"^([a-z-]+):", (PROJECT / "Makefile").read_text("utf-8"), re.MULTILINE
        )
    )

    assert (
        set(re.findall(r"`make ([a-z-]+)`", page.read_text("utf-8"))) - targets == set()
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_column_of_the_files_is_documented() -> None:
    from catalog.importers.rows import ACTOR_COLUMNS, ARTICLE_COLUMNS, OFFER_COLUMNS

    text = (PROJECT / "docs" / "catalog-files.md").read_text("utf-8")

    assert "`" + "; ".join(ACTOR_COLUMNS) + "`" in text
    assert "`" + "; ".join(OFFER_COLUMNS) + "`" in text
    assert "`" + "; ".join(ARTICLE_COLUMNS) + "`" in text
