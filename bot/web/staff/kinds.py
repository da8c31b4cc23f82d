"""Kinds of records and their addresses in the staff area."""

from __future__ import annotations

from urllib.parse import quote

from aiohttp import web

AREA = "/verwaltung"
PATHS = {"offer": "angebote", "actor": "akteure", "article": "texte", "word": "woerter"}
KINDS = {path: kind for kind, path in PATHS.items()}
KIND_PATTERN = "|".join(KINDS)


def record_path(kind: str, record_id: str, page: str = "") -> str:
    """Return the address of a page about a record."""
    found = f"{AREA}/{PATHS[kind]}/{quote(record_id, safe='')}"
    return f"{found}/{page}" if page else found


def asked_for(request: web.Request) -> tuple[str, str]:
    """Return kind and id of the record that an address names."""
    return asked_kind(request), request.match_info["id"]


def asked_kind(request: web.Request) -> str:
    """Return the kind of records that an address names."""
    return KINDS[request.match_info["kind"]]
