"""German words: spelling, lemmas, stems and the parts of compounds; no meaning."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from simplemma.strategies.dictionaries.trie_dictionary_factory import (
    TrieDictionaryFactory,
)

from catalog.settings import PROJECT_DIR

WORD = re.compile(
    r"[^\W\d_]{1,2}\d{1,2}\b"  # B1, U3, Ü60
    r"|[^\W\d_]+(?:[:*_/·]-?in(?:nen)?\b)?(?:['’-][^\W\d_]+)*"
    r"|\d{1,2}s?te[nrsm]?\b"  # 8te, 20sten
    r"|\d+(?:[.,:]\d+)*"
    r"|(?<=[\d .])[-–](?= ?\d)|[€+&]"
)
_SHARP = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "–": "-", "’": "'"}
)
_GENDER_SIGN = re.compile(r"[:*_/·]-?(?=in(?:nen)?$)")
_COUNTING = re.compile(r"(?<=\d)s?te[nrsm]?$")
_UNFOLDED = (("ae", "ä"), ("oe", "ö"), ("ue", "ü"), ("ss", "ß"))
_LINKS = ("", "s", "es", "n", "en", "er", "e")
_SHORT_PARTS = frozenset(
    "art bad ball bau berg buch chor film foto geld haus holz ton tag uhr rad see ski"
    " zoo tee obst kind wald jagd weg tanz sport mathe edv pc it".split()
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MIN_PART = 4
_LONGEST_COMPOUND = 45
_MIN_STEM = 4
# Ending, what stays of it, and how many letters must be left before it.
_ENDINGS = (
    ("erinnen", "er", 3),
    ("innen", "", 5),
    ("erin", "er", 3),
    ("erei", "er", 3),
    ("ungen", "ung", 4),
    ("ung", "", 5),
    ("ern", "er", 3),
    ("eln", "el", 2),
    ("em", "", 4),
    ("en", "", 3),
    ("es", "", 4),
    ("e", "", 3),
)
_ADJECTIVE_SHAPE = re.compile(
    r"\w{4}(?:lich|isch|ig|sam|los|haft|iv|al|ell|sensibl|zentriert|orientiert)e[nmrs]?$"
)
_ADJECTIVE = ("e", "en", "er", "es", "em")
_DOING = ("er", "erei", "erin", "erinnen")
# Words that look like forms of others and are not: skating is no game of cards.
_ROOTS = {
    "skaten": "skate",
    "skater": "skate",
    "steuerung": "steuerung",
    "sucht": "sucht",
    "band": "band",
    "bogen": "bogen",
    "garten": "garten",
    "pest": "pest",
    "unterhalt": "unterhalt",
    "betrug": "betrug",
    "ballet": "ballet",
    "erbrecht": "erbrecht",
    "schlangen": "schlang",
    "kleidung": "kleidung",
    "bauer": "bauer",
    "reise": "reise",
    "reisen": "reise",
}


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a sentence: as typed, where it stands, and folded."""

    text: str
    start: int
    end: int
    folded: str


def fold(text: str) -> str:
    """Return lower case without umlauts and accents: "Töpfern für Kitá" → "toepfern …"."""
    text = unicodedata.normalize("NFC", text).lower().translate(_SHARP)
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def slugify(text: str) -> str:
    """Return a stable ASCII identifier of a word or phrase."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def tokenize(text: str) -> list[Token]:
    """Split a sentence into words, numbers and the signs that mean something.

    Gender forms are folded to the plain feminine ("Anfänger:innen" → "anfaengerinnen"),
    ordinal numbers to their digits ("8te" → "8").
    """
    return [
        Token(m[0], m.start(), m.end(), _COUNTING.sub("", _plain(m[0])))
        for m in WORD.finditer(text)
    ]


def _plain(word: str) -> str:
    return fold(_GENDER_SIGN.sub("", word))


@lru_cache(maxsize=1)
def dictionary() -> Mapping[str, str]:
    """Return simplemma's German word forms → lemmas (built once, then memory-mapped)."""
    folder = PROJECT_DIR / "var" / "dictionary"
    return TrieDictionaryFactory(disk_cache_dir=str(folder)).get_dictionary("de")


def _spellings(word: str) -> list[str]:
    """Return the ways a word may stand in the dictionary, most likely first."""
    lower = word.lower()
    forms = [word, lower.capitalize(), lower]
    if any(plain in lower for plain, _ in _UNFOLDED):
        restored = lower
        for plain, umlaut in _UNFOLDED:
            restored = restored.replace(plain, umlaut)
        forms += [restored.capitalize(), restored]
    return forms


