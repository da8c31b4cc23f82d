"""Cells of catalog files: what they mean, and that nothing in them breaks the import."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.importers import cells
from catalog.importers.cells import BadCell
from catalog.records import OFFER_KINDS, Occurrence

PARSERS = [
    cells.day,
    cells.occurrences,
    cells.number,
    cells.positive,
    cells.whole,
    cells.cents,
    cells.flag,
    lambda value: cells.one_of(value, OFFER_KINDS),
]
# Text that is nearly a value is likelier to break a parser than any text.
NEARLY = st.text("0123456789.,-–:T |eE+_€ nafijUhr\u0663\uff11\xa0", max_size=30)
ANY_TEXT = st.text(st.characters(), max_size=80)
MARKUP = st.lists(
    st.sampled_from(
        [
            "<b>",
            "</p>",
            "<br/>",
            "<",
            ">",
            "&amp;",
            "&lt;",
            "&#0;",
            "&#39;",
            "&",
            "'",
            "=",
            "+",
            "-",
            "@",
            "\t",
            "\r",
            "\n",
            "\r\n",
            "|",
            "&#124;",
            "<!--",
            "-->",
            "<script>",
            "</script>",
            "\xad",
            "\xa0",
            "a",
            " ",
            "ä",
            "ä",
            "�",
            "\ufeff",
            "👍",
        ]
    ),
    max_size=12,
).map("".join)


@pytest.mark.parametrize("parse", PARSERS)
@given(value=NEARLY | ANY_TEXT)
def test_parsers_raise_nothing_but_bad_cell(parse, value):
    try:
        parse(value)
    except BadCell as error:
        assert str(error)


@given(value=ANY_TEXT | MARKUP)
def test_cleaned_text_is_what_the_database_can_hold(value):
    found = cells.clean(value)

    assert found != ""
    assert found is None or (found == found.strip() and "\0" not in found)
    (found or "").encode("utf-8")


@given(value=ANY_TEXT | MARKUP)
def test_written_text_is_read_back_unchanged_and_is_no_formula(value):
    found = cells.clean(value)
    if found is not None:
        cell = cells.written(found)

        assert cells.clean(cell) == found
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


@given(value=ANY_TEXT | MARKUP)
def test_several_values_are_read_back_unchanged(value):
    found = cells.parts(value)

    assert cells.parts(cells.written("|".join(found))) == found


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("2026-1-5", date(2026, 1, 5)),
        ("01.12.2026", date(2026, 12, 1)),
        ("1.2.2027", date(2027, 2, 1)),
        ("2026-12-01 00:00:00", date(2026, 12, 1)),
    ],
)
def test_day(cell, expected):
    assert cells.day(cell) == expected


@pytest.mark.parametrize(
    "cell",
    ["", "morgen", "31.02.2027", "2026-13-01", "12/01/2026", "01.12.26", "45992"],
)
def test_no_day(cell):
    with pytest.raises(BadCell, match="ist kein Datum"):
        cells.day(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2026-12-01 18:00-19:30", [Occurrence(date(2026, 12, 1), 1080, 1170)]),
        ("2026-12-01", [Occurrence(date(2026, 12, 1))]),
        ("01.12.2026 9:00", [Occurrence(date(2026, 12, 1), 540)]),
        ("01.12.2026 18.00 – 19.30 Uhr", [Occurrence(date(2026, 12, 1), 1080, 1170)]),
        ("2026-12-01 22:00-24:00", [Occurrence(date(2026, 12, 1), 1320, 1440)]),
        (
            "2026-12-08 18:00 | 2026-12-01 | 2026-12-01 8:00|2026-12-08 18:00|",
            [
                Occurrence(date(2026, 12, 1)),
                Occurrence(date(2026, 12, 1), 480),
                Occurrence(date(2026, 12, 8), 1080),
            ],
        ),
    ],
)
def test_occurrences(cell, expected):
    assert list(cells.occurrences(cell)) == expected


@pytest.mark.parametrize(
    "cell",
    ["dienstags", "2026-12-01 25:00", "2026-12-01 18:60", "2026-12-01 18-19", "18:00"],
)
def test_no_occurrence(cell):
    with pytest.raises(BadCell):
        cells.occurrences(cell)


def test_occurrence_that_ends_before_it_begins():
    with pytest.raises(BadCell, match="Ende liegt vor dem Beginn"):
        cells.occurrences("2026-12-01 19:00-18:00")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("24,00", 2400),
        ("24.00", 2400),
        ("24", 2400),
        ("24,5", 2450),
        ("24,00 €", 2400),
        ("EUR 24", 2400),
        ("1.200,00", 120000),
        ("1.200", 120000),
        ("0", 0),
        ("kostenlos", 0),
        ("24,-", 2400),
    ],
)
def test_cents(cell, expected):
    assert cells.cents(cell) == expected


@pytest.mark.parametrize("cell", ["-1", "zehn", "10-20", "NaN", "1e99", "12,00,00"])
def test_no_cents(cell):
    with pytest.raises(BadCell):
        cells.cents(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("ja", True), ("JA ", True), ("nein", False), ("wahr", True), ("0", False)],
)
def test_flag(cell, expected):
    assert cells.flag(cell.strip()) is expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("  Töpfern ", "Töpfern"),
        ("To\u0308pfern", "Töpfern"),
        ("Töp\xadfern", "Töpfern"),
        ("<p>Ton<br>und <b>Glasur</b></p>", "Ton\nund Glasur"),
        ("Tipps &amp; Tricks&nbsp;für alle", "Tipps & Tricks für alle"),
        ("&lt;h1&gt; in HTML", "<h1> in HTML"),
        ("vorher<script>alert('x')</script>nachher", "vorhernachher"),
        ("vorher<!-- Kommentar -->nachher", "vorhernachher"),
        ("Ende<style>p { color: red }", "Ende"),
        ("5 < 7 und 9 > 8", "5 < 7 und 9 > 8"),
        ("'=SUMME(A1)", "=SUMME(A1)"),
        ("'tschuldigung", "'tschuldigung"),
        ("Zeile\r\n\r\n\r\n\r\nZeile", "Zeile\n\nZeile"),
        ("Spaß 🎨👩‍🎨", "Spaß 🎨👩‍🎨"),
        ("\x00\x07", None),
        (" \ufeff\u200b ", None),
    ],
)
def test_clean(cell, expected):
    assert cells.clean(cell) == expected


def test_parts_are_single_and_in_order():
    assert cells.parts(" Yoga | Pilates||Yoga| ") == ("Yoga", "Pilates")


def test_escaped_separator_separates():
    assert cells.parts("Yoga&#124;Pilates") == ("Yoga", "Pilates")


def test_one_of_ignores_case_and_umlauts():
    assert cells.one_of("Führung", OFFER_KINDS) == "fuehrung"


@pytest.mark.parametrize("cell", ["=1+1", "+49 391", "-5", "@SUMME", "\tx"])
def test_neutral_hides_formulas(cell):
    assert cells.neutral(cell) == f"'{cell}"
