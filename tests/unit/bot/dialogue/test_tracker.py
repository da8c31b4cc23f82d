"""A tracker's twin is its equal; a shortened history leads to the same state."""

from __future__ import annotations

import pytest
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    AllSlotsReset,
    ConversationPaused,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.slots import AnySlot, Slot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.tracker import latest_session, shortened, twin_of

SLOTS: tuple[Slot, ...] = (AnySlot("topic", []), AnySlot("place", []))


def make_tracker(events: list[Event]) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("someone", events, SLOTS)


def turn(text: str, *effects: Event) -> list[Event]:
    return [
        ActionExecuted("action_listen"),
        UserUttered(text, {"name": "search_offers", "confidence": 1.0}),
        ActionExecuted("action_search_offers"),
        *effects,
    ]


def state(tracker: DialogueStateTracker) -> dict[str, object]:
    return {
        "slots": tracker.current_slot_values(),
        "message": tracker.latest_message,
        "action": tracker.latest_action_name,
        "followup": tracker.followup_action,
        "loop": tracker.active_loop_name,
        "paused": tracker.is_paused(),
    }


def test_twin_has_the_same_state_and_events() -> None:
    tracker = make_tracker(
        [*turn("Töpfern", SlotSet("topic", "toepfern")), ActiveLoop("form"),
         ConversationPaused()]
    )  # fmt: skip

    twin = twin_of(tracker)

    assert state(twin) == state(tracker)
    assert list(twin.events) == list(tracker.events)
    assert twin == tracker


def test_twin_goes_its_own_way() -> None:
    tracker = make_tracker(turn("Töpfern", SlotSet("topic", "toepfern")))
    twin = twin_of(tracker)

    twin.update(SlotSet("topic", "malen"))
    twin.update(ConversationPaused())

    assert tracker.get_slot("topic") == "toepfern"
    assert tracker.is_paused() is False
    assert len(tracker.events) == len(twin.events) - 2


def test_latest_session_starts_with_its_start() -> None:
    first = [ActionExecuted("action_session_start"), SessionStarted(), *turn("eins")]
    second = [ActionExecuted("action_session_start"), SessionStarted(), *turn("zwei")]

    assert latest_session([*first, *second]) == second
    assert latest_session(first) == first
    assert latest_session(turn("drei")) == turn("drei")
    assert latest_session([]) == []


def test_shortened_keeps_the_latest_turns_whole() -> None:
    events = [*turn("eins"), *turn("zwei"), *turn("drei")]

    assert shortened(events, SLOTS, limit=9) == events
    assert shortened(events, SLOTS, limit=8) == [*turn("zwei"), *turn("drei")]
    assert shortened(events, SLOTS, limit=6) == [*turn("zwei"), *turn("drei")]
    assert shortened(events, SLOTS, limit=5) == turn("drei")


def test_shortened_leads_to_the_same_state() -> None:
    events = [
        *turn("eins", SlotSet("topic", "toepfern"), SlotSet("place", "barleben")),
        *turn("zwei", SlotSet("place", None), ActiveLoop("form")),
        *turn("drei"),
    ]

    short = shortened(events, SLOTS, limit=4)

    assert short == [SlotSet("topic", "toepfern"), ActiveLoop("form"), *turn("drei")]
    assert state(make_tracker(short)) == state(make_tracker(events))


def test_shortened_keeps_a_pause_and_later_resets() -> None:
    events = [
        *turn("eins", SlotSet("topic", "toepfern"), ConversationPaused()),
        *turn("zwei", AllSlotsReset()),
    ]

    short = shortened(events, SLOTS, limit=4)

    assert state(make_tracker(short)) == state(make_tracker(events))


@pytest.mark.parametrize("limit", [0, 1, 2])
def test_events_without_a_place_to_cut_come_back_whole(limit: int) -> None:
    events = [*turn("eins"), SlotSet("topic", "toepfern"), SlotSet("place", "x")]

    assert shortened(events, SLOTS, limit=limit) == events
