"""What actions show: lists as data, sentences by the name of their response."""

from __future__ import annotations

from collections.abc import Sequence

from rasa_sdk.executor import CollectingDispatcher

from actions.base import utter_office
from catalog import (
    Catalog,
    Condition,
    OfferHit,
    OfferPage,
    Query,
    contact_text,
    day_text,
    filter_items,
    next_steps,
    offer_card,
    price_text,
    reading_choices,
    reading_questions,
    relaxed_items,
    when_text,
    where_text,
)

# What is less likely is no reading to offer; beside an answer it has to be likelier.
LEAST_CHANCE, LEAST_BESIDE = 0.12, 0.22
SHOWN_READINGS = 2


def say_corrections(
    dispatcher: CollectingDispatcher, corrected: Sequence[tuple[str, str]]
) -> None:
    """Say which words were read as others."""
    for typed, read_as in corrected:
        dispatcher.utter_message(
            response="utter_word_corrected", typed=typed, read_as=read_as
        )


def say_far_places(
    dispatcher: CollectingDispatcher, catalog: Catalog, places: Sequence[str]
) -> None:
    """Say that the catalog does not reach so far."""
    for place in places:
        dispatcher.utter_message(
            response="utter_place_far", place=place, district=catalog.district.name
        )


def show_examples(dispatcher: CollectingDispatcher, catalog: Catalog) -> None:
    """Offer questions that have an answer today."""
    items = [
        {"label": question, "choice": f"ask:{question}"}
        for question in catalog.examples()
    ]
    if items:
        dispatcher.utter_message(json_message={"type": "choices", "items": items})


def show_offers(
    dispatcher: CollectingDispatcher, catalog: Catalog, page: OfferPage
) -> None:
    """Show the first page of a search: sentence, filters, lists, next steps."""
    _say_place_outside(dispatcher, catalog, page.query)
    _say_result(dispatcher, catalog, page)
    _say_cancelled(dispatcher, catalog, page)
    show_filters(dispatcher, catalog, page.query)
    online_first = not page.items and page.online is not None
    if page.items:
        dispatcher.utter_message(json_message=offer_list(catalog, page))
    if page.online is not None and page.online.items:
        if not online_first:
            dispatcher.utter_message(response="utter_offers_online")
        dispatcher.utter_message(json_message=offer_list(catalog, page.online))
    _show_next_steps(dispatcher, page)


def show_next_offers(
    dispatcher: CollectingDispatcher, catalog: Catalog, page: OfferPage
) -> None:
    """Show a further page of a search."""
    dispatcher.utter_message(response="utter_offers_next", total=page.total)
    show_filters(dispatcher, catalog, page.query)
    dispatcher.utter_message(json_message=offer_list(catalog, page))
    _show_next_steps(dispatcher, page)


def offer_list(catalog: Catalog, page: OfferPage) -> dict[str, object]:
    """Return a page of offers as the chat's list."""
    return {
        "type": "offers",
        "examples": catalog.has_examples,
        "total": page.total,
        "relaxed": relaxed_items(page.relaxed),
        "items": [offer_card(hit) for hit in page.items],
    }


def show_filters(
    dispatcher: CollectingDispatcher, catalog: Catalog, query: Query
) -> None:
    """Show what was understood, each condition removable."""
    items = filter_items(query, catalog.radius_of(query))
    if items:
        dispatcher.utter_message(json_message={"type": "filters", "items": items})


def offer_callback(dispatcher: CollectingDispatcher, query: Query) -> None:
    """Say that the office could call back about a search; whether it can is not known."""
    dispatcher.utter_message(
        json_message={"type": "callback", "conditions": labels(query)}
    )


def labels(query: Query) -> str:
    """Return the conditions of a query in words."""
    return " · ".join(c.label for c in query.visible if c.label)


def _say_place_outside(
    dispatcher: CollectingDispatcher, catalog: Catalog, query: Query
) -> None:
    for place, hint in catalog.outside_places(query):
        dispatcher.utter_message(
            response="utter_place_outside",
            place=place,
            district=catalog.district.name,
            hint=hint,
        )


