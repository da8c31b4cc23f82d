"""CSV and XLSX files as rows: encodings, separators, quotes, and files that are none."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest

from catalog.errors import UnusableFile
from catalog.importers.tables import Row, open_table

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01"


@pytest.fixture
def write(tmp_path):
    def write_file(content, name="actors.csv"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write_file


def read(path):
    table = open_table(path)
    return list(table.header), list(table.rows)


def reason_for(path):
    with pytest.raises(UnusableFile) as caught:
        read(path)
    assert caught.value.file == path.name
    return caught.value.reason


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_every_separator(write, delimiter):
    path = write(f"id{delimiter}name\n1{delimiter}Müller\n".encode())

    assert read(path) == (["id", "name"], [Row(2, ("1", "Müller"))])


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_every_encoding(write, encoding):
    mark = "\ufeff" if encoding in ("utf-16-le", "utf-16-be") else ""
    path = write(f"{mark}id;name\n1;Töpferstübchen – 5 €\n".encode(encoding))

    assert read(path) == (["id", "name"], [Row(2, ("1", "Töpferstübchen – 5 €"))])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_end_of_line(write, end):
    path = write(end.join(["id;name", "1;Eins", "2;Zwei", ""]).encode())

    assert read(path)[1] == [Row(2, ("1", "Eins")), Row(3, ("2", "Zwei"))]


def test_separator_line_of_excel_is_skipped_and_counted(write):
    path = write(b"sep=,\r\nid,name\r\n1,Eins\r\n")

    assert read(path) == (["id", "name"], [Row(3, ("1", "Eins"))])


def test_column_names_are_folded(write):
    path = write('"Geprüft am"; ID;Öffnungszeiten\n;1;\n'.encode())

    assert read(path)[0] == ["geprueft_am", "id", "oeffnungszeiten"]


def test_broken_quotes_among_the_column_names(write):
    assert reason_for(write(b'"id;name\n1;Eins\n')).startswith("Ab dieser Zeile fehlt")


def test_quoted_cells_hold_separators_quotes_and_lines(write):
    path = write(b'id;name\n1;"Ton; ""Glasur""\nund Ofen"\n2;Zwei\n')

    assert read(path)[1] == [
        Row(2, ("1", 'Ton; "Glasur"\nund Ofen')),
        Row(4, ("2", "Zwei")),
    ]


def test_empty_lines_are_no_rows_but_count(write):
    path = write(b"id;name\n\n;;\n1;Eins\n \n")

    assert read(path)[1] == [Row(4, ("1", "Eins"))]


def test_open_quote_costs_one_row_only(write):
    path = write(b'id;name\n1;"Eins\n2;Zwei\n3;"Drei"\n4;Vier\n')

    rows = read(path)[1]

    assert [(row.line, row.cells) for row in rows] == [
        (2, ()),
        (3, ("2", "Zwei")),
        (4, ("3", "Drei")),
        (5, ("4", "Vier")),
    ]
    assert rows[0].problem.startswith("Ab dieser Zeile fehlt")


def test_open_quote_in_the_last_row(write):
    path = write(b'id;name\n1;Eins\n2;"Zwei\n')

    rows = read(path)[1]

    assert [(row.line, row.cells) for row in rows] == [(2, ("1", "Eins")), (3, ())]


def test_open_quote_before_a_long_rest(write):
    rest = "".join(f"{number};Name\n" for number in range(2, 40_000))
    path = write(f'id;name\n1;"Eins\n{rest}'.encode())

    rows = read(path)[1]

    assert len(rows) == 39_999
    assert [row.line for row in rows if row.problem] == [2]


def test_cell_of_100_000_characters(write):
    path = write(b"id;name\n1;" + b"x" * 100_000 + b"\n")

    assert len(read(path)[1][0].cells[1]) == 100_000


def test_missing_file(tmp_path):
    assert reason_for(tmp_path / "fehlt.csv") == "Die Datei gibt es nicht."


def test_folder(tmp_path):
    (tmp_path / "ordner.csv").mkdir()

    assert reason_for(tmp_path / "ordner.csv") == "Das ist ein Ordner, keine Datei."


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b" ; ; \n"])
def test_empty_file(write, content):
    assert reason_for(write(content)) == "Die Datei ist leer."


def test_empty_excel_file_of_no_bytes(write):
    assert reason_for(write(b"", "leer.xlsx")) == "Die Datei ist leer."


def test_other_type(write):
    assert "„.pdf“" in reason_for(write(b"%PDF-1.7", "programm.pdf"))


def test_picture_named_csv(write):
    assert reason_for(write(PNG, "bild.csv")).startswith("Das ist keine Textdatei")


def test_zeros_far_inside_a_csv_file(write):
    content = b"id;name\n" + b"1;Eins\n" * 300_000 + b"\0"

    assert reason_for(write(content)).startswith("Das ist keine Textdatei")


def test_bytes_that_no_encoding_knows(write):
    reason = reason_for(write(b"id;name\n1;Eins\n2;\x81\x8d\n"))

    assert reason.startswith("Zeile 3 enthält Zeichen")


def test_broken_utf_16(write):
    content = b"\xff\xfe" + "id;name\n".encode("utf-16-le") + b"\x00\xd8a\x00\n"

    assert "enthält Zeichen" in reason_for(write(content))


@pytest.mark.parametrize("content", [b"kein Archiv", PNG, b"PK\x03\x04kaputt"])
def test_no_workbook(write, content):
    reason = reason_for(write(content, "actors.xlsx"))

    assert reason.startswith("Das ist keine Excel-Datei")


def test_archive_that_is_no_workbook(tmp_path):
    path = tmp_path / "actors.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hallo.txt", "kein Blatt")

    assert reason_for(path).startswith("Das ist keine Excel-Datei")


@pytest.mark.parametrize("name", ["nullen.xlsx", "nullen.csv"])
def test_200_megabytes_of_zeros(tmp_path, name):
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)

    assert reason_for(path).startswith("Das ist keine")


def test_workbook_that_would_unpack_to_gigabytes(tmp_path):
    path = tmp_path / "bombe.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as member:
            for _ in range(1_100):
                member.write(bytes(1024 * 1024))

    assert reason_for(path).startswith("Die Datei ist zu groß")


def test_damaged_sheet(tmp_path):
    good, bad = tmp_path / "gut.xlsx", tmp_path / "actors.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["id", "name"])
    for number in range(2_000):
        book.active.append([number, "Name"])
    book.save(good)
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        for item in source.infolist():
            content = source.read(item)
            half = len(content) // 2
            is_sheet = "sheet1" in item.filename
            target.writestr(item, content[:half] if is_sheet else content)

    assert reason_for(bad).startswith("Das ist keine Excel-Datei")


def test_excel_values_as_a_person_sees_them(tmp_path):
    path = tmp_path / "actors.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["ID", "Geprüft am", None])
    sheet.append([7, date(2026, 12, 1), None, None])
    sheet.append([7.5, datetime(2026, 12, 1, 18, 30)])
    sheet.append([])
    sheet.append([True, False])
    sheet.append(["  Text ", time(9, 30)])
    book.save(path)

    assert read(path) == (
        ["id", "geprueft_am"],
        [
            Row(2, ("7", "2026-12-01")),
            Row(3, ("7.5", "2026-12-01 18:30")),
            Row(5, ("ja", "nein")),
            Row(6, ("  Text ", "09:30:00")),
        ],
    )


def test_only_the_first_sheet_counts(tmp_path):
    path = tmp_path / "actors.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["id"])
    book.create_sheet("Notizen").append(["anderes"])
    book.save(path)

    assert read(path) == (["id"], [])


def test_excel_file_that_lies_about_its_size(tmp_path):
    good, lying = tmp_path / "gut.xlsx", tmp_path / "actors.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["id", "name"])
    book.active.append(["1", "Eins"])
    book.save(good)
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(lying, "w") as target:
        for item in source.infolist():
            content = source.read(item).replace(b'ref="A1:B2"', b'ref="A1"')
            target.writestr(item, content)

    assert read(lying) == (["id", "name"], [Row(2, ("1", "Eins"))])
