"""Questions about what is shown: which offer, which actor, and what is said of it."""

from __future__ import annotations

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.actors import ActionFindActors
from actions.details import answer_about_shown
from actions.general import ActionAnswerUnclear
from actions.offers import ActionRefineSearch, ActionShowOfferDetails
from tests.factories import make_actor, make_offer
from tests.unit.actions.turns import turn

ACTORS = [
    make_actor(),
    make_actor("a-2", name="Hof Sonnental", art="lernort", themen="Natur"),
]
OFFERS = [
    make_offer("o-1", titel="Töpfern am Morgen"),
    make_offer("o-2", titel="Töpfern mit Robotern", plz="39326", ort="Wolmirstedt"),
    make_offer("o-3", titel="Italienisch", status="abgesagt", beschreibung="Krank."),
    make_offer("o-4", titel="Fachtag", status="verschoben", beschreibung="Neu."),
]
TWO = {"list": "offers", "ids": ["o-1", "o-2"], "page": 1}


@pytest.fixture
def small_catalog(fill):
    return fill(*OFFERS, actors=ACTORS)


def responses(dispatcher):
    return [m["response"] for m in dispatcher.messages if m.get("response")]


@pytest.fixture
def told(small_catalog):
    def tell(text, **values):
        dispatcher = CollectingDispatcher()
        answer_about_shown(small_catalog, dispatcher, turn(text, **values))
        return [
            (m["response"], m.get("title"))
            for m in dispatcher.messages
            if m.get("response")
        ]

    return tell


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("was kostet das zweite?", ("utter_offer_price", "Töpfern mit Robotern")),
        (
            "das mit den Robotern, wo ist das",
            ("utter_offer_where", "Töpfern mit Robotern"),
        ),
        (
            "pack das erste in den Kalender",
            ("utter_offer_calendar", "Töpfern am Morgen"),
        ),
        ("wie komme ich zum ersten?", ("utter_offer_way", "Töpfern am Morgen")),
        ("findet das erste statt?", ("utter_offer_planned", "Töpfern am Morgen")),
    ],
)
def test_about_one(told, text, said):
    assert told(text, shown=TWO) == [said]


def test_one_remaining_date_is_no_plural(told):
    said = told("welche Termine gibt es beim ersten noch?", shown=TWO)

    assert said == [("utter_offer_last_date", "Töpfern am Morgen")]


def test_why_something_is_cancelled_that_is_not_in_the_list(told):
    said = told("warum denn?", shown=TWO | {"cancelled": "o-3"})

    assert said == [("utter_offer_is_cancelled", "Italienisch")]


def test_why_something_is_postponed(told):
    shown = {"list": "offers", "ids": ["o-4"], "page": 1}

    assert told("wieso?", shown=shown) == [("utter_offer_is_postponed", "Fachtag")]


def test_what_is_not_shown_is_searched_for(small_catalog):
    place = {"entity": "place", "value": "15083040", "label": "Barleben"}
    tracker = turn("und das in Barleben?", entities=[place], shown=TWO)

    assert answer_about_shown(small_catalog, CollectingDispatcher(), tracker) is None


def test_a_single_actor_is_shown_with_its_profile_and_offers(small_catalog):
    dispatcher = CollectingDispatcher()
    actor = {"entity": "actor", "value": "a-1", "label": "VHS"}

    events = ActionFindActors().answer(
        small_catalog, dispatcher, turn("Was macht die VHS?", entities=[actor])
    )

    assert responses(dispatcher) == [
        "utter_actor_profile",
        "utter_actor_checked",
        "utter_actor_offers",
    ]
    shown = next(e["value"] for e in events if e["name"] == "shown")
    assert (shown["list"], shown["ids"]) == ("actors", ["a-1"])
    assert len(shown["offers"]) == 3


def test_a_topic_is_searched_at_the_actor_shown(small_catalog):
    topic = {"entity": "topic", "value": "toepfern", "label": "Töpfern"}
    shown = {"list": "actors", "ids": ["a-1"], "page": 1}
    tracker = turn("gibt es da einen Töpferabend?", entities=[topic], shown=shown)

    events = ActionShowOfferDetails().answer(
        small_catalog, CollectingDispatcher(), tracker
    )

    search = next(e["value"] for e in events if e["name"] == "search")
    assert [field for field, _, _ in search] == ["actor", "topic"]


def test_a_change_that_changes_nothing_was_not_understood(small_catalog):
    dispatcher = CollectingDispatcher()
    tracker = turn("hm", search=[["topic", "toepfern", "Töpfern"]], shown=TWO)

    assert ActionRefineSearch().answer(small_catalog, dispatcher, tracker) == []
    assert responses(dispatcher) == ["utter_not_understood"]


def test_two_likelier_readings_are_offered(small_catalog):
    dispatcher = CollectingDispatcher()
    ranking = [("talk_to_human", 0.28), ("ask_privacy", 0.26), ("ask_bot", 0.2)]

    ActionAnswerUnclear().answer(
        small_catalog, dispatcher, turn("hm hm", ranking=ranking)
    )

    items = [m["custom"]["items"] for m in dispatcher.messages if m.get("custom")]
    assert [len(found) for found in items] == [2]


def test_a_move_is_taken_back_by_who_means_something_else(small_catalog):
    before = [["topic", "toepfern", "Töpfern"]]
    later = [*before, ["dates", "2026-11-25/", "ab 25.11.2026"]]
    tracker = turn(
        "nein, ich meine vormittags",
        entities=[{"entity": "daytime", "value": "06:00-12:00", "label": "vormittags"}],
        search=later,
        shown=TWO | {"moved": True},
        history=[["offers", before]],
    )

    events = ActionRefineSearch().answer(small_catalog, CollectingDispatcher(), tracker)

    search = next(e["value"] for e in events if e["name"] == "search")
    assert [field for field, _, _ in search] == ["topic", "daytime"]


def test_the_only_offer_is_told_of_when_a_condition_leaves_nothing(small_catalog):
    dispatcher = CollectingDispatcher()
    tracker = turn(
        "online?",
        entities=[{"entity": "delivery_mode", "value": "online", "label": "online"}],
        search=[["topic", "toepfern", "Töpfern"]],
        shown=TWO | {"ids": ["o-1"]},
    )

    ActionRefineSearch().answer(small_catalog, dispatcher, tracker)

    assert responses(dispatcher)[0] in ("utter_offer_mode", "utter_offer_where")


def test_what_an_article_added_is_no_condition_of_a_narrower_search(small_catalog):
    added = [["topic", "toepfern", "Töpfern"]]
    tracker = turn(
        "in Barleben",
        entities=[{"entity": "place", "value": "15083040", "label": "Barleben"}],
        search=added,
        shown=TWO | {"help": added},
    )

    events = ActionRefineSearch().answer(small_catalog, CollectingDispatcher(), tracker)

    stored = {e["name"]: e["value"] for e in events}
    assert [field for field, _, _ in stored["search"]] == ["place"]
    assert stored["shown"]["help"] == added
