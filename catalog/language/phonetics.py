"""Kölner Phonetik: a code for how a German word sounds ("Yoga" and "Joga" are alike)."""

from __future__ import annotations

from functools import lru_cache

_CODES = {
    **dict.fromkeys("aeiouyj", "0"),
    **dict.fromkeys("bp", "1"),
    **dict.fromkeys("dt", "2"),
    **dict.fromkeys("fvw", "3"),
    **dict.fromkeys("gkq", "4"),
    "l": "5",
    **dict.fromkeys("mn", "6"),
    "r": "7",
    **dict.fromkeys("sz", "8"),
}


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """Return the code of a folded word; vowels count only at its beginning."""
    letters = f" {word} "
    codes = "".join(
        _code(letters[i - 1], letters[i], letters[i + 1])
        for i in range(1, len(letters) - 1)
    )
    merged = "".join(
        code for i, code in enumerate(codes) if i == 0 or code != codes[i - 1]
    )
    return merged[:1] + merged[1:].replace("0", "")


def _code(before: str, letter: str, after: str) -> str:
    if letter == "h":
        return ""
    if letter == "p" and after == "h":
        return "3"
    if letter in "dt" and after in "csz":
        return "8"
    if letter == "x":
        return "8" if before in "ckq" else "48"
    if letter == "c":
        starts = "ahkloqrux" if before == " " else "ahkoqux"
        return "4" if after in starts and before not in "sz" else "8"
    return _CODES.get(letter, "")
