"""The example catalog: complete, invented, and current on any day."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date
from importlib import resources

import pytest

from catalog.examples import write_example_files
from catalog.examples.dates import (
    SCHOOL_HOLIDAYS,
    Calendar,
    read_day,
    read_occurrences,
)

DAYS = [
    date(2026, 11, 22),
    date(2026, 12, 31),
    date(2027, 7, 14),
    date(2028, 2, 29),
    date(2031, 4, 6),
]
ACTOR_COLUMNS = [
    "id",
    "name",
    "art",
    "beschreibung",
    "themen",
    "strasse",
    "plz",
    "ort",
    "ortsteil",
    "lat",
    "lon",
    "telefon",
    "email",
    "web",
    "oeffnungszeiten",
    "rollstuhlgerecht",
    "adresse_verbergen",
    "kooperation_gesucht",
    "geprueft_am",
]
OFFER_COLUMNS = [
    "id",
    "titel",
    "beschreibung",
    "art",
    "themen",
    "anbieter_id",
    "format",
    "veranstaltungsort",
    "strasse",
    "plz",
    "ort",
    "ortsteil",
    "lat",
    "lon",
    "zielgruppen",
    "alter_von",
    "alter_bis",
    "termine",
    "beginn",
    "ende",
    "anmeldeschluss",
    "preis",
    "preis_ermaessigt",
    "ermaessigung_fuer",
    "plaetze_frei",
    "status",
    "sprache",
    "niveau",
    "rollstuhlgerecht",
    "kinderbetreuung",
    "gebaerdensprache",
    "foerderung",
    "voraussetzungen",
    "abschluss",
    "merkmale",
    "ergaenzt",
    "web",
    "telefon",
    "email",
    "geprueft_am",
]
ACTOR_KINDS = {
    "kita",
    "tagespflege",
    "hort",
    "schule",
    "berufsschule",
    "vhs",
    "musikschule",
    "kunstschule",
    "bibliothek",
    "museum",
    "jugendclub",
    "verein",
    "familienzentrum",
    "mehrgenerationenhaus",
    "hochschule",
    "kammer",
    "weiterbildungstraeger",
    "beratungsstelle",
    "lernort",
    "medienzentrum",
    "amt",
    "sonstige",
}
OFFER_KINDS = {
    "kurs",
    "veranstaltung",
    "workshop",
    "konferenz",
    "fuehrung",
    "ausstellung",
    "freizeit",
    "gruppe",
    "unterricht",
    "betreuung",
    "beratung",
    "ausbildung",
    "praktikum",
    "nachhilfe",
    "lernmaterial",
    "sonstige",
}
TARGET_GROUPS = {
    "eltern",
    "familien",
    "kinder",
    "jugendliche",
    "erwachsene",
    "senioren",
    "fachkraefte",
    "zugewanderte",
    "arbeitsuchende",
    "unternehmen",
    "frauen",
}
FEATURES = {
    "bne",
    "demokratie",
    "fachkraefte",
    "ganztag",
    "digital",
    "inklusion",
    "integration",
}
OCCURRENCE = re.compile(r"\d{4}-\d\d-\d\d( \d\d:\d\d-\d\d:\d\d)?")
FICTION_PHONE = re.compile(r"030 23125 (?!000)\d{3}")


@pytest.fixture(scope="module", params=DAYS, ids=str)
def today(request):
    return request.param


@pytest.fixture(scope="module")
def files(today, tmp_path_factory):
    directory = tmp_path_factory.mktemp("examples")
    return write_example_files(directory, today=today, state="ST")


@pytest.fixture(scope="module")
def actors(files):
    return read(files[0])


@pytest.fixture(scope="module")
def offers(files):
    return read(files[1])


def read(path):
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter=";"))


def values(cell):
    return [value.strip() for value in cell.split("|") if value.strip()]


def municipalities():
    places = resources.files("catalog").joinpath("districts/boerde/places.csv")
    with places.open(encoding="utf-8") as handle:
        rows = csv.DictReader(handle, delimiter=";")
        return {row["name"] for row in rows if row["kind"] == "municipality"}


def test_files_have_the_columns_of_the_contract(actors, offers):
    assert list(actors[0]) == ACTOR_COLUMNS
    assert list(offers[0]) == OFFER_COLUMNS


def test_files_are_large_enough_for_a_demonstration(actors, offers):
    assert len(actors) >= 90
    assert len(offers) >= 330


def test_every_kind_occurs(actors, offers):
    assert {row["art"] for row in actors} == ACTOR_KINDS
    assert {row["art"] for row in offers} == OFFER_KINDS


def test_ids_are_unique_and_links_lead_somewhere(actors, offers):
    actor_ids = {row["id"] for row in actors}
    offer_ids = {row["id"] for row in offers}

    assert len(actor_ids) == len(actors)
    assert len(offer_ids) == len(offers)
    assert {row["anbieter_id"] for row in offers} <= actor_ids
    assert {row["ergaenzt"] for row in offers if row["ergaenzt"]} <= offer_ids


def test_texts_are_not_repeated(actors, offers):
    titles = Counter(row["titel"] for row in offers)
    texts = Counter(row["beschreibung"] for row in actors + offers)

    assert max(titles.values()) == 1
    assert max(texts.values()) == 1
    assert all(len(text) > 20 for text in texts)


def test_closed_values_are_those_of_the_contract(offers):
    for row in offers:
        assert set(values(row["zielgruppen"])) <= TARGET_GROUPS
        assert set(values(row["merkmale"])) <= FEATURES
        assert row["format"] in {"praesenz", "online", "hybrid"}
        assert row["status"] in {
            "",
            "ausgebucht",
            "warteliste",
            "abgesagt",
            "verschoben",
        }


def test_no_occurrence_lies_in_the_past(offers, today):
    for row in offers:
        for occurrence in values(row["termine"]):
            assert OCCURRENCE.fullmatch(occurrence), (row["id"], occurrence)
            assert date.fromisoformat(occurrence[:10]) >= today, row["id"]


def test_periods_and_deadlines_fit(offers, today):
    for row in offers:
        first = (values(row["termine"]) or [row["beginn"]])[0][:10]
        if row["ende"]:
            assert row["beginn"] <= row["ende"], row["id"]
            assert row["ende"] >= today.isoformat(), row["id"]
        if row["anmeldeschluss"]:
            assert today.isoformat() <= row["anmeldeschluss"] <= first, row["id"]


def test_every_row_was_checked_in_the_past(actors, offers, today):
    for row in actors + offers:
        assert date.fromisoformat(row["geprueft_am"]) < today


def test_contact_data_are_fictional(actors, offers):
    for row in actors + offers:
        assert not row["telefon"] or FICTION_PHONE.fullmatch(row["telefon"])
        assert re.fullmatch(r"([a-z]+@[a-z0-9-]+\.example)?", row["email"])
        assert re.fullmatch(r"(https://www\.[a-z0-9-]+\.example(/\S*)?)?", row["web"])
    assert all(row["telefon"] or row["email"] for row in actors)


def test_actors_have_phone_numbers_of_their_own(actors):
    numbers = Counter(row["telefon"] for row in actors if row["telefon"])

    assert max(numbers.values()) == 1


def test_every_municipality_has_an_offer(offers):
    assert municipalities() <= {row["ort"] for row in offers}


def test_variety_of_conditions(actors, offers):
    statuses = Counter(row["status"] for row in offers)

    assert sum(row["preis"] == "0" for row in offers) >= 80
    assert sum(not row["preis"] for row in offers) >= 12
    assert sum(row["format"] == "online" for row in offers) >= 20
    assert sum(not row["alter_von"] and not row["alter_bis"] for row in offers) >= 60
    assert sum(not row["termine"] and not row["beginn"] for row in offers) >= 30
    assert sum(bool(row["ergaenzt"]) for row in offers) >= 5
    assert statuses["ausgebucht"] + statuses["warteliste"] >= 8
    assert statuses["abgesagt"] >= 3
    assert statuses["verschoben"] >= 2
    assert {row["niveau"] for row in offers} >= {"A1", "A2", "B1", "B2", "C1", "C2"}
    assert {row["rollstuhlgerecht"] for row in offers} == {"ja", "nein", ""}
    assert sum(row["adresse_verbergen"] == "ja" for row in actors) >= 3


def test_offers_of_hidden_addresses_name_no_street(actors, offers):
    hidden = {row["id"] for row in actors if row["adresse_verbergen"] == "ja"}

    assert not any(row["strasse"] for row in offers if row["anbieter_id"] in hidden)


def test_saturday_courses_around_wolmirstedt(offers):
    saturdays = [
        row
        for row in offers
        if row["plz"] == "39326"
        and any(
            date.fromisoformat(day[:10]).weekday() == 5
            for day in values(row["termine"])
        )
    ]

    assert len(saturdays) >= 12


@pytest.fixture(scope="module")
def calendar():
    return Calendar.of_state(date(2026, 11, 22), "ST")


@pytest.mark.parametrize(
    ("expression", "day"),
    [
        ("+0", date(2026, 11, 22)),
        ("-30", date(2026, 10, 23)),
        ("Sa+2", date(2026, 12, 5)),
        ("Sa+0", date(2026, 11, 28)),
        ("So+0", date(2026, 11, 22)),
        ("winterferien+0", date(2027, 2, 1)),
        ("winterferien+3", date(2027, 2, 4)),
        ("winterferien.ende", date(2027, 2, 6)),
        ("sommerferien.Mo", date(2027, 7, 12)),
        ("sommerferien.Mo+2", date(2027, 7, 26)),
    ],
)
def test_read_day(expression, day, calendar):
    assert read_day(expression, calendar) == day


def test_read_day_counts_from_the_reference(calendar):
    reference = date(2026, 12, 1)

    assert read_day(">7", calendar, reference=reference) == date(2026, 12, 8)
    assert read_day("<7", calendar, reference=reference) == date(2026, 11, 24)
    assert read_day("<30", calendar, reference=reference) == calendar.today


@pytest.mark.parametrize(
    ("cell", "occurrences"),
    [
        ("", []),
        ("+3", ["2026-11-25"]),
        ("Mi+1 18:00-19:30 x2", ["2026-11-25 18:00-19:30", "2026-12-02 18:00-19:30"]),
        ("Mi+1 x2/14", ["2026-11-25", "2026-12-09"]),
        ("Mi+4 x2!", ["2026-12-16", "2027-01-13"]),
        ("Fr+5", ["2027-01-08"]),
        ("Fr+4 x3/Mo-Fr!", ["2026-12-18", "2027-01-04", "2027-01-05"]),
        ("Sa+5! | >1", ["2027-01-09", "2027-01-10"]),
        ("Mi+1 x2 | Mo+1", ["2026-11-23", "2026-11-25", "2026-12-02"]),
    ],
)
def test_read_occurrences(cell, occurrences, calendar):
    assert [str(found) for found in read_occurrences(cell, calendar)] == occurrences


@pytest.mark.parametrize(
    "expression", ["", "morgen", "Sa", "Xx+1", "ferien+1", ">3", "2026-12-01", "Sa+2 x"]
)
def test_unreadable_expression_is_named(expression, calendar):
    with pytest.raises(ValueError, match=re.escape(repr(expression))):
        read_day(expression, calendar)


def test_unreadable_series_is_named(calendar):
    with pytest.raises(ValueError, match="Mi\\+1 abends"):
        read_occurrences("Mi+1 abends", calendar)


@pytest.mark.parametrize("state", ["ST", "NI", "BY", "HE"])
@pytest.mark.parametrize("year", [2026, 2029, 2035])
def test_every_land_has_next_holidays_in_any_year(state, year):
    today = date(year, 11, 22)
    calendar = Calendar.of_state(today, state)

    for key in SCHOOL_HOLIDAYS:
        period = calendar.next_holidays(key)
        assert today <= period.first <= period.last
