"""Tokens that let what was shown for confirmation be sent once, within an hour."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
import time
from collections.abc import Callable

ID_BYTES = 16
STAMP_BYTES = 5
SIGNATURE_BYTES = 16
LIFETIME_SECONDS = 3600


class ConfirmationTokens:
    """Issues tokens for what a person saw, and reads them back.

    Each carries an id of its own; who keeps the ids that were used sends once.

    Args:
        key: Signs the tokens.
        clock: Tells the seconds since the epoch.
    """

    def __init__(self, key: bytes, *, clock: Callable[[], float] = time.time) -> None:
        # The key signs other things elsewhere; a token of theirs shall mean nothing.
        self._key = hmac.digest(key, b"confirmation", hashlib.sha256)
        self._clock = clock

    def issue(self, content: str) -> str:
        """Return a token for what is shown now."""
        stamp = int(self._clock()).to_bytes(STAMP_BYTES, "big")
        head = secrets.token_bytes(ID_BYTES) + stamp
        token = base64.urlsafe_b64encode(head + self._signature(head, content))
        return token.decode().rstrip("=")

    def read(self, token: str, content: str) -> str | None:
        """Return the id in a token; None unless it is fresh and for this content."""
        try:
            raw = base64.b64decode(
                token.encode("ascii") + b"=" * (-len(token) % 4), b"-_", validate=True
            )
        except (UnicodeEncodeError, binascii.Error):
            return None
        head, signature = raw[:-SIGNATURE_BYTES], raw[-SIGNATURE_BYTES:]
        if len(head) != ID_BYTES + STAMP_BYTES:
            return None
        if not hmac.compare_digest(signature, self._signature(head, content)):
            return None
        age = self._clock() - int.from_bytes(head[ID_BYTES:], "big")
        return head[:ID_BYTES].hex() if age < LIFETIME_SECONDS else None

    def _signature(self, head: bytes, content: str) -> bytes:
        signed = head + content.encode()
        return hmac.digest(self._key, signed, hashlib.sha256)[:SIGNATURE_BYTES]
