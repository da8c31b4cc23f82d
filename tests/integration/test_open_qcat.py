"""openQ-cat files in a catalog: what each element becomes, and what is left out."""

from __future__ import annotations

import pytest

from catalog import ImportOptions
from tests import field_files
from tests.field_files import qcat_file, service

SOURCE = "openqcat-90037"


@pytest.fixture
def load(catalog, tmp_path):
    def load_services(*services, **options):
        path = field_files.write(tmp_path / "katalog.xml", qcat_file(*services))
        return catalog.import_files([path], options=ImportOptions(**options))

    return load_services


@pytest.fixture
def offer(load, catalog):
    """Imports one service and returns it as the catalog has it."""

    def load_service(details="", education="", **said):
        report = load(service("P-1", details, education, **said))
        assert report.rejected == ()
        return catalog.get_offer(f"{SOURCE}-P-1").offer

    return load_service


def test_supplier_becomes_an_actor_without_its_people(load, catalog):
    report = load(service())
    actor = catalog.get_actor(SOURCE)

    assert (actor.name, actor.kind) == ("Lernwerk Musterstadt", "weiterbildungstraeger")
    assert (actor.phone, actor.email) == ("+49 30 23125001", "post@lernwerk.example")
    assert actor.venue.street == "Ringstr. 3"
    assert "Beispiel" not in repr(actor)
    assert report.warnings[-1].reason.endswith("wurden nicht übernommen: 1.")


def test_everything_a_service_says(offer):
    found = offer(
        "<REQUIREMENTS>Kaufmännische Ausbildung</REQUIREMENTS>"
        "<KEYWORD>Lohn</KEYWORD><KEYWORD>Gehalt</KEYWORD>"
        "<TARGET_GROUP><TARGET_GROUP_TEXT>Arbeitsuchende, Frauen</TARGET_GROUP_TEXT>"
        "</TARGET_GROUP><TERMS_AND_CONDITIONS>Ab 18 Jahren</TERMS_AND_CONDITIONS>",
        "<DEGREE type='3'><DEGREE_TITLE>Zertifikat</DEGREE_TITLE></DEGREE>"
        "<LANGUAGE>deu</LANGUAGE>"
        "<SUBSIDY><SUBSIDY_INSTITUTION>Aufstiegs-BAföG</SUBSIDY_INSTITUTION></SUBSIDY>"
        "<REGISTRATION_DATE>2026-11-28T00:00:00+01:00</REGISTRATION_DATE>"
        "<MIME_INFO><MIME_ELEMENT><MIME_SOURCE>https://lernwerk.example/lohn</MIME_SOURCE>"
        "</MIME_ELEMENT></MIME_INFO>",
        info="<MEASURE_NUMBER>962/123/2026</MEASURE_NUMBER>",
        price="<SERVICE_PRICE_DETAILS><SERVICE_PRICE><PRICE_AMOUNT>1200.5</PRICE_AMOUNT>"
        "</SERVICE_PRICE><REMARKS>inkl. Lehrbuch</REMARKS></SERVICE_PRICE_DETAILS>",
    )

    assert found.title == "Lohnbuchhaltung"
    assert found.description == (
        "Löhne abrechnen von Anfang an.\n\nZum Preis: inkl. Lehrbuch\n\n"
        "Maßnahmenummer: 962/123/2026"
    )
    assert found.topics == ("Lohn", "Gehalt")
    assert found.target_groups == ("arbeitsuchende", "frauen")
    assert (found.begins.isoformat(), found.ends.isoformat()) == (
        "2026-12-01",
        "2027-02-28",
    )
    assert found.register_until.isoformat() == "2026-11-28"
    assert found.price_cents == 120050
    assert found.languages == ("Deutsch",)
    assert found.fundings == ("bildungsgutschein", "aufstiegs-bafoeg")
    assert found.prerequisites == "Kaufmännische Ausbildung\n\nAb 18 Jahren"
    assert found.certificate == "Zertifikat"
    assert found.web == "https://lernwerk.example/lohn"
    assert found.delivery_mode == "in_person"
    assert found.venue.name == "Haus der Bildung"
    assert found.wheelchair is True


@pytest.mark.parametrize(
    ("form", "mode"),
    [
        ("101", "in_person"),
        ("2", "in_person"),
        ("201", "online"),
        ("4", "online"),
        ("0", None),
    ],
)
def test_forms(offer, form, mode):
    found = offer(form=form)

    assert found.delivery_mode == mode
    assert (found.venue.city is None) is (mode == "online")


def test_one_day_with_times_is_a_date(offer):
    found = offer(starts="2026-12-01T09:00:00+01:00", ends="2026-12-01T16:00:00+01:00")

    (date,) = found.occurrences
    assert (date.start_minute, date.end_minute) == (540, 960)


@pytest.mark.parametrize(
    "price",
    [
        "<SERVICE_PRICE type='on_request'><PRICE_AMOUNT>0</PRICE_AMOUNT></SERVICE_PRICE>",
        "<SERVICE_PRICE><PRICE_AMOUNT>5</PRICE_AMOUNT><PRICE_CURRENCY>CHF</PRICE_CURRENCY></SERVICE_PRICE>",
    ],
)
def test_price_that_is_none(offer, price):
    found = offer(price=f"<SERVICE_PRICE_DETAILS>{price}</SERVICE_PRICE_DETAILS>")

    assert found.price_cents is None


def test_measure_number_of_a_placement_voucher_is_no_education_voucher(load, catalog):
    text = service(info="<MEASURE_NUMBER>1</MEASURE_NUMBER>").replace(
        "<COURSE_TYPE>5", "<COURSE_TYPE>3"
    )
    load(text)

    assert catalog.get_offer(f"{SOURCE}-P-1").offer.fundings == ()


@pytest.mark.parametrize("offer_first", [True, False])
def test_dates_have_the_texts_of_their_offer(load, catalog, offer_first):
    whole = service("A-1", "<KEYWORD>Lohn</KEYWORD>", title="Lohn", starts="", ends="")
    date = service(
        "V-1", kind="false", course="A-1", title="Lohn im Winter", description=""
    )

    load(*([whole, date] if offer_first else [date, whole]))

    assert [o.id for o, _ in catalog.every_offer()] == [f"{SOURCE}-V-1"]
    found = catalog.get_offer(f"{SOURCE}-V-1").offer
    assert found.title == "Lohn im Winter"
    assert found.description == "Löhne abrechnen von Anfang an."
    assert found.topics == ("Lohn",)
    assert found.begins.isoformat() == "2026-12-01"


def test_people_are_left_out_and_an_office_is_taken_on_request(load, catalog):
    text = service(
        "P-1",
        "<CONTACT><LAST_NAME>Muster</LAST_NAME><PHONE>+49.30.23125009</PHONE>"
        "<EMAILS><EMAIL>kurse@lernwerk.example</EMAIL></EMAILS></CONTACT>",
    )

    report = load(text)
    found = catalog.get_offer(f"{SOURCE}-P-1").offer
    assert (found.phone, found.email) == (None, None)
    assert "Muster," not in repr(found)
    assert report.warnings[-1].reason.endswith("wurden nicht übernommen: 2.")

    load(text, keeps_office_contact=True)
    found = catalog.get_offer(f"{SOURCE}-P-1").offer
    assert (found.phone, found.email) == ("+49 30 23125009", "kurse@lernwerk.example")
    assert "Muster," not in repr(found)
