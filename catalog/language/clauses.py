"""Clauses of a sentence: which ones ask for something and which ones only tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum
from itertools import pairwise

from catalog.language import lexicon, tales
from catalog.language.text import (
    Token,
    compound_parts,
    fold,
    is_finite,
    is_infinitive,
    is_noun,
    is_verb,
    lemma,
)

_EMOJI = r"\u2600-\u27bf\U0001f300-\U0001faff"
_BREAK = re.compile(rf"[.!?;:,()\n–—{_EMOJI}]|\s-\s")
_STOP = re.compile(rf"[.!?;:\n{_EMOJI}]")
_AND = frozenset(("und", "oder", "u", "&", "+"))
# "In der 4. Klasse", "ca. 5", "Dr. Müller": such a full stop ends no sentence.
_ORDINAL = re.compile(r"\d{1,2}")
_COUNTED = frozenset(
    "klasse klassen klassenstufe schuljahr schuljahres lehrjahr semester jahrgang monat"
    " woche tag stock etage advent geburtstag kind mal januar februar maerz april mai"
    " juni juli august september oktober november dezember".split()
)
_SHORTENED = frozenset("ca evtl bzw inkl dr prof st str nr tel z b d h u a".split())
# What follows one of these is what a story comes to: "…, also Ballett in Barleben".
_CONCLUDING = frozenset(
    "also deshalb daher deswegen darum drum jedenfalls kurz".split()
)
_SUBJECTS = frozenset("ich wir er sie es man da nun jetzt".split())
_OPENERS = frozenset("ich wir er sie".split())
_SELF = frozenset(("ich", "wir"))
_SPEAKERS = frozenset(("der", "die", "er", "sie", "ich", "wir"))
_OWNERS = frozenset("mein meine unser unsere".split())
_ARTICLES = frozenset("der die das ein eine".split())
# With one of these first, the verb comes second: "heute tut mir das Knie weh".
_ADVERBS = frozenset("heute jetzt nun dann da seitdem inzwischen mittlerweile".split())
_PERSONS = frozenset("ich wir er sie es man mein meine unser unsere".split())
# A later clause that begins so is set against what somebody does already.
_TURNS = frozenset("jetzt nun inzwischen mittlerweile neuerdings".split())
_LINKS = frozenset(("und", "aber", "doch", "nur"))
_BEING = frozenset(("bin", "sind"))
_SOMETHING = frozenset("was etwas irgendwas irgendein irgendeine".split())
_MOST_BEFORE_BRACKET = 2
_VERB_ENDINGS = ("e", "t", "en", "n")
_WAY = "wie"
_HOW = frozenset(("wie", "was"))
_ALREADY = frozenset(("schon", "bereits"))
_PARTICLE = "denn"
_AMBIGUOUS_OPENERS = frozenset(("als", "da", "wo"))


class Role(IntEnum):
    """What a clause does; the lower, the likelier it holds what a person wants."""

    REQUEST = 0
    FRAGMENT = 1
    ASIDE = 2
    STATEMENT = 3
    SMALL_TALK = 4


def roles(text: str, tokens: Sequence[Token]) -> list[Role]:
    """Return the role of the clause each token stands in."""
    found: list[Role] = []
    goes_on = False
    before: list[str] = []
    for first, last in clauses(text, tokens):
        words = [token.folded for token in tokens[first:last]]
        end = tokens[last].start if last < len(tokens) else len(text)
        after = text[tokens[last - 1].end : end]
        role = _role([*before, *words], is_question="?" in after)
        if role is Role.FRAGMENT and goes_on and words[0] not in _CONCLUDING:
            role = Role.ASIDE
        is_asked = bool(found) and found[-1] is Role.REQUEST
        if role is Role.STATEMENT and is_asked and words[0] in _HOW:
            # "Wo lernt man, wie Lehmputz geht?"
            role = Role.REQUEST
        goes_on = role in (Role.ASIDE, Role.STATEMENT) and not _STOP.search(after)
        if role is Role.REQUEST and _turns(words):
            found = _told_before(found, tokens)
        found += [role] * (last - first)
        before = _before_bracket(text, tokens, first, last)
    return found


def _before_bracket(
    text: str, tokens: Sequence[Token], first: int, last: int
) -> list[str]:
    """Return what a clause behind a bracket goes on with: "Oma (80) malt Mandalas"."""
    end = tokens[last].start if last < len(tokens) else len(text)
    opening = text.rfind("(", 0, tokens[first].start)
    if not text[tokens[last - 1].end : end].rstrip().endswith(")") or opening < 0:
        return []
    words = [token.folded for token in tokens[:first] if token.end <= opening]
    return words[-_MOST_BEFORE_BRACKET:]


def _turns(words: Sequence[str]) -> bool:
    """Whether a wish is set against what was before: "jetzt will sie …"."""
    start = 1 if words[0] in _LINKS else 0
    turn, verb = words[start : start + 1], words[start + 1 : start + 2]
    return bool(verb) and turn[0] in _TURNS and lexicon.is_asking(verb[0])


def _told_before(found: Sequence[Role], tokens: Sequence[Token]) -> list[Role]:
    """Return the roles before such a wish: "meine Tochter spielt Klavier" only tells."""
    doing = [token.folded in tales.words_of("doing") for token in tokens[: len(found)]]
    asking = [lexicon.is_asking(token.folded) for token in tokens[: len(found)]]
    is_told = any(doing) and doing == asking
    return [
        Role.STATEMENT if is_told and role is Role.REQUEST else role for role in found
    ]


def _role(words: Sequence[str], *, is_question: bool) -> Role:
    if {"sind", "sie", "ein"} <= set(words) or _asks_the_bot(words):
        return Role.SMALL_TALK
    if lexicon.is_reason(words[0]) or _tells_when(words):
        return Role.STATEMENT
    if any(lexicon.is_past(word) for word in words) and _tells(words):
        return Role.REQUEST if is_question else Role.STATEMENT
    if not is_question and (_is_able(words) or tales.sounds_like_a_wish(words)):
        return Role.STATEMENT
    if _asks(words, is_question=is_question) or _is_turned_round(words):
        return Role.REQUEST
    if words[0] == _WAY and len(words) > 2 and words[2] in _PERSONS:
        # "Wie lege ich einen Teich an?"
        return Role.REQUEST
    if _works(words) and not is_question:
        return Role.SMALL_TALK
    if _tells(words):
        return Role.REQUEST if is_question else Role.STATEMENT
    return Role.FRAGMENT


def _asks_the_bot(words: Sequence[str]) -> bool:
    """Whether somebody asks who answers what it is like: "bist du", "magst du Pizza"."""
    if {"bist", "du"} <= set(words):
        return True
    if words[1:2] != ["du"] or not words[0].endswith("st"):
        return False
    if words[0] == "kannst" and words[2:3] != ["mich"]:
        return len(words) == len(("kannst", "du", "kochen")) and is_infinitive(words[2])
    is_about_bot = words[0] not in tales.words_of("of_the_bot")
    return is_about_bot or words[0] == "kannst"


def _is_able(words: Sequence[str]) -> bool:
    """Whether somebody can do what nobody has to teach: "Kopfrechnen kann ich!"."""
    if words[-2:] == ["kann", "ich"] and words[0] != "kann":
        return True
    return "kann" in words and not _ALREADY.isdisjoint(words)


def _is_turned_round(words: Sequence[str]) -> bool:
    """Whether a question goes without its mark: "ist bei euch was mit Musik"."""
    return words[0] in tales.words_of("asked") and not _SOMETHING.isdisjoint(words[1:])


def _works(words: Sequence[str]) -> bool:
    """Whether somebody says what he does: not "wie man mit der Cloud arbeitet"."""
    return "man" not in words and any(map(lexicon.is_working, words))


def _asks(words: Sequence[str], *, is_question: bool) -> bool:
    """Whether a clause names a wish or a course; who says what he is wants neither."""
    if any(map(lexicon.is_asking, words)):
        return True
    if not tales.words_of("dream").isdisjoint(words):
        return True
    thinking = tales.words_of("thinking")
    if "an" in words and not thinking.isdisjoint(words[: words.index("an")]):
        return True
    return any(map(_is_course, words)) and (is_question or not _introduces(words))


def _is_course(word: str) -> bool:
    """Whether a word is a course; "Rechtschreiben" is not, though "schreiben" is weak."""
    if not lexicon.is_course_compound(word):
        return False
    return not any(map(lexicon.is_weak, compound_parts(word)[-1:]))


def _introduces(words: Sequence[str]) -> bool:
    """Whether somebody says what he is: "ich bin Vorsitzender des Angelvereins"."""
    is_relative = words[0] in _OWNERS and words[2:3] == ["ist"]
    return is_relative or not _BEING.isdisjoint(words[:2])


def _tells(words: Sequence[str]) -> bool:
    """Whether a clause has a verb that belongs to somebody: "wir schauen Fußball"."""
    if any(lexicon.is_telling(word) for word in words):
        return True
    if words[0] in _OWNERS and "machen" in words[1:]:
        return True
    if words[0] in _SPEAKERS and any(
        is_verb(word) and word.endswith(_VERB_ENDINGS) for word in words[1:2]
    ):
        return True
    second = 2 if words[0] in _OWNERS else 1
    is_kin = words[0] in _OWNERS or words[0] in tales.words_of("kin")
    if is_kin and _does(words, second):
        return True
    if words[0] in _ARTICLES and len(words) > 2 and is_noun(words[1]):
        return is_finite(words[2]) or _is_plural_verb(words)
    if words[0] in _ADVERBS and any(_is_verb_of(words) for _ in words[2:3]):
        return True
    if any(map(tales.is_preterite, words)) or _is_my_verb(words):
        return True
    if len(words) > 1 and words[-1] in tales.words_of("gone_through"):
        return True
    if _is_verb_alone(words):
        return True
    return not _PERSONS.isdisjoint(words) and any(is_finite(word) for word in words)


def _is_verb_alone(words: Sequence[str]) -> bool:
    """Whether "ich" was left out: "schreibe gerade einen Krimi"."""
    is_now = any(word in tales.words_of("nowadays_doing") for word in words[1:2])
    return is_now and words[0].endswith("e") and is_verb(words[0])


def _does(words: Sequence[str], second: int) -> bool:
    """Whether somebody's verb follows, or where he lives: "meine Cousine in A. strickt"."""
    if words[second : second + 1] == ["in"]:
        return any(map(_is_third_person, words[second + 2 : second + 4]))
    return any(map(_is_third_person, words[second : second + 1]))


