"""Ages and groups in a sentence; numbers that mean something else are none."""

from __future__ import annotations

from datetime import date

import pytest

pytestmark = pytest.mark.unit

TODAY = date(2026, 11, 22)


def read(understand, text, field):
    """Return the values of one field."""
    return [c.value for c in understand(text, TODAY).query.of(field)]


@pytest.mark.parametrize(
    ("age", "texts"),
    [
        ("6-6", ["mein Enkel wird nächsten Monat 6", "die Kleine ist bald 6"]),
        ("20-20", ["unser Sohn hat Downsyndrom, ist 20"]),
        ("70-70", ["meine Schwiegereltern, beide 70", "knapp 70"]),
        ("54-56", ["ich bin Mitte 50", "Mitte fünfzig"]),
        ("9-9", ["für Emma, 9, einen Kurs", "Zwillinge, 9", "9, Yoga", "er is dann 9"]),
        ("14-14", ["mein Bruder und ich sind beide 14"]),
        ("71-71", ["ich bin Rentnerin und 71", "bin Tischler und 71"]),
        ("37-39", ["Ende 30"]),
        ("50-", ["Männer über fünfzig", "50plus"]),
        ("10-", ["ab Klasse 5", "ab der fünften Klasse"]),
        ("-10", ["bis zur 4. Klasse", "bis Klasse 4"]),
        ("3.5-3.5", ["3½ Jahre", "3 1/2 Jahre"]),
        ("3-6", ["Kindergartenkind", "im Kita-Alter"]),
        ("7-7", ["mein Sohn ist 7", "7j.", "sieben Jahre alt", "Tochter Lena (7)"]),
        ("2.5-2.5", ["unsere 2,5-jährige", "zweieinhalb Jahre"]),
        ("12-12", ["zwölfjährig", "hi ich bin tom 12", "mein Sohn, er ist 12"]),
        (
            "10-11",
            [
                "vom 3. bis 7.12., Klasse 5",
                "Klasse 5",
                "5. Klasse",
                "Fünftklässler",
                "Klasse fünf",
                "Kl. 5b",
            ],
        ),
        ("6-7", ["Erstklässler", "1. Klasse", "Schulanfänger"]),
        ("5-6", ["Vorschulkind", "im Vorschulalter"]),
        ("1.5-1.5", ["18 Monate", "anderthalb Jahre"]),
        ("0-1", ["mit Baby", "Säugling"]),
        ("2.5-2.5", ["mein Zwerg ist 2einhalb"]),
        ("12-13", ["mein Junge ist jetzt in der siebten"]),
        ("28-28", ["ich (m, 28) suche Volleyball", "w/28 sucht Chor"]),
        ("0-2", ["U3"]),
        ("60-", ["Ü60", "ü 60", "60+", "ab 60"]),
        ("14-", ["ab 14", "ab 14 Jahren"]),
        ("-12", ["bis 12", "bis 12 Jahre"]),
        ("6-10", ["zwischen 6 und 10", "6 bis 10 Jahre", "im Alter von 6 bis 10"]),
        ("9-9", ["Mädchen von 9 Jahren"]),
        ("4-4", ["Zwillinge (4)"]),
        ("52-52", ["arbeitslos, 52"]),
    ],
)
def test_ages(understand, age, texts):
    assert {text: read(understand, text, "age") for text in texts} == {
        text: [age] for text in texts
    }


@pytest.mark.parametrize(
    "text",
    [
        "2 Kinder", "seit 40 Jahren", "vor zwei Jahren", "bis 30 Euro", "ab 18 Uhr",
        "39340", "5 km", "am 5.12.", "10 Personen", "unseren Sohn und ein Ferienlager",
        "freitags ab 17", "schwanger im 7. Monat", "das ist 25 Jahre her",
        "ich war 40 Jahre Lokführer, gibt es Englisch?", "bevor das Baby da ist",
    ],
)  # fmt: skip
def test_other_numbers_are_no_ages(understand, text):
    assert read(understand, text, "age") == []


