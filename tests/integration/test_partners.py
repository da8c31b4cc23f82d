"""Who else works on a matter, and who is responsible by what it says of itself."""

from __future__ import annotations

import pytest

from catalog import Condition, Query
from tests.factories import make_actor, make_offer

ACTORS = [
    make_actor(
        "net", name="BNE-Netz", art="verein", themen="BNE", kooperation_gesucht="ja"
    ),
    make_actor("kita", name="Kita Waldrand", art="kita", themen="Natur"),
    make_actor("farm", name="Hof Sonnental", art="lernort", themen="Landwirtschaft"),
    make_actor("club", name="Schachfreunde", art="verein", themen="Schach"),
    make_actor(
        "office",
        name="Familienbüro",
        art="beratungsstelle",
        themen="Familie",
        beschreibung="Anlaufstelle für Kita-Anmeldung und Elterngeld.",
    ),
]
OFFERS = [
    make_offer("o-1", titel="Ackern", themen="BNE", anbieter_id="farm"),
    make_offer(
        "o-2", titel="Waldtag", themen="Wald", anbieter_id="kita", merkmale="bne"
    ),
]
BNE = Condition("topic", "bne", "BNE")


@pytest.fixture
def catalog_of_partners(fill):
    return fill(*OFFERS, actors=ACTORS)


def ids(page):
    return [hit.actor.id for hit in page.items]


def test_who_seeks_partners_comes_first(catalog_of_partners):
    found = catalog_of_partners.find_partners(Query((BNE,)))

    assert ids(found)[0] == "net"
    assert sorted(ids(found)) == ["farm", "kita", "net"]


def test_a_kind_beside_a_topic_is_whom_the_work_is_with(catalog_of_partners):
    kita = Condition("actor_kind", "kita", "Kita")

    assert ids(catalog_of_partners.find_partners(Query((BNE, kita))))[0] == "net"
    assert ids(catalog_of_partners.find_partners(Query((kita,)))) == ["kita"]


def test_nobody_works_on_it(catalog_of_partners):
    query = Query((Condition("topic", "fechten", "Fechten"),))

    assert catalog_of_partners.find_partners(query).items == ()
    assert catalog_of_partners.find_partners(Query()).items == ()


def test_responsible_is_who_says_so_of_itself(catalog_of_partners):
    matter = Condition("topic", "kita-anmeldung", "Kita-Anmeldung")

    assert ids(catalog_of_partners.responsible(Query((matter,)))) == ["office"]
