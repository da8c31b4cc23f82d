"""Letters that wait for their delivery, in a file; nothing is sent here.

A letter is kept until it is delivered. Then its text is overwritten at once, and its id
stays for as long as the form that made it could be sent again.
"""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.private_database import FORGET_LOG, open_private

MOST_WAITING = 1000
REMEMBERED_SECONDS = 3600
KEPT_SECONDS = 14 * 24 * 3600
# Who is told that the slip arrived may rely on it, even after a power cut.
_DURABLE = "pragma synchronous=full"
_TABLE = (
    "create table if not exists letters (id text primary key,"
    " accepted_at real not null, state text not null, tries integer not null,"
    " next_try real not null, text text not null) without rowid"
)

logger = logging.getLogger(__name__)


class OutboxFull(Exception):
    """Raised when more letters wait than anybody would write."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be delivered; `tries` have failed so far."""

    id: str
    accepted_at: float
    tries: int
    text: str


class Outbox:
    """The letters, written to the disk before anybody is told so.

    Args:
        path: The file, readable for its owner alone. One that is broken is put aside.
        clock: Tells the seconds since the epoch.

    Raises:
        OSError: The file or its folder cannot be made.
    """

    def __init__(self, path: Path, *, clock: Callable[[], float] = time.time) -> None:
        self._lock = threading.Lock()
        self._clock = clock
        if _is_broken(path):
            logger.error("%s cannot be read and is put aside", path)
            _put_aside(path, int(clock()))
        self._connection = open_private(path, _DURABLE, _TABLE)

    def put(self, letter_id: str, text: str) -> None:
        """Accept a letter; one with an id that is known changes nothing.

        Raises:
            OutboxFull: Too many wait already.
        """
        if self.counts()["waiting"] >= MOST_WAITING:
            raise OutboxFull
        now = self._clock()
        self._run(
            "insert or ignore into letters values (?, ?, 'waiting', 0, ?, ?)",
            (letter_id, now, now, text),
        )

    def due(self) -> list[Letter]:
        """Return the letters to try now, the longest waiting first."""
        rows = self._run(
            "select id, accepted_at, tries, text from letters"
            " where state = 'waiting' and next_try <= ? order by next_try, id",
            (self._clock(),),
        )
        return [Letter(*row) for row in rows]

    def seconds_to_next_try(self) -> float | None:
        """Return when a letter is due; None when none waits."""
        rows = self._run("select min(next_try) from letters where state = 'waiting'")
        return None if rows[0][0] is None else max(0.0, rows[0][0] - self._clock())

    def delivered(self, letter_id: str) -> None:
        """Forget the text of a letter."""
        self._run(
            "update letters set state = 'sent', text = '' where id = ?", (letter_id,)
        )
        self._run(FORGET_LOG)

    def postpone(self, letter_id: str, seconds: float) -> None:
        """Let a letter wait longer."""
        self._run(
            "update letters set tries = tries + 1, next_try = ? where id = ?",
            (self._clock() + seconds, letter_id),
        )

    def give_up(self, letter_id: str) -> None:
        """Keep a letter without trying it again."""
        self._run("update letters set state = 'failed' where id = ?", (letter_id,))

    def retry_failed(self) -> None:
        """Make the letters given up due once more."""
        self._run(
            "update letters set state = 'waiting', next_try = 0 where state = 'failed'"
        )

    def clean(self) -> int:
        """Remove what is done and what is kept too long; return how many were lost."""
        now = self._clock()
        self._run(
            "delete from letters where state = 'sent' and accepted_at < ?",
            (now - REMEMBERED_SECONDS,),
        )
        lost = self._run(
            "delete from letters where state <> 'sent' and accepted_at < ? returning 1",
            (now - KEPT_SECONDS,),
        )
        if lost:
            self._run(FORGET_LOG)
        return len(lost)

    def counts(self) -> dict[str, int]:
        """Return how many letters wait and how many were given up."""
        rows = dict(self._run("select state, count(*) from letters group by state"))
        return {state: rows.get(state, 0) for state in ("waiting", "failed")}

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def _run(self, statement: str, values: tuple[Any, ...] = ()) -> list[Any]:
        with self._lock:
            return self._connection.execute(statement, values).fetchall()


def _is_broken(path: Path) -> bool:
    if not path.exists():
        return False
    with contextlib.closing(sqlite3.connect(path)) as connection:
        try:
            connection.execute("select count(*) from sqlite_master")
        except sqlite3.DatabaseError:
            return True
    return False


def _put_aside(path: Path, stamp: int) -> None:
    for suffix in ("", "-wal", "-shm"):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.rename(path.with_name(f"{path.name}.broken-{stamp}{suffix}"))
