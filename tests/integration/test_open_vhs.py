"""Open-vhs files in a catalog: what each element becomes, and what is left out."""

from __future__ import annotations

import pytest

from catalog import ImportOptions
from tests import field_files
from tests.factories import make_actor
from tests.field_files import PAGE, PLACE, vhs_course, vhs_file

SOURCE = "openvhs-4711"
official = pytest.mark.skipif(
    not field_files.OFFICIAL_EXAMPLE.is_file(),
    reason="the official Open-vhs example is not here",
)


@pytest.fixture
def load(catalog, tmp_path):
    """Imports courses and returns the report."""

    def load_courses(*courses, school=field_files.SCHOOL, **options):
        path = field_files.write(
            tmp_path / "kurse.xml", vhs_file(*courses, school=school)
        )
        return catalog.import_files([path], options=ImportOptions(**options))

    return load_courses


@pytest.fixture
def course(load, catalog):
    """Imports one course and returns it as the catalog has it."""

    def load_course(*inside, **said):
        report = load(vhs_course("K-1", *inside, **said))
        assert report.rejected == ()
        return catalog.get_offer(f"{SOURCE}-K-1").offer

    return load_course


def counted(report):
    return report.new, report.changed, report.unchanged, report.gone


def test_school_becomes_an_actor_and_courses_become_offers(load, catalog):
    report = load(vhs_course("K-1"), vhs_course("K-2"))

    assert counted(report) == (3, 0, 0, 0)
    school = catalog.get_actor(SOURCE)
    assert (school.name, school.kind) == ("vhs Musterkreis", "vhs")
    assert catalog.get_offer(f"{SOURCE}-K-2").provider == school


def test_same_file_again_changes_nothing(load):
    load(vhs_course())

    assert counted(load(vhs_course())) == (0, 0, 2, 0)


def test_everything_a_course_says(course):
    found = course(
        "<untertitel>Töpfern</untertitel><untertitel>Am Abend</untertitel>",
        "<schlagwort>KERAMIK</schlagwort><schlagwort>Ton</schlagwort>",
        "<zielgruppe>Erzieher/innen</zielgruppe><zielgruppe>Eltern</zielgruppe>",
        "<text><eigenschaft>text</eigenschaft><text>&lt;p&gt;Schalen&lt;/p&gt;</text></text>",
        "<text><eigenschaft>Voraussetzungen</eigenschaft><text>Keine.</text></text>",
        "<zertifikat><name>X.1</name><text>Teilnahmeschein</text></zertifikat>",
        "<preis><betrag>82.8</betrag><zusatz>erm. Preis: 65,60 EUR</zusatz></preis>",
        "<termin><beginn_datum>2026-12-01</beginn_datum>"
        "<beginn_uhrzeit>18:30:00</beginn_uhrzeit><ende_uhrzeit>21:00:00</ende_uhrzeit></termin>",
        "<termin><beginn_datum>2026-12-08</beginn_datum></termin>",
        PLACE,
        PAGE,
        level="B1.2",
        maximale_teilnehmerzahl="12",
        aktuelle_teilnehmerzahl="9",
        dauer="15.0",
    )

    assert found.title == "Töpfern"
    assert found.kind == "kurs"
    assert found.description == (
        "Am Abend\n\nSchalen\n\nFür: Erzieher/innen, Eltern\n\n"
        "Umfang: 15 Unterrichtseinheiten\n\nZum Preis: erm. Preis: 65,60 EUR"
    )
    assert found.topics == ("Plastisches Gestalten", "Keramik", "Ton")
    assert found.target_groups == ("fachkraefte", "eltern")
    assert (found.price_cents, found.reduced_price_cents) == (8280, 6560)
    assert [o.start_minute for o in found.occurrences] == [1110, None]
    assert (found.begins, found.ends) == (None, None)
    assert found.levels == ("B1",)
    assert (found.free_places, found.status) == (3, "geplant")
    assert found.prerequisites == "Keine."
    assert found.certificate == "Teilnahmeschein"
    assert found.delivery_mode == "in_person"
    assert found.wheelchair is True
    assert found.venue.name == "vhs-Haus"
    assert found.venue.place_name == "Haldensleben"
    assert found.web == "https://vhs.example/kurs?id=1&copy=2"
    assert found.checked_on.isoformat() == "2026-11-20"


@pytest.mark.parametrize(
    ("value", "mode"),
    [
        ("online_angebot", "online"),
        ("selbstlernangebot", "online"),
        ("blended_learning", "hybrid"),
    ],
)
def test_digital_forms(course, value, mode):
    feature = f"<merkmale><merkmal><name>kursart_digital</name><wert>{value}</wert></merkmal></merkmale>"

    found = course(feature, PLACE, PAGE)

    assert found.delivery_mode == mode
    assert (found.venue.city is None) is (mode == "online")


