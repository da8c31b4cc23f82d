"""An import in the history, and the way back where nobody changed anything since."""

from __future__ import annotations

import pytest

from catalog import Change, Editor, ImportOptions, Role, UndoConflict
from catalog.errors import AlreadyUndone, ImportNotFound, OfferNotFound
from tests import field_files
from tests.factories import csv_text, make_actor, make_offer
from tests.field_files import vhs_course, vhs_file

BOSS = Editor("Erika Beispiel", Role.REVIEWER)
TRICKY = 'Zeile 1\nTon &lt;Glasur> &amp;amp; "x" 🎨'


@pytest.fixture
def load(catalog, make_files):
    def load_rows(*offers, actors=(), **options):
        files = make_files(actors=actors, offers=offers)
        return catalog.import_files(files, options=ImportOptions(**options))

    return load_rows


def everything(catalog):
    return [o for o, _ in catalog.every_offer()], catalog.every_actor()


def undo(catalog, batch):
    return catalog.undo_import(batch, who="Erika Beispiel")


def test_history_tells_what_an_import_did(load, catalog):
    first = load(make_offer("o-1"), make_offer("o-2"), actors=[make_actor()])
    second = load(make_offer("o-1", preis="30", titel="Ton"), make_offer("o-2"))

    (new,) = catalog.editing.history("offer", "o-2")
    changed, _ = catalog.editing.history("offer", "o-1")
    assert (new.who, new.action, new.changes, new.batch) == (
        "Import",
        "imported",
        (),
        first.batch,
    )
    assert new.note == "actors.csv, offers.csv"
    assert changed.batch == second.batch
    assert changed.changes == (
        Change("titel", "Töpfern für Anfänger", "Ton"),
        Change("preis", "24,00", "30,00"),
    )
    assert [
        (p.batch, p.files, p.new, p.changed, p.gone) for p in catalog.imports()
    ] == [
        (second.batch, "offers.csv", 0, 1, 0),
        (first.batch, "actors.csv, offers.csv", 3, 0, 0),
    ]


def test_import_that_changes_nothing_is_not_told(load, catalog):
    load(make_offer(), actors=[make_actor()])

    assert load(make_offer()).batch == ""
    assert len(catalog.imports()) == 1


def test_everything_comes_back(load, catalog):
    load(
        make_offer("o-1", beschreibung=TRICKY),
        make_offer("o-2"),
        actors=[make_actor(), make_actor("a-2", name="Alt")],
    )
    before = everything(catalog)
    report = load(
        make_offer("o-1", beschreibung="Neu", termine="2027-01-01"),
        make_offer("o-3", anbieter_id="a-3"),
        actors=[make_actor("a-2", name="Neu"), make_actor("a-3")],
    )

    found = undo(catalog, report.batch)

    assert (found.removed, found.restored, found.revived) == (2, 2, 0)
    assert found.conflicts == ()
    assert everything(catalog) == before
    assert catalog.editing.archived("offer", "o-3")["anbieter_id"] == "a-3"
    entry = catalog.editing.history("offer", "o-1")[0]
    assert (entry.who, entry.action, entry.batch) == (
        "Erika Beispiel",
        "undone",
        report.batch,
    )


def test_what_was_gone_is_there_again(catalog, tmp_path):
    def load(*numbers):
        courses = [vhs_course(f"K-{n}") for n in numbers]
        path = field_files.write(tmp_path / "kurse.xml", vhs_file(*courses))
        return catalog.import_files([path])

    load(1, 2, 3)
    before = everything(catalog)
    report = load(2, 3, 4)

    found = undo(catalog, report.batch)

    assert (found.removed, found.restored, found.revived) == (1, 0, 1)
    assert everything(catalog) == before
    # The source is still known: the next file takes away and adds as before.
    again = load(2, 3, 4)
    assert (again.new, again.gone) == (0, 1)
    assert "archiviert" in again.warnings[-1].reason


def test_archived_and_restored_texts_come_back_as_they_were(load, catalog):
    load(make_offer("o-1", beschreibung=TRICKY), actors=[make_actor()])
    before = catalog.get_offer("o-1").offer

    catalog.editing.archive(BOSS, "offer", "o-1")
    catalog.editing.revive(BOSS, "offer", "o-1")
    assert catalog.get_offer("o-1").offer == before

    load(make_offer("o-1", beschreibung="Neu"))
    first = catalog.editing.history("offer", "o-1")[-1]
    catalog.editing.restore(BOSS, "offer", "o-1", first.key)
    assert catalog.get_offer("o-1").offer == before


