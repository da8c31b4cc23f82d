"""A synthetic catalog of any size in the contract's CSV format; writes no database.

Record number n depends only on the seed and on n: a smaller catalog is the beginning
of a larger one, on every machine.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random

from benchmarks.places import Place

VOCABULARY = Path(__file__).with_name("vocabulary.toml")
TODAY = date(2026, 11, 22)
SEED = 2026
ACTORS = 500
ACTOR_SALT = 10**9
FRESH_ROW = 7_919

ACTOR_COLUMNS = """
    id name art beschreibung themen strasse plz ort ortsteil lat lon telefon email
    web oeffnungszeiten rollstuhlgerecht adresse_verbergen kooperation_gesucht
    geprueft_am
""".split()
OFFER_COLUMNS = """
    id titel beschreibung art themen anbieter_id format veranstaltungsort strasse
    plz ort ortsteil lat lon zielgruppen alter_von alter_bis termine beginn ende
    anmeldeschluss preis preis_ermaessigt ermaessigung_fuer plaetze_frei status
    sprache niveau rollstuhlgerecht kinderbetreuung gebaerdensprache foerderung
    voraussetzungen abschluss merkmale ergaenzt web telefon email geprueft_am
""".split()

Row = dict[str, str]
AUDIENCES: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "children": ("kinder", (("4", "6"), ("6", "10"), ("7", "12"), ("8", "14"))),
    "youth": ("jugendliche", (("12", "16"), ("14", "18"), ("12", "21"))),
    "adults": ("erwachsene", (("18", ""), ("16", ""), ("", ""))),
    "seniors": ("senioren", (("60", ""), ("55", ""), ("65", ""))),
    "families": ("familien|eltern", (("0", "3"), ("0", "6"), ("", ""))),
    "all": ("", (("", ""),)),
}
PRICES = (5, 8, 12, 15, 18, 24, 29, 36, 45, 48, 60, 75, 90, 120, 180, 240)
STARTS = ("09:00-10:30", "10:00-12:00", "15:00-16:30", "17:00-18:30", "18:30-20:00")
FUNDINGS = ("bildungsgutschein", "but", "bildungsfreistellung", "aufstiegs-bafoeg")
FEATURES = ("bne", "demokratie", "fachkraefte", "digital", "inklusion", "integration")


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic with the kinds of offers and the audiences that it usually has."""

    topic: str
    kinds: tuple[str, ...]
    audiences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of the synthetic catalog; subjects stand in order of their rank."""

    subjects: tuple[Subject, ...]
    titles: tuple[str, ...]
    descriptions: tuple[str, ...]
    streets: tuple[str, ...]
    rooms: tuple[str, ...]
    actor_kinds: tuple[tuple[str, str], ...]


def read_vocabulary(path: Path = VOCABULARY, *, seed: int = SEED) -> Vocabulary:
    """Read the words and give each topic its rank."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    subjects = [
        Subject(topic, tuple(group["kinds"]), tuple(group["audiences"]))
        for group in raw["groups"]
        for topic in group["topics"]
    ]
    Random(seed).shuffle(subjects)
    return Vocabulary(
        subjects=tuple(subjects),
        titles=tuple(raw["titles"]),
        descriptions=tuple(raw["descriptions"]),
        streets=tuple(raw["streets"]),
        rooms=tuple(raw["rooms"]),
        actor_kinds=tuple((each["kind"], each["name"]) for each in raw["actor_kinds"]),
    )


