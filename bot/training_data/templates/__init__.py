"""German beginnings of new files; `$…` is filled in."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from string import Template
from typing import Any


def filled(template: str, /, **values: str) -> str:
    """Return a template with its values."""
    return Template(_text(template)).substitute(values)


@lru_cache(maxsize=1)
def placeholders() -> dict[str, Any]:
    """Return the texts that stand for those nobody has written yet."""
    return tomllib.loads(_text("placeholders.toml"))


def _text(name: str) -> str:
    return files(__name__).joinpath(name).read_text("utf-8")
