"""Editing: drafts, review, publishing, archive and history, on both databases."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from catalog import Action, Editor, Role
from catalog.database import create_engine
from catalog.errors import (
    ChangedMeanwhile,
    InvalidRecord,
    NotAllowed,
    RecordNotFound,
    StillInUse,
)
from tests.factories import make_actor, make_offer

ANNA = Editor("Anna", Role.EDITOR)
BERT = Editor("Bert", Role.EDITOR)
RITA = Editor("Rita", Role.REVIEWER)


@pytest.fixture
def published(fill):
    """A catalog with one offer, and how it stands in a form."""
    catalog = fill(make_offer("o-1"))
    return catalog, catalog.editing.published("offer", "o-1")


def save(catalog, cells, *, who=ANNA, version=0, kind="offer", record_id="o-1"):
    return catalog.editing.save(who, kind, record_id, cells, version=version)


def titles(catalog, question="Töpfern"):
    found = catalog.search_offers(catalog.understand(question).query)
    return [hit.offer.title for hit in found.items if not found.relaxed]


class TestDrafts:
    def test_a_published_record_stands_in_the_form_as_in_the_files(self, published):
        _, cells = published

        assert cells == {k: v for k, v in make_offer("o-1").items() if v}

    def test_a_draft_changes_nothing_that_citizens_see(self, published):
        catalog, cells = published

        save(catalog, cells | {"titel": "Töpfern für alle"})

        assert titles(catalog) == ["Töpfern für Anfänger"]

    def test_a_draft_may_be_incomplete(self, published):
        catalog, _ = published

        draft = save(catalog, {"titel": "Noch ohne Anbieter"}, record_id=None)

        assert draft.record_id.startswith("o-")
        assert set(catalog.editing.read("offer", draft.cells).problems) == {
            "art",
            "anbieter_id",
        }

    def test_every_wrong_cell_is_named_at_once(self, published):
        catalog, cells = published
        wrong = cells | {"preis": "billig", "beginn": "bald", "alter_von": "x"}

        assert set(catalog.editing.read("offer", wrong).problems) == {
            "preis",
            "beginn",
            "alter_von",
        }

    def test_an_incomplete_draft_is_not_handed_in(self, published):
        catalog, _ = published
        draft = save(catalog, {"titel": "Noch ohne Anbieter"}, record_id=None)

        with pytest.raises(InvalidRecord):
            catalog.editing.submit(ANNA, "offer", draft.record_id, version=1)

    def test_the_second_of_two_editors_is_told(self, published):
        catalog, cells = published
        save(catalog, cells | {"titel": "Von Anna"})

        with pytest.raises(ChangedMeanwhile) as told:
            save(catalog, cells | {"titel": "Von Bert"}, who=BERT)

        assert told.value.who == "Anna"
        assert catalog.editing.draft("offer", "o-1").cells["titel"] == "Von Anna"

    def test_what_was_discarded_stands_in_the_history(self, published):
        catalog, cells = published
        save(catalog, cells | {"titel": "Verworfen"})

        catalog.editing.discard(ANNA, "offer", "o-1", version=1)

        assert catalog.editing.draft("offer", "o-1") is None
        assert "Verworfen" in catalog.editing.history("offer", "o-1")[0].note


class TestReview:
    def test_a_change_waits_and_the_published_version_stays(self, published):
        catalog, cells = published
        save(catalog, cells | {"titel": "Drehen an der Scheibe"})

        is_published = catalog.editing.submit(ANNA, "offer", "o-1", version=1)

        assert not is_published
        assert titles(catalog) == ["Töpfern für Anfänger"]

    def test_the_reviewer_sees_the_changed_fields(self, published):
        catalog, cells = published
        save(catalog, cells | {"titel": "Drehen an der Scheibe", "preis": "30,00"})
        catalog.editing.submit(ANNA, "offer", "o-1", version=1)

        (draft,) = catalog.editing.drafts()

        assert [(c.column, c.old, c.new) for c in draft.changes] == [
            ("titel", "Töpfern für Anfänger", "Drehen an der Scheibe"),
            ("preis", "24,00", "30,00"),
        ]

    def test_published_is_found_at_once(self, published):
        catalog, cells = published
        save(catalog, cells | {"titel": "Drehen an der Scheibe"})
        catalog.editing.submit(ANNA, "offer", "o-1", version=1)

        catalog.editing.publish(RITA, "offer", "o-1", version=2)

        assert titles(catalog) == ["Drehen an der Scheibe"]
        assert catalog.editing.draft("offer", "o-1") is None

    def test_an_editor_cannot_publish(self, published):
        catalog, cells = published
        save(catalog, cells | {"titel": "Drehen an der Scheibe"})

        with pytest.raises(NotAllowed):
            catalog.editing.publish(ANNA, "offer", "o-1", version=1)

    def test_a_small_correction_passes_and_is_logged(self, published):
        catalog, cells = published
        save(catalog, cells | {"titel": "Töpfern für Anfängerr"})

        assert catalog.editing.submit(ANNA, "offer", "o-1", version=1)
        entry, _ = catalog.editing.history("offer", "o-1")
        assert (entry.who, entry.action) == ("Anna", Action.CORRECTED)

    @pytest.mark.parametrize(
        "changed",
        [{"preis": "25,00"}, {"beschreibung": ""}, {"titel": "Töpfern 2"}],
    )
    def test_a_price_or_a_number_is_no_small_correction(self, published, changed):
        catalog, cells = published
        save(catalog, cells | changed)

        assert not catalog.editing.submit(ANNA, "offer", "o-1", version=1)

    def test_a_rejected_draft_comes_back_with_the_reason(self, published):
        catalog, cells = published
        save(catalog, cells | {"titel": "Drehen an der Scheibe"})
        catalog.editing.submit(ANNA, "offer", "o-1", version=1)

        catalog.editing.reject(RITA, "offer", "o-1", version=2, note="Wo?")

        assert catalog.editing.draft("offer", "o-1").note == "Wo?"

    def test_an_import_in_other_columns_meanwhile_stays(self, published, make_files):
        catalog, cells = published
        save(catalog, cells | {"titel": "Drehen an der Scheibe"})
        catalog.import_files(make_files(offers=[make_offer("o-1", preis="19,00")]))

        catalog.editing.publish(RITA, "offer", "o-1", version=1)

        now = catalog.editing.published("offer", "o-1")
        assert (now["titel"], now["preis"]) == ("Drehen an der Scheibe", "19,00")

    def test_an_import_of_the_same_column_is_not_overwritten(
        self, published, make_files
    ):
        catalog, cells = published
        save(catalog, cells | {"preis": "30,00"})
        catalog.import_files(make_files(offers=[make_offer("o-1", preis="19,00")]))

        with pytest.raises(ChangedMeanwhile) as told:
            catalog.editing.publish(RITA, "offer", "o-1", version=1)

        assert told.value.columns == ("preis",)
        assert catalog.editing.published("offer", "o-1")["preis"] == "19,00"


class TestArchive:
    def test_an_archived_offer_is_not_found_and_can_be_revived(self, published):
        catalog, cells = published

        catalog.editing.archive(RITA, "offer", "o-1")
        found = titles(catalog)
        catalog.editing.revive(RITA, "offer", "o-1")

        assert found == []
        assert titles(catalog) == ["Töpfern für Anfänger"]
        assert catalog.editing.published("offer", "o-1") == cells

    def test_an_actor_with_offers_stays(self, published):
        catalog, _ = published

        with pytest.raises(StillInUse) as told:
            catalog.editing.archive(RITA, "actor", "a-1")

        assert told.value.count == 1

    def test_what_is_not_there_cannot_be_archived(self, published):
        catalog, _ = published

        with pytest.raises(RecordNotFound):
            catalog.editing.archive(RITA, "offer", "o-77")


class TestHistory:
    def test_one_version_is_restored(self, published):
        catalog, cells = published
        for price in ("10,00", "20,00", "30,00"):
            save(catalog, cells | {"preis": price})
            catalog.editing.publish(RITA, "offer", "o-1", version=1)
        first = catalog.editing.history("offer", "o-1")[-2]

        catalog.editing.restore(RITA, "offer", "o-1", first.key)

        assert catalog.editing.published("offer", "o-1")["preis"] == "10,00"
        newest = catalog.editing.history("offer", "o-1")[0]
        assert [(c.column, c.old, c.new) for c in newest.changes] == [
            ("preis", "30,00", "10,00")
        ]

    @pytest.mark.parametrize(
        "statement", ["delete from changes", "update changes set who = 'Niemand'"]
    )
    def test_the_database_itself_keeps_it_unchanged(
        self, published, database_url, statement
    ):
        catalog, cells = published
        save(catalog, cells | {"preis": "10,00"})
        catalog.editing.publish(RITA, "offer", "o-1", version=1)

        with pytest.raises(sa.exc.DBAPIError, match="never changed"):
            with create_engine(database_url).begin() as connection:
                connection.execute(sa.text(statement))


@pytest.mark.parametrize(
    ("kind", "cells"),
    [
        ("actor", make_actor("a-9", name="Heimatmuseum", art="museum")),
        (
            "article",
            {
                "art": "wissen",
                "titel": "Bildungspaket",
                "antwort": "Das Bildungspaket hilft.",
                "quelle": "SGB II",
                "stand": "2026-11-01",
            },
        ),
        ("word", {"wort": "Pötten", "art": "thema", "bedeutet": "Töpfern"}),
    ],
)
def test_every_kind_of_record_can_be_edited(published, kind, cells):
    catalog, _ = published
    draft = save(catalog, dict(cells), kind=kind, record_id=None)

    catalog.editing.publish(RITA, kind, draft.record_id, version=1)

    now = catalog.editing.published(kind, draft.record_id)
    assert {**cells, "id": now.get("id", "")} == {**cells, **now} | {
        "id": now.get("id", "")
    }
