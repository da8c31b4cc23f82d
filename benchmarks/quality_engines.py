"""The three engines whose answers are compared; each returns the ids it shows first.

The two plain ones know no German beyond what stands here and in the file of questions.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from itertools import product

from benchmarks.data import TODAY, Row
from benchmarks.quality_judge import WEEKDAYS, is_open
from catalog import Catalog

SHOWN = 3
Engine = Callable[[str], list[str]]

FTS = """
    CREATE VIRTUAL TABLE texts USING fts5 (
        id UNINDEXED, title, topics, description, place,
        tokenize = 'unicode61 remove_diacritics 2'
    )
"""
MATCH = """
    SELECT id FROM texts WHERE texts MATCH ?
     ORDER BY bm25(texts, 0, ?, ?, 1, ?), rowid LIMIT ?
"""
TITLE_WEIGHT = 10.0
TOPICS_WEIGHT = 5.0

OFFERS = """
    CREATE TABLE offers (
        id TEXT, title TEXT, topics TEXT, place TEXT, town TEXT, postcode TEXT,
        age_from REAL, age_to REAL, starts TEXT, weekday TEXT, price REAL,
        mode TEXT, level TEXT, target_groups TEXT
    )
"""
SEARCH = """
    SELECT id FROM offers WHERE {conditions}
     ORDER BY starts IS NULL, starts, id LIMIT ?
"""
WEEKDAY_WORDS = dict(
    zip(
        "montag dienstag mittwoch donnerstag freitag samstag sonntag".split(),
        WEEKDAYS,
        strict=True,
    )
)
AGE = re.compile(r"(\d+)[- ]?(?:jahre|jährig)|\bist (\d+)\b|\bab (\d+)\b")
AT_MOST = re.compile(r"(?:bis|unter|maximal) (\d+) ?(?:€|euro)")
FREE = re.compile(r"kostenlos|kostenfrei|gratis|umsonst")
ONLINE = re.compile(r"\bonline")
LEVEL = re.compile(r"\b([abc][12])\b")
GROUPS = {
    "kinder": "kinder",
    "kind": "kinder",
    "jugendliche": "jugendliche",
    "erwachsene": "erwachsene",
    "senioren": "senioren",
    "rentner": "senioren",
    "ältere": "senioren",
    "eltern": "eltern",
    "familie": "familien",
    "familien": "familien",
    "frauen": "frauen",
    "geflüchtete": "zugewanderte",
}
COURSE = r"(?:kurse?s?)?"

Condition = tuple[str, Sequence[object]]


def lernlotse(catalog: Catalog) -> Engine:
    """Return the search as the chat does it, with relaxed hits and online ones last."""

    def ask(sentence: str) -> list[str]:
        query = catalog.understand(sentence).query
        if not query:
            return []
        page = catalog.search_offers(query)
        online = page.online.items if page.online else ()
        return [hit.offer.id for hit in (*page.items, *online)][:SHOWN]

    return ask


def read_as(catalog: Catalog, sentence: str) -> str:
    """Return what the sentence was taken for, and what was changed to find something."""
    query = catalog.understand(sentence).query
    said = ", ".join(f"{c.field} {c.label}" for c in query.visible) or "nothing"
    changes = catalog.search_offers(query).relaxed if query else ()
    changed = "".join(f", then {c.before} → {c.after}" for c in changes)
    return said + changed


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to turn a sentence into a full-text query."""

    all_words_first: bool
    drops_stop_words: bool
    prefixes: bool
    weighs_title: bool
    reads_place: bool

    @property
    def name(self) -> str:
        """What is switched on, in words."""
        chosen = [f.name.replace("_", " ") for f in fields(self) if self._has(f.name)]
        return ", ".join(chosen) or "any word"

    def _has(self, name: str) -> bool:
        return bool(getattr(self, name))


def variants() -> list[Variant]:
    """Return every way there is."""
    return [Variant(*each) for each in product((False, True), repeat=5)]


class FullText:
    """One FTS5 index that is asked with the words of the sentence."""

    def __init__(self, rows: Iterable[Row], stop_words: Iterable[str]) -> None:
        self._stop_words = frozenset(stop_words)
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute(FTS)
        self._connection.executemany(
            "INSERT INTO texts VALUES (?, ?, ?, ?, ?)",
            (_texts(row) for row in rows if is_open(row)),
        )

    def engine(self, variant: Variant) -> Engine:
        """Return the search in one of its variants."""

        def ask(sentence: str) -> list[str]:
            words = re.findall(r"\w+", sentence.casefold())
            if variant.drops_stop_words:
                words = [w for w in words if w not in self._stop_words] or words
            if not words:
                return []
            star = "*" if variant.prefixes else ""
            terms = [f'"{word}"{star}' for word in words]
            ways = (" AND ", " OR ") if variant.all_words_first else (" OR ",)
            found = [self._match(variant, way.join(terms)) for way in ways]
            return list(dict.fromkeys(id_ for ids in found for id_ in ids))[:SHOWN]

        return ask

    def _match(self, variant: Variant, expression: str) -> list[str]:
        title, topics = (
            (TITLE_WEIGHT, TOPICS_WEIGHT) if variant.weighs_title else (1.0, 1.0)
        )
        columns = "title topics description"
        if variant.reads_place:
            columns += " place"
        weighed = (f"{{{columns}}} : ({expression})", title, topics, topics, SHOWN)
        return [id_ for (id_,) in self._connection.execute(MATCH, weighed)]


