"""What templates call to show records in German."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

from bot.web.callback.link import callback_url
from bot.web.opening_hours import opening_lines
from bot.web.texts import text
from catalog import (
    Offer,
    actor_url,
    address_text,
    day_text,
    hours_text,
    label,
    next_hours_text,
    occurrence_text,
    offer_url,
    price_text,
    where_text,
)

Filter = Callable[..., object]


def filters() -> dict[str, Filter]:
    """Return the filters of the templates by name."""
    return {
        "offer_url": offer_url,
        "actor_url": actor_url,
        "address": address_text,
        "ages": ages_text,
        "callback_url": callback_url,
        "day": day_text,
        "full_price": full_price_text,
        "hours": hours_text,
        "label": lambda code, section: label(section, str(code)),
        "next_hours": next_hours_text,
        "number": number_text,
        "occurrence": occurrence_text,
        "opening_lines": opening_lines,
        "price": price_text,
        "tel": telephone_url,
        "web_host": web_host,
        "where": where_text,
        "yes_no": yes_no_text,
    }


def telephone_url(phone: str) -> str:
    """Return the address that calls a number."""
    return "tel:" + re.sub(r"[^\d+]", "", phone)


def full_price_text(offer: Offer) -> str:
    """Return the price without who pays less."""
    return price_text(replace(offer, reduced_price_cents=None))


def web_host(url: str) -> str:
    """Return what to show of a web address; empty unless a browser may open it."""
    parts = urlsplit(url)
    return (parts.hostname or "") if parts.scheme in ("http", "https") else ""


def number_text(value: float) -> str:
    """Return a number as Germans write it: "1.234", "8,2"."""
    return f"{value:,.10g}".translate(str.maketrans(",.", ".,"))


def ages_text(offer: Offer) -> str:
    """Return whom an offer suits by age; empty when nothing is known."""
    low, high = offer.age_from, offer.age_to
    if low is None and high is None:
        return ""
    if low is None:
        return text("page", "age_to", high=number_text(high or 0))
    if high is None:
        return text("page", "age_from", low=number_text(low))
    return text("page", "age_range", low=number_text(low), high=number_text(high))


def yes_no_text(value: bool | None) -> str:
    """Return yes, no, or that nobody said."""
    if value is None:
        return text("page", "unknown")
    return text("page", "yes" if value else "no")
