"""The address of a search."""

from __future__ import annotations

import pytest
from multidict import MultiDict
from yarl import URL

from bot.web.problems import Problem
from bot.web.search import Wanted
from catalog import Condition, Query


def read(*pairs: tuple[str, str]) -> Wanted:
    return Wanted.from_query(MultiDict(pairs))


def test_wanted_reads_question_conditions_and_page() -> None:
    wanted = read(
        ("q", " Yoga "), ("ohne", "price:0"), ("ohne", "a:b:c"), ("seite", "2")
    )

    assert wanted == Wanted("Yoga", ("price:0", "a:b:c"), 2)


def test_wanted_of_nothing_is_empty() -> None:
    assert read() == Wanted()


def test_address_leads_back_to_the_same() -> None:
    wanted = Wanted("Töpfern & mehr?", ("topic:a:b", "price:0"), 3)

    assert Wanted.from_query(URL(wanted.url()).query) == wanted


def test_without_starts_at_the_first_page() -> None:
    assert Wanted("Yoga", page=4).without("price", "0") == Wanted("Yoga", ("price:0",))


def test_as_asked_brings_all_conditions_back() -> None:
    assert Wanted("Yoga", ("price:0",), 2).as_asked() == Wanted("Yoga")


@pytest.mark.parametrize(
    "pair",
    [
        ("q", "a" * 1001),
        ("ohne", "topic"),
        ("seite", "0"),
        ("seite", "-1"),
        ("seite", "1001"),
        ("seite", "9" * 5000),
        ("seite", "²"),
        ("seite", "zwei"),
    ],
)
def test_wanted_refuses_the_impossible(pair: tuple[str, str]) -> None:
    with pytest.raises(Problem) as caught:
        read(pair)

    assert caught.value.status == 422


def test_wanted_refuses_endless_conditions() -> None:
    with pytest.raises(Problem):
        read(*(("ohne", f"topic:{number}") for number in range(41)))


def test_other_conditions_stand_in_the_address() -> None:
    pottery = Condition("topic", "toepfern", "Töpfern")
    asked = Query((pottery, Condition("price", "5", "bis 5 €")))
    near, far = Condition("radius", "15", "15 km"), Condition("radius", "30", "30 km")

    dropped = Wanted("Töpfern bis 5 Euro", page=3).changed_to(asked, Query((pottery,)))
    wider = Wanted("Töpfern").changed_to(Query((pottery, near)), Query((pottery, far)))

    assert dropped == Wanted("Töpfern bis 5 Euro", ("price:5",))
    assert wider == Wanted("Töpfern", ("radius:15",), added=("radius:30",))
    assert Wanted.from_query(URL(wider.url()).query) == wider
    assert wider.without("radius", "30").added == ()


@pytest.mark.parametrize("name", ["ohne", "mit"])
def test_conditions_without_a_value_are_refused(name: str) -> None:
    with pytest.raises(Problem):
        read(("q", "Yoga"), (name, "price"))