def _is_third_person(word: str) -> bool:
    return is_finite(word) or (is_verb(word) and word.endswith("t"))


def _is_verb_of(words: Sequence[str]) -> bool:
    """Whether the second word is what somebody does: "da kalben die Kühe"."""
    is_somebody = words[2] in _PERSONS or words[2] in _ARTICLES
    return is_finite(words[1]) or (is_somebody and is_verb(words[1]))


def _is_my_verb(words: Sequence[str]) -> bool:
    """Whether "ich" or "wir" stands beside its verb: "seit Mai lese ich", "ich mach"."""
    return any(
        {one, other} & _SELF
        and any(
            is_verb(w) or is_verb(f"{w}e")
            for w in (one, other)
            if w not in _SELF and not lexicon.is_function_word(w)
        )
        for one, other in pairwise(words)
    )


def _is_plural_verb(words: Sequence[str]) -> bool:
    """Whether several people do something: "die Nachbarn schwärmen"."""
    is_plural = words[0] == "die" and fold(lemma(words[1])) != words[1]
    return is_plural and is_infinitive(words[2])


def _tells_when(words: Sequence[str]) -> bool:
    """Whether a clause says when or why, as "Da ich …" and "Als Kind hatte ich …" do."""
    if words[0] not in _AMBIGUOUS_OPENERS or len(words) == 1:
        return False
    ends = lexicon.is_telling(words[-1]) or is_finite(words[-1])
    return words[1] in _PERSONS and ends and not lexicon.is_asking(words[-1])


