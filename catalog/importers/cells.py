"""Cells of catalog files as values: dates, money, yes/no, lists; one function a kind."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Collection
from datetime import date
from decimal import Decimal, InvalidOperation

from catalog.language.text import fold
from catalog.records import Occurrence
from catalog.texts import text

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_BREAK = re.compile(r"<(?:br|/p|/li|/div|/h\d)\b[^<>]*>", re.IGNORECASE)
_UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL
)
# Control characters, soft hyphens, zero-width spaces and halves of characters.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u200b\u2060\ufeff\ud800-\udfff]"
)
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_GERMAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_OCCURRENCE = re.compile(
    r"(?P<day>\S+?)(?:[T ]+(?P<start>\d{1,2}[:.]\d{2})(?::00)?"
    r"(?:\s*(?:-|–|bis)\s*(?P<end>\d{1,2}[:.]\d{2}))?)?(?:\s*Uhr)?"
)
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_YES = frozenset({"ja", "j", "yes", "true", "1", "x", "wahr"})
_NO = frozenset({"nein", "n", "no", "false", "0", "falsch"})
_FREE = frozenset({"kostenlos", "kostenfrei", "frei", "gratis"})
LAST_MINUTE = 24 * 60


class BadCell(ValueError):
    """Raised when a cell cannot be read; the message is German."""


def clean(cell: str) -> str | None:
    """Return the text of a cell without markup and control characters; empty → None."""
    value = _without_markup(_INVISIBLE.sub("", cell))
    value = unicodedata.normalize("NFC", _INVISIBLE.sub("", value))
    value = value.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    if "\n" in value:
        value = re.sub(r"[ \t]+\n", "\n", value)
        value = re.sub(r"\n{3,}", "\n\n", value)
    value = value.strip()
    while value[:1] == "'" and value[1:2] in _FORMULA_SIGNS:
        value = value[1:].strip()
    return value or None


def _without_markup(value: str) -> str:
    if "<" in value:
        value = _TAG.sub("", _BREAK.sub("\n", _UNSEEN.sub("", value)))
    return html.unescape(value) if "&" in value else value


def written(value: str) -> str:
    """Return the cell that `clean` reads as exactly this text, never a formula."""
    if clean(value) != value:
        value = value.replace("&", "&amp;").replace("<", "&lt;")
    return neutral(value)


def neutral(value: str) -> str:
    """Return a text that no spreadsheet takes for a formula; `clean` undoes it."""
    return f"'{value}" if value.startswith(_FORMULA_SIGNS) else value


def looks_like_formula(value: str) -> bool:
    """Whether a spreadsheet would calculate the cell."""
    return value.startswith(("=", "@"))


def parts(cell: str) -> tuple[str, ...]:
    """Return the values of a cell that holds several, each once."""
    values = (" ".join(part.split()) for part in (clean(cell) or "").split("|"))
    return tuple(dict.fromkeys(value for value in values if value))


def code(value: str) -> str:
    """Return a word of a closed set as the contract spells it: "Führung" → "fuehrung"."""
    return fold(value).replace(" ", "-")


def one_of(value: str, allowed: Collection[str]) -> str:
    """Read a word of a closed set."""
    found = code(value)
    if found not in allowed:
        raise BadCell(
            text("import", "unknown_value", value=value, allowed=", ".join(allowed))
        )
    return found


def day(value: str) -> date:
    """Read `2026-12-01` or `01.12.2026`."""
    iso, german = _ISO_DAY.fullmatch(value), _GERMAN_DAY.fullmatch(value)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if german:
            return date(int(german[3]), int(german[2]), int(german[1]))
    except ValueError:
        pass
    raise BadCell(text("import", "bad_date", value=value))


def occurrences(cell: str) -> tuple[Occurrence, ...]:
    """Read `2026-12-01 18:00-19:30 | 2026-12-08`, in the order of the dates."""
    return tuple(sorted({_occurrence(value) for value in parts(cell)}, key=_in_order))


def _in_order(occurrence: Occurrence) -> tuple[date, int, int]:
    return (
        occurrence.day,
        -1 if occurrence.start_minute is None else occurrence.start_minute,
        -1 if occurrence.end_minute is None else occurrence.end_minute,
    )


def _occurrence(value: str) -> Occurrence:
    match = _OCCURRENCE.fullmatch(value)
    if match is None:
        raise BadCell(text("import", "bad_occurrence", value=value))
    start, end = _minute(match["start"], value), _minute(match["end"], value)
    if start is not None and end is not None and end < start:
        raise BadCell(text("import", "end_before_begin"))
    try:
        return Occurrence(day(match["day"]), start, end)
    except BadCell:
        raise BadCell(text("import", "bad_occurrence", value=value)) from None


def _minute(clock: str | None, value: str) -> int | None:
    if clock is None:
        return None
    hour, _, minute = clock.replace(".", ":").partition(":")
    found = int(hour) * 60 + int(minute)
    if found > LAST_MINUTE or int(minute) > 59:
        raise BadCell(text("import", "bad_occurrence", value=value))
    return found


def number(value: str) -> float:
    """Read a number with decimal comma or point."""
    try:
        found = float(value.replace(",", "."))
    except ValueError:
        raise BadCell(text("import", "bad_number", value=value)) from None
    if not abs(found) < 1e9:
        raise BadCell(text("import", "bad_number", value=value))
    return found


def positive(value: str) -> float:
    """Read a number that is not negative."""
    found = number(value)
    if found < 0:
        raise BadCell(text("import", "negative_number", value=value))
    return found


def whole(value: str) -> int:
    """Read a count."""
    found = positive(value)
    if not found.is_integer():
        raise BadCell(text("import", "bad_number", value=value))
    return int(found)


def cents(value: str) -> int:
    """Read money: `24,00`, `24.00`, `1.200,00`, with or without a euro sign."""
    if fold(value) in _FREE:
        return 0
    amount = re.sub(r"\s|€|eur(o)?", "", value, flags=re.IGNORECASE)
    if _THOUSANDS.fullmatch(amount):
        amount = amount.replace(".", "")
    try:
        euros = Decimal(amount.replace(",", ".").removesuffix(".-"))
    except InvalidOperation:
        raise BadCell(text("import", "bad_number", value=value)) from None
    if not euros.is_finite() or euros > 10_000_000:
        raise BadCell(text("import", "bad_number", value=value))
    if euros < 0:
        raise BadCell(text("import", "negative_number", value=value))
    return int((euros * 100).to_integral_value())


def flag(value: str) -> bool:
    """Read `ja` or `nein`."""
    found = fold(value)
    if found in _YES:
        return True
    if found in _NO:
        return False
    raise BadCell(text("import", "bad_flag", value=value))
