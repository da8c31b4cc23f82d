"""A new intent from end to end: domain, examples, rule, response, held-out, dialogue."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.training_data.checks import check
from bot.training_data.example_checks import FEWEST_EXAMPLES
from bot.training_data.findings import Finding
from bot.training_data.insertion import with_entry, with_intent
from bot.training_data.python_names import UTTER
from bot.training_data.reading import TrainingFiles, read
from bot.training_data.sources import DATA, DIALOGUES, DOMAIN, HELD_OUT, Sources
from bot.training_data.templates import filled, placeholders

DEFAULT_TOPIC = "faq"
# Dialogues that hold one intent to its answer.
INTENT_DIALOGUES = f"{DIALOGUES}/intents"
VERBS = frozenset(
    "accept answer ask book cancel change choose compare complain confirm correct"
    " decline describe edit explain export find get give greet help hide join leave"
    " list name offer open order plan print propose read register remember remove"
    " report request reserve restart save search see send share show sort start stop"
    " subscribe suggest talk tell thank undo unsubscribe use visit want write".split()
)
_NAME = re.compile(r"[a-z]+(_[a-z0-9]+)+")
_TOPIC = re.compile(r"[a-z]+(_[a-z]+)*")
_HISSING = ("s", "sh", "ch", "x", "o")
# What a scaffold may leave to be written.
_UNWRITTEN = frozenset(("unwritten", "no_examples"))


class Refused(Exception):
    """Raised when an intent cannot be added; `findings` say what would be wrong."""

    def __init__(self, code: str, *findings: Finding, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
        self.findings = findings


@dataclass(frozen=True, slots=True)
class NewIntent:
    """What is known of an intent; missing texts become placeholders."""

    name: str
    topic: str = DEFAULT_TOPIC
    examples: tuple[str, ...] = ()
    answer: str = ""
    easy_answer: str = ""


def scaffold(sources: Sources, wanted: NewIntent) -> Sources:
    """Return the sources with everything an intent needs; writes nothing.

    Raises:
        Refused: The name or a text cannot be used, or a file has another shape.
    """
    before = read(sources)
    if before.unreadable:
        place, reason = before.unreadable[0]
        raise Refused("unreadable", place=place, reason=reason)
    _refuse_bad_names(sources, before, wanted)
    changed = sources.having(_changes(sources, wanted))
    _refuse_new_errors(sources, changed)
    _refuse_another_shape(before, read(changed))
    return changed


def _refuse_bad_names(
    sources: Sources, files: TrainingFiles, wanted: NewIntent
) -> None:
    name = wanted.name
    if not _NAME.fullmatch(name):
        raise Refused("bad_name", name=name)
    if name.split("_")[0] not in VERBS:
        raise Refused("no_verb", name=name, verbs=", ".join(sorted(VERBS)))
    if not _TOPIC.fullmatch(wanted.topic):
        raise Refused("bad_topic", topic=wanted.topic)
    taken = [(intent.name, intent.place) for intent in files.domain.intents]
    taken += [(response.name, response.place) for response in files.responses]
    for there, place in taken:
        if there in (name, f"{UTTER}{name}"):
            raise Refused("taken", name=there, place=place)
    for file in (examples_file(wanted), dialogue_file(wanted)):
        if sources.exists(file):
            raise Refused("file_exists", file=file)


def examples_file(wanted: NewIntent) -> str:
    """Return where the examples stand."""
    return f"{DATA}/{wanted.topic}/nlu_{wanted.name}.yml"


def responses_file(wanted: NewIntent) -> str:
    """Return where the answer stands."""
    return f"{DATA}/{wanted.topic}/responses.yml"


def dialogue_file(wanted: NewIntent) -> str:
    """Return where the dialogue stands that tests the intent."""
    return f"{INTENT_DIALOGUES}/{_title(wanted.name).replace(' ', '_')}.yml"


def held_out_file(wanted: NewIntent) -> str:
    """Return where the messages stand that somebody else writes."""
    return f"{HELD_OUT}/{wanted.topic}.yml"


def _changes(sources: Sources, wanted: NewIntent) -> dict[str, str]:
    name, topic = wanted.name, wanted.topic
    answer = _paragraphs(wanted.answer) or placeholders()["answer"]
    easy_answer = _paragraphs(wanted.easy_answer)
    response = filled(
        "response_easy.yml" if easy_answer else "response.yml",
        name=name,
        answer=_quoted(answer),
        easy_answer=_quoted(easy_answer),
    )
    rules, responses = f"{DATA}/{topic}/rules.yml", responses_file(wanted)
    held_out = held_out_file(wanted)
    return {
        DOMAIN: with_intent(sources.text(DOMAIN), name, topic),
        examples_file(wanted): _examples(wanted),
        rules: _with(sources, rules, "rules", filled("rule.yml", name=name)),
        responses: _with(sources, responses, "responses", response),
        held_out: _with(sources, held_out, "nlu", filled("held_out.yml", name=name)),
        dialogue_file(wanted): _dialogue(wanted, answer),
    }


def _examples(wanted: NewIntent) -> str:
    given = _unique(wanted.examples)
    missing = FEWEST_EXAMPLES - len(given)
    lines = [*given, *placeholders()["examples"][: max(missing, 0)]]
    text = filled("nlu.yml", name=wanted.name)
    return text + "".join(f"      - {line}\n" for line in lines)


def _dialogue(wanted: NewIntent, answer: str) -> str:
    examples = _unique(wanted.examples)
    return filled(
        "dialogue.yml",
        title=_title(wanted.name),
        user=_quoted(examples[0] if examples else placeholders()["question"]),
        # A bar separates alternatives there.
        says=_quoted(answer.partition("|")[0].strip()),
    )


def _with(sources: Sources, file: str, key: str, entry: str) -> str:
    """Return a file with one more entry; a new one begins as all do."""
    lines = entry.splitlines()
    if sources.exists(file):
        return with_entry(sources.text(file), key, lines)
    body = "\n".join(f"  {line}" for line in lines)
    return f'version: "3.1"\n\n{key}:\n{body}\n'


def _unique(texts: Sequence[str]) -> list[str]:
    given = (" ".join(text.split()) for text in texts)
    return list(dict.fromkeys(text for text in given if text))


def _paragraphs(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.strip().splitlines())


def _quoted(text: str) -> str:
    """Return a text as YAML writes it between double quotes."""
    return json.dumps(text, ensure_ascii=False)


def _title(name: str) -> str:
    """Return what a citizen does who means an intent: "citizen asks funding"."""
    verb, *rest = name.split("_")
    ending = "es" if verb.endswith(_HISSING) else "s"
    return " ".join(("citizen", verb + ending, *rest))


def _refuse_new_errors(before: Sources, after: Sources) -> None:
    known = Counter((f.place.file, f.code) for f in check(before))
    found = [f for f in check(after) if f.is_error and f.code not in _UNWRITTEN]
    new = Counter((f.place.file, f.code) for f in found) - known
    wrong = [f for f in found if (f.place.file, f.code) in new]
    if wrong:
        raise Refused("would_be_wrong", *wrong)


def _refuse_another_shape(before: TrainingFiles, after: TrainingFiles) -> None:
    """Refuse when something else than one of each would be read afterwards."""
    pairs = (
        (before.domain.intents, after.domain.intents),
        (before.blocks, after.blocks),
        (before.held_out, after.held_out),
        (before.rules, after.rules),
        (before.responses, after.responses),
    )
    if any(len(new) != len(old) + 1 for old, new in pairs):
        raise Refused("another_shape")
