"""The permanent pages of one offer and of one actor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aiohttp import web

from bot.web.rendering import render
from bot.web.threads import ask_catalog
from catalog import (
    Actor,
    Catalog,
    Occurrence,
    Offer,
    OfferHit,
    OfferPage,
    OpeningState,
    sorted_dates,
)
from catalog.errors import OfferNotFound


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask; `is_office`: nobody nearer has a way to be reached."""

    name: str
    phone: str | None
    email: str | None
    web: str | None
    is_office: bool = False


@dataclass(frozen=True, slots=True)
class OfferView:
    """An offer with everything its page shows."""

    hit: OfferHit
    contact: Contact
    upcoming: tuple[Occurrence, ...]
    past: int
    is_over: bool
    complements: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class ActorView:
    """An actor with everything its page shows."""

    actor: Actor
    contact: Contact
    opening: OpeningState
    offers: OfferPage


async def offer_page(request: web.Request) -> web.Response:
    """Show one offer."""
    view = await ask_catalog(request, view_offer, request.match_info["id"])
    return await render(
        request,
        "offer.html",
        view=view,
        offer=view.hit.offer,
        provider=view.hit.provider,
    )


async def actor_page(request: web.Request) -> web.Response:
    """Show one actor with the next offers."""
    view = await ask_catalog(request, view_actor, request.match_info["id"])
    return await render(request, "actor.html", view=view, actor=view.actor)


def view_offer(catalog: Catalog, offer_id: str) -> OfferView:
    """Return an offer with its dates from today on and whom to ask.

    Raises:
        OfferNotFound: there is none.
    """
    hit = catalog.get_offer(offer_id)
    dates = sorted_dates(hit.offer)
    upcoming = tuple(o for o in dates if o.day >= catalog.today)
    return OfferView(
        hit=hit,
        contact=contact_of(catalog, hit.offer, hit.provider),
        upcoming=upcoming,
        past=len(dates) - len(upcoming),
        is_over=_is_over(hit.offer, catalog.today),
        complements=tuple(_complements(catalog, hit.offer)),
    )


def view_actor(catalog: Catalog, actor_id: str) -> ActorView:
    """Return an actor with opening state and next offers.

    Raises:
        ActorNotFound: there is none.
    """
    actor = catalog.get_actor(actor_id)
    return ActorView(
        actor=actor,
        contact=contact_of(catalog, actor),
        opening=catalog.opening_state(actor),
        offers=catalog.offers_of(actor_id),
    )


def contact_of(catalog: Catalog, *holders: Offer | Actor) -> Contact:
    """Return the contact of the first holder that has one, else of the office.

    An offer's contact bears the name of its provider, which follows it.
    """
    for holder in holders:
        if holder.has_contact:
            named = holders[-1]
            name = named.name if isinstance(named, Actor) else named.title
            return Contact(name, holder.phone, holder.email, holder.web)
    office = catalog.district.office
    return Contact(office.name, office.phone, office.email, None, is_office=True)


def _is_over(offer: Offer, today: date) -> bool:
    return offer.last_day is not None and offer.last_day < today


def _complements(catalog: Catalog, offer: Offer) -> list[Offer]:
    found = []
    for offer_id in offer.complements:
        try:
            found.append(catalog.get_offer(offer_id).offer)
        except OfferNotFound:
            continue
    return found
