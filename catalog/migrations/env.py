"""Alembic's entry: runs the migrations on the engine that `catalog.database` hands in."""

from __future__ import annotations

from alembic import context
from sqlalchemy.engine import Engine

import catalog.editing.orm  # noqa: F401 -- its tables are part of the metadata
from catalog.orm import Base


def run(engine: Engine) -> None:
    """Run all missing migrations in one transaction."""
    with engine.connect().execution_options(writes=True) as connection:
        with connection.begin():
            context.configure(connection=connection, target_metadata=Base.metadata)
            context.run_migrations()


run(context.config.attributes["engine"])
