"""What is derived from the records is derived anew when the analysis has changed."""

from __future__ import annotations

import sqlalchemy as sa

from catalog import database
from catalog.orm import CatalogState, OccurrenceRow, OfferRow, TermRow, TopicUseRow
from tests.factories import make_actor, make_offer

OTHER_WORDS = {"topic_terms": "x", "title_terms": "x", "text_terms": "x"}


def rows_of(engine, table, *, without=()):
    columns = [c for c in table.__table__.columns if c.name not in without]
    with engine.connect() as connection:
        return sorted(map(repr, connection.execute(sa.select(*columns))))


def everything(engine):
    return {
        "offers": rows_of(engine, OfferRow),
        "occurrences": rows_of(engine, OccurrenceRow, without=("key",)),
        "topics": rows_of(engine, TopicUseRow, without=("key",)),
        "terms": rows_of(engine, TermRow),
        "analysis": rows_of(engine, CatalogState, without=("revision", "changed_at")),
    }


def analysed_otherwise(engine):
    with engine.begin() as connection:
        connection.execute(sa.update(OfferRow).values(OTHER_WORDS))
        connection.execute(sa.insert(TermRow), {"term": "gone", "spelling": "Gone"})
        connection.execute(sa.update(CatalogState).values(analysis=0))


def test_words_of_another_analysis_are_written_anew(fill, database_url):
    catalog = fill(
        make_offer("o-1", titel="Töpfern am Abend", themen="Töpfern"),
        make_offer("o-2", titel="Lesung", beginn="2026-12-01", ende="2026-12-01"),
        actors=[make_actor()],
    )
    catalog.prepare()
    engine = database.create_engine(database_url)
    before = everything(engine)

    analysed_otherwise(engine)
    catalog.prepare()

    assert everything(engine) == before
    engine.dispose()


def test_records_stay_the_same_for_the_next_import(fill, database_url, make_files):
    offers = [make_offer("o-1", titel="Töpfern am Abend", ort=None)]
    catalog = fill(*offers)
    engine = database.create_engine(database_url)
    analysed_otherwise(engine)
    engine.dispose()
    catalog.prepare()

    report = catalog.import_files(make_files(actors=[make_actor()], offers=offers))

    assert (report.new, report.changed, report.unchanged) == (0, 0, 2)


def test_running_processes_notice(fill, database_url):
    catalog = fill(make_offer())
    catalog.prepare()
    engine = database.create_engine(database_url)
    before = rows_of(engine, CatalogState)

    analysed_otherwise(engine)
    catalog.prepare()
    after = rows_of(engine, CatalogState)
    catalog.prepare()

    assert after != before
    assert rows_of(engine, CatalogState) == after
    engine.dispose()
