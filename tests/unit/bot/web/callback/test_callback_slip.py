"""What may stand on a callback slip, and how it is cleaned."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.callback.slip import (
    LIMITS,
    Slip,
    is_phone,
    one_line,
    several_lines,
)

pytestmark = pytest.mark.unit

FILLED = {
    "name": "Ayşe Müller",
    "telefon": "030 23125 555",
    "email": "",
    "erreichbar": "",
    "anliegen": "",
    "einwilligung": "ja",
}


def slip(**changed: str) -> Slip:
    return Slip.from_form(FILLED | changed)


def test_name_phone_and_consent_are_enough() -> None:
    assert slip().problems() == {}


def test_everything_may_be_filled_in() -> None:
    full = slip(
        email="ayse@bücher.example", erreichbar="ab 16 Uhr", anliegen="Töpfern\nfür 2"
    )

    assert full.problems() == {}
    assert full.fields == {
        "name": "Ayşe Müller",
        "telefon": "030 23125 555",
        "email": "ayse@bücher.example",
        "erreichbar": "ab 16 Uhr",
        "anliegen": "Töpfern\nfür 2",
    }


def test_empty_form_names_what_is_missing_in_its_order() -> None:
    assert list(Slip.from_form({}).problems()) == ["name", "telefon", "einwilligung"]


@pytest.mark.parametrize("value", ["", "nein", "on", "JA"])
def test_consent_is_given_by_its_own_value_only(value: str) -> None:
    assert list(slip(einwilligung=value).problems()) == ["einwilligung"]


@pytest.mark.parametrize("name", LIMITS)
def test_every_field_has_a_limit(name: str) -> None:
    filling = {"telefon": "0", "email": "a@"}.get(name, "ä")
    too_long = (filling * (LIMITS[name] + 1))[: LIMITS[name] + 1]

    assert list(slip(**{name: too_long}).problems()) == [name]


@pytest.mark.parametrize("name", ["name", "erreichbar", "anliegen"])
def test_the_limit_itself_is_allowed(name: str) -> None:
    assert slip(**{name: "ä" * LIMITS[name]}).problems() == {}


@pytest.mark.parametrize(
    "number",
    [
        "030 23125 555",
        "030/23125-555",
        "(030) 23125555",
        "+49 30 23125555",
        "+49 (0)30 / 23125-555",
        "0049 30 23125555",
        "+380 44 123 45 67",
        "0170.1234567",
        "+1-202-555-0123",
    ],
)
def test_phone_numbers_are_taken_as_people_write_them(number: str) -> None:
    assert is_phone(number)


@pytest.mark.parametrize(
    "number",
    [
        "",
        "23125 555",
        "0301",
        "0" * 18,
        "+",
        "++49 30 23125555",
        "030 23125 ABC",
        "030 23125 555; rm",
        "030\n23125555",
        "null drei null",
    ],
)
def test_other_phone_numbers_are_refused(number: str) -> None:
    assert not is_phone(number)


def test_phone_numbers_may_be_written_in_other_digits_and_dashes() -> None:
    typed = slip(telefon=" ٠٣٠ \u2013 ２３１２５ 555 ")

    assert (typed.phone, typed.problems()) == ("030 - 23125 555", {})


@pytest.mark.parametrize(
    "address",
    [
        "ayse",
        "@example.org",
        "ayse@",
        "ayse@example",
        "a b@example.org",
        "a@example.org, b@example.org",
        "Ayse <ayse@example.org>",
        "a@example..org",
    ],
)
def test_incomplete_mail_addresses_are_refused(address: str) -> None:
    assert list(slip(email=address).problems()) == ["email"]


@pytest.mark.parametrize("name", ["name", "telefon", "email", "erreichbar"])
@pytest.mark.parametrize(
    "break_", ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\0"]
)
def test_no_line_of_its_own_can_be_added(name: str, break_: str) -> None:
    written = slip(**{name: f"a{break_}Bcc: b@example.org"}).fields[name]

    assert written == "a Bcc: b@example.org"


def test_matter_keeps_its_lines_and_nothing_unseen() -> None:
    typed = slip(anliegen=" a\r\nb\rc\n\n\n\nd\u202e\x1b[31m e\ufeff \n")

    assert typed.matter == "a\nb\nc\n\nd [31m e"


def test_joiners_inside_words_stay() -> None:
    assert one_line("می\u200cخواهم") == "می\u200cخواهم"


def test_half_characters_are_left_out() -> None:
    assert one_line("a\ud800b") == "a b"


@given(st.text(max_size=80))
def test_cleaning_twice_changes_nothing(typed: str) -> None:
    once = Slip.from_form(dict.fromkeys(LIMITS, typed) | {"einwilligung": "ja"})

    assert Slip.from_form(once.fields | {"einwilligung": "ja"}) == once
    assert "\n" not in one_line(typed)
    assert several_lines(once.matter) == once.matter


def test_another_slip_has_another_content() -> None:
    contents = {
        slip().content,
        slip(name="B").content,
        slip(name="A", erreichbar="B").content,
        slip(name="A", anliegen="B").content,
        slip(einwilligung="").content,
    }

    assert len(contents) == 5
