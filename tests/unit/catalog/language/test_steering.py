"""A search is moved, and conditions are dropped, without one being named."""

from __future__ import annotations

from datetime import date

import pytest

from catalog.language.steering import (
    also_indifferent,
    is_undecided,
    says_skip,
    says_there,
    speaks_of_self,
)

TODAY = date(2026, 11, 22)
PLACE, PERSON = ("place", "radius"), ("age", "target_group")
TIME = ("dates", "weekday", "daytime")
PRICE = ("price", "sort", "reduction", "funding")


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("egal wo", PLACE),
        ("der Ort ist mir egal", PLACE),
        ("wo ist wurscht", PLACE),
        ("Alter spielt keine Rolle", PERSON),
        ("für alle Altersgruppen", PERSON),
        ("wann ist uns egal", TIME),
        ("Uhrzeit egal", ("daytime",)),
        ("darf auch was kosten", PRICE),
        ("muss nicht kostenlos sein", PRICE),
        ("und für mich?", PERSON),
        ("ich selbst suche einen Pilateskurs", PERSON),
        ("Samstag wieder raus", ("weekday",)),
        ("nimm den Samstag wieder raus", ("weekday",)),
        ("Haldensleben kannst du wieder weglassen", ("place",)),
        ("kostenlos weg", ("price",)),
        ("Yoga in Barleben", ()),
    ],
)
def test_what_does_not_matter_is_named(understand, text, fields):
    assert understand(text, TODAY).indifferent == fields


@pytest.mark.parametrize(
    ("text", "moves"),
    [
        ("näher bitte", ("nearer",)),
        ("das ist mir zu weit weg", ("nearer",)),
        ("auch weiter weg", ("farther",)),
        ("gibt es was später", ("later",)),
        ("geht das auch früher?", ("earlier",)),
        ("Yoga in Barleben", ()),
    ],
)
def test_a_search_is_moved(understand, text, moves):
    assert understand(text, TODAY).moves == moves


@pytest.mark.parametrize(
    "text", ["egal", "weiß nicht", "keine Ahnung", "Überspringen", "ist mir egal"]
)
def test_a_question_is_left_open(text):
    assert says_skip(text)


@pytest.mark.parametrize("text", ["Haldensleben", "Yoga, egal wo", "nicht abends"])
def test_an_answer_leaves_nothing_open(text):
    assert not says_skip(text)


@pytest.mark.parametrize(
    ("text", "undecided"),
    [
        ("Ich will was lernen, weiß aber nicht was", True),
        ("keine Ahnung, was zu mir passt", True),
        ("Ich habe keinen Schulabschluss", False),
    ],
)
def test_who_does_not_know_what_to_look_for(text, undecided):
    assert is_undecided(text) is undecided


def test_who_speaks_of_himself():
    assert speaks_of_self("Ich bin neu hier")
    assert not speaks_of_self("Mein Kind kommt in die Schule")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("hab mich vertan, der 12. ists", "2026-12-12/2026-12-12"),
        ("nein, der 14.", "2026-12-14/2026-12-14"),
    ],
)
def test_a_day_without_its_month(understand, text, value):
    dates = understand(text, TODAY).query.of("dates")

    assert [condition.value for condition in dates] == [value]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("das ist ja alles für Kinder", ["!kinder"]),
        ("nee, das ist nur für Senioren", ["!senioren"]),
        ("ist das nur für Kinder?", ["kinder"]),
        ("keine Kindergruppe", ["!kinder"]),
    ],
)
def test_whom_it_is_not_for(understand, text, values):
    query = understand(text, TODAY).query

    found = [c.value for c in query if c.field == "target_group"]
    assert found == values
    assert not query.of("kind")


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("und der Ort auch", PLACE),
        ("das Alter genauso", PERSON),
        ("auch die Uhrzeit ebenso", ("daytime",)),
        ("der tag ist mir auch egal", ("dates", "weekday")),
        ("und der Ort?", ()),
        ("und Yoga auch", ()),
        ("abends auch", ()),
    ],
)
def test_what_does_not_matter_either(text, fields):
    assert also_indifferent(text) == fields


def test_who_speaks_of_a_place_named_before():
    assert says_there("gibt es da auch Chöre?")
    assert says_there("was kann man dort lernen")
    assert not says_there("haben die da auch Chöre?")
    assert not says_there("dauert das lange?")
