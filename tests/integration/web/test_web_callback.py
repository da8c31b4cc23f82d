"""The callback slip from the form to the mail of the office, over a real mail server."""

from __future__ import annotations

import asyncio
import dataclasses
import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import FormData
from aiohttp.test_utils import TestClient, TestServer

from bot.smtp_server import Encryption, SmtpServer
from bot.web import keys
from bot.web.app import create_app
from bot.web.callback import outbox as outbox_module
from bot.web.callback import tokens as tokens_module
from catalog import Catalog
from tests.integration.web.conftest import Client, ClientMaker
from tests.mail_server import (
    ARRIVES_WITHIN_SECONDS,
    Mailbox,
    free_port,
    guarded_mail_server,
    mail_server,
    write_certificate,
)
from tests.outline import (
    Outline,
    assert_is_well_built,
    assert_loads_nothing_of_others,
)
from tests.unit.bot.web.support import (
    MARKUP,
    OFFICE_PHONE,
    FakeDialogue,
    web_settings,
)

pytestmark = pytest.mark.asyncio

ADDRESS, THANKS = "/rueckruf", "/rueckruf/danke"
OFFICE = "bildungsbuero@bildung-boerde.example"
FILLED = {
    "name": "Ayşe Müller",
    "telefon": "030 23125 555",
    "email": "ayse@example.org",
    "erreichbar": "werktags ab 10 Uhr",
    "anliegen": "Töpfern · Barleben\nfür zwei Kinder",
    "einwilligung": "ja",
}
PERSONAL = ("Ayşe", "Müller", "23125 555", "ayse@", "ab 10 Uhr", "Barleben")


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def smtp(port: int) -> SmtpServer:
    return SmtpServer("127.0.0.1", port, Encryption.IF_OFFERED)


@pytest.fixture
def mailbox(port: int) -> Iterator[Mailbox]:
    """A mail server that runs."""
    with mail_server(port) as box:
        yield box


@pytest_asyncio.fixture
async def desk(make_client: ClientMaker, smtp: SmtpServer) -> Client:
    """A web service that takes callbacks; no mail server runs unless `mailbox` does."""
    return await make_client(smtp=smtp)


@pytest_asyncio.fixture
async def make_service(
    example_catalog: Catalog, dialogue: FakeDialogue, tmp_path: Path
) -> AsyncIterator[Any]:
    """Starts services that a test ends itself; failed letters are due at once."""
    running: list[Client] = []

    async def make(**changed: Any) -> Client:
        app = create_app(
            web_settings(tmp_path, **changed),
            catalog=example_catalog,
            rasa=dialogue,
            pause=lambda _tries: 0.02,
        )
        client: Client = TestClient(TestServer(app))
        await client.start_server()
        running.append(client)
        return client

    yield make
    for client in running:
        await client.close()


async def read(
    client: Client, path: str = ADDRESS, *, status: int = 200
) -> tuple[Outline, str]:
    response = await client.get(path)
    raw = await response.text()
    assert response.status == status, raw
    return Outline(raw), raw


async def post(
    client: Client, values: dict[str, str], *, status: int = 200, **options: Any
) -> tuple[Outline, str]:
    response = await client.post(ADDRESS, data=values, allow_redirects=False, **options)
    raw = await response.text()
    assert response.status == status, raw
    return Outline(raw), raw


def hidden(outline: Outline) -> dict[str, str]:
    """Return what a browser would send besides the button."""
    return {
        str(field["name"]): str(field["value"] or "")
        for field in outline.all("input")
        if field.get("type") == "hidden"
    }


async def confirmed(client: Client, **changed: str) -> dict[str, str]:
    """Fill in the form and return what "Absenden" sends."""
    outline, _ = await post(client, FILLED | changed)
    return hidden(outline) | {"schritt": "senden"}


def waiting(client: Client) -> int:
    return client.server.app[keys.CALLBACK_DESK].outbox.counts()["waiting"]


async def until_delivered(client: Client) -> None:
    """Wait for the courier to note what the mail server took."""
    async with asyncio.timeout(ARRIVES_WITHIN_SECONDS):
        while waiting(client):  # noqa: ASYNC110 -- the product tells nobody
            await asyncio.sleep(0.01)


def bytes_below(folder: Path) -> bytes:
    return b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())


# The form


