"""Offers as JSON, and whether the service is alive and ready."""

from __future__ import annotations

from typing import Any

import pytest

from bot.web.rasa_client import RasaStatus
from catalog import Catalog, Query, offer_card
from catalog import Settings as CatalogSettings
from tests.integration.web.conftest import Client, ClientMaker
from tests.unit.bot.web.support import FakeDialogue

pytestmark = pytest.mark.asyncio

OFFERS = "/api/v1/offers"


async def search(client: Client, **values: Any) -> dict[str, Any]:
    response = await client.get(OFFERS, params=values)
    assert response.status == 200
    answer: dict[str, Any] = await response.json()
    return answer


async def test_offers_are_those_of_the_catalog(
    client: Client, example_catalog: Catalog
) -> None:
    query = example_catalog.understand("Yoga in Haldensleben").query
    expected = example_catalog.search_offers(query)

    answer = await search(client, q="Yoga in Haldensleben")

    assert answer["ok"] is True
    assert answer["total"] == expected.total
    assert answer["items"] == [offer_card(hit) for hit in expected.items]
    assert answer["filters"] == [
        {"field": "topic", "value": "yoga", "label": "Yoga"},
        {"field": "place", "value": "15083270", "label": "Haldensleben +15 km"},
    ]
    assert (answer["relaxed"], answer["page"]) == ([], 1)


async def test_offers_leave_out_a_condition(client: Client) -> None:
    answer = await search(client, q="Yoga in Haldensleben", ohne="place:15083270")

    assert [item["field"] for item in answer["filters"]] == ["topic"]


async def test_offers_say_what_was_relaxed_on_every_page(client: Client) -> None:
    first = await search(client, q="Zeppelinkurs in Wefensleben")
    second = await search(client, q="Zeppelinkurs in Wefensleben", seite=2)

    assert first["relaxed"] == second["relaxed"]
    assert first["relaxed"][0]["field"] == "topic"
    assert len(second["items"]) == 5
    ids = [item["id"] for item in first["items"] + second["items"]]
    assert len(set(ids)) == 10


async def test_offers_say_which_words_were_corrected(client: Client) -> None:
    answer = await search(client, q="schwimmen in haldenslebn")

    assert answer["corrections"] == [
        {"typed": "haldenslebn", "read_as": "Haldensleben"}
    ]


async def test_offers_without_a_question_are_all(
    client: Client, example_catalog: Catalog
) -> None:
    everything = example_catalog.search_offers(Query())

    assert (await search(client))["total"] == everything.total > 300


async def test_offers_of_a_question_without_meaning_are_none(client: Client) -> None:
    answer = await search(client, q="???")

    assert (answer["total"], answer["items"], answer["filters"]) == (0, [], [])


@pytest.mark.parametrize(
    "values", [{"q": "a" * 1001}, {"q": "a", "seite": "0"}, {"q": "a", "ohne": "topic"}]
)
async def test_impossible_search_is_refused(
    client: Client, assert_canonical_error: Any, values: dict[str, str]
) -> None:
    await assert_canonical_error(await client.get(OFFERS, params=values), 422)


async def test_offers_without_a_database_are_unavailable(
    make_client: ClientMaker,
    assert_canonical_error: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    path = tmp_path_factory.mktemp("empty") / "empty.sqlite"
    catalog = Catalog.open(CatalogSettings(database_url=f"sqlite:///{path}"))
    client = await make_client(catalog=catalog)

    response = await client.get(OFFERS, params={"q": "Yoga"})

    await assert_canonical_error(response, 503)
    assert "Retry-After" in response.headers
    ready = await client.get("/readyz")
    assert (ready.status, (await ready.json())["database"]) == (503, False)
    catalog.close()


async def test_healthz_answers_while_rasa_is_down(
    client: Client, dialogue: FakeDialogue
) -> None:
    dialogue.is_down = True

    response = await client.get("/healthz")

    assert (response.status, await response.json()) == (200, {"ok": True})


async def test_readyz_is_ready_when_everything_is(client: Client) -> None:
    response = await client.get("/readyz")

    body = await response.json()
    assert response.status == 200
    assert len(body.pop("catalog")) == 16
    assert body == {
        "ok": True,
        "status": 200,
        "database": True,
        "model": True,
        "actions": True,
    }


@pytest.mark.parametrize(
    ("is_down", "status", "missing"),
    [
        (True, RasaStatus(has_model=True, has_actions=True), {"model", "actions"}),
        (False, RasaStatus(has_model=False, has_actions=True), {"model"}),
        (False, RasaStatus(has_model=True, has_actions=False), {"actions"}),
    ],
)
async def test_readyz_names_what_is_missing(
    client: Client,
    dialogue: FakeDialogue,
    is_down: bool,
    status: RasaStatus,
    missing: set[str],
) -> None:
    dialogue.is_down, dialogue.rasa_status = is_down, status

    response = await client.get("/readyz")
    body = await response.json()

    assert response.status == 503
    parts = ("database", "model", "actions")
    assert {part for part in parts if not body[part]} == missing


async def test_probes_are_not_limited(make_client: ClientMaker) -> None:
    client = await make_client(rate_limit=1)

    statuses = [(await client.get("/readyz")).status for _ in range(5)]

    assert statuses == [200] * 5
