"""The days that a phrase found by the rules of `catalog.language.dates` means.

Every function reads one kind of phrase; `None` means that it names no days after all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from catalog.calendars import next_school_holiday, school_holidays
from catalog.language import feasts
from catalog.language.clock import DAY, Clock, Span, month_of
from catalog.language.numbers import day_of, number_of, ordinal_of

MONTHS = (
    "januar februar maerz april mai juni juli august september oktober november"
    " dezember".split()
)
WEEKDAYS = {
    "montag": 0, "dienstag": 1, "mittwoch": 2, "donnerstag": 3, "freitag": 4,
    "samstag": 5, "sonnabend": 5, "sonntag": 6,
}  # fmt: skip
THIS = r"diese[nrms]?|dies|aktuelle[nr]?|laufende[nr]?"
SEASONS = {"fruehling": 3, "fruehjahr": 3, "sommer": 6, "herbst": 9, "winter": 12}
_HOLIDAYS = {
    "winter": "winter",
    "faschings": "winter",
    "oster": "oster",
    "pfingst": "pfingst",
    "sommer": "sommer",
    "grosse": "sommer",
    "herbst": "herbst",
    "weihnachts": "weihnacht",
}
_MONTHS_OF_YEAR = 12
_FEW_WEEKS = 4
_FEW_DAYS = 7
# "im Herbst" in the last weeks of autumn means the next one.
_SEASON_IS_OVER = 28 * DAY


def _month_number(name: str) -> int:
    return next(i for i, full in enumerate(MONTHS, 1) if full.startswith(name[:3]))


def _year(text: str | None) -> int | None:
    return int(text) if text else None


def span(clock: Clock, match: re.Match[str]) -> Span | None:
    """Read "3. bis 7.12.": what the first day does not say, the last one does."""
    month = int(match["m"])
    last = clock.day(int(match["d"]), month, _year(match["y"]))
    first_month = int(match["m1"]) if match["m1"] else month
    return _up_to(int(match["d1"]), first_month, _year(match["y1"]), last)


def named_span(clock: Clock, match: re.Match[str]) -> Span | None:
    """Read "3. bis 7. Dezember"."""
    month = _month_number(match["m"])
    last = clock.day(day_of(match["d"]), month, _year(match["y"]))
    first_month = _month_number(match["m1"]) if match["m1"] else month
    return _up_to(day_of(match["d1"]), first_month, None, last)


def _up_to(day: int, month: int, year: int | None, last: date) -> Span | None:
    if year is not None:
        first = date(year + (2000 if year < 100 else 0), month, day)
    else:
        first = date(last.year - ((month, day) > (last.month, last.day)), month, day)
    return (first, last) if first <= last else None


def numeric(clock: Clock, match: re.Match[str]) -> Span:
    """Read "5.12." and "5.12.2026"."""
    day = clock.day(int(match["d"]), int(match["m"]), _year(match["y"]))
    return day, day


def named(clock: Clock, match: re.Match[str]) -> Span:
    """Read "5. Dezember"."""
    month = _month_number(match["m"])
    day = clock.day(day_of(match["d"]), month, _year(match["y"]))
    return day, day


def bare_day(clock: Clock, match: re.Match[str]) -> Span:
    """Read "am 24.": the next day with this number."""
    day = clock.day_of_month(int(match["d"] or match.groupdict()["d2"]))
    return day, day


def months(clock: Clock, match: re.Match[str]) -> Span | None:
    """Read "von Januar bis März"."""
    last = clock.month(_month_number(match["m"]), _year(match["y"]))[1]
    month = _month_number(match["m1"])
    first = date(last.year - (month > last.month), month, 1)
    return (first, last) if first <= last else None


def parts_of_months(clock: Clock, match: re.Match[str]) -> Span | None:
    """Read "Ende Februar bis Anfang April"."""
    groups = match.groupdict()
    whole = clock.month(_month_number(match["m"]), None)
    last = _part_of(match["part"], whole)[1]
    month = _month_number(match["m1"])
    begin = clock.month(month, last.year - (month > last.month))
    first = _part_of(groups.get("part1"), begin)[0]
    return (first, last) if first <= last else None


def month(clock: Clock, match: re.Match[str]) -> Span:
    """Read "im Januar" and "Ende Januar"."""
    year = _year(match["y"])
    if match["next_year"]:
        year = clock.today.year + 1
    return _part_of(match["part"], clock.month(_month_number(match["m"]), year))


def whole_month(clock: Clock, match: re.Match[str]) -> Span:
    """Read "im Laufe des Dezembers"."""
    return clock.month(_month_number(match["m"]))


def week_of_month(clock: Clock, match: re.Match[str]) -> Span:
    """Read "erste Dezemberwoche"."""
    first, last = clock.month(_month_number(match["m"] or match["m2"]))
    if match["nth"].startswith("letzt"):
        return last - 6 * DAY, last
    start = first + (ordinal_of(match["nth"]) - 1) * 7 * DAY
    return start, min(start + 6 * DAY, last)


def _part_of(part: str | None, span: Span) -> Span:
    """Return the beginning, middle or end of a month or a year."""
    first, last = span
    tenth = (last - first).days // 3
    if part == "anfang":
        return first, first + (tenth - 1) * DAY
    if part == "mitte":
        return first + tenth * DAY, first + (2 * tenth - 1) * DAY
    if part == "ende":
        return first + 2 * tenth * DAY, last
    return first, last


def part_of_year(clock: Clock, match: re.Match[str]) -> Span | None:
    """Read "im ersten Quartal 2027", "zweites Halbjahr"; it is the next to come."""
    nth, unit = ordinal_of(match["nth"]), match["unit"]
    length = 3 if unit == "quartal" else 6
    if nth * length > _MONTHS_OF_YEAR:
        return None
    year = _year(match["y"]) or clock.today.year + bool(match["next_year"])
    spans = (_months_of(year + ahead, nth * length, length) for ahead in (0, 1))
    first, last = next(spans)
    is_over = last < clock.today and not match["y"]
    return next(spans) if is_over else (first, last)


def _months_of(year: int, last: int, length: int) -> Span:
    return date(year, last - length + 1, 1), month_of(date(year, last, 1))[1]


def certain_month(clock: Clock, match: re.Match[str]) -> Span:
    """Read "nächsten Monat"."""
    return _part_of(match["part"], clock.months_ahead(_ahead(match)))


def _ahead(match: re.Match[str]) -> int:
    word = match["which"]
    return 0 if re.fullmatch(THIS, word) else 1 + word.startswith("ueber")


def certain_year(clock: Clock, match: re.Match[str]) -> Span:
    """Read "nächstes Jahr"."""
    year = clock.today.year + _ahead(match)
    return _part_of(match["part"], (date(year, 1, 1), date(year, 12, 31)))


def end_of_year(clock: Clock, _: re.Match[str]) -> Span:
    """Read "Jahresende"."""
    year = clock.today.year
    return date(year, 12, 1), date(year, 12, 31)


def start_of_year(clock: Clock, _: re.Match[str]) -> Span:
    """Read "Jahresanfang"; unless it is January, that of the next year."""
    year = clock.today.year + (clock.today.month > 1)
    return date(year, 1, 1), date(year, 1, 31)


def new_year(clock: Clock, _: re.Match[str]) -> Span:
    """Read "im neuen Jahr"."""
    year = clock.today.year + 1
    return date(year, 1, 1), date(year, 12, 31)


def calendar_year(clock: Clock, match: re.Match[str]) -> Span | None:
    """Read "im Jahr 2027"; a number alone is only the next year, and at the end."""
    year = int(match["y"])
    is_next = year == clock.today.year + 1 and match["end"] is not None
    if not (match["lead"] or match["p"] or is_next):
        return None
    return date(year, 1, 1), date(year, 12, 31)


def holiday(clock: Clock, match: re.Match[str]) -> Span | None:
    """Read "in den Ferien": the running or next ones."""
    name = _HOLIDAYS.get((match["h"] or "").rstrip("n"), "")
    year = _year(match["y"])
    start = clock.today if year is None else max(clock.today, date(year, 1, 1))
    found = next_school_holiday(clock.state, start, name)
    if found is None:
        return None
    # Whoever wants something "bis zu den Ferien" wants it before them.
    is_before = match["p"] in ("bis", "spaetestens")
    return (found.first, found.first - DAY if is_before else found.last)


def holiday_in_month(clock: Clock, match: re.Match[str]) -> Span | None:
    """Read "Februarferien"."""
    first, last = clock.month(_month_number(match["m"]))
    return next(
        (
            (holiday.first, holiday.last)
            for holiday in school_holidays(clock.state, first.year)
            if holiday.last >= clock.today
            and holiday.first <= last
            and holiday.last >= first
        ),
        None,
    )


def feast(clock: Clock, match: re.Match[str]) -> Span:
    """Read "Ostern"; "bis Ostern" is up to the day itself."""
    feast = feasts.next_feast(match, clock.today)
    if match["p"] in ("bis", "vor", "spaetestens"):
        return feast.day, feast.day
    return feast.first, feast.last


def advent(clock: Clock, _: re.Match[str]) -> Span:
    """Read "Adventszeit"."""
    eve = date(clock.today.year, 12, 24)
    return eve - (21 + eve.isoweekday() % 7) * DAY, eve


def advent_weekend(clock: Clock, match: re.Match[str]) -> Span:
    """Read "2. Adventswochenende"."""
    first = advent(clock, match)[0]
    sunday = first + (ordinal_of(match["nth"]) - 1) * 7 * DAY
    return sunday - DAY, sunday


def two_days(clock: Clock, match: re.Match[str]) -> Span | None:
    """Read "5./6.12.": two days in a row."""
    month = int(match["m"]) if match["m"] else _month_number(match["month"])
    first = clock.day(day_of(match["d1"]), month)
    last = clock.day(day_of(match["d"] or match["d3"]), month)
    return (first, last) if last - first == DAY else None


def half_of_month(clock: Clock, match: re.Match[str]) -> Span:
    """Read "zweite Januarhälfte"."""
    first, last = clock.month(_month_number(match["m"] or match["m2"]))
    middle = first.replace(day=15)
    is_first = match["nth"].startswith("erst")
    return (first, middle) if is_first else (middle + DAY, last)


def running_month(clock: Clock, match: re.Match[str]) -> Span:
    """Read "Ende des Monats"; when it is over, that of the next month."""
    part = match["part"] or match["part2"]
    spans = (_part_of(part, clock.months_ahead(ahead)) for ahead in (0, 1))
    return next(span for span in spans if span[1] >= clock.today)


def this_week(clock: Clock, _: re.Match[str]) -> Span:
    """Read "im Laufe der Woche"."""
    return clock.monday(), clock.monday() + 6 * DAY


def week_after(clock: Clock, match: re.Match[str]) -> Span:
    """Read "nicht morgen, sondern den danach": that weekday a week later."""
    ahead = ("heute", "morgen", "uebermorgen").index(match["day"])
    day = clock.today + (ahead + 7) * DAY
    return day, day


def season(clock: Clock, match: re.Match[str]) -> Span | None:
    """Read "im Frühjahr"."""
    month = SEASONS[match["season"]]
    if match["y"]:
        return _season_in(int(match["y"]), month)
    # Last winter may still be running.
    years = (clock.today.year + ahead for ahead in (-1, 0, 1))
    is_this = match["which"] and re.fullmatch(THIS, match["which"])
    earliest = clock.today if is_this else clock.today + _SEASON_IS_OVER
    return next(s for y in years if (s := _season_in(y, month))[1] >= earliest)


def _season_in(year: int, month: int) -> Span:
    first = date(year, month, 1)
    return first, month_of(first + 75 * DAY)[1]


def weekend(clock: Clock, match: re.Match[str]) -> Span:
    """Return a certain weekend; on a Sunday "dieses" is the coming one."""
    saturday = clock.next_weekday(5)
    if match["which"].startswith("ueber"):
        saturday += 7 * DAY
    return saturday, saturday + DAY


def weekend_of(clock: Clock, match: re.Match[str]) -> Span:
    """Read "Wochenende vom 12. Dezember"."""
    is_numeric = match["m"].isdigit()
    return _weekend_around((numeric if is_numeric else named)(clock, match)[0])


def weekend_of_day(clock: Clock, match: re.Match[str]) -> Span:
    """Read "Wochenende vom 12."."""
    return _weekend_around(bare_day(clock, match)[0])


def _weekend_around(day: date) -> Span:
    saturday = day + (5 - day.weekday()) * DAY
    return saturday, saturday + DAY


def weekday_in_weeks(clock: Clock, match: re.Match[str]) -> Span:
    """Read "Donnerstag in einer Woche"."""
    count = number_of(match["n"])
    weeks = count // 7 if match["unit"].startswith("t") else count
    day = clock.next_weekday(WEEKDAYS[match["day"]]) + 7 * weeks * DAY
    return day, day


def certain_weekday(clock: Clock, match: re.Match[str]) -> Span:
    """Read "nächsten Samstag"; said on a Saturday it is not today."""
    day = clock.next_weekday(WEEKDAYS[match["day"]])
    if day == clock.today and _ahead(match):
        day += 7 * DAY
    if match["which"].startswith("ueber"):
        day += 7 * DAY
    return day, day


def limit_weekday(clock: Clock, match: re.Match[str]) -> Span | None:
    """Read "ab Montag"; a weekday without a word before it is no date."""
    if match["p"] is None:
        return None
    day = clock.next_weekday(WEEKDAYS[match["day"]])
    return day, day


def weekday_in_week(clock: Clock, match: re.Match[str]) -> Span:
    """Read "nächste Woche Mittwoch"."""
    day = clock.monday(_ahead(match)) + WEEKDAYS[match["day"]] * DAY
    return day, day


def week(clock: Clock, match: re.Match[str]) -> Span:
    """Read "übernächste Woche" and "Ende nächster Woche"."""
    monday = clock.monday(_ahead(match))
    if match["part"] == "anfang":
        return monday, monday + DAY
    if match["part"] == "mitte":
        return monday + DAY, monday + 3 * DAY
    if match["part"] == "ende":
        return monday + 3 * DAY, monday + 6 * DAY
    return monday, monday + 6 * DAY


def calendar_week(clock: Clock, match: re.Match[str]) -> Span:
    """Read "KW 50"."""
    number = int(match["n"] or match["n2"])
    monday = date.fromisocalendar(clock.today.year, number, 1)
    if monday + 6 * DAY < clock.today:
        monday = date.fromisocalendar(clock.today.year + 1, number, 1)
    return monday, monday + 6 * DAY


def nth_in_month(clock: Clock, match: re.Match[str]) -> Span | None:
    """Read "ersten Dezemberwochenende", "zweiten Samstag im Januar"."""
    first, last = clock.month(_month_number(match["m"]), _year(match["y"]))
    name = match["day"]
    weekday = WEEKDAYS.get(name, 5)
    if match["nth"].startswith("letzt"):
        day = last - ((last.weekday() - weekday) % 7) * DAY
    else:
        day = first + ((weekday - first.weekday()) % 7) * DAY
        day += (ordinal_of(match["nth"]) - 1) * 7 * DAY
    return day, day if name in WEEKDAYS else day + DAY


def within(clock: Clock, match: re.Match[str]) -> Span:
    """Read "in den nächsten zwei Wochen": from today on."""
    unit = match["unit"][0]
    if match["n"] is None or match["n"] == "paar":
        count = {"t": _FEW_DAYS, "w": _FEW_WEEKS, "m": 3}[unit]
    else:
        count = number_of(match["n"])
    days = {"t": 1, "w": 7, "m": 31}[unit]
    return clock.today, clock.today + count * days * DAY


def in_some_time(clock: Clock, match: re.Match[str]) -> Span:
    """Return the day, week or month that is so far ahead."""
    count = number_of(match["n"])
    if match["unit"].startswith("m"):
        return clock.months_ahead(count)
    day = clock.today + count * (7 if match["unit"].startswith("w") else 1) * DAY
    if match["unit"].startswith("w") and not match["from_today"]:
        monday = day - day.weekday() * DAY
        return monday, monday + 6 * DAY
    return day, day


def days_ahead(count: int) -> Callable[[Clock, re.Match[str]], Span]:
    """Return a reader of "heute", "morgen" and "übermorgen"."""

    def read(clock: Clock, _: re.Match[str]) -> Span:
        day = clock.today + count * DAY
        return day, day

    return read


def between_the_years(clock: Clock, _: re.Match[str]) -> Span:
    """Read "zwischen den Jahren"."""
    return date(clock.today.year, 12, 27), date(clock.today.year, 12, 30)


def at_once(clock: Clock, match: re.Match[str]) -> Span | None:
    """Read "ab sofort"."""
    return (clock.today, clock.today) if match["p"] else None
