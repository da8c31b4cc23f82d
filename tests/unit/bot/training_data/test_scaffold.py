"""A new intent is complete, agrees with the rest, or is refused as a whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml

from bot.training_data.checks import check
from bot.training_data.reading import read
from bot.training_data.scaffold import NewIntent, Refused, scaffold
from bot.training_data.sources import Sources

pytestmark = pytest.mark.unit
WANTED = NewIntent(
    "ask_wlan",
    "people",
    ("Gibt es  WLAN?", "wlan", "habt ihr wlan", "wlan"),
    'Ja, in "allen" Häusern.',
    "Ja. Das WLAN kostet nichts.",
)


def test_everything_an_intent_needs_is_written(sources: Sources) -> None:
    changed = scaffold(sources, WANTED)

    assert sorted(changed.changed) == [
        "data/people/nlu_ask_wlan.yml",
        "data/people/responses.yml",
        "data/people/rules.yml",
        "domain.yml",
        "tests/conversations/intents/citizen_asks_wlan.yml",
        "tests/nlu/people.yml",
    ]
    files = read(changed)
    examples = [e.text for e in files.examples if e.intent == "ask_wlan"]
    assert examples == ["Gibt es WLAN?", "wlan", "habt ihr wlan"]
    response = next(r for r in files.responses if r.name == "utter_ask_wlan")
    assert [v.text for v in response.variants] == [
        "Ja. Das WLAN kostet nichts.",
        'Ja, in "allen" Häusern.',
    ]
    rule = next(r for r in files.rules if r.answers == "ask_wlan")
    assert [m.name for m in rule.mentions] == ["ask_wlan", "utter_ask_wlan"]
    dialogue = changed.text("tests/conversations/intents/citizen_asks_wlan.yml")
    assert yaml.safe_load(dialogue)["test_cases"] == [
        {
            "test_case": "citizen asks wlan",
            "steps": [
                {
                    "user": "Gibt es WLAN?",
                    "shows": "text",
                    "says": ['Ja, in "allen" Häusern.'],
                }
            ],
        }
    ]


def test_only_lines_are_added_to_the_files_that_were_there(sources: Sources) -> None:
    changed = scaffold(sources, WANTED)

    for file in ("domain.yml", "tests/nlu/people.yml"):
        before, after = sources.text(file).splitlines(), changed.text(file).splitlines()
        rest = iter(after)
        assert all(line in rest for line in before)


@pytest.mark.parametrize(
    ("name", "topic", "group"),
    [
        ("ask_hours", "people", ["# people", "- ask_hours", "- ask_privacy"]),
        ("ask_reviews", "people", ["# people", "- ask_privacy", "- ask_reviews"]),
        ("help_me", "smalltalk", ["# smalltalk", "- greet", "- help_me", "- thank"]),
        ("ask_wlan", "faq", ["- ask_privacy", "# faq", "- ask_wlan", ""]),
    ],
)
def test_name_stands_in_order_below_its_topic(
    sources: Sources, name: str, topic: str, group: list[str]
) -> None:
    domain = scaffold(sources, NewIntent(name, topic)).text("domain.yml")

    lines = [line.strip() for line in domain.splitlines()]
    at = lines.index(group[0])
    assert lines[at : at + len(group)] == group


def test_what_is_left_out_is_found_by_the_check(sources: Sources) -> None:
    changed = scaffold(sources, NewIntent("ask_wlan", examples=("wlan",)))

    assert {(f.place.file, f.code) for f in check(changed)} == {
        ("data/faq/nlu_ask_wlan.yml", "unwritten"),
        ("data/faq/responses.yml", "unwritten"),
        ("domain.yml", "no_examples"),
        ("domain.yml", "few_held_out"),
        ("tests/conversations/intents/citizen_asks_wlan.yml", "unwritten"),
    }


def test_complete_intent_lacks_only_more_examples(sources: Sources) -> None:
    changed = scaffold(sources, WANTED)

    assert {(f.code, f.is_error) for f in check(changed)} == {
        ("few_examples", False),
        ("few_held_out", False),
    }


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (NewIntent("wlan"), "bad_name"),
        (NewIntent("Ask_wlan"), "bad_name"),
        (NewIntent("ask-wlan"), "bad_name"),
        (NewIntent("ask_größe"), "bad_name"),
        (NewIntent("ask_"), "bad_name"),
        (NewIntent("wlan_ask"), "no_verb"),
        (NewIntent("ask_wlan", "../x"), "bad_topic"),
        (NewIntent("ask_wlan", "Über"), "bad_topic"),
        (NewIntent("ask_privacy"), "taken"),
        (NewIntent("ask_wlan", answer="Fragst du mich?"), "would_be_wrong"),
        (NewIntent("ask_wlan", answer="Um {hour} Uhr."), "would_be_wrong"),
        (NewIntent("ask_wlan", examples=("hallo eins",)), "would_be_wrong"),
        (NewIntent("ask_wlan", examples=("Bin ich anonym?",)), "would_be_wrong"),
        (NewIntent("ask_wlan", examples=("[x](lost)",)), "would_be_wrong"),
    ],
)
def test_what_does_not_fit_is_refused(sources, wanted: NewIntent, code: str) -> None:
    with pytest.raises(Refused) as refused:
        scaffold(sources, wanted)

    assert refused.value.code == code
    assert bool(refused.value.findings) is (code == "would_be_wrong")


def test_existing_response_and_file_are_refused(
    sources: Sources, spoiled: Callable[..., Sources]
) -> None:
    response = '  utter_ask_wlan:\n    - text: "Ja."\n'
    with pytest.raises(Refused) as taken:
        scaffold(spoiled("data/people/privacy.yml", response), WANTED)
    file = {"data/people/nlu_ask_wlan.yml": 'version: "3.1"\n'}
    with pytest.raises(Refused) as there:
        scaffold(sources.having(file), WANTED)

    assert (taken.value.code, there.value.code) == ("taken", "file_exists")


def test_errors_that_were_there_before_do_not_count(
    spoiled: Callable[..., Sources],
) -> None:
    broken = spoiled("data/smalltalk/rules.yml", "utter_lost", "utter_thank")

    assert "domain.yml" in scaffold(broken, WANTED).changed


def test_broken_file_is_named(spoiled: Callable[..., Sources]) -> None:
    with pytest.raises(Refused) as refused:
        scaffold(spoiled("data/smalltalk/rules.yml", "rules: [", "rules:"), WANTED)

    assert refused.value.code == "unreadable"


@pytest.mark.parametrize(
    ("file", "text", "code"),
    [
        ("data/people/rules.yml", "rules: [{rule: x, steps: []}]\n", "would_be_wrong"),
        ("data/people/rules.yml", "rules: |\n  text\n", "would_be_wrong"),
        ("tests/nlu/people.yml", "nlu: |\n  text\n", "another_shape"),
    ],
)
def test_file_of_another_shape_is_refused(sources, file, text, code) -> None:
    with pytest.raises(Refused) as refused:
        scaffold(sources.having({file: text}), WANTED)

    assert refused.value.code == code


def test_file_without_the_list_gets_it(sources: Sources) -> None:
    stories = {"data/people/rules.yml": 'version: "3.1"\n\nstories: []\n'}

    changed = scaffold(sources.having(stories), WANTED)

    assert changed.text("data/people/rules.yml") == (
        'version: "3.1"\n\nstories: []\n\nrules:\n\n  - rule: answer ask_wlan\n'
        "    steps:\n      - intent: ask_wlan\n      - action: utter_ask_wlan\n"
    )


def test_bar_in_an_answer_is_no_alternative_of_the_dialogue(sources: Sources) -> None:
    changed = scaffold(sources, NewIntent("ask_wlan", answer="Ja | nein"))

    text = changed.text("tests/conversations/intents/citizen_asks_wlan.yml")
    assert 'says: ["Ja"]' in text


def test_verb_gets_its_ending(sources: Sources) -> None:
    changed = scaffold(sources, NewIntent("search_books"))

    assert "tests/conversations/intents/citizen_searches_books.yml" in changed.changed
