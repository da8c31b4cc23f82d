"""Every offer that may be found, as columns of numbers and lists of words, in memory.

Which offers meet a query is decided here in fractions of a millisecond, whatever the
database; what they say is read from the database afterwards, a page at a time.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sqlalchemy.orm import Session

from catalog.language.languages import language_code

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float32]
Codes = NDArray[np.signedinteger[Any]]
Rows = NDArray[np.intp]
BATCH = 10_000
UNKNOWN = -1
# Days count from 1970; these are before and after every date of a catalog.
NO_DAY = np.iinfo(np.int32).max
LONG_AGO = np.iinfo(np.int32).min
SHORTEST_TELLING = 4
FEW = 8
# Where words stand; the heading is topics and title together.
TOPICS, TITLE, HEADING, TEXT = "topic_terms", "title_terms", "heading", "text_terms"
_COLUMNS = (
    "key status kind delivery_mode place_id postal_code provider_kind provider_id"
    " target_groups"
    " fundings known_levels languages age_low age_high point_lat point_lon price_cents"
    " completeness wheelchair childcare sign_language easy_language needs_registration"
    " has_topics has_ages has_certificate is_reduced has_occurrences begins"
    " valid_until register_until checked_on topic_terms title_terms text_terms"
).split()
_COMPUTED = {
    "wheelchair": (
        "coalesce(o.wheelchair, case when o.venue_key = a.venue_key"
        " then a.wheelchair end)"
    ),
    "has_topics": "(o.topic_terms <> '')",
    "has_ages": "(o.age_from is not null or o.age_to is not null)",
    "has_certificate": "(o.certificate is not null)",
    "is_reduced": "(o.reduced_price_cents is not null or o.reduced_for is not null)",
    "provider_kind": "a.kind",
    "provider_id": "a.id",
}
_LABELS = tuple(
    "status kind delivery_mode place_id postal_code provider_kind provider_id".split()
)
_SETS = ("target_groups", "fundings", "known_levels", "languages")
_NUMBERS = tuple("age_low age_high price_cents completeness".split())
_DEGREES = ("point_lat", "point_lon")
_FLAGS = tuple(
    "wheelchair childcare sign_language easy_language needs_registration has_ages"
    " has_topics has_certificate is_reduced has_occurrences".split()
)
_CODES: tuple[type[np.signedinteger[Any]], ...] = (np.int8, np.int16, np.int32)
_DAYS = ("begins", "valid_until", "register_until", "checked_on")


class Labels:
    """A column of words as numbers: the same word, the same number; -1 = none."""

    def __init__(self, codes: Codes, numbers: dict[str, int]) -> None:
        self.codes = codes
        self._numbers = numbers

    def at(self, select: slice | Rows) -> Labels:
        """Return some rows of the column."""
        return Labels(self.codes[select], self._numbers)

    def any_of(self, values: Sequence[str] | frozenset[str]) -> Bools:
        """Return where the column says one of the words."""
        wanted = [self._numbers[value] for value in values if value in self._numbers]
        return _is_one_of(self.codes, wanted, len(self._numbers))

    def counts(self) -> dict[str, int]:
        """Return how often each word occurs."""
        found = np.bincount(self.codes[self.codes >= 0], minlength=len(self._numbers))
        return {value: int(found[n]) for value, n in self._numbers.items() if found[n]}


class Sets:
    """A column of sets of words; each combination that occurs is kept once."""

    def __init__(self, codes: Codes, sets: Sequence[frozenset[str]]) -> None:
        self._codes = codes
        self._sets = sets

    def at(self, select: slice | Rows) -> Sets:
        """Return some rows of the column."""
        return Sets(self._codes[select], self._sets)

    def any_of(self, values: Sequence[str]) -> Bools:
        """Return where the set holds one of the words."""
        wanted = frozenset(values)
        return self._where(not wanted.isdisjoint(found) for found in self._sets)

    @property
    def is_empty(self) -> Bools:
        """Where nothing is said."""
        return self._where(not found for found in self._sets)

    def _where(self, flags: Iterable[bool]) -> Bools:
        wanted = [number for number, is_wanted in enumerate(flags) if is_wanted]
        return _is_one_of(self._codes, wanted, len(self._sets))


def _is_one_of(codes: Codes, wanted: Sequence[int], count: int) -> Bools:
    """Return where the codes, smaller than a count, are among the wanted ones.

    Comparing with a few numbers is quicker than looking each code up.
    """
    found: Bools
    if len(wanted) <= FEW:
        found = np.zeros(len(codes), dtype=bool)
        for number in wanted:
            found |= codes == number
        return found
    # The last place stands for "none", which is where the code -1 points.
    is_wanted = np.zeros(count + 1, dtype=bool)
    is_wanted[wanted] = True
    found = is_wanted[codes]
    return found


class Postings:
    """Word → the rows that say it, ascending."""

    def __init__(self, numbers: dict[str, int], starts: Ints, rows: Ints) -> None:
        self._numbers, self._starts, self._rows = numbers, starts, rows

    def rows(self, term: str) -> Ints:
        """Return the rows that say a word."""
        number = self._numbers.get(term)
        if number is None or number + 1 >= len(self._starts):
            return self._rows[:0]
        return self._rows[self._starts[number] : self._starts[number + 1]]

    @property
    def size(self) -> int:
        """How many bytes the rows take."""
        return self._rows.nbytes + self._starts.nbytes


@dataclass(frozen=True, slots=True)
class Dates:
    """All dates to come, by row and then by day; `starts[row]` is a row's first."""

    starts: Ints
    day: Ints
    weekday: Ints
    start_minute: Ints
    end_minute: Ints


