"""Imports into both databases: what is taken, what is rejected, and what is said of it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

import openpyxl
import pytest

from catalog import Condition, Occurrence, Query, Status
from catalog.errors import ActorNotFound, OfferNotFound, UnusableFile
from catalog.importers.rows import ACTOR_COLUMNS
from catalog.records import RowProblem
from tests.factories import csv_text, make_actor, make_offer


@pytest.fixture
def load(catalog, make_files):
    """Imports rows and returns the report."""

    def load_rows(*offers, actors=None, **options):
        actors = [make_actor()] if actors is None else actors
        return catalog.import_files(make_files(actors=actors, offers=offers), **options)

    return load_rows


def counted(report):
    return report.new, report.changed, report.unchanged, len(report.rejected)


def the_only(problems):
    (problem,) = problems
    return problem


# What is taken


def test_records_arrive_complete(load, catalog):
    offer = make_offer(
        "o-7",
        titel="Englisch B1",
        art="Unterricht",
        themen="Englisch|Sprachen",
        format="hybrid",
        veranstaltungsort="Raum 3",
        strasse="Waldweg 8",
        ortsteil="Hundisburg",
        lat="52,25",
        lon="11.40",
        zielgruppen="Erwachsene|senioren",
        alter_von="16",
        alter_bis="99",
        termine="2026-12-08 18:00-19:30|01.12.2026",
        anmeldeschluss="30.11.2026",
        preis="84",
        preis_ermaessigt="63,50",
        ermaessigung_fuer="Schüler",
        plaetze_frei="4",
        status="Warteliste",
        sprache="Englisch",
        niveau="A2-B1",
        rollstuhlgerecht="ja",
        kinderbetreuung="nein",
        foerderung="bildungsgutschein|Aufstiegs-BAföG",
        merkmale="digital",
        web="www.vhs.example/7",
    )

    report = load(offer)
    found = catalog.get_offer("o-7").offer

    assert counted(report) == (2, 0, 0, 0)
    assert report.warnings == ()
    assert found.kind == "unterricht"
    assert found.topics == ("Englisch", "Sprachen")
    assert found.delivery_mode == "hybrid"
    assert found.venue.name == "Raum 3"
    assert found.venue.place_name == "Hundisburg"
    assert found.venue.point == (52.25, 11.4)
    assert found.target_groups == ("erwachsene", "senioren")
    assert (found.age_from, found.age_to) == (16, 99)
    assert found.occurrences == (
        Occurrence(date(2026, 12, 1)),
        Occurrence(date(2026, 12, 8), 1080, 1170),
    )
    assert found.register_until == date(2026, 11, 30)
    assert (found.price_cents, found.reduced_price_cents) == (8400, 6350)
    assert found.free_places == 4
    assert found.status is Status.WAITING_LIST
    assert found.levels == ("A2", "B1")
    assert (found.wheelchair, found.childcare, found.sign_language) == (
        True,
        False,
        None,
    )
    assert found.fundings == ("bildungsgutschein", "aufstiegs-bafoeg")
    assert found.web == "https://www.vhs.example/7"


def test_offers_may_come_before_their_actors(catalog, make_files):
    paths = make_files(actors=[make_actor()], offers=[make_offer()])

    report = catalog.import_files(list(reversed(paths)))

    assert counted(report) == (2, 0, 0, 0)


def test_offers_of_an_actor_imported_before(load):
    load(actors=[make_actor()])

    assert counted(load(make_offer(), actors=[])) == (1, 0, 0, 0)


def test_file_names_do_not_matter(catalog, tmp_path):
    first, second = tmp_path / "1.csv", tmp_path / "2.txt"
    first.write_text(csv_text([make_offer()]))
    second.write_text(csv_text([make_actor()], delimiter="\t"))

    assert counted(catalog.import_files([first, second])) == (2, 0, 0, 0)


def test_the_same_rows_again_are_unchanged(load):
    load(make_offer())

    assert counted(load(make_offer())) == (0, 0, 2, 0)


def test_row_with_a_known_id_updates_the_record(load, catalog):
    load(make_offer(), make_offer("o-2"))

    report = load(make_offer(titel="Töpfern für Geübte", preis=""), make_offer("o-2"))

    assert counted(report) == (0, 1, 2, 0)
    assert catalog.counts().offers == 2
    assert catalog.get_offer("o-1").offer.title == "Töpfern für Geübte"
    assert catalog.get_offer("o-1").offer.price is None


def test_update_takes_old_dates_and_topics_away(load, catalog):
    load(make_offer(termine="2026-12-01|2026-12-08", themen="Töpfern|Ton"))

    load(make_offer(termine="2026-12-15", themen="Keramik"))
    found = catalog.get_offer("o-1").offer

    assert found.occurrences == (Occurrence(date(2026, 12, 15)),)
    assert found.topics == ("Keramik",)


def test_offers_are_found_by_the_new_name_of_their_actor(load, catalog):
    load(make_offer())
    by_name = Query((Condition("topic", "sonnenhof", "Sonnenhof"),))
    assert catalog.search_offers(by_name).total == 0

    load(actors=[make_actor(name="Bildungshaus Sonnenhof")])

    assert catalog.search_offers(by_name).total == 1


def test_same_id_in_two_files_is_an_update(catalog, tmp_path):
    paths = [tmp_path / "a.csv", tmp_path / "b.csv"]
    paths[0].write_text(csv_text([make_actor(name="Alt")]))
    paths[1].write_text(csv_text([make_actor(name="Neu")]))

    report = catalog.import_files(paths)

    assert counted(report) == (1, 1, 0, 0)
    assert catalog.get_actor("a-1").name == "Neu"


def test_dry_run_reports_and_changes_nothing(load, catalog):
    report = load(make_offer(), make_offer("o-2", beginn="bald"), dry_run=True)

    assert counted(report) == (2, 0, 0, 1)
    assert catalog.counts().offers == 0
    assert catalog.counts().actors == 0
    assert counted(load(make_offer())) == (2, 0, 0, 0)


def test_examples_are_remembered(load, catalog):
    load(make_offer(), is_example=True)
    assert catalog.counts().has_examples

    load(make_offer("o-2"))
    assert catalog.counts().has_examples

    load(make_offer("o-3"), is_example=False)
    assert not catalog.counts().has_examples


def test_progress_names_the_file(load):
    seen = []

    load(
        *(make_offer(f"o-{n}") for n in range(1_200)),
        progress=lambda file, rows: seen.append((file, rows)),
    )

    assert seen == [("offers.csv", 500), ("offers.csv", 1000)]


def test_excel_file(catalog, tmp_path):
    path = tmp_path / "offers.xlsx"
    row = make_offer() | {
        "id": 17,
        "termine": date(2026, 12, 1),
        "preis": 24.5,
        "plz": 39340,
        "rollstuhlgerecht": True,
        "kinderbetreuung": False,
        "alter_von": 8.0,
        "geprueft_am": date(2026, 11, 1),
    }
    book = openpyxl.Workbook()
    book.active.append(list(row))
    book.active.append(list(row.values()))
    book.save(path)
    actors = tmp_path / "actors.csv"
    actors.write_text(csv_text([make_actor()]))

    report = catalog.import_files([path, actors])
    found = catalog.get_offer("17").offer

    assert counted(report) == (2, 0, 0, 0)
    assert found.occurrences == (Occurrence(date(2026, 12, 1)),)
    assert found.price_cents == 2450
    assert found.venue.postal_code == "39340"
    assert (found.wheelchair, found.childcare, found.age_from) == (True, False, 8)


def test_postal_code_without_the_zero_that_excel_dropped(load, catalog):
    load(actors=[make_actor(plz="6108", ort="Halle", lat="51.4", lon="11.9")])

    assert catalog.get_actor("a-1").venue.postal_code == "06108"


def test_text_of_a_website_is_kept_without_its_markup(load, catalog):
    load(make_offer(beschreibung="<p>Ton &amp; Glasur</p><script>x()</script> 🎨"))

    assert catalog.get_offer("o-1").offer.description == "Ton & Glasur\n 🎨"


def test_cells_of_100_000_characters_everywhere(load, catalog):
    long = " ".join(f"Wort{number}" for number in range(12_000))[:100_000].rstrip()

    report = load(
        make_offer(
            beschreibung=long, titel=long, voraussetzungen=long, veranstaltungsort=long
        )
    )

    assert counted(report) == (2, 0, 0, 0)
    assert catalog.get_offer("o-1").offer.description == long


@pytest.mark.parametrize(
    "column", ["id", "name", "beschreibung", "strasse", "plz", "telefon", "email"]
)
def test_long_words_of_actors_do_not_break_a_database(load, column):
    long = "".join(chr(97 + number % 23) + str(number) for number in range(2_000))

    report = load(actors=[make_actor(**{column: long}), make_actor("a-2")])

    assert report.new + len(report.rejected) == 2
    assert report.new >= 1


def test_paragraph_is_no_topic(load, catalog):
    report = load(make_offer(themen=f"Ton|{'sehr lang ' * 30}"))

    assert catalog.get_offer("o-1").offer.topics == ("Ton",)
    problem = the_only(report.warnings)
    assert (problem.line, problem.column) == (2, "themen")
    assert problem.reason == "Der Eintrag hat 299 Zeichen; erlaubt sind 200."


# Places


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ({"ortsteil": "Hundisburg"}, "Hundisburg"),
        ({"plz": "", "ort": "Wolmirstedt"}, "Wolmirstedt"),
        ({"plz": "39387", "ort": ""}, "Oschersleben"),
        ({"plz": "", "ort": "Haldensleben, Stadt"}, "Haldensleben"),
    ],
)
def test_coordinates_come_from_the_place(load, catalog, address, place):
    load(make_offer(**address))
    found = catalog.get_offer("o-1").offer.venue
    known = next(p for p in catalog.district.places.values() if p.name == place)

    assert found.place_id == known.id
    assert found.point == (known.lat, known.lon)
    assert (found.lat, found.lon) == (None, None)


def test_unknown_place_is_a_warning_and_the_record_is_kept(load, catalog):
    report = load(make_offer(plz="99999", ort="Hintertupfingen"))

    assert counted(report) == (2, 0, 0, 0)
    assert the_only(report.warnings) == RowProblem(
        "offers.csv",
        2,
        "o-1",
        "ort",
        "Den Ort „Hintertupfingen“ kennt das Ortsverzeichnis nicht. Ohne Koordinaten"
        " erscheint der Eintrag ohne Entfernung.",
    )
    assert catalog.get_offer("o-1").offer.venue.city == "Hintertupfingen"
    assert catalog.get_offer("o-1").offer.venue.point is None


def test_online_offer_needs_no_place(load):
    assert load(make_offer(format="online", plz="", ort="")).warnings == ()


# What is rejected


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("id", "", "Die id fehlt."),
        ("titel", "", "Der Titel fehlt."),
        ("titel", "<br>", "Der Titel fehlt."),
        ("art", "", "Hier fehlt eine Angabe. Möglich: kurs, "),
        ("art", "Töpferei", "„Töpferei“ ist hier nicht erlaubt. Möglich: kurs, "),
        ("format", "draußen", "„draußen“ ist hier nicht erlaubt. Möglich: praesenz, "),
        ("status", "läuft", "„läuft“ ist hier nicht erlaubt. Möglich: geplant, "),
        ("anbieter_id", "", "Der Anbieter (anbieter_id) fehlt."),
        ("anbieter_id", "a-9", "Einen Akteur mit der id „a-9“ gibt es nicht."),
        ("termine", "dienstags", "„dienstags“ ist kein Termin."),
        ("termine", "2026-12-01 19:00-18:00", "Das Ende liegt vor dem Beginn."),
        ("beginn", "31.02.2027", "„31.02.2027“ ist kein Datum."),
        ("ende", "bald", "„bald“ ist kein Datum."),
        ("anmeldeschluss", "2026-13-01", "„2026-13-01“ ist kein Datum."),
        ("geprueft_am", "gestern", "„gestern“ ist kein Datum."),
        ("preis", "zehn", "„zehn“ ist keine Zahl."),
        ("preis", "-5", "„-5“ darf nicht negativ sein."),
        ("preis_ermaessigt", "5,0,0", "„5,0,0“ ist keine Zahl."),
        ("plaetze_frei", "2,5", "„2,5“ ist keine Zahl."),
        ("alter_von", "-1", "„-1“ darf nicht negativ sein."),
        ("alter_bis", "alt", "„alt“ ist keine Zahl."),
        ("lat", "Nord", "„Nord“ ist keine Zahl."),
        ("rollstuhlgerecht", "teils", "„teils“ ist weder „ja“ noch „nein“."),
    ],
)
def test_bad_cell_of_an_offer_rejects_the_row_alone(
    load, catalog, column, value, reason
):
    report = load(make_offer("o-0"), make_offer(**{column: value}), make_offer("o-2"))

    problem = the_only(report.rejected)
    assert (problem.file, problem.line, problem.column) == ("offers.csv", 3, column)
    assert problem.id == ("" if column == "id" else "o-1")
    assert problem.reason.startswith(reason)
    assert [offer.id for offer, _ in catalog.every_offer()] == ["o-0", "o-2"]


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("id", "", "Die id fehlt."),
        ("id", "x" * 201, "Der Eintrag hat 201 Zeichen; erlaubt sind 200."),
        ("name", " ", "Der Name fehlt."),
        ("art", "", "Hier fehlt eine Angabe. Möglich: kita, "),
        ("art", "kurs", "„kurs“ ist hier nicht erlaubt. Möglich: kita, "),
        ("lon", "11°", "„11°“ ist keine Zahl."),
        ("adresse_verbergen", "?", "„?“ ist weder „ja“ noch „nein“."),
        ("geprueft_am", "2026", "„2026“ ist kein Datum."),
    ],
)
def test_bad_cell_of_an_actor_rejects_the_row_alone(
    load, catalog, column, value, reason
):
    report = load(
        actors=[make_actor("a-0"), make_actor(**{column: value}), make_actor("a-2")]
    )

    problem = the_only(report.rejected)
    assert (problem.file, problem.line, problem.column) == ("actors.csv", 3, column)
    assert problem.reason.startswith(reason)
    assert sorted(actor.id for actor in catalog.every_actor()) == ["a-0", "a-2"]


def test_end_before_begin(load):
    report = load(make_offer(termine="", beginn="2026-12-02", ende="2026-12-01"))

    assert the_only(report.rejected).column == "ende"
    assert the_only(report.rejected).reason == "Das Ende liegt vor dem Beginn."


def test_highest_age_below_the_lowest(load):
    report = load(make_offer(alter_von="10", alter_bis="6"))

    assert the_only(report.rejected).column == "alter_bis"


def test_web_address_alone_is_a_way_of_contact(load):
    actor = make_actor(telefon="", web="https://vhs.example")

    assert counted(load(actors=[actor])) == (1, 0, 0, 0)


def test_unsafe_web_address_is_no_way_of_contact(load):
    actor = make_actor(telefon="", web="javascript:alert(1)")

    report = load(make_offer(), actors=[actor])

    assert the_only(report.rejected).id == "o-1"
    assert [w.column for w in report.warnings] == ["web", "telefon"]


def test_actor_without_contact_is_kept_for_offers_that_have_one(load):
    actor = make_actor(telefon="")

    report = load(make_offer(telefon="030 23125 009"), actors=[actor])

    assert (report.new, report.rejected) == (2, ())
    assert the_only(report.warnings).column == "telefon"


def test_offer_of_a_rejected_actor_is_rejected_too(load):
    report = load(make_offer(), actors=[make_actor(art="x")])

    assert [(p.file, p.column) for p in report.rejected] == [
        ("actors.csv", "art"),
        ("offers.csv", "anbieter_id"),
    ]


@pytest.mark.parametrize("second", ["o-1", " o-1 ", "<b>o-1</b>", "o-1\u200b"])
def test_id_twice_rejects_the_second(load, catalog, second):
    report = load(make_offer(titel="Erster"), make_offer(second, titel="Zweiter"))

    problem = the_only(report.rejected)
    assert (problem.line, problem.id, problem.column) == (3, "o-1", "id")
    assert problem.reason == "Die id „o-1“ steht schon in Zeile 2."
    assert catalog.get_offer("o-1").offer.title == "Erster"


def test_lines_are_those_of_the_file(load):
    report = load(
        make_offer(beschreibung="eins\nzwei\ndrei"), make_offer("o-2", preis="viel")
    )

    assert the_only(report.rejected).line == 5


def test_rejected_update_leaves_the_record_as_it_was(load, catalog):
    load(make_offer(titel="Alt"))

    report = load(make_offer(titel="Neu", preis="viel"))

    assert len(report.rejected) == 1
    assert catalog.get_offer("o-1").offer.title == "Alt"


# Warnings


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("beschreibung", "=HYPERLINK(A1)", "Die Zelle beginnt wie eine Formel"),
        ("titel", "@SUMME(A1)", "Die Zelle beginnt wie eine Formel"),
        ("zielgruppen", "kinder|Zwerge", "„Zwerge“ ist unbekannt und wird nicht"),
        ("foerderung", "Lotto", "„Lotto“ ist unbekannt und wird nicht übernommen."),
        ("merkmale", "bunt", "„bunt“ ist unbekannt und wird nicht übernommen."),
        ("web", "javascript:alert(1)", "„javascript:alert(1)“ ist keine Webadresse"),
        ("ergaenzt", "o-99", "Ein Angebot mit der id „o-99“, das ergänzt werden soll"),
    ],
)
def test_doubtful_cell_is_a_warning(load, column, value, reason):
    report = load(make_offer(**{column: value}))

    assert counted(report) == (2, 0, 0, 0)
    problem = the_only(report.warnings)
    assert (problem.line, problem.id, problem.column) == (2, "o-1", column)
    assert problem.reason.startswith(reason)


def test_formula_is_kept_as_text(load, catalog):
    load(make_offer(titel="=1+1"))

    assert catalog.get_offer("o-1").offer.title == "=1+1"


def test_impossible_coordinates_are_those_of_the_place(load, catalog):
    report = load(make_offer(lat="912", lon="11"))

    assert the_only(report.warnings).column == "lat"
    assert catalog.get_offer("o-1").offer.venue.point is not None


def test_unreadable_opening_hours_are_kept_as_text(load, catalog):
    report = load(actors=[make_actor(oeffnungszeiten="täglich außer montags")])

    assert the_only(report.warnings).column == "oeffnungszeiten"
    assert catalog.get_actor("a-1").opening_hours == "täglich außer montags"


def test_completed_offer_may_come_later_in_the_file(load):
    report = load(make_offer(ergaenzt="o-2"), make_offer("o-2"))

    assert report.warnings == ()


# Columns and cells


def file_with(tmp_path, text):
    path = tmp_path / "actors.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_too_many_cells(catalog, tmp_path):
    path = file_with(
        tmp_path,
        "id;name;art;telefon\n1;Eins;vhs;1;mehr\n2;Zwei;vhs;1;;\n3;Drei;vhs;1\n",
    )

    report = catalog.import_files([path])

    problem = the_only(report.rejected)
    assert (problem.line, problem.id, problem.column) == (2, "1", "")
    assert problem.reason.startswith(
        "Die Zeile hat 5 Zellen, es gibt aber nur 4 Spalten."
    )
    assert report.new == 2


def test_too_few_cells_are_empty_cells(catalog, tmp_path):
    path = file_with(tmp_path, "id;name;art;telefon;web\n1;Eins;vhs;1\n2;Zwei\n")

    report = catalog.import_files([path])

    assert report.new == 1
    assert (the_only(report.rejected).line, the_only(report.rejected).column) == (
        3,
        "art",
    )


def test_open_quote_rejects_one_row(catalog, tmp_path):
    path = file_with(
        tmp_path, 'id;name;art;telefon\n1;"Eins;vhs;1\n2;Zwei;vhs;1\n3;"Drei";vhs;1\n'
    )

    report = catalog.import_files([path])

    assert report.new == 2
    assert the_only(report.rejected).line == 2


def test_missing_columns_make_a_file_unusable(catalog, tmp_path):
    path = file_with(tmp_path, "id;name\n1;Eins\n")

    with pytest.raises(UnusableFile) as caught:
        catalog.import_files([path])

    assert caught.value.reason == "In der ersten Zeile fehlen die Spalten: art."


def test_columns_of_nothing_known(catalog, tmp_path):
    path = file_with(tmp_path, "vorname;nachname\nErika;Muster\n")

    with pytest.raises(UnusableFile, match="nennt keine bekannten Spalten"):
        catalog.import_files([path])


def test_double_column_makes_a_file_unusable(catalog, tmp_path):
    path = file_with(tmp_path, "id;name;art;telefon;Name\n1;Eins;vhs;1;Zwei\n")

    with pytest.raises(UnusableFile, match="Die Spalte „name“ kommt zweimal vor"):
        catalog.import_files([path])


def test_unknown_column_is_a_warning(catalog, tmp_path):
    path = file_with(tmp_path, "id;name;art;telefon;fax\n1;Eins;vhs;1;2\n")

    report = catalog.import_files([path])

    assert report.new == 1
    assert (the_only(report.warnings).line, the_only(report.warnings).column) == (
        1,
        "fax",
    )


def test_columns_in_any_order(catalog, tmp_path):
    row = make_actor()
    path = tmp_path / "actors.csv"
    path.write_text(csv_text([{c: row[c] for c in reversed(ACTOR_COLUMNS)}]))

    assert catalog.import_files([path]).new == 1


def test_file_without_rows_is_a_warning(catalog, tmp_path):
    report = catalog.import_files([file_with(tmp_path, "id;name;art\n")])

    assert counted(report) == (0, 0, 0, 0)
    assert the_only(report.warnings).reason.startswith("Die Datei enthält keine Zeilen")


def test_one_unusable_file_keeps_the_others_out(catalog, tmp_path, make_files):
    good = make_files(actors=[make_actor()])
    bad = tmp_path / "bild.csv"
    bad.write_bytes(b"\x89PNG\r\n\x00")

    with pytest.raises(UnusableFile):
        catalog.import_files([*good, bad])

    assert catalog.counts().actors == 0


def test_file_that_breaks_while_it_is_read_leaves_nothing(
    catalog, make_files, monkeypatch
):
    paths = make_files(actors=[make_actor()], offers=[make_offer()])

    def fail(*_):
        raise RuntimeError("power cut")

    monkeypatch.setattr("catalog.repository.Writer.write_offers", fail)
    with pytest.raises(RuntimeError):
        catalog.import_files(paths)

    assert catalog.counts().actors == 0


# The report


def test_report_has_the_keys_of_the_contract(load):
    report = asdict(
        load(make_offer(ort="Nirgendwo", plz=""), make_offer("o-2", beginn="x"))
    )

    assert report.pop("batch")
    assert list(report) == [
        "new",
        "changed",
        "unchanged",
        "gone",
        "rejected",
        "warnings",
    ]
    problem = {"file", "line", "id", "column", "reason"}
    assert set(report["rejected"][0]) == set(report["warnings"][0]) == problem


def test_nothing_is_found_under_unknown_ids(catalog):
    with pytest.raises(OfferNotFound):
        catalog.get_offer("o-1")
    with pytest.raises(ActorNotFound):
        catalog.get_actor("a-1")


# Other processes


def test_new_topic_is_understood_at_once(load, catalog):
    assert topics(catalog, "Gibt es bei euch kumihino?") == []

    load(make_offer(titel="Spitzen", themen="Kumihimo"))

    assert topics(catalog, "Gibt es bei euch kumihino?") == ["Kumihimo"]


def topics(catalog, sentence):
    return [c.label for c in catalog.understand(sentence).query.of("topic")]
