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


class TooManyGone(UnusableFile):
    """Raised when a file would take away more than half of what its source has."""

    def __init__(self, file: str, reason: str, gone: int, known: int) -> None:
        super().__init__(file, reason)
        self.gone = gone
        self.known = known


class ImportNotFound(CatalogError):
    """Raised when no import has this batch id."""

    def __init__(self, batch: str) -> None:
        super().__init__(f"no import {batch!r}")
        self.batch = batch


class AlreadyUndone(CatalogError):
    """Raised when an import was undone before."""

    def __init__(self, batch: str) -> None:
        super().__init__(f"import {batch!r} was undone")
        self.batch = batch


class CatalogUnavailable(CatalogError):
    """Raised when the database cannot be reached; trying again later may help."""


class InvalidDistrict(CatalogError):
    """Raised when a district's folder lacks a file or has an unreadable one."""

    def __init__(self, folder: str, reason: str) -> None:
        super().__init__(f"{folder}: {reason}")
        self.folder = folder
        self.reason = reason


class RecordNotFound(CatalogError):
    """Raised when there is neither a record nor a draft nor an archived one."""

    def __init__(self, kind: str, record_id: str) -> None:
        super().__init__(f"no {kind} {record_id!r}")
        self.kind = kind
        self.record_id = record_id


class NotAllowed(CatalogError):
    """Raised when a role does not include what was asked for."""

    def __init__(self, needed: str) -> None:
        super().__init__(f"needs the role {needed}")
        self.needed = needed


class ChangedMeanwhile(CatalogError):
    """Raised when somebody else changed what is about to be overwritten.

    `columns` are those that both changed; `who` changed it last, empty = an import.
    """

    def __init__(self, columns: tuple[str, ...], who: str = "") -> None:
        super().__init__(f"changed meanwhile by {who or 'an import'}")
        self.columns = columns
        self.who = who


class InvalidRecord(CatalogError):
    """Raised when a draft cannot be published; `problems` says why, by column."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class StillInUse(CatalogError):
    """Raised when an actor cannot go because offers name it as their provider."""

    def __init__(self, count: int) -> None:
        super().__init__(f"{count} offers")
        self.count = count


class AccountExists(CatalogError):
    """Raised when the name of a new account is taken."""

    def __init__(self, name: str) -> None:
        super().__init__("the name is taken")
        self.name = name


class AccountNotFound(CatalogError):
    """Raised when no (active) account has this name."""

    def __init__(self, name: str) -> None:
        super().__init__("no such account")
        self.name = name


class LastAdministrator(CatalogError):
    """Raised when a change would leave nobody who may administrate."""


class WeakPassword(CatalogError):
    """Raised when a password is too short, too long or the account's name."""

    def __init__(self, shortest: int, longest: int) -> None:
        super().__init__(f"needs {shortest} to {longest} characters")
        self.shortest = shortest
        self.longest = longest


class SignInRefused(CatalogError):
    """Raised when somebody may not come in; `wait` seconds until the next try."""

    def __init__(self, wait: int) -> None:
        super().__init__("refused")
        self.wait = wait
