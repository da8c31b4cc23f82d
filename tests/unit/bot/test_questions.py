"""Questions wait grouped, for a limited time and in a limited number."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.questions import LONGEST, Question, QuestionQueue

pytestmark = pytest.mark.unit
FIRST = date(2026, 8, 1)


class Calendar:
    """A day that tests turn on."""

    def __init__(self) -> None:
        self.day = FIRST

    def __call__(self) -> date:
        return self.day


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def queue(calendar: Calendar) -> Iterator[QuestionQueue]:
    opened = QuestionQueue(None, calendar, most=3)
    yield opened
    opened.close()


def texts(queue: QuestionQueue) -> list[str]:
    return [question.text for question in queue.questions()]


def test_same_question_is_counted_not_kept_twice(
    queue: QuestionQueue, calendar: Calendar
) -> None:
    queue.add("Wie bewerbe ich mich?", "ask_contact")
    calendar.day = date(2026, 8, 5)
    queue.add("wie  bewerbe ich mich", "talk_to_human")

    assert queue.questions() == [
        Question("Wie bewerbe ich mich?", "talk_to_human", 2, FIRST, date(2026, 8, 5))
    ]


def test_most_frequent_question_comes_first(queue: QuestionQueue) -> None:
    for message in ("selten", "oft", "Oft!"):
        queue.add(message, None)

    assert texts(queue) == ["oft", "selten"]


@pytest.mark.parametrize("message", ["", "???", "  ", "x" * (LONGEST + 1)])
def test_what_nobody_can_label_is_not_kept(queue: QuestionQueue, message) -> None:
    queue.add(message, None)

    assert queue.questions() == []


def test_question_can_be_an_example(queue: QuestionQueue) -> None:
    """Nothing in it is an annotation, a second line or the beginning of a list."""
    queue.add("- # [kurs](topic)\n{x}\u2028\x00heute", None)

    assert texts(queue) == ["(kurs)(topic) (x) heute"]


def test_rare_and_old_questions_give_way(
    queue: QuestionQueue, calendar: Calendar
) -> None:
    queue.add("alt und oft", None)
    queue.add("alt und oft", None)
    queue.add("alt", None)
    calendar.day = date(2026, 8, 2)
    queue.add("neu", None)
    queue.add("noch neuer", None)

    assert texts(queue) == ["alt und oft", "neu", "noch neuer"]


def test_wording_goes_90_days_after_it_was_first_asked(
    queue: QuestionQueue, calendar: Calendar
) -> None:
    queue.add("früh", None)
    calendar.day = FIRST + timedelta(days=90)
    queue.add("früh", None)
    queue.add("spät", None)

    assert queue.forget_old() == 0
    calendar.day = FIRST + timedelta(days=91)
    assert queue.forget_old() == 1
    assert texts(queue) == ["spät"]


def test_labelled_questions_are_removed(queue: QuestionQueue) -> None:
    queue.add("Wie bewerbe ich mich?", None)
    queue.add("anderes", None)

    assert queue.remove(["wie bewerbe ich mich", "unbekannt"]) == 1
    assert texts(queue) == ["anderes"]


def test_file_is_the_owners_and_holds_nothing_deleted(
    tmp_path: Path, calendar: Calendar
) -> None:
    path = tmp_path / "var" / "questions.sqlite"
    queue = QuestionQueue(path, calendar)
    queue.add("Quittenbrotrezept", None)
    queue.remove(["Quittenbrotrezept"])
    queue.add("bleibt", None)
    queue.close()

    again = QuestionQueue(path, calendar)
    assert texts(again) == ["bleibt"]
    again.close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert b"Quittenbrot" not in path.read_bytes()
