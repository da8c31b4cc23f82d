"""Finding actors: kind, name, topic, place, and whether they are open."""

from __future__ import annotations

from datetime import date

import pytest

from catalog import Condition, Query
from tests.factories import make_actor

ACTORS = [
    make_actor("vhs", oeffnungszeiten="Mo-Fr 09:00-17:00; PH off"),
    make_actor(
        "lib",
        name="Stadtbücherei",
        art="bibliothek",
        themen="Bücher|Lesen",
        oeffnungszeiten="Su 10:00-13:00",
    ),
    make_actor(
        "lib-2", name="Bücherstube", art="bibliothek", plz="39387", ort="Oschersleben"
    ),
    make_actor("lib-3", name="Dorfbücherei", art="bibliothek", ortsteil="Hundisburg"),
    make_actor(
        "club", name="Töpferfreunde", art="verein", themen="Töpfern", plz="", ort=""
    ),
]


@pytest.fixture
def find(fill):
    def find_actors(*conditions, **options):
        query = Query(tuple(Condition(c[0], c[1], c[-1]) for c in conditions))
        return fill(actors=ACTORS).find_actors(query, **options)

    return find_actors


def ids(page):
    return [hit.actor.id for hit in page.items]


def test_kind_by_name(find):
    assert ids(find(("actor_kind", "bibliothek"))) == ["lib-2", "lib-3", "lib"]


def test_kind_in_a_place_the_nearest_first(find):
    page = find(("actor_kind", "bibliothek"), ("place", "15083270"))

    assert ids(page) == ["lib", "lib-3"]
    assert page.items[0].distance_km == 0
    assert 0 < page.items[1].distance_km < 10


def test_nearest_of_the_district_when_there_is_none(find):
    page = find(("actor_kind", "vhs"), ("place", "15083415"))

    assert ids(page) == ["vhs"]
    assert [(r.field, r.before) for r in page.relaxed] == [("radius", "15 km")]
    assert page.items[0].distance_km > 15


def test_kind_that_nobody_is(find):
    page = find(("actor_kind", "museum"), ("place", "15083270"))

    assert (ids(page), page.total, page.relaxed) == ([], 0, ())


def test_topic_and_name_words(find):
    assert ids(find(("topic", "lesen", "Lesen"))) == ["lib"]
    assert ids(find(("topic", "toepfern", "Töpfern"))) == ["club"]


def test_named_actor(find):
    assert ids(find(("actor", "club"))) == ["club"]


def test_actor_without_place_is_last(find):
    assert ids(find(("place", "15083270")))[-1] == "club"


def test_postal_code(find):
    assert ids(find(("actor_kind", "bibliothek"), ("place", "39387"))) == ["lib-2"]


def test_pages(find):
    first, second = find(size=3), find(size=3, page=2)

    assert (first.total, second.total) == (5, 5)
    assert len({*ids(first), *ids(second)}) == 5


def test_open_now(find):
    states = {hit.actor.id: hit.opening for hit in find(size=9).items}

    assert (states["vhs"].known, states["vhs"].open_now) == (True, False)
    assert f"{states['lib'].until:%H:%M}" == "13:00"
    assert not states["club"].known


def test_hours_of_the_day_that_was_asked_for(find):
    (hit,) = find(("actor", "vhs"), ("dates", "2026-11-23/2026-11-23")).items

    assert hit.opening.day == date(2026, 11, 23)
    assert len(hit.opening.hours) == 1


def test_hidden_address_has_a_rounded_distance(fill):
    catalog = fill(
        actors=[make_actor(adresse_verbergen="ja", lat="52.2512", lon="11.4321")]
    )

    (hit,) = catalog.find_actors(Query((Condition("place", "15083270", "x"),))).items

    assert hit.distance_km == round(hit.distance_km)
