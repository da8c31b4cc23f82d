"""The product runs: new words are understood, dead parts come back, the end is clean."""

from __future__ import annotations

import signal
import subprocess
import sys

import psutil
import pytest

from tests.e2e.conftest import (
    PROJECT,
    Product,
    answers,
    environment,
    free_port,
    lernlotse,
    offer_ids,
    replies,
    texts,
    wait_until,
)
from tests.factories import make_actor, make_files, make_offer

pytestmark = pytest.mark.e2e


def test_imported_topic_is_understood_without_training(product: Product) -> None:
    offer = make_offer("o-neu", titel="Grundlagen", themen="Quiddelbasteln")
    files = make_files(product.directory / "new", offers=[offer])

    imported = lernlotse("catalog", "import", *map(str, files), env=product.env)

    assert imported.returncode == 0, imported.stdout + imported.stderr
    assert wait_until(
        lambda: (
            offer_ids(product.ask("wo kann ich quiddelbasteln lernen")) == ["o-neu"]
        ),
        seconds=60,
    )


def test_imported_actor_is_called_by_its_name(product: Product) -> None:
    actor = make_actor(
        "a-neu", name="Quarkelwerk", art="lernort", telefon="030 23125 099"
    )
    files = make_files(product.directory / "actor", actors=[actor])

    imported = lernlotse("catalog", "import", *map(str, files), env=product.env)

    assert imported.returncode == 0, imported.stdout + imported.stderr
    assert wait_until(
        lambda: (
            "030 23125 099"
            in texts(product.ask("Welche Telefonnummer hat das Quarkelwerk?"))
        ),
        seconds=60,
    )


def test_imported_place_alias_is_understood(product: Product) -> None:
    path = product.directory / "words.csv"
    path.write_text("wort;art;bedeutet\nOschi;ort;Oschersleben\n", encoding="utf-8")

    imported = lernlotse("catalog", "import", str(path), env=product.env)

    assert imported.returncode == 0, imported.stdout + imported.stderr
    assert wait_until(
        lambda: offer_ids(product.ask("yoga in oschi")) == ["o-yoga-weit"], seconds=60
    )


def test_personal_data_is_not_kept(product: Product) -> None:
    answer = product.ask(
        "Ich heiße Erika Beispielfrau, Tel. 030 23125 777, gibt es Yoga in Haldensleben?"
    )

    assert offer_ids(answer)
    assert "nicht gespeichert" in texts(answer)
    kept = [*(PROJECT / "var" / "log").glob("*.log"), *(PROJECT / "var").glob("conv*")]
    assert len(kept) > 2
    assert [p for p in kept if b"Beispielfrau" in p.read_bytes()] == []


def test_unclear_question_waits_for_a_label(product: Product) -> None:
    unclear = ["soso aha", "hm naja", "nanu sapperlot"]
    for message in unclear:
        product.ask(message)

    listed = lernlotse("questions", env=product.env)

    assert listed.returncode == 0, listed.stderr
    assert [message for message in unclear if message in listed.stdout] != []


def test_dead_rasa_is_said_and_comes_back(product: Product) -> None:
    product.child("bot.dialogue.server").kill()

    assert wait_until(
        lambda: product.post({"message": "Yoga", "conversation": None})[0] == 503, 10
    )
    status, answer = product.post({"message": "Yoga", "conversation": None})
    if status == 503:
        assert "030 23125" in answer["error"]
    assert wait_until(lambda: answers(product), 60)
    assert product.ask("Yoga in Haldensleben")["ok"] is True


def test_conversation_goes_on_after_a_restart_of_both(product: Product) -> None:
    before = product.ask("Yoga in Haldensleben")
    for child in ("bot.dialogue.server", "bot.web"):
        product.child(child).kill()
    assert wait_until(lambda: not answers(product), 10)
    assert wait_until(lambda: answers(product), 60)

    after = product.ask("nur kostenlose", conversation=before["conversation"])

    assert after["conversation"] == before["conversation"]
    assert {"topic", "place", "price"} <= {
        item["field"] for item in replies(after, "filters")[0]["items"]
    }


def test_dead_web_service_comes_back(product: Product) -> None:
    before = product.child("bot.web").pid
    product.child("bot.web").kill()

    assert wait_until(lambda: answers(product), 60)
    assert product.child("bot.web").pid != before


def test_taken_port_is_said(product: Product) -> None:
    ended = lernlotse("serve", env=product.env)

    assert ended.returncode == 2
    assert str(product.port) in ended.stderr
    assert "belegt" in ended.stderr


def test_conversation_is_forgotten(product: Product) -> None:
    import urllib.request

    first = product.ask("Yoga in Haldensleben")
    request = urllib.request.Request(
        f"{product.url}/api/v1/chat/{first['conversation']}", method="DELETE"
    )

    with urllib.request.urlopen(request) as response:
        assert response.status == 200
    after = product.ask("mehr", conversation=first["conversation"])

    assert after["conversation"] != first["conversation"]
    assert offer_ids(after) == []


def test_rasa_listens_on_loopback_only(product: Product) -> None:
    rasa = product.child("bot.dialogue.server")

    listening = {c.laddr.ip for c in rasa.net_connections() if c.status == "LISTEN"}

    assert listening == {"127.0.0.1"}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signal_ends_every_process(product: Product, tmp_path, number) -> None:
    env = environment(tmp_path, free_port())
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "serve"],
        cwd=PROJECT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    started = Product(
        process, int(env["LERNLOTSE_PORT"]), env, tmp_path, tmp_path / "log"
    )
    assert wait_until(lambda: answers(started), 60)
    children = psutil.Process(process.pid).children(recursive=True)

    process.send_signal(number)

    assert process.wait(timeout=30) == 0
    assert [child for child in children if child.is_running()] == []