@dataclass(frozen=True, slots=True)
class OfferIndex:
    """The columns; row n of each is the same offer.

    Offers of the same topics are neighbours, so that picking the values of a topic
    reads one stretch of memory; at a million offers that is nine times as quick.
    `id_order` is the place of each offer in the order of ids. `title_length` counts
    the telling words of titles. `flags` are 1 yes, 0 no, -1 unknown. `days` count from
    1970. `points` are places on the unit sphere, an axis a row (NaN = unknown),
    `next_day` is the first date to come.
    """

    keys: NDArray[np.int64]
    id_order: Rows
    labels: dict[str, Labels]
    sets: dict[str, Sets]
    numbers: dict[str, Floats]
    flags: dict[str, NDArray[np.int8]]
    days: dict[str, Ints]
    points: Floats
    postings: dict[str, Postings]
    title_length: Ints
    dates: Dates
    next_day: Ints

    def __len__(self) -> int:
        return len(self.keys)


class Part:
    """Some rows of an index: every column at these rows only."""

    def __init__(self, index: OfferIndex, select: slice | Rows) -> None:
        self._index, self.select = index, select

    def labels(self, name: str) -> Labels:
        """Return a column of words."""
        return self._index.labels[name].at(self.select)

    def sets(self, name: str) -> Sets:
        """Return a column of sets of words."""
        return self._index.sets[name].at(self.select)

    def numbers(self, name: str) -> Floats:
        """Return a column of numbers; NaN = unknown."""
        return self._index.numbers[name][self.select]

    def flags(self, name: str) -> NDArray[np.int8]:
        """Return a column of 1 yes, 0 no, -1 unknown."""
        return self._index.flags[name][self.select]

    def days(self, name: str) -> Ints:
        """Return a column of days since 1970; `LONG_AGO` = unknown."""
        return self._index.days[name][self.select]


def read_index(session: Session, today: date) -> OfferIndex:
    """Read the offers that are not over on a day, with their dates from then on."""
    reader = _Reader()
    for batch in _batches(session, today):
        reader.add(batch)
    order = reader.order()
    dates = _read_dates(session, today, reader.keys[order])
    return reader.index(order, dates)


def _batches(session: Session, today: date) -> Iterator[dict[str, Sequence[Any]]]:
    # Ids are compared by their characters, in every database.
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    order = "o.id" if is_sqlite else 'o.id collate "C"'
    columns = ", ".join(
        f"{_COMPUTED.get(name, 'o.' + name)} as {name}" for name in _COLUMNS
    )
    statement = sa.text(
        f"select {columns} from offers o join actors a on a.key = o.provider_key"
        f" where o.valid_until is null or o.valid_until >= :today order by {order}"
    ).bindparams(sa.bindparam("today", today, type_=sa.Date))
    result = session.execute(statement, execution_options={"yield_per": BATCH})
    for rows in result.partitions(BATCH):
        yield dict(zip(_COLUMNS, zip(*rows, strict=True), strict=True))


