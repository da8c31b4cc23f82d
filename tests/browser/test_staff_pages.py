"""The staff area in a browser: by keyboard, without a script, on a phone, for everybody."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from catalog import Catalog, Editor, Role
from tests.browser.conftest import ContextMaker, Service
from tests.integration.web.staff_support import (
    ADMIN,
    EDITOR,
    OFFER,
    PASSWORD,
    REVIEWER,
    TITLE,
    add_staff,
)
from tests.unit.bot.web.support import fill_example_catalog

AXE = (Path(__file__).parent / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RITA = Editor(REVIEWER, Role.REVIEWER)
ANNA = Editor(EDITOR, Role.EDITOR)
FARTHEST_TAB = 120


@pytest.fixture(scope="module")
def browser_catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    """The example data with staff; tests leave behind what they write."""
    directory = tmp_path_factory.mktemp("staff")
    url = f"sqlite:///{directory / 'catalog.sqlite'}"
    catalog = fill_example_catalog(directory, url)
    add_staff(catalog)
    yield catalog
    catalog.close()


PageMaker = Callable[..., Page]


@pytest.fixture
def make_page(make_context: ContextMaker, service: Service) -> Iterator[PageMaker]:
    """Opens a browser for somebody; the test fails when a page asks another server."""
    requests: list[str] = []
    complaints: list[str] = []

    def make(name: str | None = None, **options: Any) -> Page:
        options.setdefault("viewport", {"width": 1280, "height": 900})
        context: BrowserContext = make_context(**options)
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: _complain(line, complaints))
        if name is not None:
            sign_in(page, name)
        return page

    yield make
    assert [url for url in requests if not url.startswith((service.url, "data:"))] == []
    assert complaints == []


def _complain(line: Any, complaints: list[str]) -> None:
    # That a form is refused is said by its status, too.
    if line.type == "error" and "status of 4" not in line.text:
        complaints.append(line.text)


def sign_in(page: Page, name: str) -> None:
    """Sign somebody in by keyboard."""
    page.goto("/verwaltung/")
    page.get_by_label("Name").focus()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Heute")


def check(page: Page) -> None:
    """Make sure that a page is accessible and fits the window."""
    page.evaluate(AXE)
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES
    )
    violations = [
        (v["id"], v["help"], [node["html"] for node in v["nodes"]][:5])
        for v in found["violations"]
    ]
    assert violations == [], page.url
    overflow = "document.documentElement.scrollWidth - window.innerWidth"
    assert page.evaluate(overflow) <= 0, page.url


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until something has the focus; it has to be seen then."""
    expect(wanted).to_have_count(1)
    for _ in range(FARTHEST_TAB):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            expect(wanted).to_be_in_viewport()
            return
    raise AssertionError(f"no Tab leads to {wanted}")


def press(page: Page, role: Any, name: str) -> None:
    """Go to a link or a button by keyboard and press it."""
    tab_to(page, page.get_by_role(role, name=name, exact=True))
    with page.expect_navigation():
        page.keyboard.press("Enter")


def type_into(page: Page, label: str, text: str) -> None:
    """Go to a field by keyboard and fill it in."""
    tab_to(page, page.get_by_label(label))
    page.keyboard.type(text)


