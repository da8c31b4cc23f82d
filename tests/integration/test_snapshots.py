"""What a catalog keeps in memory: when it is read anew, and what answers meanwhile."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

import pytest

from catalog import Catalog, Query, Settings, snapshots
from catalog.snapshots import Snapshots
from tests.conftest import NOW
from tests.factories import make_files, make_offer


@pytest.fixture
def other(database_url):
    """A second service on the same database, as another process has it."""
    opened = Catalog.open(Settings(database_url=database_url, fixed_now=NOW))
    yield opened
    opened.close()


@pytest.fixture
def checks_always(monkeypatch):
    monkeypatch.setattr(snapshots, "CHECK_SECONDS", 0.0)


def total(catalog):
    return catalog.search_offers(Query()).total


def import_offers(catalog, folder, *ids):
    catalog.import_files(make_files(folder, offers=[make_offer(i) for i in ids]))


@pytest.mark.usefixtures("checks_always")
def test_small_catalog_shows_what_another_process_imported_at_once(
    fill, other, tmp_path
):
    fill(make_offer("o-1"))
    assert total(other) == 1

    import_offers(fill(make_offer("o-2")), tmp_path / "more", "o-3")

    assert total(other) == 3


@pytest.mark.usefixtures("checks_always")
def test_big_catalog_answers_with_the_old_while_the_new_is_read(
    fill, other, monkeypatch
):
    fill(make_offer("o-1"))
    assert total(other) == 1
    monkeypatch.setattr(snapshots, "READ_AT_ONCE", 0)
    may_go_on, really_read = threading.Event(), Snapshots._read

    def slow_read(self):
        may_go_on.wait(20)
        return really_read(self)

    monkeypatch.setattr(Snapshots, "_read", slow_read)
    with_new = threading.Thread(target=fill, args=(make_offer("o-2"),))
    with_new.start()
    with_new.join()

    assert [total(other), total(other)] == [1, 1]
    may_go_on.set()
    end = time.monotonic() + 20
    while total(other) == 1 and time.monotonic() < end:
        time.sleep(0.05)
    assert total(other) == 2


@pytest.mark.usefixtures("checks_always")
def test_next_day_nothing_of_yesterday_is_left(fill):
    catalog = fill(make_offer("o-1", termine="2026-11-22 18:00-19:00"))
    assert total(catalog) == 1

    object.__setattr__(catalog._settings, "fixed_now", NOW + timedelta(days=1))

    assert total(catalog) == 0
