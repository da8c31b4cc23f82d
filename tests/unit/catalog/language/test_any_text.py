"""Whatever a person types, it is understood as something, and nothing breaks."""

from __future__ import annotations

import tomllib
from datetime import date
from importlib import resources

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.district import load_district
from catalog.language.text import fold, slugify, stem, tokenize
from catalog.language.understanding import MAX_CHARACTERS, Understander
from catalog.language.vocabulary import Vocabulary
from catalog.settings import Settings

DAYS = [date(2026, 11, 22), date(2028, 2, 29), date(2026, 12, 31), date(2030, 6, 30)]
# A busy machine is no error.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
LISTS = resources.files("catalog.language")


def words_of_the_language():
    """Return words the recognisers look for, and numbers that go with them."""
    conditions = tomllib.loads(LISTS.joinpath("conditions.toml").read_text("utf-8"))
    values = [v for field in conditions.values() for v in field.values()]
    entries = [value for value in values if isinstance(value, dict)]
    keywords = [
        word for value in values if isinstance(value, str) for word in value.split()
    ]
    words = [word for entry in entries for word in entry.get("words", "").split()[:3]]
    phrases = [phrase for entry in entries for phrase in entry.get("phrases", ())]
    small = (
        "ab bis von zwischen und im in am vom seit nach vor unter über ü u für mein sohn ist"
        " jahre alt jahren klasse monate euro € km uhr . , - – + : ? ! 0 1 5 7 12 13 24 29.2."
        " 31.02. 30.2.2027 1.1. 32.13. 99 2027 0000 00:00 25:61 39340 99999 60+ ü60 u3 B1 A1-B2"
        " Haldensleben Oschersleben Börde Hundisburg töpfern Erste Hilfe am Kind nächste diese"
        " übernächste woche monat jahr"
    ).split()
    return [*words, *phrases, *keywords, *small]


@pytest.fixture(scope="module")
def understand():
    vocabulary = Vocabulary(
        load_district(Settings().district_dir),
        topic_labels=["Töpfern", "Erste Hilfe am Kind", "C++", "?"],
        synonyms={"Pötten": "Töpfern"},
        terms={"rakubrand": "Rakubrand"},
        actors=[("Verein der Freunde", "a-1"), ("VHS", "a-2")],
    )
    return Understander(vocabulary)


def check(found, text):
    """Every condition has a value, a German label and a place in the sentence."""
    for condition in found.query.visible:
        assert condition.value
        assert condition.label
        assert 0 <= condition.start < condition.end <= len(text)


@settings(PATIENT, max_examples=300)
@given(text=st.text(max_size=200), today=st.sampled_from(DAYS))
def test_any_characters(understand, text, today):
    check(understand(text, today), text)


@settings(PATIENT, max_examples=1_500)
@given(
    words=st.lists(st.sampled_from(words_of_the_language()), max_size=10),
    between=st.sampled_from([" ", " ", " ", "", "-", "  "]),
    today=st.sampled_from(DAYS),
)
def test_any_words_of_the_language(understand, words, between, today):
    text = between.join(words)

    check(understand(text, today), text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\0",
        "/restart",
        "🎨" * 200,
        "\u202eöpfern",
        "\uff9e \uff9e Kurs \uff9e",
        "ﷺ ﷺ in Haldensleben",
        "İstanbul ıİ ſs ﬀ",
        "a\u0300" * 300,
        "<script>alert(1)</script>",
        "' OR 1=1; --",
        '*:*"\\(&|!',
        "am 29.2.",
        "am 31.02.2027",
        "im februar 2027 ab 99 jahre für 0 euro um 99:99 uhr",
        "in 99 monaten",
        "in ٣ wochen ab ٥ jahren",
        "x" * MAX_CHARACTERS,
        "kinder" * 200,
        "Wo " * 2_000,
        "1-2-3-4-5-6-7-8-9 " * 50,
    ],
)
def test_strange_texts(understand, text):
    check(understand(text, DAYS[0]), text)


@PATIENT
@given(st.text(max_size=60))
def test_spelling_functions_take_any_text(text):
    assert isinstance(fold(text), str)
    assert slugify(slugify(text)) == slugify(text)
    assert isinstance(stem(text), str)
    assert [text[t.start : t.end] for t in tokenize(text)] == [
        t.text for t in tokenize(text)
    ]
