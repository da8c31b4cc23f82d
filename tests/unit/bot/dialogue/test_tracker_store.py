"""The store keeps what it should, as long as it should, and forgets on demand."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    ConversationPaused,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.tracker_store import LotseTrackerStore

Result = TypeVar("Result")
DOMAIN = Domain.from_dict(
    {"slots": {"topic": {"type": "any", "mappings": [{"type": "custom"}]}}}
)
HOUR = 3600


class FakeClock:
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def make_store(clock: FakeClock, **limits: Any) -> LotseTrackerStore:
    return LotseTrackerStore(DOMAIN, clock=clock, **limits)


def done(awaitable: Awaitable[Result]) -> Result:
    async def wait() -> Result:
        return await awaitable

    return asyncio.run(wait())


def say(store: LotseTrackerStore, sender_id: str, text: str) -> DialogueStateTracker:
    tracker = done(store.get_or_create_tracker(sender_id))
    tracker.update(ActionExecuted("action_listen"))
    tracker.update(UserUttered(text, {"name": "search_offers", "confidence": 1.0}))
    tracker.update(SlotSet("topic", text))
    done(store.save(tracker))
    return tracker


def topic(store: LotseTrackerStore, sender_id: str) -> object:
    tracker = done(store.retrieve(sender_id))
    return tracker.get_slot("topic") if tracker else None


def test_saved_conversation_is_found_again(clock: FakeClock) -> None:
    store = make_store(clock)

    saved = say(store, "someone", "Töpfern")
    found = done(store.retrieve("someone"))

    assert list(found.events) == list(saved.events)
    assert found.current_slot_values() == saved.current_slot_values()
    assert done(store.retrieve("somebody else")) is None


def test_changes_after_saving_are_not_seen(clock: FakeClock) -> None:
    store = make_store(clock)

    saved = say(store, "someone", "Töpfern")
    saved.update(SlotSet("topic", "Malen"))
    done(store.retrieve("someone")).update(SlotSet("topic", "Singen"))

    assert topic(store, "someone") == "Töpfern"


def test_resting_conversation_keeps_its_state_and_nothing_that_was_said(
    clock: FakeClock,
) -> None:
    store = make_store(clock, recent=1)

    saved = say(store, "first", "Töpfern")
    say(store, "second", "Malen")
    found = done(store.retrieve("first"))

    assert found.current_slot_values() == saved.current_slot_values()
    assert list(found.events) == [
        SlotSet("topic", "Töpfern"),
        ActionExecuted("action_listen"),
    ]


def test_conversation_survives_a_restart(clock: FakeClock, tmp_path: Path) -> None:
    file = str(tmp_path / "var" / "conversations.sqlite")
    store = make_store(clock, file=file)
    tracker = say(store, "someone", "Töpfern")
    tracker.update(ActiveLoop("form"))
    tracker.update(ConversationPaused())
    done(store.save(tracker))
    store.close()

    found = done(make_store(clock, file=file).retrieve("someone"))

    assert found.get_slot("topic") == "Töpfern"
    assert found.active_loop_name == "form"
    assert found.is_paused()


def test_what_was_said_is_not_in_the_file(clock: FakeClock, tmp_path: Path) -> None:
    file = tmp_path / "conversations.sqlite"
    store = make_store(clock, file=str(file))
    tracker = done(store.get_or_create_tracker("someone"))
    tracker.update(UserUttered("Ich heiße Erika", {"name": "greet"}))

    done(store.save(tracker))
    store.close()

    assert b"Erika" not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0


def test_slot_that_the_domain_lost_is_left_out(
    clock: FakeClock, tmp_path: Path
) -> None:
    file = str(tmp_path / "conversations.sqlite")
    store = make_store(clock, file=file)
    say(store, "someone", "Töpfern")
    store.close()

    later = LotseTrackerStore(Domain.empty(), file=file, clock=clock)

    assert "topic" not in done(later.retrieve("someone")).slots


def test_broken_file_is_begun_anew(clock: FakeClock, tmp_path: Path) -> None:
    file = tmp_path / "conversations.sqlite"
    file.write_bytes(b"no database at all, but long enough to look like one" * 50)

    store = make_store(clock, file=str(file))
    say(store, "someone", "Töpfern")

    assert topic(store, "someone") == "Töpfern"


def test_resting_conversation_goes_on(clock: FakeClock) -> None:
    store = make_store(clock, recent=1)
    say(store, "first", "Töpfern")
    clock.now += 1
    say(store, "second", "Malen")

    clock.now += 1
    say(store, "first", "Singen")

    assert topic(store, "first") == "Singen"
    assert topic(store, "second") == "Malen"
    assert done(store.keys()) == ["second", "first"]


def test_longest_silent_conversation_makes_room(clock: FakeClock) -> None:
    store = make_store(clock, conversations=2, recent=1)

    for sender_id in ("first", "second", "first", "third"):
        clock.now += 1
        say(store, sender_id, "Töpfern")
    store.forget_silent()

    assert done(store.keys()) == ["first", "third"]
    assert topic(store, "second") is None


@pytest.mark.parametrize("recent", [1, 10])
def test_silent_conversation_is_forgotten(clock: FakeClock, recent: int) -> None:
    store = make_store(clock, recent=recent, hours=24)
    say(store, "first", "Töpfern")
    clock.now += HOUR
    say(store, "second", "Malen")

    clock.now += 23 * HOUR + 1

    assert topic(store, "first") is None
    assert topic(store, "second") == "Malen"
    assert done(store.keys()) == ["second"]
    assert store.forget_silent() == 0


def test_each_turn_starts_the_time_anew(clock: FakeClock) -> None:
    store = make_store(clock, hours=24)

    for _ in range(3):
        say(store, "someone", "Töpfern")
        clock.now += 23 * HOUR

    assert topic(store, "someone") == "Töpfern"


def test_forget_silent_tells_how_many(clock: FakeClock) -> None:
    store = make_store(clock, recent=1, hours=24)
    for sender_id in ("first", "second", "third"):
        say(store, sender_id, "Töpfern")
        clock.now += 12 * HOUR

    assert store.forget_silent() == 1
    assert store.forget_silent() == 0
    assert done(store.keys()) == ["second", "third"]


@pytest.mark.parametrize("recent", [1, 10])
def test_deleted_conversation_is_gone(clock: FakeClock, recent: int) -> None:
    store = make_store(clock, recent=recent)
    say(store, "first", "Töpfern")
    say(store, "second", "Malen")

    assert done(store.delete("first")) is True
    assert done(store.delete("first")) is False

    assert topic(store, "first") is None
    assert done(store.keys()) == ["second"]


def test_long_conversation_is_cut_and_keeps_its_slots(clock: FakeClock) -> None:
    store = make_store(clock, events=6)

    for text in ("Töpfern", "Malen", "Singen"):
        say(store, "someone", text)
    cut = done(store.retrieve("someone"))

    assert cut.events[0] == SlotSet("topic", "Töpfern")
    assert [event.text for event in cut.events if isinstance(event, UserUttered)] == [
        "Malen",
        "Singen",
    ]
    assert cut.get_slot("topic") == "Singen"
    assert cut.latest_message.text == "Singen"


def test_only_the_latest_session_is_kept(clock: FakeClock) -> None:
    store = make_store(clock)
    tracker = say(store, "someone", "Töpfern")

    tracker.update(ActionExecuted("action_session_start"))
    tracker.update(ActionExecuted("action_listen"))
    done(store.save(tracker))

    events = done(store.retrieve_full_tracker("someone")).events
    assert [event.action_name for event in events] == [
        "action_session_start",
        "action_listen",
    ]
