"""Questions that were not understood: out for a person to label, back as examples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from bot.questions import Question
from bot.training_data.checks import LONGEST_FILE
from bot.training_data.findings import Finding, error
from bot.training_data.insertion import with_examples
from bot.training_data.messages import plain
from bot.training_data.reading import (
    Block,
    Example,
    Place,
    TrainingFiles,
    blocks,
    read,
)
from bot.training_data.sources import Sources
from bot.training_data.templates import filled
from bot.training_data.yaml_lines import UnreadableYaml, load

# What stands in the file until a person replaces it, and what takes a question out.
UNLABELLED, DISCARDED = "nlu_fallback", "discard"


class LabelsRefused(Exception):
    """Raised when labels cannot be taken over; `findings` say which and why."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__(", ".join(str(finding.place) for finding in findings))
        self.findings = findings


@dataclass(slots=True)
class Labels:
    """What became of the questions in a file.

    `leaked` are held-out messages: they must not be trained.
    """

    added: list[Example] = field(default_factory=list)
    repeated: list[Example] = field(default_factory=list)
    leaked: list[Example] = field(default_factory=list)
    discarded: list[Example] = field(default_factory=list)
    unlabelled: list[Example] = field(default_factory=list)

    @property
    def done(self) -> list[str]:
        """Return the questions that need no label any more."""
        found = (*self.added, *self.repeated, *self.leaked, *self.discarded)
        return [example.text for example in found]


def exported(questions: Sequence[Question]) -> str:
    """Return a file that Rasa could read, one entry a question, like beside like."""
    ordered = sorted(questions, key=lambda q: (q.guess or "", -q.count, q.text))
    entries = [
        filled(
            "question.yml",
            count=str(question.count),
            first=f"{question.first_day:%d.%m.%Y}",
            last=f"{question.last_day:%d.%m.%Y}",
            guess=question.guess or "–",
            intent=UNLABELLED,
            text=question.text,
        )
        for question in ordered
    ]
    return filled("questions.yml", discarded=DISCARDED) + "".join(entries)


def taken_over(sources: Sources, file: str, text: str) -> tuple[Sources, Labels]:
    """Return the sources with the labelled questions as examples; writes nothing.

    Args:
        file: How the labelled file is called in findings.
        text: What stands in it.

    Raises:
        LabelsRefused: An intent is unknown, or a message has two intents.
    """
    try:
        labelled = list(blocks(file, load(text)))
    except UnreadableYaml as problem:
        place, reason = Place(file, problem.line), problem.reason
        raise LabelsRefused(error(place, "unreadable", reason=reason)) from problem
    files = read(sources)
    labels = _sorted_out(files, [e for block in labelled for e in block.examples])
    return sources.having(_changes(sources, files, labels.added)), labels


def _sorted_out(files: TrainingFiles, labelled: Sequence[Example]) -> Labels:
    """Return what is to become of each question.

    Raises:
        LabelsRefused: One of them cannot be labelled so.
    """
    trained = {plain(example.text): example for example in files.examples}
    kept = {plain(e.text) for block in files.held_out for e in block.examples}
    labels, wrong = Labels(), list(_unknown(files, labelled))
    for example in labelled:
        message = plain(example.text)
        if example.intent == UNLABELLED:
            labels.unlabelled.append(example)
        elif example.intent == DISCARDED:
            labels.discarded.append(example)
        elif message in kept:
            labels.leaked.append(example)
        elif message not in trained:
            trained[message] = example
            labels.added.append(example)
        elif trained[message].intent == example.intent:
            labels.repeated.append(example)
        else:
            wrong.append(_contradiction(example, trained[message]))
    if wrong:
        raise LabelsRefused(*sorted(wrong, key=lambda finding: finding.place))
    return labels


def _unknown(files: TrainingFiles, labelled: Iterable[Example]) -> Iterator[Finding]:
    """Yield the labels that are no intent which can be learned."""
    known = {block.intent for block in files.blocks}
    for example in labelled:
        if example.intent not in (*known, UNLABELLED, DISCARDED):
            yield error(example.place, "not_learned", name=example.intent)


def _contradiction(example: Example, earlier: Example) -> Finding:
    return error(
        example.place,
        "contradictory",
        message=example.text,
        intent=earlier.intent,
        other=earlier.place,
    )


def _changes(
    sources: Sources, files: TrainingFiles, added: Sequence[Example]
) -> dict[str, str]:
    """Return the files with the new examples."""
    by_intent: dict[str, list[str]] = defaultdict(list)
    for example in added:
        by_intent[example.intent].append(example.text)
    changes: dict[str, str] = {}
    more: dict[str, list[tuple[Block, list[str]]]] = defaultdict(list)
    for intent, messages in by_intent.items():
        block = _shortest(sources, [b for b in files.blocks if b.intent == intent])
        file = block.place.file
        new_file = f"{PurePosixPath(file).parent}/nlu_{intent}_asked.yml"
        length = len(sources.text(file).splitlines()) + len(messages)
        if length > LONGEST_FILE and not sources.exists(new_file):
            changes[new_file] = filled("asked.yml", name=intent) + "".join(
                f"      - {message}\n" for message in messages
            )
        else:
            more[file].append((block, messages))
    for file, blocks_of_file in more.items():
        changes[file] = with_examples(sources.text(file), blocks_of_file)
    return changes


def _shortest(sources: Sources, found: Sequence[Block]) -> Block:
    return min(found, key=lambda b: len(sources.text(b.place.file).splitlines()))
