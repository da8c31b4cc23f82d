"""The topic taxonomy is well formed: links resolve, no word means two topics."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import TypedDict, cast

import pytest


class Topic(TypedDict, total=False):
    label: str
    broader: str
    synonyms: list[str]
    spellings: list[str]
    related: list[str]
    narrower: list[str]


ROOT = next(
    p for p in Path(__file__).resolve().parents if (p / "pyproject.toml").is_file()
)
PATH = ROOT / "catalog" / "language" / "topics.toml"
TOP_AREAS = frozenset(
    {
        "politik-gesellschaft",
        "kultur",
        "gesundheit",
        "sprachen",
        "beruf-it",
        "schulabschluss",
        "grundbildung",
        "fruehe-bildung",
        "schule",
        "jugend",
        "familie",
        "natur",
        "sport",
        "musik",
        "medien",
        "ausbildung",
        "ehrenamt",
        "lebensfragen",
        "integration",
    }
)


@pytest.fixture(scope="module")
def topics() -> dict[str, Topic]:
    return cast("dict[str, Topic]", tomllib.loads(PATH.read_text(encoding="utf-8")))


def test_slugs_and_fields(topics: dict[str, Topic]) -> None:
    assert topics
    for slug, topic in topics.items():
        assert re.fullmatch(r"[a-z0-9-]+", slug), slug
        assert topic.keys() <= {
            "label",
            "broader",
            "synonyms",
            "spellings",
            "narrower",
            "related",
        }, slug
        words = [topic["label"], *topic.get("synonyms", [])]
        assert all(word and word == word.strip() for word in words), slug


def test_links_resolve(topics: dict[str, Topic]) -> None:
    for slug, topic in topics.items():
        assert topic.get("broader", slug) in topics, slug
        related = topic.get("related", [])
        assert set(related) <= topics.keys() - {slug}, slug
        assert len(related) == len(set(related)), slug


def test_no_cycles(topics: dict[str, Topic]) -> None:
    for slug, topic in topics.items():
        seen = {slug}
        node = topic.get("broader")
        while node is not None:
            assert node not in seen, f"cycle at {slug}"
            seen.add(node)
            node = topics[node].get("broader")


def test_every_word_names_one_topic(topics: dict[str, Topic]) -> None:
    words = Counter(
        word.casefold()
        for topic in topics.values()
        for word in (
            topic["label"],
            *topic.get("synonyms", []),
            *topic.get("narrower", []),
        )
    )
    assert [word for word, count in words.items() if count > 1] == []


def test_top_areas_have_children(topics: dict[str, Topic]) -> None:
    assert {
        slug for slug, topic in topics.items() if "broader" not in topic
    } == TOP_AREAS
    assert {topic.get("broader") for topic in topics.values()} >= TOP_AREAS


def test_spellings_are_not_repeated(topics: dict[str, Topic]) -> None:
    for slug, topic in topics.items():
        spellings = topic.get("spellings", [])
        assert len(spellings) == len(set(spellings)), slug


def test_no_spelling_of_two_topics(topics: dict[str, Topic]) -> None:
    words = Counter(
        word.casefold()
        for topic in topics.values()
        for word in topic.get("spellings", [])
    )
    assert [word for word, count in words.items() if count > 1] == []
