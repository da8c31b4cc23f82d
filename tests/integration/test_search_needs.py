"""What people need or rule out, what is cancelled, and what else could be changed."""

from __future__ import annotations

import pytest

from catalog import Condition, Query
from tests.factories import make_actor, make_offer

HALDENSLEBEN, OSCHERSLEBEN = "15083270", "15083415"
POTTERY = ("topic", "toepfern", "Töpfern")


def query(*conditions):
    """Return a query of (field, value) or (field, value, label)."""
    return Query(tuple(Condition(c[0], c[1], c[-1]) for c in conditions))


def ids(hits):
    return [hit.offer.id for hit in hits]


@pytest.fixture
def found(fill):
    """Imports offers and returns the page that a query finds."""

    def search(offers, *conditions, actors=()):
        return fill(*offers, actors=actors).search_offers(query(*conditions))

    return search


# Needs: known to be there


@pytest.mark.parametrize(
    ("condition", "columns"),
    [
        (("childcare", "ja"), {"kinderbetreuung": "ja"}),
        (("accessibility", "gebaerdensprache"), {"gebaerdensprache": "ja"}),
        (("accessibility", "leichte_sprache"), {"sprache": "Leichte Sprache"}),
        (
            ("accessibility", "leichte_sprache"),
            {"beschreibung": "Wir sprechen in einfacher Sprache."},
        ),
        (("certificate", "ja"), {"abschluss": "Teilnahmebescheinigung"}),
        (("reduction", "ja"), {"preis_ermaessigt": "12,00"}),
        (("reduction", "ja"), {"ermaessigung_fuer": "Familienkarte"}),
        (
            ("registration", "ohne"),
            {"beschreibung": "Kommen Sie vorbei, eine Anmeldung ist nicht nötig."},
        ),
        (("registration", "ohne"), {"voraussetzungen": "Ohne Anmeldung"}),
        (("language", "uk"), {"sprache": "Ukrainisch"}),
        (("language", "en"), {"sprache": "Deutsch|Englisch"}),
        (("language", "de"), {"sprache": ""}),
    ],
)
def test_need_is_met_by_what_is_known_to_meet_it(found, condition, columns):
    fits = make_offer("o-fits", **columns)
    unknown = make_offer("o-unknown", sprache="Polnisch")
    contrary = make_offer("o-no", kinderbetreuung="nein", sprache="Polnisch")

    page = found([fits, unknown, contrary], POTTERY, condition)

    assert (ids(page.items), page.relaxed) == (["o-fits"], ())


def test_unknown_wheelchair_access_comes_last_with_the_phone_number(found):
    offers = [
        make_offer("o-1", rollstuhlgerecht=""),
        make_offer("o-2", rollstuhlgerecht="ja"),
        make_offer("o-3", rollstuhlgerecht="nein"),
    ]

    page = found(offers, POTTERY, ("accessibility", "rollstuhl"))

    assert ids(page.items) == ["o-2", "o-1"]
    sure, unsure = (hit.reason for hit in page.items)
    assert "rollstuhlgerecht" in sure
    assert "nicht bekannt" in unsure
    assert "030 23125 001" in unsure


def test_access_of_the_provider_counts_where_the_offer_is_at_the_provider(found):
    actor = make_actor(rollstuhlgerecht="nein")
    there = {key: actor[key] for key in ("strasse", "plz", "ort")}
    offers = [make_offer("o-1", **there), make_offer("o-2", strasse="Am Wald 3")]

    page = found(offers, POTTERY, ("accessibility", "rollstuhl"), actors=[actor])

    assert ids(page.items) == ["o-2"]


def test_dropped_need_is_said(found):
    page = found([make_offer()], POTTERY, ("childcare", "ja", "mit Kinderbetreuung"))

    (change,) = page.relaxed
    assert (change.field, change.before) == ("childcare", "mit Kinderbetreuung")
    assert change.after == "Kinderbetreuung nicht bekannt"


def test_cheapest_comes_first_and_unknown_prices_last(found):
    prices = {"o-1": "30", "o-2": "", "o-3": "0", "o-4": "12,50"}
    offers = [make_offer(key, preis=price) for key, price in prices.items()]

    page = found(offers, POTTERY, ("sort", "price"))

    assert ids(page.items) == ["o-3", "o-4", "o-1", "o-2"]
    assert "12,50 €" in page.items[1].reason


# Ruled out


