"""Trains the model: `python -m bot.dialogue.training --project DIR --output DIR`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bot.dialogue.components import configured_components
from bot.dialogue.rasa_import import import_rasa

if TYPE_CHECKING:
    from collections.abc import Sequence

MODEL_NAME = "lernlotse"


class TrainingFailed(RuntimeError):
    """Raised when Rasa trained no model; its own output says why."""


def train(project: Path, output: Path, *, name: str = MODEL_NAME) -> Path:
    """Train on config.yml, domain.yml and data/ of *project*; return the archive.

    A model of the same name in the folder *output* is replaced.
    """
    config = project / "config.yml"
    import_rasa(configured_components(config), ["rasa.model_training"])

    from rasa import model_training

    from bot.dialogue import logs

    logs.configure()
    result = model_training.train(
        domain=str(project / "domain.yml"),
        config=str(config),
        training_files=[str(project / "data")],
        output=str(output),
        fixed_model_name=name,
        force_training=True,
    )
    if result.model is None:
        raise TrainingFailed(f"{project} has no training data")
    return Path(result.model)


def main(arguments: Sequence[str] | None = None) -> None:
    """Train from the command line and print the path of the archive."""
    parser = argparse.ArgumentParser(prog="python -m bot.dialogue.training")
    parser.add_argument("--project", type=Path, default=Path())
    parser.add_argument("--output", type=Path, default=Path("models"))
    parser.add_argument("--name", default=MODEL_NAME, help="file name of the archive")
    options = parser.parse_args(arguments)
    print(train(options.project, options.output, name=options.name))


if __name__ == "__main__":
    main()
