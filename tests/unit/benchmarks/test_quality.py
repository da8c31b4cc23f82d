"""The judgements of the search-quality report, its catalog and its two plain engines."""

from __future__ import annotations

from datetime import date

import pytest

from benchmarks.places import Place
from benchmarks.quality_catalog import WEEKS_LATER, copies
from benchmarks.quality_engines import FullText, SlotsAndSql, Variant, variants
from benchmarks.quality_judge import Judge, Question, is_open, read_questions
from benchmarks.quality_scores import Answer, mean_score
from tests.factories import make_offer

pytestmark = pytest.mark.unit

PLACES = [
    Place(name, name, "39999", 52.1 + number / 10, 11.2, 1000)
    for number, name in enumerate(("Adorf", "Bedorf", "Cedorf", "Dedorf", "Edorf"))
]
BLOCK = {"termine": "", "beginn": "2026-12-05", "ende": "2026-12-06"}
LONG = {"termine": "", "beginn": "2026-12-05", "ende": "2027-02-06"}
PERMANENT = {"termine": ""}


@pytest.fixture
def judge():
    return Judge(PLACES)


@pytest.mark.parametrize(
    ("need", "columns", "lacks"),
    [
        ({"title": "töpf"}, {}, []),
        ({"title": "malen"}, {}, ["title"]),
        ({"about": r"\bton\b"}, {"themen": "Töpfern|Ton"}, []),
        ({"text": "schalen"}, {}, []),
        ({"about": "schalen"}, {}, ["about"]),
        ({"never": "anfänger"}, {}, ["never"]),
        ({"age": [7, 7]}, {"alter_von": "6", "alter_bis": "10"}, []),
        ({"age": [11, 12]}, {"alter_von": "6", "alter_bis": "10"}, ["age"]),
        ({"age": [7, 7]}, {}, ["age"]),
        ({"groups": ["kinder"]}, {"zielgruppen": "eltern|kinder"}, []),
        ({"kinds": ["kurs"]}, {"art": "beratung"}, ["kinds"]),
        ({"price": 24}, {}, []),
        ({"price": 0}, {}, ["price"]),
        ({"price": 0}, {"preis": ""}, ["price"]),
        ({"says": ["rollstuhlgerecht"]}, {"rollstuhlgerecht": "nein"}, ["says"]),
        ({"weekdays": ["di"]}, {}, []),
        ({"weekdays": ["sa"]}, {}, ["weekdays"]),
        ({"weekdays": ["sa", "so"]}, BLOCK, []),
        ({"weekdays": ["sa", "so"]}, LONG, ["weekdays"]),
        ({"starts": ["17:00", "20:00"]}, {}, []),
        ({"starts": ["17:00", "20:00"]}, BLOCK, ["starts"]),
        ({"begins": [date(2026, 12, 1), date(2026, 12, 31)]}, LONG, []),
        ({"within": [date(2026, 12, 1), date(2026, 12, 31)]}, LONG, ["within"]),
        ({"within": [date(2026, 12, 1), date(2026, 12, 31)]}, PERMANENT, ["within"]),
        ({"any": [{"title": "malen"}, {"price": 30}]}, {}, []),
        ({"any": [{"title": "a", "price": 1}, {"price": 2}]}, {}, ["price"]),
        ({"title": "malen"}, {"status": "abgesagt"}, ["open", "title"]),
    ],
)
def test_offer_lacks_what_it_does_not_meet(judge, need, columns, lacks):
    assert judge.faults(need, make_offer(**columns)) == lacks


@pytest.mark.parametrize(
    ("columns", "lacks"),
    [
        ({"ort": "Bedorf"}, []),
        ({"ort": "Cedorf"}, ["near"]),
        ({"ort": "Cedorf", "ortsteil": "Bedorf"}, []),
        ({"ort": "Cedorf", "lat": "52.15", "lon": "11.2"}, []),
        ({"ort": "Bedorf", "format": "online"}, ["near"]),
        ({"ort": "Nirgendwo"}, ["near"]),
    ],
)
def test_offer_is_near_by_its_coordinates(judge, columns, lacks):
    need = {"near": {"of": "Adorf", "km": 15}}

    assert judge.faults(need, make_offer(**columns)) == lacks


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({}, True),
        (PERMANENT, True),
        ({"status": "ausgebucht"}, False),
        ({"status": "warteliste"}, True),
        ({"termine": "2026-11-20 18:00-19:30"}, False),
        ({"termine": "2026-11-20 18:00-19:30 | 2026-11-27 18:00-19:30"}, True),
    ],
)
def test_offer_is_open(columns, expected):
    assert is_open(make_offer(**columns)) is expected


