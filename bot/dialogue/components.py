"""Which components a configuration or a trained model names; reads files only."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path
from typing import Any

import yaml

# What Rasa's own suggestion for a missing pipeline or missing policies contains.
SUGGESTED_BY_RASA = frozenset({"DIETClassifier", "TEDPolicy"})


def configured_components(config: Path) -> frozenset[str]:
    """Return the names of the pipeline and policies of a config.yml, as written."""
    content = yaml.safe_load(config.read_text(encoding="utf-8")) or {}
    if not content.get("pipeline") or not content.get("policies"):
        return SUGGESTED_BY_RASA
    return frozenset(map(_name, [*content["pipeline"], *content["policies"]]))


def trained_components(model: Path) -> frozenset[str]:
    """Return the class paths of the components that answer in a trained model."""
    nodes = _metadata(model)["predict_schema"]["nodes"]
    return frozenset(node["uses"] for node in nodes.values())


def _name(entry: str | dict[str, Any]) -> str:
    return entry if isinstance(entry, str) else str(entry["name"])


def _metadata(model: Path) -> dict[str, Any]:
    with tarfile.open(model) as archive:
        for member in archive:
            if Path(member.name).name == "metadata.json":
                content = archive.extractfile(member)
                return dict(json.load(content)) if content else {}
    raise ValueError(f"{model} is no trained model: it has no metadata.json")
