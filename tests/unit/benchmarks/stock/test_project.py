"""The stock project is what the comparison says it is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from benchmarks.data import SyntheticCatalog
from benchmarks.stock.measure import search_answers
from benchmarks.stock.project import build, write_endpoints

pytestmark = pytest.mark.unit
PIPELINE = [
    "WhitespaceTokenizer",
    "RegexFeaturizer",
    "LexicalSyntacticFeaturizer",
    "CountVectorsFeaturizer",
    "CountVectorsFeaturizer",
    "DIETClassifier",
    "EntitySynonymMapper",
    "ResponseSelector",
    "FallbackClassifier",
]
POLICIES = ["MemoizationPolicy", "RulePolicy", "UnexpecTEDIntentPolicy", "TEDPolicy"]


@pytest.fixture
def project(catalog: SyntheticCatalog, tmp_path: Path) -> Path:
    build(tmp_path, catalog.offers(20))
    return tmp_path


def test_project_has_thirty_intents_with_twenty_examples_each(project: Path) -> None:
    nlu = yaml.safe_load((project / "data" / "nlu.yml").read_text(encoding="utf-8"))
    examples = Counter(
        {
            block["intent"]: len(block["examples"].splitlines())
            for block in nlu["nlu"]
            if "intent" in block
        }
    )

    assert len(examples) == 30
    assert set(examples.values()) == {20}


def test_project_names_the_components_of_rasa_init(project: Path) -> None:
    config = yaml.safe_load((project / "config.yml").read_text(encoding="utf-8"))

    assert config["language"] == "de"
    assert [component["name"] for component in config["pipeline"]] == PIPELINE
    assert [policy["name"] for policy in config["policies"]] == POLICIES


def test_project_is_complete(project: Path) -> None:
    files = {
        str(path.relative_to(project)) for path in project.rglob("*") if path.is_file()
    }

    assert files == {
        "config.yml",
        "credentials.yml",
        "domain.yml",
        "data/nlu.yml",
        "data/rules.yml",
        "data/stories.yml",
        "actions/__init__.py",
        "actions/actions.py",
        "offers.sqlite",
    }


def test_endpoints_name_the_action_server(tmp_path: Path) -> None:
    write_endpoints(tmp_path, action_port=5056)

    endpoints = yaml.safe_load((tmp_path / "endpoints.yml").read_text())
    assert endpoints == {
        "action_endpoint": {"url": "http://127.0.0.1:5056/webhook"},
    }


def test_search_answers_are_beginnings_of_the_two_responses() -> None:
    assert [len(answer) > 5 for answer in search_answers()] == [True, True]
