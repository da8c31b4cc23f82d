"""The command shows which words an import brought, without any training."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from tests.factories import make_actor, make_files, make_offer

pytestmark = pytest.mark.integration


def test_imported_words_are_shown_once(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LERNLOTSE_DATABASE_URL", sqlite_url)

    def lines(*arguments: str) -> list[str]:
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, result.output
        return result.output.splitlines()

    def vocabulary() -> list[str]:
        return lines("vocabulary", "--kept", str(tmp_path / "words.json"))

    first = vocabulary()
    files = make_files(
        tmp_path / "files",
        actors=[make_actor(name="Quarkelwerk")],
        offers=[make_offer(themen="Quiddelbasteln")],
    )
    lines("catalog", "import", *map(str, files))
    second, third = vocabulary(), vocabulary()

    assert "Beim nächsten Mal" in first[-1]
    assert "+ Quiddelbasteln (Thema)" in second
    assert "+ Quarkelwerk (Akteur)" in second
    assert third[-1] == "Seit dem letzten Mal hat sich nichts geändert."
