"""Ages in a sentence: years, months, school classes, years of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from catalog.language import wordsets
from catalog.language.clock import Clock
from catalog.language.numbers import NUMBERS
from catalog.language.sentence import Sentence
from catalog.records import Condition

_ORDINALS = {
    "erst": 1, "zweit": 2, "dritt": 3, "viert": 4, "fuenft": 5, "sechst": 6,
    "siebt": 7, "siebent": 7, "acht": 8, "neunt": 9, "zehnt": 10, "elft": 11, "zwoelft": 12,
}  # fmt: skip
_ARTICLES = frozenset("ein eine einem einer einen".split())
_HALVES = {"anderthalb": 1.5, "eineinhalb": 1.5, "zweieinhalb": 2.5, "dreieinhalb": 3.5}
_WORDS = (NUMBERS.keys() | _HALVES.keys()) - _ARTICLES
_SPELLED = "|".join(sorted(_WORDS, key=len, reverse=True))
_ANY_NUMBER = re.compile(rf"\d|\b(?:mitt|end|anfang)?(?:{_SPELLED})")
_RANKED = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_DECADES = "dreissig|vierzig|fuenfzig|sechzig|siebzig|achtzig|neunzig"
_DIGITS = r"\d{1,2}(?:[.,]5)?"
_CLASS = "1[0-3]|[1-9]"
NUMBER_WORD = rf"(?:{_DIGITS}|{_SPELLED})"
_NUMBER = rf"({_DIGITS}|{_SPELLED})"
_YEARS = r"(?:jahre?n?(?: alt\w*)?|j(?: alt)?|jg|jaehrig\w*)"
_NO_AGE = (
    r"(?! ?(?:uhr|euros?|eur|€|km|kilometer\w*|minuten?|min|stunden?|tage?n?|wochen?"
    r"|monate?n?|prozent|personen|leuten?|kinder\w*|kids|plaetze|jaehrig|semester"
    r"|teilnehmer\w*|treffen|mann|frau|koepfe?n?|mitarbeiter\w*|angestellten?|beschaeftigten?|x|stueck|mitglieder\w*|erwachsenen?)\b)(?![.,:]\d)"
    r"(?! ?mal (?:pro|die|in|im|am|je|jede\w*|woechentlich|monatlich|taeglich)\b)(?! ?mal$)"
)
_NOT_A_NAME = (
    "am|um|ab|in|im|bis|zu|zum|zur|bei|von|vor|nach|hat|haben|und|oder|fuer|mit|seit|nr|an"
    "|hund|huendin|welpe|katze|kater|pferd|pony|auto|haus|klasse|kl|ue|u|max|maximal|hoechstens|unter|ueber|umkreis|von|ca"
)
# What may stand between somebody and his age.
_NOW = (
    r"(?:(?:dann|inzwischen|mittlerweile|nun|jung|alt|mann|frau|erst|noch|jetzt|jetz|jez"
    r"|schon|ja|doch|bereits|gerade|grade?|eben|bald|demnaechst|endlich|auch|fast|knapp|ueber"
    r"|um die|ca|circa|etwa|ungefaehr|rund|so) )*"
)
# A number alone is an age where nothing follows that could be counted.
_BEHIND_AGE = "und|oder|in|im|am|bei|fuer|mit|gibt|gesucht|bitte|geeignet|moeglich"
_PERIOD = re.compile(
    r"\b(?:seit|vor|in|nach|innerhalb von|binnen|letzten|naechsten)"
    r"(?: (?:ueber|mehr als|fast|etwa|ca|den letzten|den naechsten|rund|gut))?"
    rf" (?:{_DIGITS}|{_SPELLED}|halben|paar) (?:jahr|monat|woche)\w*(?! alt)\b"
)
# Who learns may stand before his age: "Jungs 8 bis 11", "Leute zwischen 20 und 30".
_PEOPLE = (
    r"(?:\w*(?:kindern?|kids|jungs|jungen|maedchen|maedels?|jugendlichen?|teen(?:ager|ie|s)\w*"
    r"|schuelern?|schuelerinnen|bambinis?|minis|mini|maeuse|zwerge|leuten?|menschen|frauen"
    r"|maennern?|damen|herren|senioren|erwachsenen?|soehne|toechter|enkeln?|alter)|alter)"
)
_RANGES = (
    re.compile(
        rf"\b(?:von |zwischen |im alter (?:von )?)?{_NUMBER} ?(?:{_YEARS} )?(?:bis|-)"
        rf" {_NUMBER} ?{_YEARS}\b"
    ),
    re.compile(
        rf"\b(?:von|zwischen) {_NUMBER} ?(?:{_YEARS} )?(?:bis|und|u|-) {_NUMBER} ?{_YEARS}\b"
    ),
    re.compile(
        rf"\b(?:von|zwischen) ({_DIGITS}) (?:bis|und|u|-) ({_DIGITS})\b{_NO_AGE}"
    ),
)
_RANGE = re.compile(rf"\b{_NUMBER} (?:bis|-) {_NUMBER}\b{_NO_AGE}")
_BARE_RANGE = re.compile(rf"\b({_DIGITS}) (?:bis|-) ({_DIGITS})\b{_NO_AGE}")
_OF_PEOPLE = re.compile(
    rf"\b{_PEOPLE} (?:(?:im|alter|von|zwischen|zw|so|ca|etwa|rund|ungefaehr) )*$"
)
# A number behind one of these counts or names something else.
_COUNTED_OFF = frozenset(
    "teil stufe modul lektion band nr nummer kurs gruppe raum kapitel seite phase runde"
    " platz level um gegen ab bis vom am den alle je mit noch nur ca etwa zu".split()
)
_OLDEST_CHILD = 18
_FIRST_HOUR = 8
_FROM = re.compile(
    rf"\b(?:ab|ueber|aelter als|mindestens|mind) {_NUMBER} ?{_YEARS}\b"
    rf"|\b{_NUMBER} ?(?:{_YEARS} )?(?:(?:und|oder|u) (?:aelter|drueber|darueber)|aufwaerts)\b"
    r"|\bue ?([1-9]\d)\b"
    r"|\b([1-9]\d) ?(?:\+|plus)(?= |$)"
    rf"|\b(?:ab|ueber) (\d{{1,2}}|{_DECADES})\b{_NO_AGE}"
    rf"|\b(?:ab|ueber) ({_SPELLED})\b(?=$| (?:{_BEHIND_AGE})\b)"
)
_UP_TO = re.compile(
    rf"\b(?:bis(?: zu| einschl| einschliesslich| max| maximal)?|unter|juenger als|hoechstens|max"
    rf"|maximal) {_NUMBER} ?{_YEARS}\b"
    rf"|\b{_NUMBER} ?(?:{_YEARS} )?(?:und|oder|u) (?:juenger|drunter|darunter)\b"
    rf"|\b(?:bis|unter) (\d{{1,2}}|{_DECADES})\b{_NO_AGE}"
)
# "5 u 7" are two numbers.
_UNDER = re.compile(
    rf"(?<!\d )\bu ?([1-9]|1\d|2[0-7])\b(?! ?{_YEARS}\b)|\bunter {_NUMBER} ?jaehrige\w*"
)
_GRADE = r"(?:klassen?(?:stufen?)?|kl|schuljahr)"
_PUPIL = r"(?:klasse|kl|klaessler\w*|schuljahr)"
_AND = r"(?:bis|-|und|oder|u|&|[+])(?: zur| zum)?"
_CLASSES = re.compile(
    rf"\b{_GRADE} ?({_CLASS}) ?{_AND} ?({_CLASS})\b"
    rf"|(?<![.,:])\b({_CLASS}) ?{_AND} ?({_CLASS}) ?{_PUPIL}\b"
    rf"|\b({_RANKED})e[nr]? {_AND} ({_RANKED})e[nr]? klasse\b"
)
# "Klasse 7/8", "3./4. Klasse"
_CLASS_PAIR = re.compile(
    rf"\b{_GRADE} ({_CLASS}) ({_CLASS})\b{_NO_AGE}"
    rf"|(?<![.,:])\b({_CLASS}) ({_CLASS}) ?{_PUPIL}\b"
)
_SCHOOL_CLASS = re.compile(
    rf"(?<![.,:])\b({_CLASS}) ?{_PUPIL}\b"
    rf"|\b{_GRADE} ({_CLASS})\b"
    rf"|\b({_RANKED})(?:e[nr]? (?:klasse|schuljahr)|klaessler\w*)\b|\bklasse ({_SPELLED})\b"
    rf"|\b(?:ist|is|geht|kommt|jetzt|schon) in (?:die|der) ({_RANKED})en?\b(?! \w+(?:woche|gruppe))"
)
# "Er geht in die 5.": nothing follows that could be counted.
_IN_CLASS = re.compile(
    rf"(?:\b(?:ist|is|geht|kommt|jetzt|schon|gerade) |^)in (?:die|der) ({_CLASS})\b"
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
# Without one of these the longer expressions need not be tried.
_SPANS = re.compile("jahr|jaehrig|monat|woche|einhalb|anderthalb")
_SCHOOL = re.compile("kl|schul|in d")
_WEEKS = re.compile(rf"\b{_NUMBER} wochen? alt\w*\b")
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
OWNER = r"(?:mein|unser|ihr|sein|dein|euer)(?:e[nmrs]?)?"
# What people call their own children.
PET_NAMES = (
    r"(?:kleine[rns]?|grosse[rn]?|kurze[rn]?|luette[rn]?|juengste[rn]?|aelteste[rn]?"
    r"|mittlere[rn]?|bub|bengel|knirpse?|zwerge?|racker|maeuse|maus|spross|sproessling"
    r"|goeren?|wirbelwind|rabauken?|lausbub|steppke|krabbelkind)"
)
_KIN = (
    r"(?:\w*(?:sohn(?:es)?|soehne|tochter|toechter(?:chen|lein)?|soehnchen|kind|kinder"
    r"|kindern|kids|enkel|enkeln|enkelin|enkelinnen|junge|jungen|jungs|maedchen|maedels?"
    r"|zwillingen?|drillingen?|mutter|mutti|mama|vater|vati|papa|eltern|omas?|omis?|opas?|opis?"
    r"|mann|frau|bruder|schwester|geschwister|nichten?|neffen?|cousine?|tante|onkel"
    r"|partner|partnerin|freunde?|freundin|freundinnen|brueder|schwestern|nachbar|nachbarin)"
    rf"|{PET_NAMES})"
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
    r"(?:(?:ist|is|jez|jetz|wird|wurde|werden|sind|mit|gerade|jetzt|bald|ca|etwa|dann|schon|erst"
    r"|nun|inzwischen|der|die|das|von|im alter von|alter|fast|knapp|beide|alle|so|um die"
    rf"|grad|grade|eben|demnaechst|{_WHEN}) )*"
)
_SEVERAL = re.compile(
    rf"\b(?:{_KIN}|(?:\w*ehe)?paar|{OWNER} zwei|{OWNER} drei|und ich) {_IS}"
    rf"((?:{_DIGITS}|{_SPELLED})(?:(?: und| u| &| [+])? (?:{_DIGITS}|{_SPELLED}))+)"
    rf"(?: ?{_YEARS})?\b{_NO_AGE}"
    rf"|\b((?:{_DIGITS}|{_SPELLED}) und (?:{_DIGITS}|{_SPELLED})) ?{_YEARS}\b"
    rf"|\bsie (?:sind|werden) {_NOW}({_DIGITS} (?:und|u) {_DIGITS})\b{_NO_AGE}"
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
    re.compile(rf"(?<!\bseit )\b{_NUMBER} ?{_YEARS}\b"),
    re.compile(rf"\b({_DIGITS}|{_SPELLED}) geworden\b"),
    re.compile(
        rf"\b(?:wird|werden|werde) (?:{_WHEN}) ({_DIGITS}|{_SPELLED})\b{_NO_AGE}"
    ),
    re.compile(rf"\b{OWNER} (?!(?:{_NOT_A_NAME})\b)[a-z]+ {_IS}({_DIGITS})\b{_NO_AGE}"),
    re.compile(
        rf"\b(?:ich|bin|ich bin(?: die| der)? [a-z]+|bin (?:die|der) [a-z]+|alter|werde?"
        rf"|(?:er|sie|der|die) (?:ist|is|wird)|sie (?:sind|werden)) {_NOW}({_DIGITS})\b{_NO_AGE}"
    ),
    re.compile(
        r"\b(?:er|sie|der|die) (?:ist|wird) (?:jetzt |bald |schon |fast |grade? |gerade )*"
        rf"({_SPELLED})(?=$| (?:jahre?|geworden|und|so|wir|ich|er|sie|der|die|will|moechte"
        r"|geht|hat)\b)"
    ),
    re.compile(rf"\b(?:mit|m|w|d) ({_DIGITS})\b{_NO_AGE}"),
    re.compile(
        rf"\b(?:alle )?beide[nr]? (?:sind |werden )?{_NOW}({_DIGITS}|{_DECADES})\b{_NO_AGE}"
    ),
)
# Beside these a number needs something behind it that it cannot count.
_BARE = (
    re.compile(rf"\b(?:bin|werde?) {_NOW}({_SPELLED})\b"),
    re.compile(
        rf"\b(?:sind|werden) (?:wir )?{_NOW}(?:beide|alle) {_NOW}({_SPELLED})\b"
    ),
)
# The day is left for others: "wird am 12. Dezember 9".
_BIRTHDAY = re.compile(rf"\b(?:wird|werden|werde) (?:{_WHEN}) ({_DIGITS})\b{_NO_AGE}")
# "…, ist 17" and "… Paul wird 12": nothing follows that could be counted.
_AT_END = re.compile(rf"\b(?:ist|is|bin|wird|werde) {_NOW}({_DIGITS})\b{_NO_AGE}")
# What stands between is left for others: "meine Tochter will voltigieren, sie ist 10".
_LATER = re.compile(
    rf"\b{OWNER} {_KIN}(?: (?!(?:und|ich|wir|der|die)\b)[a-z]+){{1,5}}? (?:ist|is|wird)"
    rf" (?:jetzt |bald |schon |fast |gerade )*({_DIGITS})\b{_NO_AGE}"
)
_APART = frozenset(",.;!?)")
# What is this many is nobody.
_NOBODY = frozenset(
    "preis eintritt kosten gebuehr beitrag beginn start anfang ende uhrzeit treffpunkt es"
    " das was plz limit budget kurs heute morgen dann da".split()
)
_FULL_STOPS = frozenset(".!?")
_ALONE = re.compile(_DIGITS)
_JUST_NUMBER = re.compile(_NUMBER)
# "Ich bin Rentner, 67" says both.
_TOLD_OF_ONESELF = frozenset(
    "senioren jugendliche arbeitsuchende zugewanderte fachkraefte unternehmen".split()
)
_AFTER_GROUP = re.compile(rf"\b{_SELF} ({_DIGITS})\b{_NO_AGE}")
_WITH_JOB = re.compile(
    rf"\bbin (?!(?:{_NOT_A_NAME})\b)[a-z]+ und (?:schon |jetzt )?([1-9]\d)\b{_NO_AGE}"
)
_WITH_BABY = re.compile(rf"\bmit(?: {OWNER}| dem)? baby\b")
STAGES = (
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
    number = NUMBERS.get(text) or _HALVES.get(text)
    return float(text.replace(",", ".") if number is None else number)


def recognise(sentence: Sentence, clock: Clock) -> list[Condition]:
    """Take the ages a sentence names; how long something takes is none."""
    for pattern in (_PERIOD, _LASTING) if _SPANS.search(sentence.normal) else ():
        for match in list(sentence.find(pattern)):
            sentence.take(*sentence.indexes(match))
    return [*_born(sentence, clock), *_ages(sentence)]


def _ages(sentence: Sentence) -> list[Condition]:
    found = list(_classes(sentence)) if _SCHOOL.search(sentence.normal) else []
    if _ANY_NUMBER.search(sentence.normal):
        found += _numbered(sentence)
        found += () if found else _apart(sentence)
    elif _SPANS.search(sentence.normal):
        found += _small(sentence)
    for pattern, low, high in STAGES:
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
        found += [_aged(sentence, match) for match in sentence.find(pattern)]
    for match in chain.from_iterable(map(sentence.find, _BARE)):
        if _ends_phrase(sentence, match):
            found.append(_aged(sentence, match))
    for match in sentence.find(_AT_END):
        if _stands_alone(sentence, match):
            found.append(_aged(sentence, match))
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


def _aged(sentence: Sentence, match: re.Match[str]) -> Condition:
    """Take somebody with his age; the group he names stays for the closed set."""
    years = _years(match[1])
    groups = (wordsets.lookup("target_group", word) for word in match[0].split())
    if any(group and group.value in _TOLD_OF_ONESELF for group in groups):
        match = _JUST_NUMBER.match(sentence.normal, match.start(1)) or match
    return age_condition(sentence, match, years, years)


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
        is_behind_name = before == "(" or (
            before.endswith(",") and _may_be_name(sentence, index - 1)
        )
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
    for match in sentence.find(_WEEKS):
        years = round(_years(match[1]) / 52, 1)
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
    for match in sentence.find(_RANGE):
        if _is_of_people(sentence, match):
            yield from _age_range(sentence, match)
    for pattern in _RANGES:
        for match in sentence.find(pattern):
            yield from _age_range(sentence, match)
    for match in sentence.find(_BARE_RANGE):
        if _is_of_children(sentence, match):
            yield from _age_range(sentence, match)


def _age_range(sentence: Sentence, match: re.Match[str]) -> Iterator[Condition]:
    low, high = _years(match[1]), _years(match[2])
    if low < high <= MAX_AGE:
        yield age_condition(sentence, match, low, high)


def _is_of_people(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether those who learn are named before their ages: "Mädels 12 bis 14"."""
    return _OF_PEOPLE.search(sentence.normal[: match.start()]) is not None


