"""Searching offers: each condition, the order, and what is said when nothing fits."""

from __future__ import annotations

import itertools
import random

import pytest

from catalog import Condition, Query, Relaxation
from catalog.errors import InvalidQuery
from tests.factories import make_actor, make_offer

HALDENSLEBEN, OSCHERSLEBEN = "15083270", "15083415"
POTTERY = ("topic", "toepfern", "Töpfern")


def query(*conditions):
    """Return a query of (field, value) or (field, value, label)."""
    return Query(tuple(Condition(c[0], c[1], c[-1]) for c in conditions))


def ids(page):
    return [hit.offer.id for hit in page.items]


def place(place_id=HALDENSLEBEN):
    return ("place", place_id)


@pytest.fixture
def found(fill):
    """Imports offers and returns the ids that a query finds without relaxing."""

    def search(offers, *conditions, actors=(), **options):
        page = fill(*offers, actors=actors).search_offers(query(*conditions), **options)
        return [] if page.relaxed else ids(page)

    return search


# What is recommended at all


def test_empty_catalog_finds_nothing(catalog):
    page = catalog.search_offers(query(POTTERY))

    assert (ids(page), page.total, page.relaxed) == ([], 0, ())


def test_empty_query_finds_everything(found):
    assert found([make_offer(), make_offer("o-2", titel="Yoga", themen="Yoga")]) == [
        "o-1",
        "o-2",
    ]


@pytest.mark.parametrize(
    "over",
    [
        {"termine": "2026-11-21"},
        {"termine": "2026-11-22 09:00-11:00"},
        {"termine": "", "beginn": "2026-09-01", "ende": "2026-11-21"},
        {"termine": "", "beginn": "2026-11-21"},
        {"status": "abgesagt"},
    ],
)
def test_what_is_over_or_cancelled_is_never_recommended(fill, over):
    catalog = fill(make_offer(**over))

    for conditions in ([], [POTTERY], [POTTERY, place()], [POTTERY, ("price", "0")]):
        assert catalog.search_offers(query(*conditions)).total == 0


@pytest.mark.parametrize(
    "on",
    [
        {"termine": "2026-11-22 11:00-13:00"},
        {"termine": "2026-11-22"},
        {"termine": "2026-11-01|2026-11-29"},
        {"termine": "", "beginn": "2026-09-01", "ende": "2026-11-22"},
        {"termine": "", "beginn": "2026-11-22"},
        {"termine": ""},
        {"status": "ausgebucht"},
        {"status": "warteliste"},
        {"status": "verschoben"},
    ],
)
def test_what_still_takes_place_is_recommended(found, on):
    assert found([make_offer(**on)], POTTERY) == ["o-1"]


# Topics


@pytest.mark.parametrize(
    "offer",
    [
        {"themen": "Töpfern", "titel": "Offene Werkstatt"},
        {"themen": "", "titel": "Töpferkurs"},
        {"themen": "Töpferei", "titel": "x"},
        {"themen": "", "titel": "Wir töpfern"},
        {"themen": "Keramik", "titel": "Werkstatt"},
    ],
)
def test_topic_in_every_form(found, offer):
    others = [make_offer("o-9", titel="Yoga", themen="Yoga", beschreibung="Dehnen")]

    assert found([make_offer(**offer), *others], POTTERY) == ["o-1"]


def test_topic_that_is_only_mentioned_counts_when_nothing_else_does(found):
    offer = make_offer(titel="Werkstatt", themen="Kunst", beschreibung="Auch Töpfern.")

    assert found([offer], POTTERY) == ["o-1"]
    assert found([offer, make_offer("o-2")], POTTERY) == ["o-2"]


def test_every_topic_has_to_fit(found):
    offers = [
        make_offer(themen="Töpfern"),
        make_offer("o-2", titel="Yoga", themen="Yoga"),
        make_offer("o-3", titel="Yoga und Töpfern", themen="Yoga|Töpfern"),
    ]

    assert found(offers, POTTERY, ("topic", "yoga", "Yoga")) == ["o-3"]


