"""The catalog of learning offers: records, German understanding, search, import, export."""

from __future__ import annotations

from catalog.cards import (
    actor_card,
    filter_items,
    next_steps,
    offer_card,
    relaxed_items,
)
from catalog.examples import write_example_files
from catalog.exporters import EXPORTS
from catalog.language.text import fold
from catalog.quality import Finding
from catalog.records import (
    PAGE_SIZE,
    Actor,
    ActorHit,
    ActorPage,
    CatalogCounts,
    Condition,
    DeliveryMode,
    ImportReport,
    Occurrence,
    Offer,
    OfferHit,
    OfferPage,
    OpeningState,
    Query,
    Relaxation,
    RowProblem,
    Status,
    Understanding,
    Venue,
)
from catalog.service import Catalog, default_catalog
from catalog.settings import Settings
from catalog.texts import label
from catalog.wording import (
    address_text,
    contact_text,
    day_text,
    hours_text,
    next_hours_text,
    occurrence_text,
    price_text,
    sorted_dates,
    when_text,
    where_text,
)

__all__ = [
    "EXPORTS",
    "PAGE_SIZE",
    "Actor",
    "ActorHit",
    "ActorPage",
    "Catalog",
    "CatalogCounts",
    "Condition",
    "DeliveryMode",
    "Finding",
    "ImportReport",
    "Occurrence",
    "Offer",
    "OfferHit",
    "OfferPage",
    "OpeningState",
    "Query",
    "Relaxation",
    "RowProblem",
    "Settings",
    "Status",
    "Understanding",
    "Venue",
    "actor_card",
    "address_text",
    "contact_text",
    "day_text",
    "default_catalog",
    "filter_items",
    "fold",
    "hours_text",
    "label",
    "next_hours_text",
    "next_steps",
    "occurrence_text",
    "offer_card",
    "price_text",
    "relaxed_items",
    "sorted_dates",
    "when_text",
    "where_text",
    "write_example_files",
]
