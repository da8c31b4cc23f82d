"""Domain, training data and actions agree; what Rasa's own validation does not see."""

import ast
import importlib
import inspect
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import actions
from bot.dialogue.evaluation import held_out

PROJECT = Path(__file__).parent.parent.parent
DOMAIN = yaml.safe_load((PROJECT / "domain.yml").read_text("utf-8"))
MINIMUM_EXAMPLES, MINIMUM_HELD_OUT = 10, 3
MAXIMUM_LINES = 200
NOT_TYPED = {"nlu_fallback", "edit_search", "crisis", "other_language"}
LONGEST_EASY_SENTENCE = 12
INFORMAL = re.compile(r"\b(du|dir|dich|dein\w*|euch|euer\w*)\b", re.IGNORECASE)
ANNOTATION = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")


def files(name: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in sorted((PROJECT / "data").rglob("*.yml")):
        content = yaml.safe_load(path.read_text("utf-8"))
        if name in content:
            yield path, content[name]


def training_examples() -> Counter[str]:
    return Counter({i: len(e) for i, e in examples_by_intent().items()})


def examples_by_intent() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for _, entries in files("nlu"):
        for entry in entries:
            lines = [
                line.strip().removeprefix("- ")
                for line in entry["examples"].splitlines()
            ]
            found.setdefault(entry["intent"], []).extend(line for line in lines if line)
    return found


def plain(message: str) -> str:
    return re.sub(r"\W+", " ", ANNOTATION.sub(r"\1", message).lower()).strip()


def responses() -> list[tuple[str, str]]:
    return [
        (name, variant["text"])
        for _, entries in files("responses")
        for name, variants in entries.items()
        for variant in variants
    ]


def action_classes() -> dict[str, type]:
    found = {}
    for module in pkgutil.walk_packages(actions.__path__, "actions."):
        for _, kind in inspect.getmembers(
            importlib.import_module(module.name), inspect.isclass
        ):
            if kind.__name__.startswith("Action") and kind.__module__ == module.name:
                found[kind().name()] = kind
    return found


def uttered_in_code() -> set[str]:
    return {
        node.value
        for path in (PROJECT / "actions").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.startswith("utter_")
    }


def rule_actions() -> list[str]:
    return [
        step["action"]
        for _, rules in files("rules")
        for rule in rules
        for step in rule["steps"]
        if "action" in step
    ]


def test_every_action_of_the_domain_has_a_class_and_the_reverse() -> None:
    assert sorted(action_classes()) == sorted(DOMAIN["actions"])


def test_every_response_is_defined_exactly_once() -> None:
    names = [name for _, entries in files("responses") for name in entries]

    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_every_uttered_response_is_defined_and_the_reverse() -> None:
    defined = {name for name, _ in responses()}
    used = uttered_in_code() | {a for a in rule_actions() if a.startswith("utter_")}

    assert used == defined


def test_no_action_says_a_sentence_of_its_own() -> None:
    wrong = [
        f"{path.name}:{node.lineno}"
        for path in (PROJECT / "actions").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", "") == "utter_message"
        and any(k.arg not in ("response", "json_message", None) for k in node.keywords)
        and not any(k.arg == "response" for k in node.keywords)
    ]

    assert wrong == []


@pytest.mark.parametrize("intent", sorted(set(DOMAIN["intents"]) - NOT_TYPED))
def test_every_intent_has_examples_rule_and_held_out_messages(intent: str) -> None:
    ruled = {
        step["intent"]
        for _, rules in files("rules")
        for rule in rules
        for step in rule["steps"]
        if "intent" in step
    }
    kept = Counter(label for _, label in held_out(PROJECT / "tests" / "nlu"))

    assert training_examples()[intent] >= MINIMUM_EXAMPLES
    assert kept[intent] >= MINIMUM_HELD_OUT
    assert intent in ruled


def test_examples_name_only_intents_of_the_domain() -> None:
    assert sorted(set(training_examples()) - set(DOMAIN["intents"])) == []


def test_no_message_is_an_example_twice() -> None:
    messages = [plain(m) for found in examples_by_intent().values() for m in found]

    assert [m for m, count in Counter(messages).items() if count > 1] == []


def test_held_out_messages_are_not_trained() -> None:
    trained = {plain(m) for found in examples_by_intent().values() for m in found}
    kept = {plain(message) for message, _ in held_out(PROJECT / "tests" / "nlu")}

    assert sorted(trained & kept) == []


def test_every_answer_says_sie() -> None:
    assert [(n, t) for n, t in responses() if INFORMAL.search(t)] == []


def test_plain_sentences_are_short_and_not_called_easy_to_read() -> None:
    plain_texts = [
        variant["text"]
        for _, entries in files("responses")
        for variants in entries.values()
        for variant in variants
        if any(c["name"] == "easy_language" for c in variant.get("condition", ()))
    ]
    sentences = [s for t in plain_texts for s in re.split(r"[.!?:]\s", t) if s.strip()]

    assert len(plain_texts) >= 30
    assert [s for s in sentences if len(s.split()) > LONGEST_EASY_SENTENCE] == []
    assert [s for s in sentences if "," in s and len(s.split()) > 8] == []
    assert [t for _, t in responses() if "leichter sprache" in t.lower()] == []


def test_plain_sentences_use_no_more_than_the_others_know() -> None:
    for _, entries in files("responses"):
        for name, variants in entries.items():
            named = [set(re.findall(r"{(\w+)}", v["text"])) for v in variants]
            assert all(found <= named[-1] for found in named), name


def test_training_files_stay_readable() -> None:
    long = [
        path.name
        for path in (PROJECT / "data").rglob("*.yml")
        if len(path.read_text("utf-8").splitlines()) > MAXIMUM_LINES
    ]

    assert long == []


def test_data_holds_nothing_but_training_yaml() -> None:
    """Rasa reads every file below data/."""
    found = [p for p in (PROJECT / "data").rglob("*") if p.is_file()]

    assert {p.suffix for p in found} == {".yml"}
