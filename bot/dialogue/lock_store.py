"""One turn at a time per conversation; the next one starts when the last one ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from rasa.core.lock_store import LOCK_LIFETIME, LockError, LockStore


class ConversationLocks(LockStore):
    """Locks of this process. Rasa's own ones let a waiting turn sleep for a second."""

    def __init__(
        self,
        endpoint_config: object = None,
    ) -> None:
        self._locks: dict[str, asyncio.Lock] = {}
        self._users: dict[str, int] = {}

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = LOCK_LIFETIME,
        wait_time_in_seconds: float = 1,
    ) -> AsyncIterator[Any]:
        """Wait at most *lock_lifetime* seconds for the turns before this one."""
        lock = self._locks.setdefault(conversation_id, asyncio.Lock())
        self._users[conversation_id] = self._users.get(conversation_id, 0) + 1
        try:
            await self._acquire(lock, conversation_id, lock_lifetime)
            try:
                yield lock
            finally:
                lock.release()
        finally:
            self._leave(conversation_id)

    @staticmethod
    async def _acquire(
        lock: asyncio.Lock, conversation_id: str, lifetime: float
    ) -> None:
        try:
            async with asyncio.timeout(lifetime):
                await lock.acquire()
        except TimeoutError as error:
            raise LockError(
                f"A turn of conversation '{conversation_id}' still runs "
                f"after {lifetime} seconds."
            ) from error

    def _leave(self, conversation_id: str) -> None:
        self._users[conversation_id] -= 1
        if not self._users[conversation_id]:
            del self._users[conversation_id], self._locks[conversation_id]
