"""Stems: what belongs together meets, what only looks alike does not."""

from __future__ import annotations

import hashlib

import pytest

from catalog import derived
from catalog.language.text import stems
from catalog.terms import index_terms

SENTENCES = """
Töpfern für Anfängerinnen, Malerei und Acrylmalen, Schneiderei, Kopfweiden schneiden
Steuern und Steuerungstechnik, Skat und Skaten, Wanderungen in der Börde, Erste Hilfe
Trauerbegleitung, Erzieher:innen-Fortbildung, Seemannslieder, Programmieren mit Python
Kräuterwanderung, Häkeln, Bastler, Beratung zur Kindertagespflege, Englisch B1, Yoga
"""


@pytest.mark.parametrize(
    "words",
    [
        "Töpfern Töpferei Töpfer töpfern Toepfern",
        "Malen Malerei Maler",
        "Acrylmalen Acrylmalerei",
        "Schneidern Schneiderei Schneider Schneiderin",
        "Wandern Wanderung Wanderungen Wanderer",
        "Klettern Kletterer Kletterei",
        "Imkern Imker Imkerei Imkerin",
        "Erzieherin Erzieher erziehen Erziehung",
        "Lehrer Lehrerinnen lehren",
        "Basteln Bastler basteln",
        "Programmieren Programmierer Programmierung",
        "Lied Lieder Liedern",
        "Seemannslied Seemannslieder",
        "Beratung beraten Berater Beratungen",
        "Skaten Skater",
    ],
)
def test_forms_of_one_word_share_a_stem(words):
    first, *others = (stems(word) for word in words.split())

    assert all(first & other for other in others)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("schneidern", "schneiden"),
        ("Steuern", "Steuerung"),
        ("Skat", "Skaten"),
        ("Wandern", "Wand"),
        ("Trauer", "trauen"),
        ("Kleid", "Kleidung"),
        ("Bild", "Bildung"),
        ("Bauer", "Bau"),
        ("Reise", "Reis"),
        ("Zimmer", "Zimt"),
    ],
)
def test_words_that_only_look_alike_share_none(one, other):
    assert not stems(one) & stems(other)


def test_a_changed_analysis_has_a_new_number():
    """When this fails, raise `derived.ANALYSIS` and write the new fingerprint here."""
    words = " ".join(index_terms(SENTENCES))
    fingerprint = hashlib.sha256(words.encode()).hexdigest()[:12]

    assert (derived.ANALYSIS, fingerprint) == (1, "61cdbd2dceb5")
