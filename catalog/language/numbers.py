"""German number words with the numbers they mean; how they are used is said elsewhere."""

from __future__ import annotations

_ONES = (
    "null ein zwei drei vier fuenf sechs sieben acht neun zehn elf zwoelf dreizehn"
    " vierzehn fuenfzehn sechzehn siebzehn achtzehn neunzehn"
).split()
_TENS = "zwanzig dreissig vierzig fuenfzig sechzig siebzig achtzig neunzig".split()

NUMBERS: dict[str, int] = {
    **{word: number for number, word in enumerate(_ONES)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
    **{
        f"{one}und{ten}": 10 * number + digit
        for number, ten in enumerate(_TENS, 2)
        for digit, one in enumerate(_ONES[1:10], 1)
    },
    **dict.fromkeys(("eins", "eine", "einem", "einer", "einen"), 1),
    "zwo": 2,
    "fuffzehn": 15,
    "fuffzig": 50,
    "hundert": 100,
    "einhundert": 100,
    "zweihundert": 200,
}
ORDINALS: dict[str, int] = {
    "erst": 1, "zweit": 2, "dritt": 3, "viert": 4, "fuenft": 5,
}  # fmt: skip
_IRREGULAR = {1: "erst", 3: "dritt", 7: "siebt", 8: "acht"}
# "Am fünften Dezember": every day of a month, without its ending.
DAYS: dict[str, int] = {
    _IRREGULAR.get(number, word + ("t" if number < 20 else "st")): number
    for word, number in NUMBERS.items()
    if 1 <= number <= 31 and word not in ("eins", "eine", "einem", "einer", "einen")
}
DAY_WORD = rf"(?:{'|'.join(sorted(DAYS, key=len, reverse=True))})e[nr]?"
# A number in a pattern: digits or a word.
NUMBER = rf"\d{{1,4}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))}"
ORDINAL = rf"[1-5]|(?:{'|'.join(ORDINALS)})e[nrms]?"


def number_of(text: str) -> int:
    """Return the number that digits or a number word mean."""
    return int(text) if text.isdigit() else NUMBERS[text]


def day_of(text: str) -> int:
    """Return the day of a month that "5" or "fünften" means."""
    return int(text) if text.isdigit() else DAYS[text.rstrip("enr")]


def ordinal_of(text: str) -> int:
    """Return which one "2" or "zweiten" means."""
    return int(text) if text.isdigit() else ORDINALS[text.rstrip("enrms")]
