"""Settings for a command; an unusable one ends it with a German message."""

from __future__ import annotations

from bot.cli.console import Failed
from bot.cli.texts import text
from bot.settings import InvalidSetting, Settings


def read_settings() -> Settings:
    """Read the environment.

    Raises:
        Failed: a variable has an unusable value.
    """
    try:
        return Settings.from_env()
    except InvalidSetting as error:
        raise Failed(
            text(
                "serve",
                "bad_setting",
                name=error.name,
                value=error.value,
                expected=error.expected,
            )
        ) from error
