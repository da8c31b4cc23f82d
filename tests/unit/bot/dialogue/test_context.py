"""Small talk that asks about what is shown is none."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.context import in_context

RUNNING = [["topic", "yoga", "Yoga"]]


def conversation(**values: Any) -> DialogueStateTracker:
    names = ("search", "shown", "guidance")
    slots = [AnySlot(name, [], initial_value=None) for name in names]
    tracker = DialogueStateTracker("someone", slots)
    for name, value in values.items():
        tracker.slots[name].value = value
    return tracker


def parsed(
    intent: str, text: str, *fields: str, confidence: float = 0.4
) -> dict[str, Any]:
    return {
        "text": text,
        "intent": {"name": intent, "confidence": confidence},
        "entities": [{"entity": field, "value": "x"} for field in fields],
    }


@pytest.mark.parametrize(
    ("message", "meant"),
    [
        (parsed("out_of_scope", "Preis?"), "ask_offer_details"),
        (parsed("thank", "und das zweite"), "ask_offer_details"),
        (parsed("insult", "er ist schon 11", "age"), "refine_search"),
        (parsed("ask_bot", "der Sportverein", "actor"), "find_actors"),
        (parsed("greet", "Malen", "topic"), "refine_search"),
        (parsed("nlu_fallback", "preis", confidence=0.9), "ask_offer_details"),
        (parsed("thank", "danke", confidence=0.95), "thank"),
        (
            parsed("out_of_scope", "wetter morgen", "dates", confidence=0.6),
            "out_of_scope",
        ),
        (parsed("search_offers", "preis"), "ask_offer_details"),
        (parsed("ask_offer_details", "mit Hort", "childcare"), "refine_search"),
        (parsed("ask_offer_details", "mit Hort?", "childcare"), "refine_search"),
        (parsed("ask_contact", "Adresse?"), "ask_offer_details"),
        (parsed("ask_contact", "Telefon?"), "ask_contact"),
        (parsed("restart_search", "am Anfang, A1", "level"), "refine_search"),
    ],
)
def test_in_a_search(message: dict[str, Any], meant: str) -> None:
    shown = {"list": "offers", "ids": ["o-1", "o-2"], "page": 1}

    found = in_context(message, conversation(search=RUNNING, shown=shown))

    assert found["intent"]["name"] == meant


@pytest.mark.parametrize(
    ("message", "meant"),
    [
        (parsed("out_of_scope", "Preis?"), "out_of_scope"),
        (parsed("greet", "Malen", "topic"), "search_offers"),
        (parsed("ask_offer_details", "Telefon der VHS?", "actor"), "ask_contact"),
        (parsed("ask_offer_details", "wann VHS?", "actor"), "ask_opening_hours"),
        (parsed("insult", "er ist schon 11", "age"), "insult"),
        (parsed("greet", "na dann, Barleben", "place"), "search_offers"),
        (parsed("out_of_scope", "Wetter in Barleben", "place"), "out_of_scope"),
        (parsed("ask_help", "weiß nicht was ich machen soll"), "ask_guidance"),
        (parsed("ask_help", "was kannst du"), "ask_help"),
    ],
)
def test_without_a_search(message: dict[str, Any], meant: str) -> None:
    assert in_context(message, conversation())["intent"]["name"] == meant


OFFERS = {"list": "offers", "ids": ["o-1", "o-2"], "page": 1}
ONE = {"list": "offers", "ids": ["o-1", "o-2"], "page": 1, "focus": "o-1"}
ACTORS = {"list": "actors", "ids": ["a-1"], "page": 1}


@pytest.mark.parametrize(
    ("message", "shown", "meant"),
    [
        (
            parsed("out_of_scope", "wo sitzen die?", "topic"),
            ACTORS,
            "ask_offer_details",
        ),
        (parsed("talk_to_human", "wann haben die auf"), ACTORS, "talk_to_human"),
        (parsed("ask_responsible", "wer sind die"), ACTORS, "ask_offer_details"),
        (parsed("search_offers", "wie lang geht das so"), OFFERS, "ask_offer_details"),
        (parsed("ask_help", "wie spät ist es", confidence=0.8), OFFERS, "ask_help"),
        (
            parsed("refine_search", "gibts Ermäßigung", "reduction"),
            ONE,
            "ask_offer_details",
        ),
        (
            parsed("refine_search", "gibts Ermäßigung", "reduction"),
            OFFERS,
            "refine_search",
        ),
        (
            parsed("refine_search", "muss nicht kostenlos sein", "indifferent"),
            ONE,
            "refine_search",
        ),
        (
            parsed("ask_offer_details", "der Ort ist mir egal", "indifferent"),
            OFFERS,
            "refine_search",
        ),
        (
            parsed("insult", "Quatsch, er ist schon 11", "age", confidence=0.95),
            OFFERS,
            "refine_search",
        ),
        (parsed("undo_search", "zurück zur Liste"), OFFERS, "refine_search"),
        (parsed("thank", "danke", confidence=0.95), OFFERS, "thank"),
        (parsed("ask_knowledge", "Was ist der Tonkrug?", "actor"), {}, "find_actors"),
        (parsed("search_offers", "wer macht noch BNE", "topic"), {}, "find_actors"),
        (
            parsed("ask_offer_details", "Was kostet das bei der VHS?", "actor"),
            OFFERS,
            "ask_offer_details",
        ),
    ],
)
def test_about_what_is_shown(
    message: dict[str, Any], shown: dict[str, Any], meant: str
) -> None:
    found = in_context(message, conversation(search=RUNNING, shown=shown))

    assert found["intent"]["name"] == meant


@pytest.mark.parametrize("text", ["egal", "weiß nicht", "Überspringen", "keine Ahnung"])
def test_a_question_of_the_guidance_is_skipped(text: str) -> None:
    message = parsed("goodbye", text, confidence=0.99)

    guided = in_context(message, conversation(guidance=["topic"]))

    assert guided["intent"]["name"] == "ask_guidance"
    assert in_context(message, conversation())["intent"]["name"] == "goodbye"


def test_nothing_but_a_known_topic_is_a_search() -> None:
    message = parsed("out_of_scope", "Theater spielen", confidence=0.8)
    topic = {"entity": "topic", "value": "theater", "start": 0, "end": 15}

    known = in_context(
        message | {"entities": [topic | {"is_known": True}]}, conversation()
    )
    unknown = in_context(message | {"entities": [topic]}, conversation())

    assert known["intent"]["name"] == "search_offers"
    assert unknown["intent"]["name"] == "out_of_scope"


def test_the_weather_is_not_about_the_search() -> None:
    message = parsed("out_of_scope", "regnet es morgen", "dates", confidence=0.48)
    ranking = [{"name": "refine_search", "confidence": 0.17}]

    found = in_context(
        message | {"intent_ranking": ranking}, conversation(search=RUNNING)
    )

    assert found["intent"]["name"] == "out_of_scope"


def typed(
    intent: str, text: str, confidence: float = 0.4, **said: str
) -> dict[str, Any]:
    """Return a message in which each condition stands in the words given for it."""
    entities = [
        {
            "entity": field,
            "value": words,
            "start": text.index(words),
            "end": text.index(words) + len(words),
        }
        for field, words in said.items()
    ]
    return {
        "text": text,
        "intent": {"name": intent, "confidence": confidence},
        "entities": entities,
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("per Video?", {"delivery_mode": "per Video"}),
        ("und mit Babysitter?", {"childcare": "mit Babysitter"}),
        ("höchstens 20 euro", {"price": "höchstens 20 euro"}),
        ("gibts so was auch für Teenager?", {"target_group": "für Teenager"}),
        ("rollstuhlgerechte darunter?", {"accessibility": "rollstuhlgerechte"}),
        ("was für opa dabei?", {"target_group": "für opa"}),
        ("für meinen Neffen, der ist 12", {"age": "für meinen Neffen, der ist 12"}),
        ("eher was ohne Stufen", {"accessibility": "ohne Stufen"}),
        ("alle die sonntags sind", {"weekday": "sonntags"}),
        ("geht das auch digital?", {"delivery_mode": "digital"}),
    ],
)
@pytest.mark.parametrize("shown", [OFFERS, ONE])
def test_a_bare_condition_narrows(text: str, said: dict[str, str], shown: Any) -> None:
    message = typed("ask_offer_details", text, **said)

    found = in_context(message, conversation(search=RUNNING, shown=shown))

    assert found["intent"]["name"] == "refine_search"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ist der digital?", {"delivery_mode": "digital"}),
        ("hat das dritte einen Babysitter?", {"childcare": "Babysitter"}),
        ("komm ich da mit Rollator rein?", {"accessibility": "mit Rollator"}),
        ("ist dieser Kurs ohne Stufen?", {"accessibility": "ohne Stufen"}),
        ("was kostet das für Teenager?", {"target_group": "für Teenager"}),
        ("wann ist was für Teenager?", {"target_group": "für Teenager"}),
        ("wo genau am Sonntag?", {"weekday": "am Sonntag"}),
        ("darf er mit 12 hin?", {"age": "mit 12"}),
        ("mit Babysitter das erste?", {"childcare": "mit Babysitter"}),
    ],
)
def test_who_points_asks_about_what_is_shown(text: str, said: dict[str, str]) -> None:
    message = typed("ask_offer_details", text, **said)

    found = in_context(message, conversation(search=RUNNING, shown=OFFERS))

    assert found["intent"]["name"] == "ask_offer_details"


SPOKEN_OF = ONE | {"aspects": ["price"]}
DID_NOT_CARE = OFFERS | {"indifferent": True}
WITH_PLACE = [["topic", "yoga", "Yoga"], ["place", "1", "Barleben"]]


@pytest.mark.parametrize(
    ("message", "shown", "meant"),
    [
        (
            typed("ask_guidance", "bin Rentner, was zahle ich dort?",
                  target_group="Rentner"),
            OFFERS, "ask_offer_details",
        ),
        (
            typed("nlu_fallback", "und das in Barleben?", place="Barleben"),
            SPOKEN_OF, "ask_offer_details",
        ),
        (
            typed("refine_search", "und auch in Barleben?", place="Barleben"),
            SPOKEN_OF, "refine_search",
        ),
        (
            typed("refine_search", "und das in Barleben?", place="Barleben"),
            OFFERS, "refine_search",
        ),
        (
            typed("search_offers", "wann fängt das mit dem Nähen an?", topic="Nähen"),
            OFFERS, "search_offers",
        ),
        (typed("ask_offer_details", "was gibts da so?"), ACTORS, "ask_provider_offers"),
        (typed("ask_offer_details", "was läuft dort gerade"), ACTORS,
         "ask_provider_offers"),
        (typed("ask_offer_details", "was ist das?"), OFFERS, "ask_offer_details"),
        (typed("undo_search", "das vierte", confidence=1.0), OFFERS,
         "ask_offer_details"),
        (typed("ask_contact", "wo liegen die?"), ACTORS, "ask_offer_details"),
        (
            typed("out_of_scope", "was kostet der Rumba", 0.8, topic="Rumba"),
            OFFERS, "ask_offer_details",
        ),
        (
            typed("ask_knowledge", "wann ist die Messe?", kind="Messe"),
            OFFERS, "search_offers",
        ),
        (
            typed("ask_knowledge", "was ist eine Messe?", 0.8, kind="Messe"),
            OFFERS, "ask_knowledge",
        ),
        (typed("ask_offer_details", "und der Ort auch"), DID_NOT_CARE, "refine_search"),
        (typed("ask_offer_details", "und der Ort?"), DID_NOT_CARE, "ask_offer_details"),
        (
            typed("search_offers", "wo bekomme ich einen Kinderreisepass",
                  topic="Kinderreisepass"),
            OFFERS, "out_of_scope",
        ),
        (
            typed("ask_provider_offers", "gibt es da auch Chöre?", topic="Chöre"),
            OFFERS, "search_offers",
        ),
        (
            typed("ask_provider_offers", "haben die da auch Chöre?", topic="Chöre"),
            OFFERS, "ask_provider_offers",
        ),
    ],
)  # fmt: skip
def test_what_is_meant_beside_what_is_shown(
    message: dict[str, Any], shown: dict[str, Any], meant: str
) -> None:
    found = in_context(message, conversation(search=WITH_PLACE, shown=shown))

    assert found["intent"]["name"] == meant
