"""What Rasa's own validator says beyond `bot.training_data.checks`, which knows lines.

`python -m bot.dialogue.validation --project DIR` prints a JSON list of sentences.
"""

from __future__ import annotations

import argparse
import json
import logging
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.dialogue.components import configured_components
from bot.dialogue.rasa_import import import_rasa

if TYPE_CHECKING:
    from rasa.validator import Validator

MODULES = ("rasa.validator", "rasa.shared.importers.importer")
# Where Rasa raises its warnings; others come from libraries and concern no project.
RAISED_IN = "rasa/shared/utils/io.py"


class _Sentences(logging.Handler):
    """Collects what a logger warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the message."""
        self.said.append(record.getMessage())


def complaints(project: Path) -> list[str]:
    """Return what Rasa finds wrong with config.yml, domain.yml and data/ of *project*.

    Forms and their slots, conditions of slot mappings, contradicting stories, unknown
    keys: everything that needs the loaded domain.
    """
    config = project / "config.yml"
    import_rasa(configured_components(config), MODULES)

    from rasa.shared.exceptions import RasaException
    from rasa.shared.importers.importer import TrainingDataImporter
    from rasa.validator import Validator

    log = _Sentences()
    logging.getLogger("rasa.validator").addHandler(log)
    with warnings.catch_warnings(record=True) as raised:
        warnings.simplefilter("always")
        try:
            validator = Validator.from_importer(
                TrainingDataImporter.load_from_config(
                    str(config), str(project / "domain.yml"), [str(project / "data")]
                )
            )
            _validate(validator)
        except RasaException as error:
            return [_one_line(str(error))]
        finally:
            logging.getLogger("rasa.validator").removeHandler(log)
    said = [str(w.message) for w in raised if w.filename.endswith(RAISED_IN)]
    return sorted({_one_line(sentence) for sentence in (*said, *log.said)})


def _validate(validator: Validator) -> None:
    validator.verify_domain_validity()
    validator.verify_forms_in_stories_rules()
    validator.verify_form_slots()
    validator.verify_slot_mappings()
    validator.verify_story_structure()
    validator.warn_if_config_mandatory_keys_are_not_set()


def _one_line(sentence: str) -> str:
    return " ".join(sentence.split())


def main(arguments: Sequence[str] | None = None) -> None:
    """Validate from the command line."""
    parser = argparse.ArgumentParser(prog="python -m bot.dialogue.validation")
    parser.add_argument("--project", type=Path, default=Path())
    options = parser.parse_args(arguments)
    print(json.dumps(complaints(options.project), ensure_ascii=False))


if __name__ == "__main__":
    main()
