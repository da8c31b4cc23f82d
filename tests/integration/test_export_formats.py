"""JSON-LD and openQ-cat: valid, lossless, and silent about hidden addresses."""

from __future__ import annotations

import csv
import json

import pytest

from catalog import Catalog, Settings
from catalog.examples import write_example_files
from catalog.exporters.json_ld import actor_json_ld, as_script, offer_json_ld
from tests import field_files
from tests.conftest import NOW
from tests.factories import make_actor, make_offer
from tests.integration.test_export import RICH

COURSE = {
    "zielgruppen": "arbeitsuchende|fachkraefte",
    "foerderung": "bildungsgutschein|bildungsfreistellung",
    "beschreibung": "Lohn und Gehalt abrechnen, von Anfang an und mit viel Übung.",
    "strasse": "Waldring 1",
    "veranstaltungsort": "Haus der Bildung, Raum Erdgeschoss links",
    "termine": "2026-12-01 09:00-16:00|2026-12-02 09:00-24:00|2026-12-03 18:00|2026-12-04",
    "preis": "1.200,50",
    "web": "https://vhs.example/kurs?id=1&amp;copy=2&amp;amp;x=3",
    "preis_ermaessigt": "600",
}
# What schema.org allows in a thing of a type, its parents included.
THING = {"@type", "@id", "identifier", "name", "description", "url"}
EVENT = THING | {
    "audience", "endDate", "eventAttendanceMode", "eventStatus", "inLanguage", "keywords",
    "location", "offers", "organizer", "remainingAttendeeCapacity", "startDate", "subEvent",
    "typicalAgeRange",
}  # fmt: skip
ORGANISATION = THING | {"email", "keywords", "location", "telephone"}
TERMS = {
    "Course": THING | {
        "audience", "coursePrerequisites", "educationalCredentialAwarded",
        "educationalLevel", "hasCourseInstance", "inLanguage", "keywords", "offers",
        "provider", "typicalAgeRange",
    },
    "CourseInstance": EVENT | {"courseMode", "accessibilityFeature"},
    "Event": EVENT,
    "ExhibitionEvent": EVENT,
    "BusinessEvent": EVENT,
    "EducationalOrganization": ORGANISATION,
    "Place": THING | {"additionalProperty", "address", "amenityFeature", "geo"},
    "VirtualLocation": THING,
    "PostalAddress": {"@type", "addressCountry", "addressLocality", "postalCode", "streetAddress"},
    "GeoCoordinates": {"@type", "latitude", "longitude"},
    "LocationFeatureSpecification": {"@type", "name", "value"},
    "Offer": {"@type", "additionalProperty", "availability", "price", "priceCurrency", "validThrough"},
    "PropertyValue": {"@type", "propertyID", "value"},
    "EducationalAudience": {"@type", "educationalRole"},
}  # fmt: skip
schema = pytest.mark.skipif(
    not field_files.SCHEMA.is_file(), reason="the openQ-cat schema is not here"
)


@pytest.fixture
def rich_catalog(catalog, make_files, tmp_path):
    """The example catalog, records with everything, and one with a hidden address."""
    examples = write_example_files(
        tmp_path / "examples", today=catalog.today, state="ST"
    )
    own = make_files(
        actors=[
            make_actor("x-1", name="@Verein – Börde <b>", oeffnungszeiten="Mo-Fr 09:00-17:00"),
            make_actor("x-2", name="Tagespflege Beispiel", art="tagespflege",
                       strasse="Geheimweg 7", lat="52.111", lon="11.222",
                       ortsteil="Hundisburg", adresse_verbergen="ja"),
        ],
        offers=[
            make_offer("x-1", anbieter_id="x-1", **RICH),
            make_offer("x-2", anbieter_id="x-1", format="", preis="", termine="", plz=""),
            make_offer("x-3", anbieter_id="x-2", **COURSE | {
                "strasse": "Geheimweg 7", "veranstaltungsort": "bei Frau Muster",
                "lat": "52.111", "lon": "11.222"}),
            make_offer("x-4", anbieter_id="x-1", **COURSE),
            make_offer("x-5", anbieter_id="x-1", **COURSE | {
                "format": "online", "strasse": "", "plz": "", "ort": "", "telefon": "03904 123-45"}),
        ],
    )  # fmt: skip
    assert catalog.import_files([*examples, *own]).rejected == ()
    return catalog