def test_questions_are_different(judge):
    texts = [question.text for question in read_questions()]

    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    ("shown", "relevant", "expected"),
    [
        ("abc", "abc", (1, 1)),
        ("abc", "ade", (1, 1 / 3)),
        ("abc", "xyz", (0, 0)),
        ("", "abc", (0, 0)),
        ("xa", "a", (1, 1)),
        ("xab", "abc", (1, 2 / 3)),
    ],
)
def test_score_of_an_answer(shown, relevant, expected):
    answer = Answer(Question("?", "topic", {}), tuple(shown), frozenset(relevant))

    assert (answer.score.success, answer.score.precision) == expected


def test_mean_score():
    question = Question("?", "topic", {})
    answers = [Answer(question, ("a",), frozenset(each)) for each in ("a", "b")]

    assert mean_score(answers).precision == 0.5


# The catalog


def course(**columns):
    dates = {"termine": "", "beginn": "2026-12-01", "ende": "2027-01-05"}
    return make_offer("c-1", **dates | {"preis": "24.00"} | columns)


def test_course_stands_at_different_places():
    rows = list(copies(course(), PLACES))

    assert len({row["id"] for row in rows}) == len(WEEKS_LATER)
    assert len({row["ort"] for row in rows}) == len(WEEKS_LATER)


def test_copies_are_the_same_in_every_run():
    assert list(copies(course(), PLACES)) == list(copies(course(), PLACES))


def test_course_that_names_its_weekday_keeps_it():
    rows = copies(course(titel="Töpfern am Dienstag"), PLACES)
    first = [date.fromisoformat((r["termine"] or r["beginn"])[:10]) for r in rows]

    assert {day.weekday() for day in first} == {1}


def test_course_that_names_its_time_has_it():
    rows = copies(course(titel="Töpfern am Abend"), PLACES)
    dated = [row["termine"] for row in rows if row["termine"]]

    assert dated
    assert all(" 18:30-20:00" in dates for dates in dated)


def test_free_course_stays_free():
    assert {row["preis"] for row in copies(course(preis="0"), PLACES)} == {"0"}


def test_online_course_has_no_place():
    rows = list(copies(course(titel="Python I - Onlinekurs"), PLACES))

    assert {(row["format"], row["ort"], row["plz"]) for row in rows} == {
        ("online", "", "")
    }


# The plain engines

ROWS = [
    make_offer("pots", termine="2026-12-08 18:00-19:30"),
    make_offer("pots-early", preis="0", ort="Adorf", plz="39999"),
    make_offer("gone", status="abgesagt"),
    make_offer("yoga", titel="Yoga", themen="Yoga", beschreibung="", niveau="A1"),
]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Töpfern", ["pots-early", "pots"]),
        ("töpfernkurs in Adorf", ["pots-early"]),
        ("Töpfern kostenlos", ["pots-early"]),
        ("Töpfern bis 20 Euro", ["pots-early"]),
        ("yoga a1", ["yoga"]),
        ("Yoga am Mittwoch", []),
        ("Yoga online", []),
        ("Guten Tag", []),
    ],
)
def test_slots_and_sql(sentence, found):
    assert SlotsAndSql(ROWS, ["Adorf", "Haldensleben"])(sentence) == found


@pytest.mark.parametrize(
    ("options", "sentence", "found"),
    [
        ({}, "Wo gibt es Yoga?", ["yoga"]),
        ({}, "yog", []),
        ({"prefixes": True}, "yog", ["yoga"]),
        ({"all_words_first": True}, "Schalen Yoga", {"yoga", "pots", "pots-early"}),
        ({"drops_stop_words": True}, "für yoga", ["yoga"]),
        ({"drops_stop_words": True}, "für", {"pots", "pots-early"}),
        ({}, "Adorf", []),
        ({"reads_place": True}, "Adorf", ["pots-early"]),
        ({}, "", []),
    ],
)
def test_full_text(options, sentence, found):
    plain = dict.fromkeys(Variant.__dataclass_fields__, False)
    engine = FullText(ROWS, ["für"]).engine(Variant(**plain | options))

    assert type(found)(engine(sentence)) == found


def test_every_variant_has_its_own_name():
    assert len({variant.name for variant in variants()}) == len(variants())
