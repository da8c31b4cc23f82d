"""What every page says about the catalog, read once a minute at most."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from catalog import Catalog, CatalogCounts
from catalog.errors import CatalogError

FRESH_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Facts:
    """How much there is, from when it is, and what can be asked."""

    counts: CatalogCounts
    changed_on: date | None
    examples: tuple[str, ...]


NOTHING_KNOWN = Facts(CatalogCounts(0, 0, has_examples=False), None, ())


class FactsCache:
    """Keeps the facts; while the catalog is unreachable, the last ones known."""

    def __init__(
        self, catalog: Catalog, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._catalog = catalog
        self._clock = clock
        self._facts = NOTHING_KNOWN
        self._fresh_until = float("-inf")

    async def get(self) -> Facts:
        """Return the facts; never raises because of the catalog."""
        now = self._clock()
        if now >= self._fresh_until:
            self._fresh_until = now + FRESH_SECONDS
            try:
                self._facts = await asyncio.to_thread(_read, self._catalog)
            except CatalogError:
                self._fresh_until = float("-inf")
        return self._facts


def _read(catalog: Catalog) -> Facts:
    counts = catalog.counts()
    return Facts(
        counts=counts,
        changed_on=counts.changed_at.date() if counts.changed_at else None,
        examples=tuple(catalog.examples()) if counts.offers else (),
    )
