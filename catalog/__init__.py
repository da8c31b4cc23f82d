"""The catalog of learning offers: records, German understanding, search, import, export."""

from __future__ import annotations

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

__all__ = [
    "PAGE_SIZE",
    "Actor",
    "ActorHit",
    "ActorPage",
    "Catalog",
    "CatalogCounts",
    "Condition",
    "DeliveryMode",
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
    "default_catalog",
]