def test_broader_topic_finds_the_narrower(found):
    assert found([make_offer(titel="x")], ("topic", "kultur", "Kultur")) == ["o-1"]


# Places


def test_radius_is_15_km_unless_one_is_named(found):
    offers = [
        make_offer("near", ort="Haldensleben"),
        make_offer("next", ort="Hohe Börde", plz="", lat="52.19", lon="11.42"),
        make_offer("far", ort="Oschersleben", plz="39387"),
    ]

    assert found(offers, place()) == ["near", "next"]
    assert found(offers, place(), ("radius", "5")) == ["near"]
    assert found(offers, place(), ("radius", "60")) == ["near", "next", "far"]
    assert set(found(offers, place("boerde"))) == {"near", "next", "far"}


def test_villages_belong_to_their_town_and_come_before_nearer_towns(found):
    offers = [
        make_offer("village", ort="Haldensleben", ortsteil="Hundisburg"),
        make_offer("town"),
    ]

    assert set(found(offers, place())) == {"village", "town"}


@pytest.mark.parametrize(
    ("code", "place_id"), [("39340", HALDENSLEBEN), ("39387", OSCHERSLEBEN)]
)
def test_postal_code_finds_what_the_place_finds(found, code, place_id):
    offers = [
        make_offer("o-1", plz="39340", ort="Haldensleben"),
        make_offer("o-2", plz="39387", ort="Oschersleben"),
    ]

    assert found(offers, ("place", code)) == found(offers, place(place_id))


def test_several_places_are_all_searched(found):
    offers = [make_offer("o-1"), make_offer("o-2", plz="39387", ort="Oschersleben")]

    assert set(found(offers, place(), place(OSCHERSLEBEN))) == {"o-1", "o-2"}


def test_offer_without_coordinates_is_last_and_says_so(fill, make_files):
    catalog = fill(make_offer("b"))
    catalog.import_files(make_files(offers=[make_offer("a", plz="", ort="")]))

    page = catalog.search_offers(query(POTTERY, place()))

    assert ids(page) == ["b", "a"]
    assert page.items[1].distance_km is None
    assert "Ort nicht angegeben" in page.items[1].reason


def test_offer_in_the_place_is_near_and_says_so(fill):
    (hit,) = fill(make_offer()).search_offers(query(POTTERY, place())).items

    assert hit.distance_km == 0
    assert hit.reason == "Töpfern · in Haldensleben · beginnt in 9 Tagen"


def test_online_offers_of_a_local_search_are_listed_apart(fill):
    catalog = fill(
        make_offer("here"),
        make_offer("online", format="online", plz="", ort=""),
        make_offer("both", format="hybrid"),
    )

    page = catalog.search_offers(query(POTTERY, place()))

    assert (set(ids(page)), page.total) == ({"here", "both"}, 2)
    assert (ids(page.online), page.online.total) == (["online"], 1)
    assert page.online.items[0].distance_km is None


def test_only_online_offers_near_is_no_local_hit(fill):
    catalog = fill(make_offer("online", format="online", plz="", ort=""))

    page = catalog.search_offers(query(POTTERY, place()))

    assert ids(page) == []
    assert ids(page.online) == ["online"]


@pytest.mark.parametrize(
    ("mode", "expected"),
    [("online", {"o", "h"}), ("praesenz", {"p", "h", "?"})],
)
def test_delivery_mode(found, mode, expected):
    offers = [
        make_offer("p"),
        make_offer("o", format="online", plz="", ort=""),
        make_offer("h", format="hybrid"),
        make_offer("?", format=""),
    ]

    assert set(found(offers, ("delivery_mode", mode))) == expected


# Prices


def test_free_is_never_an_unknown_price(found):
    offers = [
        make_offer("free", preis="0"),
        make_offer("?", preis=""),
        make_offer("24"),
    ]

    assert found(offers, ("price", "0")) == ["free"]


