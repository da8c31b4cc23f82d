"""The figures of the last two models in a folder, each as one JSON file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

LATEST, BEFORE = "report.json", "previous.json"


def remember(folder: Path, figures: Mapping[str, Any]) -> dict[str, Any] | None:
    """Keep the figures; return those of the model measured before, if there was one.

    Measuring the same model again replaces its figures and leaves the others.
    """
    folder.mkdir(parents=True, exist_ok=True)
    latest = _read(folder / LATEST)
    if latest is not None and latest["model"] != figures["model"]:
        (folder / LATEST).replace(folder / BEFORE)
    _write(folder / LATEST, figures)
    return _read(folder / BEFORE)


def _read(path: Path) -> dict[str, Any] | None:
    """Return what is kept; what cannot be read counts as nothing."""
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    is_evaluation = isinstance(content, dict) and "model" in content
    return content if is_evaluation else None


def _write(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2), "utf-8")
