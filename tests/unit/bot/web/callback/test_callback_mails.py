"""Letters as mails: headers nobody can forge, a text every server passes on."""

from __future__ import annotations

import email
from email.message import EmailMessage
from email.policy import default

import pytest

from bot.web.callback.mails import mail
from bot.web.callback.outbox import Letter

pytestmark = pytest.mark.unit

# 22 November 2026, 12:00 in Berlin.
NOON = 1_795_345_200.0
EVIL = "Ayşe\r\nBcc: boese@example.org\r\n\r\n.\r\nMAIL FROM:<x@example.org>\r\n"


def sent(text: str, letter_id: str = "a1b2") -> EmailMessage:
    """Return a mail as it arrives."""
    letter = Letter(letter_id, NOON, 0, text)
    made = mail(letter, sender="lotse@kreis.example", recipient="buero@kreis.example")
    return email.message_from_bytes(made.as_bytes(), policy=default)


def test_mail_says_from_whom_to_whom_and_when() -> None:
    found = sent("Guten Tag")

    assert dict(found.items()) == {
        "From": "Lernlotse <lotse@kreis.example>",
        "To": "buero@kreis.example",
        "Subject": "Bitte um Rückruf vom 22.11.2026, 12:00 Uhr",
        "Date": "Sun, 22 Nov 2026 12:00:00 +0100",
        "Message-ID": "<a1b2@kreis.example>",
        "Auto-Submitted": "auto-generated",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "quoted-printable",
        "MIME-Version": "1.0",
    }


def test_same_letter_has_the_same_id_each_time() -> None:
    assert sent("a")["Message-ID"] == sent("a")["Message-ID"]
    assert sent("a")["Message-ID"] != sent("a", "b")["Message-ID"]


def test_text_adds_no_header_and_no_command() -> None:
    found = sent(EVIL)

    assert found["Bcc"] is None
    assert found.get_content().splitlines() == EVIL.splitlines()


def test_mail_is_plain_ascii_in_short_lines() -> None:
    letter = Letter("a", NOON, 0, "Töpfern für Ayşe, " * 40)
    raw = mail(letter, sender="a@kreis.example", recipient="b@kreis.example").as_bytes()

    assert raw.isascii()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 78
    assert raw.count(b"\n") == raw.count(b"\r\n")


@pytest.mark.parametrize(
    ("sender", "recipient"),
    [
        ("a@kreis.example\nBcc: x@y.example", "b@kreis.example"),
        ("a@kreis.example", "b@kreis.example\r\nBcc: x@y.example"),
    ],
)
def test_settings_add_no_header_either(sender: str, recipient: str) -> None:
    with pytest.raises(ValueError):
        mail(Letter("a", NOON, 0, ""), sender=sender, recipient=recipient)