def test_price_limit_includes_itself(found):
    offers = [make_offer(p, preis=p) for p in ("19,99", "20", "20,01")]

    assert set(found(offers, ("price", "20"))) == {"19,99", "20"}


def test_free_relaxed_to_any_price_says_so(fill):
    page = fill(make_offer(preis="5")).search_offers(
        query(POTTERY, ("price", "0", "kostenlos"))
    )

    assert ids(page) == ["o-1"]
    assert [(r.field, r.before, r.after) for r in page.relaxed] == [
        ("price", "kostenlos", "jeder Preis")
    ]


# People


def ages(low, high):
    return {"alter_von": low, "alter_bis": high}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("6-6", {"5-7", "6-12", "ab6", "bis6"}),
        ("4-5", {"5-7", "bis6"}),
        ("40-40", {"ab6"}),
        ("-4", {"bis6"}),
        ("12-", {"6-12", "ab6"}),
    ],
)
def test_ages_that_overlap(found, asked, expected):
    offers = [
        make_offer("5-7", **ages(5, 7)),
        make_offer("6-12", **ages(6, 12)),
        make_offer("ab6", **ages(6, "")),
        make_offer("bis6", **ages("", 6)),
    ]

    assert set(found(offers, ("age", asked))) == expected


def test_unknown_age_is_last_and_says_so(fill):
    catalog = fill(make_offer("a"), make_offer("b", termine="2027-01-05", **ages(6, 8)))

    page = catalog.search_offers(query(POTTERY, ("age", "7-7", "7 Jahre")))

    assert ids(page) == ["b", "a"]
    assert "6–8 Jahre" in page.items[0].reason
    assert "Alter nicht angegeben" in page.items[1].reason


def test_child_is_not_sent_to_adults(found):
    offers = [
        make_offer("adults", zielgruppen="erwachsene"),
        make_offer("staff", zielgruppen="fachkraefte"),
        make_offer("children", zielgruppen="kinder"),
    ]

    assert found(offers, ("age", "7-7")) == ["children"]


def test_target_group_named_comes_before_open_to_all(found):
    offers = [
        make_offer("a"),
        make_offer("b", zielgruppen="senioren", termine="2027-01-05"),
        make_offer("c", zielgruppen="kinder"),
    ]

    assert found(offers, ("target_group", "senioren")) == ["b", "a"]


# Times


DATES = [
    make_offer("tue", termine="2026-12-01 18:00-19:30"),
    make_offer("sat", termine="2026-12-05 09:00-12:00"),
    make_offer("later", termine="2027-01-05"),
    make_offer("always", termine=""),
]


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ([("dates", "2026-12-01/2026-12-01")], ["tue", "always"]),
        ([("dates", "2026-12-02/2026-12-31")], ["sat", "always"]),
        ([("dates", "2027-01-01/")], ["later", "always"]),
        ([("weekday", "6,7")], ["sat", "always"]),
        ([("weekday", "2")], ["tue", "later", "always"]),
        ([("daytime", "17:00-24:00")], ["tue", "later", "always"]),
        ([("daytime", "06:00-12:00")], ["sat", "later", "always"]),
        ([("weekday", "2"), ("daytime", "17:00-24:00")], ["tue", "later", "always"]),
        ([("weekday", "6"), ("daytime", "17:00-24:00")], ["always"]),
    ],
)
def test_times(found, conditions, expected):
    assert found(DATES, *conditions) == expected


def test_next_date_that_fits_is_shown(fill):
    catalog = fill(make_offer(termine="2026-12-01|2026-12-05|2026-12-08"))

    (hit,) = catalog.search_offers(query(("weekday", "6"))).items

    assert hit.starts.isoformat() == "2026-12-05"


def test_unknown_time_is_last_and_says_so(fill):
    page = fill(*DATES).search_offers(query(("daytime", "17:00-24:00", "abends")))

    assert "bitte erfragen" not in page.items[0].reason
    assert "Wochentag und Uhrzeit bitte erfragen" in page.items[-1].reason


# Kinds, levels, providers


