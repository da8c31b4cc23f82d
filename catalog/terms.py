"""A text as the words it can be found by."""

from __future__ import annotations

from catalog.language.text import compound_parts, lemma, stem, stems, tokenize


def index_terms(text: str | None, *, split: bool = True) -> list[str]:
    """Return the sorted stems of a text, with those of the parts of compounds."""
    found: set[str] = set()
    for token in tokenize(text or ""):
        for word in token.text.split("-"):
            found |= stems(word)
        if split:
            found.update(stem(lemma(part)) for part in compound_parts(token.text))
    return sorted(term for term in found if term.isalnum())
