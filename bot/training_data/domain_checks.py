"""Do domain, rules and the classes of the actions name the same things?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from bot.training_data.findings import Finding, error, warning
from bot.training_data.python_names import UTTER, PythonNames
from bot.training_data.reading import Domain, Mention, Rule, TrainingFiles

# What every domain has without listing it.
_RASA_INTENTS = frozenset(
    "nlu_fallback restart back session_start out_of_scope".split()
)
_RASA_ACTIONS = frozenset(
    "action_listen action_restart action_session_start action_default_fallback"
    " action_back action_extract_slots action_unlikely_intent action_run_slot_rejections"
    " action_revert_fallback_events action_deactivate_loop action_send_text"
    " action_default_ask_affirmation action_default_ask_rephrase"
    " action_two_stage_fallback action_validate_slot_mappings ...".split()
)
_RASA_SLOTS = frozenset(("requested_slot", "session_started_metadata"))


def domain_findings(files: TrainingFiles, python: PythonNames) -> Iterator[Finding]:
    """Yield where the domain, the rules and the actions disagree."""
    domain = files.domain
    for names in (domain.intents, domain.entities, domain.actions):
        yield from _listed_twice(names)
    yield from _unordered(files)
    yield from _actions(domain, python)
    yield from _slots(domain, python)
    yield from _rules(files)


def _listed_twice(names: Iterable[Mention]) -> Iterator[Finding]:
    first: dict[str, Mention] = {}
    for mention in names:
        earlier = first.setdefault(mention.name, mention)
        if earlier is not mention:
            yield error(
                mention.place, "listed_twice", name=mention.name, other=earlier.place
            )


def _unordered(files: TrainingFiles) -> Iterator[Finding]:
    """Yield what does not stand in order; a comment begins a new list."""
    for names in (files.domain.intents, files.domain.entities, files.domain.actions):
        for before, after in pairwise(names):
            is_neighbour = after.place.line == before.place.line + 1
            if is_neighbour and after.name < before.name:
                yield warning(
                    after.place, "unordered", name=after.name, other=before.name
                )


def _actions(domain: Domain, python: PythonNames) -> Iterator[Finding]:
    listed = {action.name for action in domain.actions}
    written = {action.name for action in python.actions}
    for action in domain.actions:
        if action.name not in written and not action.name.startswith(UTTER):
            yield error(action.place, "action_without_class", name=action.name)
    for action in python.actions:
        if action.name not in listed:
            yield error(action.place, "action_not_in_domain", name=action.name)
    yield from _listed_twice(python.actions)


def _slots(domain: Domain, python: PythonNames) -> Iterator[Finding]:
    listed = {slot.name for slot in domain.slots}
    written = {slot.name for slot in python.slots}
    for slot in domain.slots:
        if slot.name in domain.custom and slot.name not in written:
            yield error(slot.place, "slot_never_set", name=slot.name)
    for slot in python.slots:
        if slot.name not in listed:
            yield error(slot.place, "unknown_slot", name=slot.name)


def _rules(files: TrainingFiles) -> Iterator[Finding]:
    known = _known(files)
    for rule in files.rules:
        for mention in rule.mentions:
            if mention.name.split("/")[0] not in known[mention.kind]:
                code = f"unknown_{_kind(mention)}"
                yield error(mention.place, code, name=mention.name)
    yield from _answered_twice(files.rules)
    used = {m.name.split("/")[0] for r in files.rules for m in r.mentions}
    for intent in files.domain.intents:
        if intent.name not in used:
            yield error(intent.place, "intent_without_rule", name=intent.name)


def _known(files: TrainingFiles) -> dict[str, set[str]]:
    domain = files.domain
    answers = {response.name for response in files.responses}
    return {
        "intent": {intent.name for intent in domain.intents} | _RASA_INTENTS,
        "action": {m.name for m in (*domain.actions, *domain.forms)}
        | answers
        | _RASA_ACTIONS,
        "slot": {slot.name for slot in domain.slots} | _RASA_SLOTS,
        "entity": {entity.name for entity in domain.entities},
        "form": {form.name for form in domain.forms},
    }


def _kind(mention: Mention) -> str:
    """Return what an unknown name is: an action called "utter_…" is a response."""
    is_answer = mention.kind == "action" and mention.name.startswith(UTTER)
    return "response" if is_answer else mention.kind


def _answered_twice(rules: Iterable[Rule]) -> Iterator[Finding]:
    by_intent: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        if rule.answers:
            by_intent[rule.answers].append(rule)
    for intent, found in by_intent.items():
        for rule in found[1:]:
            yield error(rule.place, "two_rules", name=intent, other=found[0].place)
