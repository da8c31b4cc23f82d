"""People in a sentence: target groups, and relatives who say for whom something is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files

from catalog.language import ages, wordsets
from catalog.language.ages import NUMBER_WORD, OWNER, PET_NAMES, STAGES
from catalog.language.clock import Clock
from catalog.language.sentence import Sentence
from catalog.language.tales import words_of as telling_words
from catalog.language.telling import Telling
from catalog.language.text import Token, is_adjective, is_noun
from catalog.language.wordsets import ClosedValue
from catalog.records import Condition

_ADJECTIVE = r"(?:(?!(?:fuer|ueber|unter|hier|immer|aber|oder)\b)\w+e[nrsm]? )?"
_CHILD = (
    r"(?:(?:stief|pflege|enkel|schwieger|adoptiv)?(?:sohn|tochter|soehne|toechter)"
    r"|toechterchen|soehnchen|(?:ur)?enkel|(?:ur)?enkeln|(?:ur)?enkelin|enkelinnen"
    r"|(?:enkel|paten|pflege|stief|schul|krippen)kind(?:er|ern)?|zwillinge|drillinge"
    r"|neffen?|nichten?|nachwuchs)"
)
_CHILDREN = re.compile(
    rf"\b(?:{OWNER} {_ADJECTIVE})?{_CHILD}\b"
    rf"|\b{OWNER} {_ADJECTIVE}(?:kind|kinder|kindern|jungs?|jungen|maedchen|maedels)\b"
    rf"|\b(?:{OWNER}|der|die|das|den|dem) {PET_NAMES} (?=(?:will|moechte|wuerde|braucht|soll|kann"
    r"|mag|ist|geht|spielt|liebt|tanzt|interessiert|wollen|moechten|brauchen|sollen|kommt"
    r"|wuerd|brauch|muss|muessen|darf|duerfen|sucht|lernt|hat(?= (?:\w+ )?(?:lust|bock|spass"
    r"|interesse|probleme|schwierigkeiten|angst|zeit)))\b)"
    rf"|\b{OWNER} {PET_NAMES}(?=$)"
    rf"|\b(?:der|die|das) {PET_NAMES}(?= und (?:ich|wir)\b)"
    rf"|(?<=\bich und )(?:der|die|das) {PET_NAMES}\b"
)
# "Ich habe zwei Kinder" tells; "ich habe zwei Kinder, 5 und 8" says how old they are.
_HAVING = re.compile(
    rf"\b(?:hab|habe|hat|haben) {NUMBER_WORD} (?:\w+ )?kinder\b"
    rf"|\b{NUMBER_WORD} (?:\w+ )?kinder (?:hat|habe|haben|hab)\b"
)
# Who did or said something is not the one who wants to learn.
_TOLD = re.compile(
    r" (?:hat (?:mir|uns|das|gesagt|gemeint)|sagt|sagte|meint|meinte|erzaehlt|schenkt)\b"
)
_GRANDPARENTS = re.compile(
    r"\b(?:ur)?(?:oma|opa|omi|opi|omas|opas|omma|oppa|grossmutter|grossvater|grosseltern)\b"
)
_OTHERS = re.compile(
    rf"\b{OWNER} {_ADJECTIVE}(?:mann|frau|(?:schwieger)?(?:mutter|vater|eltern)|mutti|vati"
    r"|mama|papa|bruder|schwester|freundin|freund|partner|partnerin|arbeitgeber|chef"
    r"|chefin)\b|\bmeine firma\b"
)
_CHILDMINDERS = re.compile(
    r"\b(?:als|fuer|bin|sind|wir) tages(?:mutter|muetter|vater|vaeter|eltern)\b"
    r"|\btages(?:muetter|mutter|vaeter|eltern) (?:(?:suchen|sucht|brauchen|braucht)\b|(?=\w*"
    r"(?:fortbildung|weiterbildung|schulung|qualifizierung|austausch|treffen|supervision"
    r"|stammtisch|seminar|netzwerk)\b))"
)
_FOR = frozenset(("fuer", "fuers", "fuern"))
_BEFORE_GROUP = frozenset("den die das alle".split())
_OTHERS_BEFORE = frozenset("die der den das ihre ihr sein seine".split())
# "Rezepte von meiner Oma" are not for her.
_FROM_OTHERS = re.compile(rf"\b(?:vom?|von|zum|beim)(?: {OWNER})? $")
_TOGETHER = re.compile(
    r"\b(?:eltern|mutter|vater|mama|papa)[- ]kind(?:er)?\b(?!-zentrum)"
)
_SOURCES = frozenset(("von", "vom"))
_AIM = frozenset("fuer mit als andern anderen".split())
_BARE = frozenset(("nachwuchs",))
_ARTICLES = frozenset("der den dem".split())
# Who is still to be born does not learn: "unser erstes Kind kommt im Februar".
_BORN_THEN = r"(?:im \w+|bald|demnaechst|ende \w+|anfang \w+|mitte \w+|am \d{1,2} \w+)"
_UNBORN = r"(?:kind|baby|zwillinge|drillinge|nachwuchs)"
_EXPECTED = re.compile(
    rf"\b{_UNBORN} (?:kommt|kommen) {_BORN_THEN}(?! (?:in|zu|zur|zum|aufs?|nach|mit)\b)"
    rf"|\b{_BORN_THEN} (?:kommt|kommen) {OWNER} (?:\w+ )?{_UNBORN}(?! (?:in|zu|zur|zum|aufs?|nach|mit)\b)"
    rf"|\b(?:erwarten|erwarte) (?:\w+ ){{0,2}}{_UNBORN}\b"
)
_OF_OTHERS = re.compile(r"(?:sein|ihr)(?:e[nmrs]?)? ")


@lru_cache(maxsize=8)
def _words_of(name: str) -> frozenset[str]:
    path = files("catalog.language").joinpath("people.toml")
    return frozenset(tomllib.loads(path.read_text("utf-8"))[name].split())


def recognise(sentence: Sentence, telling: Telling, clock: Clock) -> list[Condition]:
    """Take ages first, then the groups people are named by."""
    elders = _grandparents(sentence, telling)
    named = ages.recognise(sentence, clock)
    own = _relatives(sentence, telling, has_age=bool(named))
    groups = _groups(sentence, telling, has_age=bool(named))
    groups += _named_in_topics(sentence)
    groups += _together(sentence)
    return [*named, *elders, *own, *groups]


def _named_in_topics(sentence: Sentence) -> Iterator[Condition]:
    """Yield whom a topic of several words is for: "Musik für Kleinkinder"."""
    for index, token in enumerate(sentence.tokens):
        if token.folded not in _FOR:
            continue
        value, last = _audience(sentence, index + 1)
        is_stage = any(stage[0].fullmatch(last.folded) for stage in STAGES)
        if value is not None and not is_stage and not _is_free(sentence, last):
            yield Condition(
                "target_group", value.value, value.label, last.start, last.end
            )


def _audience(sentence: Sentence, first: int) -> tuple[ClosedValue | None, Token]:
    """Return the group that is named from a token on: "für verwaiste Eltern"."""
    for index, token in enumerate(sentence.tokens[first:], first):
        value = wordsets.words_of("target_group").get(token.folded)
        is_before = token.folded in _BEFORE_GROUP or token.folded in _words_of("owner")
        is_named = is_adjective(token.text) or not sentence.free(index, index)
        if value is not None or not (is_before or is_named):
            return value, token
    return None, sentence.tokens[-1]


def _is_free(sentence: Sentence, token: Token) -> bool:
    index = sentence.tokens.index(token)
    return sentence.free(index, index)


def in_topics(sentence: Sentence, found: Sequence[Condition]) -> Iterator[Condition]:
    """Yield whom a topic written as two words is for: "Senioren Tanz"."""
    for topic in found:
        first, last = sentence.tokens_of(topic)
        group = sentence.tokens[first].folded
        if topic.field != "topic" or last != first + 1:
            continue
        value = wordsets.lookup_part(group, "first")
        if value is not None and not wordsets.is_about(sentence.tokens[last].folded):
            yield Condition(
                "target_group", value.value, value.label, topic.start, topic.end
            )


def _together(sentence: Sentence) -> Iterator[Condition]:
    """Yield the parents of "Vater-Kind-Zelten", whatever its words are taken for."""
    label = wordsets.labels()["target_group", "eltern"]
    for match in _TOGETHER.finditer(sentence.normal):
        first, last = sentence.indexes(match)
        start, end = sentence.tokens[first].start, sentence.tokens[last].end
        yield Condition("target_group", "eltern", label, start, end)


def _groups(sentence: Sentence, telling: Telling, *, has_age: bool) -> list[Condition]:
    """Take the groups of the closed set; whom a clause only tells about is not meant.

    "Die Kinder sind aus dem Haus" tells, "ich bin Rentnerin" says for whom.
    """
    if not has_age and "kinder" in sentence.normal:
        for match in list(sentence.find(_HAVING)):
            sentence.take(*sentence.indexes(match))
    found = [_group(sentence, m, "fachkraefte") for m in sentence.find(_CHILDMINDERS)]
    starts = {token.start: index for index, token in enumerate(sentence.tokens)}
    for group in wordsets.recognise(sentence, "target_group", repeated=True):
        index = starts[group.start]
        before = sentence.tokens[index - 1].folded if index else ""
        is_other = before in _OTHERS_BEFORE or not telling.is_own(index)
        is_all = before.startswith("ganz") and not telling.is_past(index)
        is_compared = sentence.tokens[max(0, index - 2)].folded == "als"
        if is_compared and before in _words_of("owner"):
            continue
        after = " ".join(t.folded for t in sentence.tokens[index + 1 : index + 2])
        if after in telling_words("quoting"):
            continue
        if before in _AIM or is_all or not (telling.is_told(index) and is_other):
            found.append(group)
    return found


def _group(sentence: Sentence, match: re.Match[str], group: str) -> Condition:
    label = wordsets.labels()["target_group", group]
    return sentence.condition(match, "target_group", group, label)


def _grandparents(sentence: Sentence, telling: Telling) -> list[Condition]:
    """Return the group of grandparents, whose age may stand beside them."""
    label = wordsets.labels()["target_group", "senioren"]
    for match in sentence.find(_GRANDPARENTS):
        first, last = sentence.indexes(match)
        start, end = sentence.tokens[first].start, sentence.tokens[last].end
        is_source = _FROM_OTHERS.search(sentence.normal[: match.start()])
        if not is_source and not _is_only_told(sentence, telling, first):
            return [Condition("target_group", "senioren", label, start, end)]
    return []


def _is_only_told(sentence: Sentence, telling: Telling, index: int) -> bool:
    """Whether a relative stands in the story of somebody who wants to learn himself."""
    has_need = not _words_of("needing").isdisjoint(
        token.folded for token in sentence.tokens[index + 1 : index + 2]
    )
    is_meant = has_need or telling.is_wish_for(index) or telling.is_about_request(index)
    return telling.is_told(index) and (
        telling.is_learner or telling.is_past(index) or not is_meant
    )


def _relatives(
    sentence: Sentence, telling: Telling, *, has_age: bool
) -> list[Condition]:
    """Take "mein Sohn", "meine Frau"; only children without an age say for whom."""
    found = []
    label = wordsets.labels()["target_group", "kinder"]
    for first, last in list(_children(sentence)):
        start, end = sentence.take(first, last)
        if not has_age and not _is_child_told(sentence, telling, first, last):
            found.append(Condition("target_group", "kinder", label, start, end))
    for pattern in (_GRANDPARENTS, _OTHERS):
        for match in sentence.find(pattern):
            sentence.take(*sentence.indexes(match))
    return found


def _children(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield the first and last token of every child that is somebody's own."""
    for match in sentence.find(_CHILDREN):
        yield sentence.indexes(match)
    for index in sentence.remaining():
        first = _owner_before(sentence, index)
        if first is not None and _is_pet_name(sentence, index):
            yield first, index


