"""Words tell which of the things shown is meant."""

from __future__ import annotations

import pytest

from catalog.pointing import named_among

DANCES = [
    "Line Dance für alle",
    "Tanzen auf Rollen Rollstuhltanz",
    "Kindertanz Hip-Hop",
]


@pytest.mark.parametrize(
    ("words", "places"),
    [
        (("rollstuehlen",), [1]),
        (("line", "dance"), [0]),
        (("hip", "hop"), [2]),
        (("roboter",), []),
        ((), []),
    ],
)
def test_words_of_a_title_tell_it_apart(words, places):
    assert named_among(words, DANCES) == places


def test_what_all_say_tells_nothing():
    assert named_among(["yoga"], ["Yoga am Morgen", "Yoga am Abend"]) == []


def test_nothing_shown_is_never_named():
    assert named_among(["yoga"], []) == []
