"""Messages typed in a hurry: ages behind a noun, places at the end, words written apart."""

from __future__ import annotations

from datetime import date

import pytest

pytestmark = pytest.mark.unit

TODAY = date(2026, 11, 22)


def values(understand, text, field):
    """Return the values of one field; places by their label."""
    found = [c for c in understand(text, TODAY).query.visible if c.field == field]
    return [c.label if field == "place" else c.value for c in found]


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("Fechten Jungs 9 bis 12", ["9-12"]),
        ("Rudern Mädels zwischen 13 u 16", ["13-16"]),
        ("Stricken für Frauen 30 bis 45", ["30-45"]),
        ("Leute von 20-35 für Bouldern", ["20-35"]),
        ("Kinder anderthalb bis drei, Musik", ["1.5-3"]),
        ("Zirkus (7-10)", ["7-10"]),
        ("Zirkus 7-10, Barleben", ["7-10"]),
        ("Schach von 6 Jahren bis 9 Jahren", ["6-9"]),
        ("Turnen 3J - 5J", ["3-5"]),
        ("Zirkus 2-3 mal die Woche", []),
        ("Modul 1-3 Excel", []),
        ("Kochen für 6-8 Leute", []),
        ("alle 2-3 Wochen Chor", []),
        ("Rudern 9 Jahre und älter", ["9-"]),
        ("Rudern 14 aufwärts", ["14-"]),
        ("Rudern mind. 12 Jahre", ["12-"]),
        ("Rudern max. 16 Jahre", ["-16"]),
        ("Musik für unter Dreijährige", ["0-2"]),
        ("bin jez 17 und suche Rugby", ["17-17"]),
        ("ich werd 13, Rugby?", ["13-13"]),
        ("bin neunzehn, Rugby", ["19-19"]),
        ("für ein Paar, beide 58, Salsa", ["58-58"]),
        ("meine Freundin und ich, 24 und 27, Salsa", ["24-24", "27-27"]),
        ("Rugby. Jonte ist 9, Zielitz", ["9-9"]),
        ("Eintritt ist 9, Zirkus", []),
        ("Herr (72) sucht Aquarell", ["72-72"]),
        ("weibl., 41, sucht Salsa", ["41-41"]),
        ("unser Baby ist 9 Wochen alt", ["0.2-0.2"]),
        ("Nachhilfe 6te Klasse", ["11-12"]),
        ("Nachhilfe siebente Klasse", ["12-13"]),
        ("Nachhilfe 7. bis 9. Klässler", ["12-15"]),
        ("sechste und siebte Klasse Latein", ["11-13"]),
        ("3. Schuljahr, Lesen", ["8-9"]),
        ("sie geht in die 8. und braucht Latein", ["13-14"]),
        ("für 6-jährige u 8-jährige Rugby", ["6-6", "8-8"]),
    ],
)
def test_ages(understand, text, ages):
    assert values(understand, text, "age") == ages


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Ich bin Pensionär, 71, und mag Schach", ["senioren"]),
        ("Rentner Tanz in Barleben", ["senioren"]),
        ("Kinder Zirkus", ["kinder"]),
        ("ich und die Zwerge wollen basteln", ["kinder"]),
        ("Handball Damen", ["frauen"]),
        ("sehr geehrte Damen und Herren, gibt es Handball?", []),
        ("Elektriker Fortbildung", ["fachkraefte"]),
        ("Logopädin sucht Supervision", []),
        ("Sozialarbeiterin sucht Supervision", ["fachkraefte"]),
        ("Tagesmütter Austausch in Egeln", ["fachkraefte"]),
        ("Ausbildung zur Erzieherin", []),
        ("welche Firmen bilden Gärtner aus", []),
        ("Wer bildet in Egeln Gärtner aus?", []),
        ("ausländischer Führerschein", []),
        ("ausländische Frauen lernen Radfahren", ["zugewanderte", "frauen"]),
        ("bin arbeits los", ["arbeitsuchende"]),
        ("Will Gitarre lernen, weil mein Neffe Schlagzeug spielt", []),
        ("Zumba, meine Tochter wird dabei betreut", []),
        ("für Kinder nix, nur Gitarre", ["!kinder"]),
        ("Gibt es für Kinder nix?", ["kinder"]),
    ],
)
def test_groups(understand, text, groups):
    assert values(understand, text, "target_group") == groups


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("salsa burg", ["Burg"]),
        ("Salsa, dolle", ["Dolle"]),
        ("Nähtreff wellen", ["Wellen"]),
        ("feuerwehr angern mitmachen", ["Angern"]),
        ("Salsa barleben od. ebendorf", ["Barleben", "Ebendorf"]),
        ("Salsa auf der burg", []),
        ("Ritter und Burg", []),
        ("vegane Burger", []),
        ("Phantasie ausleben", []),
        ("Führung Burg Wanzleben", ["Wanzleben"]),
        ("Komme aus Egeln und kann bis Zielitz fahren. Salsa?", ["Zielitz"]),
        ("Wohne in Egeln, Zielitz wäre näher. Salsa?", ["Zielitz"]),
    ],
)
def test_places(understand, text, names):
    assert values(understand, text, "place") == names


