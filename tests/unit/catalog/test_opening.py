"""Opening hours: open now, until when, on holidays of Sachsen-Anhalt."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.opening import is_readable, opening_state
from catalog.settings import BERLIN

OFFICE = "Mo-Fr 09:00-12:00,13:00-17:00; PH off"
WORDS = (
    "Mo Tu Fr Su PH SH 09:00 17:00 24:00 26:00 Jan Dec 2026 easter week 1 53 off open"
    ' closed unknown sunrise 24/7 "x" +1 -1 day days [1] - , ; || + /'
).split()


def state(expression, moment, **options):
    now = datetime.fromisoformat(moment).replace(tzinfo=BERLIN)
    return opening_state(expression, now=now, land="ST", **options)


def hours(found):
    return [(f"{a:%H:%M}", f"{b:%H:%M}") for a, b in found]


@pytest.mark.parametrize(
    ("moment", "is_open", "until"),
    [
        ("2026-11-23T08:59", False, None),
        ("2026-11-23T09:00", True, "12:00"),
        ("2026-11-23T12:00", False, None),
        ("2026-11-23T16:59", True, "17:00"),
        ("2026-11-22T10:00", False, None),
    ],
)
def test_open_now(moment, is_open, until):
    found = state(OFFICE, moment)

    assert found.known
    assert found.open_now is is_open
    assert (f"{found.until:%H:%M}" if found.until else None) == until


def test_hours_of_today_and_of_the_next_open_day():
    found = state(OFFICE, "2026-11-22T12:00")

    assert (found.day, found.hours) == (date(2026, 11, 22), ())
    assert hours(found.next_hours) == [("09:00", "12:00"), ("13:00", "17:00")]
    assert found.next_hours[0][0].date() == date(2026, 11, 23)


def test_hours_of_another_day():
    found = state(OFFICE, "2026-11-22T12:00", day=date(2026, 11, 27))

    assert found.day == date(2026, 11, 27)
    assert hours(found.hours) == [("09:00", "12:00"), ("13:00", "17:00")]
    assert found.next_hours[0][0].date() == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2025-10-31", "Reformationstag, im Land"),
        ("2027-01-06", "Heilige Drei Könige, im Land"),
        ("2026-05-01", "Tag der Arbeit, überall"),
        ("2026-05-25", "Pfingstmontag, überall"),
    ],
)
def test_closed_on_holidays(day, name):
    assert not state(OFFICE, f"{day}T10:00").open_now, name


@pytest.mark.parametrize("day", ["2026-11-18", "2026-06-04", "2027-11-01"])
def test_open_on_holidays_of_other_lands(day):
    """Buß- und Bettag, Fronleichnam und Allerheiligen sind hier Werktage."""
    assert state(OFFICE, f"{day}T10:00").open_now


def test_reformation_day_has_the_hours_of_its_season():
    museum = "Apr-Oct Tu-Su,PH 10:00-17:00; Nov-Mar Tu-Su,PH 11:00-16:00"

    assert hours(state(museum, "2022-10-31T10:30").hours) == [("10:00", "17:00")]


def test_holiday_with_hours_of_its_own():
    assert hours(
        state("Mo-Fr 09:00-17:00; PH 10:00-12:00", "2025-10-31T10:00").hours
    ) == [("10:00", "12:00")]


def test_closed_in_the_school_holidays():
    school = "Mo-Fr 13:00-18:00; PH,SH off"

    assert not state(school, "2026-12-22T14:00").open_now
    assert state(school, "2026-12-17T14:00").open_now


def test_open_in_the_school_holidays_only():
    camp = "SH Mo-Fr 10:00-14:00"

    assert state(camp, "2026-12-22T11:00").open_now
    assert not state(camp, "2026-11-23T11:00").open_now


def test_open_past_midnight():
    late = state("Fr 18:00-02:00", "2026-11-27T20:00")

    assert f"{late.until:%d. %H:%M}" == "28. 02:00"
    assert state("Fr 18:00-02:00", "2026-11-28T01:00").open_now


def test_always_open_has_no_end():
    found = state("24/7", "2026-11-22T12:00")

    assert found.open_now
    assert found.until is None


@pytest.mark.parametrize(
    "expression",
    [None, "", "nach Vereinbarung", '"nach Vereinbarung"', "Mo 99:00", 'Su 10:00+ "?"'],
)
def test_unknown(expression):
    found = state(expression, "2026-11-22T12:00")

    assert not found.known
    assert not found.open_now


def test_remark_on_another_day_does_not_matter():
    assert state(
        'Mo 10:00-12:00; Tu 10:00-12:00 "mit Termin"', "2026-11-23T11:00"
    ).open_now


def test_hours_that_never_come_again():
    assert state("2020 Mo 10:00-12:00", "2026-11-22T12:00").next_hours == ()


@given(st.lists(st.sampled_from(WORDS), max_size=8), st.sampled_from(["", " "]))
def test_any_words_give_an_answer(words, between):
    expression = between.join(words)

    assert state(expression, "2026-11-22T12:00").known <= is_readable(expression)
