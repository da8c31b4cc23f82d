"""What a sentence only tells about: it names days and people that nobody asks for.

"Wir sind im Sommer nach Barleben gezogen" asks for no summer, "meine Oma hat immer
gesponnen" for nothing for the elderly. Where a person lives counts, and how old he is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from catalog.language import lexicon, wordsets
from catalog.language.clauses import Role, is_break
from catalog.language.numbers import NUMBERS
from catalog.language.scopes import is_denied
from catalog.language.sentence import Sentence
from catalog.language.tales import is_participle, is_preterite, lists, words_of
from catalog.language.text import Token, fold, lemma
from catalog.records import Condition

# Who names one of these in a request need not mean the place of a story.
WISHED = frozenset(("topic", "kind", "actor_kind", "actor"))
_AND = frozenset(("und", "oder"))
_WANTED = frozenset(("wollte", "wollten"))
_SELF = frozenset(("ich", "wir"))
_FIRST_PERSON = frozenset("ich wir hab habe haben".split())
# What a clause about the past says nothing about.
_PAST_FIELDS = frozenset(
    "dates weekday daytime price actor_kind target_group childcare delivery_mode"
    " language".split()
)
# Whom a person counts himself among: "ich bin aus Syrien geflüchtet".
OWN_GROUPS = frozenset("arbeitsuchende zugewanderte fachkraefte senioren".split())
_GROUP = ("kind", "gruppe")
_LONGEST_AUDIENCE = 4
_FOR_OWN = re.compile(
    r"\bfuer(?:n|s)? (?:die|den|das|eine?n?|ne|nen|mein\w*|unser\w*) ?(?:[\w-]+ ?){0,2}$"
)
_OWNER = re.compile(r"(?:mein|unser)\w*")
_BRACKETS = re.compile(r"\([^()]*\)")
_WHENCE = re.compile(r"\baus (?:der|dem|unserer|unserem|meiner|meinem)$")
_WE_ARE = re.compile(
    r"\b(?:wir|wir sind|wir als|fuer (?:unser|mein)\w*)(?: (?:eine?n?|ne|n))?(?: \w+e[nrs]?)?$"
)
_LONGEST_NAME = 3
_SHORTEST_TALE = 2
_SCHOOL_CLASS = re.compile(r"\bkl(?:asse)?\b")
_AT_AGE = re.compile(r"mit \d")
_DURATION = re.compile(r"(?:\d+|[a-z]+) jahren?(?: lang)?")


@lru_cache(maxsize=1)
def _idioms() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lists()['idioms'])})\b")


@lru_cache(maxsize=1)
def _closing() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{lists()['closing']})((?: [a-z-]+){{0,{_LONGEST_NAME}}})$"
    )


def take_idioms(sentence: Sentence) -> None:
    """Take sayings whose words would be read as something that is asked for."""
    for match in list(sentence.find(_idioms())):
        sentence.take(*sentence.indexes(match))


def take_signature(sentence: Sentence) -> None:
    """Take the greeting and the name under a letter: "Viele Grüße, Helga W."."""
    match = _closing().search(sentence.normal)
    if match is None:
        return
    before = sentence.normal[: match.start()].split()
    is_thanks = "dank" in match[0].split(match[1] or " ")[0]
    if is_thanks and all(map(lexicon.is_function_word, before)):
        # "Nein danke. Pilates" is no letter.
        return
    words = match[1].split()
    if any(map(lexicon.is_asking, words)) or any(map(lexicon.is_marking, words)):
        return
    for index in range(sentence.indexes(match)[0], len(sentence.tokens)):
        sentence.take(index, index)


@lru_cache(maxsize=1)
def _learner() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lists()['learner'])})\b")


class Telling:
    """The clauses of one sentence, and which of them only tell something."""

    def __init__(self, sentence: Sentence) -> None:
        self._sentence = sentence
        self._words = [token.folded for token in sentence.tokens]
        self._roles = sentence.roles
        self._starts = self._clause_starts()
        self._past = self._past_tokens()
        self._asks = Role.REQUEST in self._roles
        self.is_learner = _learner().search(sentence.normal) is not None

    def _clause_starts(self) -> list[int]:
        starts: list[int] = []
        for index, word in enumerate(self._words):
            is_new = (
                index == 0
                or is_break(self._sentence.text, self._sentence.tokens, index)
                or lexicon.is_joining(word)
                or (word in _AND and self._goes_on_with_verb(index))
            )
            starts.append(index if is_new else starts[-1])
        return starts

    def _goes_on_with_verb(self, index: int) -> bool:
        after = self._words[index + 1 : index + 3]
        if after and after[0] in words_of("subject"):
            after = after[1:] if after[0] in ("die", "der", "das") else after[:1]
            return bool(after) and (
                after[0] in words_of("subject") or lexicon.is_telling(after[0])
            )
        return any(lexicon.is_asking(w) or lexicon.is_telling(w) for w in after[:1])

    def clause(self, index: int) -> range:
        """Return the tokens of the clause in which a token stands."""
        start = self._starts[index]
        end = start
        while end < len(self._starts) and self._starts[end] == start:
            end += 1
        return range(start, end)

    def _past_tokens(self) -> list[bool]:
        past = [False] * len(self._words)
        for start in dict.fromkeys(self._starts):
            clause = self.clause(start)
            tokens = [self._sentence.tokens[index] for index in clause]
            if self._is_past(tokens) and not self._is_question(clause):
                for index in clause:
                    past[index] = True
        # Who only tells asks for what he tells.
        return [False] * len(past) if all(past) else past

    def _is_question(self, clause: range) -> bool:
        last = self._sentence.tokens[clause[-1]]
        after = clause[-1] + 1
        end = len(self._sentence.text)
        if after < len(self._words):
            end = self._sentence.tokens[after].start
        return "?" in self._sentence.text[last.end : end]

    @staticmethod
    def _is_past(tokens: Sequence[Token]) -> bool:
        words = [token.folded for token in tokens]
        if any(lexicon.is_asking(word) or word in words_of("dream") for word in words):
            return False
        if any(is_preterite(word) for word in words):
            return True
        if words[-1] == "werden" and not _WANTED.isdisjoint(words):
            return not words_of("once").isdisjoint(words)
        has_auxiliary = not words_of("auxiliary").isdisjoint(words)
        return _is_cut_short(tokens) or (
            has_auxiliary and any(is_participle(token) for token in tokens)
        )

    def is_past(self, index: int) -> bool:
        """Whether a word stands in a clause about the past."""
        return self._past[index]

    def is_told(self, index: int) -> bool:
        """Whether a word stands in a clause that only tells something."""
        return self._past[index] or self._roles[index] in (Role.STATEMENT, Role.ASIDE)

    def is_own(self, index: int) -> bool:
        """Whether a person speaks of himself in the clause of a word."""
        words = [self._words[i] for i in self._told_clause(index)]
        own = words_of("own")
        if words[0] in words_of("meanwhile"):
            own -= words_of("being")
        return not own.isdisjoint(words)

    def _told_clause(self, index: int) -> range:
        """Return the clause of a word, with the one it is an aside to."""
        clause = self.clause(index)
        while self._roles[clause.start] is Role.ASIDE and clause.start > 0:
            clause = range(self._starts[clause.start - 1], clause.stop)
        return clause

    def is_wish_for(self, index: int) -> bool:
        """Whether the clause of a word or a later one asks for something."""
        return Role.REQUEST in self._roles[index:]

    def is_about_request(self, index: int) -> bool:
        """Whether the clause of a word goes on about what was asked: "Oma macht da mit"."""
        clause = self.clause(index)
        words = {self._words[i] for i in clause}
        return Role.REQUEST in self._roles[: clause.start] and "da" in words

    def is_request(self, index: int) -> bool:
        """Whether a word stands in a clause that asks for something."""
        return self._roles[index] is Role.REQUEST and not self._past[index]

    def is_home(self, index: int) -> bool:
        """Whether a person says where he lives in the clause of a word."""
        words = (self._words[i] for i in self.clause(index))
        return not words_of("home").isdisjoint(words)

    def wanted(self, found: Sequence[Condition]) -> list[Condition]:
        """Return the conditions without those that are only told."""
        found = self._without_homes(found)
        found = self._without_told_places(found)
        topics = self.without_told_topics(found)
        found = topics if any(c.field == "topic" for c in topics) else found
        found = self._without_topics_beside(found)
        found = self._without_audiences(found)
        found = self._without_inserted(found)
        first = {c: self._sentence.tokens_of(c)[0] for c in found if c.end > c.start}
        kept = [c for c in found if c not in first or not self._tells(c, first[c])]
        asked = [
            c for c in kept if c.field == "dates" and self.is_request(first.get(c, 0))
        ]
        return [c for c in kept if not asked or self._may_count(c, asked, first)]

    def without_told_topics(self, found: Sequence[Condition]) -> list[Condition]:
        """Leave out the topics of a story: "drei Pullover gestrickt"."""
        if not self._asks:
            return list(found)
        told = {
            (c.start, c.end)
            for c in found
            if c.field == "topic" and self._past[self._sentence.tokens_of(c)[0]]
        }
        # A wanted profession is a topic and a kind in one.
        return [
            c
            for c in found
            if c.field not in ("topic", "kind") or (c.start, c.end) not in told
        ]

    def _without_topics_beside(self, found: Sequence[Condition]) -> list[Condition]:
        """Leave out what somebody tells of where he asks for something else."""
        first = {c: self._sentence.tokens_of(c)[0] for c in found if c.field == "topic"}
        if not any(self._is_wanted(index) for index in first.values()):
            return list(found)
        return [c for c in found if c not in first or not self.is_chatter(first[c])]

    def _is_wanted(self, index: int) -> bool:
        end = self.clause(index).stop
        return self._may_be_asked(index) and not is_denied(self._words, index, end)

    def _without_audiences(self, found: Sequence[Condition]) -> list[Condition]:
        """Leave out a group for whom something is: "Puppentheater für die Kitagruppe"."""
        groups = [c for c in found if (c.field, c.value) == _GROUP]
        spans = {c: self._audience(c) for c in groups}
        beside = {
            c: any(
                other.field in ("topic", "kind") and not start <= other.start < c.end
                for other in found
            )
            for c, start in spans.items()
            if start is not None
        }
        return [c for c in found if not beside.get(c, False)]

    def _audience(self, group: Condition) -> int | None:
        """Return where "für die …gruppe" begins, if a group is named so."""
        index = self._sentence.tokens_of(group)[0]
        before = " ".join(self._words[max(0, index - _LONGEST_AUDIENCE) : index])
        match = _FOR_OWN.search(before)
        if match is None:
            return None
        first = index - len(match[0].split())
        return self._sentence.tokens[first].start

    def _without_inserted(self, found: Sequence[Condition]) -> list[Condition]:
        """Leave out what brackets say of a person: "unsere Firma (Landmaschinen)"."""
        inserted = [
            match.span()
            for match in _BRACKETS.finditer(self._sentence.text)
            if self._is_about_somebody(match.start())
        ]
        inside = {
            c
            for c in found
            if c.field == "topic"
            and any(start < c.start < end for start, end in inserted)
        }
        has_other = any(c.field == "topic" and c not in inside for c in found)
        return [c for c in found if not has_other or c not in inside]

    def _is_about_somebody(self, start: int) -> bool:
        """Whether "mein …" or "unsere …" stands right before a place in the text."""
        last = [t.folded for t in self._sentence.tokens if t.end <= start][-2:]
        return len(last) == _SHORTEST_TALE and _OWNER.fullmatch(last[0]) is not None

    def is_chatter(self, index: int) -> bool:
        """Whether a word stands where nothing is asked for, if only in passing."""
        return self._past[index] or self._roles[index] >= Role.STATEMENT

    def _without_homes(self, found: Sequence[Condition]) -> list[Condition]:
        """Leave out where a person lives if he looks for something elsewhere."""
        places = {
            c: self.is_home(self._sentence.tokens_of(c)[0])
            for c in found
            if c.field == "place"
        }
        elsewhere = [c for c, is_home in places.items() if not is_home]
        if not any(self._is_asked_there(c) for c in elsewhere):
            return list(found)
        return [c for c in found if not places.get(c, False)]

    def _is_asked_there(self, place: Condition) -> bool:
        """Whether a person looks for something at a place: not "B. geht auch"."""
        index = self._sentence.tokens_of(place)[0]
        words = [self._words[i] for i in self.clause(index)]
        is_preferred = not words_of("preferring").isdisjoint(words)
        is_asked = self._may_be_asked(index) or is_preferred
        is_question = self.is_request(index) and "das" in words
        return is_asked and (is_question or "auch" not in words)

    def _may_be_asked(self, index: int) -> bool:
        return self._roles[index] <= Role.FRAGMENT and not self._past[index]

    def _without_told_places(self, found: Sequence[Condition]) -> list[Condition]:
        """Leave out where something in a story was: "im Urlaub in B. haben wir …"."""
        first = {c: self._sentence.tokens_of(c)[0] for c in found if c.end > c.start}
        asked = {c.field for c, index in first.items() if self._may_be_asked(index)}
        has_place = any(
            self._is_asked_there(c) or self._is_own_home(first[c])
            for c in first
            if c.field == "place"
        )
        has_wish = not asked.isdisjoint(WISHED) and not self.refers_back()
        return [
            c
            for c in found
            if c.field != "place"
            or not self._is_story(first[c], has_place=has_place, has_wish=has_wish)
        ]

    def _is_own_home(self, index: int) -> bool:
        words = {self._words[i] for i in self.clause(index)}
        return self.is_home(index) and not self._past[index] and bool(words & _SELF)

    def refers_back(self) -> bool:
        """Whether a request goes on about what was told: "Gibt es das dort noch?"."""
        return any(
            word in words_of("back") and self.is_request(index)
            for index, word in enumerate(self._words)
        )

    def _is_story(self, index: int, *, has_place: bool, has_wish: bool) -> bool:
        words = [self._words[i] for i in self.clause(index)]
        if not words_of("ours").isdisjoint(self._words[max(0, index - 2) : index]):
            return False
        if self._past[index]:
            is_left = self._words[max(0, index - 1)] in words_of("from")
            if not words_of("moved").isdisjoint(words):
                return is_left
            return has_place or has_wish
        if self._may_be_asked(index) or not has_place or self._is_own_home(index):
            return False
        if not words_of("strangers").isdisjoint(words[:2]):
            return True
        is_origin = self._words[max(0, index - 1)] in words_of("from")
        return is_origin or words_of("fitting").isdisjoint(words)

    def _tells(self, condition: Condition, index: int) -> bool:
        if self.is_past(index):
            if condition.field == "age":
                return self._is_past_age(condition, index)
            return condition.field in _PAST_FIELDS and not (
                condition.value in OWN_GROUPS and self.is_own(index)
            )
        if condition.field == "actor_kind" and self._is_actor_told(index):
            return True
        if condition.field in ("kind", "target_group") and self._is_group_told(
            condition, index
        ):
            return True
        if condition.field in ("weekday", "daytime") and self._asks_besides(index):
            return self._is_time_of_others(index)
        if condition.field == "radius" and self.is_chatter(index):
            words = {self._words[i] for i in self.clause(index)}
            is_number = self._words[index].isdigit() or self._words[index] in NUMBERS
            return is_number and _FIRST_PERSON.isdisjoint(words)
        if condition.field == "delivery_mode":
            return any(lexicon.is_working(self._words[i]) for i in self.clause(index))
        return condition.field == "dates" and self._means_nowadays(index)

    def _means_nowadays(self, index: int) -> bool:
        """Whether "heute" names no day: "früher Handball, heute suche ich Ruhigeres"."""
        if self._words[index] not in words_of("nowadays"):
            return False
        if not words_of("then").isdisjoint(self._words[:index]):
            return True
        words = {self._words[i] for i in self.clause(index)}
        return (
            self._asks and self.is_told(index) and words_of("spare").isdisjoint(words)
        )

    def _is_group_told(self, condition: Condition, index: int) -> bool:
        """Whether a word names a group only in a story: "bin in der Kindergruppe"."""
        if self._roles[index] is not Role.STATEMENT or not self._asks_besides(index):
            return False
        if condition.field == "kind":
            return condition.value == _GROUP[1] and self.is_own(index)
        first, last = self._sentence.tokens_of(condition)
        word = self._words[index]
        is_whole = first != last or wordsets.lookup("target_group", word) is not None
        return not is_whole and not self.is_own(index)

    def _is_time_of_others(self, index: int) -> bool:
        """Whether it says when others do something: "mein Mann hat mittwochs Chor"."""
        clause = [self._words[i] for i in self.clause(index)]
        words = clause[1:] if lexicon.is_joining(clause[0]) else clause
        free = words_of("speaker") | words_of("spare") | words_of("fitting")
        is_other = bool(words) and words[0] in words_of("others")
        return self.is_chatter(index) and is_other and free.isdisjoint(words)

    def _is_past_age(self, condition: Condition, index: int) -> bool:
        """Whether an age is that of then: "hab ich mit 10 aufgehört"."""
        said = fold(self._sentence.text[condition.start : condition.end])
        if _DURATION.fullmatch(said) is not None or _AT_AGE.match(said):
            return True
        if not any(w.isdigit() or w in NUMBERS for w in re.findall(r"\d+|\w+", said)):
            # "Zwischen lauter Grundschülern"
            clause = [self._words[i] for i in self.clause(index)]
            is_moved = not words_of("moved").isdisjoint(clause)
            return _SCHOOL_CLASS.search(said) is None and not is_moved
        is_class = _SCHOOL_CLASS.search(said) is not None
        words = [self._words[i] for i in self.clause(index)]
        return is_class and words_of("moved").isdisjoint(words)

    def _is_actor_told(self, index: int) -> bool:
        """Whether a house only stands in a story: "unsere Kita schließt um vier"."""
        if self._says_whence(index) or self._is_asker(index):
            return True
        if not self._asks_besides(index):
            return False
        clause = [self._words[i] for i in self.clause(index)]
        is_reason = (
            self._roles[index] is Role.STATEMENT
            and (lexicon.is_reason(clause[0]) or clause[0] in words_of("meanwhile"))
            and not any(map(lexicon.is_asking, clause))
        )
        if is_reason or any(map(lexicon.is_working, clause)):
            return True
        before = self._words[max(0, index - 2) : index]
        after = self._words[index + 1 : index + 2]
        is_subject = before[-1:] and before[-1] in words_of("subject")
        if is_subject and not words_of("saying").isdisjoint((*before[:-1], *after)):
            # "Jetzt will der Verein, dass ich …"
            return not self._is_question(self.clause(index))
        if not words_of("running").isdisjoint(
            self._words[i] for i in self.clause(index)
        ):
            return self.is_told(index)
        if self._is_membership(index):
            return True
        is_own = before[-1:] and before[-1] in words_of("own")
        return bool(is_own) and self.is_told(index)

    def _is_asker(self, index: int) -> bool:
        """Whether those who write are the house: "wir sind ein Verein und suchen …"."""
        before = " ".join(self._words[max(0, index - 4) : index])
        after = self._words[index + 1 : index + 2]
        is_ours = re.search(r"\b(?:mein|unser)\w*(?: \w+)?$", before) is not None
        return _WE_ARE.search(before) is not None or (
            is_ours and not words_of("needing").isdisjoint(after)
        )

    def _is_membership(self, index: int) -> bool:
        """Whether somebody says where he belongs: "bin Kassenwart im Schützenverein"."""
        words = [self._words[i] for i in self.clause(index)]
        before = self._words[max(0, index - 1) : index]
        is_inside = bool(before) and before[0] in words_of("belonging")
        is_said = not words_of("being").isdisjoint(words[:3])
        return is_inside and is_said and self._roles[index] is Role.STATEMENT

    def _asks_besides(self, index: int) -> bool:
        """Whether another clause asks for something."""
        own = self.clause(index)
        return any(
            role is Role.REQUEST and i not in own and not self._past[i]
            for i, role in enumerate(self._roles)
        )

    def _says_whence(self, index: int) -> bool:
        """Whether somebody is only known from there: "eine Kollegin aus der Kita"."""
        before = " ".join(self._words[max(0, index - 2) : index])
        return _WHENCE.search(before) is not None

    def _may_count(
        self,
        condition: Condition,
        asked: Sequence[Condition],
        first: Mapping[Condition, int],
    ) -> bool:
        """Whether days count beside those that a request names."""
        if condition.field != "dates" or condition in asked:
            return True
        clause = self.clause(first[condition])
        return not any(
            lexicon.is_telling(self._words[i])
            or _is_told_verb(self._sentence.tokens[i])
            for i in clause
        )


def _is_cut_short(tokens: Sequence[Token]) -> bool:
    """Whether a clause leaves out its verb: "gestern erst spät nach Hause gekommen"."""
    last = tokens[-1]
    is_past = last.folded.startswith("ge") and is_participle(last)
    is_tale = is_past and len(tokens) > _SHORTEST_TALE
    return is_tale and last.folded not in words_of("describing")


def _is_told_verb(token: Token) -> bool:
    """Whether a word in lower case is a verb that asks for nothing ("heiraten")."""
    base = lemma(token.text)
    return (
        token.text.islower()
        and len(token.text) > len("tun")
        and base.islower()
        and base.endswith(("en", "ern", "eln"))
        and not lexicon.is_filler(token.folded)
        and not lexicon.is_asking(token.folded)
    )
