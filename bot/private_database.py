"""An SQLite file that its owner alone can read and that overwrites what is deleted."""

from __future__ import annotations

import logging
import os
import sqlite3
from pathlib import Path

IN_MEMORY = ":memory:"
_CAREFUL = (
    "pragma journal_mode=wal",
    "pragma synchronous=normal",
    # What is deleted is overwritten, not only marked as free.
    "pragma secure_delete=on",
)
# Without it the log beside the file would still hold what was deleted.
FORGET_LOG = "pragma wal_checkpoint(truncate)"

logger = logging.getLogger(__name__)


def open_private(path: Path | None, *tables: str) -> sqlite3.Connection:
    """Open a file with the statements that create its tables; None keeps it in memory.

    A file that is broken is begun anew.

    Raises:
        OSError: The file or its folder cannot be made.
    """
    try:
        return _opened(path, tables)
    except sqlite3.DatabaseError:
        if path is None:
            raise
        logger.warning("%s cannot be read and is begun anew", path)
        path.unlink()
        return _opened(path, tables)


def delete_private(path: Path) -> None:
    """Delete a file and what SQLite keeps beside it."""
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _opened(path: Path | None, tables: tuple[str, ...]) -> sqlite3.Connection:
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    connection = sqlite3.connect(
        path or IN_MEMORY, check_same_thread=False, isolation_level=None
    )
    for statement in (*_CAREFUL, *tables):
        connection.execute(statement)
    return connection
