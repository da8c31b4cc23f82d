"""What a message means depends on what is shown: small talk that asks about a list is none.

Each rule returns the intent a message has at this moment of the conversation, or None;
the first that returns one wins. What the catalog's language reads is not changed here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from catalog import (
    Reference,
    also_indifferent,
    is_for_an_authority,
    is_undecided,
    read_reference,
    says_skip,
    says_there,
)

# Intents a person rarely has in the middle of a search, when the model is not sure.
CHATTER = frozenset(
    "ask_bot ask_help ask_knowledge easy_language goodbye greet insult nlu_fallback"
    " normal_language out_of_scope restart_search thank show_more undo_search".split()
)
SURE = 0.75
# What is outside the task often names a day or a place as well.
SURE_OUTSIDE = 0.5
# Beside this often an example of the training said the same.
CERTAIN = 0.9
# So much likelier than a change of the search is what names only a time and is outside.
FAR_LIKELIER, CLEAR = 2, 0.4
# Worth believing where the words say it too.
LIKELY = 0.2
DETAILS, CONTACT, HOURS = "ask_offer_details", "ask_contact", "ask_opening_hours"
FIND_ACTORS, REFINE, SEARCH = "find_actors", "refine_search", "search_offers"
GUIDANCE, FALLBACK, OUTSIDE = "ask_guidance", "nlu_fallback", "out_of_scope"
# Asked of an actor that is named, these ask for its contact, its hours or what it does.
ABOUT_ONE = frozenset((DETAILS, "talk_to_human", "ask_knowledge", FALLBACK, OUTSIDE))
# A question that names nothing is about what is shown, whatever it sounds like.
UNFOUNDED = CHATTER | {SEARCH, GUIDANCE, "ask_responsible"}
# Said of a search that runs these cannot be meant by who does not care about something.
UNCHANGING = frozenset((DETAILS, CONTACT, "ask_provider_offers")) | CHATTER
# What only an offer has: asked together with an actor it tells which offer is meant.
OF_OFFERS = frozenset(
    "price reduction seats deadline register remaining audience childcare certificate"
    " status reason calendar".split()
)
# Nobody types a topic alone to say one of these.
MOST_BESIDE = 1
NOT_UNDERSTOOD = frozenset((OUTSIDE, FALLBACK, "ask_bot", "ask_help", "insult"))
# What an offer has or has not: asked of the one spoken of it is no wish for others.
HAVING = frozenset(("reduction", "childcare", "access", "certificate", "register"))
# What an aspect may only be there for: "online?" names the condition, it asks nothing.
STATED = {
    "accessibility": "access",
    "age": "audience",
    "childcare": "childcare",
    "delivery_mode": "online",
    "level": "audience",
    "price": "price",
    "target_group": "audience",
}
# Conditions that narrow a list however they are named.
NARROWING = frozenset(STATED) | {"kind", "dates", "weekday", "daytime", "place"}
PROVIDERS = "ask_provider_offers"
SUBJECT = frozenset(("topic", "kind", "actor_kind"))
TIMES = frozenset(("dates", "weekday", "daytime"))
BESIDE = frozenset(
    "correction ambiguity far_place keyword skill edit indifferent move".split()
)


ASIDE = BESIDE - {"indifferent", "move"}


@dataclass(frozen=True)
class Moment:
    """A message, and where the conversation stands."""

    parsed: dict[str, Any]
    tracker: DialogueStateTracker | None

    @property
    def text(self) -> str:
        """What was typed."""
        return self.parsed.get("text") or ""

    @property
    def intent(self) -> str:
        """What the model takes it for."""
        return (self.parsed.get("intent") or {}).get("name") or ""

    @property
    def confidence(self) -> float:
        """How sure the model is."""
        return (self.parsed.get("intent") or {}).get("confidence") or 0.0

    @cached_property
    def named(self) -> frozenset[str]:
        """Everything the message names."""
        return frozenset(e["entity"] for e in self.parsed.get("entities") or [])

    @property
    def fields(self) -> frozenset[str]:
        """The conditions the message names."""
        return self.named - BESIDE

    @cached_property
    def reference(self) -> Reference:
        """What it points at and asks."""
        return read_reference(self.text)

    @cached_property
    def beside(self) -> Reference:
        """What it points at and asks with the words that name no condition."""
        rest = self.text
        for entity in self.parsed.get("entities") or []:
            start, end = entity.get("start", 0), entity.get("end", 0)
            rest = rest[:start] + " " * (end - start) + rest[end:]
        return read_reference(rest)

    @property
    def points_at_one(self) -> bool:
        """Whether it is about one thing shown, and not about others like it."""
        is_counted = self.reference.position is not None
        is_other = self.reference.wants_others
        return is_counted or (self.beside.points_at_one and not is_other)

    @property
    def aspect(self) -> str:
        """What it asks first; empty = nothing."""
        return next(iter(self.reference.aspects), "")

    @property
    def points(self) -> bool:
        """Whether it asks something or counts."""
        return bool(self.aspect) or self.reference.position is not None

    def slot(self, name: str) -> Any:
        """Return what the conversation has stored; None without one."""
        return self.tracker.get_slot(name) if self.tracker else None

    @property
    def listed(self) -> str:
        """What kind of list was shown last; empty = none."""
        shown = self.slot("shown") or {}
        return str(shown.get("list") or "") if shown.get("ids") else ""

    @property
    def speaks_of_one(self) -> bool:
        """Whether it is clear which of what is shown is spoken of."""
        shown = self.slot("shown") or {}
        return bool(shown.get("focus")) or len(shown.get("ids") or ()) == 1

    def chance_of(self, intent: str) -> float:
        """Return how likely the model finds an intent."""
        ranking = self.parsed.get("intent_ranking") or []
        return next((r["confidence"] for r in ranking if r["name"] == intent), 0.0)


def in_context(
    parsed: dict[str, Any], tracker: DialogueStateTracker | None
) -> dict[str, Any]:
    """Return what was understood, with another intent where the conversation says so."""
    moment = Moment(parsed, tracker)
    meant = next(filter(None, (rule(moment) for rule in RULES)), None)
    if meant is None or meant == moment.intent:
        return parsed
    return parsed | {"intent": {"name": meant, "confidence": SURE}}


def _skips_a_question(moment: Moment) -> str | None:
    """Who answers a question of the guidance with "egal" wants the next."""
    return GUIDANCE if moment.slot("guidance") and says_skip(moment.text) else None


def _does_not_care_either(moment: Moment) -> str | None:
    """Read: "Und die Uhrzeit auch" after "Der Preis ist egal"."""
    did_not_care = (moment.slot("shown") or {}).get("indifferent")
    return REFINE if did_not_care and also_indifferent(moment.text) else None


def _wants_the_list(moment: Moment) -> str | None:
    """Read: "Zurück zur Liste" after a question in between."""
    return REFINE if moment.listed and moment.reference.wants_list else None


def _wishes_for_others(moment: Moment) -> str | None:
    """A condition that points at nothing shown narrows the list: "online?"."""
    is_wish = moment.intent == DETAILS and _names_only_conditions(moment)
    return REFINE if is_wish else None


def _names_only_conditions(moment: Moment) -> bool:
    if not moment.fields or moment.points_at_one:
        return False
    if moment.reference.is_wish:
        return True
    if moment.listed != "offers" or not moment.fields <= NARROWING:
        return False
    if _asks_whether_the_one_has(moment):
        return False
    stated = {STATED.get(field) for field in moment.fields}
    return set(moment.reference.aspects) <= stated


def _asks_whether_the_one_has(moment: Moment) -> bool:
    """Read: "Gibt es Ermäßigung?" where it is clear which offer is spoken of."""
    asks = moment.speaks_of_one and moment.reference.asks_whether
    return asks and moment.aspect in HAVING and not moment.reference.wants_others


def _looks_for_partners(moment: Moment) -> str | None:
    """Who asks who else does something looks for actors, not for what they offer."""
    return FIND_ACTORS if moment.reference.seeks_partners else None


def _asks_about_an_actor(moment: Moment) -> str | None:
    if moment.intent not in ABOUT_ONE or "actor" not in moment.fields:
        return None
    if moment.listed == "offers" and moment.aspect in OF_OFFERS:
        return None
    if moment.aspect == "when":
        return HOURS
    if moment.aspect == "content" or (
        not moment.aspect and moment.intent not in (DETAILS, "talk_to_human")
    ):
        return FIND_ACTORS
    return CONTACT


def _does_not_care(moment: Moment) -> str | None:
    """Read: "Der Ort ist mir egal" asks for no place."""
    if not moment.slot("search") or moment.intent not in UNCHANGING:
        return None
    moves = "move" in moment.named and moment.reference.is_bare
    return REFINE if "indifferent" in moment.named or moves else None


def _asks_about_what_is_shown(moment: Moment) -> str | None:
    """Read: "Wo sitzen die?" names nothing: it is about what is shown."""
    is_about = moment.listed and moment.points and moment.reference.is_bare
    if not is_about or moment.intent not in UNFOUNDED:
        return None
    is_counted = moment.reference.position is not None
    return DETAILS if is_counted or moment.confidence < CERTAIN else None


def _asks_when_it_is(moment: Moment) -> str | None:
    """Read: "Wann ist der Fachtag Klima?" asks for an event, not for an article."""
    is_event = "kind" in moment.fields and moment.aspect == "when"
    return SEARCH if moment.intent == "ask_knowledge" and is_event else None


def _does_not_know_what(moment: Moment) -> str | None:
    """Read: "Ich weiß nicht, was ich machen soll" asks for guidance, not for help."""
    is_unclear = moment.intent in (FALLBACK, "ask_help") and not moment.fields
    names_person = moment.intent == SEARCH and moment.fields <= {"age", "target_group"}
    is_unclear |= names_person and moment.chance_of(GUIDANCE) >= LIKELY
    return GUIDANCE if is_unclear and is_undecided(moment.text) else None


def _asks_of_something_unknown(moment: Moment) -> str | None:
    """Read: "Kann ich mein Geschwisterkind mitbringen?" is asked of what is shown."""
    known = {e["entity"] for e in moment.parsed.get("entities") or [] if _is_known(e)}
    is_about = moment.listed == "offers" and moment.aspect
    if not is_about or known - ASIDE or not moment.reference.asks_whether:
        return None
    return DETAILS if moment.intent in (REFINE, SEARCH, FALLBACK) else None


def _is_known(entity: dict[str, Any]) -> bool:
    return entity["entity"] != "topic" or bool(entity.get("is_known"))


def _asks_whether_it_has(moment: Moment) -> str | None:
    """Read: "Gibt es da Ermäßigung?" is asked of the one offer spoken of."""
    if moment.intent != REFINE or moment.listed != "offers":
        return None
    return DETAILS if _asks_whether_the_one_has(moment) else None


def _asks_of_the_one_pointed_at(moment: Moment) -> str | None:
    """Read: "Bin Azubi, was zahl ich da?": what it names says who asks, or which."""
    if moment.listed != "offers" or moment.intent not in UNPOINTED:
        return None
    is_about = moment.points_at_one and not moment.named & ELSEWHERE
    asked = set(moment.beside.aspects) & ASKED
    is_of_search = moment.intent in CHATTER or _is_of_the_search(moment)
    return DETAILS if is_about and asked and is_of_search else None


def _asks_the_same_of_another(moment: Moment) -> str | None:
    """Read: "Und das in Haldensleben?" after a question about another one."""
    asked = (moment.slot("shown") or {}).get("aspects")
    if moment.listed != "offers" or not asked or moment.intent not in UNPOINTED:
        return None
    is_described = bool(moment.fields) and moment.fields <= {"place", *TIMES}
    points = moment.beside.is_only_pointing and moment.points_at_one
    return DETAILS if is_described and points and not moment.aspect else None


def _is_of_the_search(moment: Moment) -> bool:
    """Whether it names no other topic than the one searched for."""
    running = {value for _, value, *_ in moment.slot("search") or ()}
    named = moment.parsed.get("entities") or []
    return all(e["value"] in running for e in named if e["entity"] == "topic")


def _asks_what_actors_offer(moment: Moment) -> str | None:
    """Read: "Was läuft da so?" about the actor shown."""
    is_asked = moment.listed == "actors" and moment.reference.asks_for_offers
    return PROVIDERS if is_asked and not moment.fields else None


def _means_the_place(moment: Moment) -> str | None:
    """Read: "Gibt es dort auch Kochkurse?" of the place, not of the provider."""
    if moment.intent != PROVIDERS or moment.listed != "offers":
        return None
    has_place = any(field == "place" for field, *_ in moment.slot("search") or ())
    names_other = "topic" in moment.fields and not moment.fields & {"actor"}
    return SEARCH if has_place and names_other and says_there(moment.text) else None


def _is_for_an_authority(moment: Moment) -> str | None:
    """Read: "Und einen neuen Perso brauche ich auch" is no wish to learn."""
    named = moment.parsed.get("entities") or []
    learnt = ("topic", "kind", "actor")
    names_learning = any(e["entity"] in learnt and _is_known(e) for e in named)
    if moment.intent not in SEEKING or names_learning:
        return None
    return OUTSIDE if is_for_an_authority(moment.text) else None


def _asks_for_place(moment: Moment) -> str | None:
    """Read: "Adresse?" asks where an offer takes place, not for its provider."""
    if moment.intent != CONTACT or (moment.fields and not moment.reference.is_bare):
        return None
    return DETAILS if moment.listed and moment.aspect == "where" else None


def _corrects_angrily(moment: Moment) -> str | None:
    """Read: "Quatsch, er ist schon 11" corrects the search."""
    says_more = moment.fields - SUBJECT
    is_change = moment.intent == "insult" and says_more and moment.slot("search")
    return REFINE if is_change else None


def _only_names(moment: Moment) -> str | None:
    """Who types nothing but a known topic looks for it: "Theater spielen"."""
    if moment.intent not in NOT_UNDERSTOOD or not moment.fields & SUBJECT:
        return None
    known = [e for e in moment.parsed["entities"] if e.get("is_known")]
    if not known or moment.confidence >= CERTAIN:
        return None
    rest = moment.text
    for entity in sorted(known, key=lambda e: -int(e["start"])):
        rest = rest[: entity["start"]] + " " + rest[entity["end"] :]
    return _in_a_search(moment) if len(rest.split()) <= MOST_BESIDE else None


def _is_no_small_talk(moment: Moment) -> str | None:
    if moment.intent not in CHATTER or moment.tracker is None:
        return None
    meant = _in_a_search(moment)
    if meant == REFINE and moment.intent == OUTSIDE and _is_far_likelier(moment):
        return None
    sure = SURE_OUTSIDE if moment.intent == OUTSIDE else SURE
    is_sure = moment.confidence >= sure and moment.intent != FALLBACK
    return None if is_sure else meant


def _is_far_likelier(moment: Moment) -> bool:
    """Whether what names only a time is rather not about the search: the weather."""
    rival = FAR_LIKELIER * moment.chance_of(REFINE)
    is_clear = moment.confidence > CLEAR and 0 < rival < moment.confidence
    return moment.fields <= TIMES and is_clear


def _in_a_search(moment: Moment) -> str | None:
    if "actor" in moment.fields:
        return FIND_ACTORS
    if moment.listed and moment.points and not _names_only_conditions(moment):
        return DETAILS
    if moment.slot("search") and moment.fields:
        return REFINE
    is_wish = moment.fields & SUBJECT or (
        "place" in moment.fields and moment.intent != OUTSIDE
    )
    return SEARCH if is_wish else None


SEEKING = UNFOUNDED | {REFINE, "ask_responsible", CONTACT}
# What is said of one thing shown may sound like these.
UNPOINTED = UNFOUNDED | {REFINE}
# Of these somebody asks elsewhere than of the offers shown.
ELSEWHERE = frozenset(("actor", "actor_kind", "kind", "indifferent"))
# What can be asked of an offer together with what describes it.
ASKED = OF_OFFERS | {"when", "where", "way", "price", "provider", "contact"}

RULES: tuple[Callable[[Moment], str | None], ...] = (
    _skips_a_question,
    _does_not_care_either,
    _wants_the_list,
    _is_for_an_authority,
    _asks_what_actors_offer,
    _means_the_place,
    _asks_the_same_of_another,
    _asks_of_the_one_pointed_at,
    _wishes_for_others,
    _looks_for_partners,
    _asks_about_an_actor,
    _does_not_care,
    _asks_about_what_is_shown,
    _asks_when_it_is,
    _does_not_know_what,
    _asks_whether_it_has,
    _asks_of_something_unknown,
    _asks_for_place,
    _corrects_angrily,
    _only_names,
    _is_no_small_talk,
)
