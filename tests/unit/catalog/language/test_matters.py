"""Two wishes or one, words of a story, and words nobody listed: what is the matter."""

from __future__ import annotations

from datetime import date

import pytest

pytestmark = pytest.mark.unit

TODAY = date(2026, 11, 22)


def topics(understand, text):
    """Return the slugs of the topics of a sentence, "!" before those ruled out."""
    found = understand(text, TODAY).query.visible
    return [c.value for c in found if c.field == "topic"]


def labels(understand, text):
    """Return the labels of the topics of a sentence."""
    return [c.label for c in understand(text, TODAY).query.of("topic")]


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Tanzen oder auch Walzer", ["tanzen", "walzer"]),
        ("Kalligrafie o Handlettering", ["kalligrafie", "handlettering"]),
        ("Brettspiele?? oder Skat", ["brettspiele", "skat"]),
        ("Backen bzw. Brot backen", ["backen", "brotbacken"]),
        ("Yoga od. Stuhlyoga", ["yoga", "stuhlyoga"]),
        ("Kegeln? Skat?", ["bowling", "skat"]),
        ("tanzen, Walzer", ["walzer"]),
        ("Tanzen und zwar Walzer", ["walzer"]),
        ("Sprachen, besser gesagt Englisch", ["englisch"]),
        ("Pilates oder Schwangerenyoga", ["pilates", "schwangerenyoga"]),
        ("Pilates, Rollatoryoga", ["pilates", "rollatoryoga"]),
        ("Darts oder Spikeball", ["dart", "spikeball"]),
    ],
)
def test_two_wishes_or_one(understand, text, slugs):
    assert topics(understand, text) == slugs


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Skat richtig lernen", ["skat"]),
        ("richtig lernen", ["lernen-lernen"]),
        ("Yoga, um fit zu bleiben", ["yoga"]),
        ("fit bleiben", ["sport"]),
    ],
)
def test_words_that_go_with_any_topic(understand, text, slugs):
    assert topics(understand, text) == slugs


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Wie repariert man ein Fahrrad?", ["fahrradreparatur"]),
        ("Wie gründet man einen Verein?", ["vereinsgruendung"]),
        ("Wie näht man eine Bluse?", ["naehen"]),
        ("Wie strickt man Socken?", ["socken-stricken"]),
        ("Ich will lernen, wie man Obst und Gemüse einkocht", ["einkochen"]),
        ("Wie spielt man Gitarre?", ["gitarre"]),
        ("Wie schreibt man eine Bewerbung?", ["bewerbung"]),
        ("Wer zeigt mir, wie man mit der Cloud arbeitet?", ["cloud"]),
    ],
)
def test_how_something_is_done(understand, text, slugs):
    assert topics(understand, text) == slugs


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Mein Enkel spielt Fußball, ich suche Gymnastik", ["gymnastik"]),
        ("Mein Enkel spielt Fußball", ["fussball"]),
        ("Hab drei Gitarrenlehrer verschlissen. Geige in Burg?", ["geige"]),
        ("Der Arzt will mir Tabletten geben, ich will Yoga", ["yoga"]),
        ("Sonst gibts Stress. Boxen in Zielitz?", ["boxen"]),
        ("Bei uns gibt es leider nur Fußball. Suche Handball", ["handball"]),
        ("Die Tochter der Nachbarin kann jetzt Judo. Karate ab 7?", ["karate"]),
        (
            "Er spricht prima Polnisch, beim Elterngeld hakt es. Gibt es Beratung?",
            ["elternzeit"],
        ),
        ("Nach drei Geburten brauche ich Beckenbodentraining", ["beckenboden"]),
        ("Als Kind lag im Schrank eine Geige. Jetzt will ich Flöte", ["floete"]),
        ("Schlaganfall überstanden, jetzt Yoga", ["yoga"]),
        ("Oma (80) malt Mandalas. Ich suche Boxen", ["boxen"]),
        ("Krieg keinen Ton raus. Trompete in Burg?", ["trompete"]),
        ("Wollte eigentlich zur Polizei. Jetzt denke ich an Hebamme", ["hebamme"]),
        ("Vortrag über Einbruch bei der Polizei", ["einbruch"]),
        ("Ich schlafe schlecht. Gibt es was? Yoga mag ich nicht", ["schlaf", "!yoga"]),
        ("Ohne Nachhilfe in Mathe wird das nichts", ["mathematik"]),
        ("Yoga ohne Musik", ["yoga", "!musik"]),
    ],
)
def test_only_what_is_wished_counts(understand, text, slugs):
    assert topics(understand, text) == slugs


@pytest.mark.parametrize(
    "text",
    [
        "Mit freundlichen Grüßen",
        "mfg Heinz Schneider",
        "Wer liest hier eigentlich mit?",
        "Katze auf der Tastatur",
        "Kannst du kochen?",
        "Magst du Pizza?",
        "Null Bock mehr auf Mathe",
        "Also keine Angst!",
        "Der Spielplatz ist gesperrt",
        "Die Zeitschrift kommt freitags",
    ],
)
def test_no_matter_at_all(understand, text):
    assert topics(understand, text) == []


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Gips in Oschersleben einen Nähkurs?", ["naehen"]),
        ("Wo gips nen Malkurs?", ["malen"]),
        ("Modellieren oder Gips", ["bildhauerei", "gips"]),
        ("Keine Angst mehr vor Spinnen haben", ["!aengste"]),
        ("Null Bock auf Handball, lieber Judo", ["!handball", "judo"]),
        ("Kannst du mir Kochkurse zeigen?", ["kochen"]),
    ],
)
def test_sayings_and_what_only_looks_like_them(understand, text, slugs):
    assert topics(understand, text) == slugs


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("umwelt bildung", "Umweltbildung"),
        ("sitz gymnastik", "Sitzgymnastik"),
        ("Smart Home", "Smart Home"),
        ("Kurs mit Tablets", "Tablet"),
        ("näh kurs", "Nähen"),
        ("Kinder-Malkurs", "Malen"),
        ("Lippen lesen", "Lippenlesen"),
        ("Teatergruppe", "Theater"),
        ("Pflegekinder", "Pflegekinder"),
        ("Blorfen malen lernen", "Malen"),
        ("Blorf lesen lernen", "Blorf lesen"),
    ],
)
def test_a_matter_is_called_as_it_was_said(understand, text, label):
    assert labels(understand, text) == [label]


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("im Museum was über die Steinzeit", ["steinzeit"]),
        ("Kunstschule für begabte 14-jährige", []),
        ("Hat die Bücherei Hörbücher? Kann man welche ausleihen?", ["hoerbuecher"]),
        ("ab 18 Uhr lesen wir", ["lesen"]),
        ("Uhr lesen lernen", ["uhr-lesen"]),
    ],
)
def test_where_a_word_stands(understand, text, slugs):
    assert topics(understand, text) == slugs
