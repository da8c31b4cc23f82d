"""German texts of the staff area, kept in `templates/staff/texts.toml`."""

from __future__ import annotations

import tomllib
from functools import lru_cache

from bot.web.texts import TEMPLATES_DIR

STAFF_DIR = TEMPLATES_DIR / "staff"


@lru_cache(maxsize=1)
def _texts() -> dict[str, dict[str, str]]:
    return tomllib.loads((STAFF_DIR / "texts.toml").read_text("utf-8"))


def text(section: str, key: str, **values: object) -> str:
    """Return a German text with its placeholders filled."""
    return _texts()[section][key].format(**values)


def word(code: object, section: str) -> str:
    """Return the German word for a code; codes without one are shown as they are."""
    return _texts()[section].get(str(code), str(code))


def section(name: str) -> dict[str, str]:
    """Return all texts of a section."""
    return _texts()[name]


def has(section: str, key: str) -> bool:
    """Whether there is such a text."""
    return key in _texts()[section]
