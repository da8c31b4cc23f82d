"""How a thing is written does not change what is understood, nor does the order."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.unit

TODAY = date(2026, 11, 22)
BANKS = {
    "topic": ["Töpfern", "Yoga", "Nähen", "Englisch", "Gitarre", "kein Fußball"],
    "place": ["in Barleben", "in Gröningen", "nicht in Wolmirstedt"],
    "weekday": [
        "am Wochenende", "außer Montag", "mittwochs oder freitags", "unter der Woche",
        "Montag bis Mittwoch", "nicht am Wochenende",
    ],
    "daytime": [
        "abends", "nach 18 Uhr", "zwischen 14 und 16 Uhr", "frühabends", "nicht vormittags",
    ],
    "dates": [
        "nächste Woche", "im März", "in den Winterferien", "am 5. Dezember",
        "vom 3. bis 7.12.", "ab September", "im Frühjahr", "übermorgen",
    ],
    "age": ["für 9-jährige", "ab 6 Jahren", "Klasse 5", "Ü60"],
    "target_group": ["für Eltern", "für Jugendliche", "für Frauen"],
    "price": ["kostenlos", "bis 30 Euro", "höchstens 15 €"],
    "sort": ["günstig", "preiswert"],
    "reduction": ["ermäßigt", "mit Ermäßigung"],
    "funding": ["mit Bildungsgutschein", "als Bildungsurlaub"],
    "delivery_mode": ["online", "vor Ort", "von zu Hause", "nicht online"],
    "accessibility": ["barrierefrei", "mit Gebärdensprachdolmetscher", "in Leichter Sprache"],
    "childcare": ["mit Kinderbetreuung"],
    "language": ["auf Ukrainisch", "in türkischer Sprache", "auf Französisch"],
    "level": ["B1", "Niveau A2"],
    "certificate": ["mit Zertifikat", "mit Prüfung"],
    "registration": ["ohne Anmeldung", "ohne Voranmeldung"],
    "kind": ["als Workshop", "Führung", "kein Vortrag"],
    "actor_kind": ["bei der Volkshochschule", "nicht in der Bücherei"],
}  # fmt: skip
# Said in one breath these two are one thing: "nächste Woche Mittwoch".
TOGETHER = {"weekday", "dates"}
EASY = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@st.composite
def phrases(draw):
    """Some phrases, each for another field."""
    fields = draw(st.lists(st.sampled_from(sorted(BANKS)), unique=True, max_size=6))
    if TOGETHER <= set(fields):
        fields.remove("dates")
    return [draw(st.sampled_from(BANKS[field])) for field in fields]


def read(understand, text):
    return sorted((c.field, c.value) for c in understand(text, TODAY).query.visible)


@EASY
@given(said=phrases())
def test_every_phrase_says_what_it_says_alone(understand, said):
    alone = sorted(found for phrase in said for found in read(understand, phrase))

    assert read(understand, ", ".join(said)) == alone


@EASY
@given(said=phrases(), seed=st.integers(0, 1_000))
def test_order_does_not_matter(understand, said, seed):
    shuffled = list(said)
    random.Random(seed).shuffle(shuffled)

    assert read(understand, ", ".join(shuffled)) == read(understand, ", ".join(said))


@EASY
@given(said=phrases(), change=st.sampled_from([str.lower, str.upper, str.title]))
def test_letter_case_does_not_matter(understand, said, change):
    text = ", ".join(said)

    assert read(understand, change(text)) == read(understand, text)


@EASY
@given(said=phrases())
def test_spelling_without_umlauts_does_not_matter(understand, said):
    text = ", ".join(said)
    plain = text
    for letter, letters in (
        ("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("Ü", "Ue"), ("ß", "ss")
    ):  # fmt: skip
        plain = plain.replace(letter, letters)

    assert read(understand, plain) == read(understand, text)


@EASY
@given(
    said=phrases(),
    before=st.sampled_from(["", "  ", "\n", "🙂 ", "Hallo! ", "... "]),
    after=st.sampled_from(["", ".", "!", "?", "!!!", " 😀", " \t\n", " :-)", " …"]),
)
def test_what_stands_around_a_sentence_does_not_matter(understand, said, before, after):
    text = ", ".join(said)

    assert read(understand, before + text + after) == read(understand, text)
