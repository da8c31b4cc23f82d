"""Start page, chat page, search page, records' pages and what all have in common."""

from __future__ import annotations

import pytest
from yarl import URL

from bot.web.records import contact_of
from catalog import Actor, Catalog, Offer
from catalog import Settings as CatalogSettings
from tests.integration.web.conftest import Client, ClientMaker
from tests.outline import (
    Outline,
    assert_is_well_built,
    assert_loads_nothing_of_others,
)
from tests.unit.bot.web.support import MARKUP, OFFICE_PHONE, FakeDialogue

pytestmark = pytest.mark.asyncio

PAGES = (
    "/",
    "/chat",
    "/suche",
    "/suche?q=Töpfern",
    "/suche?q=Bibliothek+in+Barleben",
    "/suche?q=Flugkurs+in+Wefensleben",
    "/angebote/o-0001",
    "/akteure/a-001",
    "/rueckruf",
    "/erfunden",
)
# A page that is not there, and one that needs a mail server.
MISSING = ("/erfunden", "/rueckruf")


async def page(client: Client, path: str, status: int = 200) -> Outline:
    response = await client.get(path)
    text = await response.text()
    assert response.status == status, text
    assert response.content_type == "text/html"
    return Outline(text)


@pytest.mark.parametrize("path", PAGES)
async def test_page_is_well_built(client: Client, path: str) -> None:
    assert_is_well_built(await page(client, path, 404 if path in MISSING else 200))


@pytest.mark.parametrize("path", PAGES)
async def test_page_runs_and_loads_nothing_of_others(client: Client, path: str) -> None:
    outline = await page(client, path, 404 if path in MISSING else 200)

    assert_loads_nothing_of_others(outline)


@pytest.mark.parametrize(
    "path", [*PAGES, "/healthz", "/static/chat.js", "/api/v1/offers"]
)
async def test_headers_protect_every_answer(client: Client, path: str) -> None:
    headers = (await client.get(path)).headers

    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'self';")
    assert "unsafe" not in policy
    assert "frame-ancestors 'self'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert len(headers["X-Request-ID"]) == 16
    assert "Set-Cookie" not in headers
    assert "aiohttp" not in headers["Server"]


async def test_other_sites_may_frame_the_page_when_they_are_named(
    make_client: ClientMaker,
) -> None:
    client = await make_client(frame_ancestors=("'self'", "https://www.kreis.example"))
    policy = (await client.get("/chat")).headers["Content-Security-Policy"]

    assert policy.endswith("frame-ancestors 'self' https://www.kreis.example")


@pytest.mark.parametrize("path", ["/", "/chat"])
async def test_chat_says_what_it_is_and_works_without_a_script(
    client: Client, example_catalog: Catalog, path: str
) -> None:
    outline = await page(client, path)

    assert "ein Computerprogramm" in outline.text
    assert "Beispieldaten" in outline.text
    assert "24 Stunden" in outline.text
    assert {form["action"] for form in outline.all("form")} == {"/suche"}
    examples = [b.get("value") for b in outline.all("button") if b.get("name") == "q"]
    assert examples == example_catalog.examples()
    (field,) = [i for i in outline.all("input") if i.get("id") == "chat-frage"]
    assert (field["name"], field["maxlength"]) == ("q", "1000")
    (log,) = [attrs for _, attrs in outline.tags if attrs.get("role") == "log"]
    assert log["aria-live"] == "off"


async def test_search_page_shows_the_hits_of_the_catalog(
    client: Client, example_catalog: Catalog
) -> None:
    query = example_catalog.understand("Töpfern").query
    expected = example_catalog.search_offers(query, size=10)

    outline = await page(client, "/suche?q=Töpfern")

    shown = [link for link in outline.links() if link.startswith("/angebote/")]
    assert shown == [f"/angebote/{hit.offer.id}" for hit in expected.items]
    assert f"{expected.total} Treffer" in outline.text
    assert all(hit.reason in outline.text for hit in expected.items)


async def test_search_page_removes_a_condition_by_a_link(client: Client) -> None:
    outline = await page(client, "/suche?q=Yoga in Haldensleben")
    (link,) = [link for link in outline.links() if "ohne=place" in link]

    wider = await page(client, link)

    assert "Haldensleben +15 km" in outline.text
    assert "Haldensleben +15 km" not in wider.text
    assert "wieder wie gefragt" in wider.text


async def test_search_page_says_what_it_changed(client: Client) -> None:
    outline = await page(client, "/suche?q=Zeppelinkurs in Wefensleben")

    assert "Genau das haben wir nicht gefunden." in outline.text
    assert "jedes Thema statt Zeppelin" in outline.text