@lru_cache(maxsize=100_000)
def lemma(word: str) -> str:
    """Return the dictionary form of a word; unknown words come back unchanged."""
    words = dictionary()
    for form in () if fold(word) in _ROOTS else _spellings(word):
        found = words.get(form)
        if found is not None:
            return found
    return word


@lru_cache(maxsize=100_000)
def is_german(word: str) -> bool:
    """Whether the dictionary knows this form, however it is capitalised."""
    words = dictionary()
    return any(form in words for form in _spellings(word))


@lru_cache(maxsize=10_000)
def spelling(word: str) -> str:
    """Return a folded word as the dictionary writes it: "traeger" → "Träger"."""
    words = dictionary()
    found = next((form for form in _spellings(word) if form in words), None)
    parts = () if found else compound_parts(word)
    if parts and "".join(parts) == word:
        return "".join(spelling(part).lower() for part in parts).capitalize()
    return found or word.capitalize()


@lru_cache(maxsize=10_000)
def one_error_away(word: str) -> tuple[str, ...]:
    """Return the folded dictionary words that differ in one letter, likeliest first.

    The ending "-en" spoken as "-n" comes first ("Münzn"); a letter that is missing, too
    many or swapped with the next one before a wrong one; a noun before another word.
    """
    cuts = [(word[:cut], word[cut:]) for cut in range(1, len(word) + 1)]
    slips = {left + letter + right for left, right in cuts for letter in _LETTERS}
    slips |= {left + right[1:] for left, right in cuts if right}
    slips |= {f"{a}{b[1]}{b[0]}{b[2:]}" for a, b in cuts if len(b) > 1}
    wrong = {
        left + letter + right[1:]
        for left, right in cuts
        if right
        for letter in _LETTERS
    }
    ranked = sorted(
        (form != f"{word[:-1]}en", form not in slips, not is_noun(form), form)
        for form in slips | wrong
        if is_german(form)
    )
    return tuple(form for *_, form in ranked if form != word)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return what the inflected and derived forms of a word share.

    "Töpfern", "Töpferei" and "Töpfer" → "toepfer", "Malen" and "Malerei" → "mal".
    Input may have any spelling; output is ASCII. What four letters share says too
    little: a noun that would be cut so short keeps its dictionary form ("Bienen" →
    "biene", which is not French "bien").
    """
    folded = current = fold(word)
    while current not in _ROOTS:
        shorter = _strip_once(current)
        if shorter == current:
            break
        current = shorter
    if len(current) <= _MIN_STEM and current != folded and _is_only_noun(word):
        does = folded.endswith(_DOING) and is_infinitive(current + "en")
        return current if does else fold(lemma(word))
    return _ROOTS.get(current, current)


def _is_only_noun(word: str) -> bool:
    """Whether the dictionary has the word with a capital and not without."""
    words = dictionary()
    found = [form for form in _spellings(word) if form in words]
    return bool(found) and all(form[:1].isupper() for form in found)


def _strip_once(word: str) -> str:
    """Take one ending off; what is left may have another one."""
    for suffix, kept, minimum in _ENDINGS:
        if word.endswith(suffix) and len(word) - len(suffix) >= minimum:
            return word.removesuffix(suffix) + kept
    if word.endswith("er") and len(word) > _MIN_STEM and _is_er_ending(word):
        return word[:-2]
    if word.endswith("ler") and is_infinitive(word[:-3] + "eln"):  # "Bastler"
        return word[:-3] + "el"
    if word.endswith("s") and len(word) > 5 and word[-2] in "bdfghklmnrt":
        return word[:-1]
    return word


@lru_cache(maxsize=100_000)
def _is_er_ending(word: str) -> bool:
    """Whether "-er" is an ending: of who does it, or of a plural.

    "Maler" is who does "malen" and "Lieder" are several; but in "Zauber" and in
    "Wander-" it belongs to the word, and "Schneider" is who does "schneidern".
    """
    base = word[:-2]
    if base.endswith("i") and len(base) >= _MIN_STEM:  # "programmier", "Klavier"
        return True
    for cut in range(len(base) - 2):
        if cut and not is_first_part(base[:cut]):
            continue
        last = base[cut:]
        if is_infinitive(last + "en") and not is_infinitive(last + "ern"):
            return True
        if last.endswith("er") and is_infinitive(last + "n"):  # "Wanderer"
            return True
        if len(last) >= _MIN_STEM and fold(lemma(last + "er")) == last:
            return True
    return False


@lru_cache(maxsize=100_000)
def stems(word: str) -> frozenset[str]:
    """Return the stems of the word as typed and of its dictionary form."""
    return frozenset((stem(word), stem(lemma(word))))


@lru_cache(maxsize=100_000)
def compound_parts(word: str) -> tuple[str, ...]:
    """Return the words a compound consists of, folded; empty when it is none.

    The fewest parts win, then the longest last part: in German the last part says
    what a thing is.
    """
    folded = fold(word)
    if "-" in folded:
        return tuple(p for p in folded.split("-") if p)
    if not 7 <= len(folded) <= _LONGEST_COMPOUND or not folded.isalpha():
        return ()
    found = _split(folded, 4)
    return found if found and len(found) > 1 else ()


@lru_cache(maxsize=200_000)
def _split(word: str, budget: int) -> tuple[str, ...] | None:
    if _is_part(word):
        return (word,)
    if budget == 0:
        return None
    best: tuple[str, ...] | None = None
    for cut in range(3, len(word) - 2):
        head, rest = word[:cut], word[cut:]
        if not is_first_part(head):
            continue
        tail = _split(rest, budget - 1)
        if tail and (best is None or _rank(head, tail) < _rank(best[0], best[1:])):
            best = (head, *tail)
    return best


def _rank(head: str, tail: tuple[str, ...]) -> tuple[int, int]:
    return len(tail), -min(len(head), *(len(part) for part in tail))


@lru_cache(maxsize=100_000)
def _is_part(word: str) -> bool:
    if len(word) < _MIN_PART:
        return word in _SHORT_PARTS
    return is_german(word) and not _is_compound_entry(word)


@lru_cache(maxsize=100_000)
def _is_compound_entry(word: str) -> bool:
    """Whether a long dictionary word is itself made of two long ones."""
    if word.endswith(("kurs", "kurse", "kursen")):
        return is_first_part(word[: word.rindex("kurs")])
    if len(word) < 9:
        return False
    return any(
        is_first_part(word[:cut])
        and len(word) - cut >= _MIN_PART
        and is_noun(word[cut:])
        for cut in range(4, len(word) - 3)
    )


@lru_cache(maxsize=100_000)
def is_noun(word: str) -> bool:
    """Whether the dictionary has the word with a capital."""
    words = dictionary()
    return any(form[:1].isupper() and form in words for form in _spellings(word))


@lru_cache(maxsize=100_000)
def is_infinitive(word: str) -> bool:
    """Whether the word as typed is a verb in its dictionary form ("brauen")."""
    if not word.islower() or not word.endswith("n"):
        return False
    words = dictionary()
    return any(
        form.islower() and fold(words.get(form, "")) == fold(word)
        for form in _spellings(word)
    )


@lru_cache(maxsize=100_000)
def is_verb(word: str) -> bool:
    """Whether the dictionary has the word without a capital."""
    words = dictionary()
    return any(form.islower() and form in words for form in _spellings(word))


@lru_cache(maxsize=100_000)
def is_adjective(word: str) -> bool:
    """Whether the word is an adjective as it stands before a noun ("digitale")."""
    if not word.endswith(_ADJECTIVE):
        return False
    words = dictionary()
    forms = [form for form in _spellings(word.lower()) if form in words]
    if not forms:
        return _ADJECTIVE_SHAPE.search(fold(word)) is not None
    base = words[forms[0]]
    return (
        forms[0].islower()
        and base.islower()
        and base != forms[0]
        and (forms[0].startswith(base) or not is_infinitive(base))
    )


@lru_cache(maxsize=100_000)
def is_finite(word: str) -> bool:
    """Whether the word as typed is a form of a verb and not its dictionary form."""
    base = lemma(word)
    return (
        word.islower()
        and base.islower()
        and base.endswith("n")
        and fold(base) != fold(word)
        and not is_noun(word)
    )


@lru_cache(maxsize=100_000)
def is_first_part(head: str) -> bool:
    """Whether a compound may begin with this: a word, one with a link, a verb stem."""
    if len(head) < _MIN_PART:
        return head in _SHORT_PARTS or head in ("mal", "naeh", "koch", "lern")
    if is_german(head):
        return True
    for link in _LINKS[1:]:
        base = head.removesuffix(link)
        if base != head and len(base) >= _MIN_PART and is_noun(base):
            return True
    return any(is_german(head + ending) for ending in ("e", "en", "n"))
