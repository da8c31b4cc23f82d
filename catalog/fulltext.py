"""The full-text index on analysed words: FTS5 in SQLite, tsvector in PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalog.language.text import compound_parts, lemma, stem, stems, tokenize

Terms = tuple[str, ...]
Groups = Sequence[Collection[Terms]]


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """The analysed words of one offer, by where they stand."""

    key: int
    topic: str
    title: str
    provider: str
    description: str


def index_terms(text: str | None, *, split: bool = True) -> list[str]:
    """Return the sorted stems of a text, with those of the parts of compounds."""
    found: set[str] = set()
    for token in tokenize(text or ""):
        for word in token.text.split("-"):
            found |= stems(word)
        if split:
            found.update(stem(lemma(part)) for part in compound_parts(token.text))
    return sorted(term for term in found if term.isalnum())


def store(session: Session, entries: Sequence[IndexEntry]) -> None:
    """Write index entries; entries that exist are replaced."""
    if not entries:
        return
    remove(session, [entry.key for entry in entries])
    session.execute(
        _insert(session),
        [
            {
                "key": entry.key,
                "topic": entry.topic,
                "title": entry.title,
                "provider": entry.provider,
                "description": entry.description,
            }
            for entry in entries
        ],
    )


def remove(session: Session, keys: Iterable[int]) -> None:
    """Take offers out of the index."""
    column = "rowid" if _is_sqlite(session) else "key"
    rows = [{"key": key} for key in keys]
    if rows:
        statement = sa.text(f"delete from offer_index where {column} = :key")
        session.execute(statement, rows)


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def _insert(session: Session) -> sa.TextClause:
    if _is_sqlite(session):
        return sa.text(
            "insert into offer_index (rowid, topic, title, provider, description)"
            " values (:key, :topic, :title, :provider, :description)"
        )
    return sa.text(
        "insert into offer_index (key, terms) values (:key,"
        " setweight(to_tsvector('simple', :topic), 'A')"
        " || setweight(to_tsvector('simple', :title), 'B')"
        " || setweight(to_tsvector('simple', :provider), 'C')"
        " || setweight(to_tsvector('simple', :description), 'D'))"
    )


MATCHING_KEYS = {
    "sqlite": "select rowid from offer_index where offer_index match :fts",
    "postgresql": (
        "select key from offer_index where terms @@ to_tsquery('simple', :fts)"
    ),
}


def expression(dialect: str, groups: Groups, *, everywhere: bool) -> str:
    """Return the value of `:fts` for the offers that say one way of every group.

    `everywhere` looks into descriptions and provider names, too; else only topics
    and titles count. Empty when no group can be searched for.
    """
    usable = [ways for ways in map(_usable, groups) if ways]
    if dialect == "sqlite":
        return _fts5(usable, everywhere=everywhere)
    return _tsquery(usable, everywhere=everywhere)


def _usable(ways: Collection[Terms]) -> list[Terms]:
    return sorted(way for way in ways if way and all(t.isalnum() for t in way))


def _fts5(groups: Groups, *, everywhere: bool) -> str:
    columns = "" if everywhere else "{topic title} : "
    return " AND ".join(
        columns
        + "("
        + " OR ".join(
            "(" + " AND ".join(f'"{term}"' for term in way) + ")" for way in ways
        )
        + ")"
        for ways in groups
    )


def _tsquery(groups: Groups, *, everywhere: bool) -> str:
    weights = "" if everywhere else ":AB"
    return " & ".join(
        "("
        + " | ".join(
            "(" + " & ".join(f"'{term}'{weights}" for term in way) + ")" for way in ways
        )
        + ")"
        for ways in groups
    )
