"""Requests to the project's own address; never through a proxy."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def get_json(url: str, *, seconds: float) -> Any:
    """Return what an address answers.

    Raises:
        OSError, http.client.HTTPException, ValueError: it does not answer, answers an
            error, or no JSON.
    """
    with _OPENER.open(url, timeout=seconds) as response:
        return json.load(response)


def post_json(url: str, body: dict[str, Any], *, seconds: float) -> Any:
    """Send JSON and return the answer; raises as `get_json`."""
    request = urllib.request.Request(
        url,
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    with _OPENER.open(request, timeout=seconds) as response:
        return json.load(response)
