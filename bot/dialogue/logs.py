"""Keeps the log of this process short and free of what people say."""

from __future__ import annotations

import logging
import sys

import structlog

# Rasa's own lower levels contain messages, entities and slots.
LEVEL = logging.WARNING


def configure() -> None:
    """Write warnings and errors to standard error, one line each plus tracebacks."""
    logging.basicConfig(
        level=LEVEL,
        stream=sys.stderr,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        force=True,
    )
    structlog.configure(
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(LEVEL),
        processors=[structlog.stdlib.render_to_log_kwargs],
        cache_logger_on_first_use=True,
    )