class _Reader:
    """Collects columns batch by batch, so that rows as Python objects stay few."""

    def __init__(self) -> None:
        self._keys: list[int] = []
        self._chunks: dict[str, list[NDArray[Any]]] = {
            name: [] for name in (*_NUMBERS, *_DEGREES, *_FLAGS, *_DAYS, "title_length")
        }
        self._labels = {name: _LabelCollector() for name in _LABELS}
        self._sets = {name: _LabelCollector() for name in _SETS}
        self._numbers: defaultdict[str, int] = defaultdict()
        self._numbers.default_factory = self._numbers.__len__
        self._zones = {zone: _ZoneCollector() for zone in (TOPICS, TITLE, TEXT)}
        self._topics = _LabelCollector()

    @property
    def keys(self) -> NDArray[np.int64]:
        """The keys of the offers read so far."""
        return np.array(self._keys, dtype=np.int64)

    def add(self, batch: dict[str, Sequence[Any]]) -> None:
        """Take a batch of rows, as column name → values."""
        self._keys += batch["key"]
        for name in (*_NUMBERS, *_DEGREES):
            self._chunks[name].append(np.array(batch[name], dtype=np.float32))
        for name in _FLAGS:
            self._chunks[name].append(_flags(batch[name]))
        for name in _DAYS:
            self._chunks[name].append(_days(batch[name]))
        self._topics.add(batch["topic_terms"])
        lengths = [_telling_words(title) for title in batch["title_terms"]]
        self._chunks["title_length"].append(np.array(lengths, dtype=np.int32))
        for name, labels in chain(self._labels.items(), self._sets.items()):
            labels.add(batch[name])
        for zone, collected in self._zones.items():
            collected.add(batch[zone], self._numbers)

    def order(self) -> Rows:
        """Return the offers by topics and then by id, as places in the order read."""
        by_word = sorted(self._topics.numbers.items())
        places = np.empty(len(by_word), dtype=np.int32)
        places[[number for _, number in by_word]] = np.arange(len(by_word))
        return np.argsort(places[self._topics.labels().codes], kind="stable")

    def index(self, order: Rows, dates: Dates) -> OfferIndex:
        """Return all that was read, in another order; the dates are in it already."""
        numbers = {n: self._column(n, np.float32, order) for n in _NUMBERS}
        labels = {name: found.labels() for name, found in self._labels.items()}
        sets = {name: _sets(name, found) for name, found in self._sets.items()}
        degrees = (self._column(name, np.float32, order) for name in _DEGREES)
        return OfferIndex(
            keys=self.keys[order],
            id_order=order,
            labels={name: column.at(order) for name, column in labels.items()},
            sets={name: column.at(order) for name, column in sets.items()},
            numbers=numbers,
            flags={name: self._column(name, np.int8, order) for name in _FLAGS},
            days={name: self._column(name, np.int32, order) for name in _DAYS},
            points=unit_points(*degrees),
            postings=self._postings(order),
            title_length=self._column("title_length", np.int32, order),
            dates=dates,
            next_day=_first_days(dates),
        )

    def _postings(self, order: Rows) -> dict[str, Postings]:
        words = {
            zone: found.by_row(len(self._numbers))[order]
            for zone, found in self._zones.items()
        }
        words[HEADING] = words[TOPICS] + words[TITLE]
        numbers = dict(self._numbers)
        return {zone: _postings(found, numbers) for zone, found in words.items()}

    def _column(self, name: str, kind: type[np.generic], order: Rows) -> NDArray[Any]:
        chunks = self._chunks[name]
        return np.concatenate(chunks)[order] if chunks else np.empty(0, dtype=kind)


class _LabelCollector:
    """Collects a column of words."""

    def __init__(self) -> None:
        self._codes: list[int] = []
        self.numbers: dict[str, int] = {}

    def add(self, values: Sequence[str | None]) -> None:
        """Take the words of a batch of rows; None = none."""
        numbers = self.numbers
        self._codes += [
            UNKNOWN if value is None else numbers.setdefault(value, len(numbers))
            for value in values
        ]

    def labels(self) -> Labels:
        """Return the column."""
        # The smallest numbers that do: picking values from a big column is bound by
        # memory.
        kind = next(k for k in _CODES if len(self.numbers) <= np.iinfo(k).max)
        return Labels(np.array(self._codes, dtype=kind), self.numbers)


