"""Typing errors are read as the nearest known word; correct words stay as they are."""

from __future__ import annotations

from datetime import date

import pytest

from catalog.district import load_district
from catalog.language.phonetics import sound
from catalog.language.text import stem
from catalog.language.understanding import Understander
from catalog.language.vocabulary import Vocabulary
from catalog.settings import Settings

pytestmark = pytest.mark.unit

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("gitare", "Gitarre"),
        ("Klavirunterricht", "Klavierunterricht"),
        ("Näkurs", "Nähkurs"),
        ("Fusballcamp", "Fußballcamp"),
        ("Feldenkreis", "Feldenkrais"),
        ("händi", "Handy"),
        ("wolmirsedt", "Wolmirstedt"),
        ("Lebensversicherng", "Lebensversicherung"),
        ("Saxophonunterrricht", "Saxophonunterricht"),
        ("Zaubertaffel", "Zaubertafel"),
        ("Boxtraning", "Boxtraining"),
        ("Drechselkus", "Drechselkurs"),
        ("Zwilinge", "Zwillinge"),
        ("maln", "malen"),
        ("Gedächtnis-Trainig", "Gedächtnis-Training"),
        ("Wirbelsaeulengymnastig", "Wirbelsäulengymnastik"),
        ("Austellung", "Ausstellung"),
        ("Eksel", "Excel"),
        ("fahrn", "fahren"),
        ("Nichtrauherkurs", "Nichtraucherkurs"),
    ],
)
def test_errors(understand, typed, read_as):
    found = understand(typed, TODAY).corrections

    assert [(c.typed, c.read_as) for c in found] == [(typed, read_as)]


@pytest.mark.parametrize(
    "word",
    [
        "Trauergruppe",
        "würd",
        "Boden",
        "Reise",
        "Singkreis",
        "Hilfe",
        "Kunden",
        "Schmitz",
        "Jonas",
        "Kowalski",
        "Gartenteichfest",
        "Finn",
        "Kevin",
    ],
)
def test_correct_words_stay(understand, word):
    assert understand(word, TODAY).corrections == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("yoga", "joga"),
        ("handy", "haendi"),
        ("erwachsene", "erwaxene"),
        ("foto", "photo"),
    ],
)
def test_what_sounds_alike_has_one_code(one, other):
    assert sound(one) == sound(other)


def test_a_short_stem_says_too_little():
    assert stem("Bienen") == stem("Biene") != stem("bien")
    assert stem("Töpferei") == stem("Töpfern")


@pytest.mark.parametrize("word", ["Maga", "passts", "Kart"])
def test_words_of_names_and_drawn_in_verbs_stay(understand, word):
    assert understand(word, TODAY).corrections == ()


def test_words_of_names_are_never_corrected():
    vocabulary = Vocabulary(
        load_district(Settings().district_dir), actors=[("Quarkelwerk", "a-1")]
    )

    found = Understander(vocabulary)("Telefon vom Quarkelwerk?", TODAY)

    assert found.corrections == ()
    assert [c.value for c in found.query.of("actor")] == ["a-1"]
