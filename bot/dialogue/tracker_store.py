"""Conversations in memory: bounded in number and length, gone after a day of silence.

Recent conversations stay trackers, so that a turn costs no serialisation. The others
rest as compressed JSON, the form in which a store on disk would keep them, too.
"""

from __future__ import annotations

import time
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.tracker import (
    ConversationTracker,
    latest_session,
    shortened,
    twin_of,
)

Clock = Callable[[], float]
SECONDS_PER_HOUR = 3600


class BoundedTrackerStore(TrackerStore, SerializedTrackerAsText):
    """The conversations of this process, each its latest session only.

    Args:
        conversations: So many are kept; the longest silent one goes first.
        recent: So many of them stay trackers, ready for the next turn.
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
        conversations: int = 5_000,
        recent: int = 100,
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
        # All three are ordered by the last turn, the longest silent first.
        self._last_turn: OrderedDict[str, float] = OrderedDict()
        self._recent: OrderedDict[str, ConversationTracker] = OrderedDict()
        self._resting: dict[str, bytes] = {}

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep *tracker* as it is now; later changes to it are not seen."""
        await self.stream_events(tracker)
        sender_id = tracker.sender_id
        self._recent[sender_id] = self._within_limits(tracker)
        self._recent.move_to_end(sender_id)
        self._resting.pop(sender_id, None)
        self._last_turn[sender_id] = self._clock()
        self._last_turn.move_to_end(sender_id)
        self._make_room()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the conversation, or `None` when it is unknown or was forgotten."""
        self.forget_silent()
        if recent := self._recent.get(sender_id):
            return twin_of(recent)
        if resting := self._resting.get(sender_id):
            return self.deserialise_tracker(sender_id, zlib.decompress(resting))
        return None

    async def keys(self) -> Iterable[str]:
        """Return the ids of all conversations, the longest silent first."""
        return list(self._last_turn)

    async def delete(self, sender_id: str) -> bool:
        """Forget a conversation; say whether there was one."""
        return self._forget(sender_id)

    def forget_silent(self) -> int:
        """Forget the conversations whose time is over; return how many."""
        oldest = self._clock() - self._silence
        silent = 0
        while self._last_turn and next(iter(self._last_turn.values())) < oldest:
            self._forget(next(iter(self._last_turn)))
            silent += 1
        return silent

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

    def _make_room(self) -> None:
        while len(self._last_turn) > self._conversations:
            self._forget(next(iter(self._last_turn)))
        while len(self._recent) > self._recent_limit:
            sender_id, tracker = self._recent.popitem(last=False)
            text = self.serialise_tracker(tracker)
            self._resting[sender_id] = zlib.compress(text.encode(), level=1)

    def _forget(self, sender_id: str) -> bool:
        self._recent.pop(sender_id, None)
        self._resting.pop(sender_id, None)
        return self._last_turn.pop(sender_id, None) is not None
