"""How a thing is written does not change what is understood, nor does the order."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.conditions import named_condition

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


FRAGMENTS = [
    *(phrase for bank in BANKS.values() for phrase in bank),
    "nicht in den Weihnachtsferien", "außerhalb der Ferien", "nicht am 5. Dezember",
    "nicht nächste Woche", "nicht vor Weihnachten", "aber nicht ab Januar", "außer mittwochs",
    "weder montags noch abends", "nicht bis März", "am 31.2.", "am 99.99.", "KW 53", "KW 99",
    "nicht heute", "vom 7. bis 3.12.", "zwischen 25 und 99 Uhr", "nicht nach 18 Uhr", "um 24 Uhr",
    "mein Sohn ist 7", "und ist 12", "wird am 12. Dezember 9", "Klasse 13", "U1", "-3 Jahre",
    "3 1/2 Jahre", "18 Monate", "Jahrgang 2031", "bis 0 Euro", "keine 10 km", "30 Euro",
    "nein, doch lieber", "ach nein,", "Quatsch", "(Landmaschinen)", "(", ")", "unsere Firma",
    "für die Kitagruppe", "kaputt", "Mama sagt", "jetzt will sie", "spielt", "und", "oder",
    "aber", "nicht", "kein", "ohne", "danke", "?", "!", "...", ",", "39340", "A1", "0", "1.",
]  # fmt: skip


@settings(EASY, max_examples=400)
@given(
    said=st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=9),
    between=st.sampled_from([" ", ", ", ". ", " und ", ", aber nicht ", "\n"]),
)
def test_whatever_is_said_together_is_understood(understand, said, between):
    text = between.join(said)

    for condition in understand(text, TODAY).query.visible:
        assert 0 <= condition.start <= condition.end <= len(text)
        assert condition.value
        named = (
            named_condition(
                condition.field,
                condition.value,
                district=understand.vocabulary.district,
                vocabulary=understand.vocabulary,
            )
            if condition.is_known
            else condition
        )
        assert named.value == condition.value
