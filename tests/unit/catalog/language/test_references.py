"""Which of the things shown is meant, and what is asked of it."""

from __future__ import annotations

import pytest

from catalog.language.references import read_reference


@pytest.mark.parametrize(
    ("text", "count", "index"),
    [
        ("das zweite bitte", 5, 1),
        ("und beim dritten?", 5, 2),
        ("das letzte", 4, 3),
        ("nummer 4", 5, 3),
        ("das fünfte", 3, 2),
        ("was kostet das?", 5, None),
        ("das erste", 0, None),
    ],
)
def test_position(text, count, index):
    assert read_reference(text).index(count) == index


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("Was kostet das?", "price"),
        ("preis", "price"),
        ("wann genau ist das", "when"),
        ("Adresse?", "where"),
        ("Sind noch Plätze frei?", "seats"),
        ("bis wann muss ich mich anmelden", "deadline"),
        ("wie melde ich mich an", "register"),
        ("wer bietet das an", "provider"),
        ("ist das barrierefrei", "access"),
        ("welche Termine gibt es noch", "remaining"),
        ("wer darf da mitmachen", "audience"),
        ("Telefon", "contact"),
    ],
)
def test_most_particular_aspect_first(text, aspect):
    found = read_reference(text).aspects

    if aspect == "audience":
        assert aspect in found
    else:
        assert found[0] == aspect
