"""Letters as mails, and the way to the mail server; nothing is kept here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

import aiosmtplib

from bot.smtp_server import Encryption, SmtpServer
from bot.web.callback.outbox import Letter
from bot.web.texts import text
from catalog.settings import BERLIN

TIMEOUT_SECONDS = 30
Send = Callable[[Letter], Awaitable[None]]
_STARTTLS = {
    Encryption.TLS: False,
    Encryption.STARTTLS: True,
    Encryption.IF_OFFERED: None,
    Encryption.NONE: False,
}


def mail(letter: Letter, *, sender: str, recipient: str) -> EmailMessage:
    """Return a letter as a mail.

    Nothing a citizen wrote stands in a header, so none can be forged. The Message-ID is
    always that of the letter: a mail that arrives twice can be told from two.
    """
    moment = datetime.fromtimestamp(letter.accepted_at, BERLIN)
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(display_name="Lernlotse", addr_spec=sender)
    message["To"] = recipient
    message["Subject"] = text("callback", "subject", moment=f"{moment:%d.%m.%Y, %H:%M}")
    message["Date"] = moment
    message["Message-ID"] = f"<{letter.id}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    # Every server passes it on unchanged, however old.
    message.set_content(letter.text, cte="quoted-printable")
    return message


def smtp_sender(server: SmtpServer, *, sender: str, recipient: str) -> Send:
    """Return what hands a letter over to the mail server."""

    async def send(letter: Letter) -> None:
        await aiosmtplib.send(
            mail(letter, sender=sender, recipient=recipient),
            sender=sender,
            recipients=[recipient],
            hostname=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            use_tls=server.encryption is Encryption.TLS,
            start_tls=_STARTTLS[server.encryption],
            timeout=TIMEOUT_SECONDS,
        )

    return send
