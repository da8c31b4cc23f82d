"""The staff area lets in who may, and takes only its own forms."""

from __future__ import annotations

import re
from ipaddress import ip_network

import pytest
from aiohttp import web

from bot.web.staff import texts
from bot.web.staff.routes import TABLE
from catalog import Action, Role
from tests.integration.web.staff_support import (
    ADMIN,
    EDITOR,
    OFFER,
    PASSWORD,
    SIGN_IN,
    forms,
)

GUARDED = [route for route in TABLE if route.role is not None]


def address(route):
    """Return an address that a route of the table answers."""
    values = {"id": "o-0001", "name": EDITOR, "key": "1"}
    path = re.sub(r"\{kind:.*?\}", "angebote", route.path)
    return re.sub(r"\{(\w+)(:.*?)?\}", lambda found: values[found[1]], path)


def named(route):
    return f"{route.method} {route.path}"


async def answers(person, routes, **options):
    """Return (route, response, text) for every route of some."""
    found = []
    for route in routes:
        response = await person.client.request(
            route.method, address(route), allow_redirects=False, **options
        )
        found.append((route, response, await response.text()))
    return found


async def test_no_page_without_a_session(make_person):
    nobody = await make_person()

    open_doors = [
        named(route)
        for route, response, text in await answers(nobody, GUARDED)
        if response.status != 303
        or not response.headers["Location"].startswith(SIGN_IN)
        or text
    ]

    assert open_doors == []


@pytest.mark.parametrize("path", ["/verwaltung/gibt-es-nicht", "/verwaltung/konten/"])
async def test_not_even_what_does_not_exist_is_told_without_a_session(
    make_person, path
):
    nobody = await make_person()

    response = await nobody.client.get(path, allow_redirects=False)

    assert response.status == 303


@pytest.mark.parametrize("name", [EDITOR, "Rita"])
async def test_no_action_without_the_role(make_person, name):
    person = await make_person(name)
    role = Role.EDITOR if name == EDITOR else Role.REVIEWER
    data = {"csrf": await person.csrf(), "version": "1"}
    beyond = [r for r in GUARDED if not role.includes(r.role)]

    refused = {
        named(route)
        for route, response, _ in await answers(person, beyond, data=data)
        if response.status == 403
    }

    assert refused == {named(r) for r in beyond}


async def test_every_route_of_the_area_is_in_the_table(make_person):
    person = await make_person()
    registered = {
        (route.method, route.resource.canonical)
        for route in person.client.server.app.router.routes()
        if route.resource and route.resource.canonical.startswith("/verwaltung")
    }

    known = {
        (r.method, web.DynamicResource(r.path).canonical if "{" in r.path else r.path)
        for r in TABLE
    }

    assert {(m, p) for m, p in registered if m != "HEAD"} == known


@pytest.mark.parametrize("sent", [None, "", "falsch", "ä"])
async def test_no_post_without_the_token_of_the_session(admin, sent):
    posts = [r for r in GUARDED if r.method == "POST"]
    data = {"version": "0"} | ({} if sent is None else {"csrf": sent})

    taken = [
        named(route)
        for route, response, text in await answers(admin, posts, data=data)
        if response.status != 403 or "kam nicht von dieser Website" not in text
    ]

    assert taken == []


async def test_the_token_of_another_session_does_not_help(make_person, admin):
    other = await make_person(ADMIN)

    response = await admin.client.post(
        "/verwaltung/abmelden", data={"csrf": await other.csrf()}
    )

    assert response.status == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
@pytest.mark.parametrize("path", ["/verwaltung/abmelden", SIGN_IN])
async def test_a_form_of_another_site_is_refused(admin, headers, path):
    response = await admin.client.post(
        path, data={"csrf": await admin.csrf()}, headers=headers
    )

    assert response.status == 403


async def other_name_signs_in(person):
    """Sign in again without signing out, as with an old tab."""
    jar = person.client.session.cookie_jar
    url = person.client.make_url("/verwaltung/")
    kept = {c.key: c.value for c in jar}
    jar.clear()
    found = forms(await person.page(SIGN_IN))[0]
    jar.update_cookies(kept, url)
    response = await person.client.post(
        SIGN_IN,
        data=found.filled(name=ADMIN, passwort=PASSWORD),
        allow_redirects=False,
    )
    assert response.status == 303


