"""What every action shares: the catalog, the thread, and what happens when it fails."""

from __future__ import annotations

import abc
import asyncio
import logging
from collections.abc import Callable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import slots
from catalog import Catalog, default_catalog
from catalog.errors import ActorNotFound, CatalogError, InvalidQuery, OfferNotFound

logger = logging.getLogger(__name__)
Slots = list[EventType]
# In the metadata of a message: which kinds of personal data were taken out of it.
MASKED = "masked"


class CatalogAction(Action, abc.ABC):
    """An action that answers with one catalog call.

    `answer` is a plain function that runs in a thread, so that a search never holds
    up another conversation.
    """

    def __init__(self, catalog: Callable[[], Catalog] = default_catalog) -> None:
        self._catalog = catalog

    @abc.abstractmethod
    def answer(
        self, catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Slots:
        """Say something and return the events of the turn."""

    async def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],
    ) -> Slots:
        """Answer in a thread; a catalog that fails is said, anything else surfaces."""
        if (tracker.latest_message or {}).get("metadata", {}).get(MASKED):
            dispatcher.utter_message(response="utter_personal_data_masked")
        try:
            events = await asyncio.to_thread(
                self.answer, self._catalog(), dispatcher, tracker
            )
            return slots.with_history(tracker, events)
        except InvalidQuery as error:
            logger.warning("%s got an impossible %s", self.name(), error.field)
            utter_office(dispatcher, "utter_not_understood", self._catalog())
            return []
        except (OfferNotFound, ActorNotFound):
            # What was shown has left the catalog meanwhile.
            dispatcher.utter_message(response="utter_offer_gone")
            return []
        except CatalogError as error:
            # Without the message: it may hold what a person typed.
            logger.error("%s failed: %s", self.name(), type(error).__name__)
            utter_office(dispatcher, "utter_catalog_unavailable", self._catalog())
            return []


def utter_office(
    dispatcher: CollectingDispatcher, response: str, catalog: Catalog, **values: str
) -> None:
    """Say something that names the office with its phone number."""
    office = catalog.district.office
    dispatcher.utter_message(
        response=response,
        office=office.name,
        office_phone=office.phone,
        authority_hint=catalog.district.authority_hint,
        **values,
    )
