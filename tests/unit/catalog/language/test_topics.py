"""Which words of a sentence are its topic, and which are chatter."""

from __future__ import annotations

from datetime import date

import pytest

from catalog.district import load_district
from catalog.language.understanding import Understander
from catalog.language.vocabulary import Vocabulary
from catalog.settings import Settings

pytestmark = pytest.mark.unit

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def understand():
    vocabulary = Vocabulary(
        load_district(Settings().district_dir),
        topic_labels=["Rakubrand", "Nähen"],
        synonyms={"Pötten": "Töpfern"},
        terms={"rakubrand": "Rakubrand", "bien": "bien"},
    )
    return Understander(vocabulary)


def topics(understand, text):
    """Return the slugs of the topics of a sentence."""
    return [c.value for c in understand(text, TODAY).query.of("topic")]


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Malkurs", ["malen"]),
        ("Sprachkurs", ["sprachen"]),
        ("Sprachkurs, aber kein Englisch", ["sprachen"]),
        ("Zeichenkurs", ["zeichnen"]),
        ("Skatkurs", ["skat"]),
        ("skaten", ["skaten"]),
        ("Musikschulunterricht", ["musik"]),
        ("EDV-Kurs", ["computer"]),
        ("Erste-Hilfe-Kurs", ["erste-hilfe"]),
        ("Computerhilfe", ["computer"]),
        ("Schach spielen lernen", ["schach"]),
        ("toepfern", ["toepfern"]),
        ("pötten", ["toepfern"]),
        ("Kurs über Bienen", ["imkern"]),
        ("Spanisch für Anfänger:innen", ["spanisch"]),
        ("Flugkurse", ["fliegen"]),
    ],
)
def test_one_thing_said_in_many_ways(understand, text, slugs):
    assert topics(understand, text) == slugs


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Bridgetraining", ["bridge"]),
        ("Judogruppe", ["judo"]),
        ("Gokurs", ["go"]),
        ("Lateinnachhilfe", ["latein"]),
        ("Bassunterricht", ["bass"]),
    ],
)
def test_what_stands_before_a_course_word_is_the_topic(understand, text, slugs):
    assert topics(understand, text) == slugs


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("analoge Musikproduktion", ["musikproduktion"]),
        ("digitale Malerei", ["malen"]),
        ("Industriemeister Elektrotechnik", ["industriemeister"]),
        ("Trainerlizenz Handball", ["uebungsleitung"]),
        ("Modell Eisenbahn", ["modelleisenbahn"]),
        ("Brettspiele im eigenen Garten", ["brettspiele"]),
        ("die Geschichte des Bergbaus", ["geschichte"]),
        ("Zehnfinger Schreibkurs", ["tastschreiben"]),
    ],
)
def test_one_matter_said_with_several_words_is_one_topic(understand, text, slugs):
    assert topics(understand, text) == slugs


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("digitale Themen", ["digitalisierung"]),
        ("etwas Sportliches", ["sport"]),
        ("Gitarre Klavier Unterricht", ["gitarre", "klavier"]),
        ("Stricken häkeln", ["stricken", "haekeln"]),
        ("Yoga, und zwar am Vormittag", ["yoga"]),
        ("morgens yoga", ["yoga"]),
        ("Mein Schwager sucht Hilfe im Garten", ["gaertnern"]),
    ],
)
def test_what_only_stands_side_by_side_is_not_one_matter(understand, text, slugs):
    assert topics(understand, text) == slugs


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Als Krankenschwester suche ich einen Tanzkurs", ["tanzen"]),
        ("ich als gelernter Maurer will Englisch lernen", ["englisch"]),
        ("Deutsch als Fremdsprache", ["deutsch"]),
        ("Frau Hoffmeister sucht Patchwork", ["patchwork"]),
        ("Familie Kegel möchte wandern", ["wandern"]),
        ("Kann ich mit EC-Karte zahlen? Es geht um Englisch", ["englisch"]),
    ],
)
def test_who_somebody_is_is_no_topic(understand, text, slugs):
    assert topics(understand, text) == slugs


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Erzieherinnen-Seminar", ["fachkraefte"]),
        ("Pädagogen-Workshop Medien", ["fachkraefte"]),
        ("Pflegeeltern-Treffen", []),
    ],
)
def test_whom_a_form_of_learning_is_for(understand, text, groups):
    found = understand(text, TODAY).query.of("target_group")

    assert [c.value for c in found] == groups


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Ich arbeite im Schichtdienst und suche einen Yogakurs", ["yoga"]),
        ("Der Garten ist gemacht. Gibt es hier Schach?", ["schach"]),
        ("ich habe langeweile was kann ich machen", []),
        ("hilfeee", []),
        ("Bist du ein Mensch oder ein Roboter?", []),
        ("den ganzen Tag Energie tanken", ["energie"]),
        ("nicht so recht", []),
        ("Wo kann ich mich erkundigen", []),
        ("Vortrag zum Thema Sucht", ["sucht"]),
        ("ich suche etwas für meine Tochter", []),
    ],
)
def test_chatter_is_no_topic(understand, text, slugs):
    assert topics(understand, text) == slugs


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Erste Hilfe Kurs für den Führerschein", ["erste-hilfe"]),
        ("Deutsch für den Beruf", ["deutsch"]),
        ("Zaubern mit Karten", ["zaubern"]),
        ("Kurse für Yoga und Pilates", ["yoga", "pilates"]),
    ],
)
def test_what_a_topic_is_for_is_no_second_one(understand, text, slugs):
    assert topics(understand, text) == slugs


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Ich möchte meine Homepage selber bauen", ["webseiten"]),
        ("vor Leuten reden können", ["rhetorik"]),
        ("Sütterlin lesen", ["suetterlin"]),
        ("Kochen und Backen", ["kochen", "backen"]),
        ("tanzen lernen, Walzer und so", ["walzer"]),
        ("das deutsche Schulsystem", ["schule"]),
        ("kurs nahen", ["naehen"]),
        ("Makrameeknüpfen", ["makramee"]),
    ],
)
def test_phrases_and_narrower_topics(understand, text, slugs):
    assert topics(understand, text) == slugs


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Ich habe drei Hunde, zwei Katzen. Gibt es einen Yogakurs?", ["yoga"]),
        ("Früher habe ich Handball gespielt, jetzt suche ich Boule", ["boccia"]),
        ("Meine Schwester, die macht jetzt Zumba. Ich will fechten", ["fechten"]),
        ("Ich unterrichte Sport und suche etwas über Bienen", ["imkern"]),
    ],
)
def test_what_is_only_told_is_not_asked_for(understand, text, slugs):
    assert topics(understand, text) == slugs


