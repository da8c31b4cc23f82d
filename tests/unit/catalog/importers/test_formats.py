"""The format of a file by what it holds; whatever it holds, a reason and no crash."""

from __future__ import annotations

import io
import json
import zipfile
from collections import deque

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.errors import UnusableFile
from catalog.importers.content import ImportOptions
from catalog.importers.formats import open_content
from tests import field_files

pytestmark = pytest.mark.unit

VHS = field_files.vhs_file(field_files.vhs_course())
QCAT = field_files.qcat_file(field_files.service())
EVENT = json.dumps({"@type": "Event", "name": "Fest", "startDate": "2026-12-01"})
CSV = "id;titel;art;anbieter_id\no-1;Töpfern;kurs;a-1\n"
WHOLE = [VHS, QCAT, EVENT, CSV]
MIX = st.lists(
    st.sampled_from(
        "<veranstaltungen> <export> <ersteller> <guid> x </guid> <veranstaltung> "
        '</veranstaltung> <OPENQCAT> <SERVICE> <PRODUCT_ID> { } [ ] , : " @type '
        "Course Event @id @graph null 1e999 ; | \n \ufeff <!-- --> <![CDATA[ ]]> &amp; "
        "ä \t <termin> 2026-12-01 T25:99 hasCourseInstance".split(" ")
    ),
    max_size=40,
).map("".join)


def read_all(path):
    """Return the number of rows, or the reason why the file cannot be used."""
    try:
        content = open_content(path, ImportOptions(keeps_office_contact=True))
        rows = [row for part in content.parts for row in part.open().rows]
    except UnusableFile as error:
        assert error.reason
        assert error.file == path.name
        return error.reason
    return len(rows)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("formats")


@pytest.mark.parametrize(
    ("content", "kinds"),
    [
        (VHS, ["actors", "offers"]),
        (QCAT, ["actors", "offers"]),
        (EVENT, ["actors", "offers"]),
        (f"[{EVENT}]", ["actors", "offers"]),
        (CSV, ["offers"]),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_format_does_not_depend_on_the_name(tmp_path, content, kinds, encoding):
    path = field_files.write(
        tmp_path / "datei.txt",
        content.replace("UTF-8", "UTF-16") if encoding == "utf-16" else content,
        encoding,
    )

    content = open_content(path, ImportOptions())

    assert [part.kind for part in content.parts] == kinds


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<html><body>Kurse</body></html>", "Das ist eine Webseite"),
        ("<!DOCTYPE html><html>", "Das ist eine Webseite"),
        ("<kurse/>", "Das XML-Format mit dem Anfang „kurse“ ist unbekannt"),
        ('{"kurse": []}', "keine Angaben nach schema.org"),
        ("<veranstaltungen/>", "nennt nicht, wessen Kurse"),
        ("<OPENQCAT/>", "nennt keinen Anbieter"),
    ],
)
def test_what_is_not_known_is_refused(tmp_path, content, reason):
    assert reason in read_all(field_files.write(tmp_path / "x.txt", content))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(data=st.data())
def test_cut_and_changed_files_have_a_reason_or_rows(folder, data):
    whole = data.draw(st.sampled_from(WHOLE)).encode()
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    middle = data.draw(
        st.binary(max_size=6) | st.sampled_from([b"<", b"&", b"]]>", b"\0"])
    )
    path = folder / "cut.txt"
    path.write_bytes(
        data.draw(st.sampled_from([whole[:start] + middle + whole[end:], whole[:end]]))
    )

    read_all(path)


@given(content=MIX)
def test_files_of_fragments_have_a_reason_or_rows(folder, content):
    read_all(field_files.write(folder / "mix.txt", content))


@given(
    content=st.binary(max_size=200),
    suffix=st.sampled_from(["xml", "json", "csv", "xlsx", "txt", ""]),
)
def test_any_bytes_have_a_reason_or_rows(folder, content, suffix):
    path = folder / f"bytes.{suffix}"
    path.write_bytes(content)

    read_all(path)


JSON_LD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(
        ["Course", "Event", "2026-12-01T18:00", "P1W", "Online", "24,00"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                "@type @id @graph name offers price location address geo startDate endDate"
                " hasCourseInstance provider organizer eventSchedule repeatFrequency byDay"
                " identifier additionalProperty propertyID value audience subEvent item"
                " keywords typicalAgeRange amenityFeature contactPoint instructor".split()
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(things=st.lists(JSON_LD, max_size=3))
def test_any_json_has_a_reason_or_rows(folder, things):
    path = folder / "any.json"
    path.write_text(json.dumps(things), "utf-8")

    read_all(path)


def test_zip_bomb_in_a_workbook_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("catalog.importers.tables.MAX_UNPACKED_MB", 1)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 3_000_000)
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(held.getvalue())

    assert "zu groß" in read_all(path)


def test_rows_are_read_while_they_are_asked_for(tmp_path):
    courses = [field_files.vhs_course(f"K-{n}") for n in range(3_000)]
    path = field_files.write(
        tmp_path / "many.xml", field_files.vhs_file(*courses) + "<"
    )
    offers = open_content(path, ImportOptions()).parts[1].open()

    assert next(offers.rows).line == 4
    with pytest.raises(UnusableFile):
        deque(offers.rows, maxlen=0)
