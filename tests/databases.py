"""Databases for tests: SQLite files, and a private PostgreSQL cluster on loopback."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from catalog import database

DEBIAN_BINARIES = Path("/usr/lib/postgresql")
START_SECONDS = 30
TEMPLATE = "prepared"


class PostgresMissing(Exception):
    """Raised when there is no PostgreSQL server to start; the message says why."""


def postgres_binaries() -> Path:
    """Return the folder of `initdb` and `postgres`."""
    on_path = shutil.which("initdb")
    if on_path and shutil.which("postgres"):
        return Path(on_path).resolve().parent
    versions = sorted(DEBIAN_BINARIES.glob("*/bin/initdb"), reverse=True)
    if not versions:
        raise PostgresMissing("no PostgreSQL server: install Debian's `postgresql`")
    return versions[0].parent


def _as_postgres() -> list[str]:
    """Return the words before a command; PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise PostgresMissing(
            "PostgreSQL refuses to run as root, and setpriv is missing"
        )
    return [setpriv, "--reuid=postgres", "--regid=postgres", "--clear-groups"]


class PostgresCluster:
    """A PostgreSQL server of this test run alone, with one prepared template."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._binaries = postgres_binaries()
        self._password = secrets.token_hex(16)
        self._port = _free_port()
        self._server: subprocess.Popen[bytes] | None = None
        self._count = 0

    def start(self) -> None:
        """Create the cluster, start the server and prepare the template."""
        self._initialise()
        with (self._directory / "server.log").open("wb") as log:
            self._server = subprocess.Popen(
                [*_as_postgres(), str(self._binaries / "postgres"), *self._options()],
                stdout=log,
                stderr=log,
                cwd=self._directory,
            )
        self._wait()
        self._execute(f"create database {TEMPLATE}")
        self._prepare_template()

    def _initialise(self) -> None:
        secret = self._directory / "password"
        secret.write_text(self._password)
        if os.getuid() == 0:
            for path in (self._directory, secret):
                shutil.chown(path, "postgres", "postgres")
        subprocess.run(
            [
                *_as_postgres(),
                str(self._binaries / "initdb"),
                f"--pgdata={self._directory / 'data'}",
                "--username=postgres",
                f"--pwfile={secret}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            ],
            check=True,
            capture_output=True,
            cwd=self._directory,
        )

    def _options(self) -> list[str]:
        settings = {
            "port": self._port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "max_connections": 40,
            "shared_buffers": "64MB",
        }
        pairs = [word for k, v in settings.items() for word in ("-c", f"{k}={v}")]
        return ["-D", str(self._directory / "data"), *pairs]

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                self._execute("select 1")
            except OperationalError:
                running = self._server is not None and self._server.poll() is None
                if not running or time.monotonic() > deadline:
                    log = (self._directory / "server.log").read_text()
                    raise RuntimeError(f"PostgreSQL does not start: {log}") from None
                time.sleep(0.05)
            else:
                return

    def _prepare_template(self) -> None:
        engine = database.create_engine(self.url(TEMPLATE))
        database.upgrade(engine)
        engine.dispose()

    def url(self, name: str) -> str:
        """Return the address of a database of the cluster."""
        return (
            f"postgresql+psycopg2://postgres:{self._password}"
            f"@127.0.0.1:{self._port}/{name}"
        )

    def _execute(self, sql: str) -> None:
        engine = sa.create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(sql)
        engine.dispose()

    @contextmanager
    def fresh_database(self, *, template: str = TEMPLATE) -> Iterator[str]:
        """Give a new database, by default one with the catalog's tables."""
        self._count += 1
        name = f"test_{self._count}"
        self._execute(f"create database {name} template {template}")
        try:
            yield self.url(name)
        finally:
            self._execute(f"drop database {name} with (force)")

    def stop(self) -> None:
        """Stop the server at once."""
        if self._server is not None:
            self._server.send_signal(signal.SIGINT)
            self._server.wait(START_SECONDS)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def postgres_cluster() -> Iterator[PostgresCluster]:
    """Run a cluster in a folder of its own.

    Raises:
        PostgresMissing: there is no server to start.
    """
    with tempfile.TemporaryDirectory(prefix="lernlotse-pg-") as directory:
        cluster = PostgresCluster(Path(directory))
        try:
            cluster.start()
            yield cluster
        finally:
            cluster.stop()


def sqlite_template(directory: Path) -> Path:
    """Return an SQLite file with the catalog's tables, ready to be copied."""
    path = directory / "template.sqlite"
    engine = database.create_engine(f"sqlite:///{path}")
    database.upgrade(engine)
    engine.dispose()
    return path
