"""Fixtures for all tests: databases, a catalog with a stopped clock, its files.

In CI a skipped test is a failed one: nothing of the project may be missing there.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator, Iterable, Iterator
from datetime import datetime
from pathlib import Path

import hypothesis
import pytest

from catalog import Catalog, Settings
from catalog.settings import BERLIN
from tests import factories
from tests.databases import (
    PostgresCluster,
    PostgresMissing,
    postgres_cluster,
    sqlite_template,
)
from tests.factories import Row

NOW = datetime(2026, 11, 22, 12, tzinfo=BERLIN)
FileMaker = Callable[..., list[Path]]
CatalogFiller = Callable[..., Catalog]


def is_ci() -> bool:
    """Whether the tests run where nothing may be missing."""
    return os.environ.get("CI", "").lower() == "true"


# Machines differ in speed, so no test has a time limit; CI repeats the same examples.
hypothesis.settings.register_profile("lernlotse", deadline=None, derandomize=is_ci())
hypothesis.settings.load_profile("lernlotse")


def _fail_instead(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
        report.outcome = "failed"
        report.longrepr = f"In CI nothing may be skipped. {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skipped test into a failed one in CI.

    Only data that is not part of the project (`outside_data`) may be missing.
    """
    report = yield
    if is_ci() and item.get_closest_marker("outside_data") is None:
        _fail_instead(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[
    None, pytest.CollectReport, pytest.CollectReport
]:
    """Turn a skipped module into a failed one in CI."""
    report = yield
    if is_ci():
        _fail_instead(report)
    return report


# Databases


@pytest.fixture(scope="session")
def prepared_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with empty tables, to be copied."""
    return sqlite_template(tmp_path_factory.mktemp("template"))


@pytest.fixture
def sqlite_url(prepared_sqlite: Path, tmp_path: Path) -> str:
    """An SQLite database with empty tables."""
    path = tmp_path / "catalog.sqlite"
    shutil.copy(prepared_sqlite, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresCluster]:
    """A PostgreSQL server of this run; tests are skipped where there is none."""
    try:
        with postgres_cluster() as cluster:
            yield cluster
    except PostgresMissing as error:
        pytest.skip(str(error))


@pytest.fixture
def postgres_url(postgres_server: PostgresCluster) -> Iterator[str]:
    """A PostgreSQL database with empty tables."""
    with postgres_server.fresh_database() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A database with empty tables, once of each kind."""
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    url: str = request.getfixturevalue(name)
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without any table, once of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite'}"
        return
    cluster: PostgresCluster = request.getfixturevalue("postgres_server")
    with cluster.fresh_database(template="template1") as url:
        yield url


# The catalog and its files


@pytest.fixture
def catalog(database_url: str) -> Iterator[Catalog]:
    """An empty catalog on 22 November 2026 at noon, a Sunday."""
    opened = Catalog.open(Settings(database_url=database_url, fixed_now=NOW))
    yield opened
    opened.close()


@pytest.fixture
def make_actor() -> Callable[..., Row]:
    """Makes a row of `actors.csv`."""
    return factories.make_actor


@pytest.fixture
def make_offer() -> Callable[..., Row]:
    """Makes a row of `offers.csv`."""
    return factories.make_offer


@pytest.fixture
def make_files(tmp_path: Path) -> FileMaker:
    """Writes catalog files into a folder of the test."""

    def make(*, actors: Iterable[Row] = (), offers: Iterable[Row] = ()) -> list[Path]:
        return factories.make_files(tmp_path / "files", actors=actors, offers=offers)

    return make


@pytest.fixture
def fill(catalog: Catalog, make_files: FileMaker) -> CatalogFiller:
    """Imports rows into the catalog; without actors the default one is added.

    Rows that are rejected or warned about fail the test.
    """

    def fill_catalog(*offers: Row, actors: Iterable[Row] = ()) -> Catalog:
        actors = list(actors) or [factories.make_actor()]
        report = catalog.import_files(make_files(actors=actors, offers=offers))
        assert report.rejected == ()
        assert report.warnings == ()
        return catalog

    return fill_catalog
