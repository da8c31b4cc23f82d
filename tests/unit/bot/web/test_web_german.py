"""Records in German: hours, ages, prices, addresses; and readable colours."""

from __future__ import annotations

from typing import Any

import pytest

from bot.web import filters
from bot.web.colors import CONTRAST, contrast, district_css, readable
from bot.web.opening_hours import opening_lines
from catalog import Offer


def offer(**changed: Any) -> Offer:
    values: dict[str, Any] = {
        "id": "o",
        "title": "O",
        "kind": "kurs",
        "provider_id": "a",
    }
    return Offer(**values | changed)


@pytest.mark.parametrize(
    ("expression", "lines"),
    [
        (
            "Mo-Fr 09:00-17:00; PH off",
            ["Mo–Fr 09:00–17:00 Uhr", "Feiertags geschlossen"],
        ),
        (
            "Mo,Tu,Th 09:00-12:00,13:00-17:00",
            ["Mo, Di, Do 09:00–12:00 und 13:00–17:00 Uhr"],
        ),
        ("PH,SH off", ["Feiertags, in den Schulferien geschlossen"]),
        ("Apr-Oct: Tu-Su 10:00-17:00", ["Apr–Okt: Di–So 10:00–17:00 Uhr"]),
        ("Sa[1] 10:00-13:00", ["Am 1. Sa im Monat 10:00–13:00 Uhr"]),
        ("We[-1] 10:00-13:00", ["Am letzten Mi im Monat 10:00–13:00 Uhr"]),
        ("Dec 24-Jan 6 off", ["24. Dez–6. Jan geschlossen"]),
        ("24/7", ["Rund um die Uhr"]),
        ("nach Vereinbarung", ["Nach Vereinbarung"]),
        ("", []),
    ],
)
def test_opening_lines(expression: str, lines: list[str]) -> None:
    assert opening_lines(expression) == lines


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (None, None, ""),
        (6, 9, "6 bis 9 Jahre"),
        (0, 3, "0 bis 3 Jahre"),
        (2.5, None, "ab 2,5 Jahren"),
        (None, 3, "bis 3 Jahre"),
    ],
)
def test_ages_text(low: float | None, high: float | None, expected: str) -> None:
    assert filters.ages_text(offer(age_from=low, age_to=high)) == expected


def test_yes_no_text_never_takes_unknown_for_no() -> None:
    texts = [filters.yes_no_text(value) for value in (True, False, None)]

    assert texts == ["ja", "nein", "nicht bekannt, bitte erfragen"]


def test_full_price_text_leaves_the_reduction_out() -> None:
    reduced = offer(price_cents=7200, reduced_price_cents=5400)

    assert filters.full_price_text(reduced) == "72,00 €"


def test_number_text_is_german() -> None:
    assert [filters.number_text(n) for n in (7, 8.5, 12345)] == ["7", "8,5", "12.345"]


def test_telephone_url_keeps_digits_only() -> None:
    assert filters.telephone_url("030 / 23125-100") == "tel:03023125100"


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.vhs.example/kurse?x=1", "www.vhs.example"),
        ("javascript:alert(1)", ""),
        ("//vhs.example", ""),
        ("", ""),
    ],
)
def test_web_host_is_empty_for_what_no_browser_may_open(url: str, host: str) -> None:
    assert filters.web_host(url) == host


@pytest.mark.parametrize(
    "color", ["#ffff00", "#000000", "#ffffff", "#1b5e20", "#888888"]
)
@pytest.mark.parametrize(
    ("paper", "toward"), [("#ffffff", "#000000"), ("#1b211d", "#ffffff")]
)
def test_readable_stands_out(color: str, paper: str, toward: str) -> None:
    assert contrast(readable(color, paper, toward=toward), paper) >= CONTRAST


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


def test_district_css_keeps_a_colour_that_is_readable() -> None:
    css = district_css({"primary": "#1B5E20", "accent": "#8a4b00"})

    assert "--primary: #1b5e20;" in css
    assert "prefers-color-scheme: dark" in css


def test_district_css_takes_no_css_from_the_configuration() -> None:
    css = district_css({"primary": "red; } body { display: none", "accent": ""})

    assert "display" not in css
    assert "--band: #1b5e20;" in css
