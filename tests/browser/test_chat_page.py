"""The chat in a browser: by mouse, by keyboard, without a script, on a phone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MARKUP, ContextMaker, Service

QUESTION = "Töpfern in Barleben"


def ask(page: Page, text: str = QUESTION) -> None:
    """Type a question and wait for the answer."""
    before = page.locator(".list").count()
    page.get_by_label("Ihre Frage").fill(text)
    page.get_by_role("button", name="Senden").click()
    expect(page.locator(".list")).to_have_count(before + 1)


def stored(page: Page) -> Any:
    """Return what the tab remembers."""
    return page.evaluate("JSON.parse(sessionStorage.getItem('lernlotse.chat'))")


@pytest.mark.parametrize("path", ["/", "/chat"])
def test_question_is_answered_with_cards(
    page: Page, service: Service, path: str
) -> None:
    page.goto(path)
    assert page.evaluate("sessionStorage.length") == 0

    ask(page)

    cards = page.locator(".list .card")
    expect(cards).to_have_count(5)
    first = cards.first
    expect(first.get_by_role("heading", level=4)).to_have_text(re.compile("Töpfer"))
    expect(first.get_by_role("link")).to_have_attribute(
        "href", re.compile("^/angebote/")
    )
    expect(first.locator(".card__reason")).to_contain_text("Töpfern")
    expect(
        page.get_by_role("heading", name=re.compile(r"^\d+ Treffer$"))
    ).to_be_visible()
    assert [said for _, said in service.dialogue.said] == [QUESTION]
    assert stored(page)["conversation"]
    assert page.evaluate("document.cookie + localStorage.length") == "0"


def test_link_of_a_card_leads_to_the_offer(page: Page) -> None:
    page.goto("/")
    ask(page)
    link = page.locator(".list .card a").first
    title = link.inner_text()

    link.click()

    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_example_is_asked_by_its_button(page: Page, service: Service) -> None:
    page.goto("/")
    example = page.locator("[data-chat-examples] button").first
    text = example.inner_text()

    example.click()

    expect(page.locator(".list")).to_be_visible()
    assert [said for _, said in service.dialogue.said] == [text]
    expect(page).to_have_url(f"{service.url}/")


def test_filter_is_removed_by_its_button(page: Page, service: Service) -> None:
    page.goto("/")
    ask(page)

    page.get_by_role("button", name="Töpfern entfernen").click()

    expect(page.locator(".list")).to_have_count(2)
    assert [choice for _, choice in service.dialogue.chosen] == [
        "remove:topic:toepfern"
    ]
    said = page.locator(".turn--person").last
    expect(said).to_contain_text("Töpfern entfernen")
    expect(said).to_be_focused()
    old = page.locator(".turn--bot").nth(1).get_by_role("button")
    assert [button.is_disabled() for button in old.all()] == [True] * 4


def test_options_are_reached_with_the_next_tab(page: Page) -> None:
    page.goto("/")
    ask(page)
    page.get_by_role("button", name="nur kostenlose").click()
    expect(page.locator(".list")).to_have_count(2)

    page.keyboard.press("Tab")

    newest = page.locator(".turn--bot").last
    expect(newest.get_by_role("button", name="Töpfern entfernen")).to_be_focused()


def test_conversation_is_deleted_everywhere(page: Page, service: Service) -> None:
    page.goto("/")
    delete = page.get_by_role("button", name="Gespräch löschen")
    expect(delete).to_be_hidden()
    ask(page)

    delete.click()

    expect(page.locator(".turn--bot").last).to_contain_text("Ihr Gespräch ist gelöscht")
    expect(page.locator(".list")).to_have_count(0)
    expect(delete).to_be_hidden()
    expect(page.get_by_label("Ihre Frage")).to_be_focused()
    assert page.evaluate("sessionStorage.length") == 0
    assert service.dialogue.forgotten == [service.dialogue.said[0][0]]


def test_conversation_survives_a_page_change(page: Page, service: Service) -> None:
    page.goto("/")
    ask(page)
    token = stored(page)["conversation"]

    page.goto("/chat")

    expect(page.locator(".turn--person")).to_contain_text(QUESTION)
    expect(page.locator(".list .card")).to_have_count(5)
    expect(page.locator("[data-chat-live]")).to_be_empty()
    ask(page, "und für Kinder?")
    assert stored(page)["conversation"] == token
    senders = {sender for sender, _ in service.dialogue.said}
    assert len(senders) == 1


def test_keyboard_alone_is_enough(page: Page, service: Service) -> None:
    page.goto("/chat")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt springen")).to_be_focused()
    page.keyboard.press("Enter")
    question = page.get_by_label("Ihre Frage")
    for _ in range(10):
        page.keyboard.press("Tab")
        if question.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".list")).to_be_visible()
    expect(question).to_be_focused()

    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="nur kostenlose")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator(".list")).to_have_count(2)
    assert [choice for _, choice in service.dialogue.chosen] == ["add:price:0"]


def test_only_the_new_answer_is_announced_once(page: Page) -> None:
    page.goto("/")
    page.evaluate(
        """() => {
            window.heard = [];
            const region = document.querySelector("[data-chat-live]");
            const hear = () => {
                if (region.textContent) window.heard.push(region.textContent);
            };
            new MutationObserver(hear).observe(region, {childList: true});
        }"""
    )
    ask(page)
    ask(page, "noch einmal")

    heard = page.evaluate("window.heard")
    total = page.locator(".list__title").first.inner_text()
    assert heard == [f"Das passt zu Ihrer Frage: {total}"] * 2
    live = page.locator("[aria-live]:not([aria-live=off]), [role=status], [role=alert]")
    expect(live).to_have_count(1)
    expect(page.get_by_role("log")).to_have_attribute("aria-live", "off")


def test_markup_in_answers_stays_text(page: Page, service: Service) -> None:
    evil = {"id": "x", "title": MARKUP, "url": "javascript:alert(1)", "reason": MARKUP}
    actor = {"id": "y", "name": MARKUP, "url": "//evil.example", "phone": MARKUP}
    choice = {"label": MARKUP, "choice": "restart"}
    service.dialogue.extra = [
        {"text": MARKUP},
        {"custom": {"type": "offers", "total": 1, "items": [evil]}},
        {"custom": {"type": "actors", "items": [actor]}},
        {"custom": {"type": "choices", "items": [choice]}},
        {"custom": {"type": "unbekannt", "items": []}},
    ]
    page.goto("/")
    page.get_by_label("Ihre Frage").fill(MARKUP)
    page.keyboard.press("Enter")

    expect(page.locator(".turn--bot").last).to_contain_text("1 Treffer")
    assert page.locator("[data-chat-log] script").count() == 0
    addresses = page.locator("[data-chat-log] a").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )
    assert [a for a in addresses if not a.startswith(("/angebote/", "tel:"))] == []
    expect(page.locator(".turn--person")).to_contain_text(MARKUP)


def test_failure_offers_another_try_and_the_search(
    make_context: ContextMaker, service: Service
) -> None:
    page = make_context().new_page()
    page.goto("/")
    service.dialogue.is_down = True
    page.get_by_label("Ihre Frage").fill(QUESTION)
    page.keyboard.press("Enter")
    error = page.locator(".turn--error")
    expect(error).to_contain_text("Telefon 030 23125 100")
    search = error.get_by_role("link", name="Stattdessen suchen")
    expect(search).to_have_attribute("href", re.compile(r"^/suche\?q=T%C3%B6pfern"))

    service.dialogue.is_down = False
    error.get_by_role("button", name="Noch einmal versuchen").click()

    expect(page.locator(".list")).to_be_visible()
    expect(error).to_have_count(0)
    expect(page.locator(".turn--person")).to_have_count(1)


def test_lost_connection_is_said_in_german(make_context: ContextMaker) -> None:
    page = make_context().new_page()
    page.goto("/chat")
    page.route("**/api/**", lambda route: route.abort())

    page.get_by_label("Ihre Frage").fill(QUESTION)
    page.keyboard.press("Enter")

    expect(page.locator(".turn--error")).to_contain_text("Ich erreiche den Server")


@pytest.mark.parametrize("path", ["/", "/chat"])
def test_without_a_script_the_form_searches(
    make_context: ContextMaker, path: str
) -> None:
    page = make_context(java_script_enabled=False).new_page()
    page.goto(path)
    page.get_by_label("Ihre Frage").fill("Yoga")
    page.get_by_role("button", name="Senden").click()
    expect(page.get_by_role("heading", name=re.compile("Treffer"))).to_be_visible()

    page.goto(path)
    page.locator("[data-chat-examples] button").first.click()
    expect(
        page.get_by_role("heading", name=re.compile("Treffer|Ein Treffer"))
    ).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["/", "/chat", "/suche?q=Yoga", "/angebote/o-0001", "/akteure/a-001"]
)
def test_page_reflows_at_320_pixels(
    make_context: ContextMaker, path: str, scheme: Any
) -> None:
    viewport: Any = {"width": 320, "height": 640}
    page = make_context(viewport=viewport, color_scheme=scheme).new_page()
    page.goto(path)
    if path in ("/", "/chat"):
        ask(page)

    overflow = "document.documentElement.scrollWidth - window.innerWidth"
    assert page.evaluate(overflow) <= 0
    pressed = page.locator("button, input, summary, .chip, .site-nav a, .ways a")
    heights = pressed.evaluate_all(
        "all => all.filter(one => one.checkVisibility())"
        ".map(one => one.getBoundingClientRect().height)"
    )
    assert min(heights) >= 24


def test_nothing_moves_for_people_who_asked_for_it(make_context: ContextMaker) -> None:
    page = make_context(reduced_motion="reduce").new_page()
    page.goto("/chat")
    page.evaluate(
        """() => {
            const dot = document.createElement("span");
            dot.className = "typing__dot";
            document.querySelector("[data-chat-log]").append(dot);
        }"""
    )

    dot = page.locator(".typing__dot")
    assert dot.evaluate("dot => getComputedStyle(dot).animationName") == "none"
