"""The tracker of a conversation: quick to copy, cut when it grows long."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    ConversationPaused,
    Event,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker


class ConversationTracker(DialogueStateTracker):
    """A tracker whose copy takes over the state instead of replaying all events."""

    def copy(self) -> ConversationTracker:
        """Return an independent tracker in the same state."""
        return twin_of(self)


def twin_of(tracker: DialogueStateTracker) -> ConversationTracker:
    """Return an independent tracker with the events and the state of *tracker*.

    The event objects are shared: Rasa leaves them alone once they were applied.
    """
    twin = ConversationTracker(
        tracker.sender_id,
        slots=(),
        max_event_history=tracker.events.maxlen,
        sender_source=tracker.sender_source,
        is_rule_tracker=tracker.is_rule_tracker,
    )
    twin.slots = {name: copy.copy(slot) for name, slot in tracker.slots.items()}
    twin.events = tracker.events.copy()
    twin.followup_action = tracker.followup_action
    twin.latest_action = tracker.latest_action
    twin.latest_message = tracker.latest_message
    twin.latest_bot_utterance = tracker.latest_bot_utterance
    twin.active_loop = copy.copy(tracker.active_loop)
    if tracker.is_paused():
        ConversationPaused().apply_to(twin)
    return twin


def latest_session(events: Iterable[Event]) -> list[Event]:
    """Return the events from the last start of a session on."""
    session = list(events)
    for index in range(len(session) - 1, 0, -1):
        if _is_action(session[index], ACTION_SESSION_START_NAME):
            return session[index:]
    return session


def shortened(events: list[Event], slots: Sequence[Slot], *, limit: int) -> list[Event]:
    """Return at most the latest *limit* events, led by the state they build upon.

    The cut falls between two turns; events without such a place come back whole.
    """
    turns = (
        index
        for index in range(max(len(events) - limit, 0), len(events) - 1)
        if _is_action(events[index], ACTION_LISTEN_NAME)
        and isinstance(events[index + 1], UserUttered)
    )
    cut = next(turns, 0)
    return [*_state_after(events[:cut], slots), *events[cut:]]


def _is_action(event: Event, name: str) -> bool:
    return isinstance(event, ActionExecuted) and event.action_name == name


def _state_after(events: list[Event], slots: Sequence[Slot]) -> list[Event]:
    """Return the few events that lead to the same slots, form and pause."""
    tracker = DialogueStateTracker.from_events("", events, slots)
    changed = {
        slot.name: slot.value
        for slot in tracker.slots.values()
        if slot.value != slot.initial_value
    }
    return state_events(
        changed, tracker.active_loop_name, is_paused=tracker.is_paused()
    )


def state_events(
    slots: Mapping[str, Any], form: str | None, *, is_paused: bool
) -> list[Event]:
    """Return the events that lead to slots, a form and a pause."""
    state: list[Event] = [SlotSet(name, value) for name, value in slots.items()]
    if form:
        state.append(ActiveLoop(form))
    if is_paused:
        state.append(ConversationPaused())
    return state
