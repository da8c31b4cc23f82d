"""Where mails are handed over: an SMTP server as a URL names it; nothing is sent here."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

SUBMISSION_PORT = 587
TLS_PORT = 465
_UNENCRYPTED = "starttls=off"
# Plain ASCII, as every mail server takes it.
_ADDRESS = re.compile(
    r"[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*", re.ASCII
)


class Encryption(enum.Enum):
    """How a connection is protected; `IF_OFFERED` is for this very machine."""

    TLS = "tls"
    STARTTLS = "starttls"
    IF_OFFERED = "if_offered"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """A mail server and who we are there; the password is never shown."""

    host: str
    port: int
    encryption: Encryption
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    @classmethod
    def from_url(cls, url: str) -> SmtpServer:
        """Read `smtps://user:password@host:465` or `smtp://host:587`.

        `smtp://` begins in the clear and has to switch to TLS, except on this machine
        or with `?starttls=off`.

        Raises:
            ValueError: It is no such URL.
        """
        parts = urlsplit(url)
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise ValueError("no smtp:// or smtps:// URL")
        if parts.path.strip("/") or parts.fragment:
            raise ValueError("nothing may follow the host")
        if parts.query not in ("", _UNENCRYPTED):
            raise ValueError(f"only {_UNENCRYPTED} may follow the question mark")
        is_tls = parts.scheme == "smtps"
        return cls(
            host=parts.hostname,
            port=parts.port or (TLS_PORT if is_tls else SUBMISSION_PORT),
            encryption=_encryption(parts.scheme, parts.hostname, parts.query),
            user=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
        )


def is_mail_address(text: str) -> bool:
    """Whether mails of the product may come from or go to this address."""
    return _ADDRESS.fullmatch(text) is not None


def without_password(url: str) -> str:
    """Return a URL as it may be shown."""
    return re.sub(r"//.*@", "//…@", url)


def _encryption(scheme: str, host: str, query: str) -> Encryption:
    if scheme == "smtps":
        return Encryption.TLS
    if query == _UNENCRYPTED:
        return Encryption.NONE
    return Encryption.IF_OFFERED if _is_this_machine(host) else Encryption.STARTTLS


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