def test_several_children_have_several_ages(understand):
    text = "für meine Jungs, 5 und 8"

    assert read(understand, text, "age") == ["5-5", "8-8"]


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("meine Tochter", ["kinder"]),
        ("mein Sohn ist 7", []),
        ("Oma, 72", ["senioren"]),
        ("Kinder bis 12 Jahre", ["kinder"]),
        ("ich bin Rentnerin", ["senioren"]),
        ("was habt ihr für Eltern", ["eltern"]),
        ("mein Mann", []),
        ("für Tagesmütter", ["fachkraefte"]),
        ("meine Tochter hat mir das eingerichtet", []),
        ("Die Kinder sind aus dem Haus. Gibt es hier Schach?", []),
        ("meine Nichte sucht Ballett", ["kinder"]),
        ("unsere Mäuse wollen turnen", ["kinder"]),
        ("Unsere kleine Firma sucht was zu Datenschutz", ["unternehmen"]),
        ("wir haben im Betrieb gerade Kurzarbeit", []),
        ("Suche einen Betrieb für ein Praktikum", []),
        ("bin Azubi", ["jugendliche"]),
        ("im Ruhestand", ["senioren"]),
        ("Tanztee für die älteren Herrschaften", ["senioren"]),
        ("auf Jobsuche", ["arbeitsuchende"]),
        ("neu in Deutschland", ["zugewanderte"]),
        ("Fortbildung für Lehrer", ["fachkraefte"]),
        ("Klavierlehrer gesucht", []),
        ("Elternkurs", ["eltern"]),
        ("Frauentreff", ["frauen"]),
        ("Wie kann man richtig erziehen?", []),
        ("Ich habe zwei Kinder und suche Yoga", []),
        ("Rezepte von Oma", []),
        ("Meine Oma hat immer gesponnen. Wo lerne ich das?", []),
        ("Theater mit anderen Jugendlichen", ["jugendliche"]),
        ("Unser Frechdachs will zum Judo", ["kinder"]),
        ("meine beiden Wirbelwinde, Turnen", ["kinder"]),
        ("Unser Kleiner stottert. Wer berät uns?", ["kinder"]),
        ("Ab Mai soll unsere Kleine Harfe lernen", ["kinder"]),
        ("unser kleiner Verein sucht Musiker", []),
        ("Judo fürn Lütten", ["kinder"]),
        ("Vater-Kind-Wandern", ["eltern"]),
        ("mama kind yoga", ["eltern"]),
        ("Kindertheater", ["kinder"]),
        ("Rentnertanz", ["senioren"]),
        ("Frauenfußball", ["frauen"]),
        ("Jugendfeuerwehr", ["jugendliche"]),
        ("Kinderbücher schreiben", []),
        ("Familienrecht", []),
        ("Judo für Schüler", ["jugendliche"]),
        ("Englisch für Schüler der 7. Klasse", []),
        ("ich bin in Elternzeit und suche Yoga", ["eltern"]),
        ("neu zugewandert, Deutschkurs", ["zugewanderte"]),
        ("Schulung für Betriebe wie unseren", ["unternehmen"]),
        ("Sie tanzt besser als meine Tochter, ich will tanzen lernen", []),
        ("Bin Rentnerin und 71", ["senioren"]),
    ],
)
def test_groups(understand, text, groups):
    assert read(understand, text, "target_group") == groups


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("unsere Kleine ist grad 4 geworden, Ballett", ["4-4"]),
        ("mein Bruder wird im April 9 und will zum Schach", ["9-9"]),
        ("Ich werde nächstes Jahr 70, Singen", ["70-70"]),
        ("fast 2, Musikgarten", ["2-2"]),
        ("Turnen, fast 2 Stunden", []),
        ("Ballett ab vier", ["4-"]),
        ("Ballett ab vier Teilnehmern", []),
        ("Frauen in den Fünfzigern, Pilates", ["50-59"]),
        ("Lauftreff für Mittvierziger", ["44-46"]),
        ("ich gehe auf die 80 zu, Englisch", ["80-80"]),
        ("Klasse 5/6 Robotik", ["10-12"]),
        ("Jahrgang 2014, Handball", ["11-12"]),
        ("Haus Baujahr 1975, Dämmung", []),
        ("Graffiti für Minderjährige", ["-17"]),
        ("Werken ab 12, er ist 12", ["12-12"]),
        ("Kinder bis einschließlich 9 Jahre", ["-9"]),
        ("zugezogen mit Baby, wo ist eine Krabbelgruppe?", ["0-1"]),
    ],
)
def test_ages_in_everyday_words(understand, text, ages):
    assert read(understand, text, "age") == ages


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Turnen für Knirpse", ["kinder"]),
        ("der Lütte brauch was zum Klettern", ["kinder"]),
        ("Die Kleine hat Schnupfen, Yoga", []),
        ("Debattieren für Gymnasiasten", ["jugendliche"]),
        ("Weiterbildung für Schulbegleiter", ["fachkraefte"]),
        ("ich arbeite als Krankenschwester und suche Yoga", []),
        ("Steuern für Freiberufler", ["unternehmen"]),
        ("Elternabend, sehr geehrte Damen und Herren", []),
        ("Schmieden für Damen", ["frauen"]),
        ("Gibt's einen Treff? Meine Oma sitzt nur noch daheim", ["senioren"]),
        ("meine Nichte sucht eine Lehrstelle", []),
        ("Für Mütter mit Kindern U3", ["eltern"]),
    ],
)
def test_groups_in_everyday_words(understand, text, groups):
    assert read(understand, text, "target_group") == groups