@pytest.mark.parametrize(
    ("text", "field", "found"),
    [
        ("Salsa wochen ende", "weekday", ["6,7"]),
        ("Wochenend-Workshop Salsa", "weekday", ["6,7"]),
        ("Wochenend-Workshop Salsa", "kind", ["workshop"]),
        ("montags und mittwochs bin ich immer weg, Salsa", "weekday", ["2,4,5,6,7"]),
        ("Montags und mittwochs hab ich Spätschicht", "weekday", ["2,4,5,6,7"]),
        ("ich bin montags und mittwochs da, Salsa", "weekday", ["1,3"]),
        ("abends geht bei uns nix, Salsa", "daytime", ["00:00-17:00"]),
        ("Salsa montags 18-20", "daytime", ["18:00-20:00"]),
        ("Salsa Sa 10-12", "daytime", ["10:00-12:00"]),
        ("Salsa 9:30-11 Uhr", "daytime", ["09:30-11:00"]),
        ("Salsa Freitag 17.-19.12.", "dates", ["2026-12-17/2026-12-19"]),
        ("Salsa Freitag 17.-19.12.", "daytime", []),
        ("Vormittagskurs Salsa", "daytime", ["06:00-12:00"]),
        ("Abendseminar", "daytime", ["17:00-24:00"]),
        ("Abendgymnasium", "daytime", []),
        ("am 2. Advent Kränze binden", "dates", ["2026-12-06/2026-12-06"]),
        ("Ende Februar bis Anfang April", "dates", ["2027-02-19/2027-04-09"]),
        ("März bis Mitte Mai", "dates", ["2027-03-01/2027-05-20"]),
        ("Ferienlager 2027", "dates", ["2027-01-01/2027-12-31"]),
        ("Excel 2019", "dates", []),
    ],
)
def test_times(understand, text, field, found):
    assert values(understand, text, field) == found


@pytest.mark.parametrize(
    ("text", "field", "found"),
    [
        ("Salsa mit bildungs gutschein", "funding", ["bildungsgutschein"]),
        ("barriere freier Chor", "accessibility", ["rollstuhl"]),
        ("kosten loser Chor", "price", ["0"]),
        ("gratis oder max. 15 Euro", "price", ["15"]),
        ("Chor in Barleben, sonst online kurs", "delivery_mode", ["online"]),
        ("Gehörlosensport", "accessibility", ["gebaerdensprache"]),
        ("Muttersprache Russisch, Nähkurs", "language", []),
        ("in meiner Muttersprache Russisch", "language", ["ru"]),
        ("spreche leider nur Rumänisch, Beratung", "language", ["ro"]),
        ("yoga in english please", "language", ["en"]),
        ("Deutsch B2 Prüfung", "certificate", ["ja"]),
        ("Deutsch B2 Prüfung Vorbereitung", "certificate", []),
        ("Salsa mit ADTV-Zertifikat", "certificate", ["ja"]),
        ("Zertifikat brauche ich keins, Salsa", "certificate", []),
        ("von A2 auf B1 kommen", "level", ["B1"]),
        ("A2 hab ich geschafft, jetzt B1", "level", ["B1"]),
        ("Wer bildet in Egeln aus?", "kind", ["ausbildung"]),
        ("Wer bildet sich aus Neugier weiter?", "kind", []),
        ("ich will Koch werden", "kind", ["ausbildung"]),
        ("ich will Vegetarier werden", "kind", []),
        ("Skilager für Kinder", "kind", ["freizeit"]),
        ("Wälzlager wechseln", "kind", []),
        ("junge Mütter treffen", "kind", ["gruppe"]),
        ("Gruppe von 8 Frauen sucht Salsa", "kind", []),
        ("Ausmalbilder zum Ausdrucken", "kind", ["lernmaterial"]),
        ("Unser Verein sucht Schulung zu Steuern", "actor_kind", []),
        ("wir sind ein kleiner Verein, Schulung?", "actor_kind", []),
        ("welcher Verein hat Salsa", "actor_kind", ["verein"]),
        ("Yoga, jemand muss aufpassen auf die Kinder", "childcare", ["ja"]),
        ("Zumba für Kinder mit Kinderbetreuung", "childcare", ["ja"]),
        ("Treff wo man einfach so hin kann", "registration", ["ohne"]),
    ],
)
def test_closed_sets(understand, text, field, found):
    assert values(understand, text, field) == found
