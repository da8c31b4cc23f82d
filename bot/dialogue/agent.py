"""A loaded model that answers messages; knows neither server nor command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.core.actions.action import Action
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.engine import loader
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata
from rasa.shared.core.events import ActionExecutionRejected, Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.common import TempDirectoryPath, get_temp_dir_name
from rasa.utils.endpoints import EndpointConfig

from bot.dialogue.channel import TurnAnswers, plain_text
from bot.dialogue.context import in_context
from bot.dialogue.graph_runner import StraightGraphRunner
from bot.dialogue.in_process_actions import InProcessActions, trust_in_process_answers
from bot.dialogue.lock_store import ConversationLocks
from bot.dialogue.tracker_store import LotseTrackerStore


class LotseProcessor(MessageProcessor):
    """Rasa's processor without what only its debug log needs."""

    @staticmethod
    def _load_model(model_path: str | Path) -> tuple[str, ModelMetadata, GraphRunner]:
        with TempDirectoryPath(get_temp_dir_name()) as folder:
            metadata, runner = loader.load_predict_graph_runner(
                Path(folder), Path(model_path), LocalModelStorage, StraightGraphRunner
            )
        return Path(model_path).name, metadata, runner

    async def parse_message(
        self,
        message: UserMessage,
        tracker: DialogueStateTracker | None = None,
        only_output_properties: bool = True,
    ) -> dict[str, Any]:
        """Return what a message means in its conversation."""
        parsed = await super().parse_message(message, tracker, only_output_properties)
        return parsed if message.parse_data else in_context(parsed, tracker)

    def _log_action_on_tracker(
        self,
        tracker: DialogueStateTracker,
        action: Action,
        events: list[Event] | None,
        prediction: PolicyPrediction,
    ) -> None:
        events = events or []
        if not any(isinstance(event, ActionExecutionRejected) for event in events):
            tracker.update_with_events(prediction.events, self.domain)
            tracker.update(action.event_for_successful_execution(prediction))
        tracker.update_with_events(events, self.domain)

    @staticmethod
    def _log_slots(tracker: DialogueStateTracker) -> None:
        """Write nothing: slots tell what a person looks for."""


class LotseAgent(Agent):
    """Rasa's agent around `LotseProcessor`."""

    def load_model(
        self, model_path: str | Path, fingerprint: str | None = None
    ) -> None:
        """Load the model archive at *model_path*."""
        self.processor = LotseProcessor(
            model_path,
            self.tracker_store,
            self.lock_store,
            self.nlg,
            self.action_endpoint,
        )
        self.domain = self.processor.domain
        self._set_fingerprint(fingerprint)
        self.tracker_store.domain = self.domain
        if isinstance(self.nlg, TemplatedNaturalLanguageGenerator):
            self.nlg.responses = self.domain.responses


def load_agent(
    model: Path,
    *,
    actions: str = "actions",
    action_url: str | None = None,
    conversations: Path | None = None,
) -> LotseAgent:
    """Return an agent for *model* that runs the actions of a package itself.

    Args:
        model: The archive that `bot.dialogue.training` wrote.
        actions: The package with the `Action` classes.
        action_url: An action server to call instead, see `rasa run actions`.
        conversations: The file for the states of conversations; None = in memory.
    """
    if action_url:
        endpoint = EndpointConfig(action_url, enable_selective_domain=True)
    else:
        endpoint = InProcessActions(actions)
        trust_in_process_answers()
    agent = LotseAgent(
        tracker_store=LotseTrackerStore(
            None, file=str(conversations) if conversations else None
        ),
        lock_store=ConversationLocks(),
        action_endpoint=endpoint,
    )
    agent.load_model(model)
    return agent


async def answer(agent: Agent, sender: str, text: str) -> list[dict[str, Any]]:
    """Return the answers to one message of *sender*; *text* is never a command."""
    answers = TurnAnswers()
    await agent.handle_message(UserMessage(plain_text(text), answers, sender))
    return answers.messages
