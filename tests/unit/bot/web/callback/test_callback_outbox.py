"""The file of letters: what is accepted stays until it is delivered."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.web.callback import outbox as module
from bot.web.callback.outbox import Letter, Outbox, OutboxFull

pytestmark = pytest.mark.unit

NOW = 1_800_000_000.0
HOUR, DAY = 3600, 24 * 3600
SECRET = "Ayşe Müller, 030 23125 555"
PROJECT = Path(__file__).parents[5]


class Clock:
    """Seconds that pass when a test says so."""

    now = NOW

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "var" / "outbox.sqlite"


@pytest.fixture
def make_outbox(path: Path, clock: Clock) -> Iterator[Callable[[], Outbox]]:
    """Opens the file, as often as a test likes."""
    opened: list[Outbox] = []

    def make() -> Outbox:
        opened.append(Outbox(path, clock=clock))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


@pytest.fixture
def outbox(make_outbox: Callable[[], Outbox]) -> Outbox:
    return make_outbox()


def bytes_on_disk(path: Path) -> bytes:
    return b"".join(part.read_bytes() for part in path.parent.iterdir())


def test_letter_is_due_at_once(outbox: Outbox) -> None:
    outbox.put("a", SECRET)

    assert outbox.due() == [Letter("a", NOW, 0, SECRET)]
    assert outbox.seconds_to_next_try() == 0
    assert outbox.counts() == {"waiting": 1, "failed": 0}


def test_empty_outbox_has_nothing_to_do(outbox: Outbox) -> None:
    assert outbox.due() == []
    assert outbox.seconds_to_next_try() is None
    assert outbox.counts() == {"waiting": 0, "failed": 0}


def test_same_letter_is_accepted_once(outbox: Outbox) -> None:
    outbox.put("a", SECRET)
    outbox.put("a", SECRET)
    assert len(outbox.due()) == 1

    outbox.delivered("a")
    outbox.put("a", SECRET)

    assert outbox.due() == []


def test_postponed_letter_waits(outbox: Outbox, clock: Clock) -> None:
    outbox.put("a", SECRET)
    outbox.postpone("a", 60)

    assert outbox.due() == []
    assert outbox.seconds_to_next_try() == 60

    clock.now += 60
    assert outbox.due() == [Letter("a", NOW, 1, SECRET)]


def test_longest_waiting_letter_comes_first(outbox: Outbox, clock: Clock) -> None:
    outbox.put("b", "1")
    clock.now += 1
    outbox.put("a", "2")

    assert [letter.id for letter in outbox.due()] == ["b", "a"]


def test_delivered_text_leaves_the_disk(outbox: Outbox, path: Path) -> None:
    outbox.put("a", SECRET)
    assert SECRET.encode() in bytes_on_disk(path)

    outbox.delivered("a")

    assert SECRET.encode() not in bytes_on_disk(path)


def test_letter_given_up_is_kept_and_retried_on_request(outbox: Outbox) -> None:
    outbox.put("a", SECRET)
    outbox.postpone("a", HOUR)
    outbox.give_up("a")

    assert outbox.due() == []
    assert outbox.counts() == {"waiting": 0, "failed": 1}

    outbox.retry_failed()
    assert outbox.due() == [Letter("a", NOW, 1, SECRET)]


def test_retrying_leaves_waiting_letters_alone(outbox: Outbox) -> None:
    outbox.put("a", SECRET)
    outbox.postpone("a", HOUR)

    outbox.retry_failed()

    assert outbox.due() == []


def test_id_is_remembered_for_as_long_as_its_form_is_good(
    outbox: Outbox, clock: Clock
) -> None:
    outbox.put("a", SECRET)
    outbox.delivered("a")

    clock.now += HOUR
    assert outbox.clean() == 0
    outbox.put("a", SECRET)
    assert outbox.due() == []

    clock.now += 1
    assert outbox.clean() == 0
    outbox.put("a", SECRET)
    assert len(outbox.due()) == 1


def test_nothing_is_kept_longer_than_two_weeks(
    outbox: Outbox, clock: Clock, path: Path
) -> None:
    outbox.put("a", SECRET)
    outbox.put("b", SECRET)
    outbox.give_up("b")

    clock.now += 14 * DAY
    assert outbox.clean() == 0
    clock.now += 1
    assert outbox.clean() == 2
    assert SECRET.encode() not in bytes_on_disk(path)


def test_outbox_takes_no_flood(outbox: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_WAITING", 1)
    outbox.put("a", SECRET)

    with pytest.raises(OutboxFull):
        outbox.put("b", SECRET)

    outbox.delivered("a")
    outbox.put("b", SECRET)
    assert [letter.id for letter in outbox.due()] == ["b"]


def test_file_is_for_its_owner_alone(outbox: Outbox, path: Path) -> None:
    outbox.put("a", SECRET)

    modes = {stat.S_IMODE(part.stat().st_mode) for part in path.parent.iterdir()}
    assert modes == {0o600}


def test_letters_outlive_a_restart(make_outbox: Callable[[], Outbox]) -> None:
    first = make_outbox()
    first.put("a", SECRET)
    first.close()

    assert make_outbox().due() == [Letter("a", NOW, 0, SECRET)]


def test_letters_outlive_a_kill(make_outbox: Callable[[], Outbox], path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path;"
        "from bot.web.callback.outbox import Outbox;"
        f"Outbox(Path(sys.argv[1]), clock=lambda: {NOW}).put('a', sys.argv[2]);"
        "os.kill(os.getpid(), 9)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, str(path), SECRET],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
    )

    assert ended.returncode == -signal.SIGKILL
    assert make_outbox().due() == [Letter("a", NOW, 0, SECRET)]


def test_broken_file_is_put_aside(
    make_outbox: Callable[[], Outbox], path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path.parent.mkdir()
    path.write_bytes(b"kein SQLite " * 500)

    outbox = make_outbox()
    outbox.put("a", SECRET)

    assert len(outbox.due()) == 1
    (aside,) = path.parent.glob("outbox.sqlite.broken-*")
    assert aside.read_bytes().startswith(b"kein SQLite")
    assert "is put aside" in caplog.text
