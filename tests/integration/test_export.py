"""Exports: what was imported comes out again, and importing that changes nothing."""

from __future__ import annotations

import csv

import openpyxl
import pytest

from catalog import Catalog, Settings
from catalog.errors import CatalogError
from catalog.examples import write_example_files
from catalog.exporters.files import replacing
from catalog.importers.rows import ACTOR_COLUMNS, ARTICLE_COLUMNS, OFFER_COLUMNS
from tests.conftest import NOW
from tests.factories import make_actor, make_offer

EXAMPLE_ARTICLES = 26
RICH = {
    "titel": '=HYPERLINK("x";"y")',
    "beschreibung": 'Zeile 1\nZeile 2; "Ton" & <Glasur> &amp;amp; 🎨',
    "themen": "Töpfern|Ton & Glasur|+Extra",
    "veranstaltungsort": "'=1",
    "strasse": "-",
    "ortsteil": "Hundisburg",
    "lat": "52.250001",
    "lon": "-11.4",
    "zielgruppen": "erwachsene|senioren",
    "alter_von": "0.5",
    "alter_bis": "99",
    "termine": "2026-12-01 18:00-19:30|2026-12-08|2026-12-15 9:00|2026-12-16 20:00-24:00",
    "beginn": "2026-12-01",
    "ende": "2027-01-31",
    "anmeldeschluss": "2026-11-30",
    "preis": "1.234,05",
    "preis_ermaessigt": "0",
    "plaetze_frei": "0",
    "status": "ausgebucht",
    "sprache": "Deutsch|Englisch",
    "niveau": "A1-B2|Muttersprache",
    "rollstuhlgerecht": "nein",
    "kinderbetreuung": "ja",
    "foerderung": "but",
    "merkmale": "bne|digital",
    "ergaenzt": "o-2",
    "web": "https://vhs.example/?a=1&amp;b=2",
    "telefon": "+49 30 23125 001",
    "email": "@vhs.example",
}


@pytest.fixture
def rich_catalog(catalog, make_files, tmp_path):
    """The example catalog, and records with everything that may go wrong in a cell."""
    examples = write_example_files(
        tmp_path / "examples", today=catalog.today, state="ST"
    )
    own = make_files(
        actors=[
            make_actor(
                "x-1",
                name="@Verein – Börde",
                oeffnungszeiten="Mo-Fr 09:00-17:00; PH off",
                adresse_verbergen="ja",
            ),
            make_actor("x-2", plz="", ort="", strasse="", lat="52", lon="11.5"),
        ],
        offers=[
            make_offer("x-1", anbieter_id="x-1", **RICH),
            make_offer(
                "x-2", anbieter_id="x-2", format="", preis="", termine="", plz=""
            ),
            make_offer("x-3", anbieter_id="x-2", format="hybrid", status="verschoben"),
        ],
    )
    report = catalog.import_files([*examples, *own])
    assert report.rejected == ()
    return catalog


@pytest.fixture
def second_catalog(tmp_path):
    settings = Settings(f"sqlite:///{tmp_path / 'second.sqlite'}", fixed_now=NOW)
    catalog = Catalog.open(settings)
    catalog.prepare()
    yield catalog
    catalog.close()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_importing_an_export_changes_nothing(rich_catalog, tmp_path, form):
    counts = rich_catalog.counts()

    paths = rich_catalog.export_files(tmp_path / "out", [form])
    report = rich_catalog.import_files(paths)

    assert [path.stem for path in paths] == ["actors", "offers", "articles"]
    assert {path.suffix for path in paths} == {f".{form}"}
    assert (report.new, report.changed, report.rejected) == (0, 0, ())
    assert report.unchanged == counts.actors + counts.offers + EXAMPLE_ARTICLES


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_export_of_an_import_of_an_export_is_the_same(
    rich_catalog, second_catalog, tmp_path, form
):
    paths = rich_catalog.export_files(tmp_path / "first", [form])
    second_catalog.import_files(paths)
    first = rich_catalog.export_files(tmp_path / "first")
    second = second_catalog.export_files(tmp_path / "second")

    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]
    assert list(second_catalog.every_offer()) == list(rich_catalog.every_offer())


def test_columns_are_those_of_the_contract(rich_catalog, tmp_path):
    actors, offers, articles = rich_catalog.export_files(tmp_path)

    with actors.open(encoding="utf-8-sig") as file:
        assert next(csv.reader(file, delimiter=";")) == ACTOR_COLUMNS
    with offers.open(encoding="utf-8-sig") as file:
        assert next(csv.reader(file, delimiter=";")) == OFFER_COLUMNS
    with articles.open(encoding="utf-8-sig") as file:
        assert next(csv.reader(file, delimiter=";")) == ARTICLE_COLUMNS


