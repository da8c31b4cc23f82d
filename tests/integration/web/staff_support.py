"""Staff in front of a browser without scripts: they read forms and send them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient

from catalog import Catalog, Role

PASSWORD = "ein langes Passwort"
EDITOR, REVIEWER, ADMIN = "Anna", "Rita", "Chefin"
STAFF = {EDITOR: Role.EDITOR, REVIEWER: Role.REVIEWER, ADMIN: Role.ADMIN}
SIGN_IN = "/verwaltung/anmelden"
OFFER = "/verwaltung/angebote/o-0001"
TITLE = "Yoga für den Rücken"


@dataclass
class FoundForm:
    """A form of a page: where it goes and what stands in it."""

    action: str = ""
    method: str = "get"
    values: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def filled(self, **changed: str | list[str]) -> list[tuple[str, str]]:
        """Return what the form sends with some fields filled in otherwise."""
        kept = [(n, v) for n, v in self.values if n not in changed]
        for name, value in changed.items():
            values = value if isinstance(value, list) else [value]
            kept += [(name, one) for one in values]
        return kept


class _Forms(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[FoundForm] = []
        self._select: tuple[str, str | None] | None = None
        self._area: tuple[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        values = {name: value or "" for name, value in attrs}
        name, value = values.get("name", ""), values.get("value", "")
        if tag == "form":
            found = FoundForm(values.get("action", ""), values.get("method", "get"))
            self.forms.append(found)
        elif not self.forms:
            return
        elif tag == "input" and name:
            if values.get("type") not in ("checkbox", "radio") or "checked" in values:
                self.forms[-1].values.append((name, value))
        elif tag == "button" and name:
            self.forms[-1].buttons.append((name, value))
        elif tag == "select":
            self._select = (name, None)
        elif tag == "option" and self._select:
            if self._select[1] is None or "selected" in values:
                self._select = (self._select[0], value)
        elif tag == "textarea":
            self._area = (name, "")

    def handle_data(self, data: str) -> None:
        if self._area:
            self._area = (self._area[0], self._area[1] + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self._select:
            self.forms[-1].values.append((self._select[0], self._select[1] or ""))
            self._select = None
        elif tag == "textarea" and self._area:
            name, text = self._area
            self.forms[-1].values.append((name, text.removeprefix("\n")))
            self._area = None


def forms(page: str) -> list[FoundForm]:
    """Return the forms of a page."""
    parser = _Forms()
    parser.feed(page)
    return parser.forms


def form(page: str, action: str) -> FoundForm:
    """Return the form of a page that goes to an address."""
    return next(found for found in forms(page) if found.action == action)


@dataclass
class Person:
    """Somebody with a browser of their own."""

    client: TestClient[Any, Any]

    async def page(self, path: str, status: int = 200) -> str:
        """Return a page."""
        response = await self.client.get(path)
        text = await response.text()
        assert response.status == status, text
        return text

    async def sign_in(self, name: str, password: str = PASSWORD) -> ClientResponse:
        """Fill in the form for signing in."""
        found = form(await self.page(SIGN_IN), SIGN_IN)
        data = found.filled(name=name, passwort=password)
        return await self.client.post(SIGN_IN, data=data, allow_redirects=False)

    async def csrf(self) -> str:
        """Return the token that forms of this session carry."""
        found = form(await self.page("/verwaltung/konto"), "/verwaltung/abmelden")
        return dict(found.values)["csrf"]

    async def send(
        self, path: str, page: str | None = None, **changed: str | list[str]
    ) -> ClientResponse:
        """Open a page and send the form on it that goes to an address."""
        found = form(await self.page(page or path), path)
        data = found.filled(**changed)
        return await self.client.post(path, data=data, allow_redirects=False)

    async def done(
        self, path: str, page: str | None = None, **changed: str | list[str]
    ) -> str:
        """Send a form, follow where it leads, return the page there."""
        response = await self.send(path, page, **changed)
        assert response.status == 303, await response.text()
        return await self.page(response.headers["Location"])

    def cookie(self, name: str = "lernlotse_staff") -> str:
        """Return the value of a cookie."""
        return next(c.value for c in self.client.session.cookie_jar if c.key == name)


def add_staff(catalog: Catalog) -> None:
    """Add an account for each role."""
    for name, role in STAFF.items():
        catalog.accounts.add(name, role, PASSWORD)
