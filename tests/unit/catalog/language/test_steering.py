"""A search is moved, and conditions are dropped, without one being named."""

from __future__ import annotations

from datetime import date

import pytest

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
