"""What the quality check found, worked out aside: it reads the whole catalog."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence

from catalog import Catalog, Finding
from catalog.errors import CatalogError

logger = logging.getLogger(__name__)

FRESH_SECONDS = 300.0
# So long a page waits for the first result; later ones come from memory.
PATIENCE_SECONDS = 3.0


class FindingsCache:
    """Keeps the findings; old ones are shown while new ones are worked out."""

    def __init__(
        self, catalog: Catalog, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._catalog = catalog
        self._clock = clock
        self._findings: Sequence[Finding] | None = None
        self._changed_at: object = None
        self._fresh_until = float("-inf")
        self._running: asyncio.Task[None] | None = None

    async def get(self) -> Sequence[Finding] | None:
        """Return the findings; None = they are being worked out for the first time."""
        if self._running is None and self._clock() >= self._fresh_until:
            self._running = asyncio.create_task(self._renew())
        if self._running is not None:
            patience = PATIENCE_SECONDS if self._findings is None else 0
            await asyncio.wait([self._running], timeout=patience)
        return self._findings

    async def _renew(self) -> None:
        try:
            counts = await asyncio.to_thread(self._catalog.counts)
            if self._findings is None or counts.changed_at != self._changed_at:
                self._findings = await asyncio.to_thread(self._catalog.check)
                self._changed_at = counts.changed_at
            self._fresh_until = self._clock() + FRESH_SECONDS
        except CatalogError:
            logger.warning("the quality check could not read the catalog")
        finally:
            self._running = None

    def forget(self) -> None:
        """Look again at the next call: somebody changed a record."""
        self._fresh_until = float("-inf")
