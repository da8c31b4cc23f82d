"""An evaluation as a page and as Markdown; the German stands in the two templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

# Blue and orange stay apart for every kind of colour vision; paper to ink.
RIGHT, WRONG = (11, 79, 138), (166, 61, 0)
_PAPER, _INK = (255, 255, 255), (0, 0, 0)
SHOWN_CONFUSIONS = 20


@dataclass(frozen=True, slots=True)
class Cell:
    """How many messages of one intent were taken for another, as a coloured field."""

    predicted: str
    count: int
    background: str = ""
    color: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """What the messages of one intent were taken for."""

    expected: str
    support: int
    cells: tuple[Cell, ...]


def html(figures: Mapping[str, Any]) -> str:
    """Return the report as one page that needs no other file."""
    rows = matrix(figures)
    columns = [cell.predicted for cell in rows[0].cells]
    return _rendered("report.html", figures, rows=rows, columns=columns)


def markdown(figures: Mapping[str, Any]) -> str:
    """Return the report as text, for the conversation about a change."""
    return _rendered("report.md", figures)


def matrix(figures: Mapping[str, Any]) -> list[Row]:
    """Return who was taken for whom: a row an intent, a column an answer."""
    counts = {
        (c["expected"], c["predicted"]): c["count"] for c in figures["confusions"]
    }
    intents = figures["intents"]
    columns = sorted({*intents, *(predicted for _, predicted in counts)})
    for intent, found in intents.items():
        missed = sum(n for (expected, _), n in counts.items() if expected == intent)
        counts[intent, intent] = found["support"] - missed
    return [
        Row(
            intent,
            found["support"],
            tuple(
                _cell(intent, column, counts.get((intent, column), 0), found["support"])
                for column in columns
            ),
        )
        for intent, found in intents.items()
    ]


def _cell(expected: str, predicted: str, count: int, support: int) -> Cell:
    if not count:
        return Cell(predicted, 0)
    ink = RIGHT if expected == predicted else WRONG
    # Single mistakes shall be seen, so even the smallest share is not pale.
    share = 0.2 + 0.8 * count / support
    background = [round(p + (i - p) * share) for p, i in zip(_PAPER, ink, strict=True)]
    text = max(_PAPER, _INK, key=lambda color: _contrast(color, background))
    return Cell(predicted, count, _hex(background), _hex(text))


def _contrast(one: tuple[int, ...], other: list[int]) -> float:
    """Return the contrast of two colours as the accessibility guidelines define it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: tuple[int, ...] | list[int]) -> float:
    linear = [
        c / 255 / 12.92 if c / 255 <= 0.03928 else ((c / 255 + 0.055) / 1.055) ** 2.4
        for c in color
    ]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _hex(color: tuple[int, ...] | list[int]) -> str:
    return "#" + "".join(f"{part:02x}" for part in color)


def _rendered(template: str, figures: Mapping[str, Any], **more: Any) -> str:
    return (
        _environment()
        .get_template(template)
        .render(figures=figures, shown_confusions=SHOWN_CONFUSIONS, **more)
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("bot.evaluation", "."),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = number
    environment.filters["difference"] = lambda value: number(value, sign="+")
    environment.filters["percent"] = lambda share: number(100 * share, 1)
    environment.filters["cell"] = lambda text: str(text).replace("|", "/")
    return environment


def number(value: float, digits: int = 3, *, sign: str = "") -> str:
    """Return a number as Germans write it."""
    return f"{value:{sign}.{digits}f}".replace(".", ",").replace("-", "−")