def test_what_came_out_of_the_archive_goes_back_into_it(load, catalog):
    load(make_offer("o-1", titel="Alt"), make_offer("o-2"), actors=[make_actor()])
    catalog.editing.archive(BOSS, "offer", "o-1")
    report = load(make_offer("o-1", titel="Neu"))

    assert undo(catalog, report.batch).removed == 1
    assert catalog.editing.archived("offer", "o-1")["titel"] == "Alt"


def test_what_somebody_changed_since_stays_and_is_reported(load, catalog):
    load(make_offer("o-1"), make_offer("o-2"), actors=[make_actor()])
    report = load(
        make_offer("o-1", titel="Import", preis="30"),
        make_offer("o-2", titel="Import"),
        make_offer("o-3"),
        make_offer("o-4"),
    )
    cells = catalog.editing.published("offer", "o-1")
    corrected(catalog, "o-1", cells | {"titel": "Korrigiert"})
    corrected(
        catalog, "o-3", catalog.editing.published("offer", "o-3") | {"preis": "5,00"}
    )
    catalog.editing.archive(BOSS, "offer", "o-2")

    found = undo(catalog, report.batch)

    assert found.conflicts == (
        UndoConflict(
            "offer", "o-1", "seitdem geändert und deshalb geblieben: titel", ("titel",)
        ),
        UndoConflict("offer", "o-2", "ist inzwischen nicht mehr veröffentlicht"),
        UndoConflict("offer", "o-3", "wurde seitdem geändert und bleibt so"),
    )
    assert (found.removed, found.restored) == (1, 1)
    offer = catalog.get_offer("o-1").offer
    assert (offer.title, offer.price_cents) == ("Korrigiert", 2400)
    assert catalog.get_offer("o-3").offer.price_cents == 500
    with pytest.raises(OfferNotFound):
        catalog.get_offer("o-4")


def corrected(catalog, offer_id, cells):
    draft = catalog.editing.save(BOSS, "offer", offer_id, cells, version=0)
    if not catalog.editing.submit(BOSS, "offer", offer_id, version=draft.version):
        catalog.editing.publish(BOSS, "offer", offer_id, version=draft.version + 1)


def test_new_actor_whom_other_offers_name_stays(load, catalog):
    report = load(actors=[make_actor()])
    load(make_offer())

    found = undo(catalog, report.batch)

    assert [c.reason for c in found.conflicts] == [
        "bleibt, weil andere Angebote den Akteur nennen"
    ]
    assert catalog.get_actor("a-1")


def test_words_and_articles_come_back_too(catalog, tmp_path):
    words, articles = tmp_path / "words.csv", tmp_path / "articles.csv"
    words.write_text("wort;art;bedeutet\nPötten;thema;Töpfern\n")
    articles.write_text(
        csv_text(
            [
                {
                    "id": "w-1",
                    "art": "lebenslage",
                    "titel": "Umzug",
                    "antwort": "Gern.",
                    "stand": "2026-11-01",
                }
            ]
        )
    )
    report = catalog.import_files([words, articles])

    assert report.new == 2
    assert undo(catalog, report.batch).removed == 2
    assert catalog.import_files([words, articles]).new == 2


def test_unknown_and_undone_imports(load, catalog):
    report = load(make_offer(), actors=[make_actor()])
    undo(catalog, report.batch)

    with pytest.raises(AlreadyUndone):
        undo(catalog, report.batch)
    with pytest.raises(ImportNotFound):
        undo(catalog, "20261122-00000000")
    assert catalog.imports()[0].undone_by == "Erika Beispiel"
    assert catalog.counts().is_empty


def test_many_records_come_back(load, catalog):
    load(*(make_offer(f"o-{n}") for n in range(1_200)), actors=[make_actor()])
    before = everything(catalog)
    report = load(
        *(make_offer(f"o-{n}", titel="Neu") for n in range(600)),
        *(make_offer(f"n-{n}") for n in range(700)),
    )

    found = undo(catalog, report.batch)

    assert (found.removed, found.restored) == (700, 600)
    assert everything(catalog) == before