@pytest.mark.parametrize(
    "condition",
    [
        ("topic", "!toepfern"),
        ("place", f"!{HALDENSLEBEN}"),
        ("kind", "!kurs"),
        ("actor_kind", "!vhs"),
        ("actor", "!a-1"),
        ("target_group", "!kinder"),
        ("language", "!en"),
        ("dates", "!2026-12-01/2026-12-01"),
    ],
)
def test_what_is_ruled_out_never_appears(found, condition):
    out = make_offer("o-out", zielgruppen="kinder", sprache="Englisch")
    other = make_offer(
        "o-other",
        titel="Nähen",
        themen="Nähen",
        art="workshop",
        anbieter_id="a-2",
        plz="39387",
        ort="Oschersleben",
        termine="2026-12-02",
    )
    actors = [make_actor(), make_actor("a-2", name="Nähstube", art="verein")]

    page = found([out, other], condition, actors=actors)

    assert (ids(page.items), page.relaxed) == (["o-other"], ())


def test_what_is_ruled_out_stays_so_when_something_is_changed(found):
    page = found(
        [make_offer("o-1"), make_offer("o-2", ort="Oschersleben", plz="39387")],
        POTTERY,
        ("place", f"!{HALDENSLEBEN}"),
        ("price", "5"),
    )

    assert ids(page.items) == ["o-2"]
    assert [change.field for change in page.relaxed] == ["price"]


def test_another_date_makes_up_for_one_that_is_ruled_out(found):
    offer = make_offer(termine="2026-12-22 18:00 | 2027-01-12 18:00")

    page = found([offer], POTTERY, ("dates", "!2026-12-21/2027-01-02"))

    assert [hit.starts.isoformat() for hit in page.items] == ["2027-01-12"]


# Dates, daytimes, persons


def test_two_readings_of_the_daytime_count_where_they_agree(found):
    offers = [
        make_offer("o-1", termine="2026-12-01 17:00-18:30"),
        make_offer("o-2", termine="2026-12-01 18:30-20:00"),
    ]

    page = found(
        offers, POTTERY, ("daytime", "17:00-24:00"), ("daytime", "18:00-24:00")
    )

    assert ids(page.items) == ["o-2"]


def test_daytimes_that_exclude_each_other_are_alternatives(found):
    offers = [
        make_offer("o-1", termine="2026-12-01 09:00-10:30"),
        make_offer("o-2", termine="2026-12-01 13:00-14:00"),
        make_offer("o-3", termine="2026-12-01 18:30-20:00"),
    ]

    page = found(
        offers, POTTERY, ("daytime", "06:00-12:00"), ("daytime", "17:00-24:00")
    )

    assert ids(page.items) == ["o-1", "o-3"]


def test_within_the_dates_comes_before_beyond_them(found):
    offers = [
        make_offer("o-1-runs", termine="2026-11-30 | 2026-12-22 | 2027-01-12"),
        make_offer("o-2-goes-on", termine="2026-12-22 | 2027-01-12"),
        make_offer("o-3-within", termine="2026-12-23 | 2026-12-28"),
    ]

    page = found(offers, POTTERY, ("dates", "2026-12-21/2027-01-02"))

    assert ids(page.items) == ["o-3-within", "o-2-goes-on", "o-1-runs"]


def test_who_names_nobody_gets_what_is_for_children_later(found):
    offers = [
        make_offer("o-1", alter_von="6", alter_bis="10", termine="2026-11-25"),
        make_offer("o-2", termine="2026-12-20"),
    ]

    assert ids(found(offers, POTTERY).items) == ["o-2", "o-1"]
    assert ids(found(offers, POTTERY, ("age", "7-7")).items)[0] == "o-1"


def test_learning_comes_before_advice_on_it(found):
    offers = [
        make_offer("o-1", art="beratung", termine="2026-11-25"),
        make_offer("o-2", art="kurs", termine="2026-12-20"),
    ]

    assert ids(found(offers, POTTERY).items) == ["o-2", "o-1"]


def test_who_names_a_person_only_gets_the_best_of_each_kind_first(found):
    kinds = ["kurs", "kurs", "kurs", "freizeit", "gruppe"]
    offers = [
        make_offer(
            f"o-{n}",
            art=kind,
            alter_von="8",
            alter_bis="10",
            termine=f"2026-12-{10 + n}",
        )
        for n, kind in enumerate(kinds)
    ]

    page = found(offers, ("age", "9-9", "9 Jahre"))

    assert ids(page.items) == ["o-0", "o-3", "o-4", "o-1", "o-2"]
    assert page.kinds == (("kurs", 3), ("freizeit", 1), ("gruppe", 1))


# Cancelled


CANCELLED = {"status": "abgesagt", "geprueft_am": "2026-11-12"}


def test_cancelled_offer_is_told_who_names_it(found):
    offers = [
        make_offer("o-off", titel="Töpfern mit Ton", **CANCELLED),
        make_offer("o-on"),
    ]

    page = found(offers, POTTERY)

    assert ids(page.items) == ["o-on"]
    assert ids(page.cancelled) == ["o-off"]