async def test_form_asks_for_little(desk: Client) -> None:
    outline, _ = await read(desk)

    assert_is_well_built(outline)
    assert_loads_nothing_of_others(outline)
    (form,) = outline.all("form")
    assert (form["action"], form["method"]) == (ADDRESS, "post")
    fields = [*outline.all("input"), *outline.all("textarea")]
    assert {str(field["id"]) for field in fields} == {*FILLED, "homepage"}
    labelled = {label["for"] for label in outline.all("label")}
    assert {field["id"] for field in fields} == labelled
    required = {field["id"] for field in fields if "required" in field}
    assert required == {"name", "telefon", "einwilligung"}
    filled_by = {name: outline.with_id(name)["autocomplete"] for name in FILLED
                 if name != "einwilligung"}  # fmt: skip
    assert filled_by == {
        "name": "name",
        "telefon": "tel",
        "email": "email",
        "erreichbar": "off",
        "anliegen": "off",
    }
    for field in fields:
        for hint in str(field.get("aria-describedby") or "").split():
            assert hint in outline.ids()


async def test_form_names_office_hours_and_what_happens(desk: Client) -> None:
    outline, _ = await read(desk)

    assert OFFICE_PHONE in outline.text
    assert "Mo 09:00–12:00 Uhr; Di, Do 09:00–12:00 und 13:00–17:00 Uhr" in outline.text
    assert "spätestens nach 14 Tagen" in outline.text
    assert "Bildungsbüro Landkreis Börde" in outline.text


async def test_form_is_filled_with_the_search(desk: Client) -> None:
    _, raw = await read(desk, f"{ADDRESS}?anliegen=T%C3%B6pfern+%C2%B7+Barleben")

    assert ">\nTöpfern · Barleben</textarea>" in raw


async def test_matter_of_the_address_is_text_of_limited_length(desk: Client) -> None:
    response = await desk.get(ADDRESS, params={"anliegen": f"</textarea>{MARKUP}"})
    raw = await response.text()
    long = await desk.get(ADDRESS, params={"anliegen": "ä" * 600})

    assert MARKUP not in raw
    assert "&lt;/textarea&gt;&lt;script&gt;" in raw
    assert "ä" * 500 + "</textarea>" in await long.text()


async def test_nothing_is_kept_by_browsers_and_no_cookie_is_set(
    desk: Client, mailbox: Mailbox
) -> None:
    send = await confirmed(desk)
    answers = [
        await desk.get(ADDRESS),
        await desk.post(ADDRESS, data=FILLED),
        await desk.post(ADDRESS, data={}),
        await desk.post(ADDRESS, data=send, allow_redirects=False),
        await desk.get(THANKS),
    ]

    assert [answer.status for answer in answers] == [200, 200, 422, 303, 200]
    for answer in answers:
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert "Set-Cookie" not in answer.headers


# What is wrong with it


async def test_empty_form_is_answered_with_links_to_the_fields(desk: Client) -> None:
    outline, _ = await post(desk, {"schritt": "pruefen"}, status=422)

    assert_is_well_built(outline)
    assert "Fehler: Rückruf anfordern" in outline.text
    (summary,) = [a for _, a in outline.tags if a.get("role") == "alert"]
    assert summary["tabindex"] == "-1"
    assert "autofocus" in summary
    assert [link for link in outline.links() if link.startswith("#")] == [
        "#inhalt",
        "#name",
        "#telefon",
        "#einwilligung",
    ]
    for name in ("name", "telefon", "einwilligung"):
        field = outline.with_id(name)
        assert field["aria-invalid"] == "true"
        assert f"{name}-fehler" in str(field["aria-describedby"]).split()
        outline.with_id(f"{name}-fehler")
    assert "aria-invalid" not in outline.with_id("email")


async def test_wrong_form_keeps_what_was_written(desk: Client) -> None:
    outline, raw = await post(desk, FILLED | {"telefon": "555"}, status=422)

    values = {name: outline.with_id(name).get("value") for name in FILLED}
    assert values == {
        "name": "Ayşe Müller",
        "telefon": "555",
        "email": "ayse@example.org",
        "erreichbar": "werktags ab 10 Uhr",
        "anliegen": None,
        "einwilligung": "ja",
    }
    assert "Töpfern · Barleben\nfür zwei Kinder</textarea>" in raw
    assert "checked" in outline.with_id("einwilligung")
    assert "mit Vorwahl" in outline.text


