"""Starts the web process: `python -m bot.web`."""

from __future__ import annotations

import logging
import sys

from aiohttp import web

from bot.settings import InvalidSetting, Settings
from bot.web.app import create_app


def main() -> None:
    """Serve until SIGTERM; how is said by the environment."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    try:
        settings = Settings.from_env()
    except InvalidSetting as error:
        sys.exit(str(error))
    # The access log would hold questions: they are part of addresses.
    web.run_app(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        access_log=None,
        print=None,
    )


if __name__ == "__main__":
    main()
