"""Days, weekdays and times of day are read as a German would mean them."""

from __future__ import annotations

from datetime import date

import pytest

pytestmark = pytest.mark.unit

SUNDAY = date(2026, 11, 22)
WEDNESDAY = date(2026, 11, 18)


def read(understand, text, field, today=SUNDAY):
    return [c.value for c in understand(text, today).query if c.field == field]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("diese Woche", "2026-11-22/2026-11-22"),
        ("heut", "2026-11-22/2026-11-22"),
        ("am fünften Dezember", "2026-12-05/2026-12-05"),
        ("am einunddreißigsten Januar", "2027-01-31/2027-01-31"),
        ("vom dritten bis zehnten März", "2027-03-03/2027-03-10"),
        ("am 5. oder 6. Dezember", "2026-12-05/2026-12-06"),
        ("im ersten Quartal", "2027-01-01/2027-03-31"),
        ("im zweiten Halbjahr 2027", "2027-07-01/2027-12-31"),
        ("am Muttertag", "2027-05-09/2027-05-09"),
        ("zum Erntedankfest", "2027-10-03/2027-10-03"),
        ("ab nächster Woche", "2026-11-23/"),
        ("übernächste Woche", "2026-11-30/2026-12-06"),
        ("nächste Woche Mittwoch", "2026-11-25/2026-11-25"),
        ("Dienstag übernächster Woche", "2026-12-01/2026-12-01"),
        ("in zwei Wochen", "2026-11-30/2026-12-06"),
        ("heute in zwei Wochen", "2026-12-06/2026-12-06"),
        ("in drei Tagen", "2026-11-25/2026-11-25"),
        ("in den nächsten zwei Wochen", "2026-11-22/2026-12-06"),
        ("innerhalb von 10 Tagen", "2026-11-22/2026-12-02"),
        ("KW 50", "2026-12-07/2026-12-13"),
        ("dieses Wochenende", "2026-11-28/2026-11-29"),
        ("übernächstes Wochenende", "2026-12-05/2026-12-06"),
        ("am ersten Dezemberwochenende", "2026-12-05/2026-12-06"),
        ("am zweiten Samstag im Januar", "2027-01-09/2027-01-09"),
        ("am letzten Wochenende im Januar", "2027-01-30/2027-01-31"),
        ("diesen Monat", "2026-11-22/2026-11-30"),
        ("übernächsten Monat", "2027-01-01/2027-01-31"),
        ("Anfang Januar", "2027-01-01/2027-01-10"),
        ("Mitte Januar", "2027-01-11/2027-01-20"),
        ("bis Ende Januar", "2026-11-22/2027-01-31"),
        ("ab September", "2027-09-01/"),
        ("nach März", "2027-04-01/"),
        ("von Januar bis März", "2027-01-01/2027-03-31"),
        ("November bis Februar", "2026-11-22/2027-02-28"),
        ("noch dieses Jahr", "2026-11-22/2026-12-31"),
        ("nächstes Jahr", "2027-01-01/2027-12-31"),
        ("im neuen Jahr", "2027-01-01/2027-12-31"),
        ("ab 2027", "2027-01-01/"),
        ("im Jahr 2027", "2027-01-01/2027-12-31"),
        ("ab sofort", "2026-11-22/"),
        ("ab morgen", "2026-11-23/"),
        ("bis Freitag", "2026-11-22/2026-11-27"),
        ("am 24.", "2026-11-24/2026-11-24"),
        ("am Samstag, dem 5.12.", "2026-12-05/2026-12-05"),
        ("vom 3. bis 7.12.", "2026-12-03/2026-12-07"),
        ("28.12. bis 3.1.2027", "2026-12-28/2027-01-03"),
        ("zwischen dem 1. und 15. Dezember", "2026-12-01/2026-12-15"),
        ("vor dem 5.12.", "2026-11-22/2026-12-04"),
        ("im Frühjahr", "2027-03-01/2027-05-31"),
        ("im Herbst", "2027-09-01/2027-11-30"),
        ("im Winter", "2026-12-01/2027-02-28"),
        ("Februarferien", "2027-02-01/2027-02-06"),
        ("in den großen Ferien", "2027-07-10/2027-08-20"),
        ("nach den Ferien", "2027-01-03/"),
        ("bis zu den Winterferien", "2026-11-22/2027-01-31"),
        ("zwischen den Jahren", "2026-12-27/2026-12-30"),
        ("bis Weihnachten", "2026-11-22/2026-12-24"),
        ("über die Feiertage", "2026-12-24/2026-12-26"),
        ("vor Ostern", "2026-11-22/2027-03-27"),
        ("zu Pfingsten", "2027-05-16/2027-05-17"),
        ("an Himmelfahrt", "2027-05-06/2027-05-06"),
        ("am Buß- und Bettag", "2027-11-17/2027-11-17"),
        ("am 2. Advent", "2026-12-06/2026-12-06"),
        ("am 2. Adventswochenende", "2026-12-05/2026-12-06"),
        ("am 5./6.12.", "2026-12-05/2026-12-06"),
        ("Wochenende 5. und 6. Dezember", "2026-12-05/2026-12-06"),
        ("zweite Januarhälfte", "2027-01-16/2027-01-31"),
        ("Ende des Monats", "2026-11-22/2026-11-30"),
        ("49. KW", "2026-11-30/2026-12-06"),
        ("im Laufe der Woche", "2026-11-22/2026-11-22"),
        ("Montag, nicht morgen, sondern den danach", "2026-11-30/2026-11-30"),
        ("den Sommer über", "2027-06-01/2027-08-31"),
        ("in der Adventszeit", "2026-11-29/2026-12-24"),
        ("am Rosenmontag", "2027-02-08/2027-02-08"),
        ("am Nikolaustag", "2026-12-06/2026-12-06"),
    ],
)
def test_days(understand, text, days):
    assert read(understand, text, "dates") == [days]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("dieses Wochenende", "2026-11-21/2026-11-22"),
        ("übernächstes Wochenende", "2026-11-28/2026-11-29"),
        ("diesen Herbst", "2026-11-18/2026-11-30"),
        ("am Buß- und Bettag", "2026-11-18/2026-11-18"),
        ("diesen Samstag", "2026-11-21/2026-11-21"),
        ("nächsten Mittwoch", "2026-11-25/2026-11-25"),
    ],
)
def test_days_said_in_the_middle_of_a_week(understand, text, days):
    assert read(understand, text, "dates", WEDNESDAY) == [days]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("diesen Winter", "2027-01-10/2027-02-28"),
        ("im Winter", "2027-01-10/2027-02-28"),
        ("im Dezember", "2027-12-01/2027-12-31"),
    ],
)
def test_days_said_in_january(understand, text, days):
    assert read(understand, text, "dates", date(2027, 1, 10)) == [days]


