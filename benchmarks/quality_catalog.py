"""The catalog that search quality is measured on: real courses, spread over a district.

Each course of the extract stands at four places with other dates, prices and forms;
the example catalog completes them. Writes catalog files, no database.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from random import Random

from benchmarks.data import TODAY, Row
from benchmarks.places import Place, read_places
from benchmarks.plan import PROJECT
from catalog import write_example_files
from tests.factories import make_actor, make_files
from tests.vhs_berlin import offer_row

EXTRACT_FILE = "kurse-sample.json"
GAZETTEER = PROJECT / "catalog" / "districts" / "boerde" / "places.csv"
STATE = "ST"
SEED = 2026
# Copy number n begins so many weeks after the course of the extract.
WEEKS_LATER = (0, 3, 8, 14)
SCHOOLS = ("Nord", "Ost", "Süd", "West")
LONG_AGO = timedelta(weeks=60)
STALE_SHARE = 0.04
CANCELLED_SHARE = 0.03
WEEK = timedelta(weeks=1)
DAY = timedelta(days=1)
# What lasts no longer takes place on each of its days.
BLOCK_DAYS = 5
MOST_DATES = 12
TIMES = ("09:00-10:30", "10:00-12:00", "15:00-16:30", "17:00-18:30", "18:30-20:00")
NAMED_TIMES = (
    (re.compile(r"abend", re.IGNORECASE), "18:30-20:00"),
    (re.compile(r"vormittag|am morgen", re.IGNORECASE), "09:00-11:15"),
    (re.compile(r"nachmittag", re.IGNORECASE), "15:00-17:15"),
)
NAMES_WEEKDAY = re.compile(
    r"montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|sonnabend|wochenend"
    r"|werktag|\b(?:mo|di|mi|do|fr|sa|so)\b *[-+/)]",
    re.IGNORECASE,
)
SEVERAL_TIMES_A_WEEK = re.compile(r"vollzeit|teilzeit|intensiv|pro wo", re.IGNORECASE)
CALLED_ONLINE = re.compile(r"onlinekurs|^online ", re.IGNORECASE)
# What is taught as well through a screen.
ONLINE_TOPICS = frozenset(
    "Sprachen EDV Excel Office Rhetorik Kommunikation Buchführung Programmierung"
    " Rechnungswesen Steuerrecht Marketing Präsentation".split()
)
ONLINE_SHARE = 0.16
HYBRID_SHARE = 0.22
FREE_SHARE = 0.10
NO_PRICE_SHARE = 0.25
FACTORS = (0.6, 0.8, 1.0, 1.25)
NOWHERE = dict.fromkeys("veranstaltungsort strasse plz ort ortsteil".split(), "")


def write_catalog(directory: Path, extract: Path) -> list[Path]:
    """Write the courses' and the examples' files; return all, actors first."""
    examples = write_example_files(directory / "examples", today=TODAY, state=STATE)
    courses = make_files(
        directory / "courses", actors=_schools(), offers=course_rows(extract)
    )
    return sorted([*examples, *courses], key=lambda path: path.name)


def read_offers(paths: Iterable[Path]) -> list[Row]:
    """Return the rows of all files of offers."""
    found: list[Row] = []
    for path in paths:
        if path.name.startswith("offers"):
            with path.open(encoding="utf-8", newline="") as file:
                found.extend(csv.DictReader(file, delimiter=";"))
    return found


def course_rows(extract: Path) -> list[Row]:
    """Return every course of the extract at its places."""
    text = (extract / EXTRACT_FILE).read_text(encoding="utf-8")
    courses = json.loads(text)["veranstaltungen"]["veranstaltung"]
    places = read_places(GAZETTEER)
    return list(chain.from_iterable(copies(offer_row(c), places) for c in courses))


def copies(row: Row, places: Sequence[Place]) -> Iterator[Row]:
    """Return one course at different places; the same ones in every run."""
    chance = Random(f"{SEED} {row['id']}")
    for number, place in enumerate(_different(places, chance)):
        where = _where(row, number, place, chance)
        yield row | {
            "id": f"{row['id']}-{number}",
            "anbieter_id": _school(number),
            "status": "abgesagt" if chance.random() < CANCELLED_SHARE else "",
            **where,
            **_when(row, number, chance),
            **_price(row, number, chance),
        }


def _schools() -> list[Row]:
    names = [f"Volkshochschule {side}" for side in SCHOOLS]
    return [
        make_actor(_school(number), name=name, beschreibung="", themen="")
        for number, name in enumerate(names)
    ]


def _school(number: int) -> str:
    return f"school-{number}"


def _different(places: Sequence[Place], chance: Random) -> list[Place]:
    """Draw different places, large ones more often."""
    weights = [place.people for place in places]
    drawn: dict[str, Place] = {}
    while len(drawn) < len(WEEKS_LATER):
        place = chance.choices(places, weights)[0]
        drawn.setdefault(place.name, place)
    return list(drawn.values())


def _where(row: Row, number: int, place: Place, chance: Random) -> Row:
    access = row["rollstuhlgerecht"]
    if number % 2:
        access = chance.choice(("ja", "nein", ""))
    mode = _mode(row, number, chance)
    if mode == "online":
        return NOWHERE | {"format": mode, "rollstuhlgerecht": ""}
    return NOWHERE | {
        "format": mode,
        "plz": place.postal_code,
        "ort": place.town,
        "ortsteil": "" if place.name == place.town else place.name,
        "rollstuhlgerecht": access,
    }


def _mode(row: Row, number: int, chance: Random) -> str:
    if row["format"] == "online" or CALLED_ONLINE.search(row["titel"]):
        return "online"
    drawn = chance.random()
    fits = row["art"] == "kurs" and ONLINE_TOPICS & set(row["themen"].split("|"))
    if not number or not fits or drawn > HYBRID_SHARE:
        return "praesenz"
    return "online" if drawn < ONLINE_SHARE else "hybrid"


def _when(row: Row, number: int, chance: Random) -> Row:
    begin, end = (date.fromisoformat(row[name]) for name in ("beginn", "ende"))
    later = WEEKS_LATER[number] * WEEK + chance.randrange(7) * DAY * _may_move(row)
    if chance.random() < STALE_SHARE:
        later -= LONG_AGO
    begin, end = begin + later, end + later
    series = SEVERAL_TIMES_A_WEEK.search(row["titel"] + row["beschreibung"]) is None
    if number % 2 and (series or _is_block(begin, end)):
        times = _times(row, chance)
        dates = " | ".join(f"{day} {times}" for day in _days(begin, end))
        return {"termine": dates, "beginn": "", "ende": ""}
    return {"beginn": begin.isoformat(), "ende": end.isoformat()}


def _may_move(row: Row) -> bool:
    """Whether another weekday contradicts neither the text nor the course's length."""
    text = row["titel"] + "\n" + row["beschreibung"]
    begin, end = (date.fromisoformat(row[name]) for name in ("beginn", "ende"))
    one_day_or_weekly = begin == end or not _is_block(begin, end)
    return one_day_or_weekly and NAMES_WEEKDAY.search(text) is None


def _is_block(begin: date, end: date) -> bool:
    return (end - begin).days < BLOCK_DAYS


def _days(begin: date, end: date) -> list[date]:
    step = DAY if _is_block(begin, end) else WEEK
    return [begin + n * step for n in range(MOST_DATES) if begin + n * step <= end]


def _times(row: Row, chance: Random) -> str:
    drawn = chance.choice(TIMES)
    named = row["titel"] + "\n" + row["beschreibung"].split("\n", 1)[0]
    return next((times for word, times in NAMED_TIMES if word.search(named)), drawn)


def _price(row: Row, number: int, chance: Random) -> Row:
    drawn, factor = chance.random(), chance.choice(FACTORS)
    if not number or not row["preis"] or float(row["preis"]) == 0:
        return {}
    if drawn < FREE_SHARE:
        return {"preis": "0", "preis_ermaessigt": ""}
    if drawn < NO_PRICE_SHARE:
        return {"preis": "", "preis_ermaessigt": ""}
    price = round(float(row["preis"]) * factor)
    return {"preis": f"{price}.00", "preis_ermaessigt": ""}
