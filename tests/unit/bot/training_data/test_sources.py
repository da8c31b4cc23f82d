"""Changes are written as a whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.training_data.sources import Sources

pytestmark = pytest.mark.unit


def content(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_changed_files_stand_over_the_written_ones(sources: Sources) -> None:
    changed = sources.having({"domain.yml": "x", "data/new/a.yml": "y"})

    assert changed.text("domain.yml") == "x"
    assert sources.text("domain.yml") != "x"
    assert changed.exists("data/new/a.yml") is True
    assert sources.exists("data/new/a.yml") is False
    assert "data/new/a.yml" in changed.files("data")


def test_hidden_files_and_caches_are_no_sources(sources: Sources) -> None:
    for name in (".hidden.yml", "a.pyc"):
        (sources.project / "data" / name).write_text("")

    assert [f for f in sources.files("data") if "hidden" in f or "pyc" in f] == []


def test_save_writes_all_and_leaves_nothing_else(sources: Sources) -> None:
    before = content(sources.project)
    changes = {"domain.yml": "new\n", "data/new/topic/a.yml": "ä\n"}

    sources.having(changes).save()

    assert content(sources.project) == before | changes


def test_failed_save_changes_nothing(sources: Sources) -> None:
    (sources.project / "data" / "people" / "folder.yml").mkdir()
    before = content(sources.project)
    changes = {
        "data/new/deep/a.yml": "a",
        "domain.yml": "new",
        "data/people/folder.yml": "cannot be written over a folder",
    }

    with pytest.raises(OSError, match="folder"):
        sources.having(changes).save()

    assert content(sources.project) == before
    assert not (sources.project / "data" / "new").exists()


def test_folder_that_cannot_be_made_changes_nothing(sources: Sources) -> None:
    before = content(sources.project)
    changes = {"data/a/b.yml": "a", "domain.yml/sub/c.yml": "c"}

    with pytest.raises(OSError, match="domain"):
        sources.having(changes).save()

    assert content(sources.project) == before
    assert not (sources.project / "data" / "a").exists()