@pytest.mark.parametrize(
    "text",
    [
        "am 31.2.",
        "am Samstag",
        "am Morgen",
        "guten Morgen",
        "im Sommerkleid",
        "sofort",
        "seit Juni arbeitslos",
        "bis 2015 hatte ich einen Laden",
        "ich liebe den Herbst",
        "wir sind im Sommer hergezogen, gibt es Yoga?",
        "er ist heute Arzt. Gibt es Yoga?",
    ],
)
def test_no_days(understand, text):
    assert read(understand, text, "dates") == []


@pytest.mark.parametrize(
    ("text", "weekdays"),
    [
        ("Montag bis Mittwoch", "1,2,3"),
        ("Mo-Fr", "1,2,3,4,5"),
        ("von Freitag bis Sonntag", "5,6,7"),
        ("dienstags und donnerstags", "2,4"),
        ("di oder do", "2,4"),
        ("Mo, Mi oder Fr", "1,3,5"),
        ("Di + Do", "2,4"),
        ("jeden zweiten Samstag", "6"),
        ("an Werktagen", "1,2,3,4,5"),
        ("wochenends", "6,7"),
        ("Dienstagabend oder Donnerstagabend", "2,4"),
        ("am Wochenende, aber nicht sonntags", "6"),
        ("sonntags geht nix", "1,2,3,4,5,6"),
        ("Wochenendkurs", "6,7"),
        ("Familiensonntag", "7"),
    ],
)
def test_weekdays(understand, text, weekdays):
    assert read(understand, text, "weekday") == [weekdays]


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        ("Mittwoch nachmittags", ["12:00-18:00"]),
        ("nach 18 Uhr", ["18:00-24:00"]),
        ("ab halb sieben", ["18:30-24:00"]),
        ("ab halb sieben morgens", ["06:30-24:00"]),
        ("ab viertel nach fünf", ["17:15-24:00"]),
        ("ab sechs abends", ["18:00-24:00"]),
        ("um 18:30 Uhr", ["18:30-19:30"]),
        ("14-16 Uhr", ["14:00-16:00"]),
        ("von 9 bis 12 Uhr", ["09:00-12:00"]),
        ("nachmittags ab 15 Uhr", ["15:00-18:00"]),
        ("vormittags oder mittags", ["06:00-14:00"]),
        ("vormittags oder abends", ["06:00-12:00", "17:00-24:00"]),
        ("sonntags früh", ["06:00-12:00"]),
        ("Montag morgen", ["06:00-12:00"]),
        ("am Morgen", ["06:00-12:00"]),
        ("nach der Arbeit", ["17:00-24:00"]),
        ("ich arbeite bis 16 Uhr", ["16:00-24:00"]),
        ("nachmittags, weil ich bis 14 Uhr arbeite", ["12:00-18:00"]),
        ("möglichst früh anfangen", []),
        ("dienstags 18 Uhr", ["18:00-19:00"]),
        ("18 Uhr oder später", ["18:00-24:00"]),
        ("von 17:00 bis 18:30", ["17:00-18:30"]),
        ("vom 3. bis 7.12. abends", ["17:00-24:00"]),
    ],
)
def test_times_of_day(understand, text, windows):
    assert read(understand, text, "daytime") == windows