async def test_search_page_shows_further_pages(
    client: Client, example_catalog: Catalog
) -> None:
    question = "Zeppelinkurs in Wefensleben"
    query = example_catalog.understand(question).query
    expected = example_catalog.search_offers(query, size=100)
    seen: list[str] = []
    path = f"/suche?q={question}"
    while path:
        outline = await page(client, path)
        shown = [link for link in outline.links() if link.startswith("/angebote/")]
        seen += shown[:10]
        following = [a for a in outline.all("a") if a.get("rel") == "next"]
        path = str(following[0]["href"]) if following else ""

    assert expected.total > 20
    assert seen == [f"/angebote/{hit.offer.id}" for hit in expected.items]


async def test_search_page_shows_corrected_words(client: Client) -> None:
    outline = await page(client, "/suche?q=schwimmen in haldenslebn")

    assert "„haldenslebn“ haben wir als „Haldensleben“ gelesen." in outline.text


async def test_search_page_shows_actors_when_a_kind_is_asked(client: Client) -> None:
    outline = await page(client, "/suche?q=Bibliothek in Barleben")

    assert "2 Einrichtungen" in outline.text
    assert "/akteure/a-019" in outline.links()
    assert "tel:03023125019" in outline.links()
    assert "jetzt geschlossen" in outline.text


async def test_search_page_shows_online_offers_apart(
    client: Client, example_catalog: Catalog
) -> None:
    question = "Englisch in Haldensleben"
    query = example_catalog.understand(question).query
    online = example_catalog.search_offers(query, size=10).online
    assert online is not None

    outline = await page(client, f"/suche?q={question}")

    assert f"Online möglich ({online.total})" in outline.text
    assert f"/angebote/{online.items[0].offer.id}" in outline.links()


async def test_search_page_says_when_it_understood_nothing(client: Client) -> None:
    outline = await page(client, "/suche?q=???")

    assert "haben wir kein Thema" in outline.text
    assert [link for link in outline.links() if link.startswith("/angebote/")] == []


async def test_search_page_refuses_an_endless_question(client: Client) -> None:
    outline = await page(client, "/suche?q=" + "a" * 1001, 422)

    assert "Ihre Frage ist zu lang." in outline.text


async def test_search_page_has_the_rate_limit(make_client: ClientMaker) -> None:
    client = await make_client(rate_limit=1)
    await page(client, "/suche?q=Yoga")

    response = await client.get("/suche?q=Yoga")

    assert response.status == 429
    assert int(response.headers["Retry-After"]) > 0
    assert "sehr viele Anfragen" in await response.text()
    await page(client, "/")


async def test_question_with_markup_stays_text(client: Client) -> None:
    text = await (await client.get("/suche", params={"q": f'"> {MARKUP}'})).text()

    assert MARKUP not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize(
    "path", ["/angebote/x-offer", "/akteure/x-1", "/suche?q=Zaubertricks"]
)
async def test_record_with_markup_stays_text(client: Client, path: str) -> None:
    response = await client.get(path)
    text = await response.text()

    assert response.status == 200
    assert MARKUP not in text
    assert "<img" not in text
    assert "<b>fett" not in text
    assert "&lt;script&gt;alert(1)" in text


async def test_offer_page_tells_all_the_record_knows(client: Client) -> None:
    outline = await page(client, "/angebote/o-0001")

    for known in (
        "Yoga für den Rücken",
        "Gymnastikraum, Waldstraße 8, 39340 Haldensleben",
        "72,00 €, ermäßigt 54,00 € (Schüler, Studierende, Bürgergeld)",
        "10 Termine",
        "Di., 24.11.2026, 18:00–19:30 Uhr",
        "ab 16 Jahren",
        "Angaben geprüft am 14.10.2026.",
        "Beispieldaten",
    ):
        assert known in outline.text
    assert {"/akteure/a-001", "tel:03023125001"} <= set(outline.links())


async def test_offer_page_says_that_it_is_cancelled(client: Client) -> None:
    outline = await page(client, "/angebote/x-off")

    assert "Abgesagt (Stand 01.11.2026)" in outline.text


async def test_offer_page_says_that_it_is_over(client: Client) -> None:
    outline = await page(client, "/angebote/x-over")

    assert "Dieses Angebot ist vorbei." in outline.text
    assert "Ein Termin" not in outline.text


@pytest.mark.parametrize("path", ["/angebote/x-hidden", "/akteure/x-2"])
async def test_hidden_address_shows_the_place_only(client: Client, path: str) -> None:
    outline = await page(client, path)

    assert "Barleben" in outline.text
    assert "Geheimer Weg" not in outline.text
    assert "39179" not in outline.text


