"""What a conversation needs to go on after a restart, in a file; nothing that was said.

One row a conversation: its slots, its form and the moment of its last turn.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.private_database import FORGET_LOG, open_private

_TABLE = (
    "create table if not exists states (sender text primary key,"
    " last_turn real not null, state text not null) without rowid"
)
_INDEX = "create index if not exists states_last_turn on states (last_turn)"


@dataclass(frozen=True, slots=True)
class ConversationState:
    """Slots that differ from their initial values, the active form, and a pause.

    `last_turn` counts seconds since the epoch.
    """

    last_turn: float
    slots: dict[str, Any]
    form: str | None = None
    is_paused: bool = False


class ConversationStates:
    """The states of all conversations, written as soon as a turn is over.

    Args:
        path: The file, readable for its owner alone; None keeps all in memory. A file
            that is broken is begun anew.

    Raises:
        OSError: The file or its folder cannot be made.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._lock = threading.Lock()
        self._connection = open_private(path, _TABLE, _INDEX)

    def put(self, sender: str, state: ConversationState) -> None:
        """Keep the state a conversation has after a turn."""
        value = [state.slots, state.form, state.is_paused]
        self._run(
            "insert into states values (?, ?, ?) on conflict (sender)"
            " do update set last_turn = excluded.last_turn, state = excluded.state",
            (sender, state.last_turn, json.dumps(value, separators=(",", ":"))),
        )

    def get(self, sender: str) -> ConversationState | None:
        """Return the state of a conversation, or None when it is unknown."""
        rows = self._run(
            "select last_turn, state from states where sender = ?", (sender,)
        )
        for last_turn, state in rows:
            return ConversationState(last_turn, *json.loads(state))
        return None

    def delete(self, sender: str) -> bool:
        """Forget a conversation; say whether there was one."""
        return bool(self._delete("delete from states where sender = ?", sender))

    def delete_before(self, moment: float) -> list[str]:
        """Forget the conversations without a turn since a moment; return which."""
        return self._delete("delete from states where last_turn < ?", moment)

    def delete_but(self, count: int) -> list[str]:
        """Forget all but the latest so many conversations; return which."""
        return self._delete(
            "delete from states where sender in (select sender from states"
            " order by last_turn desc, sender limit -1 offset ?)",
            count,
        )

    def senders(self) -> list[str]:
        """Return whose states are kept, the longest silent first."""
        return [s for (s,) in self._run("select sender from states order by last_turn")]

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _delete(self, statement: str, value: str | float) -> list[str]:
        rows = self._run(statement + " returning sender", (value,))
        if rows:
            self._run(FORGET_LOG)
        return [sender for (sender,) in rows]

    def _run(self, statement: str, values: Iterable[Any] = ()) -> list[Any]:
        with self._lock:
            return self._connection.execute(statement, tuple(values)).fetchall()
