"""What stands in a form: what is a change, what is text, what was seen meanwhile."""

from __future__ import annotations

import pytest

from catalog import Action, Editor, Role, fingerprint
from catalog.errors import ChangedMeanwhile, NotAllowed, RecordNotFound
from tests.factories import make_offer

ANNA = Editor("Anna", Role.EDITOR)
RITA = Editor("Rita", Role.REVIEWER)


@pytest.fixture
def published(fill):
    """A catalog with one offer, and how it stands in a form."""
    catalog = fill(make_offer("o-1", zielgruppen="senioren|erwachsene"))
    return catalog, catalog.editing.published("offer", "o-1")


def save(catalog, cells, **more):
    options = {"version": 0} | more
    return catalog.editing.save(ANNA, "offer", "o-1", cells, **options)


@pytest.mark.parametrize(
    "written",
    [
        {"preis": "24"},
        {"preis": "24.00 €"},
        {"termine": "01.12.2026 18:00-19:30"},
        {"zielgruppen": "erwachsene|senioren"},
        {"status": "geplant"},
        {"beschreibung": "Wir formen Schalen und Becher.  "},
    ],
)
def test_what_says_the_same_is_no_change(published, written):
    catalog, cells = published

    assert save(catalog, cells | written).changes == ()


def test_what_cannot_be_read_stays_as_it_was_written(published):
    catalog, cells = published

    draft = save(catalog, cells | {"preis": "billig", "web": "keine Adresse"})

    assert {c.column: c.new for c in draft.changes} == {
        "preis": "billig",
        "web": "keine Adresse",
    }


@pytest.mark.parametrize(
    "title",
    ["Basteln <Anfänger>", "A &amp; B", "1 < 2 > 0", "=1+1", "<b>fett</b>"],
)
def test_what_somebody_types_is_text_and_no_markup(published, title):
    catalog, cells = published
    save(catalog, cells | {"titel": title})

    catalog.editing.publish(RITA, "offer", "o-1", version=1)

    now = catalog.editing.published("offer", "o-1")
    assert now["titel"] == title
    assert save(catalog, now).changes == ()


def test_a_word_is_its_own_id(published):
    catalog, _ = published
    cells = {"wort": "  <Pötten>  und  mehr ", "art": "thema", "bedeutet": "Töpfern"}

    draft = catalog.editing.save(ANNA, "word", None, cells, version=0)
    catalog.editing.publish(RITA, "word", draft.record_id, version=1)

    assert draft.record_id == "<Pötten> und mehr"
    assert catalog.editing.published("word", draft.record_id) == {
        "wort": "<Pötten> und mehr",
        "art": "thema",
        "bedeutet": "Töpfern",
    }


class TestBeginningAnew:
    def test_takes_the_published_record_that_was_seen(self, published, make_files):
        catalog, cells = published
        save(catalog, cells | {"preis": "30,00"})
        catalog.import_files(make_files(offers=[make_offer("o-1", preis="19,00")]))
        seen = catalog.editing.published("offer", "o-1")

        draft = save(
            catalog, seen | {"preis": "30,00"}, version=1, onto=fingerprint(seen)
        )
        catalog.editing.publish(RITA, "offer", "o-1", version=2)

        assert [(c.old, c.new) for c in draft.changes] == [("19,00", "30,00")]
        assert catalog.editing.published("offer", "o-1")["preis"] == "30,00"

    def test_does_not_take_another_one(self, published):
        catalog, cells = published
        save(catalog, cells | {"preis": "30,00"})

        with pytest.raises(ChangedMeanwhile):
            save(catalog, cells, version=1, onto=fingerprint(cells | {"preis": "1"}))


class TestCorrecting:
    def test_is_published_and_noted_at_once(self, published):
        catalog, cells = published

        catalog.editing.correct(
            ANNA, "offer", "o-1", cells | {"geprueft_am": "2026-11-22"}
        )

        entry = catalog.editing.history("offer", "o-1")[0]
        assert (entry.who, entry.action) == ("Anna", Action.CORRECTED)
        assert catalog.editing.published("offer", "o-1")["geprueft_am"] == "2026-11-22"

    def test_is_for_small_changes_only(self, published):
        catalog, cells = published

        with pytest.raises(NotAllowed):
            catalog.editing.correct(ANNA, "offer", "o-1", cells | {"preis": "1"})

    def test_leaves_the_draft_of_somebody_alone(self, published):
        catalog, cells = published
        save(catalog, cells | {"preis": "30,00"})

        with pytest.raises(ChangedMeanwhile):
            catalog.editing.correct(
                RITA, "offer", "o-1", cells | {"geprueft_am": "2026-11-22"}
            )

    def test_needs_a_published_record(self, published):
        catalog, _ = published

        with pytest.raises(RecordNotFound):
            catalog.editing.correct(ANNA, "offer", "o-77", {"id": "o-77"})


class TestLookingBack:
    def test_tells_what_a_record_said(self, published):
        catalog, cells = published
        for price in ("10,00", "20,00"):
            save(catalog, cells | {"preis": price})
            catalog.editing.publish(RITA, "offer", "o-1", version=1)
        key = catalog.editing.history("offer", "o-1")[1].key

        assert catalog.editing.state_after("offer", "o-1", key)["preis"] == "10,00"

    @pytest.mark.parametrize("record_id", ["o-1", "o-77"])
    def test_needs_an_entry_of_the_record(self, published, record_id):
        catalog, _ = published

        with pytest.raises(RecordNotFound):
            catalog.editing.state_after("offer", record_id, 99_999)