def test_the_way_of_an_offer_by_keyboard_alone(make_page: PageMaker) -> None:
    anna = make_page(EDITOR)
    check(anna)

    press(anna, "link", "Neues Angebot")
    check(anna)
    type_into(anna, "Titel", "Zwirbeln am Spinnrad")
    tab_to(anna, anna.get_by_label("Art des Angebots"))
    anna.keyboard.type("Kurs")
    type_into(anna, "Anbieter", "Volkshochschule Börde (Beispiel) (a-001)")
    anna.keyboard.press("Escape")
    type_into(anna, "Themen, Feld 1", "Zwirbeln")
    anna.keyboard.press("Escape")
    press(anna, "button", "Vorschau")
    expect(anna.locator(".card")).to_contain_text("Zwirbeln am Spinnrad")
    check(anna)
    press(anna, "button", "Zur Prüfung geben")
    expect(anna.get_by_role("status")).to_contain_text("wartet jetzt auf die Prüfung")
    check(anna)
    press(anna, "button", "Abmelden")
    check(anna)

    rita = make_page(REVIEWER)
    press(rita, "link", "Prüfen 1 warten")
    check(rita)
    press(rita, "link", "Zwirbeln am Spinnrad")
    check(rita)
    press(rita, "button", "Veröffentlichen")
    expect(rita.get_by_role("status")).to_contain_text("Veröffentlicht.")
    record = rita.url

    anna.goto("/suche?q=Zwirbeln")
    expect(anna.get_by_role("link", name="Zwirbeln am Spinnrad")).to_be_visible()

    press(rita, "link", "Archivieren")
    check(rita)
    press(rita, "button", "Ja, archivieren")
    check(rita)
    anna.goto("/suche?q=Zwirbeln")
    expect(anna.get_by_role("link", name="Zwirbeln am Spinnrad")).to_have_count(0)
    assert rita.url == record
    press(rita, "link", "Wiederbeleben")
    check(rita)
    press(rita, "button", "Ja, wiederbeleben")
    anna.goto("/suche?q=Zwirbeln")
    expect(anna.get_by_role("link", name="Zwirbeln am Spinnrad")).to_be_visible()


def test_what_is_wrong_has_the_focus_and_leads_to_the_fields(
    make_page: PageMaker,
) -> None:
    page = make_page(EDITOR)
    page.goto("/verwaltung/neu/angebote")
    page.get_by_label("Titel").fill("Noch nichts")
    page.get_by_label("Preis in Euro").fill("billig")

    page.get_by_role("button", name="Zur Prüfung geben").click()

    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("3 Angaben fehlen oder stimmen nicht")
    check(page)
    tab_to(page, summary.get_by_role("link", name=re.compile("^Preis in Euro")))
    page.keyboard.press("Enter")
    price = page.get_by_label("Preis in Euro")
    expect(price).to_be_focused()
    expect(price).to_be_in_viewport()
    expect(price).to_have_accessible_description(re.compile("ist keine Zahl"))


def test_enter_saves_the_draft_and_publishes_nothing(
    make_page: PageMaker, browser_catalog: Catalog
) -> None:
    page = make_page(REVIEWER)
    page.goto(f"{OFFER}/bearbeiten")
    page.get_by_label("Titel").fill("Mit der Eingabetaste")

    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("Der Entwurf ist gespeichert.")
    assert browser_catalog.get_offer("o-0001").offer.title == TITLE
    browser_catalog.editing.discard(RITA, "offer", "o-0001", version=1)


@pytest.fixture
def record_with_everything(browser_catalog: Catalog) -> Iterator[str]:
    """An offer with a history and a draft that was given back."""
    editing = browser_catalog.editing
    cells = editing.published("offer", "o-0002") or {}
    for price in ("11,00", "12,00"):
        changed = cells | {"preis": price}
        editing.save(RITA, "offer", "o-0002", changed, version=0)
        editing.publish(RITA, "offer", "o-0002", version=1)
    longer = cells | {"titel": f"{cells['titel']} und mehr", "web": "keine Adresse"}
    editing.save(ANNA, "offer", "o-0002", longer, version=0)
    editing.submit(ANNA, "offer", "o-0002", version=1)
    editing.reject(RITA, "offer", "o-0002", version=2, note="Wo ist das?")
    yield "/verwaltung/angebote/o-0002"
    editing.discard(RITA, "offer", "o-0002", version=3)


