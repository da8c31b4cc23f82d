"""schema.org files in a catalog: courses, events and organisations of other websites."""

from __future__ import annotations

import json

import pytest

from catalog import ImportOptions
from tests import field_files

HOST = {
    "@type": "Library",
    "@id": "https://bibliothek.example/#wir",
    "name": "Stadtbibliothek Musterstadt",
    "telephone": "030 23125 001",
    "address": {
        "@type": "PostalAddress",
        "streetAddress": "Markt 1",
        "postalCode": "39340",
        "addressLocality": "Haldensleben",
    },
}
HOST_ID = "jsonld-bibliothek.example-wir"
EVENT = {
    "@type": "Event",
    "@id": "https://bibliothek.example/termine/7",
    "name": "Vorlesen für Kinder",
    "description": "<p>Geschichten am Nachmittag</p>",
    "startDate": "2026-12-01T16:00:00+01:00",
    "endDate": "2026-12-01T17:00:00+01:00",
    "organizer": HOST,
    "location": {"@type": "Place", "name": "Kinderbereich", "address": HOST["address"]},
}
EVENT_ID = "jsonld-bibliothek.example-termine-7"


@pytest.fixture
def load(catalog, tmp_path):
    def load_things(value, **options):
        path = field_files.write(tmp_path / "daten.json", json.dumps(value))
        return catalog.import_files([path], options=ImportOptions(**options))

    return load_things


@pytest.fixture
def offer(load, catalog):
    """Imports the event with other members and returns it as the catalog has it."""

    def load_event(**members):
        report = load(EVENT | members)
        assert report.rejected == ()
        return catalog.get_offer(EVENT_ID).offer

    return load_event


def counted(report):
    return report.new, report.changed, report.unchanged, report.gone


@pytest.mark.parametrize(
    "shape",
    [
        EVENT,
        [EVENT],
        {
            "@context": "https://schema.org",
            "@graph": [HOST, EVENT | {"organizer": {"@id": HOST["@id"]}}],
        },
        {"@graph": [EVENT | {"organizer": {"@id": HOST["@id"]}}, HOST]},
        {
            "@type": "ItemList",
            "itemListElement": [{"@type": "ListItem", "item": EVENT}],
        },
        {"@type": "WebPage", "mainEntity": EVENT},
    ],
)
def test_shapes(load, catalog, shape):
    assert counted(load(shape)) == (2, 0, 0, 0)
    assert catalog.get_actor(HOST_ID).kind == "bibliothek"
    assert catalog.get_offer(EVENT_ID).provider.id == HOST_ID
    assert counted(load(shape)) == (0, 0, 2, 0)


def test_event(offer):
    found = offer()

    assert found.kind == "veranstaltung"
    assert found.description == "Geschichten am Nachmittag"
    (date,) = found.occurrences
    assert (date.day.isoformat(), date.start_minute, date.end_minute) == (
        "2026-12-01",
        960,
        1020,
    )
    assert found.venue.name == "Kinderbereich"
    assert found.venue.place_name == "Haldensleben"
    assert found.delivery_mode == "in_person"
    assert found.web == EVENT["@id"]


def test_course_with_instances_is_an_offer_each(load, catalog):
    course = {
        "@type": "https://schema.org/Course",
        "url": "https://bibliothek.example/kurse/tablet",
        "name": "Tablet-Kurs",
        "provider": HOST,
        "keywords": "Tablet, Computer",
        "educationalLevel": "Einsteiger",
        "coursePrerequisites": "Keine",
        "hasCourseInstance": [
            {
                "@type": "CourseInstance",
                "startDate": day,
                "endDate": day,
                "courseMode": "online",
                "instructor": {"@type": "Person", "name": "Erika Beispiel"},
                "offers": {"@type": "Offer", "price": 12, "priceCurrency": "EUR"},
            }
            for day in ("2026-12-01", "2027-01-12")
        ],
    }

    report = load(course)

    assert [o.id for o, _ in catalog.every_offer()] == [
        "jsonld-bibliothek.example-kurse-tablet-2026-12-01",
        "jsonld-bibliothek.example-kurse-tablet-2027-01-12",
    ]
    found = catalog.get_offer("jsonld-bibliothek.example-kurse-tablet-2027-01-12").offer
    assert found.topics == ("Tablet", "Computer")
    assert (found.kind, found.delivery_mode, found.price_cents) == (
        "kurs",
        "online",
        1200,
    )
    assert "Beispiel" not in repr(found)
    assert report.warnings[-1].reason.endswith("wurden nicht übernommen: 2.")


