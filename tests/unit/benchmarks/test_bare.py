"""The simplest database."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.bare import BEST_FIVE, FIRST_FIVE, five_hits, write_database
from benchmarks.data import SyntheticCatalog
from benchmarks.questions import match_of

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("query", [FIRST_FIVE, BEST_FIVE])
def test_five_hits_carry_the_topic(
    catalog: SyntheticCatalog, tmp_path: Path, query: str
) -> None:
    topic = catalog.vocabulary.subjects[0].topic
    offers = {offer["id"]: offer for offer in catalog.offers(300)}
    write_database(tmp_path / "offers.sqlite", offers.values())

    with closing(sqlite3.connect(tmp_path / "offers.sqlite")) as connection:
        hits = five_hits(connection, match_of(topic), query)

    assert len(hits) == 5
    assert all(topic in offers[str(hit[0])]["themen"] for hit in hits)


def test_write_database_replaces_an_older_one(
    catalog: SyntheticCatalog, tmp_path: Path
) -> None:
    for count in (5, 3):
        write_database(tmp_path / "offers.sqlite", catalog.offers(count))

    with closing(sqlite3.connect(tmp_path / "offers.sqlite")) as connection:
        assert connection.execute("SELECT count(*) FROM offers").fetchone() == (3,)
