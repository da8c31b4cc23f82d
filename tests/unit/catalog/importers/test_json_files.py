"""JSON files: read in parts, in whatever shape."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.errors import UnusableFile
from catalog.importers import json_files
from catalog.importers.json_files import items

pytestmark = pytest.mark.unit
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


@pytest.fixture
def write(tmp_path):
    def write_file(content):
        path = tmp_path / "file.json"
        path.write_text(content, "utf-8")
        return path

    return write_file


def values(path):
    return [item.value for item in items(path, "@graph")]


def reason(path):
    with pytest.raises(UnusableFile) as caught:
        values(path)
    return caught.value.reason


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('{"a": 1}', [{"a": 1}]),
        ('[{"a": 1}, 2, "drei", null]', [{"a": 1}, 2, "drei", None]),
        ('{"@context": {}, "@graph": [{"a": 1}, 2], "z": 1}', [{"a": 1}, 2]),
        ('{"@graph": {"a": 1}}', [{"@graph": {"a": 1}}]),
        ("[]", []),
        ("{}", []),
        (" \n[1 , 2 ]\n", [1, 2]),
    ],
)
def test_shapes(write, content, expected):
    assert values(write(content)) == expected


def test_lines(write):
    path = write('{"@graph": [\n{"a":\n1},\n\n{"b": 2}]}')

    assert [item.line for item in items(path, "@graph")] == [2, 5]


@given(values_in=st.lists(JSON, max_size=5))
def test_what_is_written_is_read(values_in, tmp_path_factory):
    path = tmp_path_factory.mktemp("json") / "file.json"
    path.write_text(json.dumps({"@graph": values_in}, ensure_ascii=True), "utf-8")

    assert values(path) == values_in


def test_values_longer_than_a_part_of_the_file(write):
    long = ["ä" * 100_000, 12345678901234567890, "x" * 200_000]

    assert values(write(json.dumps(long))) == long


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("[1, 2", 1),
        ('{"a": ', 1),
        ('[\n{"a": 1,\n b}]', 3),
        ("[1] x", 1),
        ('{"a": "offen', 1),
        ("{1: 2}", 1),
    ],
)
def test_broken_files_are_refused_with_a_line(write, content, line):
    assert f"In Zeile {line} lässt" in reason(write(content))


def test_error_in_a_long_file_is_no_matter_of_length(write):
    assert "In Zeile 2 lässt" in reason(write('[\n{"a" 1},' + '{"b": 2},' * 900_000))


def test_one_huge_object_and_deep_ones_are_refused(write):
    huge = '["' + "x" * (2 * json_files.MAX_OBJECT) + '"]'

    assert "zu groß" in reason(write(huge))
    assert "zu groß" in reason(write("[" * 100_000))