def clauses(text: str, tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Return the first token of every clause and the one behind its last."""
    starts = [0] if tokens else []
    starts += [
        index
        for index in range(1, len(tokens))
        if is_break(text, tokens, index) or _joins(tokens, index)
    ]
    return list(zip(starts, [*starts[1:], len(tokens)], strict=True))


def is_break(text: str, tokens: Sequence[Token], index: int) -> bool:
    """Whether punctuation before a token begins a new clause."""
    before, token = tokens[index - 1], tokens[index]
    between = text[before.end : token.start]
    if between.strip() != ".":
        return _BREAK.search(between) is not None
    is_counted = _ORDINAL.fullmatch(before.folded) and token.folded in _COUNTED
    return not is_counted and before.folded not in _SHORTENED


def _joins(tokens: Sequence[Token], index: int) -> bool:
    """Whether a clause begins here without a comma: "… und suche", "… weil ich"."""
    word = tokens[index].folded
    if word == _PARTICLE and not _begins_reason(tokens, index):
        return False
    if lexicon.is_joining(word):
        return True
    after = tokens[index + 1].folded if index + 1 < len(tokens) else ""
    if word in _AND:
        return (
            after in _SUBJECTS or lexicon.is_asking(after) or lexicon.is_telling(after)
        )
    if lexicon.is_reason(tokens[index - 1].folded):
        # "weil ich will …" is one clause.
        return False
    # Who writes without commas still begins anew with "ich suche".
    return word in _OPENERS and (lexicon.is_asking(after) or lexicon.is_telling(after))


def _begins_reason(tokens: Sequence[Token], index: int) -> bool:
    """Whether "denn" means because here: not in "wann hat denn die Bücherei auf"."""
    after = tokens[index + 1].folded if index + 1 < len(tokens) else ""
    return after in _PERSONS
