"""The Rasa component that reads conditions; the understanding itself is the catalog's.

It does two things with a message: every condition becomes an entity, and in its shape
the understood words become the name of their field ("Töpfern" → "__topic__"). So the
intent classifier learns the shape of sentences, not the words of one catalog, and a
topic that was imported a minute ago is classified like any other.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from catalog import Catalog, Condition, Understanding, default_catalog, fold

TEXT_TOKENS = "text_tokens"
SHAPE = "shape"
LEMMAS = "lemmas"
WORDS = "words"
CORRECTION = "correction"
AMBIGUITY = "ambiguity"
FAR_PLACE = "far_place"
INDIFFERENT = "indifferent"
MOVE = "move"
FREE_TOPIC = "word"


# Rasa hands training examples to tokenizers and featurizers only.
@DefaultV1Recipe.register(
    [
        DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER,
        DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR,
    ],
    is_trainable=False,
)
class ConditionExtractor(GraphComponent):
    """Turns the conditions of a message into entities with canonical values."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ConditionExtractor:
        """Create the component on the catalog of this process."""
        return cls(default_catalog())

    @staticmethod
    def required_packages() -> list[str]:
        """Return nothing: the catalog is part of the project."""
        return []

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities and the shape."""
        for message in messages:
            text = message.get(TEXT)
            if text:
                understood = self._catalog.understand(text)
                message.set(ENTITIES, entities(understood), add_to_output=True)
                _set_shape(message, understood)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the shape of the examples as in a conversation, but no entities."""
        for message in training_data.training_examples:
            if message.get(TEXT):
                _set_shape(message, self._catalog.understand(message.get(TEXT)))
        return training_data


def entities(understood: Understanding) -> list[dict[str, Any]]:
    """Return conditions and corrections as Rasa entities; `label` is German."""
    found = [
        {
            "entity": condition.field,
            "value": condition.value,
            "label": condition.label,
            "is_known": condition.is_known,
            "start": condition.start,
            "end": condition.end,
            "extractor": ConditionExtractor.__name__,
        }
        for condition in understood.query
    ]
    found += [
        _beside_the_query(CORRECTION, correction.read_as, label=correction.typed)
        for correction in understood.corrections
    ]
    found += [
        _beside_the_query(
            AMBIGUITY, f"{reading.field}:{reading.value}", label=reading.label
        )
        for ambiguity in understood.ambiguities
        for reading in (ambiguity.chosen, *ambiguity.others)
    ]
    for entity, values in (
        (FAR_PLACE, understood.far_places),
        (INDIFFERENT, understood.indifferent),
        (MOVE, understood.moves),
    ):
        found += [_beside_the_query(entity, value) for value in values]
    return found


def _beside_the_query(entity: str, value: str, **more: str) -> dict[str, Any]:
    """Return an entity that is no condition and stands nowhere in the text."""
    extractor = ConditionExtractor.__name__
    return {
        "entity": entity,
        "value": value,
        **more,
        "start": 0,
        "end": 0,
        "extractor": extractor,
    }


def _set_shape(message: Message, understood: Understanding) -> None:
    """Store the folded lemmas, and the shape with one word for each condition."""
    tokens = [t for t in message.get(TEXT_TOKENS) or [] if _is_word(t.text)]
    lemmas = [fold(token.lemma) for token in tokens]
    shape: list[str] = []
    last: Condition | None = None
    for token, lemma in zip(tokens, lemmas, strict=True):
        condition = _condition_at(understood, token.start, token.end)
        if condition is None:
            shape.append(lemma)
        elif condition is not last:
            shape.append(f"__{_field(condition)}__")
        last = condition
    message.set(LEMMAS, lemmas)
    message.set(WORDS, [fold(token.text) for token in tokens])
    message.set(SHAPE, shape)


def _is_word(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _condition_at(understood: Understanding, start: int, end: int) -> Condition | None:
    return next((c for c in understood.query if c.start < end and start < c.end), None)


def _field(condition: Condition) -> str:
    """Return the field; a topic that nobody knows is only a word."""
    is_free = condition.field == "topic" and not condition.is_known
    return FREE_TOPIC if is_free else condition.field