def test_own_words_win_over_the_shipped_ones():
    vocabulary = Vocabulary(
        load_district(Settings().district_dir), synonyms={"Ballern": "Kegeln"}
    )
    found = Understander(vocabulary)("Ballern", TODAY).query.of("topic")

    assert [(c.value, c.label) for c in found] == [("bowling", "Kegeln")]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Obertongesangskurs", "Obertongesang"),
        ("etwas mit Zwirbeln lernen", "Zwirbeln"),
        ("Steine klopfen lernen", "Steine klopfen"),
    ],
)
def test_an_unknown_topic_stays_the_word_itself(understand, text, label):
    found = understand(text, TODAY).query.of("topic")

    assert [(c.label, c.is_known) for c in found] in ([(label, False)], [(label, True)])


def test_a_topic_is_called_as_the_person_calls_it(understand):
    found = understand("Handarbeit", TODAY).query.of("topic")

    assert [(c.value, c.label) for c in found] == [("textilarbeiten", "Handarbeit")]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Ausbildung zum Erzieher", "erzieherberuf"),
        ("ich will Hebamme werden", "hebamme"),
        ("Schreiner Ausbildung ab Sommer", "tischler"),
        ("Lehrstelle als Medizinische Fachangestellte", "mfa"),
        ("Umschulung Kauffrau für Büromanagement", "kauffrau-fuer-bueromanagement"),
        ("Lesepatin werden", "lesen"),
    ],
)
def test_a_profession_somebody_aims_at_is_no_group(understand, text, slug):
    query = understand(text, TODAY).query

    assert [c.value for c in query.of("topic")] == [slug]
    assert query.of("target_group") == ()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Ich will Dachdecker werden", ["ausbildung"]),
        ("Praktikum als Dachdecker", ["praktikum"]),
        ("Schiedsrichter werden", []),
    ],
)
def test_who_wants_a_profession_wants_to_be_trained(understand, text, kinds):
    assert [c.value for c in understand(text, TODAY).query.of("kind")] == kinds


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Elterngeldantrag", "Elterngeld"),
        ("Vogelhaus bauen", "Vogelhaus bauen"),
        ("Kindergeldbescheid", "Kindergeld"),
    ],
)
def test_a_topic_in_a_compound_is_called_by_that_part(understand, text, label):
    assert [c.label for c in understand(text, TODAY).query.of("topic")] == [label]


