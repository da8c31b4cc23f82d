"""The courier: every letter at least once, later each time it fails, never silently."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.web.callback.courier import IDLE_SECONDS, Courier, retry_pause
from bot.web.callback.outbox import Letter, Outbox

NOW = 1_800_000_000.0
HOUR, DAY = 3600, 24 * 3600
SECRET = "Ayşe Müller, 030 23125 555"


class Clock:
    """Seconds that pass when a test says so."""

    now = NOW

    def __call__(self) -> float:
        return self.now


class FakeServer:
    """Takes letters; `fails` is raised instead, `arrived` is set after each."""

    def __init__(self) -> None:
        self.fails: Exception | None = None
        self.letters: list[Letter] = []
        self.arrived = asyncio.Event()

    async def send(self, letter: Letter) -> None:
        if self.fails is not None:
            raise self.fails
        self.letters.append(letter)
        self.arrived.set()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def server() -> FakeServer:
    return FakeServer()


@pytest.fixture
def outbox(tmp_path: Path, clock: Clock) -> Iterator[Outbox]:
    opened = Outbox(tmp_path / "outbox.sqlite", clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def courier(outbox: Outbox, server: FakeServer, clock: Clock) -> Courier:
    return Courier(outbox, server.send, clock=clock)


async def test_letters_are_delivered_once(
    courier: Courier, outbox: Outbox, server: FakeServer
) -> None:
    outbox.put("a", "1")
    outbox.put("b", "2")

    assert await courier.deliver_due() == IDLE_SECONDS
    assert await courier.deliver_due() == IDLE_SECONDS

    assert [letter.text for letter in server.letters] == ["1", "2"]
    assert outbox.counts() == {"waiting": 0, "failed": 0}


async def test_failed_letter_waits_longer_each_time(
    courier: Courier, outbox: Outbox, server: FakeServer, clock: Clock
) -> None:
    server.fails = ConnectionRefusedError(SECRET)
    outbox.put("a", SECRET)
    pauses = []
    for _ in range(9):
        pauses.append(await courier.deliver_due())
        clock.now += pauses[-1]

    assert pauses == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]
    server.fails = None
    await courier.deliver_due()
    assert [letter.text for letter in server.letters] == [SECRET]


def test_pause_stays_within_an_hour_however_often() -> None:
    assert retry_pause(100_000) == HOUR


async def test_one_bad_letter_does_not_stop_the_others(
    outbox: Outbox, clock: Clock
) -> None:
    taken = []

    async def send(letter: Letter) -> None:
        if letter.id == "a":
            raise ValueError(letter.text)
        taken.append(letter.id)

    outbox.put("a", SECRET)
    outbox.put("b", SECRET)
    await Courier(outbox, send, clock=clock).deliver_due()

    assert taken == ["b"]


async def test_letter_is_given_up_after_two_days_and_kept(
    courier: Courier,
    outbox: Outbox,
    server: FakeServer,
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    server.fails = ConnectionRefusedError(SECRET)
    outbox.put("a", SECRET)
    clock.now += 2 * DAY
    assert await courier.deliver_due() == 30
    clock.now += 30

    assert await courier.deliver_due() == IDLE_SECONDS

    assert outbox.counts() == {"waiting": 0, "failed": 1}
    (error,) = [r.getMessage() for r in caplog.records if r.levelname == "ERROR"]
    assert error == (
        "Callback a is given up after 48 hours: ConnectionRefusedError;"
        " it is tried again after a restart"
    )
    outbox.retry_failed()
    server.fails = None
    await courier.deliver_due()
    assert [letter.text for letter in server.letters] == [SECRET]


async def test_what_is_lost_is_told(
    courier: Courier,
    outbox: Outbox,
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    outbox.put("a", SECRET)
    outbox.give_up("a")
    clock.now += 14 * DAY + 1

    await courier.deliver_due()

    assert "1 callbacks were never delivered" in caplog.text


async def test_log_says_nothing_of_the_letter(
    courier: Courier,
    outbox: Outbox,
    server: FakeServer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG")
    outbox.put("a", SECRET)
    server.fails = OSError(SECRET)
    await courier.deliver_due()
    outbox.retry_failed()

    ours = [r.getMessage() for r in caplog.records if r.name.startswith("bot.")]
    assert ours == ["Callback a is not delivered: OSError; next try in 30 s"]


async def test_courier_comes_when_it_is_woken(
    courier: Courier, outbox: Outbox, server: FakeServer
) -> None:
    running = asyncio.create_task(courier.run())
    for text in ("1", "2"):
        server.arrived.clear()
        outbox.put(text, text)
        courier.wake()
        await asyncio.wait_for(server.arrived.wait(), 30)
    running.cancel()

    assert [letter.text for letter in server.letters] == ["1", "2"]


async def test_courier_comes_back_by_itself(outbox: Outbox, server: FakeServer) -> None:
    failures = [ConnectionRefusedError(), ConnectionRefusedError()]

    async def send(letter: Letter) -> None:
        if failures:
            raise failures.pop()
        await server.send(letter)

    outbox.put("a", SECRET)
    running = asyncio.create_task(Courier(outbox, send, pause=lambda _: 0).run())
    await asyncio.wait_for(server.arrived.wait(), 30)
    running.cancel()

    assert [letter.tries for letter in server.letters] == [2]


async def test_courier_survives_a_failing_outbox(
    outbox: Outbox,
    server: FakeServer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    failing = asyncio.Event()
    loop = asyncio.get_running_loop()
    due = outbox.due

    def broken() -> list[Letter]:
        monkeypatch.setattr(outbox, "due", due)
        loop.call_soon_threadsafe(failing.set)
        raise RuntimeError(SECRET)

    monkeypatch.setattr(outbox, "due", broken)
    courier = Courier(outbox, server.send)
    running = asyncio.create_task(courier.run())
    await asyncio.wait_for(failing.wait(), 30)
    outbox.put("a", SECRET)
    courier.wake()
    await asyncio.wait_for(server.arrived.wait(), 30)
    running.cancel()

    assert len(server.letters) == 1
    assert [r.getMessage() for r in caplog.records if r.levelname == "ERROR"] == [
        "The outbox fails: RuntimeError"
    ]