def test_online_as_the_name_of_a_place(course):
    nowhere = "<veranstaltungsort><name>Online (vhs.cloud)</name></veranstaltungsort>"

    assert course(nowhere, PAGE).delivery_mode == "online"


@pytest.mark.parametrize(
    ("most", "taken", "places", "status"),
    [
        ("12", "12", 0, "ausgebucht"),
        ("12", "14", 0, "ausgebucht"),
        ("12", "-1", None, "geplant"),
        ("0", "3", None, "geplant"),
        ("12", "", None, "geplant"),
    ],
)
def test_free_places(course, most, taken, places, status):
    found = course(maximale_teilnehmerzahl=most, aktuelle_teilnehmerzahl=taken)

    assert (found.free_places, found.status) == (places, status)


@pytest.mark.parametrize(
    ("name", "status"),
    [("Töpfern - ABGESAGT", "abgesagt"), ("Warteliste: Töpfern", "warteliste")],
)
def test_status_in_the_title(course, name, status):
    assert course(name=name).status == status


def test_free_of_charge_is_another_thing_than_registering_for_free(course):
    free = "<merkmale><merkmal><name>anmeldung_kostenlos</name><wert>true</wert></merkmal></merkmale>"

    assert course(free, "<preis><betrag>0.0</betrag></preis>", PAGE).is_free
    assert course(free, PAGE).price_cents is None


def test_reduction_without_an_amount_is_to_be_asked_for(course):
    found = course(
        "<preis><betrag>10</betrag><rabatt_moeglich>true</rabatt_moeglich></preis>",
        PAGE,
    )

    assert found.reduced_price_cents is None
    assert found.reduced_for == "Berechtigte, bitte beim Anbieter erfragen"


@pytest.mark.parametrize(
    "name", ["Englisch (BU)", "Englisch Bildungsurlaub", "Bildungszeit: Englisch"]
)
def test_educational_leave(course, name):
    assert course(name=name).fundings == ("bildungsfreistellung",)


@pytest.mark.parametrize(
    ("said", "minute"),
    [
        ("13:00:00+02:00", 780),
        ("13:00:00+01:00", 780),
        ("12:00:00Z", 780),
        ("13:00", 780),
    ],
)
def test_times_are_those_on_the_clock(course, said, minute):
    date = f"<termin><beginn_datum>2026-12-01</beginn_datum><beginn_uhrzeit>{said}</beginn_uhrzeit></termin>"

    assert course(date, PAGE).occurrences[0].start_minute == minute


def test_number_of_dates_that_is_wrong_is_noted(load):
    date = "<termin><beginn_datum>2026-12-01</beginn_datum></termin>"

    (warning,) = [
        w
        for w in load(vhs_course("K-1", date, PLACE, PAGE, anzahl_termine="5")).warnings
        if w.column == "termine"
    ]

    assert (
        warning.reason == "Es sind 1 Termine angegeben; laut Anzahl müssten es 5 sein."
    )
    assert warning.line == 4


@pytest.mark.parametrize(
    ("said", "column"),
    [
        ({"ende_datum": "2026-01-01"}, "ende"),
        ({"beginn_datum": "bald"}, "beginn"),
        ({"name": ""}, "titel"),
    ],
)
def test_what_is_wrong_is_rejected_by_the_rules_of_all_files(load, said, column):
    report = load(vhs_course("K-1", **said), vhs_course("K-2"))

    (problem,) = report.rejected
    assert (problem.line, problem.id, problem.column) == (4, f"{SOURCE}-K-1", column)
    assert report.new == 2


def test_people_are_left_out_and_counted(load, catalog):
    lecturer = "<dozent><vorname>Erika</vorname><name>Beispiel</name></dozent>"
    contact = (
        "<ansprechperson><name>Muster</name><telefon>030 23125 009</telefon>"
        "<mail>muster@vhs.example</mail></ansprechperson>"
    )
    office = "<anmeldung><telefon>030 23125 001</telefon><mail>buero@vhs.example</mail></anmeldung>"
    text = "<text><eigenschaft>Dozentin</eigenschaft><text>Erika Beispiel</text></text>"
    course = vhs_course("K-1", lecturer, contact, office, text, PAGE)

    report = load(course)
    found = catalog.get_offer(f"{SOURCE}-K-1").offer

    assert report.warnings[-1].reason == (
        "Angaben zu Personen (Namen, Telefonnummern, E-Mail-Adressen) wurden nicht"
        " übernommen: 3."
    )
    assert "Beispiel" not in repr(found)
    assert "Muster," not in repr(found)
    assert (found.phone, found.email) == (None, None)

    load(course, keeps_office_contact=True)
    found = catalog.get_offer(f"{SOURCE}-K-1").offer
    assert (found.phone, found.email) == ("030 23125 001", "buero@vhs.example")
    assert "Beispiel" not in repr(found)


