"""Which offers meet a query, and how well: columns of the index compared as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from catalog.district import EARTH_RADIUS_KM, District
from catalog.index import (
    HEADING,
    LONG_AGO,
    NO_DAY,
    TEXT,
    TITLE,
    TOPICS,
    UNKNOWN,
    Bools,
    Dates,
    Floats,
    Ints,
    OfferIndex,
    Part,
    Rows,
    unit_points,
)
from catalog.language import wordsets
from catalog.language.text import stems
from catalog.language.vocabulary import Terms
from catalog.records import DeliveryMode, Status
from catalog.wanted import Area, Wanted

# How close an offer is to a topic; the smaller, the closer.
AMONG_TOPICS, IN_TITLE, NARROWER, MENTIONED, NOT_AT_ALL = range(5)
CHILD_AGE = 16
# The ages a group is asked for by, narrower than those it may include.
CORE_AGES = {
    "kinder": (3.0, 12.0),
    "jugendliche": (13.0, 17.0),
    "erwachsene": (25.0, 60.0),
    "senioren": (65.0, 80.0),
    "familien": (3.0, 12.0),
}
# One row in so many is few: each is looked up on its own.
FEW_AMONG = 200
EPOCH = date(1970, 1, 1).toordinal()
# What language courses say instead of "Anfänger" and "Fortgeschrittene".
LEVELS_OF_SKILL = {"beginner": ("A1",), "advanced": ("B1", "B2", "C1", "C2")}


@dataclass(frozen=True, slots=True)
class Matches:
    """The offers that meet a query; each column has one value for each of them.

    `skill` is 0 for an offer made for the skill asked for, 1 for one that does not
    say, 2 for one made for another. `outside` is 0 for an offer wholly within the dates asked for, 1 for one that goes
    on afterwards, 2 for one that runs already. `doubts` says, by field, where it is not known whether the condition is met.
    `distance_km` is NaN, and `starts` is `NO_DAY`, where unknown.
    """

    rows: Rows
    topic_rank: NDArray[np.int8]
    group_rank: NDArray[np.int8]
    doubts: dict[str, Bools]
    in_place: Bools
    distance_km: Floats
    starts: Ints
    outside: NDArray[np.int8]
    skill: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def doubtful(self) -> Bools:
        """Where any condition could not be checked."""
        doubtful = np.zeros(len(self.rows), dtype=bool)
        for flags in self.doubts.values():
            doubtful |= flags
        return doubtful

    def where(self, is_chosen: Bools) -> Matches:
        """Return some of the matches."""
        # Places are picked quicker than flags.
        chosen = np.flatnonzero(is_chosen)
        return Matches(
            self.rows[chosen],
            self.topic_rank[chosen],
            self.group_rank[chosen],
            {field: flags[chosen] for field, flags in self.doubts.items()},
            self.in_place[chosen],
            self.distance_km[chosen],
            self.starts[chosen],
            self.outside[chosen],
            self.skill[chosen],
        )


@dataclass(frozen=True, slots=True)
class About:
    """The rows about the topics of a query, and how close each one is."""

    rows: Rows
    ranks: NDArray[np.int8]


class Matcher:
    """Compares the offers of an index with queries."""

    def __init__(self, index: OfferIndex, district: District) -> None:
        self.index = self._index = index
        self._district = district
        self._inside: dict[str, frozenset[str]] = {}
        self._live: dict[tuple[str | None, bool], Bools] = {}

    def matches(
        self,
        wanted: Wanted,
        about: About | None,
        mode: str | None,
        *,
        cancelled: bool = False,
    ) -> Matches:
        """Return the offers that meet every condition.

        Args:
            wanted: what is asked for.
            about: the offers about its topics, None = it names none.
            mode: "online" or "praesenz" as asked; "local" = not online only,
                "only_online" = nothing else.
            cancelled: look among the cancelled offers instead of the others.
        """
        rows, ranks = self._meeting(wanted, about, mode, cancelled=cancelled)
        in_place, distance = self._places(rows, wanted.area)
        area = wanted.area
        if area is not None and area.radius_km is not None and mode == "local":
            is_near = in_place | np.isnan(distance) | (distance <= area.radius_km)
            rows, ranks = rows[is_near], ranks[is_near]
            in_place, distance = in_place[is_near], distance[is_near]
        starts, doubtful_time = self._starts(rows, wanted)
        takes_place = np.flatnonzero(starts > LONG_AGO)
        if len(takes_place) < len(rows):
            rows, ranks, in_place, distance, starts, doubtful_time = (
                column[takes_place]
                for column in (rows, ranks, in_place, distance, starts, doubtful_time)
            )
        part = Part(self._index, rows)
        return Matches(
            rows=rows,
            topic_rank=ranks,
            group_rank=_group_ranks(part, wanted),
            doubts=_doubts(part, wanted) | {"time": doubtful_time},
            in_place=in_place,
            distance_km=distance,
            starts=starts,
            outside=self._outside(rows, part, wanted),
            skill=self._skill(rows, part, wanted),
        )

    def _meeting(
        self, wanted: Wanted, about: About | None, mode: str | None, *, cancelled: bool
    ) -> tuple[Rows, NDArray[np.int8]]:
        """Return the rows that meet what no date and no distance decides.

        What throws out most comes first; without a topic, columns as a whole are
        quicker than picked values.
        """
        live = self._live_ones(mode, cancelled=cancelled)
        if about is None:
            part = Part(self._index, slice(None))
            rows = np.flatnonzero(self._all(part, wanted, mode, live))
            return rows, np.zeros(len(rows), dtype=np.int8)
        chosen = np.flatnonzero(live[about.rows])
        rows, ranks = about.rows[chosen], about.ranks[chosen]
        part = Part(self._index, rows)
        fits = self._all(part, wanted, mode, np.ones(len(rows), dtype=bool))
        if fits.all():
            return rows, ranks
        chosen = np.flatnonzero(fits)
        return rows[chosen], ranks[chosen]

    def _live_ones(self, mode: str | None, *, cancelled: bool) -> Bools:
        """Return which offers of the index take place in a mode; asked for often."""
        known = self._live.get((mode, cancelled))
        if known is None:
            everything = Part(self._index, slice(None))
            known = _is_live(everything, mode, cancelled=cancelled)
            self._live[mode, cancelled] = known
        return known

    def _all(self, part: Part, wanted: Wanted, mode: str | None, fits: Bools) -> Bools:
        for condition in self._conditions(part, wanted, mode):
            fits = fits & condition
        for is_free in self._free_of_topics(wanted):
            fits = fits & is_free[part.select]
        return fits

    def _skill(self, rows: Rows, part: Part, wanted: Wanted) -> NDArray[np.int8]:
        ranks = np.ones(len(rows), dtype=np.int8)
        if wanted.skills:
            for skill, levels in LEVELS_OF_SKILL.items():
                is_for = self.titles_saying(skill_terms(skill), rows) > 0
                is_for |= part.sets("known_levels").any_of(levels)
                ranks[is_for] = 0 if skill in wanted.skills else 2
        return ranks

    def titles_named(self, terms: Iterable[str], matches: Matches) -> Floats:
        """Return the share of each title's words that are among some words."""
        said = self.titles_saying(terms, matches.rows)
        shares: Floats = said / np.maximum(self._index.title_length[matches.rows], 1)
        return shares

    def titles_saying(self, terms: Iterable[str], rows: Rows) -> Ints:
        """Return how many of the words the title of each offer says; rows ascend."""
        postings = self._index.postings[TITLE]
        counts = np.zeros(len(rows), dtype=np.int32)
        for term in terms:
            counts += _is_among(rows, postings.rows(term))
        return counts

    # Topics

    def about(self, wanted: Wanted) -> About | None:
        """Return the offers about the topics; None = no topic is asked for.

        Descriptions count only where no topic or title says it.
        """
        if not wanted.topics:
            return None
        ranks = self._ranks(wanted, everywhere=False)
        rows = np.flatnonzero(ranks < NOT_AT_ALL)
        if not len(rows):
            ranks = self._ranks(wanted, everywhere=True)
            rows = np.flatnonzero(ranks < NOT_AT_ALL)
        return About(rows, ranks[rows])

    def _ranks(self, wanted: Wanted, *, everywhere: bool) -> NDArray[np.int8]:
        combine = np.minimum if wanted.any_topic else np.maximum
        ranks: NDArray[np.int8] | None = None
        for direct, narrower in wanted.topics:
            own = self._ranks_of(direct, narrower, everywhere=everywhere)
            ranks = own if ranks is None else combine(ranks, own)
        assert ranks is not None
        return ranks

    def _ranks_of(
        self,
        direct: frozenset[Terms],
        narrower: frozenset[Terms],
        *,
        everywhere: bool,
    ) -> NDArray[np.int8]:
        ranks = np.full(len(self._index), NOT_AT_ALL, dtype=np.int8)
        if everywhere:
            for way in direct | narrower:
                ranks[self._saying(way, HEADING, TEXT)] = MENTIONED
        for way in narrower:
            # "Elektrofachkraft" is no kind of "Sport" for "Krafttraining" is one: what
            # has topics of its own is judged by them.
            found = self._saying(way, HEADING)
            ranks[found[self._index.flags["has_topics"][found] != 1]] = NARROWER
            ranks[self._saying(way, TOPICS)] = NARROWER
        for way in direct:
            found = self._saying(way, HEADING)
            ranks[found] = IN_TITLE
        for way in direct:
            ranks[self._saying(way, TOPICS)] = AMONG_TOPICS
        return ranks

    def _saying(self, way: Terms, *zones: str) -> Ints:
        """Return the rows that say every word of a way, each in any of the zones."""
        lists = sorted(
            (
                _union([self._index.postings[zone].rows(term) for zone in zones])
                for term in way
            ),
            key=len,
        )
        found = lists[0] if lists else np.empty(0, dtype=np.int32)
        for rows in lists[1:]:
            found = found[_is_among(found, rows)]
        return found

    # Conditions

    def _conditions(
        self, part: Part, wanted: Wanted, mode: str | None
    ) -> Iterable[Bools]:
        """Yield what has to be true of an offer, column by column."""
        if wanted.ages:
            yield _has_ages(part, wanted.ages)
        if wanted.groups:
            yield _has_groups(part, wanted.groups)
        if wanted.max_cents is not None:
            # Unknown prices are NaN, which is never smaller.
            yield part.numbers("price_cents") <= wanted.max_cents
        for column, values in (
            ("kind", wanted.kinds),
            ("provider_kind", wanted.actor_kinds),
            ("provider_id", wanted.actors),
        ):
            if values:
                yield part.labels(column).any_of(values)
        if wanted.fundings:
            yield part.sets("fundings").any_of(wanted.fundings)
        if wanted.levels:
            known = part.sets("known_levels")
            yield known.is_empty | known.any_of(wanted.levels)
        if wanted.languages:
            yield _has_language(part, wanted.languages)
        yield from _has_flags(part, wanted)
        yield from self._not_excluded(part, wanted, mode)

    def _not_excluded(
        self, part: Part, wanted: Wanted, mode: str | None
    ) -> Iterable[Bools]:
        excluded = wanted.excluded
        for column, values in (
            ("kind", excluded.kinds),
            ("provider_kind", excluded.actor_kinds),
            ("provider_id", excluded.actors),
        ):
            if values:
                yield ~part.labels(column).any_of(values)
        for name, groups in (
            ("target_groups", excluded.groups),
            ("languages", excluded.languages),
            ("known_levels", excluded.levels),
        ):
            if groups:
                yield ~part.sets(name).any_of(groups)
        if excluded.place_ids and mode != "only_online":
            yield ~self._lies_in(part, excluded.place_ids)

    def _free_of_topics(self, wanted: Wanted) -> Iterable[Bools]:
        """Yield where a topic that is ruled out is not in the heading."""
        for ways in wanted.excluded.topics:
            is_free = np.ones(len(self._index), dtype=bool)
            for way in ways:
                is_free[self._saying(way, HEADING)] = False
            yield is_free

    # Places

    def _places(self, rows: Rows, area: Area | None) -> tuple[Bools, Floats]:
        """Return whether each offer is in the asked place, and how far away it is."""
        in_place = np.zeros(len(rows), dtype=bool)
        distance = np.full(len(rows), np.nan, dtype=np.float32)
        if area is None or area.is_district:
            return in_place, distance
        part = Part(self._index, rows)
        if area.postal_codes:
            in_place = part.labels("postal_code").any_of(area.postal_codes)
        elif area.place_ids:
            in_place = self._lies_in(part, area.place_ids)
        for lat, lon in area.points:
            distance = np.fmin(distance, self._distances(rows, lat, lon))
        return in_place, distance

    def _lies_in(self, part: Part, place_ids: Iterable[str]) -> Bools:
        inside = frozenset().union(*map(self._places_inside, place_ids))
        return part.labels("place_id").any_of(inside)

    def _places_inside(self, place_id: str) -> frozenset[str]:
        known = self._inside.get(place_id)
        if known is None:
            places = self._district.places
            asked = places.get(place_id)
            known = self._inside[place_id] = frozenset(
                inner
                for inner in places
                if asked is not None and self._district.contains(asked, inner)
            )
        return known

    def _distances(self, rows: Rows, lat: float, lon: float) -> Floats:
        here = unit_points(np.array([lat]), np.array([lon]))[:, 0]
        squares = np.zeros(len(rows), dtype=np.float32)
        # Axis by axis: picking whole points takes ten times as long.
        for axis, at in zip(self._index.points, here, strict=True):
            squares += (axis[rows] - at) ** 2
        half = np.minimum(np.sqrt(squares) / 2, 1)
        distances: Floats = (2 * EARTH_RADIUS_KM * np.arcsin(half)).astype(np.float32)
        return distances

    # Times

    def _starts(self, rows: Rows, wanted: Wanted) -> tuple[Ints, Bools]:
        """Return the first fitting day of each offer and where the time is doubtful.

        `NO_DAY` = permanent, or the day is unknown; `LONG_AGO` = nothing fits.
        """
        part = Part(self._index, rows)
        dated = part.flags("has_occurrences") == 1
        starts, exact = self._first_dates(rows, wanted)
        begins, until = part.days("begins"), part.days("valid_until")
        first, last = _first_day(wanted), _last_day(wanted)
        running = (until == LONG_AGO) | (until >= first)
        running &= (begins == LONG_AGO) | (begins <= last)
        undated = np.where(begins >= _day(wanted.now.date()), begins, NO_DAY)
        undated = np.where(running, undated, LONG_AGO)
        found = np.where(dated, np.where(starts == NO_DAY, LONG_AGO, starts), undated)
        doubtful = np.zeros(len(rows), dtype=bool)
        if wanted.weekdays:
            doubtful |= ~dated
        if wanted.windows:
            doubtful |= ~exact
        return found.astype(np.int32), doubtful

    def _outside(self, rows: Rows, part: Part, wanted: Wanted) -> NDArray[np.int8]:
        if not wanted.has_dates:
            return np.zeros(len(rows), dtype=np.int8)
        runs_already = self._index.next_day[rows] < _first_day(wanted)
        goes_on = part.days("valid_until") > _last_day(wanted)
        return np.where(runs_already, 2, np.where(goes_on, 1, 0)).astype(np.int8)

    def _first_dates(self, rows: Rows, wanted: Wanted) -> tuple[Ints, Bools]:
        """Return the first fitting date of each offer, and whether its hours fit."""
        starts: Ints = self._index.next_day[rows].copy()
        exact = np.ones(len(rows), dtype=bool)
        looked = (
            np.arange(len(rows))
            if wanted.needs_dates
            else np.flatnonzero(starts == _day(wanted.now.date()))
        )
        if not len(looked):
            return starts, exact
        dates = self._index.dates
        owner, at = _gather(dates, rows[looked])
        fits = _date_fits(dates, at, wanted)
        inside = _in_windows(dates, at, wanted)
        open_time = inside | (dates.start_minute[at] == UNKNOWN)
        starts[looked] = _first_of(owner, dates.day[at], fits & open_time, len(looked))
        if wanted.windows:
            sure = _first_of(owner, dates.day[at], fits & inside, len(looked))
            exact[looked] = sure < NO_DAY
        return starts, exact