async def test_offer_page_prefers_the_offers_own_contact(client: Client) -> None:
    outline = await page(client, "/angebote/x-hidden")

    calls = [link for link in outline.links() if link.startswith("tel:")]
    assert calls[0] == "tel:03023125777"


async def test_contact_falls_back_to_provider_and_office(
    client: Client, example_catalog: Catalog
) -> None:
    offer = Offer("o", "Ohne Kontakt", "kurs", "a")
    silent = Actor("a", "Verein", "verein")
    reachable = Actor("a", "Verein", "verein", phone="030 23125 555")

    provider = contact_of(example_catalog, offer, reachable)
    office = contact_of(example_catalog, offer, silent)

    assert (provider.name, provider.phone) == ("Verein", "030 23125 555")
    assert (office.is_office, office.phone) == (True, OFFICE_PHONE)


async def test_actor_page_tells_all_the_record_knows(client: Client) -> None:
    outline = await page(client, "/akteure/a-001")

    for known in (
        "Volkshochschule Börde (Beispiel)",
        "Bahnhofstraße 27, 39340 Haldensleben",
        "Mo, Di, Do 09:00–12:00 und 13:00–17:00 Uhr",
        "jetzt geschlossen",
        "Deutsch B1 am Vormittag",
        "Angaben geprüft am 25.09.2026.",
    ):
        assert known in outline.text
    assert "mailto:kontakt@vhs-boerde.example" in outline.links()


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/erfunden", "Diese Seite gibt es nicht."),
        ("/angebote/erfunden", "Dieses Angebot gibt es nicht oder nicht mehr."),
        ("/akteure/erfunden", "Diese Einrichtung gibt es nicht oder nicht mehr."),
    ],
)
async def test_missing_page_helps_on(client: Client, path: str, message: str) -> None:
    outline = await page(client, path, 404)

    assert message in outline.text
    assert OFFICE_PHONE in outline.text


@pytest.mark.parametrize(
    "path",
    ["/static/erfunden.css", "/static/", "/static/../app.py", "/static/%2e%2e/app.py"],
)
async def test_static_files_are_those_of_the_folder_only(
    client: Client, path: str
) -> None:
    response = await client.get(URL(path, encoded=True))

    assert response.status in {403, 404}


async def test_pages_say_when_the_database_is_gone(
    make_client: ClientMaker, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("empty") / "empty.sqlite"
    catalog = Catalog.open(CatalogSettings(database_url=f"sqlite:///{path}"))
    client = await make_client(catalog=catalog)

    outline = await page(client, "/suche?q=Yoga", 503)
    await page(client, "/chat")

    assert "Das Verzeichnis ist gerade nicht erreichbar." in outline.text
    catalog.close()


async def test_district_gives_the_colours(client: Client) -> None:
    response = await client.get("/static/district.css")

    assert response.content_type == "text/css"
    assert "--primary: #1b5e20;" in await response.text()


async def test_failure_is_told_without_details(
    make_client: ClientMaker, dialogue: FakeDialogue, caplog: pytest.LogCaptureFixture
) -> None:
    class BrokenCatalog(Catalog):
        def understand(self, sentence: str) -> None:  # type: ignore[override]
            if sentence:
                raise RuntimeError(sentence)

    broken = BrokenCatalog(CatalogSettings(database_url="sqlite://"))
    client = await make_client(catalog=broken)

    outline = await page(client, "/suche?q=Fahrradwerkstatt", 500)

    assert "Fahrradwerkstatt" not in outline.text
    assert "RuntimeError in GET /suche" in caplog.text
    ours = "\n".join(r.getMessage() for r in caplog.records if r.name[:4] == "bot.")
    assert "Fahrradwerkstatt" not in ours
    broken.close()


async def test_search_page_offers_other_ways_out(client: Client) -> None:
    outline = await page(client, "/suche?q=Töpfern in Zielitz am 3.2.2027 bis 5 Euro")
    # The first one is the filter that can be removed.
    _, link = [link for link in outline.links() if "ohne=price" in link]

    other = await page(client, link)

    assert "Oder lieber:" in outline.text
    assert "bis 5 €" not in other.text
    assert "03.02.2027" in other.text


async def test_search_page_asks_between_places_of_one_name(client: Client) -> None:
    outline = await page(client, "/suche?q=Yoga in Ammensleben")
    (link,) = [link for link in outline.links() if "mit=place" in link]

    other = await page(client, link)

    assert "Den Ort gibt es mehrmals." in outline.text
    assert "Klein Ammensleben" in other.text


async def test_impossible_condition_in_an_address_is_refused(client: Client) -> None:
    response = await client.get("/suche?q=Yoga&mit=radius:weit")

    assert response.status == 422
