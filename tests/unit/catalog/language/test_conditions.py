"""Closed sets, prices and languages: the many ways to say one thing."""

from __future__ import annotations

from datetime import date

import pytest

from catalog.language.languages import language_code
from catalog.language.wordsets import labels

pytestmark = pytest.mark.unit

TODAY = date(2026, 11, 22)


def read(understand, text, field):
    return [c.value for c in understand(text, TODAY).query if c.field == field]


@pytest.mark.parametrize(
    ("field", "value", "texts"),
    [
        ("accessibility", "rollstuhl", [
            "rollstuhlgerecht", "barrierefreies Museum", "ohne Stufen", "mit Rollator",
            "bin gehbehindert", "Treppen kann ich nicht steigen", "schlecht zu Fuß"]),
        ("accessibility", "gebaerdensprache", [
            "mit Gebärdensprachdolmetscher", "für Gehörlose", "in Gebärdensprache"]),
        ("accessibility", "leichte_sprache", ["in Leichter Sprache", "einfache Sprache"]),
        ("childcare", "ja", [
            "mit Kinderbetreuung", "Yoga, wo auf die Kinder aufgepasst wird",
            "Deutschkurs, Kinderbetreuung wäre wichtig",
            "Yoga, mein Kind soll währenddessen betreut werden"]),
        ("kind", "betreuung", ["Ferienbetreuung", "Kinderbetreuung in Barleben"]),
        ("certificate", "ja", [
            "mit Zertifikat", "mit Abschluss", "mit Teilnahmebescheinigung",
            "mit anerkanntem Abschluss", "mit Prüfung"]),
        ("registration", "ohne", [
            "ohne Anmeldung", "ohne Voranmeldung", "einfach hingehen",
            "ohne mich vorher anzumelden", "einfach so vorbeikommen"]),
        ("reduction", "ja", ["ermäßigt", "gibt es Rabatt", "mit Sozialtarif", "Studentenermäßigung"]),
        ("sort", "price", [
            "billig", "günstige Kurse", "nicht so teuer", "für kleines Geld",
            "ich habe nicht viel Geld", "darf nicht die Welt kosten"]),
        ("price", "0", ["kostenlos", "kost nix", "Eintritt frei", "muss umsonst sein"]),
        ("price", "30", ["bis 30 Euro", "unter 30€", "20-30 Euro", "max. 30", "30 €",
                         "bis dreißig Euro", "nicht mehr als 30 Euro", "nicht über 30 €"]),
        ("price", "10", ["für nen Zehner"]),
        ("funding", "but", ["zahlt das BuT?", "Bildung und Teilhabe", "Bildungspaket"]),
        ("funding", "bildungsfreistellung", ["als Bildungsurlaub", "Bildungszeit"]),
        ("funding", "aufstiegs-bafoeg", ["Meister-BAföG", "Aufstiegs-Bafög"]),
        ("delivery_mode", "online", [
            "online", "Online-Yoga", "per Zoom", "von zu Hause aus", "gern digital"]),
        ("delivery_mode", "praesenz", ["vor Ort", "nicht online", "kein Onlinekurs"]),
        ("actor_kind", "kita", ["kinder garten platz", "Kindergärten"]),
        ("skill", "beginner", ["Gitarre für Anfänger", "Yoga ohne Vorkenntnisse",
                               "Excel-Grundkurs", "bin blutiger Anfänger", "von null an"]),
        ("skill", "advanced", ["Englisch für Fortgeschrittene", "Excel Aufbaukurs",
                               "Spanisch mit Vorkenntnissen"]),
        ("kind", "workshop", ["Schnupperworkshop", "Workshops"]),
        ("kind", "konferenz", ["Fachtagung", "Fachtag Inklusion"]),
        ("kind", "gruppe", ["Krabbelgruppe", "Lauftreff", "Strickkreis", "Trauergruppe"]),
        ("kind", "beratung", ["Erziehungsberatung", "Schuldnerberatung"]),
        ("kind", "freizeit", ["Fußballcamp", "Ferienlager"]),
        ("actor_kind", "musikschule", ["Musikschulunterricht"]),
        ("actor_kind", "vhs", ["VHS-Kurs"]),
        ("language", "uk", ["auf Ukrainisch", "in ukrainischer Sprache"]),
        ("language", "ru", ["russischsprachige Beratung"]),
        ("language", "fa", ["auf Farsi", "Dozent, der Dari spricht"]),
        ("level", "A2", ["Niveau A2", "ich habe A1 und will A2 machen"]),
    ],
)  # fmt: skip
def test_ways_to_say_it(understand, field, value, texts):
    found = {text: read(understand, text, field) for text in texts}

    assert found == {text: [value] for text in texts}


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Englisch lernen", "language"),
        ("Nachhilfe in Deutsch", "language"),
        ("Gebärdensprache lernen", "accessibility"),
        ("digitale Fotografie", "delivery_mode"),
        ("Buchführung", "kind"),
        ("ab 20 Euro", "price"),
        ("höchstens 20 Kinder", "price"),
        ("max. 12 Jahre", "price"),
        ("Wer schult Betriebe?", "actor_kind"),
        ("was kann man nach der Schule machen", "actor_kind"),
        ("welche Altersgruppe", "kind"),
        ("mit Kinderbetreuung", "kind"),
    ],
)
def test_what_does_not_say_it(understand, text, field):
    assert read(understand, text, field) == []


