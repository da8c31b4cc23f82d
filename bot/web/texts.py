"""German texts of the web service, kept in `templates/texts.toml`."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

TEMPLATES_DIR = Path(__file__).parent / "templates"


@lru_cache(maxsize=1)
def _texts() -> dict[str, dict[str, str]]:
    return tomllib.loads((TEMPLATES_DIR / "texts.toml").read_text("utf-8"))


def text(section: str, key: str, **values: object) -> str:
    """Return a German text with its placeholders filled."""
    return _texts()[section][key].format(**values)


def words(section: str) -> dict[str, str]:
    """Return all texts of a section."""
    return _texts()[section]