class TestSigningIn:
    async def test_leads_to_the_page_that_was_asked_for(self, make_person):
        person = await make_person()
        response = await person.client.get(f"{OFFER}?x=1", allow_redirects=False)
        page = await person.page(response.headers["Location"])
        found = forms(page)[0]

        response = await person.client.post(
            SIGN_IN,
            data=found.filled(name=EDITOR, passwort=PASSWORD),
            allow_redirects=False,
        )

        assert response.headers["Location"] == f"{OFFER}?x=1"

    @pytest.mark.parametrize(
        "wanted",
        [
            "https://evil.example/verwaltung/",
            "//evil.example/verwaltung/",
            "/\\evil.example",
            "/verwaltung/\\..\\..",
            "/suche",
            "/verwaltungen",
            "javascript:alert(1)",
            "/verwaltung/\r\nX: y",
        ],
    )
    async def test_never_leads_elsewhere(self, make_person, wanted):
        person = await make_person()
        found = forms(await person.page(SIGN_IN))[0]

        response = await person.client.post(
            SIGN_IN,
            data=found.filled(name=EDITOR, passwort=PASSWORD, weiter=wanted),
            allow_redirects=False,
        )

        assert response.headers["Location"] == "/verwaltung/"

    async def test_gives_a_cookie_no_script_can_read(self, make_person):
        person = await make_person()

        response = await person.sign_in(EDITOR)

        cookie = response.cookies["lernlotse_staff"]
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (
            True,
            "Lax",
            "/verwaltung",
        )
        assert cookie["secure"] == ""

    @pytest.mark.parametrize(
        ("trusted", "secure"), [("127.0.0.1/32", True), ("10.0.0.0/8", "")]
    )
    async def test_believes_only_a_trusted_proxy_that_it_is_https(
        self, make_person, trusted, secure
    ):
        person = await make_person(trusted_proxies=(ip_network(trusted),))
        found = forms(await person.page(SIGN_IN))[0]

        response = await person.client.post(
            SIGN_IN,
            data=found.filled(name=EDITOR, passwort=PASSWORD),
            headers={"X-Forwarded-Proto": "https"},
            allow_redirects=False,
        )

        assert response.cookies["lernlotse_staff"]["secure"] == secure

    async def test_gives_a_new_token_whatever_the_browser_came_with(
        self, make_person, staff_catalog
    ):
        person = await make_person(EDITOR)
        before = person.cookie()
        other = await make_person()
        other.client.session.cookie_jar.update_cookies(
            {"lernlotse_staff": "von-jemand-anderem-untergeschoben"},
            other.client.make_url("/verwaltung/"),
        )

        await other.sign_in(EDITOR)
        await other_name_signs_in(person)

        assert other.cookie() != "von-jemand-anderem-untergeschoben"
        assert person.cookie() != before
        assert staff_catalog.accounts.signed_in(before) is None

    async def test_form_needs_the_cookie_that_came_with_it(self, make_person):
        victim, attacker = await make_person(), await make_person()
        found = forms(await attacker.page(SIGN_IN))[0]

        response = await victim.client.post(
            SIGN_IN,
            data=found.filled(name=EDITOR, passwort=PASSWORD),
            allow_redirects=False,
        )

        assert response.status == 403
        assert "lernlotse_staff" not in response.cookies

    @pytest.mark.parametrize("name", [EDITOR, "Niemand"])
    async def test_does_not_tell_whether_the_name_exists(self, make_person, name):
        person = await make_person()

        response = await person.sign_in(name, "falsch")

        assert response.status == 403
        assert "Name oder Passwort stimmen nicht." in await response.text()

    async def test_slows_down_who_guesses(self, make_person):
        person = await make_person()
        for _ in range(5):
            await person.sign_in(EDITOR, "falsch")

        response = await person.sign_in(EDITOR)

        assert response.status == 429
        assert "Bitte warten Sie 15 Minuten" in await response.text()

    async def test_spaces_in_the_name_do_not_help_who_guesses(self, make_person):
        person = await make_person()
        for n in range(5):
            await person.sign_in(f"{' ' * n}{EDITOR}", "falsch")

        response = await person.sign_in(EDITOR)

        assert response.status == 429

    async def test_ends_with_signing_out(self, editor, staff_catalog):
        token = editor.cookie()

        page = await editor.done("/verwaltung/abmelden", "/verwaltung/konto")

        assert "Sie sind abgemeldet." in page
        assert staff_catalog.accounts.signed_in(token) is None

    async def test_stands_in_the_protocol(self, make_person, admin):
        person = await make_person()
        await person.sign_in(EDITOR, "falsch")
        await person.sign_in(EDITOR)

        page = await admin.page("/verwaltung/protokoll?art=account")

        assert page.count(">Anmeldung abgelehnt<") == 1
        assert page.count(">angemeldet<") == 2


async def test_pages_are_kept_nowhere_and_framed_nowhere(editor):
    response = await editor.client.get("/verwaltung/")

    policy = response.headers["Content-Security-Policy"]
    assert response.headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in policy
    assert "img-src 'self' data:" in policy
    assert "unsafe" not in policy


async def test_other_pages_do_not_get_the_policy_of_the_staff_area(editor):
    response = await editor.client.get("/suche")

    assert "data:" not in response.headers["Content-Security-Policy"]


async def test_a_form_may_be_long_but_not_endless(editor):
    found = forms(await editor.page(f"{OFFER}/bearbeiten"))[1]

    long = await editor.client.post(
        f"{OFFER}/bearbeiten",
        data=found.filled(beschreibung="Wort " * 20_000, schritt="speichern"),
        allow_redirects=False,
    )
    endless = await editor.client.post(
        f"{OFFER}/bearbeiten", data=found.filled(beschreibung="x" * 600_000)
    )

    assert long.status == 303
    assert endless.status == 413
    assert "Bitte kürzen Sie den Text" in await endless.text()


def test_every_action_has_a_german_name():
    assert [a for a in Action if not texts.has("action", a.value)] == []