def test_levels(found):
    offers = [
        make_offer("b1", titel="Englisch", themen="Englisch", niveau="B1"),
        make_offer("title", titel="Englisch B1.2", themen="Englisch"),
        make_offer("range", titel="Englisch", themen="Englisch", niveau="A2-B2"),
        make_offer("a1", titel="Englisch A1", themen="Englisch"),
        make_offer("?", titel="Englisch", themen="Englisch"),
    ]

    assert found(offers, ("topic", "englisch", "Englisch"), ("level", "B1"))[-1] == "?"
    assert set(found(offers, ("level", "B1"))) == {"b1", "title", "range", "?"}


def test_kind(found):
    offers = [make_offer("o-1"), make_offer("o-2", art="workshop")]

    assert found(offers, ("kind", "workshop")) == ["o-2"]


def test_provider_and_its_kind(found):
    actors = [make_actor("a-1"), make_actor("a-2", name="Heimatmuseum", art="museum")]
    offers = [make_offer("o-1"), make_offer("o-2", anbieter_id="a-2")]

    assert found(offers, ("actor", "a-2"), actors=actors) == ["o-2"]
    assert found(offers, ("actor_kind", "museum"), actors=actors) == ["o-2"]


# The order


def test_bookable_before_full_before_later(found):
    offers = [
        make_offer("full", status="ausgebucht", termine="2026-11-23"),
        make_offer("closed", anmeldeschluss="2026-11-20", termine="2026-11-24"),
        make_offer("late", termine="2027-02-01"),
        make_offer("soon", termine="2026-11-30"),
    ]

    assert found(offers, POTTERY) == ["soon", "late", "full", "closed"]


def test_topic_before_title_before_narrower(found):
    offers = [
        make_offer("title", themen="", termine="2026-11-23"),
        make_offer("topic", titel="Werkstatt", termine="2027-03-01"),
    ]

    assert found(offers, POTTERY) == ["topic", "title"]


def test_fresher_and_fuller_first_when_all_else_is_equal(found):
    offers = [
        make_offer("a", geprueft_am="2026-09-01"),
        make_offer("b", geprueft_am="2026-11-01", beschreibung=""),
        make_offer("c", geprueft_am="2026-11-01"),
        make_offer("d", geprueft_am=""),
    ]

    assert found(offers, POTTERY) == ["c", "b", "a", "d"]


def test_order_does_not_depend_on_the_order_of_import(fill):
    offers = [
        make_offer(f"o-{n:02}", termine=f"2026-12-{1 + n % 3:02}", preis=str(n % 2))
        for n in range(12)
    ]
    random.Random(7).shuffle(offers)
    catalog = fill(*offers)

    found = ids(catalog.search_offers(query(POTTERY), size=20))

    assert found == [
        f"o-{n:02}" for rest in range(3) for n in range(12) if n % 3 == rest
    ]


def test_ids_decide_between_equals_with_different_topics(found):
    offers = [
        make_offer("a", themen="Zeichnen"),
        make_offer("b", themen="Aquarell"),
        make_offer("c", themen="Yoga"),
        make_offer("d", themen=""),
    ]

    assert found(offers, place()) == ["a", "b", "c", "d"]


def test_pages_follow_each_other_without_gap_or_double(fill):
    catalog = fill(*(make_offer(f"o-{n:02}") for n in range(12)))

    pages = [catalog.search_offers(query(POTTERY), page=n) for n in (1, 2, 3, 4)]

    assert [page.total for page in pages] == [12] * 4
    assert [page.has_more for page in pages] == [True, True, False, False]
    assert list(itertools.chain(*map(ids, pages))) == [f"o-{n:02}" for n in range(12)]


def test_more_hits_than_are_ranked_are_counted(fill):
    catalog = fill(*(make_offer(f"o-{n:03}") for n in range(450)))

    assert catalog.search_offers(query(POTTERY)).total == 450
    assert catalog.search_offers(query(POTTERY, place())).total == 450


# When nothing fits


