"""The synthetic catalog: the same on every machine, and inside the contract."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

from benchmarks.data import (
    ACTOR_COLUMNS,
    ACTORS,
    OFFER_COLUMNS,
    SyntheticCatalog,
    read_vocabulary,
    write_csv,
)
from catalog.records import ACTOR_KINDS, FEATURES, FUNDINGS, OFFER_KINDS, TARGET_GROUPS

pytestmark = pytest.mark.unit
DIGEST_OF_20 = "6418ec5831913cf325dee1009bd613cdaed77ab6"
FORMATS = {"praesenz", "online", "hybrid"}
STATES = {"", "ausgebucht", "warteliste", "abgesagt", "verschoben"}


def test_catalog_is_the_same_when_made_again(catalog: SyntheticCatalog) -> None:
    again = SyntheticCatalog(read_vocabulary(), catalog.places)

    assert list(again.offers(50)) == list(catalog.offers(50))
    assert list(again.actors()) == list(catalog.actors())


def test_offers_are_the_same_in_every_process(catalog: SyntheticCatalog) -> None:
    """Figures of two runs may only be compared because of this."""
    text = repr(list(catalog.offers(20))).encode()

    assert hashlib.sha1(text, usedforsecurity=False).hexdigest() == DIGEST_OF_20


def test_small_catalog_is_the_beginning_of_a_larger_one(
    catalog: SyntheticCatalog,
) -> None:
    larger = list(catalog.offers(100))

    assert list(catalog.offers(40)) == larger[:40]
    assert list(catalog.offers(60, start=40)) == larger[40:]


def test_another_seed_gives_another_catalog(catalog: SyntheticCatalog) -> None:
    other = SyntheticCatalog(catalog.vocabulary, catalog.places, seed=1)

    assert list(other.offers(50)) != list(catalog.offers(50))


def test_offers_use_the_words_of_the_contract(catalog: SyntheticCatalog) -> None:
    offers = list(catalog.offers(2_000))

    assert {tuple(offer) for offer in offers} == {tuple(OFFER_COLUMNS)}
    assert {offer["art"] for offer in offers} <= set(OFFER_KINDS)
    assert {offer["format"] for offer in offers} == FORMATS
    assert {offer["status"] for offer in offers} == STATES
    assert {offer["foerderung"] for offer in offers} <= {"", *FUNDINGS}
    assert {offer["merkmale"] for offer in offers} <= {"", *FEATURES}
    groups = {g for offer in offers for g in offer["zielgruppen"].split("|")}
    assert groups <= {"", *TARGET_GROUPS}


def test_offers_have_readable_dates_in_order(catalog: SyntheticCatalog) -> None:
    for offer in catalog.offers(500):
        days = [
            datetime.strptime(text[:16], "%Y-%m-%d %H:%M").astimezone()
            for text in offer["termine"].split(" | ")
            if text
        ]
        assert days == sorted(days)
        if offer["beginn"]:
            begins = date.fromisoformat(offer["beginn"])
            assert begins < date.fromisoformat(offer["ende"])


def test_actors_use_the_words_of_the_contract(catalog: SyntheticCatalog) -> None:
    actors = list(catalog.actors())
    ids = {actor["id"] for actor in actors}

    assert len(ids) == ACTORS
    assert {tuple(actor) for actor in actors} == {tuple(ACTOR_COLUMNS)}
    assert {actor["art"] for actor in actors} <= set(ACTOR_KINDS)
    assert {offer["anbieter_id"] for offer in catalog.offers(2_000)} <= ids


def test_topics_follow_zipf(catalog: SyntheticCatalog) -> None:
    counts = Counter(offer["themen"].split("|")[0] for offer in catalog.offers(20_000))
    first, tenth = (catalog.vocabulary.subjects[rank].topic for rank in (0, 9))

    assert 8 < counts[first] / counts[tenth] < 12


def test_write_csv_writes_a_catalog_file(
    catalog: SyntheticCatalog, tmp_path: Path
) -> None:
    file = tmp_path / "new" / "offers.csv"
    offers = list(catalog.offers(5))

    write_csv(file, OFFER_COLUMNS, offers)

    with file.open(encoding="utf-8", newline="") as stream:
        assert list(csv.DictReader(stream, delimiter=";")) == offers