@pytest.mark.parametrize("name", ["name", "telefon", "email", "erreichbar", "anliegen"])
async def test_markup_stays_text(desk: Client, name: str) -> None:
    _, wrong = await post(desk, {name: f'">{MARKUP}'}, status=422)
    assert MARKUP not in wrong

    if name not in {"telefon", "email"}:
        outline, shown = await post(desk, FILLED | {name: f'">{MARKUP}'})
        assert MARKUP not in shown
        assert hidden(outline)[name] == f'">{MARKUP}'


async def test_trap_is_emptied_and_said(desk: Client) -> None:
    filled = FILLED | {"homepage": "https://casino.example"}
    outline, raw = await post(desk, filled, status=422)

    assert "Ein verstecktes Feld war ausgefüllt" in outline.text
    assert "casino" not in raw
    assert outline.with_id("homepage")["tabindex"] == "-1"


async def test_sending_with_the_trap_filled_sends_nothing(desk: Client) -> None:
    send = await confirmed(desk)

    await post(desk, send | {"homepage": "x"}, status=422)

    assert waiting(desk) == 0


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({"Content-Type": "application/x-www-form-urlencoded"}, b"name=\xff", 400),
        ({"Content-Type": "multipart/form-data"}, b"--x", 400),
        ({"Content-Type": "application/json"}, b'{"name": "A"}', 422),
        (
            {"Content-Type": "application/x-www-form-urlencoded; charset=klingon"},
            b"name=a",
            400,
        ),
        ({"Content-Type": "application/x-www-form-urlencoded"}, b"a" * 70_000, 413),
    ],
)
async def test_strange_bodies_are_refused(
    desk: Client, headers: dict[str, str], body: bytes, status: int
) -> None:
    response = await desk.post(ADDRESS, data=body, headers=headers)

    assert response.status == status
    assert response.content_type == "text/html"


async def test_a_file_is_no_text(desk: Client) -> None:
    form = FormData(FILLED)
    form.add_field("name", b"Datei", filename="name.txt")
    response = await desk.post(ADDRESS, data=form)

    assert "Datei" not in await response.text()


# Confirmation


async def test_everything_is_shown_before_it_is_sent(
    desk: Client, mailbox: Mailbox
) -> None:
    outline, _ = await post(desk, FILLED | {"schritt": "pruefen"})

    assert_is_well_built(outline)
    assert "Stimmt das so?" in outline.text
    for value in FILLED.values():
        assert value in outline.text
    buttons = [(b["name"], b["value"]) for b in outline.all("button")]
    assert buttons == [("schritt", "senden"), ("schritt", "aendern")]
    assert mailbox.mails.empty()
    assert waiting(desk) == 0


async def test_empty_fields_are_shown_as_such(desk: Client) -> None:
    outline, _ = await post(desk, FILLED | {"email": "", "erreichbar": ""})

    assert outline.text.count("keine Angabe") == 2


async def test_change_leads_back_to_the_filled_form(desk: Client) -> None:
    send = await confirmed(desk)

    outline, raw = await post(desk, send | {"schritt": "aendern"})

    assert outline.with_id("name")["value"] == "Ayşe Müller"
    assert "checked" in outline.with_id("einwilligung")
    assert "Töpfern · Barleben\nfür zwei Kinder</textarea>" in raw
    assert "role" not in outline.all("div")[0]


@pytest.mark.parametrize("name", [*FILLED])
async def test_only_what_was_shown_can_be_sent(desk: Client, name: str) -> None:
    send = await confirmed(desk)
    other = {"telefon": "030 23125 666", "email": "b@example.org", "einwilligung": ""}
    changed = send | {name: other.get(name, "anders")}

    outline, _ = await post(desk, changed, status=422)

    assert "role" in str(outline.tags)
    assert waiting(desk) == 0


@pytest.mark.parametrize("token", [None, "", "erfunden", "A" * 50])
async def test_unknown_token_asks_for_confirmation_again(
    desk: Client, mailbox: Mailbox, token: str | None
) -> None:
    send = await confirmed(desk)
    del send["bestaetigung"]
    if token is not None:
        send["bestaetigung"] = token

    outline, _ = await post(desk, send, status=422)
    await post(desk, hidden(outline) | {"schritt": "senden"}, status=303)

    assert "Es ist noch nichts gesendet." in outline.text
    assert "Ayşe Müller" in (await mailbox.next_mail()).get_content()
    assert mailbox.mails.empty()


