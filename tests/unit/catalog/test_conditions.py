"""Every condition can be named again from its field and value alone."""

from __future__ import annotations

import pytest

from catalog.conditions import named_condition
from catalog.district import load_district
from catalog.errors import InvalidQuery
from catalog.language.vocabulary import Vocabulary
from catalog.settings import Settings

pytestmark = pytest.mark.unit


@pytest.fixture(scope="module")
def name():
    district = load_district(Settings().district_dir)
    vocabulary = Vocabulary(district, actors=[("Musikschule Beispiel", "actor-1")])

    def named(field, value):
        return named_condition(
            field, value, district=district, vocabulary=vocabulary
        ).label

    return named


@pytest.mark.parametrize(
    ("field", "value", "label"),
    [
        ("topic", "yoga", "Yoga"),
        ("topic", "!yoga", "kein Yoga"),
        ("topic", "!gymnastik", "keine Gymnastik"),
        ("place", "15083040", "Barleben"),
        ("place", "!15083040", "nicht in Barleben"),
        ("place", "39340", "39340"),
        ("place", "boerde", "Landkreis Börde"),
        ("radius", "20", "20 km"),
        ("age", "6-10", "6–10 Jahre"),
        ("age", "60-", "ab 60 Jahren"),
        ("target_group", "!kinder", "nicht für Kinder"),
        ("dates", "2026-12-01/2026-12-07", "01.12.–07.12.2026"),
        ("dates", "2026-12-01/", "ab 01.12.2026"),
        ("dates", "!2026-12-01/2026-12-01", "nicht 01.12.2026"),
        ("weekday", "2,4", "Dienstag, Donnerstag"),
        ("weekday", "1,2,3,4,5", "Montag bis Freitag"),
        ("daytime", "17:00-24:00", "abends"),
        ("daytime", "18:00-24:00", "ab 18:00 Uhr"),
        ("daytime", "00:00-17:00", "vor 17:00 Uhr"),
        ("price", "0", "kostenlos"),
        ("price", "12.50", "bis 12,50 €"),
        ("language", "uk", "auf Ukrainisch"),
        ("language", "!en", "nicht auf Englisch"),
        ("level", "B1", "B1"),
        ("level", "!B1", "kein B1"),
        ("kind", "!fuehrung", "keine Führung"),
        ("kind", "kurs", "Kurs"),
        ("actor", "actor-1", "Musikschule Beispiel"),
        ("actor", "!actor-1", "nicht Musikschule Beispiel"),
        ("actor_kind", "!bibliothek", "keine Bibliothek"),
        ("skill", "beginner", "für Anfänger"),
        ("registration", "ohne", "ohne Anmeldung"),
    ],
)
def test_named(name, field, value, label):
    assert name(field, value) == label


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("topic", "!gibt-es-nicht"),
        ("place", "99999"),
        ("age", "alt"),
        ("dates", "morgen"),
        ("dates", "/"),
        ("weekday", "8"),
        ("weekday", "montags"),
        ("daytime", "25:00-26:00"),
        ("daytime", "abends"),
        ("price", "viel"),
        ("level", "D1"),
        ("language", "xx"),
        ("unbekannt", "1"),
    ],
)
def test_no_such_value(name, field, value):
    with pytest.raises(InvalidQuery):
        name(field, value)
