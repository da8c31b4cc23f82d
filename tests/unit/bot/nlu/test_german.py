"""spaCy loads the folder that config.yml names, as Rasa's `SpacyNLP` asks it to."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language

import bot.nlu.german
from bot.nlu.german import LotseGerman

PIPELINE = Path(bot.nlu.german.__file__).with_name("german_pipeline")


@pytest.fixture(scope="module")
def german() -> Language:
    return spacy.load(str(PIPELINE), disable=["parser"])


def test_folder_is_a_pipeline_that_rasa_accepts(german: Language) -> None:
    info = spacy.info(str(PIPELINE))

    assert isinstance(german, LotseGerman)
    assert german.path == PIPELINE
    assert spacy.util.is_compatible_version(spacy.__version__, info["spacy_version"])


def test_tokens_have_the_lemmas_of_the_catalog(german: Language) -> None:
    doc = german("Kurse für Kinder")

    assert [token.text for token in doc] == ["Kurse", "für", "Kinder"]
    assert [token.lemma_ for token in doc] == ["Kurs", "für", "Kind"]


def test_many_texts_are_the_same_as_one_by_one(german: Language) -> None:
    texts = ["Kurse für Kinder", "Musikschulen", ""]

    lemmas = [[token.lemma_ for token in doc] for doc in german.pipe(texts)]

    assert lemmas == [[token.lemma_ for token in german(text)] for text in texts]
