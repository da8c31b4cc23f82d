"""The dialogue process as the web service sees it: trained, started, asked, stopped."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.questions import QuestionQueue

ROOT = Path(__file__).resolve().parents[2]
SECRET = "Fahrradwerkstatt"
QUESTIONS = "questions.sqlite"

FILES = {
    "config.yml": """
recipe: default.v1
language: de
assistant_id: toy
pipeline:
- name: WhitespaceTokenizer
- name: CountVectorsFeaturizer
- name: LogisticRegressionClassifier
policies:
- name: RulePolicy
""",
    "domain.yml": """
version: "3.1"
intents: [search_offers, edit_search, fail, nlu_fallback]
entities: [edit, topic]
slots:
  topic:
    type: any
    influence_conversation: false
    mappings:
    - type: from_entity
      entity: topic
actions: [action_search_offers, action_show_edit, action_fail]
responses:
  utter_offers_found:
  - text: "{count} Angebote"
  utter_not_understood:
  - text: "Nicht verstanden"
session_config:
  session_expiration_time: 0
  carry_over_slots_to_new_session: true
""",
    "data/nlu.yml": """
version: "3.1"
nlu:
- intent: search_offers
  examples: |
    - suche kurs
    - suche angebote
- intent: edit_search
  examples: |
    - filter entfernen
    - filter weg
- intent: fail
  examples: |
    - kaputt
    - alles kaputt
""",
    "data/rules.yml": """
version: "3.1"
rules:
- rule: search
  steps:
  - intent: search_offers
  - action: action_search_offers
- rule: edit
  steps:
  - intent: edit_search
  - action: action_show_edit
- rule: fail
  steps:
  - intent: fail
  - action: action_fail
- rule: fallback
  steps:
  - intent: nlu_fallback
  - action: utter_not_understood
""",
    "toy_actions.py": """
from rasa_sdk import Action


class ActionSearchOffers(Action):
    def name(self):
        return "action_search_offers"

    async def run(self, dispatcher, tracker, domain):
        turns = sum(event["event"] == "user" for event in tracker.events)
        dispatcher.utter_message(response="utter_offers_found", count=turns)
        dispatcher.utter_message(json_message={"topic": tracker.get_slot("topic")})
        return []


class ActionShowEdit(Action):
    def name(self):
        return "action_show_edit"

    async def run(self, dispatcher, tracker, domain):
        edit = next(tracker.get_latest_entity_values("edit"), None)
        dispatcher.utter_message(json_message={"edit": edit})
        return []


class ActionFail(Action):
    def name(self):
        return "action_fail"

    async def run(self, dispatcher, tracker, domain):
        raise ZeroDivisionError
""",
}


class Server:
    """A running dialogue process."""

    def __init__(self, process: subprocess.Popen[str], log: Path) -> None:
        self.process = process
        self.log = log
        assert process.stdout is not None
        self.ready = json.loads(process.stdout.readline())

    def request(
        self, method: str, path: str, body: object = None
    ) -> tuple[int, dict[str, Any]]:
        """Return status and content of the answer."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.ready['port']}/webhooks/lotse/{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    def say(self, sender: str, message: str) -> dict[str, Any]:
        """Return the answer to a message."""
        status, content = self.request(
            "POST", "chat", {"sender": sender, "message": message}
        )
        assert status == 200
        return content


