"""The schema: migrations there and back, upgrades of several processes at once."""

from __future__ import annotations

import subprocess
import sys

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from catalog import Catalog, Settings, database
from catalog.errors import CatalogUnavailable
from catalog.orm import Base
from tests.factories import make_actor

PREPARE = """
import sys
from catalog import Catalog, Settings
Catalog.open(Settings(database_url=sys.argv[1])).prepare()
"""


@pytest.fixture
def engine(empty_database_url):
    engine = database.create_engine(empty_database_url)
    yield engine
    engine.dispose()


def tables(engine):
    return {
        name for name in sa.inspect(engine).get_table_names() if "index" not in name
    }


def test_upgrade_makes_every_table_of_the_mappings(engine):
    database.upgrade(engine)

    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_name": lambda name, kind, _: (
                    not (name or "").startswith("offer_index")
                )
            },
        )
        assert compare_metadata(context, Base.metadata) == []


def test_upgrade_twice_changes_nothing(engine):
    database.upgrade(engine)
    before = tables(engine)

    database.upgrade(engine)

    assert tables(engine) == before


def test_downgrade_leaves_no_table_and_upgrade_brings_them_back(engine):
    database.upgrade(engine)
    before = tables(engine)

    command.downgrade(database.migrations(engine), "base")
    assert tables(engine) == {"alembic_version"}

    command.upgrade(database.migrations(engine), "head")
    assert tables(engine) == before


def test_schema_is_known_to_be_missing(engine):
    assert not database.has_schema(engine)

    database.upgrade(engine)

    assert database.has_schema(engine)


def test_processes_that_start_together_all_succeed(empty_database_url):
    started = [
        subprocess.Popen(
            [sys.executable, "-c", PREPARE, empty_database_url], stderr=subprocess.PIPE
        )
        for _ in range(4)
    ]
    errors = [process.communicate()[1].decode() for process in started]

    assert [
        (p.returncode, error) for p, error in zip(started, errors, strict=True)
    ] == [(0, "")] * 4


def test_filled_catalog_keeps_its_records_when_it_is_prepared_again(fill):
    catalog = fill(actors=[make_actor("a-7")])

    catalog.prepare()

    assert catalog.counts().actors == 1


def test_unreachable_database_is_unavailable():
    catalog = Catalog.open(
        Settings(database_url="postgresql+psycopg2://nobody:x@127.0.0.1:9/none")
    )

    with pytest.raises(CatalogUnavailable):
        catalog.counts()