def _is_live(part: Part, mode: str | None, *, cancelled: bool) -> Bools:
    is_cancelled = part.labels("status").any_of([Status.CANCELLED.value])
    live = is_cancelled if cancelled else ~is_cancelled
    return live if mode is None else live & _has_mode(part, mode)


def _has_mode(part: Part, mode: str) -> Bools:
    column = part.labels("delivery_mode")
    online = column.any_of([DeliveryMode.ONLINE.value])
    if mode == "online":
        return online | column.any_of([DeliveryMode.HYBRID.value])
    return online if mode == "only_online" else ~online


def _has_ages(part: Part, ages: Sequence[tuple[float, float]]) -> Bools:
    """Ages that overlap; offers without ages stay, as doubtful ones."""
    low, high = part.numbers("age_low"), part.numbers("age_high")
    fits = np.isnan(low)
    if max(oldest for _, oldest in ages) < CHILD_AGE:
        fits &= part.sets("target_groups").is_empty
    for youngest, oldest in ages:
        fits |= (low <= oldest) & (high >= youngest)
    return fits


def _has_groups(part: Part, groups: Sequence[str]) -> Bools:
    """Any of the groups: named, fitting by age, or nothing said."""
    column = part.sets("target_groups")
    low, high = part.numbers("age_low"), part.numbers("age_high")
    fits = column.any_of(groups)
    for group in groups:
        if group in CORE_AGES:
            youngest, oldest = CORE_AGES[group]
            fits |= column.is_empty & np.isnan(low)
            fits |= (low <= oldest) & (high >= youngest)
        else:
            fits |= column.is_empty | column.any_of(["erwachsene"])
    return fits


