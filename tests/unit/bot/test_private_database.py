"""A private file is begun anew when it is broken, and deleted with all beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.private_database import delete_private, open_private

pytestmark = pytest.mark.unit
TABLE = "create table if not exists t (x)"


def test_broken_file_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    path.write_bytes(b"no database" * 100)

    connection = open_private(path, TABLE)

    assert connection.execute("select * from t").fetchall() == []
    connection.close()


def test_deleted_file_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    connection = open_private(path, TABLE)
    connection.execute("insert into t values (1)")

    delete_private(path)

    assert list(tmp_path.iterdir()) == []
    connection.close()
    delete_private(path)
