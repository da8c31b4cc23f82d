"""Lists of records, and what the quality check found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from aiohttp import web

from bot.web.staff import keys, texts
from bot.web.staff.kinds import AREA, PATHS, asked_kind
from bot.web.staff.pages import show
from bot.web.staff.requests import page_number
from bot.web.threads import ask_catalog
from catalog import Catalog, ListPage, ListState

PAGE = 50
LONGEST_TEXT = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list shows: what was searched for, which state, which page."""

    kind: str
    text: str
    state: ListState
    page: int

    @classmethod
    def of(cls, request: web.Request) -> Wanted:
        """Read an address; what is impossible in it means nothing."""
        query = request.query
        known = {state.value: state for state in ListState}
        return cls(
            asked_kind(request),
            query.get("q", "").replace("\x00", "").strip()[:LONGEST_TEXT],
            known.get(query.get("stand", ""), ListState.ALL),
            page_number(request),
        )

    def url(self, page: int | str) -> str:
        """Return the address of another page of the same list."""
        pairs = {"q": self.text, "stand": self.state.value, "seite": str(page)}
        return f"{AREA}/{PATHS[self.kind]}?{urlencode(pairs)}"


async def record_list(request: web.Request) -> web.Response:
    """Show the records of a kind."""
    wanted = Wanted.of(request)
    found = await ask_catalog(request, _page, wanted)
    return await show(
        request,
        "list.html",
        wanted=wanted,
        found=found,
        pages=max(1, -(-found.total // PAGE)),
        all_states=list(ListState),
    )


async def findings_page(request: web.Request) -> web.Response:
    """Show what the quality check found, one kind of finding at a time."""
    findings = await request.app[keys.FINDINGS].get()
    problem = request.query.get("art", "")
    shown = [
        f
        for f in findings or ()
        if f.problem == problem or not texts.has("finding", problem)
    ]
    number = page_number(request)
    return await show(
        request,
        "findings.html",
        is_ready=findings is not None,
        counts=Counter(f.problem for f in findings or ()).most_common(),
        problem=problem if texts.has("finding", problem) else "",
        found=shown[(number - 1) * PAGE : number * PAGE],
        total=len(shown),
        number=number,
        pages=max(1, -(-len(shown) // PAGE)),
    )


def _page(catalog: Catalog, wanted: Wanted) -> ListPage:
    return catalog.overview.page(
        wanted.kind,
        text=wanted.text,
        state=wanted.state,
        number=wanted.page,
        size=PAGE,
    )
