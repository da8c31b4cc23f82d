"""Imports Rasa the quick way; has to run before anything else imports it.

Figures: one start of the dialogue process on two cores, compiled modules at hand.
"""

from __future__ import annotations

import importlib
import os
import sys
import warnings
from collections.abc import Iterable
from pathlib import Path

from bot.dialogue import tensorflow_placeholder
from bot.dialogue.placeholders import forget_placeholders, placeholders_for

# Rasa imports these for channels, stores and brokers which this process never has.
# Without them: 0.4 s and 45 MB less.
UNUSED = {
    "aio_pika": "event broker RabbitMQ",
    "aiogram": "channel Telegram",
    "aiormq": "event broker RabbitMQ",
    "apscheduler": "reminders, which no answer over HTTP could deliver",
    "boto3": "tracker store DynamoDB",
    "google.auth": "channel Hangouts",
    "google.oauth2": "channel Hangouts",
    "matplotlib": "diagrams of `rasa test`",
    "portalocker.redis": "locks in Redis; Rasa locks the terminal only",
    "prompt_toolkit": "conversations on the terminal",
    "pymongo": "tracker store MongoDB",
    "questionary": "conversations on the terminal",
    "slack_sdk": "channel Slack",
    "socketio": "channel Socket.IO",
    "twilio": "channel Twilio",
    "webexteamssdk": "channel Webex; runs git when it is imported",
}

ENVIRONMENT = {
    # Read by Rasa for its progress bars, too.
    "LOG_LEVEL": "WARNING",
    # Training takes seconds; its cache would grow to a gigabyte.
    "RASA_MAX_CACHE_SIZE": "0",
    # A turn is too small to be shared between threads; each would cost memory.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    # Nothing leaves the server.
    "RASA_TELEMETRY_ENABLED": "false",
}

# All that a trained model names without being a component of its own pipeline.
MODULES = (
    "rasa.engine.recipes.default_recipe",
    "rasa.graph_components.validators.default_recipe_validator",
)
BYTECODE = Path("var") / "bytecode"
SKLEARN_CLASSIFIERS = frozenset(
    {"LogisticRegressionClassifier", "SklearnIntentClassifier"}
)


def import_rasa(components: Iterable[str], modules: Iterable[str] = ()) -> None:
    """Load Rasa and *modules* of it, leaving out what *components* do not use."""
    names = frozenset(components)
    os.environ.update(ENVIRONMENT)
    keep_bytecode(BYTECODE)
    with warnings.catch_warnings():
        # Sanic puts a filter in front of all others, so it has to come before ours.
        importlib.import_module("sanic")
        warnings.simplefilter("ignore")
        if not SKLEARN_CLASSIFIERS.isdisjoint(map(_class_name, names)):
            # It looks for its types in all loaded modules: 1.2 s less while few are.
            importlib.import_module("skops.io")
        if not tensorflow_placeholder.needs_tensorflow(names):
            tensorflow_placeholder.install()
        with placeholders_for(UNUSED):
            for module in (*MODULES, *modules):
                importlib.import_module(module)
        forget_placeholders()


def keep_bytecode(folder: Path) -> None:
    """Keep compiled modules in *folder* where they would not be kept at all.

    Compiling Rasa and its libraries anew takes two thirds of a start.
    """
    if sys.dont_write_bytecode and sys.pycache_prefix is None:
        sys.pycache_prefix = str(folder.absolute())
        sys.dont_write_bytecode = False


def _class_name(component: str) -> str:
    return component.rpartition(".")[2]
