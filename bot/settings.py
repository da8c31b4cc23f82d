"""The product's settings from the environment; the catalog's own are in `catalog`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from bot.smtp_server import SmtpServer, is_mail_address, without_password
from catalog import Settings as CatalogSettings
from catalog.settings import PROJECT_DIR, environment

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8080
DEFAULT_RASA_PORT = 5005
DEFAULT_RATE_LIMIT = 120
VAR_DIR = PROJECT_DIR / "var"
DEFAULT_QUESTIONS = VAR_DIR / "questions.sqlite"
OFF = "off"
HIGHEST_PORT = 65_535
_FRAME_ANCESTOR = re.compile(r"'self'|'none'|https?://[\w.*-]+(:\d{1,5})?")

Network = IPv4Network | IPv6Network


class InvalidSetting(Exception):
    """Raised when an environment variable has a value that cannot be used."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        super().__init__(f"{name}={value!r}: expected {expected}")
        self.name = name
        self.value = value
        self.expected = expected


@dataclass(frozen=True, slots=True)
class Settings:
    """How the product runs.

    `rate_limit` counts requests a minute and address, None = no limit. Only a proxy
    in `trusted_proxies` is believed when it names the address of a client.
    `frame_ancestors` are the sites that may show pages in a frame. Callbacks can be
    asked for where there is an `smtp` server; `callback_to` None = the district's
    office, `mail_from` None = whoever fits. What was not understood waits
    for a person in `questions_file`; None = nothing is kept.
    """

    catalog: CatalogSettings = field(default_factory=CatalogSettings)
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    rasa_port: int = DEFAULT_RASA_PORT
    rate_limit: int | None = DEFAULT_RATE_LIMIT
    redis_url: str | None = None
    loads_examples: bool = True
    trusted_proxies: tuple[Network, ...] = ()
    frame_ancestors: tuple[str, ...] = ("'self'",)
    smtp: SmtpServer | None = None
    callback_to: str | None = None
    mail_from: str | None = None
    questions_file: Path | None = DEFAULT_QUESTIONS
    var_dir: Path = VAR_DIR

    @property
    def rasa_url(self) -> str:
        """Where the Rasa process listens."""
        return f"http://127.0.0.1:{self.rasa_port}"

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> Settings:
        """Read the `LERNLOTSE_…` variables; an empty one counts as not set.

        Raises:
            InvalidSetting: one has a value that cannot be used.
        """
        env = environment() if env is None else env
        return cls(
            catalog=_catalog(env),
            host=env.get("LERNLOTSE_HOST", "").strip() or DEFAULT_HOST,
            port=_number(env, "LERNLOTSE_PORT", DEFAULT_PORT, HIGHEST_PORT),
            rasa_port=_number(
                env, "LERNLOTSE_RASA_PORT", DEFAULT_RASA_PORT, HIGHEST_PORT
            ),
            rate_limit=_rate_limit(env),
            redis_url=env.get("LERNLOTSE_REDIS_URL", "").strip() or None,
            loads_examples=_is_auto(env, "LERNLOTSE_EXAMPLES"),
            trusted_proxies=_networks(env, "LERNLOTSE_TRUSTED_PROXIES"),
            frame_ancestors=_frame_ancestors(env, "LERNLOTSE_FRAME_ANCESTORS"),
            smtp=_smtp(env, "LERNLOTSE_SMTP_URL"),
            callback_to=_mail_address(env, "LERNLOTSE_CALLBACK_TO"),
            mail_from=_mail_address(env, "LERNLOTSE_MAIL_FROM"),
            questions_file=_questions_file(env, "LERNLOTSE_QUESTION_QUEUE"),
        )


def _catalog(env: Mapping[str, str]) -> CatalogSettings:
    try:
        return CatalogSettings.from_env(env)
    except ValueError as error:
        name = "LERNLOTSE_TODAY"
        raise InvalidSetting(name, env.get(name, ""), "a date, 2026-12-01") from error


def _number(env: Mapping[str, str], name: str, default: int, highest: int) -> int:
    value = env.get(name, "").strip()
    if not value:
        return default
    if not (value.isascii() and value.isdigit() and 0 < int(value) <= highest):
        raise InvalidSetting(name, value, f"a number from 1 to {highest}")
    return int(value)


def _rate_limit(env: Mapping[str, str]) -> int | None:
    name = "LERNLOTSE_RATE_LIMIT"
    if env.get(name, "").strip().lower() == OFF:
        return None
    return _number(env, name, DEFAULT_RATE_LIMIT, 1_000_000)


def _is_auto(env: Mapping[str, str], name: str) -> bool:
    value = env.get(name, "").strip().lower() or "auto"
    if value not in ("auto", OFF):
        raise InvalidSetting(name, value, "auto or off")
    return value == "auto"


def _questions_file(env: Mapping[str, str], name: str) -> Path | None:
    value = env.get(name, "").strip()
    if value.lower() == OFF:
        return None
    return Path(value) if value else DEFAULT_QUESTIONS


def _networks(env: Mapping[str, str], name: str) -> tuple[Network, ...]:
    value = env.get(name, "")
    try:
        return tuple(ip_network(part) for part in value.replace(",", " ").split())
    except ValueError as error:
        raise InvalidSetting(name, value, "addresses or networks") from error


def _frame_ancestors(env: Mapping[str, str], name: str) -> tuple[str, ...]:
    value = env.get(name, "")
    sources = tuple(value.split()) or ("'self'",)
    if not all(_FRAME_ANCESTOR.fullmatch(source) for source in sources):
        raise InvalidSetting(name, value, "origins like https://www.example.org")
    return sources


def _smtp(env: Mapping[str, str], name: str) -> SmtpServer | None:
    value = env.get(name, "").strip()
    if not value:
        return None
    try:
        return SmtpServer.from_url(value)
    except ValueError as error:
        expected = "smtps://user:password@host:465 or smtp://host:587"
        raise InvalidSetting(name, without_password(value), expected) from error


def _mail_address(env: Mapping[str, str], name: str) -> str | None:
    value = env.get(name, "").strip()
    if value and not is_mail_address(value):
        raise InvalidSetting(name, value, "an e-mail address")
    return value or None