async def test_old_token_asks_for_confirmation_again(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = await confirmed(desk)
    monkeypatch.setattr(tokens_module, "LIFETIME_SECONDS", 0)

    outline, _ = await post(desk, send, status=422)

    assert "Diese Seite war lange offen" in outline.text
    assert waiting(desk) == 0


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Origin": "https://boese.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({}, 200),
    ],
)
async def test_forms_of_other_sites_are_refused(
    desk: Client, headers: dict[str, str], status: int
) -> None:
    await post(desk, FILLED, status=status, headers=headers)


async def test_own_origin_is_accepted(desk: Client) -> None:
    own = f"http://{desk.host}:{desk.port}"

    await post(desk, FILLED, headers={"Origin": own})


# Delivery


async def test_slip_arrives_as_a_mail(desk: Client, mailbox: Mailbox) -> None:
    send = await confirmed(desk)
    response = await desk.post(ADDRESS, data=send, allow_redirects=False)
    recipients, mail = await mailbox.next_delivery()

    assert (response.status, response.headers["Location"]) == (303, THANKS)
    assert recipients == [OFFICE]
    assert mail["To"] == OFFICE
    assert mail["From"] == f"Lernlotse <{OFFICE}>"
    assert str(mail["Subject"]).startswith("Bitte um Rückruf vom ")
    lines = mail.get_content().splitlines()
    assert lines[:7] == [
        "Guten Tag,",
        "",
        "über den Lernlotsen (Landkreis Börde) bittet jemand um einen Rückruf.",
        "",
        "Name:       Ayşe Müller",
        "Telefon:    030 23125 555",
        "E-Mail:     ayse@example.org",
    ]
    assert lines[7] == "Erreichbar: werktags ab 10 Uhr"
    assert lines[10:13] == ["Anliegen:", "> Töpfern · Barleben", "> für zwei Kinder"]


async def test_thanks_page_says_what_happens_next(desk: Client) -> None:
    outline, _ = await read(desk, THANKS)

    assert_is_well_built(outline)
    assert "Bildungsbüro Landkreis Börde" in outline.text
    assert OFFICE_PHONE in outline.text
    assert "Mo 09:00–12:00 Uhr" in outline.text
    assert "öffnet Mo., 23.11.2026, 09:00–12:00 Uhr" in outline.text


async def test_settings_choose_who_gets_it_and_from_whom(
    make_client: ClientMaker, smtp: SmtpServer, mailbox: Mailbox
) -> None:
    client = await make_client(
        smtp=smtp,
        callback_to="rueckruf@kreis.example",
        mail_from="lotse@kreis.example",
    )
    await post(client, await confirmed(client), status=303)

    mail = await mailbox.next_mail()
    assert mail["To"] == "rueckruf@kreis.example"
    assert mail["From"] == "Lernlotse <lotse@kreis.example>"
    assert str(mail["Message-ID"]).endswith("@kreis.example>")


async def test_double_submit_sends_once(desk: Client, mailbox: Mailbox) -> None:
    send = await confirmed(desk)
    for _ in range(3):
        await post(desk, send, status=303)
    await mailbox.next_mail()
    await post(desk, send, status=303)
    await post(desk, await confirmed(desk, name="Danach"), status=303)

    assert "Danach" in (await mailbox.next_mail()).get_content()
    assert mailbox.mails.empty()


@pytest.mark.parametrize("name", ["name", "email", "erreichbar", "anliegen"])
async def test_no_header_and_no_recipient_can_be_added(
    desk: Client, mailbox: Mailbox, name: str
) -> None:
    evil = "a@example.org\r\nBcc: boese@example.org\r\n\r\n.\r\nRCPT TO:<x@example.org>"
    if name == "email":
        await post(desk, FILLED | {name: evil}, status=422)
        return
    await post(desk, await confirmed(desk, **{name: evil}), status=303)

    recipients, mail = await mailbox.next_delivery()
    assert recipients == [OFFICE]
    assert set(mail.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted",
        "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
    }  # fmt: skip
    starts = [line.split(":")[0] for line in mail.get_content().splitlines()]
    assert not {"Bcc", "RCPT TO", "."} & set(starts)


