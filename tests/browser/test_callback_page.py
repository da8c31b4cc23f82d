"""The callback slip in a browser: without a script, by keyboard, on a narrow screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bot.settings import Settings
from bot.smtp_server import Encryption, SmtpServer
from tests.browser.conftest import ContextMaker, Service
from tests.mail_server import (
    ARRIVES_WITHIN_SECONDS,
    Mailbox,
    free_port,
    mail_server,
)
from tests.unit.bot.web.support import web_settings

CALLBACK = {"type": "callback", "conditions": "Töpfern · Barleben"}


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def mailbox(port: int) -> Iterator[Mailbox]:
    with mail_server(port) as box:
        yield box


@pytest.fixture
def settings(tmp_path: Path, port: int) -> Settings:
    """With a mail server, so that callbacks are taken."""
    smtp = SmtpServer("127.0.0.1", port, Encryption.IF_OFFERED)
    return web_settings(tmp_path, smtp=smtp)


def fill_in(page: Page) -> None:
    page.get_by_label("Ihr Name").fill("Ayşe Müller")
    page.get_by_label("Ihre Telefonnummer").fill("030 23125 555")
    page.get_by_label("Ich bin einverstanden").check()


def test_slip_is_sent_without_a_script(
    make_context: ContextMaker, mailbox: Mailbox
) -> None:
    page = make_context(java_script_enabled=False).new_page()
    page.goto("/rueckruf?anliegen=T%C3%B6pfern")
    fill_in(page)
    page.get_by_role("button", name="Weiter").click()
    page.get_by_role("button", name="Ändern").click()
    page.get_by_label("Wann sind Sie gut zu erreichen?").fill("vormittags")
    page.get_by_role("button", name="Weiter").click()
    page.get_by_role("button", name="Absenden").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Danke"))
    assert page.url.endswith("/rueckruf/danke")
    _, mail = mailbox.mails.get(timeout=ARRIVES_WITHIN_SECONDS)
    text = mail.get_content()
    assert "Erreichbar: vormittags" in text
    assert "> Töpfern" in text


def test_slip_is_filled_in_by_keyboard(page: Page, mailbox: Mailbox) -> None:
    page.goto("/rueckruf")
    page.get_by_label("Ihr Name").focus()
    for keys in ("Ayşe Müller", "030 23125 555", "", "vormittags", "Töpfern"):
        page.keyboard.insert_text(keys)
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Stimmt das so?")
    expect(page.locator("dl")).to_contain_text("vormittags")


def test_errors_get_the_focus_and_lead_to_the_fields(
    make_context: ContextMaker,
) -> None:
    page = make_context().new_page()
    page.goto("/rueckruf")
    page.get_by_role("button", name="Weiter").click()

    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(page).to_have_title(re.compile("^Fehler:"))
    summary.get_by_role("link", name="Telefonnummer").click()

    phone = page.get_by_label("Ihre Telefonnummer")
    expect(phone).to_be_focused()
    expect(phone).to_have_accessible_description(
        re.compile("Geben Sie bitte Ihre Telefonnummer an. Mit Vorwahl")
    )


def test_chat_leads_to_the_form_and_remembers_the_conversation(
    page: Page, service: Service
) -> None:
    service.dialogue.extra = [{"custom": CALLBACK}]
    page.goto("/chat")
    page.get_by_label("Ihre Frage").fill("bitte zurückrufen")
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name="Rückruf anfordern")

    link.click()
    expect(page.get_by_label("Worum geht es?")).to_have_value("Töpfern · Barleben")
    page.go_back()

    expect(page.locator(".turn--person")).to_contain_text("bitte zurückrufen")
    expect(link).to_be_visible()


def test_only_links_to_this_site_are_shown(page: Page, service: Service) -> None:
    evil = [
        {"label": "Skript", "url": "javascript:alert(1)"},
        {"label": "Fremd", "url": "https://boese.example"},
        {"label": "Fremd", "url": "//boese.example"},
        {"label": "Nichts"},
    ]
    service.dialogue.extra = [{"custom": {"type": "links", "items": evil}}]
    page.goto("/chat")
    page.get_by_label("Ihre Frage").fill("Töpfern")
    page.keyboard.press("Enter")

    expect(page.locator(".list")).to_be_visible()
    assert page.get_by_role("link", name=re.compile("Skript|Fremd|Nichts")).count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_form_reflows_at_320_pixels(make_context: ContextMaker, scheme: Any) -> None:
    viewport: Any = {"width": 320, "height": 640}
    page = make_context(viewport=viewport, color_scheme=scheme).new_page()
    page.goto("/rueckruf")
    overflow = "document.documentElement.scrollWidth - window.innerWidth"
    assert page.evaluate(overflow) <= 0

    page.get_by_role("button", name="Weiter").click()
    assert page.evaluate(overflow) <= 0
    fill_in(page)
    page.get_by_label("Worum geht es?").fill("Donaudampfschifffahrt" * 20)
    page.get_by_role("button", name="Weiter").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Stimmt das so?")
    assert page.evaluate(overflow) <= 0


def test_trap_is_seen_and_reached_by_nobody(page: Page) -> None:
    page.goto("/rueckruf")

    box = page.locator("[aria-hidden=true]:has(#homepage)").bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (1, 1)
    assert page.get_by_label("Dieses Feld bitte leer lassen").count() == 1
    expect(page.locator("#homepage")).to_have_attribute("tabindex", "-1")
