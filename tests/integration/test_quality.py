"""The check for editors: what is stale, incomplete, doubled, over or nowhere."""

from __future__ import annotations

import pytest

from catalog import Finding
from tests.factories import make_actor, make_offer


@pytest.fixture
def findings(catalog, make_files):
    """Imports rows and returns the findings; the default actor has none."""

    def check(*offers, actors=()):
        catalog.import_files(make_files(actors=[make_actor(), *actors], offers=offers))
        return catalog.check()

    return check


def brief(findings):
    return [(f.record, f.id, f.problem, f.text) for f in findings]


def test_good_records_have_no_findings(findings):
    assert findings(make_offer()) == []


def test_finding_says_which_record_it_is(findings):
    assert findings(make_offer(geprueft_am="")) == [
        Finding(
            "offer", "o-1", "Töpfern für Anfänger", "never_checked", "noch nie geprüft"
        )
    ]


@pytest.mark.parametrize(
    ("kind", "checked", "expected"),
    [
        ("kurs", "2026-08-24", []),
        ("kurs", "2026-08-23", ["seit 91 Tagen nicht geprüft"]),
        ("workshop", "2026-08-23", ["seit 91 Tagen nicht geprüft"]),
        ("beratung", "2025-11-22", []),
        ("beratung", "2025-11-21", ["seit 366 Tagen nicht geprüft"]),
    ],
)
def test_stale_offer(findings, kind, checked, expected):
    found = findings(make_offer(art=kind, geprueft_am=checked))

    assert [f.text for f in found] == expected


def test_stale_actor(findings):
    found = findings(actors=[make_actor("a-2", geprueft_am="2025-11-21")])

    assert brief(found) == [("actor", "a-2", "stale", "seit 366 Tagen nicht geprüft")]


def test_expired_offer_has_one_finding_only(findings):
    found = findings(make_offer(termine="2026-11-21", geprueft_am="", beschreibung=""))

    assert brief(found) == [("offer", "o-1", "expired", "abgelaufen am 21.11.2026")]


def test_offer_of_today_is_not_expired(findings):
    assert findings(make_offer(termine="2026-11-22 08:00-09:00")) == []


def test_incomplete_offer_names_the_columns(findings):
    found = findings(
        make_offer(beschreibung="", themen="", format="", termine="", preis="")
    )

    assert brief(found) == [
        (
            "offer",
            "o-1",
            "incomplete",
            "es fehlt: beschreibung, themen, format, termine, preis",
        )
    ]


def test_permanent_offer_needs_no_dates(findings):
    assert findings(make_offer(art="beratung", termine="")) == []


def test_incomplete_actor(findings):
    found = findings(
        actors=[
            make_actor(
                "a-2", beschreibung="", themen="", telefon="", email="x@y.example"
            )
        ]
    )

    assert brief(found) == [
        ("actor", "a-2", "incomplete", "es fehlt: beschreibung, themen, telefon")
    ]


@pytest.mark.parametrize(
    ("change", "is_double"),
    [
        ({"titel": "Töpfern für Anfaenger"}, True),
        ({"titel": "Toepfern fuer Anfänger!"}, True),
        ({"titel": "für Anfänger: Töpfern"}, True),
        ({"titel": "Malen für Anfänger"}, False),
        ({"anbieter_id": "a-2"}, False),
        ({"termine": "2026-12-02 18:00-19:30"}, False),
        ({"termine": "2026-12-01 20:00-21:30"}, False),
        ({}, True),
    ],
)
def test_doubles(findings, change, is_double):
    found = findings(
        make_offer(), make_offer("o-2", **change), actors=[make_actor("a-2")]
    )

    expected = [("offer", "o-2", "duplicate", "vermutlich doppelt: o-1")]
    assert brief(found) == (expected if is_double else [])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Englisch A1", "Englisch A2"),
        ("Englisch A1", "Englisch B1"),
        ("Python I", "Python IV"),
        (
            "Arabisch A1.1 für Alltag und Beruf - auch als Bildungsurlaub",
            "Italienisch A1.1 für Alltag und Beruf - auch als Bildungsurlaub",
        ),
    ],
)
def test_another_level_part_or_matter_is_no_double(findings, first, second):
    assert findings(make_offer(titel=first), make_offer("o-2", titel=second)) == []


def test_offer_without_known_place(findings):
    found = findings(make_offer(plz="", ort="Nirgendwo"))

    assert brief(found) == [("offer", "o-1", "no_place", "ohne bekannten Ort")]


@pytest.mark.parametrize(
    "change", [{"format": "online"}, {"lat": "52,2", "lon": "11,4"}]
)
def test_place_that_is_not_needed_or_known_otherwise(findings, change):
    assert findings(make_offer(**({"plz": "", "ort": ""} | change))) == []


def test_actor_without_known_place(findings):
    found = findings(actors=[make_actor("a-2", plz="", ort="")])

    assert brief(found) == [("actor", "a-2", "no_place", "ohne bekannten Ort")]


def test_unreadable_opening_hours(findings):
    found = findings(actors=[make_actor("a-2", oeffnungszeiten="meist vormittags")])

    assert brief(found) == [
        ("actor", "a-2", "bad_opening_hours", "Öffnungszeiten nicht lesbar")
    ]


def test_many_records_are_in_the_order_of_their_ids(findings):
    found = findings(
        *(make_offer(f"o-{n}", titel=f"Kurs {n}", geprueft_am="") for n in (3, 1, 2)),
        actors=[make_actor("b-1", geprueft_am=""), make_actor("a-9", geprueft_am="")],
    )

    assert [f.id for f in found] == ["a-9", "b-1", "o-1", "o-2", "o-3"]
