"""Keeps TensorFlow out of the process unless a component needs it.

Rasa imports TensorFlow everywhere, whatever the pipeline: 4 s and 340 MB a process.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from bot.dialogue.placeholders import PlaceholderFinder

# h5py is what Keras keeps models in; spaCy loads it, too, should it find it.
PACKAGES = frozenset(
    {
        "h5py",
        "keras",
        "tensorflow",
        "tensorflow_addons",
        "tensorflow_hub",
        "tensorflow_text",
    }
)
TENSORFLOW_COMPONENTS = frozenset(
    {
        "ConveRTFeaturizer",
        "DIETClassifier",
        "LanguageModelFeaturizer",
        "ResponseSelector",
        "TEDPolicy",
        "UnexpecTEDIntentPolicy",
    }
)
KNOWN_PACKAGES = frozenset({"bot", "rasa"})


def needs_tensorflow(components: Iterable[str]) -> bool:
    """Say whether one of the components, named as in config.yml, needs TensorFlow."""
    return any(map(_needs_tensorflow, components))


def install() -> None:
    """Let placeholders stand in for TensorFlow for the rest of the process.

    They may be named, subclassed and used in annotations; calling one raises
    `PlaceholderUsed`. Has no effect on a TensorFlow that is loaded already.
    """
    if not any(isinstance(finder, _TensorFlowFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _TensorFlowFinder(PACKAGES))


class _TensorFlowFinder(PlaceholderFinder):
    """Told apart from other finders, so that there is only one."""


def _needs_tensorflow(component: str) -> bool:
    package, dot, _ = component.partition(".")
    # Nobody knows what a component from elsewhere imports.
    from_elsewhere = bool(dot) and package not in KNOWN_PACKAGES
    return from_elsewhere or component.rpartition(".")[2] in TENSORFLOW_COMPONENTS