def test_no_cell_is_a_formula(rich_catalog, tmp_path):
    for path in rich_catalog.export_files(tmp_path):
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file, delimiter=";") for cell in row]
        numbers = {"-11,4"}
        assert [c for c in cells if c.startswith(("=", "+", "-", "@"))] in (
            [],
            [*numbers],
        )


def test_excel_opens_the_csv_file_as_utf_8(rich_catalog, tmp_path):
    for path in rich_catalog.export_files(tmp_path):
        assert path.read_bytes().startswith(b"\xef\xbb\xbfid;")


def test_cells_are_written_as_germans_write_them(fill, tmp_path):
    formulas = {"titel": "Ton", "veranstaltungsort": "", "email": ""}
    catalog = fill(make_offer(**(RICH | formulas)), make_offer("o-2"))
    _, offers = catalog.export_files(tmp_path)
    with offers.open(encoding="utf-8-sig", newline="") as file:
        row = next(csv.DictReader(file, delimiter=";"))

    assert row["preis"] == "1234,05"
    assert row["preis_ermaessigt"] == "0,00"
    assert row["alter_von"] == "0,5"
    assert row["alter_bis"] == "99"
    assert row["lat"] == "52,250001"
    assert row["termine"] == (
        "2026-12-01 18:00-19:30|2026-12-08|2026-12-15 09:00|2026-12-16 20:00-24:00"
    )
    assert row["beginn"] == "2026-12-01"
    assert (row["rollstuhlgerecht"], row["gebaerdensprache"]) == ("nein", "")


def test_planned_is_the_empty_status(fill, tmp_path):
    _, offers = fill(make_offer(status="geplant")).export_files(tmp_path)

    with offers.open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file, delimiter=";"))["status"] == ""


def test_excel_file_has_real_numbers_and_dates(fill, tmp_path):
    _, path = fill(make_offer()).export_files(tmp_path, ["xlsx"])
    header, row = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
    cells = dict(zip(header, row, strict=True))

    assert cells["preis"] == 24
    assert cells["geprueft_am"].isoformat() == "2026-11-01T00:00:00"
    assert cells["plz"] == "39340"


def test_empty_catalog_has_files_with_column_names_only(catalog, tmp_path):
    paths = catalog.export_files(tmp_path, ["csv", "xlsx"])

    assert len(paths) == 4
    assert paths[0].read_text("utf-8-sig") == ";".join(ACTOR_COLUMNS) + "\n"
    assert catalog.import_files(paths).rejected == ()


def test_folder_is_made_and_files_are_replaced(fill, tmp_path):
    catalog = fill(make_offer())
    folder = tmp_path / "neu" / "heute"
    catalog.export_files(folder)
    fill(make_offer("o-2"))

    catalog.export_files(folder)

    assert sorted(path.name for path in folder.iterdir()) == [
        "actors.csv",
        "offers.csv",
    ]
    assert len((folder / "offers.csv").read_text().splitlines()) == 3


def test_unknown_format_is_refused_before_anything_is_written(catalog, tmp_path):
    with pytest.raises(ValueError, match="no format 'pdf', only csv, xlsx"):
        catalog.export_files(tmp_path / "out", ["csv", "pdf"])

    assert not (tmp_path / "out").exists()


def test_text_too_long_for_excel_is_refused_and_the_old_file_kept(fill, tmp_path):
    catalog = fill(make_offer())
    _, path = catalog.export_files(tmp_path, ["xlsx"])
    before = path.read_bytes()
    fill(make_offer(beschreibung="Wort " * 7_000))

    with pytest.raises(CatalogError, match=r"offers.xlsx, line 2: too large for Excel"):
        catalog.export_files(tmp_path, ["xlsx"])

    assert path.read_bytes() == before
    assert len(catalog.export_files(tmp_path, ["csv"])) == 2


def test_failure_while_writing_leaves_the_old_file(tmp_path):
    path = tmp_path / "offers.csv"
    path.write_text("alt")

    with pytest.raises(OSError, match="disk full"), replacing(path) as temporary:
        temporary.write_text("halb")
        raise OSError("disk full")

    assert path.read_text() == "alt"
    assert list(tmp_path.iterdir()) == [path]
