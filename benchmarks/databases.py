"""Filled databases, made once for each size and state of the catalog's code."""

from __future__ import annotations

import hashlib
from pathlib import Path

from benchmarks.bare import write_database
from benchmarks.data import SEED, VOCABULARY, SyntheticCatalog
from benchmarks.lernlotse import import_offers
from benchmarks.plan import PROJECT

CODE = (".py", ".csv", ".toml", ".json")
HERE = Path(__file__).resolve().parent


def catalog_database(catalog: SyntheticCatalog, count: int, workspace: Path) -> Path:
    """Return Lernlotse's database with the first `count` offers."""
    database = workspace / f"catalog-{count}.sqlite"
    key = _digest(PROJECT / "catalog", HERE / "data.py", VOCABULARY)
    if not _is_current(database, key):
        import_offers(catalog, count, database=database, workspace=workspace)
        _stamp(database, key)
    return database


def bare_database(catalog: SyntheticCatalog, count: int, workspace: Path) -> Path:
    """Return the simplest database with the same offers."""
    database = workspace / f"bare-{count}.sqlite"
    key = _digest(HERE / "data.py", HERE / "bare.py", VOCABULARY)
    if not _is_current(database, key):
        write_database(database, catalog.offers(count))
        _stamp(database, key)
    return database


def _key_file(database: Path) -> Path:
    return database.with_suffix(".key")


def _is_current(database: Path, key: str) -> bool:
    stamp = _key_file(database)
    return database.exists() and stamp.exists() and stamp.read_text() == key


def _stamp(database: Path, key: str) -> None:
    _key_file(database).write_text(key)


def _digest(*sources: Path) -> str:
    """Hash files, and the code and data in folders."""
    digest = hashlib.sha1(str(SEED).encode(), usedforsecurity=False)
    for source in sources:
        found = source.rglob("*") if source.is_dir() else [source]
        for file in sorted(f for f in found if f.suffix in CODE and f.is_file()):
            digest.update(file.read_bytes())
    return digest.hexdigest()
