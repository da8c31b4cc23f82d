"""A real mail server on loopback that keeps what it is given."""

from __future__ import annotations

import asyncio
import email
import queue
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

# Far longer than a mail takes; a test that waits so long has failed.
ARRIVES_WITHIN_SECONDS = 60


@dataclass
class Mailbox:
    """What arrived: the envelope's recipients and the mail; answers `reply`."""

    reply: str = "250 Message accepted for delivery"
    mails: queue.Queue[tuple[list[str], EmailMessage]] = field(
        default_factory=queue.Queue
    )

    async def handle_DATA(  # noqa: N802 -- the server looks for this name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        assert isinstance(envelope.content, bytes)
        if self.reply.startswith("250"):
            mail = email.message_from_bytes(envelope.content, policy=default)
            self.mails.put((envelope.rcpt_tos, mail))
        return self.reply

    async def next_delivery(self) -> tuple[list[str], EmailMessage]:
        """Wait for a mail and say to whom it was delivered."""
        return await asyncio.to_thread(self.mails.get, True, ARRIVES_WITHIN_SECONDS)

    async def next_mail(self) -> EmailMessage:
        """Wait for a mail."""
        _, mail = await self.next_delivery()
        return mail


def free_port() -> int:
    """Return a port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def mail_server(port: int, **options: Any) -> Iterator[Mailbox]:
    """Run a mail server; options are those of aiosmtpd."""
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()


@contextmanager
def guarded_mail_server(
    port: int, certificate: Path, user: str, password: str
) -> Iterator[Mailbox]:
    """Run one that wants TLS first and then a login."""

    def check(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str,
              data: Any) -> AuthResult:  # fmt: skip
        known = LoginPassword(user.encode(), password.encode())
        return AuthResult(success=data == known)

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with mail_server(
        port,
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=check,
    ) as mailbox:
        yield mailbox


def write_certificate(path: Path) -> None:
    """Write key and self-signed certificate of 127.0.0.1 into one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
