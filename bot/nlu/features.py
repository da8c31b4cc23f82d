"""What the intent classifier sees of a message: shape, words, pieces of words, signs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

FIRST, LAST = "<", ">"
MAX_LENGTH_SIGN = 6


def grams(words: Sequence[str], longest: int) -> Iterable[str]:
    """Yield the runs of 1 to *longest* words, with marks for beginning and end."""
    framed = [FIRST, *words, LAST]
    for length in range(1, longest + 1):
        for first in range(len(framed) - length + 1):
            yield " ".join(framed[first : first + length])


def pairs(words: Sequence[str]) -> Iterable[str]:
    """Yield the pairs of different words that occur together, whatever is between."""
    for first, second in combinations(sorted(set(words)), 2):
        yield f"{first} {second}"


def pieces(words: Sequence[str], shortest: int = 3, longest: int = 5) -> Iterable[str]:
    """Yield the runs of letters in each word; spaces mark its ends."""
    for word in words:
        framed = f" {word} "
        for length in range(shortest, longest + 1):
            for first in range(max(len(framed) - length + 1, 1)):
                yield framed[first : first + length]


def message_features(
    shape: Sequence[str],
    lemmas: Sequence[str],
    words: Sequence[str],
    fields: Sequence[str],
    *,
    asks: bool,
) -> list[tuple[str, str]]:
    """Return (kind, feature) pairs of a message, repeated as often as they occur.

    Args:
        shape: lemmas, with one "__field__" for each understood condition.
        lemmas: the folded lemmas of all words.
        words: all words, folded.
        fields: the fields of the conditions.
        asks: whether there is a question mark.
    """
    signs = [*sorted(set(fields)), f"conditions {min(len(fields), 3)}"]
    signs.append(f"words {min(len(lemmas) // 2, MAX_LENGTH_SIGN)}")
    if asks:
        signs.append("question mark")
    return [
        *(("shape", gram) for gram in grams(shape, 2)),
        *(("pair", pair) for pair in pairs(shape)),
        *(("word", lemma) for lemma in lemmas),
        *(("piece", piece) for piece in pieces(words)),
        *(("sign", sign) for sign in signs),
    ]