@pytest.mark.parametrize("width", [1280, 320])
def test_every_page_is_accessible_and_fits(
    make_page: PageMaker,
    browser_catalog: Catalog,
    record_with_everything: str,
    width: int,
) -> None:
    page = make_page(ADMIN, viewport={"width": width, "height": 800})
    key = browser_catalog.editing.history("offer", "o-0002")[-2].key
    own = record_with_everything
    for path in (
        "/verwaltung/",
        "/verwaltung/angebote",
        "/verwaltung/angebote?q=gibt-es-nicht",
        "/verwaltung/akteure",
        "/verwaltung/texte",
        "/verwaltung/woerter",
        "/verwaltung/neu/akteure",
        "/verwaltung/neu/texte",
        "/verwaltung/neu/woerter",
        "/verwaltung/pruefen",
        "/verwaltung/auffaelligkeiten",
        "/verwaltung/konto",
        "/verwaltung/konten",
        f"/verwaltung/konten/{EDITOR}",
        "/verwaltung/protokoll",
        "/verwaltung/angebote/gibt-es-nicht",
        "/verwaltung/akteure/a-001",
        "/verwaltung/texte/w-01",
        own,
        f"{own}/bearbeiten",
        f"{own}/pruefen",
        f"{own}/verwerfen",
        f"{own}/verlauf",
        f"{own}/verlauf/{key}",
        f"{own}/ausprobieren",
        f"{own}/ausprobieren?frage=Yoga in Barleben",
        f"{own}/ausprobieren?frage=Yoga&fassung=jetzt",
    ):
        page.goto(path)
        check(page)
        targets = page.locator("main button, main input, main select, main summary")
        heights = targets.evaluate_all(
            "all => all.filter(one => one.checkVisibility() && one.tabIndex >= 0)"
            ".map(one => [one.outerHTML, one.getBoundingClientRect().height])"
        )
        assert [html for html, height in heights if height < 24] == [], path


def test_two_versions_are_told_apart_and_chosen(
    make_page: PageMaker, browser_catalog: Catalog
) -> None:
    page = make_page(EDITOR)
    page.goto("/verwaltung/angebote/o-0003/bearbeiten")
    cells = browser_catalog.editing.published("offer", "o-0003") or {}
    theirs = cells | {"titel": "Von Rita"}
    browser_catalog.editing.save(RITA, "offer", "o-0003", theirs, version=0)
    page.get_by_label("Titel").fill("Von Anna")
    page.get_by_role("button", name="Entwurf speichern").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Zwei Fassungen")
    check(page)

    page.get_by_label("Andere Fassung").check()
    page.get_by_role("button", name="So speichern").click()

    expect(page.get_by_role("status")).to_contain_text("Bitte prüfen Sie ihn")
    draft = browser_catalog.editing.draft("offer", "o-0003")
    assert draft is not None
    assert draft.cells["titel"] == "Von Rita"
    browser_catalog.editing.discard(RITA, "offer", "o-0003", version=draft.version)


def test_everything_works_without_a_script(
    make_page: PageMaker, browser_catalog: Catalog
) -> None:
    page = make_page(REVIEWER, java_script_enabled=False)
    page.goto("/verwaltung/neu/woerter")
    page.get_by_role("textbox", name=re.compile("^Wort")).fill("Zwirbelei")
    page.get_by_label("Was ist es?").select_option("thema")
    page.get_by_label("Bedeutet").fill("Töpfern")
    page.get_by_role("button", name="Veröffentlichen").click()

    expect(page.get_by_role("status")).to_contain_text("Veröffentlicht.")
    page.goto("/suche?q=Zwirbelei")
    expect(page.locator(".filters")).to_contain_text("Töpfern")

    page.goto("/verwaltung/angebote/o-0004/bearbeiten")
    page.get_by_text("Termine einer Reihe hinzufügen").click()
    page.get_by_label("Erster Tag").fill("2027-01-11")
    page.get_by_label("Letzter Tag").fill("2027-01-25")
    page.get_by_role("button", name="Termine hinzufügen").click()
    expect(page.get_by_role("status")).to_contain_text("3 Termine eingetragen")
    expect(page.get_by_label("Einzelne Termine")).to_have_value(
        re.compile(r"Mo 25\.01\.2027$", re.MULTILINE)
    )


def test_forms_send_nothing_to_other_sites(make_page: PageMaker) -> None:
    page = make_page()
    response = page.goto("/verwaltung/anmelden")
    check(page)

    assert response is not None
    assert "form-action 'self'" in response.headers["content-security-policy"]
