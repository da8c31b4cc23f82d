"""German for spaCy: its tokens with the catalog's lemmas, without a trained model.

config.yml names the folder beside this file: `SpacyNLP` with `model:
bot/nlu/german_pipeline`. spaCy finds the language through its entry point.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from spacy.lang.de import German
from spacy.tokens import Doc
from spacy.util import ensure_path, registry

from catalog.language.text import lemma

LANGUAGE = "de_lotse"
LEMMAS = "lotse_lemmas"


@registry.languages(LANGUAGE)
class LotseGerman(German):  # type: ignore[no-untyped-call]  # -- spaCy's hook
    """spaCy's German. There is nothing to load or to save: all of it is code."""

    lang = LANGUAGE

    def from_disk(
        self, path: str | Path, *, exclude: Iterable[str] = (), overrides: Any = None
    ) -> LotseGerman:
        """Only remember *path*, by which Rasa tells a real pipeline from a blank one."""
        self._path = ensure_path(path)
        return self


@LotseGerman.component(LEMMAS, assigns=["token.lemma"])
def set_lemmas(doc: Doc) -> Doc:
    """Set the dictionary form of every token."""
    for token in doc:
        token.lemma_ = lemma(token.text)
    return doc
