"""German words for people, kept in `de.toml`; chat, pages, API and commands share them."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def _texts() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("catalog.texts").joinpath("de.toml").read_text("utf-8"))


def text(section: str, key: str, **values: object) -> str:
    """Return a German text with its placeholders filled."""
    return _texts()[section][key].format(**values)


def label(section: str, key: str) -> str:
    """Return the German name of a code; codes without one are shown as they are."""
    return _texts().get(section, {}).get(key, key)


def codes(section: str) -> tuple[str, ...]:
    """Return the codes of a section, in the order of its labels."""
    return tuple(_texts()[section])
