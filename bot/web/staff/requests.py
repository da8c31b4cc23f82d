"""What a request to the staff area says, and how it is refused."""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import web

from bot.web.staff import texts
from bot.web.staff.cookies import AREA

LAST_PAGE = 10_000


class Refused(Exception):
    """Raised when the staff area refuses a request; `message` is German."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(f"{status}")
        self.status = status
        self.message = message


def is_in_area(path: str) -> bool:
    """Whether an address belongs to the staff area."""
    return path == AREA or path.startswith(f"{AREA}/")


def own_path(wanted: str) -> str:
    """Return where to go after signing in: only ever a page of the staff area."""
    is_plain = wanted.isascii() and wanted.isprintable() and "\\" not in wanted
    is_own = is_in_area(urlsplit(wanted).path) and wanted.startswith(f"{AREA}/")
    return wanted if is_plain and is_own else f"{AREA}/"


async def posted(request: web.Request) -> dict[str, str]:
    """Return the texts of a form, the first of each name; files are left out."""
    try:
        values = await request.post()
    except (LookupError, ValueError) as error:
        raise Refused(400, texts.text("problem", "bad_request")) from error
    found: dict[str, str] = {}
    for name, value in values.items():
        if isinstance(value, str):
            found.setdefault(name, value)
    return found


def page_number(request: web.Request) -> int:
    """Return the page of a list that an address asks for."""
    value = request.query.get("seite", "1")
    is_number = value.isascii() and value.isdigit() and len(value) <= 5
    return min(max(int(value), 1), LAST_PAGE) if is_number else 1


def version_of(values: dict[str, str]) -> int:
    """Return the version of the draft that a form was made for."""
    value = values.get("version", "")
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise Refused(400, texts.text("problem", "bad_request"))
    return int(value)