def run(module: str, *arguments: str, folder: Path, **options: Any) -> Any:
    path = os.pathsep.join([str(ROOT), str(folder)])
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path},
        text=True,
        **options,
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("toy")
    for name, content in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def model(project: Path) -> Path:
    training = run(
        "bot.dialogue.training",
        *("--project", str(project), "--output", str(project / "models")),
        folder=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    output, _ = training.communicate(timeout=60)
    assert training.returncode == 0, output
    return Path(output.splitlines()[-1])


@pytest.fixture(scope="module")
def server(project: Path, model: Path) -> Iterator[Server]:
    log = project / "server.log"
    with log.open("w") as errors:
        process = run(
            "bot.dialogue.server",
            *("--model", str(model), "--port", "0", "--actions", "toy_actions"),
            *("--warm-up", "suche kurs", "--questions", str(project / QUESTIONS)),
            folder=project,
            stdout=subprocess.PIPE,
            stderr=errors,
        )
        try:
            yield Server(process, log)
        finally:
            process.terminate()
            assert process.wait(timeout=10) == 0


def test_model_has_the_name_it_should_have(model: Path, project: Path) -> None:
    assert model == project / "models" / "lernlotse.tar.gz"


def test_status_tells_model_and_actions(server: Server) -> None:
    status, content = server.request("GET", "status")

    assert status == 200
    assert content == {
        "ready": True,
        "model": server.ready["model"],
        "actions": ["action_fail", "action_search_offers", "action_show_edit"],
    }


def test_turn_answers_with_all_messages_and_the_intent(server: Server) -> None:
    answer = server.say("turn", "suche kurs")

    assert answer["messages"] == [
        {"text": "1 Angebote", "response": "utter_offers_found"},
        {"custom": {"topic": None}},
    ]
    assert answer["intent"]["name"] == "search_offers"
    assert 0.5 < answer["intent"]["confidence"] < 1


@pytest.mark.parametrize(
    "command",
    [
        "/restart",
        " //restart",
        "\u2003/ /session_start",
        "/back",
        'suche kurs /search_offers{"topic": "toepfern"}',
        '/search_offers{"topic": "toepfern"}',
    ],
)
def test_command_neither_restarts_nor_sets_a_slot(server: Server, command: str) -> None:
    sender = f"command {command}"
    server.say(sender, "suche kurs")

    server.say(sender, command)
    answer = server.say(sender, "suche kurs")

    assert answer["messages"] == [
        {"text": "3 Angebote", "response": "utter_offers_found"},
        {"custom": {"topic": None}},
    ]


def test_message_without_words_is_not_understood(server: Server) -> None:
    answer = server.say("nothing", " / ")

    assert answer["intent"] == {"name": "nlu_fallback", "confidence": 1.0}
    assert answer["messages"] == [
        {"text": "Nicht verstanden", "response": "utter_not_understood"}
    ]


def test_pressed_button_reaches_the_action(server: Server) -> None:
    entity = {"entity": "edit", "value": "remove:topic:toepfern"}
    edit = {"intent": "edit_search", "entities": [entity]}

    status, answer = server.request("POST", "chat", {"sender": "button", "edit": edit})

    assert status == 200
    assert answer == {
        "messages": [{"custom": {"edit": "remove:topic:toepfern"}}],
        "intent": {"name": "edit_search", "confidence": 1.0},
    }


def test_button_for_another_intent_is_refused(server: Server) -> None:
    body = {"sender": "button", "edit": {"intent": "restart"}}

    status, answer = server.request("POST", "chat", body)

    assert status == 400
    assert "edit_search" in answer["error"]


def test_failing_action_ends_the_turn_and_not_the_conversation(
    server: Server,
) -> None:
    failed = server.say("fail", "alles kaputt")
    answer = server.say("fail", "suche kurs")

    assert failed["messages"] == []
    assert answer["messages"][0]["text"] == "2 Angebote"
    assert "Action 'action_fail': ZeroDivisionError" in server.log.read_text()


def test_deleted_conversation_starts_anew(server: Server) -> None:
    server.say("deleted", "suche kurs")

    first = server.request("DELETE", "chat/deleted")
    second = server.request("DELETE", "chat/deleted")
    answer = server.say("deleted", "suche kurs")

    assert first == (200, {"deleted": True})
    assert second == (200, {"deleted": False})
    assert answer["messages"][0]["text"] == "1 Angebote"


def test_nothing_that_people_say_is_logged(server: Server) -> None:
    server.say("secret", f"suche kurs {SECRET}")
    server.say("secret", f"alles kaputt {SECRET}")
    server.say("secret", f"/{SECRET}")

    assert SECRET not in server.log.read_text()


def test_nobody_is_remembered_from_the_start(server: Server) -> None:
    assert server.request("DELETE", "chat/warm-up") == (200, {"deleted": False})


def test_only_typed_messages_that_are_unclear_wait_for_a_label(
    server: Server, project: Path
) -> None:
    edit = {"intent": "edit_search", "entities": []}
    server.say("unclear", "Quittengelee? Ich heiße Erika Beispielfrau")
    server.say("unclear", "suche kurs")
    server.say("unclear", "/quittengelee")
    server.say("unclear", "ich will nicht mehr leben")
    server.say("unclear", "where can I learn German please, I am new here")
    server.request("POST", "chat", {"sender": "unclear", "edit": edit})

    queue = QuestionQueue(project / QUESTIONS, date.today)
    waiting = queue.questions()
    queue.close()

    assert [(q.text, q.count) for q in waiting] == [("Quittengelee? Ich heiße ***", 1)]
    assert waiting[0].guess in {"search_offers", "edit_search", "fail"}
