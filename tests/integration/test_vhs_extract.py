"""Real courses of Berlin's Volkshochschulen: all of them come in, and are found."""

from __future__ import annotations

import re

import pytest

from catalog import Catalog, Settings
from tests import vhs_berlin
from tests.conftest import NOW

pytestmark = [
    pytest.mark.outside_data,
    pytest.mark.skipif(
        not vhs_berlin.SAMPLE.is_file(),
        reason="the sample of Berlin's courses is not here",
    ),
]
COURSES = 605
SCHOOLS = 13


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def berlin(request, tmp_path_factory):
    """The sample in a catalog, with the report of its import."""
    folder = tmp_path_factory.mktemp("vhs")
    if request.param == "sqlite":
        yield load(f"sqlite:///{folder / 'vhs.sqlite'}", folder)
        return
    cluster = request.getfixturevalue("postgres_server")
    with cluster.fresh_database() as url:
        catalog, report = load(url, folder)
        yield catalog, report
        catalog.close()


def load(url, folder):
    catalog = Catalog.open(Settings(database_url=url, fixed_now=NOW))
    catalog.prepare()
    return catalog, catalog.import_files(vhs_berlin.write_files(folder))


@pytest.fixture
def ask(berlin):
    """Returns the titles on the first page; relaxed hits do not count."""

    def titles(question):
        catalog, _ = berlin
        page = catalog.search_offers(catalog.understand(question).query)
        return [] if page.relaxed else [hit.offer.title for hit in page.items]

    return titles


def test_every_course_comes_in(berlin):
    catalog, report = berlin

    assert report.rejected == ()
    assert report.new == COURSES + SCHOOLS
    assert catalog.counts().offers == COURSES
    assert {
        (w.column, "Berlin" in w.reason or "Seddin" in w.reason)
        for w in report.warnings
    } == {("ort", True)}


def test_importing_again_changes_nothing(berlin, tmp_path):
    catalog, _ = berlin

    report = catalog.import_files(vhs_berlin.write_files(tmp_path))

    assert (report.new, report.changed, report.unchanged) == (0, 0, COURSES + SCHOOLS)


def test_export_and_import_changes_nothing(berlin, tmp_path):
    catalog, _ = berlin

    report = catalog.import_files(catalog.export_files(tmp_path, ["csv"]))

    assert (report.new, report.changed, report.unchanged) == (0, 0, COURSES + SCHOOLS)


def test_no_markup_is_left(berlin):
    catalog, _ = berlin
    texts = [
        text
        for offer, _ in catalog.every_offer()
        for text in (offer.title, offer.description or "", *offer.topics)
    ]

    assert [
        t for t in texts if re.search(r"</?[a-z]+[ >/]|&[a-z]+;|\r|\xa0|  $", t)
    ] == []
    assert not any("\n" in offer.title for offer, _ in catalog.every_offer())


def test_check_finds_the_real_doubles_only(berlin):
    catalog, _ = berlin
    titles = {offer.id: offer.title for offer, _ in catalog.every_offer()}

    doubles = [f for f in catalog.check() if f.problem == "duplicate"]

    assert 0 < len(doubles) < 10
    assert all(titles[f.text.split()[-1]] == f.title for f in doubles)


@pytest.mark.parametrize(
    ("question", "pattern"),
    [
        ("Englisch B1", r"B1|Englisch"),
        ("Spanischkurs für Anfänger A1", r"^Spanisch A1"),
        ("Ich will Arabisch lernen", r"Arabisch"),
        ("Gibt es einen Deutschkurs für Geflüchtete?", r"Deutsch"),
        ("kostenlose Beratung zum Deutschlernen", r"Beratung Deutsch"),
        ("Ich suche Yoga unter 60 Euro", r"Yoga"),
        ("Pilates im Dezember", r"Pilates"),
        ("Qi Gong im Park", r"Qi ?[Gg]ong"),
        ("Tango", r"Tango"),
        ("Handykurs für meine Oma", r"Smartphone"),
        ("Wo kann ich den Einbürgerungstest machen?", r"Einbürgerung|Leben in D"),
        ("Steuererklärung", r"Steuererklärung"),
        ("instagramm", r"Instagram"),
        ("Prüfung telc Deutsch B2", r"Deutsch.*TELC|TELC.*Deutsch"),
        ("Photoshop", r"Photoshop|Adobe"),
    ],
)
def test_every_course_on_the_first_page_fits(ask, question, pattern):
    titles = ask(question)

    assert titles
    assert [title for title in titles if not re.search(pattern, title)] == []


@pytest.mark.parametrize(
    ("question", "pattern"),
    [
        ("Ich möchte töpfern lernen", r"Keramik"),
        ("exel kurs", r"Excel"),
        ("Fotografieren", r"Fotograf"),
        ("Nähkurs", r"Näh"),
        ("Wie werden wir eine Pflegefamilie?", r"Pflegefamilie"),
        ("Lohnabrechnung mit DATEV", r"DATEV"),
        ("Ich kann nicht lesen und schreiben", r"Schreib|Alphabetisierung"),
        ("Malen mit Acryl", r"Acryl|[Mm]alen"),
        ("Was gibt es für Jugendliche?", r"Ferien-Filmabenteuer|Roboter"),
        ("Existenzgründung", r"Existenzgründung"),
        ("3D-Druck", r"3D-Druck"),
    ],
)
def test_right_course_is_on_the_first_page(ask, question, pattern):
    titles = ask(question)

    assert any(re.search(pattern, title) for title in titles), titles


@pytest.mark.parametrize(
    "question", ["Schweißen", "Segelfliegen", "Fallschirmspringen"]
)
def test_what_nobody_offers_is_not_found(ask, question):
    assert ask(question) == []


@pytest.mark.parametrize(
    ("question", "pattern"),
    [
        (
            "Gewaltfreie Kommunikation",
            r"Gewaltfreie Kommunikation",
        ),
        (
            "Bildungsurlaub Italienisch",
            r"Italienisch.*Bildungsurlaub",
        ),
        (
            "WordPress",
            r"WordPress",
        ),
        ("Python programmieren", r"(?i)Python"),
    ],
)
def test_closest_title_is_the_first(ask, question, pattern):
    assert re.search(pattern, ask(question)[0])