class SyntheticCatalog:
    """Actors and offers drawn from a vocabulary and the places of a district.

    Topics follow Zipf's law (the n-th has 1/n of the first one's offers), places
    their number of inhabitants.
    """

    def __init__(
        self, vocabulary: Vocabulary, places: Sequence[Place], *, seed: int = SEED
    ) -> None:
        self.vocabulary = vocabulary
        self.places = places
        self.seed = seed
        ranks = range(1, len(vocabulary.subjects) + 1)
        self._topic_weights = list(accumulate(1 / rank for rank in ranks))
        self._place_weights = list(accumulate(place.people for place in places))

    def random(self, number: int) -> Random:
        """Return the source of chance of one record."""
        return Random(self.seed * FRESH_ROW + number)

    def subject(self, chance: Random) -> Subject:
        """Draw a topic, frequent ones more often."""
        subjects = self.vocabulary.subjects
        return chance.choices(subjects, cum_weights=self._topic_weights)[0]

    def place(self, chance: Random) -> Place:
        """Draw a place, large ones more often."""
        return chance.choices(self.places, cum_weights=self._place_weights)[0]

    def actors(self) -> Iterator[Row]:
        """Return all actors; every offer's provider is one of them."""
        for number in range(ACTORS):
            yield _row(ACTOR_COLUMNS, self._actor(number))

    def offers(self, count: int, *, start: int = 0) -> Iterator[Row]:
        """Return `count` offers from the given number on."""
        for number in range(start, start + count):
            yield _row(OFFER_COLUMNS, self._offer(number))

    def _actor(self, number: int) -> Row:
        chance = self.random(ACTOR_SALT + number)
        kind, name = chance.choice(self.vocabulary.actor_kinds)
        place = self.place(chance)
        return {
            "id": f"a-{number:04d}",
            "name": name.format(place=place.name),
            "art": kind,
            "themen": self.subject(chance).topic,
            **_address(place),
            "strasse": self._street(chance),
            "telefon": f"030 23125{number % 1000:03d}",
            "email": f"kontakt-{number}@example.org",
            "oeffnungszeiten": "Mo-Fr 09:00-17:00; PH off",
            "rollstuhlgerecht": chance.choice(("ja", "nein", "")),
            "geprueft_am": _checked(chance),
        }

    def _offer(self, number: int) -> Row:
        chance = self.random(number)
        subject = self.subject(chance)
        place = self.place(chance)
        words = self.vocabulary
        return {
            "id": f"o-{number:07d}",
            "titel": chance.choice(words.titles).format(
                topic=subject.topic, place=place.name
            ),
            "beschreibung": " ".join(chance.sample(words.descriptions, 2)),
            "art": chance.choice(subject.kinds),
            "themen": self._topics(chance, subject),
            "anbieter_id": f"a-{chance.randrange(ACTORS):04d}",
            "status": _sometimes(
                chance, 0.1, ("ausgebucht", "warteliste", "abgesagt", "verschoben")
            ),
            "plaetze_frei": str(chance.randrange(13)) if _happens(chance, 0.5) else "",
            "rollstuhlgerecht": chance.choice(("ja", "ja", "nein", "")),
            "kinderbetreuung": _sometimes(chance, 0.1, ("ja", "nein")),
            "foerderung": _sometimes(chance, 0.08, FUNDINGS),
            "merkmale": _sometimes(chance, 0.1, FEATURES),
            "geprueft_am": _checked(chance),
            **self._where(chance, place),
            **_audience(chance, subject),
            **_dates(chance),
            **_price(chance),
        }

    def _topics(self, chance: Random, subject: Subject) -> str:
        if _happens(chance, 0.7):
            return subject.topic
        return "|".join(dict.fromkeys((subject.topic, self.subject(chance).topic)))

    def _street(self, chance: Random) -> str:
        return f"{chance.choice(self.vocabulary.streets)} {chance.randrange(1, 90)}"

    def _where(self, chance: Random, place: Place) -> Row:
        mode = chance.choices(("praesenz", "online", "hybrid"), (85, 10, 5))[0]
        if mode == "online":
            return {"format": mode}
        address = _address(place) | {"strasse": self._street(chance)}
        if _happens(chance, 0.5):
            address["lat"] = f"{place.lat + chance.uniform(-0.01, 0.01):.5f}"
            address["lon"] = f"{place.lon + chance.uniform(-0.01, 0.01):.5f}"
        room = chance.choice(self.vocabulary.rooms)
        return {"format": mode, "veranstaltungsort": room, **address}


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write rows as a catalog file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=columns, delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


def _row(columns: Sequence[str], values: Row) -> Row:
    return dict.fromkeys(columns, "") | values


def _address(place: Place) -> Row:
    locality = "" if place.name == place.town else place.name
    return {"plz": place.postal_code, "ort": place.town, "ortsteil": locality}


def _happens(chance: Random, share: float) -> bool:
    return chance.random() < share


def _sometimes(chance: Random, share: float, values: Sequence[str]) -> str:
    return chance.choice(values) if _happens(chance, share) else ""


def _checked(chance: Random) -> str:
    return (TODAY - timedelta(days=chance.randrange(200))).isoformat()


def _audience(chance: Random, subject: Subject) -> Row:
    groups, ages = AUDIENCES[chance.choice(subject.audiences)]
    youngest, oldest = chance.choice(ages)
    return {"zielgruppen": groups, "alter_von": youngest, "alter_bis": oldest}


def _dates(chance: Random) -> Row:
    form = chance.choices(("permanent", "period", "single dates"), (15, 20, 65))[0]
    first = TODAY + timedelta(days=chance.randrange(-60, 300))
    if form == "permanent":
        return {}
    if form == "period":
        last = first + timedelta(days=chance.randrange(1, 120))
        return {"beginn": first.isoformat(), "ende": last.isoformat()}
    time = chance.choice(STARTS)
    weeks = range(chance.choice((1, 1, 1, 2, 4, 6, 8, 10)))
    days = (first + timedelta(weeks=week) for week in weeks)
    return {"termine": " | ".join(f"{day.isoformat()} {time}" for day in days)}


def _price(chance: Random) -> Row:
    form = chance.choices(("unknown", "free", "paid"), (10, 20, 70))[0]
    if form == "unknown":
        return {}
    if form == "free":
        return {"preis": "0"}
    euros = chance.choice(PRICES)
    reduced = f"{euros / 2:.2f}".replace(".", ",") if _happens(chance, 0.3) else ""
    return {"preis": f"{euros},00", "preis_ermaessigt": reduced}