def _texts(row: Row) -> tuple[str, ...]:
    place = f"{row['ortsteil']} {row['ort']} {row['plz']}"
    topics = row["themen"].replace("|", " ")
    return row["id"], row["titel"], topics, row["beschreibung"], place


class SlotsAndSql:
    """What the tutorials build: lookup tables and patterns fill slots, SQL joins them.

    It knows every topic and place of the catalog by name, ages, target groups,
    weekdays, levels, an upper price, free and online; all must fit, soonest first.
    """

    def __init__(self, rows: Sequence[Row], places: Iterable[str]) -> None:
        topics = {t for row in rows for t in row["themen"].split("|") if t}
        self._topics = _lookup(topics, COURSE)
        self._places = _lookup({*places, *(row["plz"] for row in rows)} - {""})
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute(OFFERS)
        self._connection.executemany(
            f"INSERT INTO offers VALUES ({', '.join('?' * 14)})",
            (_columns(row) for row in rows if is_open(row)),
        )

    def __call__(self, sentence: str) -> list[str]:
        """Return the first offers that meet every slot; no slot, no offers."""
        asked = sentence.casefold()
        chosen = [*self._names(asked), *_conditions(asked)]
        if not chosen:
            return []
        query = SEARCH.format(conditions=" AND ".join(sql for sql, _ in chosen))
        values = [value for _, each in chosen for value in each]
        return [i for (i,) in self._connection.execute(query, [*values, SHOWN])]

    def _names(self, sentence: str) -> Iterator[Condition]:
        for topic in {found[1] for found in self._topics.finditer(sentence)}:
            yield "(title LIKE ? OR topics LIKE ?)", [f"%{topic}%"] * 2
        if place := _longest(self._places, sentence):
            yield "? IN (place, town, postcode)", [place]


def _conditions(sentence: str) -> Iterator[Condition]:
    if age := AGE.search(sentence):
        years = next(filter(None, age.groups()))
        yield "? BETWEEN age_from AND age_to", [int(years)]
    words = set(re.findall(r"\w+", sentence))
    if group := next((GROUPS[word] for word in GROUPS if word in words), None):
        yield "target_groups LIKE ?", [f"%{group}%"]
    if days := _weekdays(sentence):
        yield f"weekday IN ({', '.join('?' * len(days))})", days
    if FREE.search(sentence):
        yield "price = ?", [0]
    elif limit := AT_MOST.search(sentence):
        yield "price <= ?", [int(limit[1])]
    if ONLINE.search(sentence):
        yield "mode = ?", ["online"]
    if level := LEVEL.search(sentence):
        yield "level LIKE ?", [f"%{level[1]}%"]


def _weekdays(sentence: str) -> list[str]:
    if "wochenende" in sentence:
        return ["sa", "so"]
    return [short for word, short in WEEKDAY_WORDS.items() if word in sentence]


def _lookup(words: Iterable[str], ending: str = "") -> re.Pattern[str]:
    longest_first = sorted({w.casefold() for w in words}, key=lambda w: (-len(w), w))
    return re.compile(rf"\b({'|'.join(map(re.escape, longest_first))}){ending}\b")


def _longest(lookup: re.Pattern[str], sentence: str) -> str | None:
    return max((m[1] for m in lookup.finditer(sentence)), key=len, default=None)


def _columns(row: Row) -> tuple[object, ...]:
    days = re.findall(r"\d{4}-\d\d-\d\d", row["termine"] or row["beginn"])
    starts = next((day for day in days if day >= TODAY.isoformat()), None)
    return (
        row["id"],
        row["titel"].casefold(),
        row["themen"].casefold(),
        row["ortsteil"].casefold(),
        row["ort"].casefold(),
        row["plz"],
        float(row["alter_von"] or 0),
        float(row["alter_bis"] or 120),
        starts,
        starts and WEEKDAYS[date.fromisoformat(starts).weekday()],
        float(row["preis"].replace(",", ".")) if row["preis"] else None,
        row["format"],
        row["niveau"].casefold(),
        row["zielgruppen"],
    )
