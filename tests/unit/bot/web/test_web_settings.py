"""Settings of the product from the environment."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from ipaddress import ip_network

import pytest

from bot.settings import InvalidSetting, Settings
from bot.smtp_server import SmtpServer
from catalog import Settings as CatalogSettings


def test_from_env_has_a_working_default_for_everything() -> None:
    settings = Settings.from_env({})

    assert (settings.host, settings.port) == ("127.0.0.1", 8080)
    assert settings.rate_limit == 120
    assert settings.redis_url is None
    assert settings.loads_examples is True
    assert settings.trusted_proxies == ()
    assert settings.frame_ancestors == ("'self'",)
    assert (settings.smtp, settings.callback_to, settings.mail_from) == (None,) * 3
    assert settings.rasa_url == "http://127.0.0.1:5005"
    assert settings.catalog == CatalogSettings.from_env({})


def test_from_env_reads_every_variable() -> None:
    settings = Settings.from_env(
        {
            "LERNLOTSE_HOST": "0.0.0.0",
            "LERNLOTSE_PORT": "80",
            "LERNLOTSE_RASA_PORT": "6000",
            "LERNLOTSE_RATE_LIMIT": "7",
            "LERNLOTSE_REDIS_URL": "redis://cache",
            "LERNLOTSE_EXAMPLES": "off",
            "LERNLOTSE_TODAY": "2026-12-01",
            "LERNLOTSE_TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/8",
            "LERNLOTSE_FRAME_ANCESTORS": "'self' https://www.kreis.example",
            "LERNLOTSE_SMTP_URL": "smtps://mail.kreis.example",
            "LERNLOTSE_CALLBACK_TO": "buero@kreis.example",
            "LERNLOTSE_MAIL_FROM": "lernlotse@kreis.example",
        }
    )

    assert (settings.host, settings.port) == ("0.0.0.0", 80)
    assert settings.rasa_url == "http://127.0.0.1:6000"
    assert settings.rate_limit == 7
    assert settings.redis_url == "redis://cache"
    assert settings.loads_examples is False
    assert str(settings.catalog.now().date()) == "2026-12-01"
    assert settings.trusted_proxies == (
        ip_network("127.0.0.1/32"),
        ip_network("10.0.0.0/8"),
    )
    assert settings.frame_ancestors == ("'self'", "https://www.kreis.example")
    assert settings.smtp == SmtpServer.from_url("smtps://mail.kreis.example")
    assert settings.callback_to == "buero@kreis.example"
    assert settings.mail_from == "lernlotse@kreis.example"


@pytest.mark.parametrize("value", ["off", "OFF", " off "])
def test_rate_limit_can_be_switched_off(value: str) -> None:
    assert Settings.from_env({"LERNLOTSE_RATE_LIMIT": value}).rate_limit is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LERNLOTSE_PORT", "http"),
        ("LERNLOTSE_PORT", "0"),
        ("LERNLOTSE_PORT", "65536"),
        ("LERNLOTSE_PORT", "²"),
        ("LERNLOTSE_RATE_LIMIT", "-1"),
        ("LERNLOTSE_RATE_LIMIT", "viele"),
        ("LERNLOTSE_RASA_PORT", "5005.5"),
        ("LERNLOTSE_EXAMPLES", "vielleicht"),
        ("LERNLOTSE_TODAY", "morgen"),
        ("LERNLOTSE_TRUSTED_PROXIES", "proxy.example"),
        ("LERNLOTSE_FRAME_ANCESTORS", "https://a.example; script-src *"),
        ("LERNLOTSE_SMTP_URL", "mail.kreis.example"),
        ("LERNLOTSE_CALLBACK_TO", "buero@kreis.example, zweites@kreis.example"),
        ("LERNLOTSE_CALLBACK_TO", "buero@kreis.example\nBcc: x@y.example"),
        ("LERNLOTSE_MAIL_FROM", "Bildungsbüro"),
    ],
)
def test_from_env_names_the_variable_with_a_bad_value(name: str, value: str) -> None:
    with pytest.raises(InvalidSetting) as caught:
        Settings.from_env({name: value})

    assert (caught.value.name, caught.value.value) == (name, value)
    assert name in str(caught.value)


def test_password_of_the_mail_server_is_never_shown() -> None:
    with pytest.raises(InvalidSetting) as caught:
        Settings.from_env({"LERNLOTSE_SMTP_URL": "smtp://lotse:geheim@mail:port"})

    settings = Settings.from_env({"LERNLOTSE_SMTP_URL": "smtp://lotse:geheim@mail"})
    assert "geheim" not in str(caught.value)
    assert "geheim" not in repr(settings)


def test_settings_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().port = 1  # type: ignore[misc]