async def test_markup_arrives_as_it_was_written(desk: Client, mailbox: Mailbox) -> None:
    await post(desk, await confirmed(desk, name=MARKUP), status=303)

    mail = await mailbox.next_mail()
    assert mail.get_content_type() == "text/plain"
    assert f"Name:       {MARKUP}" in mail.get_content()


async def test_slip_waits_while_the_mail_server_is_down(
    make_service: Any, smtp: SmtpServer, port: int
) -> None:
    client = await make_service(smtp=smtp)
    await post(client, await confirmed(client), status=303)
    assert waiting(client) == 1

    with mail_server(port) as mailbox:
        mail = await mailbox.next_mail()

    assert "Ayşe Müller" in mail.get_content()


async def test_slip_waits_while_the_mail_server_refuses(
    make_service: Any, smtp: SmtpServer, mailbox: Mailbox
) -> None:
    mailbox.reply = "451 Try again later"
    client = await make_service(smtp=smtp)
    await post(client, await confirmed(client), status=303)
    assert waiting(client) == 1

    mailbox.reply = "250 OK"

    assert "Ayşe Müller" in (await mailbox.next_mail()).get_content()


async def test_slip_outlives_the_process(
    make_service: Any, smtp: SmtpServer, port: int
) -> None:
    first = await make_service(smtp=smtp)
    await post(first, await confirmed(first), status=303)
    await first.close()

    second = await make_service(smtp=smtp)
    assert waiting(second) == 1
    with mail_server(port) as mailbox:
        mail = await mailbox.next_mail()

    assert "Ayşe Müller" in mail.get_content()


async def test_slip_given_up_is_counted_and_tried_after_a_restart(
    make_service: Any, smtp: SmtpServer, port: int
) -> None:
    first = await make_service(smtp=smtp)
    outbox = first.server.app[keys.CALLBACK_DESK].outbox
    outbox.put("alt", "Ayşe Müller")
    outbox.give_up("alt")
    ready = await first.get("/readyz")
    assert ready.status == 200
    assert (await ready.json())["callbacks"] == {"waiting": 0, "failed": 1}
    await first.close()

    with mail_server(port) as mailbox:
        await make_service(smtp=smtp)
        assert "Ayşe Müller" in (await mailbox.next_mail()).get_content()


