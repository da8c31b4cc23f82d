"""Components are read from config.yml and from a model, without Rasa."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path

import pytest

from bot.dialogue.components import configured_components, trained_components


def make_config(folder: Path, text: str) -> Path:
    path = folder / "config.yml"
    path.write_text(text, encoding="utf-8")
    return path


def make_model(folder: Path, member: str, content: object) -> Path:
    path = folder / "model.tar.gz"
    data = json.dumps(content).encode()
    info = tarfile.TarInfo(member)
    info.size = len(data)
    with tarfile.open(path, "w:gz") as archive:
        archive.addfile(info, io.BytesIO(data))
    return path


def test_configured_components_are_pipeline_and_policies(tmp_path: Path) -> None:
    config = make_config(
        tmp_path,
        "pipeline:\n- name: WhitespaceTokenizer\n- FallbackClassifier\n"
        "policies:\n- name: RulePolicy\n",
    )

    assert configured_components(config) == {
        "WhitespaceTokenizer",
        "FallbackClassifier",
        "RulePolicy",
    }


@pytest.mark.parametrize(
    "text", ["", "pipeline:\n- name: WhitespaceTokenizer\n", "pipeline:\npolicies:\n"]
)
def test_missing_half_means_what_rasa_suggests(tmp_path: Path, text: str) -> None:
    config = make_config(tmp_path, text)

    assert configured_components(config) == {"DIETClassifier", "TEDPolicy"}


def test_trained_components_are_those_that_predict(tmp_path: Path) -> None:
    model = make_model(
        tmp_path,
        "metadata.json",
        {
            "train_schema": {"nodes": {"a": {"uses": "x.Trainer"}}},
            "predict_schema": {"nodes": {"b": {"uses": "x.Tokenizer"}}},
        },
    )

    assert trained_components(model) == {"x.Tokenizer"}


def test_archive_without_metadata_is_no_model(tmp_path: Path) -> None:
    model = make_model(tmp_path, "other.json", {})

    with pytest.raises(ValueError, match="no trained model"):
        trained_components(model)
