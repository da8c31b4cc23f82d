"""Personal data goes; what a search needs stays."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.language.personal import MASK, without_personal_data

TODAY = date(2026, 11, 22)


def cleaned(text: str) -> str:
    return without_personal_data(text, TODAY).text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "Schreiben Sie an erika.muster@example.org bitte",
            "Schreiben Sie an *** bitte",
        ),
        ("meine mail: erika(at)example.org", "meine mail: ***"),
        ("Rufen Sie mich an: 030 23125 001", "Rufen Sie mich an: ***"),
        ("tel 03904/7240-123 ab 18 Uhr", "tel *** ab 18 Uhr"),
        ("+49 (0)30 23125001", "***"),
        ("0049 151 23456789 oder später", "*** oder später"),
        ("(030) 23125-001", "***"),
        ("0151-23456789", "***"),
        ("Konto DE02 1203 0000 0000 2020 51", "Konto ***"),
        ("DE02120300000000202051", "***"),
        ("Mein Sohn, geb. 12.5.2019, will Judo", "Mein Sohn, geb. 7 Jahre, will Judo"),
        ("geboren am 23.11.1950", "geboren am 75 Jahre"),
        ("geboren am 22.11.1950", "geboren am 76 Jahre"),
        ("Geburtsdatum: 01/02/1985", "Geburtsdatum: 41 Jahre"),
        ("Bescheid vom 03.04.2019", "Bescheid vom ***"),
        ("Ich wohne Bahnhofstraße 5 in Haldensleben", "Ich wohne *** in Haldensleben"),
        ("lange str. 12a, 39340 Haldensleben", "***, 39340 Haldensleben"),
        ("Am Alten Weg 7", "Am ***"),
        ("Ich heiße Erika Mustermann und suche Yoga", "Ich heiße *** und suche Yoga"),
        ("ich heisse erika und suche yoga", "ich heisse *** und suche yoga"),
        ("Mein Name ist Mustermann, ich bin 70", "Mein Name ist ***, ich bin 70"),
        ("Meine Tochter heißt Lena und ist 9", "Meine Tochter heißt *** und ist 9"),
        ("Name: Max Muster", "Name: ***"),
        (
            "Gibt es Yoga?\nMit freundlichen Grüßen\nErika Mustermann",
            "Gibt es Yoga?\nMit freundlichen Grüßen\n***",
        ),
        ("Töpfern in Barleben? LG Erika", "Töpfern in Barleben? LG ***"),
    ],
)
def test_personal_data_is_taken_out(text, left):
    assert cleaned(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "Yoga in 39340 Haldensleben",
        "Kurs 24-0123 und K261A1234",
        "Kurs 0815 im Frühjahr",
        "bis 30 Euro, höchstens 45,50 €",
        "am 05.12.2026 um 18:00 Uhr",
        "vom 3. bis 7.12. oder am 12.1.2027",
        "mein Sohn ist 7 und meine Tochter 10",
        "zwischen 14 und 16 Uhr, 0 bis 3 Jahre",
        "Kitaplatz 3 Jahre in Wolmirstedt",
        "höchstens 10 km Weg, 20 Minuten",
        "Radweg 20 km",
        "Spielplatz 5 in Barleben",
        "Wie heißt der Kurs?",
        "Englisch B1, Klasse 10, Ü60",
        "ich bin Rentnerin und 78",
        "2026-12-01 bis 2026-12-24",
        "Was kostet der Meisterkurs für 5 Personen, 1.200 Euro?",
        "Mit freundlichen Grüßen",
        "danke",
    ],
)
def test_what_a_search_needs_stays(text):
    assert without_personal_data(text, TODAY).text == text


def test_kinds_are_named_once():
    found = without_personal_data(
        "Ich heiße Erika, 030 23125001, erika@example.org, 030 23125002", TODAY
    )

    assert found.found == ("email", "phone", "name")


@given(st.text(max_size=300))
def test_any_text_comes_through(text):
    again = cleaned(cleaned(text))

    assert isinstance(again, str)


@given(st.from_regex(r"0[1-9][0-9]{2,4}[ /-][0-9]{5,7}", fullmatch=True))
def test_phone_numbers_never_stay(number):
    assert cleaned(f"Bitte rufen Sie {number} an") == f"Bitte rufen Sie {MASK} an"
