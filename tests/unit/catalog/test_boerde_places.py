"""The places of the Landkreis Börde: complete and consistent."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from importlib import resources

import pytest

DISTRICT = resources.files("catalog").joinpath("districts/boerde")
COLUMNS = [
    "id",
    "name",
    "kind",
    "parent",
    "plz",
    "lat",
    "lon",
    "population",
    "aliases",
    "inside",
]
KINDS = {"district", "association", "municipality", "locality", "neighbour"}


@pytest.fixture(scope="module")
def places():
    with DISTRICT.joinpath("places.csv").open(encoding="utf-8") as handle:
        return list(csv.DictReader(handle, delimiter=";"))


@pytest.fixture(scope="module")
def config():
    return tomllib.loads(DISTRICT.joinpath("district.toml").read_text("utf-8"))


def of_kind(places, kind):
    return [place for place in places if place["kind"] == kind]


def named(places, name):
    return next(place for place in places if place["name"] == name)


def test_columns_and_kinds(places):
    assert list(places[0]) == COLUMNS
    assert {place["kind"] for place in places} == KINDS


def test_all_34_municipalities_with_their_key(places):
    municipalities = of_kind(places, "municipality")

    assert len(municipalities) == 34
    assert all(re.fullmatch(r"15083\d{3}", place["id"]) for place in municipalities)
    assert all(int(place["population"]) > 500 for place in municipalities)
    assert all(place["plz"] for place in municipalities)


def test_ids_are_unique(places):
    assert max(Counter(place["id"] for place in places).values()) == 1


def test_names_and_aliases_mean_one_place(places):
    names = [place["name"] for place in places]
    names += [name for place in places for name in place["aliases"].split("|") if name]

    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_parents_exist_and_have_the_right_kind(places):
    kind = {place["id"]: place["kind"] for place in places}
    allowed = {
        "association": {"district"},
        "municipality": {"district", "association"},
        "locality": {"municipality"},
    }
    for place in places:
        if place["kind"] in allowed:
            assert kind[place["parent"]] in allowed[place["kind"]], place["id"]
        else:
            assert not place["parent"]


def test_coordinates_lie_in_the_district(places):
    for place in places:
        latitude, longitude = float(place["lat"]), float(place["lon"])
        if place["inside"] == "ja":
            assert 51.85 <= latitude <= 52.55, place["id"]
            assert 10.90 <= longitude <= 11.95, place["id"]
        else:
            assert 51.6 <= latitude <= 53.0, place["id"]
            assert 10.3 <= longitude <= 12.3, place["id"]


def test_postcodes_have_five_digits(places):
    for place in places:
        for postcode in filter(None, place["plz"].split("|")):
            assert re.fullmatch(r"\d{5}", postcode), place["id"]


def test_inside_is_no_only_for_neighbours(places):
    for place in places:
        expected = "nein" if place["kind"] == "neighbour" else "ja"
        assert place["inside"] == expected, place["id"]


def test_postcode_of_a_locality_is_one_of_its_municipality(places):
    by_id = {place["id"]: place for place in places}
    for place in of_kind(places, "locality"):
        own = set(place["plz"].split("|"))
        assert own <= set(by_id[place["parent"]]["plz"].split("|")), place["id"]


@pytest.mark.parametrize(
    ("locality", "municipality"),
    [
        ("Marienborn", "Sommersdorf"),
        ("Meitzendorf", "Barleben"),
        ("Hundisburg", "Haldensleben"),
        ("Großalsleben", "Gröningen"),
        ("Hordorf", "Oschersleben"),
        ("Mose", "Wolmirstedt"),
        ("Gehrendorf", "Oebisfelde-Weferlingen"),
        ("Wanzleben", "Wanzleben-Börde"),
    ],
)
def test_locality_belongs_to_its_municipality(places, locality, municipality):
    parent = named(places, municipality)["id"]

    assert named(places, locality)["parent"] == parent


def test_main_town_is_not_a_locality_of_itself(places):
    names = {place["name"] for place in of_kind(places, "municipality")}

    assert not names & {place["name"] for place in of_kind(places, "locality")}


def test_config_points_to_existing_places(places, config):
    ids = {place["id"] for place in places}

    assert config["default_place"] in ids
    for neighbour in config["neighbours"]:
        assert set(neighbour["places"]) <= ids


def test_office_is_an_example(config):
    assert re.fullmatch(r"030 23125 \d{3}", config["office"]["phone"])
    assert config["office"]["email"].endswith(".example")


def test_colors_have_contrast(config):
    colors = config["colors"]

    assert contrast(colors["primary"], colors["on_primary"]) >= 4.5
    assert contrast(colors["accent"], "#ffffff") >= 4.5


def contrast(first, second):
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color):
    channels = [int(color[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