def test_cancelled_offer_is_told_when_it_was_the_only_one(found):
    page = found([make_offer("o-off", **CANCELLED)], POTTERY)

    assert (page.items, ids(page.cancelled)) == ((), ["o-off"])


def test_cancelled_offer_is_not_told_who_means_something_else(found):
    title = "Ferienwoche mit Reiten, Schwimmen, Klettern und Töpfern"
    page = found([make_offer("o-off", titel=title, **CANCELLED)], POTTERY)

    assert page.cancelled == ()


# What else could be changed


def test_other_changes_are_offered_with_their_numbers(fill):
    catalog = fill(
        make_offer("o-1", ort="Oschersleben", plz="39387", preis="20"),
        make_offer("o-2", preis="90"),
        make_offer("o-3", preis="80"),
    )
    asked = query(POTTERY, ("place", HALDENSLEBEN), ("price", "30", "bis 30 €"))

    page = catalog.search_offers(asked)

    assert [change.field for change in page.relaxed] == ["radius"]
    (other,) = page.alternatives
    assert (other.change.field, other.total) == ("price", 2)
    assert catalog.search_offers(other.query).total == 2


def test_at_most_three_ways_out_are_offered(fill):
    conditions = [
        POTTERY,
        ("place", HALDENSLEBEN),
        ("weekday", "1", "Montag"),
        ("daytime", "17:00-24:00", "abends"),
        ("price", "5", "bis 5 €"),
        ("age", "9-9", "9 Jahre"),
    ]
    fitting = {
        "termine": "2026-11-30 18:00-19:30",
        "preis": "5",
        "alter_von": "8",
        "alter_bis": "10",
    }
    misfits = [
        {"ort": "Oschersleben", "plz": "39387"},
        {"termine": "2026-12-01 18:00-19:30"},
        {"termine": "2026-11-30 09:00-10:30"},
        {"preis": "50"},
        {"alter_von": "10"},
    ]
    offers = [make_offer(f"o-{n}", **fitting | m) for n, m in enumerate(misfits)]

    page = fill(*offers).search_offers(query(*conditions))

    fields = [c.field for c in page.relaxed] + [
        a.change.field for a in page.alternatives
    ]
    assert fields == ["radius", "daytime", "weekday"]


def test_several_ages_are_those_of_several_children(found):
    offers = [
        make_offer("o-1", alter_von="4", alter_bis="5"),
        make_offer("o-2", alter_von="6", alter_bis="7"),
        make_offer("o-3", alter_von="8", alter_bis="9"),
    ]

    page = found(offers, POTTERY, ("age", "5-5"), ("age", "8-8"))

    assert ids(page.items) == ["o-1", "o-3"]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["2026-12-01/2026-12-31", "2026-12-20/2027-01-10"], ["o-2"]),
        (["2026-12-01/2026-12-01", "2027-01-05/2027-01-05"], ["o-1", "o-3"]),
    ],
)
def test_several_dates_count_together_or_else_each(found, dates, expected):
    days = ["2026-12-01", "2026-12-22", "2027-01-05"]
    offers = [make_offer(f"o-{n}", termine=day) for n, day in enumerate(days, 1)]

    page = found(offers, POTTERY, *(("dates", value) for value in dates))

    assert (ids(page.items), page.relaxed) == (expected, ())


def test_skill_asked_for_comes_first_and_the_other_one_last(found):
    offers = [
        make_offer("o-1", titel="Töpfern C1", niveau="C1"),
        make_offer("o-2", titel="Töpfern"),
        make_offer("o-3", titel="Töpfern A1", niveau="A1"),
    ]

    assert ids(found(offers, POTTERY, ("skill", "beginner")).items) == [
        "o-3",
        "o-2",
        "o-1",
    ]


def test_on_site_keeps_to_the_place(found):
    offers = [
        make_offer("o-near"),
        make_offer("o-far", ort="Oschersleben", plz="39387"),
        make_offer("o-online", format="online"),
    ]

    page = found(
        offers, POTTERY, ("place", HALDENSLEBEN), ("delivery_mode", "praesenz")
    )

    assert (ids(page.items), page.online) == (["o-near"], None)


def test_two_changes_are_made_rather_than_three(found):
    offer = make_offer(ort="Oschersleben", plz="39387", preis="90")

    page = found(
        [offer],
        POTTERY,
        ("place", HALDENSLEBEN),
        ("weekday", "2", "Dienstag"),
        ("price", "5", "bis 5 €"),
    )

    assert ids(page.items) == ["o-1"]
    assert [change.field for change in page.relaxed] == ["radius", "price"]
