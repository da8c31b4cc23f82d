"""Trying out whether a question finds a record, on both databases."""

from __future__ import annotations

import pytest

from catalog import Editor, Role
from catalog.errors import InvalidRecord
from tests.factories import make_actor, make_offer

ANNA = Editor("Anna", Role.EDITOR)


@pytest.fixture
def catalog_of_courses(fill):
    """Courses in pottery that differ in one thing each, and one that is over."""
    return fill(
        make_offer("o-1"),
        make_offer("o-2", titel="Töpfern für Kinder", zielgruppen="kinder"),
        make_offer("o-3", titel="Töpfern online", format="online", plz="", ort=""),
        make_offer("o-over", titel="Löten", themen="Löten", termine="2026-10-01"),
        make_offer("o-off", titel="Imkern", themen="Imkern", status="abgesagt"),
        actors=[make_actor("a-1")],
    )


def labels(trial):
    return [condition.label for condition in trial.blocks]


def test_the_place_counts_from_one(catalog_of_courses):
    trial = catalog_of_courses.try_out("offer", "o-1", "Töpfern")

    assert (trial.rank in (1, 2, 3), trial.total) == (True, 3)


def test_the_condition_that_keeps_it_out_is_named(catalog_of_courses):
    trial = catalog_of_courses.try_out("offer", "o-2", "Töpfern für Senioren")

    assert trial.rank is None
    assert labels(trial) == ["Senioren"]


def test_several_conditions_are_named(catalog_of_courses):
    trial = catalog_of_courses.try_out("offer", "o-2", "Yoga für Senioren in Barleben")

    assert trial.rank is None
    assert set(labels(trial)) >= {"Yoga", "Senioren"}


def test_what_was_changed_to_find_it_is_told(catalog_of_courses):
    trial = catalog_of_courses.try_out(
        "offer", "o-1", "Töpfern am Sonntag in Haldensleben"
    )

    assert trial.rank is not None
    assert [change.field for change in trial.relaxed] == ["weekday"]


def test_online_offers_of_a_local_search_stand_apart(catalog_of_courses):
    trial = catalog_of_courses.try_out("offer", "o-3", "Töpfern in Haldensleben")

    assert (trial.rank, trial.total, trial.is_apart) == (1, 1, True)


@pytest.mark.parametrize(
    ("record_id", "question", "state"),
    [("o-over", "Löten", "is_over"), ("o-off", "Imkern", "is_cancelled")],
)
def test_what_is_never_found_says_why(catalog_of_courses, record_id, question, state):
    trial = catalog_of_courses.try_out("offer", record_id, question)

    assert trial.rank is None
    assert getattr(trial, state)


def test_a_draft_is_tried_and_nothing_of_it_stays(catalog_of_courses):
    catalog = catalog_of_courses
    before = catalog.counts()
    cells = catalog.editing.published("offer", "o-1") | {"themen": "Zwirbeln"}

    draft = catalog.try_out("offer", "o-1", "Zwirbeln", cells=cells)
    new = catalog.try_out("offer", "o-new", "Zwirbeln", cells=cells | {"id": "o-new"})
    published = catalog.try_out("offer", "o-1", "Zwirbeln")

    assert (draft.rank, draft.total) == (1, 1)
    assert (new.rank, new.total) == (1, 1)
    assert published.rank is None
    assert catalog.editing.published("offer", "o-1")["themen"] == "Töpfern"
    assert catalog.counts() == before


def test_an_incomplete_draft_cannot_be_tried(catalog_of_courses):
    with pytest.raises(InvalidRecord):
        catalog_of_courses.try_out("offer", "o-9", "x", cells={"id": "o-9"})


def test_actors_are_found_by_kind(catalog_of_courses):
    found = catalog_of_courses.try_out("actor", "a-1", "Volkshochschule")
    missed = catalog_of_courses.try_out("actor", "a-1", "Musikschule")

    assert (found.rank, missed.rank) == (1, None)
    assert labels(missed) == ["Musikschule"]
