"""The Rasa component that classifies intents by the shape of a message."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.conditions import LEMMAS, SHAPE, WORDS
from bot.nlu.features import message_features
from bot.nlu.linear_model import Features, LinearModel, learn

SHOWN_RANKING = 10


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True
)
class ShapeIntentClassifier(GraphComponent):
    """Classifies by words, their pieces, and the conditions the message names."""

    def __init__(
        self,
        model_storage: ModelStorage,
        resource: Resource,
        model: LinearModel | None = None,
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ShapeIntentClassifier:
        """Create the component for training."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> ShapeIntentClassifier:
        """Load the trained component."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, LinearModel.load(folder))

    @staticmethod
    def required_packages() -> list[str]:
        """Name what training needs."""
        return ["sklearn"]

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the intent examples."""
        examples = [e for e in training_data.intent_examples if e.get(TEXT)]
        self._model = learn(
            [features_of(example) for example in examples],
            [str(example.get(INTENT)) for example in examples],
        )
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent and its ranking."""
        for message in messages:
            ranking = [
                {"name": name, "confidence": chance}
                for name, chance in self._ranking(message)[:SHOWN_RANKING]
            ]
            best = ranking[0] if ranking else {"name": None, "confidence": 0.0}
            message.set(INTENT, best, add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _ranking(self, message: Message) -> list[tuple[str, float]]:
        if self._model is None or not message.get(LEMMAS):
            return []
        return self._model.ranking(features_of(message))


def features_of(message: Message) -> Features:
    """Return the features of a message that `ConditionExtractor` has read."""
    shape: list[str] = message.get(SHAPE) or []
    fields = [word.strip("_") for word in shape if word.startswith("__")]
    return message_features(
        shape,
        message.get(LEMMAS) or [],
        message.get(WORDS) or [],
        fields,
        asks="?" in message.get(TEXT),
    )