def _has_language(part: Part, codes: Sequence[str]) -> Bools:
    """Held in one of the languages; what names none is held in German."""
    column = part.sets("languages")
    fits = column.any_of(codes)
    return fits | column.is_empty if "de" in codes else fits


def _has_flags(part: Part, wanted: Wanted) -> Iterable[Bools]:
    """What must be known to be so; only a wheelchair's way may be unknown."""
    for column, is_wanted in (
        ("childcare", wanted.childcare),
        ("has_certificate", wanted.certificate),
        ("is_reduced", wanted.reduction),
        ("sign_language", "gebaerdensprache" in wanted.accessibility),
        ("easy_language", "leichte_sprache" in wanted.accessibility),
    ):
        if is_wanted:
            yield part.flags(column) == 1
    if wanted.no_registration:
        yield part.flags("needs_registration") == 0
    if "rollstuhl" in wanted.accessibility:
        yield (part.flags("wheelchair") != 0) | _has_mode(part, "only_online")


def _group_ranks(part: Part, wanted: Wanted) -> NDArray[np.int8]:
    """0 = made for the person, 1 = open to them."""
    if wanted.groups:
        low, high = part.numbers("age_low"), part.numbers("age_high")
        is_made = part.sets("target_groups").any_of(wanted.groups)
        for group in wanted.groups:
            is_made = is_made | _aimed_at(group, low, high)
    else:
        # Who names nobody asks for grown-ups: what is for children only comes later.
        is_made = (
            ~(part.numbers("age_high") <= CHILD_AGE)
            if not wanted.ages
            else part.flags("has_ages") == 1
        )
    return np.where(is_made, 0, 1).astype(np.int8)