def test_relaxed_is_empty_when_everything_fits(fill):
    assert fill(make_offer()).search_offers(query(POTTERY, place())).relaxed == ()


def test_next_radius_with_a_hit_is_named(fill):
    catalog = fill(make_offer(ort="Oschersleben", plz="39387"))

    page = catalog.search_offers(query(POTTERY, place()))

    assert ids(page) == ["o-1"]
    assert [(r.field, r.before, r.after) for r in page.relaxed] == [
        ("radius", "15 km", "60 km")
    ]
    assert page.items[0].distance_km > 30


def test_relaxed_hits_keep_the_query_as_asked(fill):
    asked = query(POTTERY, ("weekday", "7", "Sonntag"))

    page = fill(make_offer()).search_offers(asked)

    assert page.query == asked
    assert [(r.field, r.before) for r in page.relaxed] == [("weekday", "Sonntag")]


def test_time_of_day_is_given_up_before_the_age(fill):
    offer = make_offer(termine="2026-12-01 09:00-10:00", **ages(5, 7))

    page = fill(offer).search_offers(
        query(POTTERY, ("age", "6-6", "6 Jahre"), ("daytime", "17:00-24:00", "abends"))
    )

    assert [r.field for r in page.relaxed] == ["daytime"]


def test_age_is_changed_by_a_year_before_it_is_dropped(fill):
    page = fill(make_offer(**ages(8, 10))).search_offers(
        query(POTTERY, ("age", "7-7", "7 Jahre"))
    )

    assert page.relaxed == (Relaxation("age", "7 Jahre", "6–8 Jahre"),)


def test_unknown_topic_is_dropped_only_last_and_named(fill):
    asked = query(("topic", "segelfliegen", "Segelfliegen"), place())

    page = fill(make_offer()).search_offers(asked)

    assert all(r.field == "topic" for r in page.relaxed)
    assert page.relaxed or page.total == 0


def test_several_conditions_are_given_up_together(fill):
    page = fill(make_offer()).search_offers(
        query(POTTERY, ("weekday", "7", "Sonntag"), ("price", "0", "kostenlos"))
    )

    assert ids(page) == ["o-1"]
    assert [r.field for r in page.relaxed] == ["weekday", "price"]


# Impossible queries


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("place", "12345"),
        ("place", "x"),
        ("dates", "bald/"),
        ("age", "alt"),
        ("price", "viel"),
        ("price", "NaN"),
        ("price", "Infinity"),
        ("weekday", "x"),
        ("daytime", "abends"),
    ],
)
def test_impossible_value(fill, field, value):
    with pytest.raises(InvalidQuery):
        fill(make_offer()).search_offers(query(POTTERY, (field, value)))


@pytest.mark.parametrize(
    "radius",
    ["x", "2.5", "-1", "NaN", "inf"],
)
def test_impossible_radius(fill, radius):
    catalog = fill(make_offer(ort="Oschersleben", plz="39387"))

    with pytest.raises(InvalidQuery):
        catalog.search_offers(query(POTTERY, place(), ("radius", radius)))


def test_unknown_values_find_nothing_and_break_nothing(fill):
    catalog = fill(make_offer())
    strange = "x' OR 1=1; -- %_"

    for field in ("kind", "actor_kind", "actor", "target_group", "level", "topic"):
        catalog.search_offers(query((field, strange)))
    assert catalog.counts().offers == 1


# One offer, the offers of an actor


def test_offer_with_its_provider_and_next_date(fill):
    catalog = fill(make_offer(termine="2026-11-01|2026-12-01|2026-12-08"))

    hit = catalog.get_offer("o-1")

    assert hit.provider.id == "a-1"
    assert hit.starts.isoformat() == "2026-12-01"


def test_offers_of_an_actor(fill):
    catalog = fill(
        make_offer("o-1", termine="2027-01-01"),
        make_offer("o-2", anbieter_id="a-2"),
        make_offer("o-3"),
        actors=[make_actor(), make_actor("a-2")],
    )

    assert ids(catalog.offers_of("a-1")) == ["o-3", "o-1"]
