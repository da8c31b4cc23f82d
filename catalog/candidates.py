"""The one query for candidates: conditions as SQL fragments, rows as plain values.

Written as SQL text because building the same expression object by object took three
quarters of a search's time; only constants are put together, values are always bound.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalog import fulltext
from catalog.fulltext import Groups
from catalog.records import LIST_LIMIT, DeliveryMode, Status
from catalog.wanted import Area, Wanted

KM_PER_DEGREE = 111.2
# A municipality is up to 12 km wide: its far villages belong to it, too.
MUNICIPALITY_KM = 12
_COLUMNS: dict[str, sa.types.TypeEngine[Any]] = {
    "key": sa.Integer(),
    "id": sa.Text(),
    "status": sa.Text(),
    "point_lat": sa.Float(),
    "point_lon": sa.Float(),
    "place_id": sa.Text(),
    "postal_code": sa.Text(),
    "age_low": sa.Float(),
    "age_high": sa.Float(),
    "has_ages": sa.Boolean(),
    "target_groups": sa.Text(),
    "register_until": sa.Date(),
    "checked_on": sa.Date(),
    "completeness": sa.Integer(),
    "topic_terms": sa.Text(),
    "title_terms": sa.Text(),
    "known_levels": sa.Text(),
    "has_occurrences": sa.Boolean(),
    "begins": sa.Date(),
    "starts": sa.Date(),
    "exact": sa.Date(),
}
_COMPUTED = {
    "has_ages": "(o.age_from is not null or o.age_to is not null)",
    "starts": "({starts})",
    "exact": "({exact})",
}


class CandidateRow(NamedTuple):
    """An offer that meets the conditions, as far as ranking needs it."""

    key: int
    id: str
    status: str
    point_lat: float | None
    point_lon: float | None
    place_id: str | None
    postal_code: str | None
    age_low: float | None
    age_high: float | None
    has_ages: bool
    target_groups: str
    register_until: date | None
    checked_on: date | None
    completeness: int
    topic_terms: str
    title_terms: str
    known_levels: str
    has_occurrences: bool
    begins: date | None
    starts: date | None
    exact: date | None


class Filters:
    """Collects conditions as SQL fragments with their bound values."""

    def __init__(self, dialect: str, today: date, now: datetime) -> None:
        self._dialect = dialect
        self.joins = ""
        self.starts = ""
        self.exact = "null"
        self.first: list[str] = []
        self.where = [
            f"o.status <> '{Status.CANCELLED.value}'",
            "(o.valid_until is null or o.valid_until >= :today_day)",
        ]
        self.values: dict[str, object] = {
            "today_day": today,
            "minute": now.hour * 60 + now.minute,
        }

    def topics(self, groups: Groups, *, everywhere: bool) -> None:
        """Ask for offers that say one way of every group."""
        if not groups:
            return
        found = fulltext.expression(self._dialect, groups, everywhere=everywhere)
        if not found:
            self.where.append("1 = 0")
            return
        self.where.append(f"o.key in ({fulltext.MATCHING_KEYS[self._dialect]})")
        self.values["fts"] = found

    def mode(self, mode: str | None) -> None:
        """Ask for a way of delivery; "local" is everything that is not online only."""
        online, hybrid = DeliveryMode.ONLINE.value, DeliveryMode.HYBRID.value
        fragment = {
            "online": f"o.delivery_mode in ('{online}', '{hybrid}')",
            "only_online": f"o.delivery_mode = '{online}'",
            "praesenz": f"coalesce(o.delivery_mode, '') <> '{online}'",
            "local": f"coalesce(o.delivery_mode, '') <> '{online}'",
        }.get(mode or "")
        if fragment:
            self.where.append(fragment)

    def ages(self, low: float, high: float, *, is_child: bool) -> None:
        """Ask for ages that overlap; offers without ages stay, as doubtful ones."""
        unknown = "o.age_low is null"
        if is_child:
            unknown += " and o.target_groups = ''"
        self.where.append(
            f"(({unknown}) or (o.age_low <= :age_high and o.age_high >= :age_low))"
        )
        self.values |= {"age_low": low, "age_high": high}
        self.first.append("case when o.age_low is null then 1 else 0 end")

    def groups(
        self, groups: Sequence[str], core_ages: Mapping[str, tuple[float, float]]
    ) -> None:
        """Ask for any of the groups: named, fitting by age, or nothing said."""
        parts = []
        for number, group in enumerate(groups):
            self.values[f"group{number}"] = f"%|{group}|%"
            parts.append(f"o.target_groups like :group{number}")
            if group in core_ages:
                low, high = core_ages[group]
                self.values |= {f"low{number}": low, f"high{number}": high}
                parts.append("(o.target_groups = '' and o.age_low is null)")
                parts.append(
                    f"(o.age_low <= :high{number} and o.age_high >= :low{number})"
                )
            else:
                parts.append(
                    "o.target_groups = '' or o.target_groups like '%|erwachsene|%'"
                )
        if parts:
            self.where.append(f"({' or '.join(parts)})")
            named = [f"o.target_groups like :group{n}" for n in range(len(groups))]
            self.first.append(f"case when {' or '.join(named)} then 0 else 1 end")

    def details(self, wanted: Wanted) -> None:
        """Ask for price, kinds, provider and level."""
        if wanted.max_cents is not None:
            self.where.append("o.price_cents <= :max_cents")
            self.values["max_cents"] = wanted.max_cents
        self._any_of("o.kind", "kind", wanted.kinds)
        if wanted.actor_kinds or wanted.actors:
            self.joins = " join actors a on a.key = o.provider_key"
            self._any_of("a.kind", "actor_kind", wanted.actor_kinds)
            self._any_of("a.id", "actor", wanted.actors)
        self._any_contained("o.fundings", "funding", wanted.fundings)
        if wanted.levels:
            parts = ["o.known_levels = ''"]
            for number, level in enumerate(wanted.levels):
                self.values[f"level{number}"] = f"%|{level}|%"
                parts.append(f"o.known_levels like :level{number}")
            self.where.append(f"({' or '.join(parts)})")

    def _any_contained(self, column: str, name: str, values: Collection[str]) -> None:
        parts = []
        for number, value in enumerate(values):
            self.values[f"{name}{number}"] = f"%|{value}|%"
            parts.append(f"{column} like :{name}{number}")
        if parts:
            self.where.append(f"({' or '.join(parts)})")

    def _any_of(self, column: str, name: str, values: Collection[str]) -> None:
        if values:
            names = [f"{name}{number}" for number in range(len(values))]
            self.where.append(f"{column} in ({', '.join(':' + n for n in names)})")
            self.values |= dict(zip(names, values, strict=True))

    def area(self, area: Area) -> None:
        """Ask for a box around the points; offers without coordinates stay."""
        if area.radius_km is None or not area.points:
            return
        parts = ["o.point_lat is null"]
        for number, (lat, lon) in enumerate(area.points):
            height = (area.radius_km + MUNICIPALITY_KM) / KM_PER_DEGREE
            width = height / max(0.1, math.cos(math.radians(lat)))
            parts.append(
                f"(o.point_lat between :south{number} and :north{number}"
                f" and o.point_lon between :west{number} and :east{number})"
            )
            self.values |= {
                f"south{number}": lat - height,
                f"north{number}": lat + height,
                f"west{number}": lon - width,
                f"east{number}": lon + width,
            }
        if area.postal_code is not None:
            parts.append("o.postal_code = :postal_code")
            self.values["postal_code"] = area.postal_code
        self.where.append(f"({' or '.join(parts)})")

    def times(self, wanted: Wanted) -> None:
        """Ask for a date in the days, weekdays and hours; permanent offers stay."""
        dates = ["d.offer_key = o.key", "d.day >= :first_day"]
        undated = [
            "not o.has_occurrences",
            "(o.valid_until is null or o.valid_until >= :first_day)",
        ]
        self.values["first_day"] = wanted.first_day
        if wanted.first_day == self.values["today_day"]:
            dates.append(
                "(d.day > :today_day or d.end_minute is null or d.end_minute > :minute)"
            )
        if wanted.last_day is not None:
            dates.append("d.day <= :last_day")
            undated.append("(o.begins is null or o.begins <= :last_day)")
            self.values["last_day"] = wanted.last_day
        if wanted.weekdays:
            numbers = ", ".join(str(int(day)) for day in wanted.weekdays)
            dates.append(f"d.weekday in ({numbers})")
        if wanted.window is not None:
            inside = "(d.start_minute >= :from_minute and d.start_minute < :to_minute)"
            self.values["from_minute"], self.values["to_minute"] = wanted.window
            self.exact = _first_date([*dates, inside])
            dates.append(f"({inside} or d.start_minute is null)")
        self.starts = _first_date(dates)
        self.where.append(
            f"((o.has_occurrences and ({self.starts}) is not null)"
            f" or ({' and '.join(undated)}))"
        )


def _first_date(conditions: Sequence[str]) -> str:
    return f"select min(d.day) from occurrences d where {' and '.join(conditions)}"


def read_candidates(
    session: Session, filters: Filters, near: tuple[float, float] | None
) -> tuple[list[CandidateRow], int]:
    """Return the rows that meet the conditions, and how many there are altogether.

    At most `LIST_LIMIT` come back: those made for the person, then the nearest to a
    point, else the soonest.
    """
    source = f"from offers o{filters.joins} where {' and '.join(filters.where)}"
    columns = ", ".join(
        _COMPUTED.get(name, f"o.{name}").format(
            starts=filters.starts, exact=filters.exact
        )
        + f" as {name}"
        for name in _COLUMNS
    )
    values = dict(filters.values)
    if near is None:
        order = "starts nulls last"
    else:
        order = (
            "o.point_lat is null, (o.point_lat - :lat) * (o.point_lat - :lat)"
            " + (o.point_lon - :lon) * (o.point_lon - :lon) * :shrink"
        )
        shrink = math.cos(math.radians(near[0])) ** 2
        values |= {"lat": near[0], "lon": near[1], "shrink": shrink}
    order = ", ".join([*filters.first, order, "o.key"])
    sql = f"select {columns} {source} order by {order} limit {LIST_LIMIT}"
    rows = [CandidateRow(*row) for row in session.execute(_statement(sql), values)]
    if len(rows) < LIST_LIMIT:
        return rows, len(rows)
    count = session.scalar(
        _statement(f"select count(*) as key {source}"), filters.values
    )
    return rows, int(count or 0)


@lru_cache(maxsize=2_000)
def _statement(sql: str) -> sa.TextualSelect:
    clause = sa.text(sql)
    days = [
        sa.bindparam(name, type_=sa.Date)
        for name in ("today_day", "first_day", "last_day")
        if f":{name}" in sql
    ]
    return clause.bindparams(*days).columns(
        **{name: kind for name, kind in _COLUMNS.items() if f" as {name}" in sql}
    )
