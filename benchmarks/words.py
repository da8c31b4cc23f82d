"""The words of a database's catalog with thousands of further topics, to understand with."""

from __future__ import annotations

from itertools import islice, product
from pathlib import Path

from benchmarks.data import TODAY
from catalog import repository
from catalog.database import create_engine, session_scope
from catalog.district import load_district
from catalog.language.understanding import Understander
from catalog.language.vocabulary import Vocabulary
from catalog.settings import Settings

TOPIC_WORDS = 5_000


def wide_understander(database: Path) -> Understander:
    """Return what understands a catalog's words and 5,000 topics besides."""
    engine = create_engine(f"sqlite:///{database}")
    with session_scope(engine) as session:
        labels = repository.topic_labels(session)
        vocabulary = Vocabulary(
            load_district(Settings().district_dir),
            topic_labels=[*labels, *invented(labels, TOPIC_WORDS)],
            terms=repository.terms(session),
            actors=repository.actor_names(session),
        )
    engine.dispose()
    return Understander(vocabulary)


def invented(labels: list[str], count: int) -> list[str]:
    """Return words that no catalog has, put together from words that it has."""
    single = [label for label in labels if label.isalpha()]
    pairs = product(single, single)
    return list(islice((f"{a}{b.lower()}" for a, b in pairs if a != b), count))


def understood(understander: Understander, text: str) -> object:
    """Understand a sentence on the benchmark's day."""
    return understander(text, TODAY)
