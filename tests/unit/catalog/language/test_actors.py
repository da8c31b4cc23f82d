"""Actors called by name, in full or by a word that is only theirs."""

from __future__ import annotations

from datetime import date

import pytest

from catalog.district import load_district
from catalog.language.understanding import Understander
from catalog.language.vocabulary import Vocabulary
from catalog.settings import Settings

pytestmark = pytest.mark.unit

ACTORS = [
    ("Kreissportbund Beispielland e. V.", "bund"),
    ("Rolandschule", "roland"),
    ("Sportverein Barleben", "verein"),
    ("Haus der Generationen", "haus"),
    ("Kita Zwergenland Colbitz", "zwerge-1"),
    ("Hort Zwergenland Angern", "zwerge-2"),
    ("Jugendamt Beispielland", "jugend"),
    ("Gymnasium Am Wall", "gymnasium"),
]


@pytest.fixture(scope="module")
def understand():
    district = load_district(Settings().district_dir)
    return Understander(Vocabulary(district, actors=ACTORS))


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Was bietet der Kreissportbund an?", ["bund"]),
        ("rolandschule", ["roland"]),
        ("Nummer vom Jugendamt", ["jugend"]),
        ("Welche Ämter gibt es?", []),
        ("Gesundheitsamt", []),
        ("Gibt es ein Gymnasium?", []),
        ("Sportverein in der Nähe", []),
        ("Was macht das Haus der Generationen?", ["haus"]),
        ("Kita Zwergenland Colbitz", ["zwerge-1"]),
        ("Zwergenland", []),
        ("Sport in Barleben", []),
    ],
)
def test_names(understand, text, actors):
    found = understand(text, date(2026, 11, 22)).query.of("actor")

    assert [condition.value for condition in found] == actors
