"""Conversations: the recent ones in memory, the state of all of them in a file.

What people wrote stays in memory and goes with the process; what a conversation needs
to go on, its slots, survives a restart. Everything goes after a day of silence.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.conversation_states import ConversationState, ConversationStates
from bot.dialogue.tracker import (
    ConversationTracker,
    latest_session,
    shortened,
    state_events,
    twin_of,
)

Clock = Callable[[], float]
SECONDS_PER_HOUR = 3600


class LotseTrackerStore(TrackerStore, SerializedTrackerAsText):
    """The conversations of the assistant, each its latest session only.

    Args:
        file: Where the states are kept; None keeps them in memory.
        conversations: So many are kept; the longest silent ones go first.
        recent: So many of them stay trackers with all that was said.
        events: A conversation with half as many again is cut to its latest events;
            slots, form and pause survive the cut.
        hours: A conversation is forgotten after so many hours of silence.
        clock: Tells the seconds since the epoch.
    """

    def __init__(
        self,
        domain: Domain | None,
        event_broker: EventBroker | None = None,
        *,
        file: str | None = None,
        conversations: int = 50_000,
        recent: int = 500,
        events: int = 60,
        hours: float = 24,
        clock: Clock = time.time,
        **_: Any,
    ) -> None:
        super().__init__(domain, event_broker)
        self._conversations = conversations
        self._recent_limit = recent
        self._events = events
        self._silence = hours * SECONDS_PER_HOUR
        self._clock = clock
        self._states = ConversationStates(Path(file) if file else None)
        # Ordered by the last turn, the longest silent first.
        self._recent: OrderedDict[str, ConversationTracker] = OrderedDict()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep *tracker* as it is now; later changes to it are not seen."""
        await self.stream_events(tracker)
        sender = tracker.sender_id
        self._states.put(sender, _state_of(tracker, self._clock()))
        self._recent[sender] = self._within_limits(tracker)
        self._recent.move_to_end(sender)
        if len(self._recent) > self._recent_limit:
            self._recent.popitem(last=False)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the conversation, or `None` when it is unknown or was forgotten."""
        state = self._states.get(sender_id)
        if state is None:
            return None
        if state.last_turn < self._clock() - self._silence:
            await self.delete(sender_id)
            return None
        recent = self._recent.get(sender_id)
        return self._resumed(sender_id, state) if recent is None else twin_of(recent)

    async def keys(self) -> Iterable[str]:
        """Return the ids of all conversations, the longest silent first."""
        return self._states.senders()

    async def delete(self, sender_id: str) -> bool:
        """Forget a conversation; say whether there was one."""
        self._recent.pop(sender_id, None)
        return self._states.delete(sender_id)

    def forget_silent(self) -> int:
        """Forget the conversations whose time is over or that are too many.

        Returns how many there were.
        """
        gone = self._states.delete_before(self._clock() - self._silence)
        gone += self._states.delete_but(self._conversations)
        for sender in gone:
            self._recent.pop(sender, None)
        return len(gone)

    def close(self) -> None:
        """Close the file."""
        self._states.close()

    def init_tracker(self, sender_id: str) -> ConversationTracker:
        """Return an empty tracker for *sender_id*."""
        return ConversationTracker(
            sender_id, self.domain.slots, max_event_history=self.max_event_history
        )

    def _within_limits(self, tracker: DialogueStateTracker) -> ConversationTracker:
        events = latest_session(tracker.events)
        if len(events) > self._events * 1.5:
            events = shortened(events, self.domain.slots, limit=self._events)
        if len(events) == len(tracker.events):
            return twin_of(tracker)
        short = self.init_tracker(tracker.sender_id)
        short.events.extend(events)
        short.replay_events()
        return short

    def _resumed(self, sender: str, state: ConversationState) -> ConversationTracker:
        """Return a tracker that has the state and knows nothing of what was said.

        Slots that the domain no longer has are left out.
        """
        tracker = self.init_tracker(sender)
        slots = {n: value for n, value in state.slots.items() if n in tracker.slots}
        events = state_events(slots, state.form, is_paused=state.is_paused)
        # Rules answer a message to somebody who was listening.
        tracker.events.extend([*events, ActionExecuted(ACTION_LISTEN_NAME)])
        tracker.replay_events()
        return tracker


def _state_of(tracker: DialogueStateTracker, now: float) -> ConversationState:
    slots = {
        slot.name: slot.value
        for slot in tracker.slots.values()
        if slot.value != slot.initial_value
    }
    return ConversationState(now, slots, tracker.active_loop_name, tracker.is_paused())