def test_weekly_schedule_becomes_dates(offer):
    found = offer(
        eventSchedule={
            "@type": "Schedule",
            "repeatFrequency": "P1W",
            "byDay": ["https://schema.org/Tuesday", "https://schema.org/Thursday"],
            "startDate": "2026-12-01",
            "endDate": "2026-12-10",
            "startTime": "18:00:00",
            "endTime": "19:30:00",
            "exceptDate": "2026-12-08",
        }
    )

    assert [(o.day.day, o.start_minute) for o in found.occurrences] == [
        (1, 1080),
        (3, 1080),
        (10, 1080),
    ]


@pytest.mark.parametrize(
    ("offers", "price", "reduced"),
    [
        ({"price": "0"}, 0, None),
        ({"price": 24.5, "priceCurrency": "EUR"}, 2450, None),
        ({"price": "24,50 €"}, 2450, None),
        ({"price": 20, "priceCurrency": "CHF"}, None, None),
        ([{"price": 20}, {"price": 12, "name": "ermäßigt"}], 2000, 1200),
        ({"@type": "AggregateOffer", "lowPrice": 5, "highPrice": 9}, 900, None),
        ({}, None, None),
    ],
)
def test_prices(offer, offers, price, reduced):
    found = offer(offers=offers)

    assert (found.price_cents, found.reduced_price_cents) == (price, reduced)


@pytest.mark.parametrize(
    ("members", "status"),
    [
        ({"eventStatus": "https://schema.org/EventCancelled"}, "abgesagt"),
        ({"eventStatus": "EventPostponed"}, "verschoben"),
        ({"offers": {"availability": "https://schema.org/SoldOut"}}, "ausgebucht"),
        ({"eventStatus": "https://schema.org/EventScheduled"}, "geplant"),
    ],
)
def test_states(offer, members, status):
    assert offer(**members).status == status


@pytest.mark.parametrize(
    ("members", "mode"),
    [
        (
            {"location": {"@type": "VirtualLocation", "url": "https://x.example"}},
            "online",
        ),
        (
            {"eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode"},
            "online",
        ),
        ({"eventAttendanceMode": "MixedEventAttendanceMode"}, "hybrid"),
        ({"location": [{"@type": "VirtualLocation"}, EVENT["location"]]}, "hybrid"),
    ],
)
def test_modes(offer, members, mode):
    assert offer(**members).delivery_mode == mode


def test_audience_language_and_access(offer):
    found = offer(
        typicalAgeRange="6-10",
        audience={"@type": "Audience", "audienceType": "Familien mit Kindern"},
        inLanguage=["de", {"@type": "Language", "name": "Plattdeutsch"}],
        location=EVENT["location"]
        | {"amenityFeature": {"name": "Rollstuhlgerecht", "value": True}},
    )

    assert (found.age_from, found.age_to) == (6, 10)
    assert found.target_groups == ("familien", "kinder")
    assert found.languages == ("Deutsch", "Plattdeutsch")
    assert found.wheelchair is True


def test_person_is_no_provider(load):
    report = load(EVENT | {"organizer": {"@type": "Person", "name": "Erika Beispiel"}})

    (problem,) = report.rejected
    assert problem.column == "anbieter_id"
    assert "Beispiel" not in repr(report)


def test_only_organisation_of_a_file_is_the_provider(load, catalog):
    alone = {key: value for key, value in EVENT.items() if key != "organizer"}

    load([HOST, alone])

    assert catalog.get_offer(EVENT_ID).provider.id == HOST_ID


def test_list_takes_nothing_away_unless_its_source_is_named(load):
    first, second = EVENT, EVENT | {"@id": "https://bibliothek.example/termine/8"}
    third = EVENT | {"@id": "https://bibliothek.example/termine/9"}
    load([first, second, third])

    assert load([first, second]).gone == 0
    load([first, second, third], source="bibliothek")
    assert load([first, second], source="bibliothek").gone == 1