def _owner_before(sentence: Sentence, index: int) -> int | None:
    """Return the token of "mein" or "unser" to which a word belongs."""
    first = index - 1
    if first >= 0 and _is_pet_for(sentence, index):
        return index
    while first > 0 and sentence.tokens[first].folded in _words_of("counting"):
        first -= 1
    is_owned = first >= 0 and sentence.tokens[first].folded in _words_of("owner")
    return first if is_owned and sentence.free(first, index) else None


def _is_pet_for(sentence: Sentence, index: int) -> bool:
    """Whether a child is named without its owner: "fürn Lütten", "mit den Zwergen"."""
    words = [token.folded for token in sentence.tokens[max(0, index - 2) : index + 1]]
    is_for = words[-2] in ("fuer", "fuern", "fuers") or words[0] in ("fuer", "mit")
    is_sure = words[-1] in _words_of("pet_nouns") or words[-1].startswith("luett")
    said = {token.folded for token in sentence.tokens}
    is_named = words[-2] in ("die", "den") and not said.isdisjoint(("ihnen", "denen"))
    return (is_for or is_named) and is_sure


def _is_pet_name(sentence: Sentence, index: int) -> bool:
    """Whether parents call a child so: "unser Kleiner", but not "unser kleiner Hund"."""
    word = sentence.tokens[index].folded
    if word in _words_of("pet_nouns"):
        return True
    after = sentence.tokens[index + 1 : index + 2]
    is_attribute = bool(after) and (
        is_noun(after[0].folded) or after[0].folded in _words_of("pet_nouns")
    )
    token = sentence.tokens[index]
    if token.text[:1].isupper() and index and after and not token.text.isupper():
        # "Unsere Kleine" with a capital is no adjective.
        is_attribute = is_attribute and sentence.tokens[index - 1].text[:1].isupper()
    has_gap = bool(after) and sentence.before(index + 1).strip() != ""
    return word in _words_of("pet_words") and (has_gap or not is_attribute)


def _is_child_told(sentence: Sentence, telling: Telling, first: int, last: int) -> bool:
    """Whether a child only stands in a story: "ein Tablet von meiner Nichte"."""
    is_told = telling.is_told(first)
    said = " ".join(token.folded for token in sentence.tokens[first : last + 1])
    before = sentence.tokens[first - 1].folded if first else ""
    if is_told and (telling.is_learner or _OF_OTHERS.match(said) or before in _SOURCES):
        return True
    if said in _BARE and before in _ARTICLES:
        # "Den Nachwuchs anlernen", but "für den Nachwuchs".
        return sentence.tokens[max(0, first - 2)].folded not in _AIM
    if _EXPECTED.search(sentence.normal):
        return True
    after = " ".join(token.folded for token in sentence.tokens[last + 1 : last + 3])
    return _TOLD.match(f" {after}") is not None
