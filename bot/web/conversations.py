"""Tokens that name conversations: unguessable, signed, with the hour of their last use.

What was said lives in the Rasa process; nothing of it is here.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import secrets
import tempfile
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ID_BYTES = 24
STAMP_BYTES = 5
SIGNATURE_BYTES = 16
KEY_BYTES = 32
KEY_FILE = "conversations.key"

HOUR = 3600
LIFETIME = 24 * HOUR
# A token is stamped anew once an hour, so the stamp may lag that much behind.
RENEWED_AFTER = HOUR
MOST_FORGOTTEN = 10_000


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation: its id, which Rasa knows, and the token the person holds."""

    id: str
    token: str


class Conversations:
    """Issues tokens and reads them back.

    Args:
        key: Signs the tokens; another key makes all of them unknown.
        clock: Tells the seconds since the epoch.
    """

    def __init__(self, key: bytes, *, clock: Callable[[], float] = time.time) -> None:
        self._key = key
        self._clock = clock
        self._forgotten: OrderedDict[str, None] = OrderedDict()

    def start(self) -> Conversation:
        """Return a new conversation."""
        return self._stamped(secrets.token_bytes(ID_BYTES))

    def resume(self, token: str | None) -> Conversation:
        """Return the conversation of a token; a new one when it names none."""
        known = self._read(token) if token else None
        if known is None:
            return self.start()
        raw_id, stamp = known
        age = self._clock() - stamp
        if age > LIFETIME + RENEWED_AFTER or raw_id.hex() in self._forgotten:
            return self.start()
        if age > RENEWED_AFTER:
            return self._stamped(raw_id)
        return Conversation(raw_id.hex(), str(token))

    def find(self, token: str) -> str | None:
        """Return the id a token names, whatever its age; None when it is not ours."""
        known = self._read(token)
        return known[0].hex() if known else None

    def forget(self, conversation_id: str) -> None:
        """Let tokens of this conversation start a new one from now on."""
        self._forgotten[conversation_id] = None
        if len(self._forgotten) > MOST_FORGOTTEN:
            self._forgotten.popitem(last=False)

    def _stamped(self, raw_id: bytes) -> Conversation:
        stamp = int(self._clock()).to_bytes(STAMP_BYTES, "big")
        signed = raw_id + stamp
        token = base64.urlsafe_b64encode(signed + self._signature(signed))
        return Conversation(raw_id.hex(), token.decode().rstrip("="))

    def _read(self, token: str) -> tuple[bytes, int] | None:
        try:
            raw = base64.b64decode(
                token.encode("ascii") + b"=" * (-len(token) % 4), b"-_", validate=True
            )
        except (UnicodeEncodeError, binascii.Error):
            return None
        signed, signature = raw[:-SIGNATURE_BYTES], raw[-SIGNATURE_BYTES:]
        if len(signed) != ID_BYTES + STAMP_BYTES:
            return None
        if not hmac.compare_digest(signature, self._signature(signed)):
            return None
        return signed[:ID_BYTES], int.from_bytes(signed[ID_BYTES:], "big")

    def _signature(self, signed: bytes) -> bytes:
        digest = hmac.digest(self._key, signed, hashlib.sha256)
        return digest[:SIGNATURE_BYTES]


def load_key(directory: Path) -> bytes:
    """Return the key in the folder; the first caller creates it for the owner alone."""
    path = directory / KEY_FILE
    if not path.exists():
        _create_key(path)
    return path.read_bytes()


def _create_key(path: Path) -> None:
    """Write a whole key or nothing, and never over one that another process wrote."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
        path.hardlink_to(temporary)
    except FileExistsError:
        return
    finally:
        Path(temporary).unlink()
