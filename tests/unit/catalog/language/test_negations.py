"""What is ruled out is ruled out, and nothing else is."""

from __future__ import annotations

from datetime import date

import pytest

pytestmark = pytest.mark.unit

TODAY = date(2026, 11, 22)


def read(understand, text):
    """Return "field=value" of all conditions; places by their label."""
    return sorted(
        f"{c.field}={c.label if c.field == 'place' else c.value}"
        for c in understand(text, TODAY).query.visible
    )


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("kein Yoga", ["topic=!yoga"]),
        ("Singen ohne Chor", ["topic=!chor", "topic=singen"]),
        ("weder Yoga noch Pilates", ["topic=!pilates", "topic=!yoga"]),
        ("kein Zumba und auch keine Gymnastik", ["topic=!gymnastik", "topic=!zumba"]),
        ("kein Yoga, lieber Pilates", ["topic=!yoga", "topic=pilates"]),
        ("Nähen statt Stricken", ["topic=!stricken", "topic=naehen"]),
        ("Französisch nein", ["topic=!franzoesisch"]),
        ("nicht in Barleben oder Colbitz",
         ["place=nicht in Barleben", "place=nicht in Colbitz"]),
        ("Barleben ist mir zu weit", ["place=nicht in Barleben"]),
        ("nicht bei der Musikschule", ["actor_kind=!musikschule"]),
        ("nur kein Workshop", ["kind=!workshop"]),
        ("nicht für Kinder", ["target_group=!kinder"]),
        ("nicht auf Englisch", ["language=!en"]),
        ("bloß nicht in den Ferien", ["dates=!2026-12-21/2027-01-02"]),
        ("nicht vor Januar", ["dates=2027-01-01/"]),
        ("außer Montag", ["weekday=2,3,4,5,6,7"]),
        ("jeden Tag bis auf Montag und Mittwoch", ["weekday=2,4,5,6,7"]),
        ("montags kann ich leider nicht", ["weekday=2,3,4,5,6,7"]),
        ("Montag und Dienstag habe ich keine Zeit", ["weekday=3,4,5,6,7"]),
        ("nicht montags abends", ["weekday=2,3,4,5,6,7"]),
        ("mittwochs abends nicht", ["weekday=1,2,4,5,6,7"]),
        ("auf keinen Fall abends", ["daytime=00:00-17:00"]),
        ("nicht vormittags", ["daytime=12:00-24:00"]),
        ("nicht nachmittags", ["daytime=00:00-12:00", "daytime=18:00-24:00"]),
        ("nicht nach 20 Uhr", ["daytime=00:00-20:00"]),
        ("abends ist uns zu spät", ["daytime=00:00-17:00"]),
        ("lieber vor Ort als online", ["delivery_mode=praesenz"]),
        ("lieber Tanzen als Turnen", ["topic=!turnen", "topic=tanzen"]),
        ("Singen, aber nich inner Musikschule",
         ["actor_kind=!musikschule", "topic=singen"]),
        ("nur nicht online", ["delivery_mode=praesenz"]),
        ("bitte keine Online-Kurse", ["delivery_mode=praesenz"]),
    ],
)  # fmt: skip
def test_ruled_out(understand, text, conditions):
    assert read(understand, text) == conditions


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("warum nicht Yoga?", ["topic=yoga"]),
        ("Gibt es keinen Chor in Barleben?", ["place=Barleben", "topic=chor"]),
        ("Habt ihr keine Kurse für Senioren?", ["target_group=senioren"]),
        ("Kann man nicht auch online lernen?", ["delivery_mode=online"]),
        ("Hat die Bücherei montags nicht auf?", ["actor_kind=bibliothek", "weekday=1"]),
        ("ich finde keinen Chor in Colbitz", ["place=Colbitz", "topic=chor"]),
        ("ich kann nicht schwimmen", ["topic=schwimmen"]),
        ("ich kann kein Deutsch", ["topic=deutsch"]),
        ("mein Mann kann nicht kochen", ["topic=kochen"]),
        ("ich habe noch nie Yoga gemacht", ["topic=yoga"]),
        ("nicht weit weg von Barleben", ["place=Barleben"]),
        ("kein Problem mit Yoga", ["topic=yoga"]),
        ("nicht nur Yoga", ["topic=yoga"]),
        ("kein Geld", ["price=0"]),
        ("nicht zu teuer", ["sort=price"]),
        ("nicht mehr als 15 Euro", ["price=15"]),
        ("ohne Anmeldung", ["registration=ohne"]),
        ("nicht weiter als 10 km", ["radius=10"]),
    ],
)
def test_not_ruled_out(understand, text, conditions):
    assert read(understand, text) == conditions


