"""Questions about education in general, and help for who does not know what to ask."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import cards, slots
from actions.base import CatalogAction, Slots, utter_office
from actions.searching import search
from catalog import Article, Catalog, day_text


class ActionAnswerQuestion(CatalogAction):
    """Answer what something is, or what somebody is entitled to, from an article."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_answer_question"

    def answer(
        self, catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Slots:
        """Show the article; without one search for what the message names."""
        article = catalog.find_article(slots.text(tracker))
        if article is not None:
            return show_article(catalog, dispatcher, tracker, article)
        query = slots.named(tracker)
        if query.of("topic") or query.of("kind"):
            return search(catalog, dispatcher, tracker, query)
        utter_office(dispatcher, "utter_article_unknown", catalog)
        return []


class ActionGuide(CatalogAction):
    """Help who does not know what to look for: an answer, a question, first offers."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_guide"

    def answer(
        self, catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Slots:
        """Show what fits the situation, else ask for the area of life."""
        article = catalog.find_article(slots.text(tracker))
        if article is not None:
            return show_article(catalog, dispatcher, tracker, article)
        query = slots.new_search(tracker)
        utter_office(dispatcher, "utter_guidance", catalog)
        cards.show_areas(dispatcher)
        utter_office(dispatcher, "utter_guidance_office", catalog)
        return search(catalog, dispatcher, tracker, query) if query.visible else []


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
    return search(catalog, dispatcher, tracker, slots.beside(tracker, helping))
