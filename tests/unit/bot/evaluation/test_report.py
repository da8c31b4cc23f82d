"""The report shows every figure, asks for no other file, and can be read by everybody."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from bot.evaluation.figures import Result, figures
from bot.evaluation.report import html, markdown, matrix, number

pytestmark = pytest.mark.unit

FIGURES = figures(
    [
        *(Result(f"gut {n}", "greet", "greet", 0.9) for n in range(9)),
        Result("a | <b>fett</b>", "greet", "nlu_fallback", 0.5),
        Result("tschüss", "goodbye", "greet", 0.6),
    ]
) | {"changes": None, "shortfalls": []}
CHANGED = FIGURES | {
    "changes": {
        "macro_f1": -0.02,
        "f1": {"greet": 0.05},
        "newly_wrong": FIGURES["wrong"][:1],
        "newly_right": [],
    },
    "shortfalls": [{"figure": "macro_f1", "agreed": 0.9, "found": 0.85}],
}


class Cells(HTMLParser):
    """Collects the coloured fields as (background, text colour, number)."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []
        self._style = ""

    def handle_starttag(self, tag, attrs) -> None:
        style = dict(attrs).get("style") or ""
        self._style = style if tag == "td" else ""

    def handle_data(self, data) -> None:
        if self._style:
            background, color = re.findall(r"#[0-9a-f]{6}", self._style)
            self.found.append((background, color, data))
            self._style = ""


def luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_matrix_counts_every_message() -> None:
    assert [
        (row.expected, [c.count for c in row.cells]) for row in matrix(FIGURES)
    ] == [
        ("goodbye", [0, 1, 0]),
        ("greet", [0, 9, 1]),
    ]
    assert [c.predicted for c in matrix(FIGURES)[0].cells] == [
        "goodbye",
        "greet",
        "nlu_fallback",
    ]


def test_page_stands_alone() -> None:
    page = html(FIGURES)

    assert re.findall(r"(?:src|href)=|@import|url\(|<script", page) == []


def test_messages_are_text_not_markup() -> None:
    assert "a | &lt;b&gt;fett&lt;/b&gt;" in html(FIGURES)
    assert "| a / <b>fett</b> | greet | nlu_fallback | 0,50 |" in markdown(FIGURES)


def test_numbers_can_be_read_on_every_colour() -> None:
    for share in range(1, 100):
        results = [Result(str(n), "a", "ab"[n < share], 0.9) for n in range(100)]
        cells = Cells()
        cells.feed(html(figures(results) | {"changes": None, "shortfalls": []}))

        assert len(cells.found) == 2
        assert min(contrast(b, c) for b, c, _ in cells.found) >= 4.5


def test_right_and_wrong_differ_in_colour_and_place() -> None:
    cells = Cells()
    cells.feed(html(FIGURES))

    (goodbye, _, _), (right, _, nine), (wrong, _, one) = cells.found
    assert (nine, one) == ("9", "1")
    blue, orange = int(right[5:], 16) > int(right[1:3], 16), int(wrong[1:3], 16)
    assert blue and orange > int(wrong[5:], 16)
    assert luminance(goodbye) < luminance(wrong)


@pytest.mark.parametrize("render", [html, markdown])
def test_changes_and_shortfalls_are_said(render) -> None:
    text = render(CHANGED)

    assert "−0,020" in text
    assert "+0,050" in text
    assert "0,850 statt 0,900" in text
    assert "eu falsch: 1" in text
    assert "1-mal greet statt goodbye" in text


def test_first_model_and_good_model_are_said() -> None:
    assert "das erste Modell" in html(FIGURES)
    assert "Schlechter" not in html(FIGURES)
    assert "Seit dem" not in markdown(FIGURES)


def test_model_without_mistakes_has_a_report() -> None:
    perfect = figures([Result("a", "greet", "greet", 0.9)])
    perfect |= {"changes": None, "shortfalls": []}

    assert "Keine." in html(perfect)
    assert "Keine." in markdown(perfect)


def test_numbers_are_german() -> None:
    assert number(0.5) == "0,500"
    assert number(-0.05, sign="+") == "−0,050"
    assert number(86.36, 1) == "86,4"