async def test_login_happens_over_tls_only(
    make_client: ClientMaker,
    port: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    certificate = tmp_path / "mail.pem"
    write_certificate(certificate)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    user = "lotse@kreis.example"
    smtp = SmtpServer("127.0.0.1", port, Encryption.STARTTLS, user, "geheim")
    with guarded_mail_server(port, certificate, user, "geheim") as mailbox:
        client = await make_client(smtp=smtp)
        await post(client, await confirmed(client), status=303)
        mail = await mailbox.next_mail()

    assert mail["From"] == f"Lernlotse <{user}>"


async def test_nothing_is_sent_in_the_clear_where_tls_is_wanted(
    make_client: ClientMaker, smtp: SmtpServer, mailbox: Mailbox
) -> None:
    strict = dataclasses.replace(smtp, encryption=Encryption.STARTTLS)
    client = await make_client(smtp=strict)
    desk = client.server.app[keys.CALLBACK_DESK]
    desk.outbox.put("a", "Ayşe Müller")

    await desk.courier.deliver_due()

    assert mailbox.mails.empty()
    assert waiting(client) == 1


# Limits


async def test_address_sends_a_few_slips_an_hour(
    make_client: ClientMaker, smtp: SmtpServer, mailbox: Mailbox
) -> None:
    client = await make_client(smtp=smtp, rate_limit=1000)
    send = await confirmed(client)
    statuses = [
        (await client.post(ADDRESS, data=send, allow_redirects=False)).status
        for _ in range(10)
    ]
    refused = await client.post(ADDRESS, data=send, allow_redirects=False)

    assert statuses == [303] * 10
    assert refused.status == 429
    assert int(refused.headers["Retry-After"]) > 3000
    assert OFFICE_PHONE in await refused.text()


async def test_form_counts_for_the_rate_limit(
    make_client: ClientMaker, smtp: SmtpServer
) -> None:
    client = await make_client(smtp=smtp, rate_limit=2)

    statuses = [(await client.get(ADDRESS)).status for _ in range(3)]

    assert statuses == [200, 200, 429]


async def test_full_outbox_is_said_with_the_phone_number(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = await confirmed(desk)
    monkeypatch.setattr(outbox_module, "MOST_WAITING", 0)

    outline, _ = await post(desk, send, status=503)

    assert "können wir gerade nicht annehmen" in outline.text
    assert OFFICE_PHONE in outline.text


# What stays


async def test_nothing_of_a_slip_stays_once_it_is_delivered(
    desk: Client,
    dialogue: FakeDialogue,
    mailbox: Mailbox,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    caplog.set_level(logging.DEBUG, logger="aiohttp")
    await post(desk, await confirmed(desk), status=303)
    await mailbox.next_mail()
    await until_delivered(desk)
    await desk.close()

    kept = bytes_below(tmp_path)
    ours = [r for r in caplog.records if not r.name.startswith("mail.")]
    logged = "\n".join(r.getMessage() for r in ours)
    assert "POST /rueckruf 303" in logged
    assert "is delivered" in logged
    for text in PERSONAL:
        assert text not in logged
        assert text.encode() not in kept
    assert (dialogue.said, dialogue.chosen) == ([], [])


async def test_failure_while_sending_says_nothing_of_the_slip(
    desk: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    send = await confirmed(desk)
    outbox = desk.server.app[keys.CALLBACK_DESK].outbox

    def broken(_letter_id: str, text: str) -> None:
        raise RuntimeError(text)

    monkeypatch.setattr(outbox, "put", broken)
    outline, raw = await post(desk, send, status=500)

    assert OFFICE_PHONE in outline.text
    ours = "\n".join(r.getMessage() for r in caplog.records if r.name[:4] == "bot.")
    assert "RuntimeError in POST /rueckruf" in ours
    for text in PERSONAL:
        assert text not in ours
        assert text not in raw


# Without a mail server


@pytest.mark.parametrize("path", [ADDRESS, THANKS])
async def test_without_a_mail_server_the_phone_number_is_there(
    client: Client, path: str
) -> None:
    outline, _ = await read(client, path, status=404)

    assert_is_well_built(outline)
    assert "Einen Rückruf können Sie hier nicht anfordern" in outline.text
    assert OFFICE_PHONE in outline.text
    assert "Mo 09:00–12:00 Uhr" in outline.text
    assert outline.all("form") == []


async def test_without_a_mail_server_nothing_is_taken(
    client: Client, tmp_path: Path
) -> None:
    await post(client, FILLED, status=404)

    assert not (tmp_path / "outbox.sqlite").exists()


@pytest.mark.parametrize("path", ["/", "/suche?q=Flugkurs+in+Wefensleben"])
async def test_pages_offer_a_callback_only_where_there_is_one(
    client: Client, desk: Client, path: str
) -> None:
    without, _ = await read(client, path)
    with_desk, _ = await read(desk, path)

    assert [link for link in without.links() if link.startswith(ADDRESS)] == []
    assert ADDRESS in with_desk.links()


async def test_search_page_fills_in_the_matter(desk: Client) -> None:
    outline, _ = await read(desk, "/suche?q=Töpfern in Barleben")

    links = [link for link in outline.links() if link.startswith(ADDRESS)]
    assert links[0].startswith(f"{ADDRESS}?anliegen=T%C3%B6pfern+%C2%B7+Barleben")


async def test_chat_links_to_the_form_only_where_there_is_one(
    client: Client, desk: Client, dialogue: FakeDialogue
) -> None:
    said = {"type": "callback", "conditions": "Töpfern · Barleben"}
    dialogue.messages = [{"text": "Gern."}, {"custom": said}]
    body = {"message": "rückruf", "conversation": None}

    without = await (await client.post("/api/v1/chat", json=body)).json()
    with_desk = await (await desk.post("/api/v1/chat", json=body)).json()

    text = {"type": "text", "text": "Gern."}
    url = "/rueckruf?anliegen=T%C3%B6pfern+%C2%B7+Barleben"
    assert without["replies"] == [text]
    assert with_desk["replies"] == [
        text,
        {"type": "links", "items": [{"label": "Rückruf anfordern", "url": url}]},
    ]
