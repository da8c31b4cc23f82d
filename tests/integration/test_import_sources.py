"""What a source no longer has goes away, and nothing of others does."""

from __future__ import annotations

import pytest

from catalog import Editor, ImportOptions, Role
from catalog.errors import OfferNotFound, TooManyGone, UnusableFile
from tests import field_files
from tests.conftest import NOW
from tests.factories import make_actor, make_offer
from tests.field_files import service, update, vhs_course, vhs_file

VHS = "openvhs-4711"
QCAT = "openqcat-90037"
BOSS = Editor("Erika Beispiel", Role.REVIEWER)


@pytest.fixture
def load(catalog, tmp_path):
    def load_text(text, name="datei.xml", *, dry_run=False, **options):
        path = field_files.write(tmp_path / name, text)
        return catalog.import_files(
            [path], dry_run=dry_run, options=ImportOptions(**options)
        )

    return load_text


def courses(*numbers):
    return vhs_file(*(vhs_course(f"K-{n}") for n in numbers))


def ids(catalog):
    return [offer.id for offer, _ in catalog.every_offer()]


def counted(report):
    return report.new, report.changed, report.unchanged, report.gone


def test_missing_courses_are_archived_and_told(load, catalog):
    load(courses(1, 2, 3))

    report = load(courses(1, 2))

    assert counted(report) == (0, 0, 3, 1)
    assert ids(catalog) == [f"{VHS}-K-1", f"{VHS}-K-2"]
    assert catalog.editing.archived("offer", f"{VHS}-K-3")["titel"] == "Töpfern"
    entry = catalog.editing.history("offer", f"{VHS}-K-3")[0]
    assert (entry.who, entry.action, entry.batch) == ("Import", "removed", report.batch)
    assert entry.note == "datei.xml"


def test_course_that_comes_back_is_new_and_no_longer_archived(load, catalog):
    load(courses(1, 2, 3))
    load(courses(1, 2))

    assert counted(load(courses(1, 2, 3))) == (1, 0, 3, 0)
    assert catalog.editing.archived("offer", f"{VHS}-K-3") is None


def test_records_of_others_stay(load, catalog, fill):
    fill(make_offer("o-1"), make_offer(f"{VHS}-K-9"))
    load(field_files.qcat_file(service()))
    load(courses(1, 2, 3))

    load(courses(1, 2))

    assert set(ids(catalog)) == {
        "o-1",
        f"{VHS}-K-9",
        f"{QCAT}-P-1",
        f"{VHS}-K-1",
        f"{VHS}-K-2",
    }


def test_rejected_row_is_not_gone(load, catalog):
    load(courses(1, 2))

    report = load(
        vhs_file(vhs_course("K-1", ende_datum="2026-01-01"), vhs_course("K-2"))
    )

    assert (report.gone, len(report.rejected)) == (0, 1)
    assert len(ids(catalog)) == 2


def test_file_that_cannot_be_read_at_all_takes_nothing_away(load, catalog):
    load(courses(1, 2))

    report = load(vhs_file(vhs_course("K-7", name="")))

    assert report.gone == 0
    assert len(ids(catalog)) == 2


def test_losing_more_than_half_is_refused_unless_it_is_meant(load, catalog):
    load(courses(1, 2, 3, 4, 5))

    with pytest.raises(TooManyGone) as caught:
        load(courses(1, 2, 9))
    assert (caught.value.gone, caught.value.known) == (3, 5)
    assert caught.value.reason.startswith(
        "Von 5 kommenden Angeboten der Quelle „openvhs-4711“ fehlen in der Datei 3"
    )
    assert isinstance(caught.value, UnusableFile)
    assert len(ids(catalog)) == 5

    report = load(courses(1, 2, 9), dry_run=True)
    assert report.gone == 3
    assert "mehr als die Hälfte" in report.warnings[-1].reason

    assert counted(load(courses(1, 2, 9), force=True)) == (1, 0, 3, 3)


def test_courses_that_are_over_may_all_go(load):
    past = [vhs_course(f"K-{n}", beginn_datum="2026-03-01") for n in range(9)]
    load(vhs_file(*past, vhs_course("K-10")))

    assert counted(load(vhs_file(vhs_course("K-10")))) == (0, 0, 2, 9)


def test_dry_run_counts_what_would_go(load, catalog):
    load(courses(1, 2, 3))

    assert counted(load(courses(1, 2), dry_run=True)) == (0, 0, 3, 1)
    assert len(ids(catalog)) == 3
    assert len(catalog.imports()) == 1


