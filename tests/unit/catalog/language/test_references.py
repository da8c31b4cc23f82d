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


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("kann ich mir das in den Kalender packen?", "calendar"),
        ("warum das denn", "reason"),
        ("ist das verschoben worden", "status"),
        ("fällt der Kurs aus?", "status"),
        ("findet das statt?", "takes_place"),
        ("wo findet das statt?", "where"),
        ("wie lang geht das so an einem Abend?", "when"),
        ("welcher ist am günstigsten", "price"),
        ("wie oft trifft man sich da", "remaining"),
        ("wo sitzen die?", "where"),
    ],
)
def test_further_aspects(text, aspect):
    assert read_reference(text).aspects[0] == aspect


@pytest.mark.parametrize(
    "text",
    ["am 5. Dezember", "zum ersten Mal", "am 2.3.", "letzte Woche", "Erste Hilfe"],
)
def test_days_and_names_count_nothing(text):
    assert read_reference(text).position is None


@pytest.mark.parametrize(
    "text", ["Preis?", "wo sitzen die?", "adresse bitte", "und was kostet das zweite"]
)
def test_bare(text):
    assert read_reference(text).is_bare


@pytest.mark.parametrize(
    "text", ["wie spät ist es", "wo wohnst du", "Wo melde ich mein Auto an?"]
)
def test_not_bare(text):
    assert not read_reference(text).is_bare


@pytest.mark.parametrize(
    "text",
    [
        "Wer macht noch BNE mit Kitas?",
        "Wir suchen Kooperationspartner",
        "suchen die noch Partner?",
        "Mit wem können wir zusammenarbeiten?",
        "wer bietet hier auch Theater an",
    ],
)
def test_seeks_partners(text):
    assert read_reference(text).seeks_partners


@pytest.mark.parametrize(
    "text",
    [
        "Tanzen mit meinem Partner",
        "ich habe keinen Partner zum Tanzen",
        "wer macht das noch",
        "Kurs: Zusammenarbeit im Team",
    ],
)
def test_seeks_no_partners(text):
    assert not read_reference(text).seeks_partners


@pytest.mark.parametrize(
    "text", ["zurück zur Liste", "zeig mir nochmal die Angebote", "wo waren wir"]
)
def test_wants_the_list_again(text):
    assert read_reference(text).wants_list


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("das 2., wo ist das?", 1),
        ("die 3.: wann?", 2),
        ("1., bitte", 0),
        ("am 2. Januar", None),
        ("am 3.12.", None),
    ],
)
def test_an_ordinal_may_stand_before_a_comma(text, index):
    assert read_reference(text).index(5) == index


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("wie meld ich meinen Sohn da an?", "register"),
        ("was zahlt man als Student?", "price"),
        ("wann läuft der Kurs für Anfänger?", "when"),
        ("ist das für Anfänger?", "audience"),
    ],
)
def test_what_is_asked_beside_what_is_named(text, aspect):
    assert read_reference(text).aspects[0] == aspect


@pytest.mark.parametrize("text", ["und das?", "und der in", "ok und bei dem da"])
def test_only_points(text):
    assert read_reference(text).is_only_pointing


@pytest.mark.parametrize("text", ["und das kostet?", "alle die", "das Nähen", "und?"])
def test_does_not_only_point(text):
    assert not read_reference(text).is_only_pointing