class _ZoneCollector:
    """Collects the words of one zone, row by row."""

    def __init__(self) -> None:
        self._terms = array("i")
        self._ends = array("l", [0])

    def add(self, texts: Sequence[str], numbers: defaultdict[str, int]) -> None:
        """Take the words of a batch of rows."""
        for text in texts:
            self._terms.extend([numbers[term] for term in text.split()])
            self._ends.append(len(self._terms))

    def by_row(self, count: int) -> csr_matrix:
        """Return a matrix of rows and words, of which there are `count`."""
        terms = np.frombuffer(self._terms, dtype=np.int32)
        ends = np.frombuffer(self._ends, dtype=np.int64)
        said = np.ones(len(terms), dtype=np.int8)
        return csr_matrix((said, terms, ends), shape=(len(ends) - 1, count))


def _postings(by_row: csr_matrix, numbers: dict[str, int]) -> Postings:
    """Turn "row → words" into "word → rows"."""
    by_term = by_row.tocsc()
    by_term.sort_indices()
    return Postings(numbers, by_term.indptr, by_term.indices)


def _telling_words(title: str) -> int:
    """Return how many words of a title are more than "mit", "für" and the like."""
    return sum(len(term) >= SHORTEST_TELLING for term in title.split())


def _sets(name: str, collected: _LabelCollector) -> Sets:
    read = _language_codes if name == "languages" else frozenset[str]
    sets = [
        read(part for part in value.split("|") if part) for value in collected.numbers
    ]
    return Sets(collected.labels().codes, sets)


def _language_codes(names: Iterable[str]) -> frozenset[str]:
    return frozenset(language_code(name) or name for name in names)


def _flags(values: Sequence[object]) -> NDArray[np.int8]:
    numbers = np.array(values, dtype=np.float32)
    return np.where(np.isnan(numbers), UNKNOWN, numbers).astype(np.int8)


def _days(values: Sequence[object]) -> Ints:
    """Return days since 1970; unknown ones as `LONG_AGO`."""
    days = np.array(values, dtype="datetime64[D]")
    found: Ints = np.where(np.isnat(days), LONG_AGO, days.astype(np.int64)).astype(
        np.int32
    )
    return found


def _read_dates(session: Session, today: date, keys: NDArray[np.int64]) -> Dates:
    """Read the dates from today on of these offers."""
    statement = sa.text(
        "select offer_key, day, weekday, start_minute, end_minute from occurrences"
        " where day >= :today"
    ).bindparams(sa.bindparam("today", today, type_=sa.Date))
    result = session.execute(statement, execution_options={"yield_per": BATCH})
    chunks = [_date_columns(rows) for rows in result.partitions(BATCH)]
    columns = np.concatenate(chunks, axis=1) if chunks else np.empty((5, 0), np.int64)
    by_key = np.argsort(keys, kind="stable")
    places = np.searchsorted(keys, columns[0], sorter=by_key)
    places[places == len(keys)] = 0
    rows = by_key[places] if len(keys) else places
    is_known = keys[rows] == columns[0] if len(keys) else np.zeros(0, dtype=bool)
    rows, columns = rows[is_known], columns[:, is_known].astype(np.int32)
    order = np.lexsort((columns[1], rows))
    counts = np.bincount(rows, minlength=len(keys))
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    return Dates(starts, *columns[1:, order])


def _date_columns(rows: Sequence[sa.Row[Any]]) -> NDArray[np.int64]:
    keys, days, weekdays, starts, ends = zip(*rows, strict=True)
    return np.array(
        [keys, _days(days), weekdays, _minutes(starts), _minutes(ends)], dtype=np.int64
    )


def _minutes(values: Sequence[int | None]) -> list[int]:
    return [UNKNOWN if value is None else value for value in values]


def _first_days(dates: Dates) -> Ints:
    firsts = np.full(len(dates.starts) - 1, NO_DAY, dtype=np.int32)
    has_dates = dates.starts[1:] > dates.starts[:-1]
    firsts[has_dates] = dates.day[dates.starts[:-1][has_dates]]
    return firsts


def unit_points(lat: Floats, lon: Floats) -> Floats:
    """Return places in degrees as points (3, n) on the unit sphere."""
    phi, theta = np.radians(lat.astype(float)), np.radians(lon.astype(float))
    across = np.cos(phi)
    axes = [across * np.cos(theta), across * np.sin(theta), np.sin(phi)]
    points: Floats = np.stack(axes).astype(np.float32)
    return points
