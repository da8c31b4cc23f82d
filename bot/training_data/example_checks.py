"""Are there enough examples, each once, of known intents, and none of the held-out ones?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from bot.training_data.findings import Finding, error, warning
from bot.training_data.messages import entities, is_placeholder, plain
from bot.training_data.reading import Block, Example, TrainingFiles

ENOUGH_EXAMPLES, ENOUGH_HELD_OUT = 10, 3
# With fewer Rasa learns nothing.
FEWEST_EXAMPLES = 3
# Nobody types these: the channel or the pipeline says so before the model is asked.
SET_BY_PROGRAM = frozenset(("crisis", "edit_search", "nlu_fallback", "other_language"))


def example_findings(files: TrainingFiles) -> Iterator[Finding]:
    """Yield what is wrong with the examples and the held-out messages."""
    intents = {intent.name for intent in files.domain.intents}
    for block in (*files.blocks, *files.held_out):
        if block.intent.split("/")[0] not in intents:
            yield error(block.place, "unknown_intent", name=block.intent)
    yield from _counts(files)
    yield from _repetitions(files)
    known = {entity.name for entity in files.domain.entities}
    for example in files.examples:
        if is_placeholder(example.text):
            yield error(example.place, "unwritten")
        for entity in entities(example.text):
            if entity not in known:
                yield error(example.place, "unknown_entity", name=entity)
    for mention in files.vocabulary:
        yield warning(mention.place, "typed_vocabulary", name=mention.name)


def _counts(files: TrainingFiles) -> Iterator[Finding]:
    trained, kept = _written(files.blocks), _written(files.held_out)
    for intent in files.domain.intents:
        name, count = intent.name, trained[intent.name]
        if name in SET_BY_PROGRAM:
            continue
        if count < FEWEST_EXAMPLES:
            yield error(
                intent.place,
                "no_examples",
                name=name,
                count=count,
                least=FEWEST_EXAMPLES,
            )
        elif count < ENOUGH_EXAMPLES:
            yield warning(
                intent.place,
                "few_examples",
                name=name,
                count=count,
                least=ENOUGH_EXAMPLES,
            )
        if kept[name] < ENOUGH_HELD_OUT:
            yield warning(
                intent.place,
                "few_held_out",
                name=name,
                count=kept[name],
                least=ENOUGH_HELD_OUT,
            )


def _repetitions(files: TrainingFiles) -> Iterator[Finding]:
    kept = {plain(e.text): e for block in files.held_out for e in block.examples}
    first: dict[str, Example] = {}
    for example in files.examples:
        message = plain(example.text)
        if is_placeholder(example.text) or not message:
            continue
        earlier = first.setdefault(message, example)
        if earlier is not example:
            code = "repeated" if earlier.intent == example.intent else "contradictory"
            yield error(
                example.place,
                code,
                message=example.text,
                other=earlier.place,
                intent=earlier.intent,
            )
        if message in kept:
            yield error(
                example.place,
                "leaked",
                message=example.text,
                other=kept[message].place,
            )


def _written(blocks: Iterable[Block]) -> Counter[str]:
    """Return how many messages of each intent somebody has written."""
    return Counter(
        example.intent.split("/")[0]
        for block in blocks
        for example in block.examples
        if not is_placeholder(example.text)
    )