def test_an_unknown_compound_is_a_kind_of_its_last_part(understand):
    vocabulary = understand.vocabulary

    assert vocabulary.broader_of("spanisch", "Spanisch").slug == "sprachen"
    assert (
        vocabulary.broader_of("wurzelschnitzen", "Wurzelschnitzen").slug == "schnitzen"
    )
    assert vocabulary.broader_of("yeti", "Yeti") is None


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        # A verb is no noun in "-ung" beside another matter.
        ("Spanplatten verleimen, Ausweise ausstellen, Klöppeln", ["kloeppeln"]),
        ("Konzentration erkennen und fördern", ["konzentration"]),
        # A comparison and a verb of the story.
        ("Stricken, ich guck wie ein Jongleur", ["stricken"]),
        ("Polnisch, aber nicht freitags, da tanz ich", ["polnisch"]),
        ("mein Rücken macht nicht mit, ich suche was mit Klavier", ["klavier"]),
        # Whoever founds a firm learns to found one.
        ("mit einem Nähladen selbstständig machen", ["existenzgruendung"]),
        ("Ich will mich als Imkerin selbständig machen", ["existenzgruendung"]),
        # The last matter of a story is asked for.
        (
            "Wir haben Hühner und kommen mit WhatsApp nicht klar, gibts da einen Kurs",
            ["whatsapp"],
        ),
        # An adjective belongs to the noun behind it.
        ("Lesen alter deutscher Briefe", ["briefe"]),
        ("Wo lernt man, wie Filzen geht?", ["filzen"]),
        ("Wie lege ich einen Teich an?", ["teich"]),
        ("Jonglieren! ich kann schon einen Zaubertrick", ["jonglieren"]),
        ("Rehasport Rheuma", ["rehasport"]),
        ("Skat bei Kaffee und Kuchen", ["skat"]),
        ("mit netten Leuten wandern", ["wandern"]),
        ("dienstags passts mir, Töpfern", ["toepfern"]),
    ],
)
def test_story_words_and_matters(understand, text, slugs):
    assert topics(understand, text) == slugs


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Webseiten", ["webseiten"]),
        ("Recht", ["recht"]),
        ("Sucht jemand Mitspieler für Skat?", ["skat"]),
        ("Schürze binden lernen", ["schuerze-binden"]),
        ("Band", ["band"]),
        ("Kart", ["motorsport"]),
        ("Krav Maga", ["krav-maga"]),
        ("was näheres, dichter dran", []),
        ("Gasthörer an der Uni Magdeburg werden", ["gasthoerer"]),
    ],
)
def test_words_that_look_like_others(understand, text, slugs):
    assert topics(understand, text) == slugs


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Unterricht in Gebärdensprache", "topic"),
        ("Gebärdensprache lernen", "topic"),
        ("Führung in Gebärdensprache", "accessibility"),
        ("Kurse in Gebärdensprache fürs Kochen", "accessibility"),
    ],
)
def test_sign_language_is_learnt_or_spoken(understand, text, field):
    found = understand(text, TODAY).query.of(field)
    assert [c.value for c in found] == ["gebaerdensprache"]


def test_an_unknown_profession_is_a_training(understand):
    found = understand("Ich möchte Stuckateur werden", TODAY).query
    assert [c.value for c in found.of("kind")] == ["ausbildung"]
    told = understand("Früher wollte ich Pilot werden, jetzt suche ich Skat", TODAY)
    assert not told.query.of("kind")


def test_the_desk_of_a_house_is_no_topic(understand):
    assert topics(understand, "Ist morgen bei der VHS jemand am Tresen?") == []
    assert topics(understand, "Hat das Museum auf, steht im Internet nichts?") == []
