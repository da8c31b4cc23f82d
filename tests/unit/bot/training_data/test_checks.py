"""Every kind of disagreement is found where it stands, and nothing else."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.training_data.checks import check
from bot.training_data.rasa_complaints import placed
from bot.training_data.sources import Sources

pytestmark = pytest.mark.unit

BUTTON = """    - text: "Gern geschehen."
      buttons:
        - title: Ort
          payload: '/lost{"place": "x", "gone": 1}'
"""
Spoiler = Callable[..., Sources]
DOMAIN, PRIVACY = "domain.yml", "data/people/privacy.yml"
NLU, RULES = "data/smalltalk/nlu_greet.yml", "data/smalltalk/rules.yml"
RESPONSES, ACTIONS = "data/smalltalk/responses.yml", "actions/general.py"
PRIVACY_NLU, DIALOGUE = (
    "data/people/nlu_privacy.yml",
    "tests/conversations/seen/citizen_greets.yml",
)


def found(sources: Sources) -> list[tuple[str, str]]:
    return [(str(finding.place), finding.code) for finding in check(sources)]


def test_a_project_that_agrees_has_no_findings(sources: Sources) -> None:
    assert check(sources) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        # Files
        (RULES, "rules:\n", "rules: [\n", [(f"{RULES}:4", "unreadable")]),
        (RULES, 'version: "3.1"', "- list", [(f"{RULES}:3", "unreadable")]),
        (ACTIONS, "class", "klass", [(f"{ACTIONS}:9", "unreadable")]),
        (DIALOGUE, "test_cases:", "test_cases: [", [(f"{DIALOGUE}:2", "unreadable")]),
        # Domain
        (
            DOMAIN,
            "  - thank\n",
            "  - thank\n  - thank\n",
            [(f"{DOMAIN}:8", "listed_twice")],
        ),
        (
            DOMAIN,
            "  - greet\n  - thank\n",
            "  - thank\n  - greet\n",
            [(f"{DOMAIN}:7", "unordered")],
        ),
        (
            DOMAIN,
            "  - action_greet",
            "  - action_greet\n  - action_lost",
            [(f"{DOMAIN}:22", "action_without_class")],
        ),
        (
            DOMAIN,
            "    type: bool",
            "    type: bool\n    mappings:\n      - type: custom\n  lost:\n    type: any",
            [(f"{DOMAIN}:19", "slot_never_set")],
        ),
        # Actions
        (
            ACTIONS,
            '"action_greet"',
            '"action_hello"',
            [(f"{ACTIONS}:9", "action_not_in_domain"), (f"{DOMAIN}:21", "action_without_class")],
        ),
        (
            ACTIONS,
            "SlotSet(LANGUAGE",
            'SlotSet("easy"',
            [(f"{ACTIONS}:15", "unknown_slot"), (f"{DOMAIN}:15", "slot_never_set")],
        ),
        (
            ACTIONS,
            "utter_greet",
            "utter_hello",
            [(f"{ACTIONS}:14", "unknown_response"), (f"{RESPONSES}:4", "response_unused")],
        ),
        # Rules
        (RULES, "action: action_greet", "action: action_lost", [(f"{RULES}:7", "unknown_action")]),
        (RULES, "action: action_greet", "action: utter_lost", [(f"{RULES}:7", "unknown_response")]),
        (RULES, "action: action_greet", "active_loop: lost_form", [(f"{RULES}:7", "unknown_form")]),
        (
            RULES,
            "- intent: greet",
            "- intent: hello",
            [(f"{DOMAIN}:6", "intent_without_rule"), (f"{RULES}:6", "unknown_intent")],
        ),
        (
            RULES,
            "- intent: greet\n",
            "- intent: greet\n        entities:\n          - lost\n",
            [(f"{RULES}:8", "unknown_entity")],
        ),
        (
            RULES,
            "- intent: greet\n",
            "- intent: greet\n      - slot_was_set:\n          - lost: true\n",
            [(f"{RULES}:8", "unknown_slot")],
        ),
        (
            RULES,
            "- intent: thank\n",
            "- or:\n          - intent: thank\n          - intent: lost\n",
            [(f"{RULES}:13", "unknown_intent")],
        ),
        (
            RULES,
            "",
            "\n  - rule: again\n    steps:\n      - intent: greet\n      - action: utter_thank\n",
            [(f"{RULES}:14", "two_rules")],
        ),
        # Responses
        (RESPONSES, "Gern geschehen.", "Hab ich gern für dich getan.", [(f"{RESPONSES}:13", "informal")]),
        (RESPONSES, "Gern geschehen.", "<noch nichts>", [(f"{RESPONSES}:13", "unwritten")]),
        (RESPONSES, "Gern geschehen.", "Gern, {name}.", [(f"{RESPONSES}:13", "never_filled")]),
        (RESPONSES, "{count}", "{number}", [(f"{RESPONSES}:5", "never_filled")]),
        (RESPONSES, "Gern geschehen.", "In Leichter Sprache.", [(f"{RESPONSES}:13", "not_reviewed")]),
        (RESPONSES, "name: easy_language", "name: lost", [(f"{RESPONSES}:10", "unknown_slot")]),
        (RESPONSES, '"Gern."', f'"{"gern " * 13}."', [(f"{RESPONSES}:12", "long_sentence")]),
        (
            RESPONSES,
            '"Gern."',
            '"Ich habe das gern gemacht, weil Sie fragen."',
            [],
        ),
        (
            RESPONSES,
            '"Gern."',
            '"Ich habe das wirklich gern gemacht, weil Sie fragen."',
            [(f"{RESPONSES}:12", "nested_sentence")],
        ),
        (
            RESPONSES,
            '"Gern."',
            '"Gern in {easy_language}."',
            [(f"{RESPONSES}:12", "only_in_variant")],
        ),
        (
            RESPONSES,
            '    - text: "Gern geschehen."\n',
            "",
            [(f"{RESPONSES}:7", "no_default")],
        ),
        (
            RESPONSES,
            "",
            '\n  utter_lost:\n    - text: "Ja."\n',
            [(f"{RESPONSES}:15", "response_unused")],
        ),
        (
            RESPONSES,
            '    - text: "Gern geschehen."\n',
            BUTTON,
            [(f"{RESPONSES}:16", "unknown_entity"), (f"{RESPONSES}:16", "unknown_intent")],
        ),
        (PRIVACY, "", '  utter_thank:\n    - text: "Ja."\n', [(f"{RESPONSES}:7", "listed_twice")]),
        # Examples
        (NLU, "Hallo eins", "<Beispiel>", [(f"{NLU}:6", "unwritten"), (f"{DOMAIN}:6", "few_examples")]),
        (NLU, "Hallo eins", "Hallo [eins](lost)", [(f"{NLU}:6", "unknown_entity")]),
        (NLU, "Hallo eins", 'Hallo [eins]{"entity": "lost"}', [(f"{NLU}:6", "unknown_entity")]),
        (NLU, "Hallo zwei", "hallo, EINS!", [(f"{NLU}:7", "repeated")]),
        (NLU, "Danke [hier](place) zwei", "Hallo eins", [(f"{NLU}:20", "contradictory")]),
        (NLU, "Hallo eins", "guten morgen!", [(f"{NLU}:6", "leaked")]),
        (NLU, "      - Hallo eins\n", "", [(f"{DOMAIN}:6", "few_examples")]),
        (NLU, "intent: greet", "intent: lost", [(f"{NLU}:4", "unknown_intent"), (f"{DOMAIN}:6", "no_examples")]),
        (NLU, "", "  - lookup: place\n    examples: |\n      - Barleben\n", [(f"{NLU}:29", "typed_vocabulary")]),
        (NLU, "", "#\n" * 180, [(f"{NLU}:201", "long_file")]),
        ("tests/nlu/people.yml", "    - datenschutz\n", "", [(f"{DOMAIN}:9", "few_held_out")]),
        ("tests/nlu/people.yml", "datenschutz", "<Frage>", [(f"{DOMAIN}:9", "few_held_out")]),
        (
            "tests/nlu/people.yml",
            "ask_privacy",
            "ask_lost",
            [(f"{DOMAIN}:9", "few_held_out"), ("tests/nlu/people.yml:4", "unknown_intent")],
        ),
        # Dialogues
        (DIALOGUE, "user: Hallo", 'user: "<Frage>"', [(f"{DIALOGUE}:4", "unwritten")]),
        (DIALOGUE, '"Guten Tag"', '"<Antwort>"', [(f"{DIALOGUE}:5", "unwritten")]),
    ],
)  # fmt: skip
def test_disagreement_is_found_where_it_stands(
    spoiled: Spoiler, file: str, old: str, new: str, expected: list[tuple[str, str]]
) -> None:
    findings = found(spoiled(file, new, old))

    if "unreadable" in [code for _, code in expected]:
        # What a broken file would have said is missing then, too.
        findings = [f for f in findings if f[1] == "unreadable"]
    assert sorted(findings) == sorted(expected)


def test_what_is_no_training_data_is_found(sources: Sources) -> None:
    changed = sources.having({"data/people/notes.txt": "Entwurf"})

    assert found(changed) == [("data/people/notes.txt:1", "no_training_data")]


def test_intent_that_the_program_sets_needs_no_examples(spoiled: Spoiler) -> None:
    changed = spoiled("domain.yml", "  - crisis\n  - greet\n", "  - greet\n")

    assert found(changed) == [("domain.yml:6", "intent_without_rule")]


def test_a_condition_makes_a_second_rule(spoiled: Spoiler) -> None:
    changed = spoiled(
        RULES,
        "\n  - rule: thank plainly\n    condition:\n      - slot_was_set:\n"
        "          - easy_language: true\n    steps:\n      - intent: thank\n"
        "      - action: utter_thank\n",
    )

    assert found(changed) == []


def test_findings_are_ordered_by_file_and_line(spoiled: Spoiler) -> None:
    changed = spoiled(NLU, "<b>", "Hallo zehn").having({"data/a.txt": ""})

    assert [place for place, _ in found(changed)] == [
        "data/a.txt:1",
        f"{NLU}:15",
        "domain.yml:6",
    ]


def test_every_finding_has_a_german_text() -> None:
    project = Path(__file__).parents[4]
    texts = tomllib.loads((project / "bot/cli/texts.toml").read_text("utf-8"))
    code = "".join(
        path.read_text("utf-8") for path in (project / "bot/training_data").glob("*.py")
    )

    unused = [key for key in texts["finding"] if f'"{key}"' not in code]

    # These are put together from the kind of a name.
    assert unused == ["unknown_action", "unknown_form"]


def test_sentence_of_rasa_stands_where_it_names_something(sources: Sources) -> None:
    sentences = [
        f"Failed to validate: in {sources.project}/data/people/privacy.yml:7: bad key",
        "The form slot 'lost' in form 'utter_privacy' is not present.",
        "The config file is missing a key.",
    ]

    assert [(str(f.place), f.code) for f in placed(sources, sentences)] == [
        ("data/people/privacy.yml:7", "rasa"),
        ("data/people/privacy.yml:7", "rasa"),
        ("domain.yml:1", "rasa"),
    ]
    assert str(sources.project) not in str(placed(sources, sentences)[0].values)
