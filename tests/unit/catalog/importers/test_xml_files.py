"""XML files: read in parts, and nothing dangerous in them."""

from __future__ import annotations

import tracemalloc

import pytest

from catalog.errors import UnusableFile
from catalog.importers import xml_files
from catalog.importers.xml_files import elements, root_of

pytestmark = pytest.mark.unit

BOMB = (
    '<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><list><item>&c;</item></list>'
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><list><item>&f;</item></list>'


@pytest.fixture
def write(tmp_path):
    def write_file(content, encoding="utf-8"):
        path = tmp_path / "file.xml"
        path.write_bytes(
            content if isinstance(content, bytes) else content.encode(encoding)
        )
        return path

    return write_file


def texts(path):
    return [found.node.text for found in elements(path, "item")]


def reason(path):
    with pytest.raises(UnusableFile) as caught:
        list(elements(path, "item"))
    return caught.value.reason


def test_elements_with_their_lines_and_what_is_around_them(write):
    path = write(
        '<a>\n<b x="1">\n<item>eins</item><other><item>zwei</item></other></b></a>'
    )

    one, two = elements(path, "item")

    assert (one.node.text, one.node.line) == ("eins", 3)
    assert [node.tag for node in two.around] == ["a", "b", "other"]
    assert two.around[1].attributes == {"x": "1"}
    assert two.inside("other")
    assert not one.inside("other")


def test_namespaces_comments_and_cdata_do_not_matter(write):
    path = write(
        '<v:a xmlns:v="urn:x"><v:item>A <!-- nicht --><![CDATA[& B]]> &amp; C</v:item></v:a>'
    )

    assert texts(path) == ["A & B & C"]
    assert root_of(path).tag == "a"


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("UTF-8", "utf-8"),
        ("UTF-8", "utf-8-sig"),
        ("UTF-16", "utf-16"),
        ("UTF-16", "utf-16-le"),
        ("ISO-8859-1", "latin-1"),
        ("ISO-8859-15", "iso8859-15"),
        ("windows-1252", "cp1252"),
        # What programs really write.
        ("ISO-8859-1", "cp1252"),
        ("UTF-8", "cp1252"),
        ("klingon", "utf-8"),
    ],
)
def test_every_encoding(write, declared, encoding):
    word = "Öl – für" if encoding not in {"latin-1", "iso8859-15"} else "Öl für"
    path = write(
        f'<?xml version="1.0" encoding="{declared}"?><a><item>{word}</item></a>',
        encoding,
    )

    assert texts(path) == [word]


def test_control_characters_are_spaces(write):
    assert texts(write("<a><item>A\x0bB\x1f</item></a>")) == ["A B"]


@pytest.mark.parametrize("content", [BOMB, OUTSIDE, "<!DOCTYPE a><a/>"])
def test_entities_and_document_types_are_refused(write, content):
    assert "aus Sicherheitsgründen nicht gelesen" in reason(write(content))


def test_reference_to_a_schema_is_not_followed(write):
    path = write(
        '<a xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        ' xsi:schemaLocation="urn:x file:///nowhere.xsd"><item>x</item></a>'
    )

    assert texts(path) == ["x"]


@pytest.mark.parametrize(
    "content",
    [
        "<a><item>x</item>",
        "<a><item>x</ite",
        "<a>&nbsp;</a>",
        "<a><item></a></item>",
        "   ",
        "<",
        "<?xml version='1.0'?>",
    ],
)
def test_half_files_are_refused_with_a_line(write, content):
    assert "Zeile 1 lässt sie sich nicht weiterlesen" in reason(write(content))


@pytest.mark.parametrize(
    "content",
    [
        "<a><item>" + "x" * (xml_files.MAX_RECORD + 1) + "</item></a>",
        "<a><item>" + "<b/>" * (xml_files.MAX_NODES + 1) + "</item></a>",
        "<a>" * (xml_files.MAX_DEPTH + 1),
        "<a><!-- " + ">" * 3_000_000,
        '<a b="' + "x" * 3_000_000,
    ],
)
def test_what_needs_more_than_any_record_is_refused(write, content):
    assert "zu groß oder zu tief" in reason(write(content))


def test_zeros_are_no_text(write):
    assert reason(write(b"<a>\0</a>")) == (
        "Das ist keine Textdatei. Bitte als „CSV UTF-8“ speichern."
    )


def test_memory_does_not_grow_with_the_file(write):
    def peak(count):
        path = write("<a>" + "<item><b>Wort</b></item>" * count + "</a>")
        tracemalloc.start()
        for _ in elements(path, "item"):
            pass
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    peak(10)

    assert peak(40_000) < 2 * peak(10_000)
