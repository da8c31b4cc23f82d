"""Questions about education in general, and help for who does not know what to ask."""

from __future__ import annotations

import re

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import cards, slots
from actions.base import CatalogAction, Slots, utter_office
from actions.questions import ask_next
from actions.searching import search
from catalog import (
    PAGE_SIZE,
    Article,
    Catalog,
    Query,
    day_text,
    is_undecided,
    says_skip,
    speaks_of_self,
)

_CLAUSE_END = re.compile(r"[,.;!?]+")


class ActionAnswerQuestion(CatalogAction):
    """Answer what something is, or what somebody is entitled to, from an article."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_answer_question"

    def answer(
        self, catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Slots:
        """Show the article; without one search for what the message names."""
        article = _article(catalog, slots.text(tracker))
        if article is not None:
            return show_article(catalog, dispatcher, tracker, article)
        query = slots.named(tracker)
        if query.of("topic") or query.of("kind"):
            return search(catalog, dispatcher, tracker, query)
        utter_office(dispatcher, "utter_article_unknown", catalog)
        cards.show_filters(dispatcher, catalog, slots.running_search(tracker))
        return []


class ActionGuide(CatalogAction):
    """Help who does not know what to look for: an answer, a question, first offers."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_guide"

    def answer(
        self, catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Slots:
        """Show what fits the situation, then ask for what would narrow it."""
        asked = slots.guidance(tracker) or []
        if asked and says_skip(slots.text(tracker)):
            return _skip(catalog, dispatcher, tracker, asked)
        article = _article(catalog, slots.text(tracker))
        if article is not None:
            events = show_article(catalog, dispatcher, tracker, article)
        else:
            utter_office(dispatcher, "utter_guidance", catalog)
            query = slots.new_search(tracker)
            events = (
                search(catalog, dispatcher, tracker, query) if query.visible else []
            )
        known = slots.searched(tracker, events)
        if is_undecided(slots.text(tracker)):
            # What is shown is a beginning, not what was asked for.
            known = slots.named(tracker)
        elif 0 < len(slots.shown_ids(events)) < PAGE_SIZE:
            return events
        done = _answered(tracker, known, of_article=article is not None)
        return [*events, *ask_next(catalog, dispatcher, known, done)]


def _answered(tracker: Tracker, known: Query, *, of_article: bool) -> list[str]:
    """Return the questions that need not be asked, though no condition says so."""
    done = []
    if of_article and (known.of("age") or known.of("target_group")):
        # What helps them the article has said.
        done.append("topic")
    if speaks_of_self(slots.text(tracker)):
        done.append("person")
    return done


def _skip(
    catalog: Catalog,
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    asked: list[str],
) -> Slots:
    """Ask the next question; after the last show what there is."""
    known = slots.running_search(tracker)
    events = ask_next(catalog, dispatcher, known, asked)
    if slots.is_guided(events):
        return events
    utter_office(dispatcher, "utter_guidance_office", catalog)
    if known:
        return [*events, *search(catalog, dispatcher, tracker, known)]
    cards.show_examples(dispatcher, catalog)
    return events


def _article(catalog: Catalog, message: str) -> Article | None:
    """Return what answers a message, or one of its clauses: "…, weiß aber nicht …"."""
    for part in (message, *_CLAUSE_END.split(message)):
        article = catalog.find_article(part)
        if article is not None:
            return article
    return None


def show_article(
    catalog: Catalog,
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    article: Article,
) -> Slots:
    """Show an article with its source, and the offers that help."""
    dispatcher.utter_message(
        response="utter_article", title=article.title, answer=article.answer
    )
    if article.source:
        dispatcher.utter_message(
            response="utter_article_source_web"
            if article.web
            else "utter_article_source",
            source=article.source,
            day=day_text(article.as_of),
            web=article.web or "",
        )
    if not article.search:
        return []
    helping = catalog.understand(article.search).query
    events = search(catalog, dispatcher, tracker, slots.beside(tracker, helping))
    said = slots.named(tracker)
    added = tuple(c for c in helping if not said.of(c.field))
    return slots.marked(events, help=slots.triples(Query(added)))
