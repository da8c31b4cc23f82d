"""The district's own words: imported, understood at once, exported again."""

from __future__ import annotations

import pytest

from tests.factories import make_offer

WORDS = "wort;art;bedeutet\nPötten;thema;Töpfern\nHundibu;ort;Hundisburg\n"


@pytest.fixture
def import_words(catalog, tmp_path):
    """Imports the text of a file of words."""

    def run(content):
        path = tmp_path / "words.csv"
        path.write_text(content, encoding="utf-8")
        return catalog.import_files([path])

    return run


def understood(catalog, text):
    return {c.field: c.label for c in catalog.understand(text).query.visible}


def test_own_words_are_understood_at_once(fill, import_words):
    catalog = fill(make_offer())
    before = understood(catalog, "Pötten in Hundibu")

    report = import_words(WORDS)

    assert (report.new, report.rejected, report.warnings) == (2, (), ())
    assert before != {"topic": "Töpfern", "place": "Hundisburg"}
    assert understood(catalog, "Pötten in Hundibu") == {
        "topic": "Töpfern",
        "place": "Hundisburg",
    }
    found = catalog.search_offers(catalog.understand("Pötten").query)
    assert [hit.offer.id for hit in found.items] == ["o-1"]


def test_importing_words_again_changes_nothing(import_words):
    import_words(WORDS)
    again = import_words(WORDS)
    changed = import_words("wort;art;bedeutet\nPötten;thema;Kochen\n")

    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)
    assert (changed.new, changed.changed) == (0, 1)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (";thema;Töpfern", "wort"),
        ("Tonen;;Töpfern", "art"),
        ("Tonen;wort;Töpfern", "art"),
        ("Tonen;thema;", "bedeutet"),
        ("Atlantis;ort;Atlantis", "bedeutet"),
        (f"{'x' * 201};thema;Töpfern", "wort"),
    ],
)
def test_wrong_word_is_rejected_and_the_others_stay(import_words, row, column):
    report = import_words(f"{WORDS}{row}\n")

    (problem,) = report.rejected
    assert (problem.line, problem.column) == (4, column)
    assert report.new == 2


def test_exported_words_can_be_imported_again(catalog, import_words, tmp_path):
    import_words(WORDS)

    files = catalog.export_files(tmp_path / "out", ["csv", "xlsx"])

    assert {f.name for f in files} >= {"words.csv", "words.xlsx"}
    for suffix in ("csv", "xlsx"):
        report = catalog.import_files([tmp_path / "out" / f"words.{suffix}"])
        assert (report.new, report.changed, report.unchanged) == (0, 0, 2)
