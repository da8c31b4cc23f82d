"""Engine, sessions and schema of the catalog's database; no queries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy import event
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import (
    ArgumentError,
    InterfaceError,
    NoSuchModuleError,
    OperationalError,
)
from sqlalchemy.orm import Session

from catalog.errors import CatalogUnavailable

# What a database says that is not there; a broken query is another matter.
UNREACHABLE = (OperationalError, InterfaceError)
BUSY_TIMEOUT_MS = 60_000
_UPGRADE_LOCK = 4712


def create_engine(url: str) -> Engine:
    """Return an engine; SQLite files run in WAL mode so that readers never wait.

    Raises:
        CatalogUnavailable: the URL is none, or the file's folder cannot be made.
    """
    try:
        return _engine(url)
    except (ArgumentError, NoSuchModuleError, OSError) as error:
        raise CatalogUnavailable(str(error)) from error


def _engine(url: str) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        return sa.create_engine(url, pool_pre_ping=True, hide_parameters=True)
    path = make_url(url).database
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(
        url, connect_args={"check_same_thread": False}, hide_parameters=True
    )
    event.listen(engine, "connect", _set_sqlite_pragmas)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_sqlite_pragmas(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA cache_size=-16000")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def session_scope(engine: Engine, *, writes: bool = False) -> Iterator[Session]:
    """Open a session in one transaction: committed at the end, undone on any error.

    Raises:
        CatalogUnavailable: the database cannot be reached.
    """
    try:
        with engine.connect().execution_options(writes=writes) as connection:
            with connection.begin(), Session(bind=connection) as session:
                yield session
                session.flush()
    except UNREACHABLE as error:
        raise CatalogUnavailable(str(error.orig)) from error


def has_schema(engine: Engine) -> bool:
    """Whether the catalog's tables exist, in whatever version."""
    try:
        with engine.connect() as connection:
            return sa.inspect(connection).has_table("catalog_state")
    except UNREACHABLE as error:
        raise CatalogUnavailable(str(error.orig)) from error


def upgrade(engine: Engine) -> None:
    """Bring the schema to the newest version; nothing happens when it is.

    Processes that start together take turns.

    Raises:
        CatalogUnavailable: the database cannot be reached, or is none.
    """
    try:
        with _turn(engine):
            command.upgrade(migrations(engine), "head")
    except UNREACHABLE as error:
        raise CatalogUnavailable(str(error.orig)) from error


def migrations(engine: Engine) -> Config:
    """Return Alembic's configuration for the migrations of this database."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["engine"] = engine
    return config


@contextmanager
def _turn(engine: Engine) -> Iterator[None]:
    """Wait for other upgrades; SQLite's migrations lock the file by themselves."""
    if engine.dialect.name != "postgresql":
        yield
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.select(sa.func.pg_advisory_lock(_UPGRADE_LOCK)))
        try:
            yield
        finally:
            connection.execute(sa.select(sa.func.pg_advisory_unlock(_UPGRADE_LOCK)))
