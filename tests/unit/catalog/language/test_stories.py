"""Long messages, letters and little German: what is only told is not asked for."""

from __future__ import annotations

from datetime import date

import pytest

pytestmark = pytest.mark.unit

TODAY = date(2026, 11, 22)


def read(understand, text, field):
    return [c.value for c in understand(text, TODAY).query if c.field == field]


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("früher habe ich Klarinette gespielt, das will ich wieder anfangen",
         ["klarinette"]),
        ("mein Mann hat Rheuma, wir suchen Wassergymnastik", ["wassergymnastik"]),
        ("kein Reiten sie hat Allergie", ["!reiten"]),
        ("Ich habe drei Pullover gestrickt. Jetzt will ich tanzen lernen", ["tanzen"]),
        ("Eigentlich wollte ich immer Tischler werden. Jetzt suche ich Yoga", ["yoga"]),
        ("ich wollte fragen, ob es Yoga gibt", ["yoga"]),
        ("Er hat die Lehre zum Koch geschmissen. Ich suche Yoga", ["yoga"]),
        ("er hängt nur am Tablet, gibt es einen Malkurs?", ["malen"]),
        ("wir haben zwei Katzen, meine Tochter will voltigieren, sie ist 10",
         ["voltigieren"]),
        ("Ich lese gern Krimis. Wann hat die Bücherei auf?", []),
        ("Wo gibt es Yoga? MfG Helga W.", ["yoga"]),
        ("Yoga mag ich nicht und Pilates auch nicht", ["!yoga", "!pilates"]),
        ("Wo ist ein Sportverein mit Volleyball?", ["volleyball"]),
        ("Reitercamp in den Ferien", ["reiten"]),
        ("Matenachhilfe", ["mathematik"]),
        ("gitarenunterricht", ["gitarre"]),
        ("nur kostenlos, das Tanzen ist so teuer", []),
        ("bitte in Barleben, der Garten ist groß", []),
        ("bitte abends, mein Englisch ist schlecht", ["englisch"]),
        ("abends, das Thema ist Yoga", ["yoga"]),
        ("der Yogakurs ist gut", ["yoga"]),
        ("with my kids? lieber Yoga", ["yoga"]),
    ],
)  # fmt: skip
def test_only_what_is_asked_for_is_a_topic(understand, text, topics):
    assert read(understand, text, "topic") == topics


@pytest.mark.parametrize(
    ("text", "field", "values"),
    [
        ("mathe nachhilfe arabisch sprechen lehrer", "language", ["ar"]),
        ("schwimm kurs nur frau", "target_group", ["frauen"]),
        ("ich jung 19, ausbildung", "age", ["19-19"]),
        ("brauche papier b1 prufung", "certificate", ["ja"]),
        ("für den Sohn, der ist elf, der will Eishockey spielen", "age", ["11-11"]),
        ("mein Mann ist auf Montage, ich suche Yoga", "weekday", []),
        ("Nabend zusammen, ich suche Yoga", "daytime", []),
        ("In der 4. Klasse hat man mir Malen verdorben. Gibt es Yoga?", "age", []),
        ("Mein Sohn ist in die 5. Klasse gekommen, Nachhilfe?", "age", ["10-11"]),
        ("Fußball hab ich mit 10 aufgehört. Gibt es Yoga?", "age", []),
        ("Das sind bestimmt drei Kilometer. Gibt es Yoga in Egeln?", "radius", []),
        ("Ich steh im Stau auf der A2. Gibt es Yoga?", "level", []),
        ("Deutsch auf der A2-Stufe", "level", ["A2"]),
        ("Unsere Kita schließt um vier. Wo gibt es eine Tagesmutter?",
         "actor_kind", ["tagespflege"]),
        ("Jetzt will der Verein, dass ich das lerne. Gibt es Yoga?", "actor_kind", []),
        ("Was will die Kita von mir?", "actor_kind", ["kita"]),
        ("Ich arbeite von zu Hause aus. Gibt es Yoga?", "delivery_mode", []),
        ("Yoga geht auch online, aber das will ich nicht",
         "delivery_mode", ["praesenz"]),
        ("Gestern spät abends nach Hause gekommen. Gibt es Yoga?", "daytime", []),
        ("Ich hab ein Tablet von meiner Nichte. Gibt es Yoga?", "target_group", []),
        ("Wann hat denn die Bücherei am Dienstag auf?", "weekday", ["2"]),
        ("Onlinebanking lernen", "delivery_mode", []),
        ("Museumsführung", "actor_kind", ["museum"]),
        ("Ist das Amt in Wanzleben noch geöffnet?", "actor_kind", ["amt"]),
        ("Yoga und die Kinder werden in der Zeit betreut", "childcare", ["ja"]),
        ("Yoga und jemand passt auf die Kleinen auf", "childcare", ["ja"]),
        ("kann mein Kind mitspielen so lange ich lerne", "childcare", ["ja"]),
    ],
)  # fmt: skip
def test_words_around_a_wish(understand, text, field, values):
    assert read(understand, text, field) == values


