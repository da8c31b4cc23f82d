"""German texts of the commands, kept in `texts.toml`."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def _texts() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("bot.cli").joinpath("texts.toml").read_text("utf-8"))


def text(section: str, key: str, **values: object) -> str:
    """Return a German text with its placeholders filled."""
    return _texts()[section][key].format(**values)