def _is_of_children(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether two numbers alone are ages of children: "Ballett (4-6)", "Judo 7-9"."""
    first, last = sentence.indexes(match)
    before = sentence.tokens[first - 1].folded if first else ""
    has_time = any(
        wordsets.lookup(field, token.folded)
        for field in ("weekday", "daytime")
        for token in sentence.tokens
    )
    is_hour = has_time and _years(match[1]) >= _FIRST_HOUR
    is_followed = last + 1 < len(sentence.tokens) and sentence.free(last + 1, last + 1)
    return (
        _years(match[2]) <= _OLDEST_CHILD
        and not is_hour
        and before not in _COUNTED_OFF
        and not any(wordsets.lookup(f, before) for f in ("weekday", "daytime"))
        and (_ends_phrase(sentence, match) or not is_followed)
    )


def _several(sentence: Sentence) -> Iterator[Condition]:
    """Read the ages of several children: "für meine Jungs, 5 und 8"."""
    for match in sentence.find(_SEVERAL):
        words = (match[1] or match[2] or match[3]).split()
        ages = [_years(word) for word in words if word not in ("und", "u", "&", "+")]
        start, end = sentence.take(*sentence.indexes(match))
        for years in ages:
            value = f"{_plain(years)}-{_plain(years)}"
            yield Condition("age", value, age_label(years, years), start, end)


def _open_ages(sentence: Sentence) -> Iterator[Condition]:
    for match in sentence.find(_FROM):
        if not _is_time_of_day(sentence, match):
            years = _years(next(filter(None, match.groups())))
            yield age_condition(sentence, match, years, None)
    for match in sentence.find(_UNDER):
        limit = _years(next(filter(None, match.groups())))
        yield age_condition(sentence, match, 0.0, limit - 1)
    for match in sentence.find(_UP_TO):
        years = _years(next(filter(None, match.groups())))
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
    is_name = (
        first > 0 and before not in _NOBODY and _begins_clause(sentence, first - 1)
    )
    return (begins or is_name) and _ends_phrase(sentence, match)


def _begins_clause(sentence: Sentence, index: int) -> bool:
    before = sentence.tokens[index - 1].folded if index else "und"
    return before == "und" or sentence.before(index).strip() != ""


def _is_time_of_day(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a bare number after a day is the hour: "freitags ab 17"."""
    first, _ = sentence.indexes(match)
    before = sentence.tokens[first - 1].folded if first else ""
    is_after_day = any(wordsets.lookup(f, before) for f in ("weekday", "daytime"))
    return bool(match[5] or match[6]) and is_after_day


def _classes(sentence: Sentence) -> Iterator[Condition]:
    """Read school classes: whoever is in class n is n + 5 or n + 6 years old."""
    for match in sentence.find(_CLASSES):
        low, high = (_class_of(name) for name in filter(None, match.groups()))
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
        yield _in_class(sentence, match)
    for match in sentence.find(_IN_CLASS):
        if _ends_phrase(sentence, match):
            yield _in_class(sentence, match)
    for match in sentence.find(_BEGINNERS):
        yield age_condition(sentence, match, 6.0, 7.0)


def _in_class(sentence: Sentence, match: re.Match[str]) -> Condition:
    number = _class_of(next(filter(None, match.groups())))
    return age_condition(sentence, match, number + 5.0, number + 6.0)


def _class_of(name: str) -> int:
    """Return the school class that "8", "acht" and "acht(e)" mean."""
    return int(name) if name.isdigit() else _ORDINALS.get(name) or NUMBERS[name]
