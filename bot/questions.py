"""Questions the assistant did not understand, for a person to label; nobody's name on them.

One row a question: its wording without personal data, how often and on which days it
was asked, and the intent it resembled most. Neither conversation nor time of day.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bot.private_database import FORGET_LOG, open_private
from bot.training_data.messages import as_example, plain

KEPT_DAYS = 90
MOST_QUESTIONS = 2_000
# Longer ones tell a story, and stories tell who somebody is.
LONGEST = 200
_TABLE = (
    "create table if not exists questions (plain text primary key,"
    " text text not null, guess text, count integer not null,"
    " first_day text not null, last_day text not null) without rowid"
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question in the wording of who asked it first; `guess` is an intent."""

    text: str
    guess: str | None
    count: int
    first_day: date
    last_day: date


class QuestionQueue:
    """The questions that wait for a label.

    Args:
        path: The file; None keeps all in memory.
        today: Tells the day.
        most: So many questions are kept; the rarest and oldest go first.

    Raises:
        OSError: The file or its folder cannot be made.
    """

    def __init__(
        self,
        path: Path | None,
        today: Callable[[], date],
        *,
        most: int = MOST_QUESTIONS,
    ) -> None:
        self._lock = threading.Lock()
        self._today = today
        self._most = most
        self._connection = open_private(path, _TABLE)

    def add(self, message: str, guess: str | None) -> None:
        """Keep a message without personal data, or count it once more."""
        text = as_example(message)
        if not plain(text) or len(text) > LONGEST:
            return
        day = self._today().isoformat()
        self._run(
            "insert into questions values (?, ?, ?, 1, ?, ?) on conflict (plain)"
            " do update set count = count + 1, guess = excluded.guess,"
            " last_day = excluded.last_day",
            (plain(text), text, guess, day, day),
        )
        self._delete(
            "delete from questions where plain in (select plain from questions"
            " order by count desc, last_day desc, plain limit -1 offset ?)",
            self._most,
        )

    def questions(self) -> list[Question]:
        """Return what waits, the most frequent first."""
        rows = self._run(
            "select text, guess, count, first_day, last_day from questions"
            " order by count desc, last_day desc, plain"
        )
        return [
            Question(
                text,
                guess,
                count,
                date.fromisoformat(first),
                date.fromisoformat(last),
            )
            for text, guess, count, first, last in rows
        ]

    def remove(self, messages: Iterable[str]) -> int:
        """Forget questions that were labelled; return how many there were."""
        statement = "delete from questions where plain = ?"
        return sum(self._delete(statement, plain(message)) for message in messages)

    def forget_old(self) -> int:
        """Forget what was first asked too long ago; return how many there were.

        A question that is asked again begins anew, so that no wording stays longer.
        """
        oldest = self._today() - timedelta(days=KEPT_DAYS)
        statement = "delete from questions where first_day < ?"
        return self._delete(statement, oldest.isoformat())

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _delete(self, statement: str, value: str | int) -> int:
        gone = self._run(statement + " returning 1", (value,))
        if gone:
            self._run(FORGET_LOG)
        return len(gone)

    def _run(self, statement: str, values: Iterable[Any] = ()) -> list[Any]:
        with self._lock:
            return self._connection.execute(statement, tuple(values)).fetchall()
