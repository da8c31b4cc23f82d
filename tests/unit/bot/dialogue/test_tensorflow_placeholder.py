"""TensorFlow is left out exactly when no component needs it."""

from __future__ import annotations

import sys

import pytest
from rasa.nlu.classifiers import diet_classifier

from bot.dialogue import tensorflow_placeholder
from bot.dialogue.placeholders import PlaceholderUsed
from bot.dialogue.tensorflow_placeholder import needs_tensorflow


@pytest.mark.parametrize(
    "component",
    [
        "DIETClassifier",
        "TEDPolicy",
        "rasa.nlu.classifiers.diet_classifier.DIETClassifier",
        "somebody.elses.Classifier",
    ],
)
def test_needs_tensorflow(component: str) -> None:
    assert needs_tensorflow(["WhitespaceTokenizer", component])


@pytest.mark.parametrize(
    "component",
    [
        "LogisticRegressionClassifier",
        "SpacyNLP",
        "RulePolicy",
        "bot.nlu.conditions.ConditionExtractor",
        "rasa.core.policies.rule_policy.RulePolicy",
    ],
)
def test_needs_no_tensorflow(component: str) -> None:
    assert not needs_tensorflow([component])


def test_rasa_runs_on_placeholders() -> None:
    assert "tensorflow" not in sys.modules
    with pytest.raises(PlaceholderUsed):
        diet_classifier.tf.random.set_seed(1)


def test_install_twice_leaves_one_finder() -> None:
    before = list(sys.meta_path)

    tensorflow_placeholder.install()

    assert sys.meta_path == before
