"""Writes the stock project as `rasa init` and a developer would have left it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from benchmarks.bare import write_database
from benchmarks.data import Row

HERE = Path(__file__).resolve().parent
TOP = ("config.yml", "credentials.yml", "domain.yml")
TRAINING = ("nlu.yml", "rules.yml", "stories.yml")
DATABASE = "offers.sqlite"


def build(directory: Path, offers: Iterable[Row] = ()) -> None:
    """Write the whole project with a database of the offers into a folder."""
    for folder in (directory / "data", directory / "actions"):
        folder.mkdir(parents=True, exist_ok=True)
    for name in TOP:
        shutil.copy(HERE / name, directory / name)
    for name in TRAINING:
        shutil.copy(HERE / name, directory / "data" / name)
    shutil.copy(HERE / "actions.py", directory / "actions" / "actions.py")
    (directory / "actions" / "__init__.py").touch()
    write_database(directory / DATABASE, offers)


def write_endpoints(directory: Path, *, action_port: int) -> None:
    """Tell the project where its action server listens."""
    template = (HERE / "endpoints.yml").read_text(encoding="utf-8")
    text = template.format(action_port=action_port)
    (directory / "endpoints.yml").write_text(text, encoding="utf-8")