def test_several_languages(understand):
    assert read(understand, "auf Russisch oder Ukrainisch", "language") == ["ru", "uk"]
    assert read(understand, "nicht auf Englisch, sondern auf Deutsch", "language") == [
        "!en",
        "de",
    ]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Ukrainisch", "uk"),
        ("ukrainische Sprache", "uk"),
        ("russischsprachig", "ru"),
        ("UK", "uk"),
        ("türkisch", "tr"),
        ("tuerkische", "tr"),
        ("Dari", "fa"),
        ("Klingonisch", None),
        ("", None),
    ],
)
def test_language_codes(name, code):
    assert language_code(name) == code


@pytest.mark.parametrize(
    ("field", "value", "label"),
    [
        ("accessibility", "rollstuhl", "rollstuhlgerecht"),
        ("childcare", "ja", "mit Kinderbetreuung"),
        ("language", "uk", "auf Ukrainisch"),
        ("certificate", "ja", "mit Zertifikat"),
        ("registration", "ohne", "ohne Anmeldung"),
        ("reduction", "ja", "ermäßigt"),
        ("sort", "price", "günstigste zuerst"),
    ],
)
def test_labels(field, value, label):
    assert labels()[field, value] == label


@pytest.mark.parametrize(
    ("text", "field", "values"),
    [
        ("Pilates, nicht mehr als nen Zwanni", "price", ["20"]),
        ("Pilates fuffzig Euro", "price", ["50"]),
        ("Pilates, kein Eintritt", "price", ["0"]),
        ("Pilates, bloß nix was kostet", "price", ["0"]),
        ("Pilates, kostet hoffentlich nix?", "price", ["0"]),
        ("Pilates, Kohle haben wir keine", "price", ["0"]),
        ("Pilates, preislich unter 30", "price", ["30"]),
        ("Pilates für 3,50", "price", ["3.50"]),
        ("Pilates, was kostet am wenigsten", "sort", ["price"]),
        ("Pilates, muss auf den Cent achten", "sort", ["price"]),
        ("Onlinevortrag Gicht", "kind", ["veranstaltung"]),
        ("Onlinevortrag Gicht", "delivery_mode", ["online"]),
        ("Backen vom Sofa aus", "delivery_mode", ["online"]),
        ("Schachzirkel in Barleben", "kind", ["gruppe"]),
        ("Klassentreffen planen", "kind", []),
        ("geführte Tour durch die Altstadt", "kind", ["fuehrung"]),
        ("Theateraufführung", "kind", ["veranstaltung"]),
        ("Vorführung Baumschnitt", "kind", []),
        ("Übungsblätter Bruchrechnen", "kind", ["lernmaterial"]),
        ("Wer betreut samstags unser Kind?", "kind", ["betreuung"]),
        ("Barcamp Schule", "kind", ["konferenz"]),
        ("FSJ im Kiga", "actor_kind", ["kita"]),
        ("Kita-Platz in Samswegen", "actor_kind", ["kita"]),
        ("Gymi Wolmirstedt", "actor_kind", ["schule"]),
        ("Berufsbildende Schule", "actor_kind", ["berufsschule"]),
        ("Tagesmama in Barleben", "actor_kind", ["tagespflege"]),
        ("Kinderhort Barleben", "actor_kind", ["hort"]),
        ("Penne kochen", "actor_kind", []),
        ("Rollstuhltanz", "accessibility", ["rollstuhl"]),
        ("Backen im Erdgeschoss", "accessibility", ["rollstuhl"]),
        ("Beratung Wohngeld Arabisch", "language", ["ar"]),
        ("Beratung zum Arabisch lernen", "language", []),
    ],
)
def test_everyday_words(understand, text, field, values):
    found = understand(text, TODAY).query.of(field)

    assert [c.value for c in found] == values