def test_tomorrow_morning_is_a_day_and_a_time(understand):
    assert read(understand, "morgen früh", "dates") == ["2026-11-23/2026-11-23"]
    assert read(understand, "morgen früh", "daytime") == ["06:00-12:00"]


def test_this_morning_is_today(understand):
    assert read(understand, "heute morgen", "dates") == ["2026-11-22/2026-11-22"]
    assert read(understand, "heute morgen", "daytime") == ["06:00-12:00"]


@pytest.mark.parametrize(
    ("text", "field", "label"),
    [
        ("Montag bis Mittwoch", "weekday", "Montag bis Mittwoch"),
        ("dienstags und donnerstags", "weekday", "Dienstag, Donnerstag"),
        ("nicht am Wochenende", "weekday", "nicht am Wochenende"),
        ("nicht abends", "daytime", "nicht abends"),
        ("nicht vor 18 Uhr", "daytime", "ab 18:00 Uhr"),
        ("bis Weihnachten", "dates", "bis 24.12.2026"),
        ("vom 3. bis 7.12.", "dates", "03.12.–07.12.2026"),
    ],
)
def test_labels_are_german(understand, text, field, label):
    labels = [c.label for c in understand(text, SUNDAY).query if c.field == field]

    assert labels == [label]


@pytest.mark.parametrize(
    ("text", "field", "values"),
    [
        ("sonntags zwischen 10 und 12 Yoga", "daytime", ["10:00-12:00"]),
        ("dienstags von 5 bis 7 Turnen", "daytime", ["17:00-19:00"]),
        ("samstags von 5 bis 7 Jahren", "daytime", []),
        ("samstags für Kinder zwischen 3 und 6", "daytime", []),
        ("danke und einen schönen Sonntag noch", "weekday", []),
        ("ein schöner Sonntag mit Yoga", "weekday", ["7"]),
        ("Ich bin gern früh auf. Gibt es Yoga?", "daytime", []),
        ("sonntags früh", "daytime", ["06:00-12:00"]),
        ("Mein Mann hat mittwochs Skat, ich suche Yoga", "weekday", []),
        ("Meine Tochter kann nur mittwochs, sie sucht Yoga", "weekday", ["3"]),
        ("freitags geht's bei mir nicht", "weekday", ["1,2,3,4,6,7"]),
    ],
)
def test_hours_and_days_in_a_message(understand, text, field, values):
    assert read(understand, text, field) == values


@pytest.mark.parametrize(
    ("text", "field", "values"),
    [
        ("Lesung nächsten Freitagabend", "dates", ["2026-11-27/2026-11-27"]),
        ("Lesung nächsten Freitagabend", "weekday", []),
        ("Lesung am Freitagabend", "weekday", ["5"]),
        ("Judo in der Woche nachmittags", "weekday", ["1,2,3,4,5"]),
        ("Judo Di abend", "weekday", ["2"]),
        ("Judo Do 18 Uhr", "daytime", ["18:00-19:00"]),
        ("Judo, so abends", "weekday", []),
        ("Samstagfrüh Judo", "daytime", ["06:00-12:00"]),
        ("abends ab sieben Judo", "daytime", ["19:00-24:00"]),
        ("um 19.30 Judo", "daytime", ["19:30-20:30"]),
        ("Judo bis maximal 20 Uhr", "daytime", ["00:00-20:00"]),
        ("Singen, Sommer, draußen", "dates", ["2027-06-01/2027-08-31"]),
        ("Sommer malen", "dates", []),
        ("Töpfern am Wochenende vom 12. Dezember", "dates", ["2026-12-12/2026-12-13"]),
        ("Töpfern am Wochenende vom 12. Dezember", "weekday", []),
        ("Töpfern dies Jahr noch", "dates", ["2026-11-22/2026-12-31"]),
        ("Töpfern 3.-5.2.", "dates", ["2027-02-03/2027-02-05"]),
        ("Töpfern Donnerstag in einer Woche", "dates", ["2026-12-03/2026-12-03"]),
        ("Töpfern Mittwoch in 14 Tagen", "dates", ["2026-12-09/2026-12-09"]),
        ("Töpfern in der ersten Dezemberwoche", "dates", ["2026-12-01/2026-12-07"]),
        ("Töpfern im Laufe des Dezembers", "dates", ["2026-12-01/2026-12-31"]),
        ("Töpfern zum Jahresanfang", "dates", ["2027-01-01/2027-01-31"]),
        ("Töpfern Jan/Feb", "dates", ["2027-01-01/2027-02-28"]),
        ("mein Sohn wird im März 6", "dates", []),
    ],
)
def test_times_in_everyday_words(understand, text, field, values):
    assert read(understand, text, field) == values