def _doubts(part: Part, wanted: Wanted) -> dict[str, Bools]:
    """Where a condition could not be checked because nothing is known."""
    found: dict[str, Bools] = {}
    if wanted.ages:
        found["age"] = np.isnan(part.numbers("age_low"))
    if wanted.groups:
        ageless = np.isnan(part.numbers("age_low"))
        found["group"] = ageless & part.sets("target_groups").is_empty
    if wanted.levels:
        found["level"] = part.sets("known_levels").is_empty
    if "rollstuhl" in wanted.accessibility:
        unknown = part.flags("wheelchair") == UNKNOWN
        found["wheelchair"] = unknown & ~_has_mode(part, "only_online")
    return found


@lru_cache(maxsize=8)
def skill_terms(skill: str) -> frozenset[str]:
    """Return the words by which a title says for whom it is made."""
    words = wordsets.words_of("skill").items()
    return frozenset(
        term for word, value in words if value.value == skill for term in stems(word)
    )


def _union(lists: Sequence[Ints]) -> Ints:
    filled = [rows for rows in lists if len(rows)]
    if len(filled) == 1:
        return filled[0]
    return np.unique(np.concatenate(filled)) if filled else lists[0]


def _is_among(rows: NDArray[Any], others: Ints) -> Bools:
    """Return which of the rows are among others; both ascend."""
    if not len(rows) or not len(others):
        return np.zeros(len(rows), dtype=bool)
    first, last = int(rows[0]), int(rows[-1])
    found: Bools
    if len(rows) * FEW_AMONG < last - first:
        places = np.minimum(np.searchsorted(others, rows), len(others) - 1)
        found = others[places] == rows
        return found
    # Ticking them off is ten times as quick as looking each of many up.
    is_other = np.zeros(last - first + 1, dtype=bool)
    is_other[others[slice(*np.searchsorted(others, [first, last + 1]))] - first] = True
    found = is_other[rows - first]
    return found