def test_school_that_is_known_by_name_stays_the_provider(fill, catalog, load):
    fill(actors=[make_actor("a-7", name="VHS Musterkreis")])

    assert counted(load(vhs_course())) == (1, 0, 1, 0)
    assert catalog.get_offer(f"{SOURCE}-K-1").provider.id == "a-7"


def test_school_that_the_staff_changed_stays_as_it_is(load, catalog, make_files):
    load(vhs_course())
    catalog.import_files(
        make_files(actors=[make_actor(SOURCE, name="VHS, neuer Name")])
    )

    load(vhs_course(name="Töpfern am Abend"))

    assert catalog.get_actor(SOURCE).name == "VHS, neuer Name"


def test_what_the_format_does_not_know_stays(load, catalog, tmp_path):
    load(vhs_course())
    export = catalog.export_files(tmp_path / "out")[1]
    text = export.read_text("utf-8-sig")
    header = text.splitlines()[0].split(";")
    cells = dict(zip(header, text.splitlines()[1].split(";"))) | {
        "kinderbetreuung": "ja",
        "alter_von": "12",
    }
    export.write_text(";".join(header) + "\n" + ";".join(cells.values()))
    catalog.import_files([export])

    assert counted(load(vhs_course())) == (0, 0, 2, 0)
    assert counted(load(vhs_course(name="Töpfern für alle"))) == (0, 1, 1, 0)
    found = catalog.get_offer(f"{SOURCE}-K-1").offer
    assert (found.title, found.childcare, found.age_from) == (
        "Töpfern für alle",
        True,
        12,
    )


@official
@pytest.mark.outside_data
class TestOfficialExample:
    """The example of the format's authors, with the traps in it."""

    @pytest.fixture
    def example(self, catalog):
        report = catalog.import_files([field_files.OFFICIAL_EXAMPLE])

        def offer(guid):
            return catalog.get_offer(f"openvhs-0123456789-{guid}").offer

        return report, offer

    def test_all_but_the_course_that_ends_before_it_begins(self, example):
        report, _ = example

        assert counted(report) == (6, 0, 0, 0)
        (problem,) = report.rejected
        assert (problem.line, problem.column) == (291, "ende")
        assert problem.reason == "Das Ende liegt vor dem Beginn."

    def test_online_course_with_an_address_and_a_free_registration(self, example):
        report, offer = example
        found = offer("0F48F5A8-C22C-4AFF-B891-77095CD84029")

        assert found.delivery_mode == "online"
        assert found.venue.city is None
        assert found.price_cents == 8280
        assert found.features == ("inklusion", "digital")
        assert found.wheelchair is None
        assert found.certificate.startswith("Prüfung X-pert CMS")
        assert "ohne" not in found.title
        assert found.description.count("Basiswissen Teil 1") == 0
        assert "kathaupt=11&knr=VG5010105" in found.web
        assert found.target_groups == ("fachkraefte",)
        assert any("Eduard-Stieler-Campus, Fulda" in w.reason for w in report.warnings)

    def test_dates_with_an_offset_and_dates_without_times(self, example):
        _, offer = example
        found = offer("0EAFAD5E-CF35-4D98-93CC-9808DE0FDC5B")

        assert found.occurrences[0].start_minute == 13 * 60
        assert [o.start_minute for o in found.occurrences[-3:]] == [None] * 3
        assert found.levels == ("B1",)
        assert found.fundings == ("bildungsfreistellung",)

    def test_weekdays_that_contradict_the_first_day_become_no_dates(self, example):
        _, offer = example
        found = offer("8F088B29-5C97-4F85-80D1-FBEBA25B450F")

        assert found.occurrences == ()
        assert found.begins.isoformat() == "2021-02-18"
        assert "Wochentage: Montag, Dienstag, Mittwoch" in found.description
        assert found.certificate == "telc Arabisch B1"

    def test_one_number_for_two_courses_and_an_id_that_is_no_uuid(self, example):
        _, offer = example

        assert offer("B54B99C6-793C-4A82-A688-C8ECBA0D4E2B").is_free
        assert offer("T58129").price_cents is None

    def test_importing_it_again_changes_nothing(self, example, catalog):
        report = catalog.import_files([field_files.OFFICIAL_EXAMPLE])

        assert counted(report) == (0, 0, 6, 0)