@pytest.mark.parametrize(
    ("text", "cities"),
    [
        ("Kochkurs in Hamburg", ("Hamburg",)),
        ("gibts in halle oder leipzig Yoga", ("Halle", "Leipzig")),
        ("Kochkurs muenchen", ("München",)),
        ("ich komme aus Berlin und suche Yoga", ()),
        ("Englisch, aber nicht in Berlin", ()),
        ("gesundes Essen kochen", ()),
    ],
)
def test_cities_far_away_are_named(understand, text, cities):
    understood = understand(text, TODAY)
    assert understood.far_places == cities
    assert read(understand, text, "place") == []


@pytest.mark.parametrize(
    ("text", "field", "values"),
    [
        ("Mein Mann arbeitet im Museum, ich will töpfern", "actor_kind", []),
        ("Töpfern im Museum", "actor_kind", ["museum"]),
        ("boah keine Lust auf Arbeit morgen, wo ist ein Töpferkurs", "dates", []),
        ("hab kein Bock mehr auf Lager, will Töpfern lernen", "topic", ["toepfern"]),
    ],
)
def test_what_only_stands_in_a_story(understand, text, field, values):
    assert read(understand, text, field) == values


@pytest.mark.parametrize(
    ("text", "field", "values"),
    [
        ("Ich bin Kassenwart im Schützenverein und suche einen Kurs Buchhaltung", "topic", ["buchfuehrung"]),
        ("Ich bin Kassenwart im Schützenverein und suche einen Kurs Buchhaltung", "actor_kind", []),
        ("Mein Mann ist Trainer im Fußballverein, ich selbst suche einen Nähkurs", "topic", ["naehen"]),
        ("Wir sind Übungsleiter beim Turnverein, gibt es Erste Hilfe?", "topic", ["erste-hilfe"]),
        ("Ich leite eine Bücherei und möchte einen Töpferkurs besuchen", "actor_kind", []),
        ("Töpferkurs in der Bücherei", "actor_kind", ["bibliothek"]),
        ("Meine Tochter spielt Klavier, jetzt will sie Ballett tanzen", "topic", ["ballett"]),
        ("Meine Tochter spielt gern Flöte. Gibt es da Unterricht?", "topic", ["floete"]),
        ("Die Nachbarn schwärmen vom Aquarellmalen. Ich will lieber töpfern", "topic", ["toepfern"]),
        ("Unser Betrieb (Landmaschinen) braucht einen Staplerschein-Lehrgang", "topic", ["staplerschein"]),
        ("Sport (Handball, Judo) für Kinder", "topic", ["handball", "judo"]),
        ("Puppentheater für unsere Krabbelgruppe", "kind", []),
        ("Ich suche eine Krabbelgruppe für meinen Sohn", "kind", ["gruppe"]),
        ("Ich bin in der Krabbelgruppe. Wer macht Babymassage?", "kind", []),
        ("Papa meint ich soll Nachhilfe in Chemie nehmen", "target_group", []),
        ("Früher Handball, heute suche ich was Ruhigeres, Qigong", "dates", []),
        ("Basteln mit den Zwergen", "target_group", ["kinder"]),
        ("Er ist beim Bund und wird 19, Gitarre", "age", ["19-19"]),
        ("Unsere Werkstatt, 9 Mann, braucht Erste Hilfe", "age", []),
        ("Ich will zum 1. Mal töpfern", "dates", []),
        ("Yoga in Colbitz, Angern, Rogätz", "place", ["15083130", "15083030", "15083440"]),
        ("Erste Hilfe, Sprache am besten Dari", "language", ["fa"]),
        ("Nein danke. Pilates", "topic", ["pilates"]),
        ("Seine Aussprache hinkt. Wo ist eine Beratungsstelle?", "actor_kind", ["beratungsstelle"]),
    ],
)  # fmt: skip
def test_what_is_told_beside_the_wish(understand, text, field, values):
    assert sorted(read(understand, text, field)) == sorted(values)


