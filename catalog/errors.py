"""What can go wrong in the catalog; German texts for people live in `catalog/texts`."""

from __future__ import annotations


class CatalogError(Exception):
    """Raised when the catalog cannot do what was asked; the base of all its errors."""


class OfferNotFound(CatalogError):
    """Raised when no offer has this id."""

    def __init__(self, offer_id: str) -> None:
        super().__init__(f"no offer {offer_id!r}")
        self.offer_id = offer_id


class ActorNotFound(CatalogError):
    """Raised when no actor has this id."""

    def __init__(self, actor_id: str) -> None:
        super().__init__(f"no actor {actor_id!r}")
        self.actor_id = actor_id


class InvalidQuery(CatalogError):
    """Raised when a condition has a field or value that the search does not know."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class UnusableFile(CatalogError):
    """Raised when an import file as a whole cannot be read.

    `reason` is a German sentence for the person who imports it.
    """

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason


class CatalogUnavailable(CatalogError):
    """Raised when the database cannot be reached; trying again later may help."""


class InvalidDistrict(CatalogError):
    """Raised when a district's folder lacks a file or has an unreadable one."""

    def __init__(self, folder: str, reason: str) -> None:
        super().__init__(f"{folder}: {reason}")
        self.folder = folder
        self.reason = reason
