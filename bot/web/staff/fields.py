"""The forms' fields, read from `fields.toml`: labels, hints, and how values look."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bot.web.staff import texts
from catalog import codes, label

Option = tuple[str, str]
SEVERAL = ("several", "checks", "dates")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form; `options` are (value, German), `suggest` names a list."""

    column: str
    label: str
    widget: str
    hint: str = ""
    is_required: bool = False
    is_short: bool = False
    suggest: str = ""
    options: tuple[Option, ...] = ()
    empty: str = ""

    @property
    def is_long(self) -> bool:
        """Whether a change of it is best seen word by word."""
        return self.widget in ("text", "area", "several", "dates")

    def shown(self, cell: str) -> str:
        """Return a cell as people read it; several values stand on lines."""
        values = cell.split("|") if self.widget in SEVERAL else [cell]
        names = dict(self.options)
        found = [names.get(value, value) for value in values if value]
        return german_days("\n".join(found))


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together under a heading."""

    title: str
    hint: str
    fields: tuple[Field, ...]


@lru_cache(maxsize=1)
def _groups() -> dict[str, tuple[Group, ...]]:
    read = tomllib.loads((texts.STAFF_DIR / "fields.toml").read_text("utf-8"))
    return {
        kind: tuple(
            Group(g["title"], g.get("hint", ""), tuple(map(_field, g["fields"])))
            for g in groups
        )
        for kind, groups in read.items()
    }


def groups(kind: str) -> tuple[Group, ...]:
    """Return the groups of the form for a kind of record."""
    return _groups()[kind]


@lru_cache(maxsize=8)
def fields(kind: str) -> Mapping[str, Field]:
    """Return column → field of a kind of record, in the order of the form."""
    return {f.column: f for group in groups(kind) for f in group.fields}


def column_label(kind: str, column: str) -> str:
    """Return what a column is called; those without a field are named as they are."""
    field = fields(kind).get(column) if kind in _groups() else None
    if field is not None:
        return field.label
    return texts.word(column, "change")


def form_labels(kind: str) -> dict[str, str]:
    """Return what the fields of a form are called, those of a series as well."""
    own = {field.column: field.label for field in fields(kind).values()}
    return own | texts.section("series_field")


def german_days(text: str) -> str:
    """Return a text with days as Germans write them."""
    return _ISO_DAY.sub(r"\3.\2.\1", text)


def _field(read: dict[str, Any]) -> Field:
    return Field(
        column=read["column"],
        label=read["label"],
        widget=read["widget"],
        hint=read.get("hint", ""),
        is_required=read.get("required", False),
        is_short=read.get("short", False),
        suggest=read.get("suggest", ""),
        options=_options(read),
        empty=read.get("empty", ""),
    )


def _options(read: dict[str, Any]) -> tuple[Option, ...]:
    if read["widget"] == "flag":
        return tuple((value, texts.word(value, "flag")) for value in ("ja", "nein"))
    if "codes" not in read:
        return tuple((value, name) for value, name in read.get("options", ()))
    section, names = read["codes"], read.get("names", {})
    return tuple(
        (code, names.get(code, label(section, code)))
        for code in codes(section)
        if code not in read.get("skip", ())
    )
