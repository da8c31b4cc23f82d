"""Lists, suggestions and the protocol of the staff, on both databases."""

from __future__ import annotations

import pytest

from catalog import Action, DraftState, Editor, ListState, Role
from tests.factories import make_actor, make_offer

ANNA = Editor("Anna", Role.EDITOR)
RITA = Editor("Rita", Role.REVIEWER)


@pytest.fixture
def catalog_of_three(fill):
    """Three offers of two actors."""
    return fill(
        make_offer("o-1", titel="Ölmalerei"),
        make_offer("o-2", titel="Zeichnen"),
        make_offer("o-3", titel="Aquarell", anbieter_id="a-2", themen="Malen"),
        actors=[make_actor("a-1"), make_actor("a-2", name="Kunstverein Ähre")],
    )


def titles(catalog, kind="offer", **asked):
    return [row.title for row in catalog.overview.page(kind, **asked).items]


def draft(catalog, record_id, **changed):
    cells = catalog.editing.published("offer", record_id) | changed
    return catalog.editing.save(ANNA, "offer", record_id, cells, version=0)


def test_a_list_is_sorted_as_germans_sort(catalog_of_three):
    assert titles(catalog_of_three) == ["Aquarell", "Ölmalerei", "Zeichnen"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ÖLMALEREI", ["Ölmalerei"]),
        ("öl", ["Ölmalerei"]),
        ("o-2", ["Zeichnen"]),
        ("ähre", ["Aquarell"]),
        ("verein aqua", ["Aquarell"]),
        ("verein öl", []),
        ("%", []),
        ("_", []),
        ("\\", []),
    ],
)
def test_every_word_is_looked_for_in_title_id_and_provider(
    catalog_of_three, text, found
):
    assert titles(catalog_of_three, text=text) == found


def test_a_page_says_how_many_there_are_in_all(catalog_of_three):
    page = catalog_of_three.overview.page("offer", number=2, size=2)

    assert ([row.title for row in page.items], page.total) == (["Zeichnen"], 3)


def test_a_record_shows_all_the_states_it_is_in(catalog_of_three):
    catalog = catalog_of_three
    draft(catalog, "o-1", titel="Ölmalerei für alle")
    draft(catalog, "o-2", titel="Skizzen")
    catalog.editing.submit(ANNA, "offer", "o-2", version=1)
    catalog.editing.archive(RITA, "offer", "o-3")
    new = catalog.editing.save(ANNA, "offer", None, {"titel": "Neu"}, version=0)

    rows = catalog.overview.page("offer").items
    found = {(row.id, row.is_published, row.draft, row.who) for row in rows}

    assert found == {
        ("o-1", True, DraftState.DRAFT, "Anna"),
        ("o-2", True, DraftState.REVIEW, "Anna"),
        (new.record_id, False, DraftState.DRAFT, "Anna"),
    }
    assert titles(catalog, state=ListState.PUBLISHED) == ["Ölmalerei", "Zeichnen"]
    assert titles(catalog, state=ListState.DRAFT) == ["Neu", "Ölmalerei"]
    assert titles(catalog, state=ListState.REVIEW) == ["Zeichnen"]
    assert titles(catalog, state=ListState.ARCHIVED) == ["Aquarell"]
    assert catalog.overview.waiting() == 1


@pytest.mark.parametrize(
    ("kind", "cells", "row"),
    [
        ("actor", {"name": "Neuer Akteur"}, ("Neuer Akteur", "")),
        ("word", {"wort": "Pötten"}, ("Pötten", "")),
        ("article", {"titel": "Neuer Text"}, ("Neuer Text", "")),
    ],
)
def test_drafts_of_every_kind_are_listed(catalog_of_three, kind, cells, row):
    catalog_of_three.editing.save(ANNA, kind, None, cells, version=0)

    found = catalog_of_three.overview.page(kind, text=row[0]).items

    assert [(r.title, r.detail) for r in found] == [row]


def test_what_is_in_use_is_suggested(catalog_of_three):
    found = catalog_of_three.overview.suggestions()

    assert found.topics == ("Malen", "Töpfern")
    assert ("Kunstverein Ähre", "a-2") in found.actors
    assert "Haldensleben" in found.towns


def test_the_protocol_holds_records_and_accounts(catalog_of_three):
    catalog = catalog_of_three
    before = catalog.overview.protocol().total
    draft(catalog, "o-1", preis="10,00")
    catalog.editing.publish(RITA, "offer", "o-1", version=1)
    catalog.accounts.add("Chefin", Role.ADMIN, "ein langes Passwort", by="Rita")

    page = catalog.overview.protocol(who="rit")
    accounts = catalog.overview.protocol(kinds=["account"])

    assert [(e.kind, e.action) for e in page.items] == [
        ("account", Action.ADDED),
        ("offer", Action.PUBLISHED),
    ]
    assert [(e.record_id, e.who) for e in accounts.items] == [("Chefin", "Rita")]
    assert catalog.overview.protocol().total == before + 2
    assert "account" not in {entry.kind for entry in catalog.editing.latest(10)}


def test_titles_of_published_records(catalog_of_three):
    found = catalog_of_three.overview.titles("offer", ["o-1", "o-3", "o-77"])

    assert found == {"o-1": "Ölmalerei", "o-3": "Aquarell"}
