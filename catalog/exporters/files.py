"""What is exported, and writing a file so that nobody ever sees half of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from catalog.records import Actor, Article, Offer, Word


@dataclass(frozen=True, slots=True)
class Holdings:
    """All the catalog holds; actors and offers are read once, while writing.

    `today` is the day on which something is over or still to come.
    """

    actors: Iterable[Actor]
    offers: Iterable[tuple[Offer, Actor]]
    words: Sequence[Word]
    articles: Sequence[Article]
    today: date


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary name to write to; it takes the place of `path` at the end.

    On any error the temporary file is removed and `path` stays as it was.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
