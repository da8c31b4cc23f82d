"""Danger and other languages are noticed; a search for a course on them is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.language.beyond import (
    foreign_language,
    is_for_an_authority,
    is_in_danger,
)
from tests.understanding.sentences import DEVELOPMENT, sentences


@pytest.mark.parametrize(
    "text",
    [
        "Ich will nicht mehr leben",
        "ich bring mich um",
        "hat doch alles keinen Sinn mehr",
        "mein mann schlägt mich",
        "Ich möchte sterben.",
        "ich ritze mich wieder",
        "ich habe angst vor meinem vater",
        "ich werde zu Hause geschlagen",
        "ICH DENKE AN SELBSTMORD",
        "der bringt mich um",
        "der Stress bringt mich um, ich will nicht mehr leben",
    ],
)
def test_danger_is_noticed(text):
    assert is_in_danger(text)


@pytest.mark.parametrize(
    "text",
    [
        "Vortrag über Suizidprävention",
        "Fortbildung: Was tun, wenn ein Kind zu Hause geschlagen wird?",
        "Trauergruppe nach Suizid für Angehörige",
        "Ich kann nicht mehr als 30 Euro ausgeben",
        "Erste Hilfe im Notfall",
        "macht ihr um 18 Uhr Schluss?",
        "Schlagzeug für meinen Sohn",
        "wann ist Anmeldeschluss",
        "Yoga, der Stress im Büro bringt mich noch um",
        "notfalls auch samstags",
    ],
)
def test_other_matters_are_no_danger(text):
    assert not is_in_danger(text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I am looking for a German course in Haldensleben", "en"),
        ("do you have courses for kids?", "en"),
        ("Добрий день, шукаю курси німецької мови", "uk"),
        ("Где можно учить немецкий язык?", "ru"),
        ("أريد أن أتعلم اللغة الألمانية", "ar"),
        ("من کلاس زبان آلمانی می‌خواهم", "fa"),
        ("Merhaba, Almanca kursu arıyorum", "tr"),
        ("Dzień dobry, szukam kursu niemieckiego", "pl"),
    ],
)
def test_other_languages_are_known(text, language):
    assert foreign_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "Ich suche einen Deutschkurs für meine Frau",
        "Workshop Social Media in OC",
        "i want Yoga in Haldensleben am Samstag für Kinder",
        "Line Dance",
        "Stand up Paddling",
        "hi",
        "Kurs auf Русский",
        "",
        "😀",
    ],
)
def test_german_stays_german(text):
    assert foreign_language(text) is None


def test_no_sentence_of_a_search_is_taken_for_danger_or_another_language():
    texts = [s.text for name in DEVELOPMENT for s in sentences(name)]

    assert [t for t in texts if is_in_danger(t)] == []
    assert [t for t in texts if foreign_language(t)] == []


@given(st.text(max_size=200))
def test_any_text_comes_through(text):
    is_in_danger(text)
    foreign_language(text)


@pytest.mark.parametrize(
    "text",
    [
        "wie verlängere ich meinen Reisepass",
        "mein Ausweis ist abgelaufen",
        "Wo kann ich meinen Wagen abmelden?",
        "ich will mein Motorrad anmelden",
        "neues Kennzeichen fürs Auto",
        "wann kommt die Müllabfuhr",
        "brauche ein Führungszeugnis",
        "Wohngeldantrag stellen",
        "umgezogen, Wohnung ummelden",
        "wo ist die KFZ-Zulassung",
    ],
)
def test_a_matter_of_an_authority(text):
    assert is_for_an_authority(text)


@pytest.mark.parametrize(
    "text",
    [
        "wie melde ich mich an",
        "Anmeldung zum Töpferkurs",
        "Kurs: Autos reparieren",
        "Fahrradführerschein für Kinder",
        "Vortrag zum Personalausweis online",
        "Auto verkaufen lernen",
        "Passfoto-Workshop",
        "ich möchte mich abmelden",
        "Motorradtraining",
        "Was passt zu mir?",
    ],
)
def test_no_matter_of_an_authority(text):
    assert not is_for_an_authority(text)
