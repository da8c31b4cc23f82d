"""People in a sentence: ages, school classes and target groups."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import chain

from catalog.language import wordsets
from catalog.language.clock import Clock
from catalog.language.numbers import NUMBERS
from catalog.language.sentence import Sentence
from catalog.language.telling import Telling
from catalog.language.telling import words_of as telling_words
from catalog.language.text import is_noun
from catalog.records import Condition

_ORDINALS = {
    "erst": 1, "zweit": 2, "dritt": 3, "viert": 4, "fuenft": 5, "sechst": 6,
    "siebt": 7, "acht": 8, "neunt": 9, "zehnt": 10, "elft": 11, "zwoelft": 12,
}  # fmt: skip
_ARTICLES = frozenset("ein eine einem einer einen".split())
_SPELLED = "|".join(sorted(NUMBERS.keys() - _ARTICLES, key=len, reverse=True))
_ANY_NUMBER = re.compile(rf"\d|\b(?:mitt|end|anfang)?(?:{_SPELLED})")
_RANKED = "|".join(_ORDINALS)
_DECADES = "dreissig|vierzig|fuenfzig|sechzig|siebzig|achtzig|neunzig"
_DIGITS = r"\d{1,2}(?:[.,]5)?"
_NUMBER = rf"({_DIGITS}|{_SPELLED})"
_YEARS = r"(?:jahre?n?(?: alt\w*)?|j(?: alt)?|jg|jaehrig\w*)"
_NO_AGE = (
    r"(?! ?(?:uhr|euros?|eur|€|km|kilometer\w*|minuten?|min|stunden?|tage?n?|wochen?"
    r"|monate?n?|prozent|personen|leuten?|kinder\w*|kids|plaetze|mal|jaehrig|semester"
    r"|teilnehmer\w*|treffen|mann|frau|koepfe?n?|mitarbeiter\w*|angestellten?|beschaeftigten?|x|stueck|mitglieder\w*|erwachsenen?)\b)(?![.,:]\d)"
)
_NOT_A_NAME = (
    "am|um|ab|in|im|bis|zu|zum|zur|bei|von|vor|nach|hat|haben|und|oder|fuer|mit|seit|nr|an"
    "|hund|huendin|welpe|katze|kater|pferd|pony|auto|haus|klasse|kl|ue|u|max|maximal|hoechstens|unter|ueber|umkreis|von|ca"
)
# A number alone is an age where nothing follows that could be counted.
_BEHIND_AGE = "und|oder|in|im|am|bei|fuer|mit|gibt|gesucht|bitte|geeignet|moeglich"
_PERIOD = re.compile(
    r"\b(?:seit|vor|in|nach|innerhalb von|binnen|letzten|naechsten)"
    r"(?: (?:ueber|mehr als|fast|etwa|ca|den letzten|den naechsten|rund|gut))?"
    rf" (?:{_DIGITS}|{_SPELLED}|halben|paar) (?:jahr|monat|woche)\w*(?! alt)\b"
)
# "Ich habe zwei Kinder" tells; "ich habe zwei Kinder, 5 und 8" says how old they are.
_HAVING = re.compile(
    rf"\b(?:hab|habe|hat|haben) (?:{_DIGITS}|{_SPELLED}) (?:\w+ )?kinder\b"
    rf"|\b(?:{_DIGITS}|{_SPELLED}) (?:\w+ )?kinder (?:hat|habe|haben|hab)\b"
)
_RANGES = (
    re.compile(
        rf"\b(?:von |zwischen |im alter von )?{_NUMBER} (?:bis|-) {_NUMBER} ?{_YEARS}\b"
    ),
    re.compile(rf"\b(?:von|zwischen) {_NUMBER} (?:bis|und|-) {_NUMBER} ?{_YEARS}\b"),
    re.compile(rf"\b(?:von|zwischen) ({_DIGITS}) (?:bis|und|-) ({_DIGITS})\b{_NO_AGE}"),
    re.compile(
        r"\b(?:alter(?: von)?|kinder\w*|kids|jugendlichen?)"
        rf" ({_DIGITS}) (?:bis|-) ({_DIGITS})\b{_NO_AGE}"
    ),
)
_FROM = re.compile(
    rf"\b(?:ab|ueber|aelter als|mindestens) {_NUMBER} ?{_YEARS}\b"
    r"|\bue ?([1-9]\d)\b"
    r"|\b([1-9]\d) ?(?:\+|plus)(?= |$)"
    rf"|\b(?:ab|ueber) (\d{{1,2}}|{_DECADES})\b{_NO_AGE}"
    rf"|\b(?:ab|ueber) ({_SPELLED})\b(?=$| (?:{_BEHIND_AGE})\b)"
)
_UP_TO = re.compile(
    rf"\b(?:bis(?: zu| einschliesslich| maximal)?|unter|juenger als|hoechstens|maximal) {_NUMBER} ?{_YEARS}\b"
    rf"|\b(?:bis|unter) (\d{{1,2}}|{_DECADES})\b{_NO_AGE}"
)
_UNDER = re.compile(r"\bu ?([1-9]|1\d|2[0-7])\b")
_CLASSES = re.compile(
    r"\b(?:klassen?(?:stufen?)?|kl) ?(1[0-3]|[1-9]) ?(?:bis|-|und|oder|u|&|[+]) ?(1[0-3]|[1-9])\b"
    r"|(?<![.,:])\b(1[0-3]|[1-9]) ?(?:bis|-|und|oder|u|&|[+]) ?(1[0-3]|[1-9]) ?klasse\b"
)
# "Klasse 7/8", "3./4. Klasse"
_CLASS_PAIR = re.compile(
    rf"\b(?:klassen?(?:stufen?)?|kl) (1[0-3]|[1-9]) (1[0-3]|[1-9])\b{_NO_AGE}"
    r"|(?<![.,:])\b(1[0-3]|[1-9]) (1[0-3]|[1-9]) ?klasse\b"
)
_SCHOOL_CLASS = re.compile(
    r"(?<![.,:])\b(1[0-3]|[1-9]) ?(?:klasse|kl|klaessler\w*)\b"
    r"|\b(?:klassen?(?:stufe)?|kl) (1[0-3]|[1-9])\b"
    rf"|\b({_RANKED})(?:e[nr]? klasse|klaessler\w*)\b|\bklasse ({_SPELLED})\b"
    rf"|\b(?:ist|geht|kommt|jetzt|schon) in (?:die|der) ({_RANKED})en?\b(?! \w+(?:woche|gruppe))"
)
# "Ab Klasse 5" is open at its end, "bis zur 4. Klasse" at its beginning.
_CLASS_LIMIT = re.compile(
    r"\b(?P<p>ab|bis)(?: (?:zur?|der|die|einschliesslich|in die))*(?: (?:klassen?(?:stufe)?|kl)"
    r" (?P<a>1[0-3]|[1-9])| (?P<b>1[0-3]|[1-9]) (?:klassen?(?:stufe)?|kl)"
    rf"| (?P<r>{_RANKED})(?:e[nr]?) klasse|(?<= der) (?P<c>1[0-3]|[1-9])(?=$| und | an ))\b"
)
# "Mitte 50", "Ende dreißig": where in a decade somebody is.
_DECADE = re.compile(
    rf"\b(anfang|mitte|ende) ([3-9]0|{_DECADES})(?:er|iger)?\b{_NO_AGE}"
)
_IN_THEIR = re.compile(
    r"\b(anfang|mitt|end)(dreissig|vierzig|fuenfzig|sechzig|siebzig|achtzig)er(?:n|in|innen)?\b"
)
_IN_DECADE = {
    "mitt": (4, 6),
    "end": (7, 9),
    "anfang": (0, 3),
    "mitte": (4, 6),
    "ende": (7, 9),
}
_ABOUT = re.compile(
    rf"\b(?:knapp|fast|rund|um die) ([1-9]\d|{_DECADES})\b{_NO_AGE}"
    rf"|\b(?:knapp|fast) ([1-9])\b{_NO_AGE}"
    rf"|\bauf die ([1-9]0|{_DECADES}) (?=zu\b|zugeh)"
)
_IN_THE = re.compile(
    r"\bin (?:den|ihren|meinen|seinen) (dreissig|vierzig|fuenfzig|sechzig|siebzig|achtzig)ern\b"
)
# "Jahrgang 2015", "geboren 2015"
_BORN = re.compile(
    r"\b(?:jahrgang|jg|(?<=bin )baujahr|geboren(?: im jahr| in)?|geb) (19[2-9]\d|20[0-4]\d)\b"
    r"|\b(19[2-9]\d|20[0-4]\d)er (?:jahrgang|baujahr)\b"
)
_BEGINNERS = re.compile(r"\bschulanfaenger\w*\b|\babc-schuetzen?\b")
_MONTHS = re.compile(
    rf"(?<!\bim )(?<!\bseit )\b{_NUMBER} monaten?(?: alt\w*)?\b"
    rf"|\b{_NUMBER} ?monatig\w*\b|\b(?:1|einen) monat alt\w*\b"
)
# How long something takes or took is no age.
_LASTING = re.compile(rf"\b{_NUMBER} (?:jahre?n?|monate?n?) (?:lang|her)\b")
_EXPECTED = re.compile(
    r"\b(?:schwanger\w*|bevor (?:das|unser) baby|(?:baby|kind) (?:kommt|erwarte\w*|unterwegs)"
    r"|(?:erwarten?|bekommen|kriegen) (?:ein|unser) (?:\w+ )?baby|werdende\w*)\b"
)
_HALF = re.compile(
    rf"\b(?:(anderthalb)|({_SPELLED}|\d{{1,2}}) ?einhalb)(?: ?{_YEARS})?\b{_NO_AGE}"
)
# "3 1/2 Jahre", "3½ Jahre"
_AND_A_HALF = re.compile(rf"\b(\d{{1,2}}) 1[ \u2044]2(?: ?{_YEARS})\b")
_ONE_YEAR = re.compile(r"\bein jahr alt\w*\b|\beinjaehrig\w*\b")
_OWNER = r"(?:mein|unser|ihr|sein|dein|euer)(?:e[nmrs]?)?"
# What people call their own children.
_PET_NAMES = (
    r"(?:kleine[rns]?|grosse[rn]?|kurze[rn]?|luette[rn]?|juengste[rn]?|aelteste[rn]?"
    r"|mittlere[rn]?|bub|bengel|knirpse?|zwerge?|racker|maeuse|maus|spross|sproessling"
    r"|goeren?|wirbelwind|rabauken?|lausbub|steppke|krabbelkind)"
)
_KIN = (
    r"(?:\w*(?:sohn(?:es)?|soehne|tochter|toechter(?:chen|lein)?|soehnchen|kind|kinder"
    r"|kindern|kids|enkel|enkeln|enkelin|enkelinnen|junge|jungen|jungs|maedchen|maedels?"
    r"|zwillingen?|drillingen?|mutter|mutti|mama|vater|vati|papa|eltern|oma|omi|opa|opi"
    r"|mann|frau|bruder|schwester|geschwister|nichten?|neffen?|cousine?|tante|onkel"
    r"|partner|partnerin|freund|freundin|nachbar|nachbarin)"
    rf"|{_PET_NAMES})"
)
_SELF = (
    r"(?:\w*(?:rentner|rentnerin|senior|seniorin|schueler|schuelerin|student|studentin"
    r"|azubi|arbeitslos|arbeitsuchend|arbeitssuchend|anfaenger|anfaengerin|maennlich"
    r"|weiblich))"
)
_MONTHS_OF_YEAR = "januar|februar|maerz|april|mai|juni|juli|august|september|oktober|november|dezember"
# When somebody has his birthday: "wird im März 6".
_WHEN = (
    rf"(?:im|in|ende|anfang|mitte) (?:{_MONTHS_OF_YEAR})|am \d{{1,2}} (?:{_MONTHS_OF_YEAR})"
    r"|(?:naechste[nrs]?|diese[ns]?) (?:monat|woche|jahr)|uebermorgen|morgen"
)
_IS = (
    r"(?:(?:ist|is|wird|wurde|werden|sind|mit|gerade|jetzt|bald|ca|etwa|dann|schon|erst"
    r"|nun|inzwischen|der|die|das|von|im alter von|alter|fast|knapp|beide|alle|so|um die"
    rf"|grad|grade|eben|demnaechst|{_WHEN}) )*"
)
_SEVERAL = re.compile(
    rf"\b(?:{_KIN}|{_OWNER} zwei|{_OWNER} drei) {_IS}"
    rf"((?:{_DIGITS}|{_SPELLED})(?:(?: und| u| &)? (?:{_DIGITS}|{_SPELLED}))+)"
    rf"(?: ?{_YEARS})?\b{_NO_AGE}"
    rf"|\b((?:{_DIGITS}|{_SPELLED}) und (?:{_DIGITS}|{_SPELLED})) ?{_YEARS}\b"
)
_EXACT = (
    re.compile(
        rf"\b{_KIN} (?:(?!(?:{_NOT_A_NAME})\b)[a-z]+ )?{_IS}({_DIGITS})\b{_NO_AGE}"
    ),
    re.compile(rf"\b{_KIN} {_IS}{_NUMBER} ?{_YEARS}\b"),
    re.compile(
        rf"\b{_KIN} (?:ist|is|wird) (?:jetzt |bald |schon |fast |grade? |gerade |nun |erst )*"
        rf"({_SPELLED})\b{_NO_AGE}"
    ),
    re.compile(rf"\b{_NUMBER} ?{_YEARS}\b"),
    re.compile(rf"\b({_DIGITS}|{_SPELLED}) geworden\b"),
    re.compile(
        rf"\b(?:wird|werden|werde) (?:{_WHEN}) ({_DIGITS}|{_SPELLED})\b{_NO_AGE}"
    ),
    re.compile(
        rf"\b{_OWNER} (?!(?:{_NOT_A_NAME})\b)[a-z]+ {_IS}({_DIGITS})\b{_NO_AGE}"
    ),
    re.compile(
        r"\b(?:ich|bin|ich bin(?: die| der)? [a-z]+|(?:er|sie|der|die) (?:ist|is|wird)|alter"
        r"|ich werde) (?:dann |inzwischen |nun |jung |alt |mann |frau |erst |noch |jetzt |schon |gerade |grade? |eben |bald |fast"
        r" |knapp |ueber |um die |ca |etwa"
        rf" |ungefaehr |rund )*({_DIGITS})\b{_NO_AGE}"
    ),
    re.compile(
        r"\b(?:er|sie|der|die) (?:ist|wird) (?:jetzt |bald |schon |fast |grade? |gerade )*"
        rf"({_SPELLED})(?=$| (?:jahre?|geworden|und|so|wir|ich|er|sie|der|die|will|moechte"
        r"|geht|hat)\b)"
    ),
    re.compile(rf"\b(?:mit|m|w|d) ({_DIGITS})\b{_NO_AGE}"),
    re.compile(
        r"\b(?:sind|werden) (?:wir )?(?:jetzt |schon |noch )*(?:beide|alle|alle beide)"
        rf" (?:jetzt |schon |noch |erst |bald |gerade |so |um die )*({_DIGITS}|{_SPELLED})\b{_NO_AGE}"
    ),
)
# The day is left for others: "wird am 12. Dezember 9".
_BIRTHDAY = re.compile(rf"\b(?:wird|werden|werde) (?:{_WHEN}) ({_DIGITS})\b{_NO_AGE}")
# "…, ist 17" and "… und wird 12": nothing follows that could be counted.
_AT_END = re.compile(
    rf"\b(?:ist|is|bin|wird|werde) (?:jetzt |bald |schon |fast |erst |gerade |grade? |nun )*({_DIGITS})\b{_NO_AGE}"
)
# What stands between is left for others: "meine Tochter will voltigieren, sie ist 10".
_LATER = re.compile(
    rf"\b{_OWNER} {_KIN}(?: (?!(?:und|ich|wir|der|die)\b)[a-z]+){{1,5}}? (?:ist|is|wird)"
    rf" (?:jetzt |bald |schon |fast |gerade )*({_DIGITS})\b{_NO_AGE}"
)
_APART = frozenset(",.;!?)")
_FULL_STOPS = frozenset(".!?")
_ALONE = re.compile(_DIGITS)
_AFTER_GROUP = re.compile(rf"\b{_SELF} ({_DIGITS})\b{_NO_AGE}")
_WITH_JOB = re.compile(
    rf"\bbin (?!(?:{_NOT_A_NAME})\b)[a-z]+ und (?:schon |jetzt )?([1-9]\d)\b{_NO_AGE}"
)
_WITH_BABY = re.compile(rf"\bmit(?: {_OWNER}| dem)? baby\b")
_STAGES = (
    (re.compile(r"\b(?:mit )?(?:babys?|saeugling\w*|neugeboren\w*)\b"), 0.0, 1.0),
    (re.compile(r"\bkrippenkind(?:er|ern)?\b"), 1.0, 3.0),
    (
        re.compile(r"\bk(?:indergarten|ita)(?:kind(?:er|ern)?|alter)\b|\bkita-alter\b"),
        3.0,
        6.0,
    ),
    (re.compile(r"\bvorschul(?:kind(?:er|ern)?|alter)\b|\bvorschueler\w*\b"), 5.0, 6.0),
    (
        re.compile(r"\bgrundschul(?:kind(?:er|ern)?|alter)\b|\bgrundschueler\w*\b"),
        6.0,
        10.0,
    ),
    (re.compile(r"\babiturient(?:en|in|innen)?\b"), 17.0, 19.0),
    (re.compile(r"\bvolljaehrige[nr]?\b"), 18.0, None),
    (re.compile(r"\bminderjaehrige[nr]?\b"), None, 17.0),
)
_ADJECTIVE = r"(?:(?!(?:fuer|ueber|unter|hier|immer|aber|oder)\b)\w+e[nrsm]? )?"
_CHILD = (
    r"(?:(?:stief|pflege|enkel|schwieger|adoptiv)?(?:sohn|tochter|soehne|toechter)"
    r"|toechterchen|soehnchen|(?:ur)?enkel|(?:ur)?enkeln|(?:ur)?enkelin|enkelinnen"
    r"|(?:enkel|paten|pflege|stief|schul|krippen)kind(?:er|ern)?|zwillinge|drillinge"
    r"|neffen?|nichten?|nachwuchs)"
)
_CHILDREN = re.compile(
    rf"\b(?:{_OWNER} {_ADJECTIVE})?{_CHILD}\b"
    rf"|\b{_OWNER} {_ADJECTIVE}(?:kind|kinder|kindern|jungs?|jungen|maedchen|maedels)\b"
    rf"|\b(?:{_OWNER}|der|die|das|den|dem) {_PET_NAMES} (?=(?:will|moechte|wuerde|braucht|soll|kann"
    r"|mag|ist|geht|spielt|liebt|tanzt|interessiert|wollen|moechten|brauchen|sollen|kommt"
    r"|wuerd|brauch|muss|muessen|darf|duerfen|sucht|lernt|hat(?= (?:\w+ )?(?:lust|bock|spass"
    r"|interesse|probleme|schwierigkeiten|angst|zeit)))\b)"
    rf"|\b{_OWNER} {_PET_NAMES}(?=$)"
)
# Who did or said something is not the one who wants to learn.
_TOLD = re.compile(
    r" (?:hat (?:mir|uns|das|gesagt|gemeint)|sagt|sagte|meint|meinte|erzaehlt|schenkt)\b"
)
_GRANDPARENTS = re.compile(
    r"\b(?:ur)?(?:oma|opa|omi|opi|omas|opas|omma|oppa|grossmutter|grossvater|grosseltern)\b"
)
_OTHERS = re.compile(
    rf"\b{_OWNER} {_ADJECTIVE}(?:mann|frau|(?:schwieger)?(?:mutter|vater|eltern)|mutti|vati"
    r"|mama|papa|bruder|schwester|freundin|freund|partner|partnerin|arbeitgeber|chef"
    r"|chefin)\b|\bmeine firma\b"
)
_CHILDMINDERS = re.compile(
    r"\b(?:als|fuer|bin|sind|wir) tages(?:mutter|muetter|vater|vaeter|eltern)\b"
    r"|\btages(?:muetter|mutter) (?:suchen|sucht|brauchen|braucht)\b"
)
_AUDIENCE = re.compile(
    rf"\bfuer(?: (?:{_OWNER}|den|die|das|alle|junge|werdende|pflegende))* ([a-z]+)\b"
)
_OTHERS_BEFORE = frozenset("die der den das ihre ihr sein seine".split())
# "Rezepte von meiner Oma" are not for her.
_FROM_OTHERS = re.compile(rf"\b(?:vom?|von)(?: {_OWNER})? $")
_TOGETHER = re.compile(
    r"\b(?:eltern|mutter|vater|mama|papa)[- ]kind(?:er)?\b(?!-zentrum)"
)
_SOURCES = frozenset(("von", "vom"))
_AIM = frozenset("fuer mit als andern anderen".split())
_OF_OTHERS = re.compile(r"(?:sein|ihr)(?:e[nmrs]?)? ")
MAX_AGE = 99.0


def age_condition(
    sentence: Sentence, match: re.Match[str], low: float | None, high: float | None
) -> Condition:
    """Take a match and return the ages it means; None = open."""
    value = f"{_plain(low)}-{_plain(high)}"
    return sentence.condition(match, "age", value, age_label(low, high))


def age_label(low: float | None, high: float | None) -> str:
    """Return the German words for a range of ages in years."""
    if low is None:
        return f"bis {_german(high)} Jahre"
    if high is None:
        return f"ab {_german(low)} Jahren"
    if low == high:
        return f"{_german(low)} Jahre" if low != 1 else "1 Jahr"
    return f"{_german(low)}–{_german(high)} Jahre"


def parse_ages(value: str) -> tuple[float, float]:
    """Read the value of an age condition; open ends become 0 and 199."""
    low, _, high = value.partition("-")
    return float(low or 0), float(high or 199)


def _plain(number: float | None) -> str:
    return "" if number is None else f"{number:g}"


def _german(number: float | None) -> str:
    return _plain(number).replace(".", ",")


def _years(text: str) -> float:
    return float(NUMBERS[text] if text in NUMBERS else text.replace(",", "."))


@lru_cache(maxsize=8)
def _words_of(name: str) -> frozenset[str]:
    path = files("catalog.language").joinpath("people.toml")
    return frozenset(tomllib.loads(path.read_text("utf-8"))[name].split())


def recognise(sentence: Sentence, telling: Telling, clock: Clock) -> list[Condition]:
    """Take ages first, then the groups people are named by."""
    elders = _grandparents(sentence, telling)
    for pattern in (_PERIOD, _LASTING):
        for match in list(sentence.find(pattern)):
            sentence.take(*sentence.indexes(match))
    ages = [*_born(sentence, clock), *_ages(sentence)]
    own = _relatives(sentence, telling, has_age=bool(ages))
    groups = _groups(sentence, telling, has_age=bool(ages))
    groups += _named_in_topics(sentence)
    groups += _together(sentence)
    return [*ages, *elders, *own, *groups]


def _named_in_topics(sentence: Sentence) -> Iterator[Condition]:
    """Yield whom a topic of several words is for: "Musik für Kleinkinder"."""
    for match in _AUDIENCE.finditer(sentence.normal):
        index = sentence.indexes(match)[1]
        value = wordsets.words_of("target_group").get(match[1])
        is_stage = any(stage[0].fullmatch(match[1]) for stage in _STAGES)
        if value is not None and not is_stage and not sentence.free(index, index):
            token = sentence.tokens[index]
            yield Condition(
                "target_group", value.value, value.label, token.start, token.end
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
    if not has_age:
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
    is_meant = has_need or telling.is_wish_for(index)
    return telling.is_told(index) and (
        telling.is_learner or telling.is_past(index) or not is_meant
    )


def _ages(sentence: Sentence) -> list[Condition]:
    found = list(_classes(sentence))
    if _ANY_NUMBER.search(sentence.normal):
        found += _numbered(sentence)
        found += () if found else _apart(sentence)
    else:
        found += _small(sentence)
    for pattern, low, high in _STAGES:
        for match in sentence.find(pattern):
            if not found and not _EXPECTED.search(sentence.normal):
                found.append(age_condition(sentence, match, low, high))
    found += _babies(sentence, found)
    exact = {
        low for low, _, high in (c.value.partition("-") for c in found) if low == high
    }
    once = {c.value: c for c in found}
    # "Ab 13, ich bin 13": who says how old he is says it all.
    return [c for value, c in once.items() if value.rstrip("-") not in exact]


def _numbered(sentence: Sentence) -> list[Condition]:
    """Read the ages that are said with a number."""
    found = [*_age_ranges(sentence), *_several(sentence), *_about(sentence)]
    found += [*_open_ages(sentence), *_small(sentence)]
    for pattern in _EXACT:
        for match in sentence.find(pattern):
            years = _years(match[1])
            found.append(age_condition(sentence, match, years, years))
    for match in sentence.find(_AT_END):
        if _stands_alone(sentence, match):
            years = _years(match[1])
            found.append(age_condition(sentence, match, years, years))
    for match in chain(
        _BIRTHDAY.finditer(sentence.normal),
        _LATER.finditer(sentence.normal),
        _AFTER_GROUP.finditer(sentence.normal),
        _WITH_JOB.finditer(sentence.normal),
    ):
        # The group itself is left for the closed set.
        number = _ALONE.match(sentence.normal, match.start(1))
        if number and sentence.free(*sentence.indexes(number)):
            years = _years(number[0])
            found.append(age_condition(sentence, number, years, years))
    return found


def _born(sentence: Sentence, clock: Clock) -> Iterator[Condition]:
    """Read the year of birth: "Jahrgang 2015"."""
    for match in sentence.find(_BORN):
        years = clock.today.year - int(match[1] or match[2])
        if 0 < years <= MAX_AGE:
            yield age_condition(sentence, match, years - 1.0, float(years))


def _apart(sentence: Sentence) -> Iterator[Condition]:
    """Read a number alone between commas: "Jonas, 10, will …", "17, Anfänger"."""
    tokens = sentence.tokens
    for index in sentence.remaining():
        if not _ALONE.fullmatch(tokens[index].folded):
            continue
        end = tokens[index + 1].start if index + 1 < len(tokens) else None
        after = sentence.text[tokens[index].end : end].strip()
        is_apart = after[:1] in _APART if after else end is None
        before = sentence.before(index).strip()
        is_behind_name = before == "," and _may_be_name(sentence, index - 1)
        is_opening = (not index or before[-1:] in _FULL_STOPS) and after == ","
        if is_apart and (is_behind_name or is_opening) and len(tokens) > 1:
            years = _years(tokens[index].folded)
            start, stop = sentence.take(index, index)
            value = f"{_plain(years)}-{_plain(years)}"
            yield Condition("age", value, age_label(years, years), start, stop)


def _may_be_name(sentence: Sentence, index: int) -> bool:
    word = sentence.tokens[index].folded
    return word.isalpha() and sentence.free(index, index)


def _babies(sentence: Sentence, found: Sequence[Condition]) -> Iterator[Condition]:
    """Yield the age of babies that a topic of several words names."""
    for match in () if found else _WITH_BABY.finditer(sentence.normal):
        first, last = sentence.indexes(match)
        start, end = sentence.tokens[first].start, sentence.tokens[last].end
        yield Condition("age", "0-1", age_label(0.0, 1.0), start, end)


def _small(sentence: Sentence) -> Iterator[Condition]:
    """Read ages in months and half years."""
    for match in sentence.find(_MONTHS):
        years = round(_years(match[1] or match[2] or "1") / 12, 1)
        yield age_condition(sentence, match, years, years)
    for match in sentence.find(_AND_A_HALF):
        years = _years(match[1]) + 0.5
        yield age_condition(sentence, match, years, years)
    for match in sentence.find(_ONE_YEAR):
        yield age_condition(sentence, match, 1.0, 1.0)
    for match in sentence.find(_HALF):
        years = (1 if match[1] else _years(match[2])) + 0.5
        yield age_condition(sentence, match, years, years)


def _age_ranges(sentence: Sentence) -> Iterator[Condition]:
    for pattern in _RANGES:
        for match in sentence.find(pattern):
            low, high = _years(match[1]), _years(match[2])
            if low < high <= MAX_AGE:
                yield age_condition(sentence, match, low, high)


def _several(sentence: Sentence) -> Iterator[Condition]:
    """Read the ages of several children: "für meine Jungs, 5 und 8"."""
    for match in sentence.find(_SEVERAL):
        words = (match[1] or match[2]).split()
        ages = [_years(word) for word in words if word not in ("und", "u", "&")]
        start, end = sentence.take(*sentence.indexes(match))
        for years in ages:
            value = f"{_plain(years)}-{_plain(years)}"
            yield Condition("age", value, age_label(years, years), start, end)


def _open_ages(sentence: Sentence) -> Iterator[Condition]:
    for match in sentence.find(_FROM):
        if not _is_time_of_day(sentence, match):
            years = _years(next(group for group in match.groups() if group))
            yield age_condition(sentence, match, years, None)
    for match in sentence.find(_UNDER):
        yield age_condition(sentence, match, 0.0, _years(match[1]) - 1)
    for match in sentence.find(_UP_TO):
        years = _years(match[1] or match[2])
        yield age_condition(sentence, match, None, years)


def _about(sentence: Sentence) -> Iterator[Condition]:
    """Read "Mitte 50" and "knapp 70"."""
    for match in chain(sentence.find(_DECADE), sentence.find(_IN_THEIR)):
        first, last = _IN_DECADE[match[1]]
        decade = _years(match[2])
        yield age_condition(sentence, match, decade + first, decade + last)
    for match in sentence.find(_IN_THE):
        decade = _years(match[1])
        yield age_condition(sentence, match, decade, decade + 9)
    for match in sentence.find(_ABOUT):
        if match[2] and not _ends_phrase(sentence, match):
            continue
        years = _years(match[1] or match[2] or match[3])
        yield age_condition(sentence, match, years, years)


def _ends_phrase(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether nothing follows a number that it could count: "fast 2, Turnen"."""
    after = sentence.indexes(match)[1] + 1
    if after == len(sentence.tokens) or sentence.before(after).strip():
        return True
    return sentence.tokens[after].folded in _BEHIND_AGE.split("|")


