"""What a check finds: where, what and how grave; the words stand in bot/cli/texts.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.training_data.reading import Place


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not fit; `code` names its text, `values` fill it."""

    place: Place
    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    is_error: bool = True


def error(place: Place, code: str, **values: object) -> Finding:
    """Return what has to be mended."""
    return Finding(place, code, values)


def warning(place: Place, code: str, **values: object) -> Finding:
    """Return what may stay for a while."""
    return Finding(place, code, values, is_error=False)
