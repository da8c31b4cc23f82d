"""Places by every name people give them, and what is not meant as a place."""

from __future__ import annotations

from datetime import date

import pytest

pytestmark = pytest.mark.unit

TODAY = date(2026, 11, 22)


def read(understand, text, field="place"):
    """Return the labels of one field."""
    return [c.label for c in understand(text, TODAY).query.of(field)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Yoga in HDL", ["Haldensleben"]),
        ("Haldensleber Musikschule", ["Haldensleben"]),
        ("Magdeburger Zoo", ["Magdeburg"]),
        ("haldenslebn", ["Haldensleben"]),
        ("Oschersleben (Bode)", ["Oschersleben"]),
        ("Angebote in der Hohen Börde", ["Hohe Börde"]),
        ("Raum Wolmirstedt", ["Wolmirstedt"]),
        ("im ganzen Landkreis", ["Landkreis Börde"]),
        ("kreisweit", ["Landkreis Börde"]),
        ("Chor in 39340", ["39340"]),
        ("39343 Erxleben", ["Erxleben"]),
        ("Barleben oder Burg", ["Barleben", "Burg"]),
        ("Kurs in Burg", ["Burg"]),
        ("Kurs auf der Burg", []),
        ("ich wohne in Wellen", ["Wellen"]),
        ("keine Wellen reiten", []),
        ("Kochkurs in Emden bei Altenhausen", ["Emden"]),
        ("ich komme aus Hamburg", []),
        ("Dolle oder drumrum", ["Dolle"]),
        ("mit dem Rad von Angern", ["Angern"]),
        ("Kita in Haldensleben, aber nicht in Uthmöden", ["Haldensleben"]),
        ("In Barleben gibt es Yoga? Ich wohne in Egeln.", ["Barleben"]),
        (
            "Im Urlaub in Burg haben wir gerudert, das suche ich jetzt in Calvörde",
            ["Calvörde"],
        ),
        ("Mein Arzt ist in Burg, ich suche Yoga in Barleben", ["Barleben"]),
        ("Wir waren auf einer Feier in Egeln. Gibt es hier einen Chor?", []),
        ("Wir sind nach Colbitz gezogen und suchen einen Chor", ["Colbitz"]),
        ("Letzte Woche war ich in Egeln beim Yoga. Gibt es das dort noch?", ["Egeln"]),
        ("Yoga in Barleben, ich komme auch nach Egeln", ["Barleben", "Egeln"]),
        ("Ich habe früher in Stendal getöpfert", ["Stendal"]),
        ("Bei uns in Calvörde ist nichts los gewesen. Gibt es Yoga?", ["Calvörde"]),
    ],
)
def test_names(understand, text, names):
    assert read(understand, text) == names


@pytest.mark.parametrize(
    ("text", "kilometres"),
    [
        ("im Umkreis von 20 km", "20"),
        ("20 Kilometer um Haldensleben", "20"),
        ("höchstens zehn Kilometer weg", "10"),
        ("zu Fuß erreichbar", "3"),
        ("mit dem Rad", "5"),
        ("mit'm Bus", "10"),
    ],
)
def test_radius(understand, text, kilometres):
    query = understand(text, TODAY).query

    assert [c.value for c in query.of("radius")] == [kilometres]


def test_a_name_of_two_villages_is_offered_as_a_choice(understand):
    found = understand("Nähkurs in Ammensleben", TODAY)

    assert [c.label for c in found.query.of("place")] == ["Groß Ammensleben"]
    assert [[c.label for c in a.others] for a in found.ambiguities] == [
        ["Klein Ammensleben"]
    ]


def test_the_village_near_another_named_place_is_likelier(understand):
    assert read(understand, "Alsleben oder Hadmersleben")[0] == "Kleinalsleben"


def test_a_clear_name_is_no_choice(understand):
    assert understand("Nähkurs in Barleben", TODAY).ambiguities == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kochen, Burg oder Haldensleben", ["Burg", "Haldensleben"]),
        ("Kochen, Burg würde gehen", ["Burg"]),
        ("Eine alte Burg, geht das", []),
        ("Heimatstube Angern", ["Angern"]),
        ("Chor im Nachbarort von Angern", ["Angern"]),
        ("Chor in der Börde", ["Landkreis Börde"]),
        ("Chor vor den Toren Magdeburgs", ["Magdeburg"]),
        ("Chor Nähe A2 bei Irxleben", ["Irxleben"]),
        ("wohne in Colbitz, Chor gern in Wolmirstedt", ["Wolmirstedt"]),
        ("Hütten bauen im Wald", []),
        ("Wellen reiten", []),
    ],
)
def test_names_in_everyday_words(understand, text, names):
    found = understand(text, TODAY).query.of("place")

    assert [c.label for c in found] == names


def test_the_motorway_is_no_level(understand):
    assert read(understand, "Chor Nähe A2 bei Irxleben", "level") == []


@pytest.mark.parametrize(
    "text", ["Chor mit der S-Bahn ab Wolmirstedt", "Chor mit den Öffis ab Colbitz"]
)
def test_radius_by_public_transport(understand, text):
    assert read(understand, text, "radius") == ["10 km"]
