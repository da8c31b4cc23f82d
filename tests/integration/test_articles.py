"""Articles: imported, exported again, found by what people write."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from catalog import Article
from catalog.articles import Articles
from catalog.errors import UnusableFile
from catalog.examples import ARTICLES_FILE, write_example_files
from catalog.importers.rows import MAX_ANSWER
from tests.conftest import NOW

HEADER = "id;art;titel;fragen;antwort;suche;quelle;stand;web\n"
PASS = (
    "w-1;wissen;Familienpass;Was ist der Familienpass? | Pass für Familien;"
    "Damit zahlen Sie weniger.;Angebote mit Familienpass;Satzung des Landkreises;"
    "01.10.2026;www.landkreis.example/pass\n"
)
MOVE = "l-1;lebenslage;Ich bin umgezogen;;Willkommen!;;;2026-10-01;\n"
ROWS = HEADER + PASS + MOVE
LAWS = "https://www.gesetze-im-internet.de/"
QUESTIONS = [
    ("w-01", "Wer übernimmt die Kosten für die Klassenfahrt?"),
    ("w-01", "wir haben wenig geld gibt es zuschüsse für schulsachen"),
    ("w-01", "Was bekommt man alles bei Bildung und Teilhabe"),
    ("w-02", "was is bildunsgutschein"),
    ("w-02", "Wo stelle ich den Antrag auf einen Bildungsgutschein"),
    ("w-03", "habe ich recht auf bildungsfreistellung"),
    ("w-03", "kann mein chef den bildungsurlaub ablehnen"),
    ("w-03", "Darf ich als Azubi Bildungsurlaub nehmen?"),
    ("w-04", "Steht mir Bafög zu"),
    ("w-04", "muss man bafög zurück zahlen"),
    ("w-05", "wie viel meister-bafög gibt es"),
    ("w-05", "Aufstiegsbafög beantragen"),
    ("w-06", "was ändert sich beim ganztag 2026"),
    ("w-06", "Gibt es einen Rechtsanspruch auf einen Hortplatz?"),
    ("w-07", "welche unterlagen brauche ich zur schulanmeldung"),
    ("w-07", "Wann ist der Stichtag für die Einschulung"),
    ("w-08", "Haben alle Kinder ein Recht auf einen Kitaplatz?"),
    ("w-08", "wie läuft das mit der kita anmeldung"),
    ("w-09", "Wie teuer ist die Kita, gibt es Ermäßigung?"),
    ("w-09", "kitagebühren befreiung"),
    ("w-10", "wie wird mein ausländischer abschluss anerkannt"),
    ("w-10", "annerkennung ausländischer zeugnisse"),
    ("w-11", "muss man den integrationskurs selber bezahlen"),
    ("w-11", "integratonskurs kosten"),
    ("w-12", "Ich möchte meinen Hauptschulabschluss nachmachen"),
    ("w-13", "Wer berät zur Berufswahl?"),
    ("w-14", "wozu gibt es ein bildungsmanagement im landkreis"),
    ("w-15", "Welche Leitziele hat das Bildungsleitbild"),
    ("w-16", "wofür steht bne"),
    ("l-01", "ich weiß gar nicht so recht was ich lernen möchte"),
    ("l-02", "ich hab keinen schulabschluss was kann ich tun"),
    ("l-02", "Meine Tochter hat die Schule ohne Abschluss verlassen"),
    ("l-03", "Ich bin erst seit kurzem in Deutschland und spreche kaum Deutsch"),
    ("l-04", "Ist unser Sohn schon reif für die Schule?"),
    ("l-05", "meine elternzeit ist bald zu ende"),
    ("l-05", "Nach drei Jahren Elternzeit will ich wieder arbeiten"),
    ("l-06", "mir wurde gekündigt was mach ich jetzt"),
    ("l-06", "möchte mich beruflich nochmal verändern"),
    ("l-07", "Ich bin Rentnerin und oft einsam"),
    ("l-08", "habe keinen ausbildungsplatz bekommen"),
    ("l-08", "mein sohn weiß nicht was er nach der schule machen will"),
    ("l-09", "Mein Bruder ist Analphabet"),
    ("l-09", "Mein Vater kann nicht lesen und schreiben"),
    ("l-10", "meine mutter ist ein pflegefall geworden"),
]
UNRELATED = [
    "Yoga in Haldensleben",
    "Was kostet der Töpferkurs?",
    "Gibt es einen Englischkurs am Abend?",
    "Wann hat die Bibliothek geöffnet?",
    "Schwimmkurs für meine Tochter",
    "Kita in Wolmirstedt",
    "Telefonnummer der Volkshochschule",
    "Deutschkurs B1 in Oschersleben",
    "Ich möchte Deutsch lernen",
    "Ich möchte Spanisch lernen",
    "Was kann ich hier lernen?",
    "Kurse für Senioren am Vormittag",
    "Was gibt es für Kinder in den Ferien?",
    "Klavierunterricht für Kinder ab 6",
    "nur kostenlose",
    "lieber in Barleben",
    "Hallo",
    "Bist du ein Roboter?",
    "Wie wird das Wetter morgen?",
    "Wo kann ich meinen Ausweis verlängern?",
    "Wer bietet Hausaufgabenhilfe an?",
    "Mein Kind kann nicht schwimmen",
    "Wie melde ich mich zum Kurs an?",
    "Ich weiß nicht",
    "Was kann ich tun?",
    "das zweite bitte",
    "Wie komme ich dahin?",
    "Fußball für Mädchen ab 10",
    "Sport nach der Arbeit",
    "",
    "?!",
    "12345",
]


@pytest.fixture
def import_articles(catalog, tmp_path):
    """Imports the text of a file of articles."""

    def run(content):
        path = tmp_path / "articles.csv"
        path.write_text(content, encoding="utf-8")
        return catalog.import_files([path])

    return run


@pytest.fixture(scope="module")
def example_rows(tmp_path_factory):
    """The rows of the example articles."""
    folder = tmp_path_factory.mktemp("examples")
    files = write_example_files(folder, today=NOW.date(), state="ST")
    (path,) = [file for file in files if file.name == ARTICLES_FILE]
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.fixture(scope="module")
def examples(example_rows):
    """The example articles, ready to be asked."""
    return Articles(
        [
            Article(
                id=row["id"],
                kind=row["art"],
                title=row["titel"],
                answer=row["antwort"],
                as_of=date.fromisoformat(row["stand"]),
                ways=tuple(row["fragen"].split("|")),
            )
            for row in example_rows
        ]
    )


# Files


def test_imported_articles_are_found_at_once(catalog, import_articles):
    assert catalog.find_article("Was ist ein Familienpass?") is None

    report = import_articles(ROWS)

    assert (report.new, report.rejected, report.warnings) == (2, (), ())
    assert catalog.find_article("Was ist ein Familienpass?") == Article(
        id="w-1",
        kind="wissen",
        title="Familienpass",
        answer="Damit zahlen Sie weniger.",
        as_of=date(2026, 10, 1),
        ways=("Was ist der Familienpass?", "Pass für Familien"),
        search="Angebote mit Familienpass",
        source="Satzung des Landkreises",
        web="https://www.landkreis.example/pass",
    )


def test_importing_articles_again_changes_nothing(catalog, import_articles):
    import_articles(ROWS)
    again = import_articles(ROWS)
    changed = import_articles(ROWS.replace("weniger", "nichts"))

    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)
    assert (changed.new, changed.changed, changed.unchanged) == (0, 1, 1)
    found = catalog.find_article("Familienpass")
    assert found is not None
    assert found.answer == "Damit zahlen Sie nichts."


def test_longest_answer_and_line_breaks_are_kept(catalog, import_articles):
    answer = "A\n" + "x" * (MAX_ANSWER - 2)
    report = import_articles(
        f'{HEADER}l-2;lebenslage;Umgezogen;;"{answer}";;;2026-10-01;\n'
    )

    assert report.new == 1
    found = catalog.find_article("umgezogen")
    assert found is not None
    assert found.answer == answer


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (";wissen;Titel;;Antwort;;Gesetz;2026-10-01;", "id"),
        ("x;;Titel;;Antwort;;Gesetz;2026-10-01;", "art"),
        ("x;rat;Titel;;Antwort;;Gesetz;2026-10-01;", "art"),
        ("x;wissen;;;Antwort;;Gesetz;2026-10-01;", "titel"),
        ("x;wissen;Titel;;;;Gesetz;2026-10-01;", "antwort"),
        (f"x;wissen;Titel;;{'y' * 601};;Gesetz;2026-10-01;", "antwort"),
        ("x;wissen;Titel;;Antwort;;;2026-10-01;", "quelle"),
        ("x;wissen;Titel;;Antwort;;Gesetz;;", "stand"),
        ("x;wissen;Titel;;Antwort;;Gesetz;bald;", "stand"),
        (f"x;wissen;{'y' * 201};;Antwort;;Gesetz;2026-10-01;", "titel"),
        (f"x;wissen;Titel;;Antwort;{'y' * 201};Gesetz;2026-10-01;", "suche"),
        ("w-1;wissen;Titel;;Antwort;;Gesetz;2026-10-01;", "id"),
    ],
)
def test_wrong_article_is_rejected_and_the_others_stay(import_articles, row, column):
    report = import_articles(f"{ROWS}{row}\n")

    (problem,) = report.rejected
    assert (problem.line, problem.column) == (4, column)
    assert problem.reason.endswith(".")
    assert report.new == 2


def test_unsafe_address_is_dropped_with_a_warning(catalog, import_articles):
    report = import_articles(
        ROWS.replace("www.landkreis.example/pass", "javascript:alert(1)")
    )

    assert [(w.line, w.column) for w in report.warnings] == [(2, "web")]
    found = catalog.find_article("Familienpass")
    assert found is not None
    assert found.web is None


def test_file_without_a_required_column_is_refused(catalog, tmp_path):
    path = tmp_path / "articles.csv"
    path.write_text("id;art;titel;fragen;antwort\n", encoding="utf-8")

    with pytest.raises(UnusableFile, match="stand"):
        catalog.import_files([path])


def test_exported_articles_can_be_imported_again(catalog, import_articles, tmp_path):
    import_articles(ROWS)

    files = catalog.export_files(tmp_path / "out", ["csv", "xlsx"])

    assert {f.name for f in files} >= {"articles.csv", "articles.xlsx"}
    for suffix in ("csv", "xlsx"):
        report = catalog.import_files([tmp_path / "out" / f"articles.{suffix}"])
        assert (report.new, report.changed, report.unchanged) == (0, 0, 2)


# Examples


def test_example_articles_are_complete(example_rows):
    kinds = [row["art"] for row in example_rows]

    assert (kinds.count("wissen"), kinds.count("lebenslage")) == (16, 10)
    for row in example_rows:
        assert len(row["antwort"]) <= MAX_ANSWER
        assert "Nächster Schritt: " in row["antwort"], row["id"]
        assert 6 <= len(row["fragen"].split("|")) <= 10, row["id"]
        assert row["suche"]
        assert row["stand"] == "2026-10-01"
        assert row["quelle"] or row["art"] == "lebenslage"
        assert not row["web"] or row["web"].startswith(LAWS), row["id"]


def test_example_articles_are_imported_with_the_examples(catalog, tmp_path):
    files = write_example_files(tmp_path, today=catalog.today, state="ST")

    report = catalog.import_files(files, is_example=True)

    assert (report.rejected, report.warnings) == ((), ())
    found = catalog.find_article("Was ist das Bildungspaket?", "wissen")
    assert found is not None
    assert found.id == "w-01"


# Finding


@pytest.mark.parametrize(("article_id", "message"), QUESTIONS)
def test_article_is_found_by_other_words(examples, article_id, message):
    found = examples.find(message)

    assert found is not None
    assert found.id == article_id


@pytest.mark.parametrize("message", UNRELATED)
def test_unrelated_message_has_no_article(examples, message):
    assert examples.find(message) is None


def test_every_title_and_way_to_ask_finds_its_own_article(examples, example_rows):
    for row in example_rows:
        for way in (row["titel"], *row["fragen"].split("|")):
            found = examples.find(way)
            assert found is not None, way
            assert found.id == row["id"], way


def test_only_articles_of_the_kind_are_found(examples):
    message = "Ich habe keinen Schulabschluss"

    assert examples.find(message).id == "l-02"
    assert examples.find(message, "lebenslage").id == "l-02"
    assert examples.find(message, "wissen").id == "w-12"
    assert examples.find("Was ist ein Integrationskurs?", "lebenslage") is None


def test_first_of_equal_articles_is_found():
    same = [
        Article(name, "wissen", "Familienpass", "Text.", date(2026, 10, 1))
        for name in ("b", "a", "c")
    ]

    assert Articles(same).find("Familienpass").id == "a"


def test_catalog_without_articles_finds_none():
    assert Articles([]).find("Was ist BNE?") is None
