"""Words and moments of other formats in the catalog's own."""

from __future__ import annotations

import pytest

from catalog.importers import field_words
from catalog.importers.content import stable_id
from catalog.importers.moments import Moment, moment, occurrence
from catalog.records import FUNDINGS, OFFER_KINDS, TARGET_GROUPS

pytestmark = pytest.mark.unit


def test_meanings_are_words_of_the_contract():
    tables = field_words._tables()

    assert set(tables["kind_words"].values()) <= set(OFFER_KINDS)
    assert set(tables["target_group_words"].values()) <= set(TARGET_GROUPS)
    assert set(tables["funding_words"].values()) <= set(FUNDINGS)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Töpfern am Abend", "kurs"),
        ("Schreib-Workshop", "workshop"),
        ("Workshop: Schreiben", "workshop"),
        ("Stadtführung durch Haldensleben", "fuehrung"),
        ("Online-Vortrag", "veranstaltung"),
        ("Führung durch die Kirche", "fuehrung"),
        ("Einführung in die Buchführung", "kurs"),
        ("Filmvortrag über Island", "veranstaltung"),
    ],
)
def test_kinds(title, kind):
    assert field_words.kind_said(title) == kind


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Lehrer/innen", ("fachkraefte",)),
        ("Menschen mit Migrationshintergrund, Frauen", ("zugewanderte", "frauen")),
        ("Ältere", ("senioren",)),
        ("alle", ()),
    ],
)
def test_target_groups(text, groups):
    assert field_words.target_groups_said(text) == groups


@pytest.mark.parametrize(
    ("code", "topic"),
    [
        ("4.06", "Englisch"),
        ("4.0601", "Englisch"),
        ("5.99", "Beruf"),
        ("9", None),
        ("", None),
    ],
)
def test_subjects_of_the_schools(code, topic):
    assert field_words.dvv_topic(code) == topic


@pytest.mark.parametrize(
    ("text", "levels"),
    [("B1.2", ("B1",)), ("A1-A2", ("A1", "A2")), ("Einsteiger", ()), ("Sub1", ())],
)
def test_levels(text, levels):
    assert field_words.levels_said(text) == levels


def test_languages_there_and_back():
    assert field_words.language_name("de-DE") == "Deutsch"
    assert field_words.language_code("Türkisch") == "tur"
    assert field_words.short_language_code("Türkisch") == "tr"
    assert field_words.language_code("Klingonisch") is None


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2026-12-01", Moment("2026-12-01")),
        ("2026-12-01T18:00:00.000+02:00", Moment("2026-12-01", "18:00")),
        ("2026-12-01T23:30:00Z", Moment("2026-12-02", "00:30")),
        ("2026-07-01T16:00:00-05:00", Moment("2026-07-01", "23:00")),
        ("2026-12-01T00:00:00Z", Moment("2026-12-01")),
        ("2026-12-01 9:30", Moment("2026-12-01", "09:30")),
        ("bald", Moment("bald")),
        ("9999-12-31T23:00:00-12:00", Moment("9999-12-31", "23:00:00-12:00")),
    ],
)
def test_moments(said, expected):
    assert moment(said) == expected


def test_occurrences():
    day = "2026-12-01"

    assert (
        occurrence(Moment(day, "18:00"), Moment(day, "19:30")) == f"{day} 18:00-19:30"
    )
    assert (
        occurrence(Moment(day, "18:00"), Moment(day, "00:00")) == f"{day} 18:00-24:00"
    )
    assert occurrence(Moment(day, "00:00"), Moment(day, "00:00")) == day
    assert occurrence(Moment(day, "18:00"), Moment(day)) == f"{day} 18:00"


def test_ids_are_fit_for_an_address():
    assert stable_id("openvhs-1", "A 1/ü") == "openvhs-1-A-1-ü"
    assert stable_id("openvhs-1", " /") == ""
    assert stable_id("", "K-1") == "K-1"
