"""The chat's addresses: turns, tokens, forgetting, errors."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integration.web.conftest import Client, ClientMaker
from tests.unit.bot.web.support import MARKUP, OFFICE_PHONE, FakeDialogue

pytestmark = pytest.mark.asyncio

CHAT = "/api/v1/chat"


async def turn(client: Client, **body: Any) -> dict[str, Any]:
    """Post a turn and return the answer."""
    response = await client.post(CHAT, json=body)
    assert response.status == 200
    answer: dict[str, Any] = await response.json()
    return answer


async def test_message_is_answered_in_the_shape_of_the_chat(
    client: Client, dialogue: FakeDialogue
) -> None:
    offers = {"type": "offers", "total": 1, "items": [{"id": "o-1", "title": MARKUP}]}
    dialogue.messages = [{"text": "Das gibt es:"}, {"custom": offers}]

    answer = await turn(client, message="Töpfern", conversation=None)

    assert set(answer) == {"ok", "conversation", "replies"}
    assert answer["ok"] is True
    assert answer["replies"] == [{"type": "text", "text": "Das gibt es:"}, offers]
    assert [said for _, said in dialogue.said] == ["Töpfern"]


async def test_conversation_goes_on_with_its_token(
    client: Client, dialogue: FakeDialogue
) -> None:
    first = await turn(client, message="Töpfern")
    second = await turn(
        client, choice="remove:topic:toepfern", conversation=first["conversation"]
    )

    sender = dialogue.said[0][0]
    assert second["conversation"] == first["conversation"]
    assert dialogue.chosen == [(sender, "remove:topic:toepfern")]
    assert sender not in first["conversation"]


async def test_unknown_token_starts_a_new_conversation(
    client: Client, dialogue: FakeDialogue
) -> None:
    first = await turn(client, message="a")
    second = await turn(client, message="b", conversation="erfunden")

    senders = [sender for sender, _ in dialogue.said]
    assert senders[0] != senders[1]
    assert second["conversation"] not in ("erfunden", first["conversation"])


@pytest.mark.parametrize(
    "text", ["/restart", "/edit_search{}", "  /session_start", "//"]
)
async def test_slash_is_handed_on_as_plain_text(
    client: Client, dialogue: FakeDialogue, text: str
) -> None:
    await turn(client, message=text)
    await turn(client, choice=f"ask:{text}")

    assert [said for _, said in dialogue.said] == [text.strip()] * 2
    assert dialogue.chosen == []


async def test_markup_stays_text_on_the_way_to_the_dialogue(
    client: Client, dialogue: FakeDialogue
) -> None:
    await turn(client, message=MARKUP)

    assert dialogue.said[0][1] == MARKUP


@pytest.mark.parametrize(
    ("body", "status", "message"),
    [
        ({"message": "a" * 1001}, 422, "Ihre Nachricht ist zu lang."),
        ({"message": " "}, 422, "Bitte schreiben Sie etwas."),
        ({"message": 1}, 422, "„message“ muss ein Text sein."),
        ({"choice": "erfunden"}, 422, "Diese Auswahl gibt es nicht."),
        ({}, 422, "Bitte senden Sie entweder"),
        ([], 422, "Die Anfrage muss ein JSON-Objekt sein."),
    ],
)
async def test_impossible_turn_is_refused_in_german(
    client: Client,
    dialogue: FakeDialogue,
    assert_canonical_error: Any,
    body: Any,
    status: int,
    message: str,
) -> None:
    response = await client.post(CHAT, json=body)

    messages = await assert_canonical_error(response, status)
    assert messages[0].startswith(message)
    assert dialogue.said == []


async def test_body_without_json_is_refused(
    client: Client, assert_canonical_error: Any
) -> None:
    await assert_canonical_error(await client.post(CHAT, data=b"{Yoga"), 400)


async def test_endless_body_is_refused(
    client: Client, assert_canonical_error: Any
) -> None:
    response = await client.post(CHAT, json={"message": "a" * 70_000})

    await assert_canonical_error(response, 413)


async def test_other_method_is_refused(
    client: Client, assert_canonical_error: Any
) -> None:
    response = await client.get(CHAT)

    await assert_canonical_error(response, 405)
    assert response.headers["Allow"] == "POST"


async def test_unknown_address_of_the_api_is_an_api_error(
    client: Client, assert_canonical_error: Any
) -> None:
    await assert_canonical_error(await client.get("/api/v1/erfunden"), 404)


async def test_chat_without_rasa_names_the_office_and_recovers(
    client: Client, dialogue: FakeDialogue, assert_canonical_error: Any
) -> None:
    dialogue.is_down = True
    response = await client.post(CHAT, json={"message": "Yoga"})

    messages = await assert_canonical_error(response, 503)
    assert OFFICE_PHONE in messages[0]
    assert int(response.headers["Retry-After"]) > 0

    dialogue.is_down = False
    assert (await turn(client, message="Yoga"))["ok"] is True


async def test_delete_forgets_everywhere(
    client: Client, dialogue: FakeDialogue
) -> None:
    token = (await turn(client, message="a"))["conversation"]

    response = await client.delete(f"{CHAT}/{token}")

    assert (response.status, await response.json()) == (200, {"ok": True})
    assert dialogue.forgotten == [dialogue.said[0][0]]
    again = await turn(client, message="b", conversation=token)
    assert again["conversation"] != token
    assert dialogue.said[1][0] != dialogue.said[0][0]


async def test_delete_of_an_unknown_token_is_not_found(
    client: Client, dialogue: FakeDialogue, assert_canonical_error: Any
) -> None:
    await assert_canonical_error(await client.delete(f"{CHAT}/erfunden"), 404)

    assert dialogue.forgotten == []


async def test_delete_without_rasa_says_so(
    client: Client, dialogue: FakeDialogue, assert_canonical_error: Any
) -> None:
    token = (await turn(client, message="a"))["conversation"]
    dialogue.is_down = True

    response = await client.delete(f"{CHAT}/{token}")

    assert OFFICE_PHONE in (await assert_canonical_error(response, 503))[0]


async def test_address_has_a_rate_limit(
    make_client: ClientMaker, dialogue: FakeDialogue, assert_canonical_error: Any
) -> None:
    client = await make_client(rate_limit=2)
    for _ in range(2):
        await turn(client, message="a")

    response = await client.post(CHAT, json={"message": "b"})

    await assert_canonical_error(response, 429)
    assert 0 < int(response.headers["Retry-After"]) <= 60
    assert len(dialogue.said) == 2


async def test_forged_proxy_header_does_not_evade_the_limit(
    make_client: ClientMaker,
) -> None:
    client = await make_client(rate_limit=1)
    statuses = []
    for number in range(2):
        headers = {"X-Forwarded-For": f"198.51.100.{number}"}
        response = await client.post(CHAT, json={"message": "a"}, headers=headers)
        statuses.append(response.status)

    assert statuses == [200, 429]


async def test_conversation_outlives_the_web_process(
    make_client: ClientMaker, dialogue: FakeDialogue
) -> None:
    token = (await turn(await make_client(), message="a"))["conversation"]

    answer = await turn(await make_client(), message="b", conversation=token)

    assert answer["conversation"] == token
    assert dialogue.said[0][0] == dialogue.said[1][0]


async def test_nothing_that_people_write_is_logged(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    token = (await turn(client, message="Fahrradwerkstatt"))["conversation"]
    await client.get("/suche", params={"q": "Fahrradwerkstatt"})
    await client.delete(f"{CHAT}/{token}")

    ours = "\n".join(r.getMessage() for r in caplog.records if r.name[:4] == "bot.")
    assert "POST /api/v1/chat 200" in ours
    assert "DELETE /api/v1/chat/{token} 200" in ours
    assert "Fahrradwerkstatt" not in ours
    assert token not in ours