@pytest.mark.parametrize(
    ("text", "field", "values"),
    [
        ("Am Dienstag, nein, am Donnerstag Yoga", "weekday", ["4"]),
        ("Töpferkurs... quatsch, Korbflechten meine ich", "topic", ["korbflechten"]),
        ("Malen in Barleben, ach nein, in Gröningen", "place", ["15083245"]),
        ("Ich möchte tanzen ... nein, eigentlich lieber schwimmen", "topic", ["schwimmen"]),
        ("Ohne Schulabschluss, ich will den Hauptschulabschluss machen", "topic", ["hauptschulabschluss"]),
    ],
)  # fmt: skip
def test_who_corrects_himself_means_what_he_says_last(understand, text, field, values):
    assert read(understand, text, field) == values


@pytest.mark.parametrize(
    ("text", "field", "values"),
    [
        ("Der Klempner nahm 90 Euro! Gibt es Heimwerken in Barleben?", "price", []),
        ("Ich kann nur 20 Euro zahlen. Gibt es Yoga?", "price", ["20"]),
        ("Im Mai heiratet mein Bruder. Wo kann ich Discofox lernen?", "dates", []),
        ("Im Mai bekommen wir Besuch. Gibt es eine Führung in Barleben?",
         "dates", ["2027-05-01/2027-05-31"]),
        ("Nach Ladenschluss bin ich immer müde. Gibt es Yoga?", "daytime", []),
        ("Mein Tablet ist online zu lahm. Wer zeigt mir Excel?", "delivery_mode", []),
        ("Die Gruppe war mir zu laut. Gibt es Meditation in Barleben?", "kind", []),
        ("Die Kita hat keinen Platz. Wer weiß eine Tagesmutter?",
         "actor_kind", ["tagespflege"]),
        ("Ich bin Erzieherin und immer heiser. Gibt es einen Chor?",
         "target_group", []),
        ("Ich bin Erzieherin. Gibt es eine Fortbildung zu Musik?",
         "target_group", ["fachkraefte"]),
        ("Unser Hund ist 2 Jahre alt. Gibt es Yoga in Barleben?", "age", []),
        ("Unser Sohn ist 8 Jahre alt. Gibt es Judo in Barleben?", "age", ["8-8"]),
        ("Keiner nimmt mir die Kinder ab, Yoga nur mit Kinderbetreuung",
         "target_group", []),
        ("Ich möchte mit den Jungs klettern, sie sind 6 und 9", "age", ["6-6", "9-9"]),
        ("Unser erstes Kind kommt im März, gibt es Geburtsvorbereitung?",
         "target_group", []),
        ("Meine Tante in Stendal strickt Socken. Wo lerne ich das in Harbke?",
         "place", ["15083275"]),
        ("Yoga, online auf keinen Fall", "delivery_mode", ["praesenz"]),
        ("Yoga, auf keinen Fall online", "delivery_mode", ["praesenz"]),
    ],
)  # fmt: skip
def test_a_sentence_beside_the_wish_only_tells(understand, text, field, values):
    assert read(understand, text, field) == values


def test_who_goes_out_early_takes_nothing_out(understand):
    text = "Vögel beobachten, sonntags früh raus"
    assert read(understand, text, "daytime") == ["06:00-12:00"]
    assert read(understand, "abends raus", "daytime") == []