@pytest.fixture
def second_catalog(tmp_path):
    settings = Settings(f"sqlite:///{tmp_path / 'second.sqlite'}", fixed_now=NOW)
    catalog = Catalog.open(settings)
    catalog.prepare()
    yield catalog
    catalog.close()


def things(value):
    if isinstance(value, list):
        for each in value:
            yield from things(each)
    elif isinstance(value, dict):
        yield value
        for each in value.values():
            yield from things(each)


# JSON-LD


def test_importing_json_ld_changes_nothing(rich_catalog, tmp_path):
    counts = rich_catalog.counts()

    (path,) = rich_catalog.export_files(tmp_path / "out", ["jsonld"])
    report = rich_catalog.import_files([path])

    assert path.name == "lernlotse.jsonld"
    assert (report.new, report.changed, report.gone, report.rejected) == (0, 0, 0, ())
    assert report.unchanged == counts.actors + counts.offers
    assert report.batch == ""


def test_json_ld_fills_an_empty_catalog_but_for_what_is_hidden(
    rich_catalog, second_catalog, tmp_path
):
    (path,) = rich_catalog.export_files(tmp_path / "out", ["jsonld"])
    assert second_catalog.import_files([path]).rejected == ()

    def open_ones(catalog):
        return [o for o, p in catalog.every_offer() if not p.hides_address]

    assert open_ones(second_catalog) == open_ones(rich_catalog)
    assert second_catalog.get_offer("x-3").offer.venue.street is None


def test_json_ld_uses_the_terms_of_schema_org(rich_catalog, tmp_path):
    (path,) = rich_catalog.export_files(tmp_path / "out", ["jsonld"])
    data = json.loads(path.read_text("utf-8"))

    assert data["@context"] == "https://schema.org"
    for thing in things(data["@graph"]):
        allowed = TERMS.get(thing["@type"], ORGANISATION)
        assert set(thing) - allowed == set(), thing["@type"]
        assert None not in thing.values()


def test_hidden_address_stands_nowhere(rich_catalog, tmp_path):
    paths = rich_catalog.export_files(tmp_path / "out", ["jsonld", "openqcat"])
    written = "".join(path.read_text("utf-8") for path in paths)

    for secret in ("Geheimweg", "52.111", "52,111", "11.222", "bei Frau Muster"):
        assert secret not in written
    assert "Hundisburg" in written


def test_course_for_a_page(fill):
    catalog = fill(make_offer(titel="</script><b>Ton", web="https://vhs.example/1"))
    hit = catalog.get_offer("o-1")

    found = offer_json_ld(hit.offer, hit.provider, "https://bildung.example")

    assert found["@type"] == "Course"
    assert found["@id"] == "https://bildung.example/angebote/o-1"
    assert found["provider"]["@id"] == "https://bildung.example/akteure/a-1"
    (instance,) = found["hasCourseInstance"]
    assert instance["startDate"] == "2026-12-01T18:00"
    assert instance["endDate"] == "2026-12-01T19:30"
    assert instance["courseMode"] == "onsite"
    assert instance["location"]["address"]["addressLocality"] == "Haldensleben"
    assert found["offers"]["price"] == 24.0
    assert "</script" not in as_script(found)
    assert json.loads(as_script(found)) == found
    assert actor_json_ld(hit.provider)["@type"] == "EducationalOrganization"


@pytest.mark.parametrize(
    ("kind", "type_"), [("ausstellung", "ExhibitionEvent"), ("veranstaltung", "Event")]
)
def test_event_for_a_page(fill, kind, type_):
    catalog = fill(make_offer(art=kind, status="abgesagt"))
    hit = catalog.get_offer("o-1")

    found = offer_json_ld(hit.offer, hit.provider)

    assert found["@type"] == type_
    assert found["eventStatus"] == "https://schema.org/EventCancelled"
    assert found["organizer"]["name"] == "Volkshochschule Musterkreis"


