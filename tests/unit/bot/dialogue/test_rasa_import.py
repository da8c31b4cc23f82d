"""Importing Rasa the quick way leaves other imports of the process as they were."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bot.dialogue.rasa_import import UNUSED, keep_bytecode


def test_unused_packages_are_no_longer_replaced() -> None:
    import boto3

    assert "boto3" in UNUSED
    assert boto3.__version__


def test_bytecode_is_kept_where_it_would_not_be(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setattr(sys, "pycache_prefix", None)

    keep_bytecode(tmp_path)

    assert sys.pycache_prefix == str(tmp_path)
    assert sys.dont_write_bytecode is False


@pytest.mark.parametrize(
    ("forbidden", "prefix"),
    [(False, None), (True, "/elsewhere"), (False, "/elsewhere")],
)
def test_bytecode_stays_where_it_is_kept_already(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, forbidden: bool, prefix: str | None
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", forbidden)
    monkeypatch.setattr(sys, "pycache_prefix", prefix)

    keep_bytecode(tmp_path)

    assert sys.dont_write_bytecode is forbidden
    assert sys.pycache_prefix == prefix