def test_two_files_of_one_source_are_one_list(catalog, tmp_path):
    paths = [
        field_files.write(tmp_path / f"{n}.xml", courses(*numbers))
        for n, numbers in enumerate([(1, 2), (3, 4)])
    ]

    catalog.import_files(paths)

    assert counted(catalog.import_files(paths)) == (0, 0, 6, 0)


def test_what_the_staff_took_away_stays_away(load, catalog):
    load(courses(1, 2, 3))
    catalog.editing.archive(BOSS, "offer", f"{VHS}-K-3")

    report = load(courses(1, 2, 3))

    assert counted(report) == (0, 0, 4, 0)
    assert [w.id for w in report.warnings if "archiviert" in w.reason] == [f"{VHS}-K-3"]
    with pytest.raises(OfferNotFound):
        catalog.get_offer(f"{VHS}-K-3")


# openQ-cat


def test_partial_catalog_takes_nothing_away(load):
    load(field_files.qcat_file(service("P-1"), service("P-2"), service("P-3")))

    report = load(field_files.qcat_file(service("P-1"), full="0"))

    assert counted(report) == (0, 0, 2, 0)


def test_whole_catalog_takes_the_rest_away(load):
    load(field_files.qcat_file(service("P-1"), service("P-2"), service("P-3")))

    report = load(field_files.qcat_file(service("P-1"), service("P-2")))

    assert counted(report) == (0, 0, 3, 1)


def test_update_adds_changes_and_deletes(load, catalog):
    load(field_files.qcat_file(service("P-1"), service("P-2"), service("P-3")))

    report = load(
        update(
            service("P-1", title="Lohn und Gehalt"),
            service("P-4"),
            deleted=("P-2", "P-8"),
        )
    )

    assert counted(report) == (1, 1, 1, 1)
    assert ids(catalog) == [f"{QCAT}-P-1", f"{QCAT}-P-3", f"{QCAT}-P-4"]
    (warning,) = [w for w in report.warnings if "gelöscht" in w.reason]
    assert warning.id == f"{QCAT}-P-8"


def test_deleting_an_offer_deletes_its_dates(load, catalog):
    load(
        field_files.qcat_file(
            service("A-1"),
            service("V-1", kind="false", course="A-1"),
            service(
                "V-2",
                kind="false",
                course="A-1",
                starts="2027-03-01T00:00:00+01:00",
                ends="",
            ),
            service("A-2"),
        )
    )
    assert ids(catalog) == [f"{QCAT}-A-2", f"{QCAT}-V-1", f"{QCAT}-V-2"]

    report = load(update(deleted=("A-1",)))

    assert report.gone == 2
    assert ids(catalog) == [f"{QCAT}-A-2"]


def test_deletion_of_what_others_own_is_refused(load, catalog, fill):
    fill(make_offer(f"{QCAT}-P-1"))

    report = load(update(service("P-5"), deleted=("P-1",)))

    assert report.gone == 0
    assert f"{QCAT}-P-1" in ids(catalog)


# Files that name no source by themselves


def test_table_without_a_source_takes_nothing_away(catalog, make_files):
    catalog.import_files(
        make_files(actors=[make_actor()], offers=[make_offer("o-1"), make_offer("o-2")])
    )

    assert catalog.import_files(make_files(offers=[make_offer("o-1")])).gone == 0


def test_table_of_a_named_source_is_all_it_has(catalog, make_files):
    def load(*numbers):
        files = make_files(
            actors=[make_actor()], offers=[make_offer(f"o-{n}") for n in numbers]
        )
        return catalog.import_files(files, options=ImportOptions(source="musikschule"))

    # Records that are there already belong to the source from now on.
    catalog.import_files(make_files(actors=[make_actor()], offers=[make_offer("o-3")]))
    load(1, 2, 3)

    assert counted(load(1, 2)) == (0, 0, 3, 1)
    assert ids(catalog) == ["o-1", "o-2"]


def test_actor_of_a_source_goes_when_it_offers_nothing(catalog, make_files):
    def load(*actors):
        files = make_files(
            actors=[make_actor(a) for a in actors], offers=[make_offer()]
        )
        return catalog.import_files(files, options=ImportOptions(source="netz"))

    load("a-1", "a-2")

    assert load("a-1").gone == 1
    assert [actor.id for actor in catalog.every_actor()] == ["a-1"]
    assert NOW.year == 2026