# openQ-cat


@schema
@pytest.mark.outside_data
def test_open_qcat_is_valid(rich_catalog, tmp_path):
    from lxml import etree

    path, _ = rich_catalog.export_files(tmp_path / "out", ["openqcat"])
    known = etree.XMLSchema(etree.parse(field_files.SCHEMA))

    known.assertValid(etree.parse(path))
    numbers = [n.text for n in etree.parse(path).iter("PRODUCT_ID")]
    assert {"x-4", "x-5"} <= set(numbers)
    assert len(numbers) > 10


def test_importing_open_qcat_changes_nothing(rich_catalog, tmp_path):
    path, _ = rich_catalog.export_files(tmp_path / "out", ["openqcat"])

    report = rich_catalog.import_files([path])

    assert (report.new, report.changed, report.gone) == (0, 0, 0)
    assert report.rejected == ()
    assert [w.reason for w in report.warnings if "Formel" not in w.reason] == []
    assert report.unchanged > 10


def test_courses_come_back_complete_in_an_empty_catalog(
    rich_catalog, second_catalog, tmp_path
):
    path, _ = rich_catalog.export_files(tmp_path / "out", ["openqcat"])
    assert second_catalog.import_files([path]).rejected == ()

    for offer_id in ("x-4", "x-5"):
        assert (
            second_catalog.get_offer(offer_id).offer
            == rich_catalog.get_offer(offer_id).offer
        )


def test_report_says_what_is_left_out_and_why(rich_catalog, tmp_path):
    _, path = rich_catalog.export_files(tmp_path / "out", ["openqcat"])
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file, delimiter=";")}

    assert path.name == "openqcat-bericht.csv"
    assert "x-4" not in rows
    assert rows["x-3"]["grund"] == "Die Adresse des Anbieters ist verborgen."
    assert "Der Preis fehlt" in rows["x-2"]["grund"]
    assert rows["x-1"]["titel"].startswith("'=")
    assert rows["x-3"]["anbieter"] == "Tagespflege Beispiel"


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"art": "freizeit"}, "Die Art „Freizeit“"),
        (
            {"zielgruppen": "kinder|familien", "foerderung": ""},
            "nicht an Berufstätige (Kinder, Familien)",
        ),
        ({"alter_bis": "12"}, "nicht an Berufstätige (bis 12 Jahre)"),
        ({"zielgruppen": "", "foerderung": ""}, "Ein Bezug zum Beruf"),
        ({"beschreibung": "Kurz."}, "kürzer als 45 Zeichen"),
        ({"preis": ""}, "Der Preis fehlt"),
        ({"status": "abgesagt"}, "Der Status ist „abgesagt“"),
        ({"termine": ""}, "Es hat keinen Termin"),
        ({"termine": "2026-11-01 09:00-16:00"}, "Es war am 01.11.2026 zu Ende"),
        ({"termine": "2026-12-01 18:00-19:30"}, "4 Unterrichtsstunden"),
        ({"termine": "2026-12-01"}, "4 Unterrichtsstunden"),
        ({"format": ""}, "Das Format fehlt"),
        ({"strasse": ""}, "Die Adresse ist nicht vollständig"),
        ({"titel": "x" * 256}, "Spalte titel: mehr als 255 Zeichen"),
    ],
)
def test_each_rule_has_its_reason(fill, tmp_path, columns, reason):
    catalog = fill(make_offer(**COURSE | columns))

    (path,) = catalog.export_files(tmp_path, ["openqcat"])

    (row,) = csv.DictReader(path.open(encoding="utf-8-sig"), delimiter=";")
    assert reason.split(" (")[0] in row["grund"]
    assert not (tmp_path / "openqcat.xml").exists()


def test_old_file_does_not_stay_when_no_course_is_left(fill, tmp_path):
    catalog = fill(make_offer(**COURSE))
    assert len(catalog.export_files(tmp_path, ["openqcat"])) == 2

    fill(make_offer(**COURSE | {"preis": ""}))

    assert len(catalog.export_files(tmp_path, ["openqcat"])) == 1
    assert not (tmp_path / "openqcat.xml").exists()