def _say_result(
    dispatcher: CollectingDispatcher, catalog: Catalog, page: OfferPage
) -> None:
    if page.items and page.relaxed:
        _say_relaxed(dispatcher, page)
    elif page.items:
        response = "utter_offers_found_one" if page.total == 1 else "utter_offers_found"
        if len(page.kinds) > 1:
            response = "utter_offers_mixed"
        if not labels(page.query):
            response = "utter_offers_all"
        dispatcher.utter_message(
            response=response, count=page.total, conditions=labels(page.query)
        )
    elif page.online is not None and page.online.items:
        dispatcher.utter_message(
            response="utter_offers_only_online", conditions=labels(page.query)
        )
    else:
        utter_office(dispatcher, "utter_offers_none_found", catalog)
        show_examples(dispatcher, catalog)


def _say_cancelled(
    dispatcher: CollectingDispatcher, catalog: Catalog, page: OfferPage
) -> None:
    for hit in page.cancelled:
        checked = hit.offer.checked_on
        dispatcher.utter_message(
            response="utter_offer_cancelled"
            if checked
            else "utter_offer_cancelled_undated",
            title=hit.offer.title,
            provider=hit.provider.name,
            day=day_text(checked) if checked else "",
            contact=contact_text(hit.offer, hit.provider, catalog.district.office),
        )


def ask_reading(
    dispatcher: CollectingDispatcher, readings: Sequence[Condition]
) -> None:
    """Offer the readings of a name that means several things."""
    if not readings:
        return
    dispatcher.utter_message(
        response="utter_several_readings", chosen=readings[0].label
    )
    items = reading_choices(readings)
    dispatcher.utter_message(json_message={"type": "choices", "items": items})


def offer_readings(
    dispatcher: CollectingDispatcher,
    ranking: Sequence[tuple[str, float]],
    response: str,
    least: float = LEAST_CHANCE,
) -> bool:
    """Offer the likelier readings of what was not clear; say whether there are any."""
    asked = reading_questions()
    likely = [
        asked[intent]
        for intent, chance in ranking
        if intent in asked and chance >= least
    ][:SHOWN_READINGS]
    if likely:
        dispatcher.utter_message(response=response)
        items = [
            {"label": question, "choice": f"ask:{question}"} for question in likely
        ]
        dispatcher.utter_message(json_message={"type": "choices", "items": items})
    return bool(likely)


def _say_relaxed(dispatcher: CollectingDispatcher, page: OfferPage) -> None:
    lost = [r for r in page.relaxed if r.field == "topic" and r.is_dropped]
    for change in lost:
        dispatcher.utter_message(response="utter_offers_no_topic", topic=change.before)
    if not lost:
        dispatcher.utter_message(
            response="utter_offers_not_exact", conditions=labels(page.query)
        )
    for change in page.relaxed:
        if change not in lost:
            dispatcher.utter_message(
                response="utter_offers_further_away"
                if change.field == "radius"
                else "utter_offers_changed",
                before=change.before,
                after=change.after,
            )


def _show_next_steps(dispatcher: CollectingDispatcher, page: OfferPage) -> None:
    items = next_steps(page)
    if items:
        dispatcher.utter_message(json_message={"type": "choices", "items": items})


def show_details(
    dispatcher: CollectingDispatcher, catalog: Catalog, hit: OfferHit
) -> None:
    """Say when, where, how much and whom to ask about one offer."""
    offer = hit.offer
    dispatcher.utter_message(
        response="utter_offer_details",
        title=offer.title,
        when=when_text(offer, catalog.today),
        where=where_text(offer, hit.provider),
        price=price_text(offer),
        contact=contact_text(offer, hit.provider, catalog.district.office),
    )
    dispatcher.utter_message(json_message=one_offer(catalog, hit))


def one_offer(catalog: Catalog, hit: OfferHit) -> dict[str, object]:
    """Return one offer as the chat's list."""
    return offer_list(catalog, OfferPage(Query(), (hit,), 1, 1))