@pytest.mark.parametrize(
    "text",
    [
        "nicht nur online",
        "egal ob online oder vor Ort",
        "muss nicht kostenlos sein",
        "ich weiß nicht",
        "ich kann nicht mehr gut laufen",
        "nicht barrierefrei",
        "wir wohnen nicht in Barleben",
    ],
)
def test_open_choices_are_no_conditions(understand, text):
    assert read(understand, text) == []


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("Sport, aber kein Fußball, in Barleben",
         ["place=Barleben", "topic=!fussball", "topic=sport"]),
        ("Yoga am Wochenende, montags kann ich nicht", ["topic=yoga", "weekday=6,7"]),
        ("nicht für Senioren, sondern für Jugendliche",
         ["target_group=!senioren", "target_group=jugendliche"]),
        ("Gibt es Tanzen, aber nicht in Colbitz?",
         ["place=nicht in Colbitz", "topic=tanzen"]),
        ("Tanzen vormittags, abends nicht", ["daytime=06:00-12:00", "topic=tanzen"]),
    ],
)  # fmt: skip
def test_a_negation_stays_in_its_clause(understand, text, conditions):
    assert read(understand, text) == conditions


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("kein Yoga", "kein Yoga"),
        ("ohne Gymnastik", "keine Gymnastik"),
        ("kein Singen", "kein Singen"),
        ("keine Pilze", "keine Pilze"),
        ("keine Kunst", "keine Kunst"),
        ("keine Führung", "keine Führung"),
        ("kein Workshop", "kein Workshop"),
        ("nicht in der Bücherei", "keine Bibliothek"),
        ("nicht in Barleben", "nicht in Barleben"),
        ("nicht für Kinder", "nicht für Kinder"),
        ("nicht auf Englisch", "nicht auf Englisch"),
    ],
)
def test_labels_are_german(understand, text, label):
    assert [c.label for c in understand(text, TODAY).query.visible] == [label]


def test_what_is_ruled_out_does_not_widen_the_choice(understand):
    conditions = understand("Yoga und kein Pilates", TODAY).query

    assert [c.value for c in conditions.of("topic")] == ["yoga"]
    assert conditions.excluded("topic") == ("pilates",)
    assert conditions.of("any_topic") == ()


@pytest.mark.parametrize(
    ("text", "field", "values"),
    [
        ("Betreuung, Hort kommt nicht in Frage", "actor_kind", ["!hort"]),
        ("Turnen, ohne dass man in einen Verein muss", "actor_kind", ["!verein"]),
        ("Turnen, VHS scheidet aus", "actor_kind", ["!vhs"]),
        ("Turnen, Donnerstag fällt flach", "weekday", ["1,2,3,5,6,7"]),
        ("Turnen, montags kann ich allerdings nicht", "weekday", ["2,3,4,5,6,7"]),
        ("Turnen, montags bin ich verhindert", "weekday", ["2,3,4,5,6,7"]),
        ("Turnen weder abends noch am Wochenende", "weekday", ["1,2,3,4,5"]),
        ("Turnen weder abends noch am Wochenende", "daytime", ["00:00-17:00"]),
        ("Backen, nicht auf Englisch, das versteh ich nicht", "language", ["!en"]),
        ("ich tanze montags, allerdings suche ich Judo", "weekday", ["1"]),
    ],
)
def test_everyday_ways_to_rule_out(understand, text, field, values):
    assert [
        c.value for c in understand(text, TODAY).query if c.field == field
    ] == values


def test_a_place_too_far_away_is_ruled_out(understand):
    found = understand("Turnen, aber Barleben ist zu weit weg", TODAY).query

    assert [c.label for c in found if c.field == "place"] == ["nicht in Barleben"]
