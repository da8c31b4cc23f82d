"""Slots and entities as queries: what a message changes in the running search."""

from __future__ import annotations

import pytest

from actions import slots
from catalog import Condition, Query
from tests.unit.actions.turns import turn


def query(*conditions):
    return Query(tuple(Condition(field, value, value) for field, value in conditions))


def values(found):
    return {c.field: c.value for c in found}


@pytest.mark.parametrize(
    ("before", "said", "kept"),
    [
        (("dates", "2026-12-01/2026-12-31"), ("weekday", "6"), {"dates", "weekday"}),
        (("dates", "2026-12-05/2026-12-05"), ("weekday", "6"), {"weekday"}),
        (("weekday", "6"), ("dates", "2027-01-01/2027-01-31"), {"dates", "weekday"}),
        (("weekday", "6"), ("dates", "2026-12-12/2026-12-12"), {"dates"}),
        (("dates", "2026-12-01/"), ("weekday", "6"), {"dates", "weekday"}),
    ],
)
def test_a_long_span_leaves_room_for_a_weekday(before, said, kept):
    assert set(values(slots.refined(query(before), query(said)))) == kept


def test_what_does_not_matter_any_more_is_not_taken_along():
    tracker = turn(
        search=[["topic", "klavier", "Klavier"], ["age", "10-10", "10 Jahre"]],
        entities=[
            {"entity": "topic", "value": "pilates", "label": "Pilates"},
            {"entity": "indifferent", "value": "age"},
        ],
    )

    assert values(slots.new_search(tracker)) == {"topic": "pilates"}


@pytest.mark.parametrize(
    ("text", "limit"), [("bis 75", "75"), ("bis 75 Jahre", ""), ("max. 30", "30")]
)
def test_a_limit_without_unit(text, limit):
    age = {"entity": "age", "value": "-75", "start": 0, "end": len(text)}

    assert slots.bare_limit(turn(text, entities=[age]), "age") == limit


def test_offers_shown_beside_an_actor():
    shown = {"list": "actors", "ids": ["a-1"], "page": 1, "offers": ["o-1"]}
    tracker = turn(shown=shown)

    assert slots.shown_actors(tracker) == ["a-1"]
    assert slots.shown_offers(tracker) == ["o-1"]
    assert slots.purpose(tracker) == "list"


def entity(field, value):
    return {"entity": field, "value": value, "label": value}


@pytest.mark.parametrize(
    ("move", "said", "moves"),
    [
        ("later", ("dates", "2027-02-01/"), []),
        ("later", ("daytime", "18:00-24:00"), []),
        ("earlier", ("weekday", "1"), []),
        ("farther", ("radius", "30"), []),
        ("nearer", ("place", "1"), []),
        ("later", ("price", "0"), ["later"]),
        ("farther", ("daytime", "18:00-24:00"), ["farther"]),
    ],
)
def test_a_value_counts_more_than_the_move(move, said, moves):
    tracker = turn(entities=[entity("move", move), entity(*said)])

    assert slots.moves(tracker) == moves


def test_a_first_subject_keeps_everything_said_before():
    before = query(("place", "1"), ("daytime", "17:00-24:00"), ("price", "0"))

    found = slots.started(before, query(("topic", "chor")))

    assert set(values(found)) == {"place", "daytime", "price", "topic"}


INTERRUPTED = {
    "search": [["actor", "a-1", "Haus"], ["place", "2", "Colbitz"]],
    "shown": {"list": "actors", "ids": ["a-1"], "page": 1, "purpose": "opening"},
    "history": [["offers", [["topic", "chor", "Chor"], ["place", "1", "Angern"]]]],
}


@pytest.mark.parametrize(
    ("text", "topic", "place"),
    [
        ("und Chor abends?", "chor", "1"),
        ("und Malen?", "malen", "1"),
        ("gibt es dort auch Malen?", "malen", "2"),
    ],
)
def test_a_question_in_between_does_not_move_the_search(text, topic, place):
    tracker = turn(text, entities=[entity("topic", topic)], **INTERRUPTED)

    found = values(slots.new_search(tracker))

    assert (found["topic"], found["place"]) == (topic, place)


def test_a_list_of_actors_is_no_question_in_between():
    shown = INTERRUPTED["shown"] | {"purpose": "list"}
    tracker = turn("Malen", **(INTERRUPTED | {"shown": shown}))

    assert not slots.search_left(tracker)
