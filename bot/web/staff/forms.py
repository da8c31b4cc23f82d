"""What stands in a form as cells of the catalog files, and cells as a form shows them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from multidict import MultiMapping

from bot.web.staff import texts
from bot.web.staff.fields import Field, fields, german_days
from catalog import Catalog, Cells
from catalog.errors import ActorNotFound

EMPTY_INPUTS = 2
FEWEST_INPUTS = 3
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_GERMAN_DAY = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_DASH = re.compile(r"\s*[–—]\s*")
_CHOSEN = re.compile(r".*\(([^()]+)\)")


def cells_from(kind: str, posted: MultiMapping[str], catalog: Catalog) -> Cells:
    """Return the cells of a posted form; what is empty is left out."""
    cells = {
        field.column: _cell(field, _texts(posted, field.column), catalog)
        for field in fields(kind).values()
    }
    return {column: text for column, text in cells.items() if text}


def hidden_cells(kind: str, posted: Mapping[str, str]) -> Cells:
    """Return cells that were posted as they are, in hidden fields."""
    return {c: posted[c] for c in fields(kind) if posted.get(c, "").strip()}


def inputs(cell: str) -> list[str]:
    """Return the values of a cell, and empty ones to write more into."""
    values = [value for value in cell.split("|") if value]
    return values + [""] * max(EMPTY_INPUTS, FEWEST_INPUTS - len(values))


def dates_text(cell: str) -> str:
    """Return dates as people write them, one a line: "Di 01.12.2026 18:00-19:30"."""
    return "\n".join(_with_weekday(part.strip()) for part in cell.split("|") if part)


def is_day(text: str) -> bool:
    """Whether a browser's own field for dates can show it."""
    return not text or _ISO_DAY.fullmatch(text) is not None


def provider_text(catalog: Catalog, cell: str) -> str:
    """Return a provider as the form shows it: name and id."""
    try:
        return f"{catalog.get_actor(cell).name} ({cell})"
    except ActorNotFound:
        return cell


def iso_days(text: str) -> str:
    """Return a text with days as the files write them."""
    return _GERMAN_DAY.sub(lambda m: f"{m[3]}-{int(m[2]):02d}-{int(m[1]):02d}", text)


def _texts(posted: MultiMapping[str], name: str) -> list[str]:
    values = [v for v in posted.getall(name, []) if isinstance(v, str)]
    return [v.replace("\r\n", "\n").replace("\r", "\n").strip() for v in values]


def _cell(field: Field, values: Sequence[str], catalog: Catalog) -> str:
    if field.widget in ("several", "checks"):
        return "|".join(value for value in values if value)
    text = next(iter(values), "")
    if field.widget == "dates":
        return "|".join(filter(None, map(_date_cell, text.split("\n"))))
    if field.widget == "date":
        return iso_days(text)
    if field.widget == "provider":
        return _provider(text, catalog)
    return text


def _date_cell(line: str) -> str:
    words = line.replace("|", " ").split()
    if words and words[0].rstrip(".,") in _weekdays():
        words = words[1:]
    return _DASH.sub("-", iso_days(" ".join(words)))


def _with_weekday(part: str) -> str:
    match = _ISO_DAY.match(part)
    try:
        day = date.fromisoformat(match[0]) if match else None
    except ValueError:
        day = None
    shown = german_days(part)
    return shown if day is None else f"{_weekdays()[day.weekday()]} {shown}"


def _weekdays() -> list[str]:
    return texts.text("weekdays", "short").split()


def _provider(typed: str, catalog: Catalog) -> str:
    """Return the id of what was typed or chosen: "Name (id)", an id, or a name."""
    chosen = _CHOSEN.fullmatch(typed)
    for wanted in (chosen[1] if chosen else typed, typed):
        try:
            return catalog.get_actor(wanted).id
        except ActorNotFound:
            continue
    named = [
        actor_id
        for name, actor_id in catalog.overview.suggestions().actors
        if name.casefold() == typed.casefold()
    ]
    return named[0] if len(named) == 1 else typed
