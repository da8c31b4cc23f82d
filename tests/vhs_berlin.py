"""The open data of Berlin's Volkshochschulen as catalog files: real courses, real dirt."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from catalog.settings import PROJECT_DIR
from tests.factories import Row, make_actor, make_files, make_offer

SAMPLE = PROJECT_DIR.parent / "shared" / "data" / "vhs-berlin" / "kurse-sample.json"
# The first course began on a Monday; whole weeks keep every weekday.
SHIFT = date(2026, 11, 23) - date(2020, 5, 11)
SCHOOLS = {
    "CW": "Charlottenburg-Wilmersdorf",
    "FK": "Friedrichshain-Kreuzberg",
    "LI": "Lichtenberg",
    "MH": "Marzahn-Hellersdorf",
    "MI": "Mitte",
    "NK": "Neukölln",
    "PA": "Pankow",
    "RE": "Reinickendorf",
    "SP": "Spandau",
    "SZ": "Steglitz-Zehlendorf",
    "TK": "Treptow-Köpenick",
    "TS": "Tempelhof-Schöneberg",
}
GROUPS = {
    "migra": "zugewanderte",
    "ältere": "senioren",
    "senior": "senioren",
    "frauen": "frauen",
    "jugend": "jugendliche",
    "kinder": "kinder",
    "eltern": "eltern",
}
LEVEL = re.compile(r"[ABC][12]")
REDUCED = re.compile(r"erm\. Preis: ([\d.,]+) EUR")
# Parts of the programme and forms of a course; what is left says what is learned.
NO_TOPICS = frozenset(
    "arbeit-beruf-edv beruf schlüsselqualifikationen kultur gesundheit sonstiges"
    " politik-gesellschaft-umwelt sommerkurs ferienkurs intensivkurs kompaktkurs"
    " wochenendkurs onlinekurs aufbaukurs bildungsurlaub bildungsprämie beratung"
    " grundlagen auffrischung prüfungstermin".split()
)
KINDS = (
    ("beratung", "beratung"),
    ("vortrag", "veranstaltung"),
    ("führung", "fuehrung"),
    ("workshop", "workshop"),
)


def write_files(directory: Path, *, sample: Path = SAMPLE) -> list[Path]:
    """Write the sample as `actors.csv` and `offers.csv`."""
    courses = json.loads(sample.read_text("utf-8"))["veranstaltungen"]["veranstaltung"]
    offers = [offer_row(course) for course in courses]
    return make_files(
        directory, actors=actor_rows(o["anbieter_id"] for o in offers), offers=offers
    )


def actor_rows(ids: Iterable[str]) -> list[Row]:
    """Return one Volkshochschule for each prefix of a course number."""
    return [
        make_actor(
            school,
            name=f"Volkshochschule {SCHOOLS.get(school, school)}",
            beschreibung="",
            themen="",
            strasse="",
            plz="",
            ort="Berlin",
            telefon="",
            web="https://www.vhs.example",
        )
        for school in sorted(set(ids))
    ]


def offer_row(course: dict[str, Any]) -> Row:
    """Return a course as a row of `offers.csv`."""
    words = _keywords(course)
    venue, price = course["veranstaltungsort"], course["preis"]
    address = venue["adresse"]
    reduced = REDUCED.search(price.get("zusatz") or "")
    folded = {word.casefold() for word in words}
    return make_offer(
        course["guid"],
        titel=course["name"],
        beschreibung=_description(course),
        art=_kind(course),
        themen="|".join(_topics(words)),
        anbieter_id=course["nummer"][:2].upper(),
        format="online" if "onlinekurs" in folded else "praesenz",
        veranstaltungsort=venue["name"] or "",
        strasse=address["strasse"] or "",
        plz=address["plz"] or "",
        ort=address["ort"] or "",
        zielgruppen="|".join(_groups(course, words)),
        termine="",
        beginn=_shifted(course["beginn_datum"]),
        ende=_shifted(course["ende_datum"]),
        preis=price["betrag"] or "",
        preis_ermaessigt=reduced[1] if reduced else "",
        niveau="|".join(word for word in words if LEVEL.fullmatch(word)),
        rollstuhlgerecht="ja" if venue["barrierefrei"] == "true" else "",
        foerderung="bildungsfreistellung" if "bildungsurlaub" in folded else "",
        web=course["webadresse"]["uri"],
        geprueft_am="",
    )


def _keywords(course: dict[str, Any]) -> list[str]:
    """Return the keywords; a single one is no list."""
    found = course["schlagwort"]
    return [found] if isinstance(found, str) else list(found)


def _topics(words: Iterable[str]) -> list[str]:
    return [
        word.title() if word.isupper() and len(word) > 4 else word
        for word in words
        if word.casefold() not in NO_TOPICS and not LEVEL.fullmatch(word)
    ]


def _groups(course: dict[str, Any], words: Iterable[str]) -> list[str]:
    named = " ".join([course["zielgruppe"] or "", *words]).casefold()
    return [group for sign, group in GROUPS.items() if sign in named]


def _kind(course: dict[str, Any]) -> str:
    title = f"{course['name']} {course['untertitel'] or ''}".casefold()
    return next((kind for sign, kind in KINDS if sign in title), "kurs")


def _description(course: dict[str, Any]) -> str:
    texts = [part["text"] for part in course["text"]]
    return "\n".join(text for text in (course["untertitel"], *texts) if text)


def _shifted(day: str | None) -> str:
    return (date.fromisoformat(day) + SHIFT).isoformat() if day else ""
