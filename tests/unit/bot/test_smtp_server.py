"""Mail servers as URLs name them."""

from __future__ import annotations

import pytest

from bot.smtp_server import (
    Encryption,
    SmtpServer,
    is_mail_address,
    without_password,
)

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("url", "server"),
    [
        (
            "smtp://lotse:geheim@mail.kreis.example:25",
            SmtpServer(
                "mail.kreis.example", 25, Encryption.STARTTLS, "lotse", "geheim"
            ),
        ),
        ("smtp://mail", SmtpServer("mail", 587, Encryption.STARTTLS)),
        ("smtp://mail?starttls=off", SmtpServer("mail", 587, Encryption.NONE)),
        ("smtps://mail/", SmtpServer("mail", 465, Encryption.TLS)),
        ("smtp://127.0.0.1:25", SmtpServer("127.0.0.1", 25, Encryption.IF_OFFERED)),
        ("smtp://[::1]:25", SmtpServer("::1", 25, Encryption.IF_OFFERED)),
        ("smtp://localhost", SmtpServer("localhost", 587, Encryption.IF_OFFERED)),
        (
            "smtps://lotse%40kreis.example:p%40%2Fss@mail",
            SmtpServer("mail", 465, Encryption.TLS, "lotse@kreis.example", "p@/ss"),
        ),
    ],
)
def test_from_url(url: str, server: SmtpServer) -> None:
    assert SmtpServer.from_url(url) == server


@pytest.mark.parametrize(
    "url",
    [
        "mail.kreis.example:25",
        "http://mail",
        "smtp://",
        "smtp://mail:port",
        "smtp://mail:99999",
        "smtp://lotse:p/ss@mail",
        "smtp://mail/postfach",
        "smtp://mail?starttls=no",
        "smtp://mail#25",
    ],
)
def test_from_url_refuses(url: str) -> None:
    with pytest.raises(ValueError):
        SmtpServer.from_url(url)


def test_password_is_not_shown() -> None:
    server = SmtpServer.from_url("smtp://lotse:geheim@mail")

    assert "geheim" not in repr(server)
    assert without_password("smtp://lotse:ge@heim@mail:25") == "smtp://…@mail:25"
    assert without_password("smtp://mail:25") == "smtp://mail:25"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("buero@kreis.example", True),
        ("bildung.buero+lotse@localhost", True),
        ("", False),
        ("buero", False),
        ("Büro <buero@kreis.example>", False),
        ("büro@kreis.example", False),
        ("a@kreis.example,b@kreis.example", False),
        ("a@kreis.example\n", False),
    ],
)
def test_is_mail_address(text: str, expected: bool) -> None:
    assert is_mail_address(text) is expected
