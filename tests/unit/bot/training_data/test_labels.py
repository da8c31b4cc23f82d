"""Questions go out without a label and come back as examples, each where it belongs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from bot.questions import Question
from bot.training_data.checks import check
from bot.training_data.labels import LabelsRefused, exported, taken_over
from bot.training_data.reading import blocks, read
from bot.training_data.sources import Sources
from bot.training_data.yaml_lines import load

pytestmark = pytest.mark.unit
FIRST, LAST = date(2026, 11, 2), date(2026, 11, 22)
GREET, PEOPLE = "data/smalltalk/nlu_greet.yml", "data/people/nlu_privacy.yml"


def question(text: str, guess: str | None = None, count: int = 1) -> Question:
    return Question(text, guess, count, FIRST, LAST)


def labelled(*pairs: tuple[str, str]) -> str:
    return "nlu:\n" + "".join(
        f"  - intent: {intent}\n    examples: |\n      - {text}\n"
        for text, intent in pairs
    )


def test_export_groups_what_is_alike_and_labels_nothing() -> None:
    text = exported(
        [
            question("wer seid ihr", "greet"),
            question("daten?", "ask_privacy", 2),
            question("datenweitergabe", "ask_privacy", 12),
            question("hm"),
        ]
    )

    found = [(e.text, b.intent) for b in blocks("f", load(text)) for e in b.examples]
    assert found == [
        ("hm", "nlu_fallback"),
        ("datenweitergabe", "nlu_fallback"),
        ("daten?", "nlu_fallback"),
        ("wer seid ihr", "nlu_fallback"),
    ]
    assert "# 12-mal, 02.11.2026 bis 22.11.2026. Am ähnlichsten: ask_privacy" in text


def test_untouched_export_changes_nothing(sources: Sources) -> None:
    changed, labels = taken_over(sources, "f.yml", exported([question("hm")]))

    assert changed.changed == {}
    assert (len(labels.unlabelled), labels.done) == (1, [])


def test_labelled_questions_become_examples(sources: Sources) -> None:
    text = labelled(
        ("moin moin", "greet"), ("ich danke sehr", "thank"), ("moinsen", "greet")
    )

    changed, labels = taken_over(sources, "f.yml", text)

    assert list(changed.changed) == [GREET]
    assert check(changed) == []
    before, after = sources.text(GREET).splitlines(), changed.text(GREET).splitlines()
    assert [line for line in after if line not in before] == [
        "      - moin moin",
        "      - moinsen",
        "      - ich danke sehr",
    ]
    new = [e for e in read(changed).examples if e.text in labels.done]
    assert [(e.text, e.intent) for e in new] == [
        ("moin moin", "greet"),
        ("moinsen", "greet"),
        ("ich danke sehr", "thank"),
    ]


def test_each_question_is_sorted_out(sources: Sources) -> None:
    text = labelled(
        ("moin moin", "greet"),
        ("Moin, moin!", "greet"),
        ("Hallo eins", "greet"),
        ("Bin ich anonym", "ask_privacy"),
        ("quatsch", "discard"),
        ("weiß nicht", "nlu_fallback"),
    )

    _, labels = taken_over(sources, "f.yml", text)

    assert [e.text for e in labels.added] == ["moin moin"]
    assert [e.text for e in labels.repeated] == ["Moin, moin!", "Hallo eins"]
    assert [str(e.place) for e in labels.leaked] == ["f.yml:13"]
    assert [e.text for e in labels.discarded] == ["quatsch"]
    assert [e.text for e in labels.unlabelled] == ["weiß nicht"]
    assert "weiß nicht" not in labels.done
    assert len(labels.done) == 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (labelled(("a", "lost"), ("b", "greet")), [("f.yml:4", "not_learned")]),
        (labelled(("a", "crisis")), [("f.yml:4", "not_learned")]),
        (labelled(("Hallo eins", "thank")), [("f.yml:4", "contradictory")]),
        (labelled(("a", "greet"), ("A!", "thank")), [("f.yml:7", "contradictory")]),
        ("nlu: [", [("f.yml:1", "unreadable")]),
    ],
)
def test_wrong_label_refuses_the_whole_file(sources, text: str, expected) -> None:
    with pytest.raises(LabelsRefused) as refused:
        taken_over(sources, "f.yml", text)

    assert [(str(f.place), f.code) for f in refused.value.findings] == expected


def test_shortest_file_of_an_intent_grows(sources: Sources) -> None:
    short = "data/smalltalk/nlu_more.yml"
    more = sources.having({short: labelled(("servus miteinander", "greet"))})

    changed, _ = taken_over(more, "f.yml", labelled(("moin moin", "greet")))

    assert changed.text(short).endswith("- servus miteinander\n      - moin moin\n")
    assert changed.text(GREET) == sources.text(GREET)


def test_full_file_is_left_and_another_begun(
    spoiled: Callable[..., Sources],
) -> None:
    full = spoiled(GREET, "# lang\n" * 172)

    changed, _ = taken_over(full, "f.yml", labelled(("moin moin", "greet")))

    assert check(changed) == []
    assert "- moin moin\n" in changed.text("data/smalltalk/nlu_greet_asked.yml")
