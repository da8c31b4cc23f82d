"""A citizen asks, the catalog answers: through the public port, a real Rasa, a real database."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Product, offer_ids, replies, texts

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Töpfern", ["o-drehen", "o-ton"]),
        ("Ich suche einen Yogakurs in Haldensleben", ["o-yoga"]),
        ("kostenlose Computerkurse für Senioren", ["o-pc-frei"]),
        ("englisch lernen online", ["o-en-online"]),
        ("Kurse am Samstag in 39326", ["o-sa"]),
        ("Deutschkurs B1 in Wanzleben vormittags", ["o-daf-vm"]),
        ("Was läuft in den Winterferien für Kinder?", ["o-ferien"]),
        ("wo kann ich haldenslebn schwimmen lernen", ["o-schwimm"]),
    ],
)
def test_question_finds_what_fits_and_nothing_else(
    product: Product, question: str, expected: list[str]
) -> None:
    answer = product.ask(question)

    assert sorted(offer_ids(answer)) == sorted(expected)
    assert replies(answer, "offers")[0]["relaxed"] == []


def test_person_gets_what_fits_first_and_unknown_ages_marked_last(
    product: Product,
) -> None:
    answer = product.ask("Was gibt es für meinen Sohn, 7, in Oschersleben?")

    first, *others = replies(answer, "offers")[0]["items"]
    assert first["id"] == "o-basteln"
    assert "o-rente" not in [item["id"] for item in others]
    assert all("Alter nicht angegeben" in item["reason"] for item in others)


def test_kinds_of_actors_are_listed(product: Product) -> None:
    answer = product.ask("Welche Bibliotheken gibt es?")

    found = {item["id"] for item in replies(answer, "actors")[0]["items"]}
    assert found == {"a-bib-bar", "a-bib-osch"}


def test_phone_number_is_given(product: Product) -> None:
    answer = product.ask("Telefonnummer der Musikschule")

    (item,) = replies(answer, "actors")[0]["items"]
    assert item["phone"] == "030 23125 013"
    assert "030 23125 013" in texts(answer)


def test_opening_hours_of_a_sunday(product: Product) -> None:
    answer = product.ask("Hat die Bibliothek in Barleben heute offen?")

    assert texts(answer).startswith("Nein, „Leseinsel Barleben“ hat heute geschlossen.")
    assert "Mo., 23.11.2026, 10:00–18:00 Uhr" in texts(answer)


def test_unknown_topic_is_said_and_the_nearest_thing_offered(product: Product) -> None:
    answer = product.ask("Gibt es einen Flugkurs in Wefensleben?")

    assert "„Flug“" in texts(answer)
    assert offer_ids(answer)[0] == "o-nah"
    assert [r["field"] for r in replies(answer, "offers")[0]["relaxed"]] == ["topic"]


def test_city_far_away_is_said(product: Product) -> None:
    answer = product.ask("Yogakurs in Hamburg")

    assert "„Hamburg“ liegt außerhalb unseres Gebiets." in texts(answer)
    assert sorted(offer_ids(answer)) == ["o-yoga", "o-yoga-weit"]


def test_corrected_word_is_said(product: Product) -> None:
    answer = product.ask("wo kann ich haldenslebn schwimmen lernen")

    assert "Ich habe „haldenslebn“ als „Haldensleben“ gelesen." in texts(answer)


def test_removed_filter_widens_the_search(product: Product) -> None:
    first = product.ask("Yoga in Haldensleben")
    (place,) = (
        item
        for item in replies(first, "filters")[0]["items"]
        if item["field"] == "place"
    )

    status, second = product.post(
        {"choice": place["choice"], "conversation": first["conversation"]}
    )

    assert status == 200
    assert second["conversation"] == first["conversation"]
    assert sorted(offer_ids(second)) == ["o-yoga", "o-yoga-weit"]


def test_what_is_ruled_out_is_not_found(product: Product) -> None:
    answer = product.ask("Yoga, aber nicht in Haldensleben")

    labels = [item["label"] for item in replies(answer, "filters")[0]["items"]]
    assert labels == ["Yoga", "nicht in Haldensleben"]
    assert offer_ids(answer) == ["o-yoga-weit"]


def test_cancelled_course_is_told_who_asks_for_it(product: Product) -> None:
    answer = product.ask("Findet Töpfern intensiv statt?")

    assert "„Töpfern intensiv“" in texts(answer)
    assert "abgesagt, Stand" in texts(answer)
    assert "o-ton-abgesagt" not in offer_ids(answer)


def test_another_way_out_is_one_button_away(product: Product) -> None:
    first = product.ask("Yoga in Haldensleben bis 5 Euro")
    button = replies(first, "choices")[0]["items"][0]

    _, second = product.post(
        {"choice": button["choice"], "conversation": first["conversation"]}
    )

    assert offer_ids(first) == ["o-yoga-weit"]
    assert [r["field"] for r in replies(first, "offers")[0]["relaxed"]] == ["radius"]
    assert button["label"] == "Lieber: jeder Preis (1)"
    assert offer_ids(second) == ["o-yoga"]


def test_opening_hours_of_a_weekend_name_both_days(product: Product) -> None:
    answer = product.ask("Hat die Bibliothek in Barleben am Wochenende auf?")

    assert "Sa., 28.11.2026" in texts(answer) or "So., 22.11.2026" in texts(answer)
    assert texts(answer).count("Leseinsel Barleben") == 2


def test_opening_hours_are_asked_further(product: Product) -> None:
    first = product.ask("Hat die Bibliothek in Barleben am Sonntag offen?")

    second = product.ask("und am Dienstag?", conversation=first["conversation"])
    third = product.ask("bis wann?", conversation=first["conversation"])

    assert texts(first).startswith("Nein, ")
    assert "Di., 24.11.2026" in texts(second)
    assert "10:00–18:00 Uhr" in texts(second)
    assert "18:00 Uhr" in texts(third)


def test_opening_hours_at_a_time_of_day(product: Product) -> None:
    late = product.ask("Hat die Bibliothek in Barleben am Montag nach 18 Uhr offen?")
    early = product.ask("Hat die Bibliothek in Barleben am Montag vormittags offen?")

    assert texts(late).startswith("Nein, ")
    assert texts(early).startswith("Ja, ")
    assert "10:00–18:00 Uhr" in texts(late)


def test_follow_up_changes_one_condition(product: Product) -> None:
    first = product.ask("Nähen in Wolmirstedt")

    second = product.ask("nur samstags", conversation=first["conversation"])

    assert sorted(offer_ids(first)) == ["o-mo", "o-sa"]
    assert offer_ids(second) == ["o-sa"]


@pytest.mark.parametrize(
    "command",
    [
        "/restart",
        '/inform{"topic":"x"}',
        "/session_start",
        " //restart",
        "/search_offers",
    ],
)
def test_typed_command_changes_nothing(product: Product, command: str) -> None:
    first = product.ask("Nähen in Wolmirstedt")

    product.ask(command, conversation=first["conversation"])
    after = product.ask("nur samstags", conversation=first["conversation"])

    assert offer_ids(after) == ["o-sa"]


@pytest.mark.parametrize(
    "message",
    [
        "x" * 1000,
        "🎉🎉🎉",
        "<script>alert(1)</script>",
        "'; drop table offers; --",
        "\u202e‮",
    ],
)
def test_strange_message_is_answered(product: Product, message: str) -> None:
    assert product.ask(message)["replies"]


def test_too_long_message_is_refused(product: Product) -> None:
    status, answer = product.post({"message": "x" * 1001, "conversation": None})

    assert (status, answer["ok"], answer["status"]) == (422, False, 422)


def test_terminal_gives_the_same_answer(product: Product) -> None:
    import json

    from tests.e2e.conftest import lernlotse

    ended = lernlotse("ask", "Yogakurs in Haldensleben", "--json", env=product.env)

    assert ended.returncode == 0, ended.stderr
    assert offer_ids(json.loads(ended.stdout)) == ["o-yoga"]


def test_search_page_finds_the_same(product: Product) -> None:
    status, page = product.get("/suche?q=Yogakurs+in+Haldensleben")

    assert status == 200
    assert "Yoga am Abend" in page
    assert "/angebote/o-yoga" in page
    assert "o-yoga-weit" not in page