def _stands_alone(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a clause begins before the verb of a match and ends behind its number."""
    first, _ = sentence.indexes(match)
    before = sentence.tokens[first - 1].folded if first else "und"
    begins = before == "und" or sentence.before(first).strip() != ""
    return begins and _ends_phrase(sentence, match)


def _is_time_of_day(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a bare number after a day is the hour: "freitags ab 17"."""
    first, _ = sentence.indexes(match)
    before = sentence.tokens[first - 1].folded if first else ""
    is_after_day = any(wordsets.lookup(f, before) for f in ("weekday", "daytime"))
    return bool(match[4] or match[5]) and is_after_day


def _classes(sentence: Sentence) -> Iterator[Condition]:
    """Read school classes: whoever is in class n is n + 5 or n + 6 years old."""
    for match in sentence.find(_CLASSES):
        low, high = int(match[1] or match[3]), int(match[2] or match[4])
        if low < high:
            yield age_condition(sentence, match, low + 5.0, high + 6.0)
    for match in sentence.find(_CLASS_PAIR):
        low, high = int(match[1] or match[3]), int(match[2] or match[4])
        if low + 1 == high:
            yield age_condition(sentence, match, low + 5.0, high + 6.0)
    for match in sentence.find(_CLASS_LIMIT):
        digits = match["a"] or match["b"] or match["c"]
        years = (int(digits) if digits else _ORDINALS[match["r"]]) + 5.0
        is_from = match["p"] == "ab"
        limits = (years, None) if is_from else (None, years + 1)
        yield age_condition(sentence, match, *limits)
    for match in sentence.find(_SCHOOL_CLASS):
        digits, spelled = match[1] or match[2], match[4]
        number = int(digits or NUMBERS.get(spelled) or _ORDINALS[match[3] or match[5]])
        yield age_condition(sentence, match, number + 5.0, number + 6.0)
    for match in sentence.find(_BEGINNERS):
        yield age_condition(sentence, match, 6.0, 7.0)


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
    return is_for and is_sure


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
    after = " ".join(token.folded for token in sentence.tokens[last + 1 : last + 3])
    return _TOLD.match(f" {after}") is not None