def _aimed_at(group: str, low: Floats, high: Floats) -> Bools:
    """Whether ages alone say that an offer is made for a group."""
    aims: dict[str, Callable[[], Bools]] = {
        "kinder": lambda: high <= 14,
        "jugendliche": lambda: (low >= 10) & (high <= 27),
        "senioren": lambda: low >= 50,
        "erwachsene": lambda: low >= 16,
    }
    return aims[group]() if group in aims else np.zeros(len(low), dtype=bool)


def _day(day: date) -> int:
    return day.toordinal() - EPOCH


def _first_day(wanted: Wanted) -> int:
    return min(_day(first) for first, _ in wanted.spans)


def _last_day(wanted: Wanted) -> int:
    return max(_day(last) for _, last in wanted.spans)


def _gather(dates: Dates, rows: Rows) -> tuple[Rows, Rows]:
    """Return the places of all dates of some rows, and whose they are."""
    first = dates.starts[rows].astype(np.intp)
    counts = dates.starts[rows + 1] - dates.starts[rows]
    owner = np.repeat(np.arange(len(rows)), counts)
    before = np.cumsum(counts) - counts
    at = np.arange(len(owner)) - np.repeat(before, counts) + np.repeat(first, counts)
    return owner, at


def _date_fits(dates: Dates, at: Rows, wanted: Wanted) -> Bools:
    day, end = dates.day[at], dates.end_minute[at]
    fits: Bools = np.zeros(len(day), dtype=bool)
    for first, last in wanted.spans:
        fits |= (day >= _day(first)) & (day <= _day(last))
    minute = wanted.now.hour * 60 + wanted.now.minute
    fits &= (day > _day(wanted.now.date())) | (end == UNKNOWN) | (end > minute)
    if wanted.weekdays:
        fits &= np.isin(dates.weekday[at], wanted.weekdays)
    for first, last in wanted.excluded.dates:
        fits &= (day < _day(first)) | (day > _day(last))
    return fits


def _first_of(owner: Rows, day: Ints, fits: Bools, count: int) -> Ints:
    """Return the first fitting day of each owner; days ascend within an owner."""
    firsts = np.full(count, NO_DAY, dtype=np.int32)
    # Written from the last to the first, so that the first one stays.
    chosen = np.flatnonzero(fits)[::-1]
    firsts[owner[chosen]] = day[chosen]
    return firsts


def _in_windows(dates: Dates, at: Rows, wanted: Wanted) -> Bools:
    if not wanted.windows:
        return np.ones(len(at), dtype=bool)
    minute = dates.start_minute[at]
    inside = np.zeros(len(at), dtype=bool)
    for begin, end in wanted.windows:
        inside |= (minute >= begin) & (minute < end)
    return inside
