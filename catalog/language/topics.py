"""Topics in a sentence: known ones of the catalog, and words that must be one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from catalog.language import lexicon, professions, tales, wordsets
from catalog.language.candidates import Candidate, Reader
from catalog.language.clauses import Role
from catalog.language.sentence import Sentence
from catalog.language.text import (
    Token,
    compound_parts,
    fold,
    is_adjective,
    is_finite,
    is_german,
    is_infinitive,
    is_noun,
    is_verb,
    lemma,
    slugify,
    stems,
)
from catalog.language.vocabulary import Topic, Vocabulary, key_of, taxonomy
from catalog.language.wordsets import ClosedValue
from catalog.records import EXCLUDED, Condition

_LISTING = re.compile(
    r"[,?!\s]*(?:[,/&+?]|(?:u(?:nd)?|o(?:der)?|od|bzw|sowie|und/oder)\b[.,]?"
    r"(?:\s(?:auch|sonst|vielleicht|evtl|eventuell|gerne?|eben|noch|mal|eine?n?|n|ne|nen"
    r"|der|die|das|den|dem|im|in|zum|zur)\b\.?)*)\s*",
)
_PURPOSE = frozenset(
    "fuer fuers fuern zum zur wegen mit am im an in auf aus von vom nach gegen bei beim".split()
)
_EITHER = re.compile(r"\b(?:o|od|oder|bzw)\b|/")
_ARTICLES = frozenset(
    "der die das den dem des ein eine einen einem einer nen mein meine meinen meinem"
    " meiner unser unsere unseren unserem unserer".split()
)
_HOW = frozenset(("wie", "wo", "womit"))
_DOERS = frozenset(("man", "ich", "wir"))
_PARTICLES = frozenset("an auf aus ein ab um zu her vor".split())
_OF_CHILDREN = re.compile(r"[a-z]{4,}kind(?:er|ern)?")
_UNITS = frozenset(("uhr", "euro", "jahre", "jahren", "km"))
_OF_THE = frozenset(("des", "eines", "unseres"))
_NEW_WISH = frozenset("und oder was etwas irgendwas sondern aber lieber".split())
_NEW_CLAUSE = frozenset(("und", "aber", "doch"))
_FOUNDING = "existenzgruendung"
_FIELD = frozenset(("mit", "als", "im"))
_NOUN = 2
_MARKED = 3
_LONG_MESSAGE = 20
_MOST_SKIPPED = 3
_SHORTEST_HALF = 3
# "Hat die Bücherei welche?", "Kann man dort welche ausleihen?"
_SOME_OF_THEM = re.compile(r"(?<!^)\bwelche(?=$| und | oder | aber | \w+en$)")
_END = re.compile(r"[.!?;,:\n]\s")


def recognise_phrases(sentence: Sentence, vocabulary: Vocabulary) -> list[Condition]:
    """Take professions and topics of several words ("Erste Hilfe am Kind")."""
    keys = [key_of(token.folded) for token in sentence.tokens]
    found = list(professions.recognise(sentence, vocabulary))
    first = 0
    while first < len(keys):
        taken = (
            _phrase_at(sentence, keys, vocabulary, first)
            or _verb_first(sentence, keys, vocabulary, first)
            or _written_apart(sentence, vocabulary, first)
            or _about_children(sentence, vocabulary, first)
        )
        if taken is None:
            first += 1
            continue
        topic, last = taken
        start, end = sentence.take(first, last)
        label = _phrase_label(sentence, vocabulary, topic, first, last)
        found.append(Condition("topic", topic.slug, label, start, end))
        first = last + 1
    return found


def _phrase_label(
    sentence: Sentence, vocabulary: Vocabulary, topic: Topic, first: int, last: int
) -> str:
    """Return the phrase as it is called, else the word of it that is a name itself."""
    words = [token.folded for token in sentence.tokens[first : last + 1]]
    if fold(topic.label) == " ".join(words):
        return topic.label
    for word in (" ".join(words), "".join(words), *words):
        called = vocabulary.topic_called(word)
        label = vocabulary.label_of(topic, word)
        if called is topic and label != topic.label:
            return label
    return topic.label


def _said(sentence: Sentence, first: int, last: int) -> str:
    return " ".join(token.folded for token in sentence.tokens[first : last + 1])


def _phrase_at(
    sentence: Sentence,
    keys: Sequence[tuple[str, ...]],
    vocabulary: Vocabulary,
    first: int,
) -> tuple[Topic, int] | None:
    """Return the longest phrase that begins here; fillers in it do not count."""
    if not sentence.free(first, first) or not vocabulary.begins_phrase(keys[first]):
        return None
    if _is_counted(sentence, first):
        return None
    open_keys = {keys[first]}
    found: tuple[Topic, int] | None = None
    skipped = 0
    for last in range(first + 1, len(keys)):
        if not open_keys or not sentence.free(last, last) or skipped > _MOST_SKIPPED:
            break
        is_new = lexicon.is_joining(sentence.tokens[last].folded)
        if is_new or _END.search(sentence.before(last)):
            break
        if not keys[last]:
            continue
        longer = {key + keys[last] for key in open_keys}
        longer = {key for key in longer if vocabulary.begins_phrase(key)}
        for key in sorted(longer, key=lambda key: (len(key), key)):
            topic = vocabulary.topic_of(key)
            is_scattered = vocabulary.is_one_word(key) and not _are_together(
                sentence, first, last, len(key)
            )
            if (
                topic is not None
                and not is_scattered
                and not _goes_on(sentence, last)
                and _is_meant(sentence, vocabulary, first, last)
            ):
                found = topic, last
        skipped += not longer
        is_gap = not longer and not lexicon.is_filler(sentence.tokens[last].folded)
        open_keys = longer if is_gap else longer | open_keys
    return found


def _is_counted(sentence: Sentence, index: int) -> bool:
    """Whether a word is the unit of a number: "ab 18 Uhr lernen"."""
    before = sentence.tokens[max(0, index - 1) : index]
    is_unit = sentence.tokens[index].folded in _UNITS
    return is_unit and any(token.folded[-1:].isdigit() for token in before)


def _verb_first(
    sentence: Sentence,
    keys: Sequence[tuple[str, ...]],
    vocabulary: Vocabulary,
    first: int,
) -> tuple[Topic, int] | None:
    """Return the topic of a question that turns it round: "Wie baut man ein Hochbeet?"."""
    tokens = sentence.tokens
    words = [token.folded for token in tokens[max(0, first - 1) : first + 2]]
    is_question = len(words) == _MARKED and words[0] in _HOW and words[2] in _DOERS
    if not is_question or not is_finite(words[1]) or lexicon.is_asking(words[1]):
        return None
    for last in range(first + 2, min(first + 2 + _MARKED, len(tokens))):
        if not sentence.free(first, last) or _END.search(sentence.before(last)):
            break
        after = tokens[last + 1].folded if last + 1 < len(tokens) else ""
        particle = after if after in _PARTICLES else ""
        for verb in (key_of(particle + lemma(words[1])), keys[first]):
            topic = vocabulary.topic_of(keys[last] + verb) if keys[last] else None
            matter = vocabulary.topic_of(keys[last])
            if topic is not None and (
                matter is None or not vocabulary.is_below(matter.slug, topic.slug)
            ):
                return topic, last + (bool(particle) and verb != keys[first])
    return None


def _about_children(
    sentence: Sentence, vocabulary: Vocabulary, first: int
) -> tuple[Topic, int] | None:
    """Return the topic whose name sounds like those it is for: "Pflegekinder"."""
    word = sentence.tokens[first].folded
    if not _OF_CHILDREN.fullmatch(word) or not sentence.free(first, first):
        return None
    topic = vocabulary.topic_called(word) or vocabulary.topic_called(fold(lemma(word)))
    return None if topic is None or topic.slug not in taxonomy() else (topic, first)


def _goes_on(sentence: Sentence, last: int) -> bool:
    """Whether a word only describes the next one: "lesen alter deutscher Schriften"."""
    token, after = sentence.tokens[last], sentence.tokens[last + 1 : last + 2]
    return (
        token.text.islower()
        and is_adjective(token.text)
        and bool(after)
        and after[0].text[0].isupper()
        and is_noun(after[0].folded)
        and not lexicon.is_filler(after[0].folded)
        and not sentence.before(last + 1).strip()
    )


def _are_together(sentence: Sentence, first: int, last: int, parts: int) -> bool:
    """Whether words can be the parts of a compound: not "morgens Yoga"."""
    words = [token.folded for token in sentence.tokens[first : last + 1]]
    if any(word.endswith("s") and wordsets.lookup("daytime", word) for word in words):
        return False
    return len(words) == parts and all(
        is_noun(word) or is_infinitive(word) or not is_german(word) for word in words
    )


def _written_apart(
    sentence: Sentence, vocabulary: Vocabulary, first: int
) -> tuple[Topic, int] | None:
    """Return the topic whose name somebody writes as two words: "Drohnen Führerschein"."""
    last = first + 1
    if last >= len(sentence.tokens) or not sentence.free(first, last):
        return None
    one, other = (sentence.tokens[index].folded for index in (first, last))
    if min(len(one), len(other)) < _SHORTEST_HALF or sentence.before(last).strip():
        return None
    if any(lexicon.is_filler(half) or lexicon.is_weak(half) for half in (one, other)):
        return None
    topic = vocabulary.topic_called(one + other)
    return None if topic is None else (topic, last)


def _is_meant(
    sentence: Sentence, vocabulary: Vocabulary, first: int, last: int
) -> bool:
    """Whether words that share the stems of a topic mean it: not "den ganzen Tag"."""
    if vocabulary.topic_called(_said(sentence, first, last)) is not None:
        return True
    words = [token.folded for token in sentence.tokens[first : last + 1]]
    if any(lexicon.is_asking(word) for word in words):
        return False
    return any(not lexicon.is_filler(word) for word in words)


def recognise_compounds(sentence: Sentence, vocabulary: Vocabulary) -> list[Condition]:
    """Take compounds whose first or last part says for whom or what kind it is.

    "Kinderyoga" → children and yoga, "Schützenverein" → a club and "Schützen". Words
    that are a topic as a whole are left for `recognise_words`.
    """
    found: list[Condition] = []
    for index in sentence.remaining():
        token = sentence.tokens[index]
        parts = _parts_behind_group(token.folded, vocabulary)
        if len(parts) < 2:
            continue
        if len(parts) > 2 and wordsets.lookup_part("".join(parts[-2:]), "last"):
            parts[-2:] = ["".join(parts[-2:])]
        kind = wordsets.lookup_part(parts[-1], "last")
        group = wordsets.lookup_part(parts[0], "first") or _group_of(
            parts, token, vocabulary
        )
        if any(map(wordsets.is_about, (parts[-1], "".join(parts[1:])))):
            group = None
        rest = parts[bool(group) : len(parts) - bool(kind)]
        about = vocabulary.topical(rest)
        is_topic = vocabulary.topic_of_parts(about) is not None
        if any(map(vocabulary.topic_called, (token.folded, fold(lemma(token.folded))))):
            if group and is_topic and "-" not in token.folded:
                found.append(_closed(group, token.start, token.end))
            continue
        if not group and not kind:
            continue
        if about and not kind and not is_topic and is_german(token.folded):
            # A word of its own: "Kinderschutz" is not for children.
            continue
        start, end = sentence.take(index, index)
        found += [_closed(value, start, end) for value in (group, kind) if value]
        found += _topic_of_rest(rest, vocabulary, start, end)
    return found


def _group_of(
    parts: Sequence[str], token: Token, vocabulary: Vocabulary
) -> ClosedValue | None:
    """Return whom a form of learning is for: "Erzieherinnen-Fortbildung"."""
    form = parts[-1]
    is_matter = vocabulary.topic_called(parts[0]) is not None
    if len(parts) != 2 or "-" not in token.folded or is_matter:
        return None
    if lexicon.is_course_word(form) or wordsets.lookup("kind", form):
        return wordsets.lookup("target_group", parts[0])
    return None


def _parts_behind_group(word: str, vocabulary: Vocabulary) -> list[str]:
    """Return whom a compound is for and its topic, else its parts: "Kindertanz"."""
    for group in wordsets.groups_first():
        rest = word.removeprefix(group)
        is_named = rest != word and vocabulary.topic_said(rest) is not None
        if is_named:
            return [group, rest]
    return list(compound_parts(word))


def _closed(value: ClosedValue, start: int, end: int) -> Condition:
    return Condition(value.field, value.value, value.label, start, end)


def _inner(part: str) -> tuple[str, ...]:
    """Return what a part of a compound is about: "Kinder-Malkurs"."""
    about = () if lexicon.is_course_word(part) else lexicon.content_parts(part)
    return about or (part,)


def _topic_of_rest(
    parts: Sequence[str], vocabulary: Vocabulary, start: int, end: int
) -> list[Condition]:
    """Return the topic of a compound without its group and kind ("Schützen")."""
    words = vocabulary.topical([p for part in parts for p in _inner(part)])
    if not words:
        return []
    topic = vocabulary.topic_of_parts(words)
    if topic is not None:
        label = vocabulary.label_of(topic, "".join(words))
        return [Condition("topic", topic.slug, label, start, end)]
    label = "".join(words).capitalize()
    return [Condition("topic", slugify(label), label, start, end, is_known=False)]


def recognise_words(
    sentence: Sentence, vocabulary: Vocabulary, found: Sequence[Condition]
) -> list[Condition]:
    """Take single topic words, then words that can only be meant as a topic.

    Only a sentence without a known topic can name an unknown one: "Chor zum
    Mitsingen" asks for a choir, whatever else stands in some title.
    """
    named = [c for c in found if c.field == "topic"]
    is_asked = any(
        sentence.roles[sentence.tokens_of(c)[0]] <= Role.FRAGMENT for c in named
    )
    candidates = Reader(sentence, vocabulary).candidates()
    refers_back = _SOME_OF_THEM.search(sentence.normal) is not None
    candidates = [
        c
        for c in candidates
        if not _is_beside(c, candidates, found, refers_back=refers_back)
    ]
    if len(sentence.tokens) >= _LONG_MESSAGE:
        candidates = _sure(candidates, found)
    asks = Role.REQUEST in sentence.roles
    chosen = _chosen(candidates, has_topic=bool(named), asks=asks)
    if is_asked:
        chosen = [c for c in chosen if c.role <= Role.FRAGMENT]
    chosen = _nearest_told(sentence, chosen, named)
    chosen = _with_listed(sentence, vocabulary, chosen, candidates, named)
    chosen = list(_without_purposes(sentence, vocabulary, chosen, named))
    return list({c.value: c for c in _conditions(sentence, chosen)}.values())


def _sure(
    candidates: Sequence[Candidate], found: Sequence[Condition]
) -> list[Candidate]:
    """Leave out of a long message the words nobody knows that need not be meant."""
    is_clear = any(c.topic for c in candidates) or any(
        c.field in ("kind", "actor_kind") for c in found
    )
    least = _MARKED if is_clear else _NOUN
    return [c for c in candidates if c.topic or c.strength >= least]


def _is_beside(
    candidate: Candidate,
    others: Sequence[Candidate],
    found: Sequence[Condition],
    *,
    refers_back: bool,
) -> bool:
    """Whether a word stands only in the story of who asks for a house or an event."""
    if candidate.topic is None and candidate.strength == 1:
        return any(c.field == "actor_kind" for c in found)
    if candidate.is_placed and any(c.field == "actor_kind" for c in found):
        return True
    if candidate.role < Role.ASIDE or any(
        c.topic and c.role <= Role.FRAGMENT for c in others
    ):
        return False
    asked = {c.value for c in found if c.field == "actor_kind"}
    asked -= tales.words_of("counselling") | tales.words_of("schools")
    if refers_back:
        return False
    if asked & tales.words_of("services") or (asked and candidate.is_told):
        return True
    outings = {c.value for c in found if c.field == "kind"}
    return candidate.is_told and bool(outings & tales.words_of("outings"))


def _chosen(
    candidates: Sequence[Candidate], *, has_topic: bool, asks: bool
) -> list[Candidate]:
    """Return the words that are meant: known before unknown, requests before chatter."""
    known = [c for c in candidates if c.topic is not None]
    unknown = [] if has_topic else [c for c in candidates if c.topic is None]
    strong = [c for c in known if not c.is_weak]
    asked = [c for c in strong if c.role <= Role.FRAGMENT]
    # "Mein Enkel spielt Fußball, ich suche Seniorensport."
    asked = [c for c in asked if not c.is_done] or ([] if has_topic else asked)
    if asks and asked and not has_topic and all(c.is_denied for c in asked):
        # "Ich schlafe schlecht. Meditation mag ich nicht."
        return strong
    if asked or has_topic:
        return asked or [c for c in strong if c.role is Role.ASIDE]
    if known:
        unknown = [c for c in unknown if c.role <= Role.FRAGMENT]
    best = max((c.strength for c in unknown), default=0)
    meant = _likeliest([c for c in unknown if c.strength == best])
    asides = [c for c in strong if c.role is Role.ASIDE]
    weak = [c for c in known if c.is_weak]
    if strong and best <= _NOUN:
        # "Der Rücken ist kaputt. Ich suche eine Umschulung."
        nouns = [c for c in weak if c.role is Role.REQUEST and _is_asked_noun(c)]
        return asides or nouns or strong
    return meant or strong or [c for c in weak if not c.is_told] or weak


def _nearest_told(
    sentence: Sentence, chosen: Sequence[Candidate], named: Sequence[Condition]
) -> list[Candidate]:
    """Return the last matter of a story that ends in "Gibt es dazu einen Kurs?"."""
    roles = sentence.roles
    is_story = len(chosen) > 1 and all(c.role >= Role.ASIDE for c in chosen)
    last = chosen[-1].last if chosen else 0
    if named or not is_story or Role.REQUEST not in roles[last:]:
        return list(chosen)
    stops = [
        index
        for index in range(chosen[0].first + 1, last + 1)
        if sentence.tokens[index].folded in _NEW_CLAUSE
        or _END.search(sentence.before(index))
    ]
    return [c for c in chosen if not stops or c.first >= stops[-1]]


def _with_listed(
    sentence: Sentence,
    vocabulary: Vocabulary,
    chosen: Sequence[Candidate],
    candidates: Sequence[Candidate],
    named: Sequence[Condition],
) -> list[Candidate]:
    """Add a word nobody knows that is listed beside a topic: "Boule oder Kubb".

    Of "und" and a comma that is sure only where its last part is a topic.
    """
    tokens = sentence.tokens
    spans = [(c.start, c.end) for c in named]
    spans += [(tokens[c.first].start, tokens[c.last].end) for c in chosen if c.topic]
    starts, ends = {start for start, _ in spans}, {end for _, end in spans}
    found = list(chosen)
    for candidate in candidates:
        if (
            candidate.topic is not None
            or candidate in chosen
            or candidate.strength < _NOUN
            or candidate.role > Role.FRAGMENT
        ):
            continue
        start, end = tokens[candidate.first].start, tokens[candidate.last].end
        between = [sentence.text[e:start].lower() for e in ends if e <= start]
        between += [sentence.text[end:s].lower() for s in starts if s >= end]
        joints = [text for text in between if _LISTING.fullmatch(text)]
        is_kind = vocabulary.broader_of("", candidate.label) is not None
        if any(is_kind or _EITHER.search(text) for text in joints):
            found.append(candidate)
    return sorted(found, key=lambda c: c.first)


def _is_asked_noun(candidate: Candidate) -> bool:
    return not candidate.is_told and not is_verb(candidate.label)


def _likeliest(unknown: Sequence[Candidate]) -> list[Candidate]:
    """Return those of the clauses that ask, if any does."""
    role = min((c.role for c in unknown), default=Role.REQUEST)
    return [c for c in unknown if c.role == role]


def _without_purposes(
    sentence: Sentence,
    vocabulary: Vocabulary,
    chosen: Iterable[Candidate],
    named: Sequence[Condition],
) -> Iterator[Candidate]:
    """Leave out what a topic is for: "Englisch für den Beruf", "Yoga zur Entspannung"."""
    ends = {condition.end for condition in named}
    areas = {
        c.value
        for c in named
        if (topic := vocabulary.topics.get(c.value)) and not topic.broader
    }
    is_founder = any(c.value == _FOUNDING for c in named)
    for candidate in chosen:
        if is_founder and _is_field(sentence, candidate.first):
            continue
        is_narrower = candidate.topic is not None and any(
            vocabulary.is_below(candidate.topic.slug, wide) for wide in areas
        )
        if is_narrower or not _follows_topic(sentence, candidate.first, ends):
            if candidate.topic is not None and not candidate.topic.broader:
                areas.add(candidate.topic.slug)
            ends.add(sentence.tokens[candidate.last].end)
            yield candidate


def _is_field(sentence: Sentence, first: int) -> bool:
    """Whether a word says what a new firm is for: "mit einem Café selbstständig"."""
    index = first - 1
    while index >= 0 and sentence.tokens[index].folded in (
        *_ARTICLES,
        "nem",
        "bereich",
    ):
        index -= 1
    return index >= 0 and sentence.tokens[index].folded in _FIELD


def _follows_topic(sentence: Sentence, first: int, ends: set[int]) -> bool:
    """Whether a word says what a topic before it is for, or with what it is done."""
    index = first - 1
    while index >= 0 and (
        sentence.tokens[index].folded in _ARTICLES
        or is_adjective(sentence.tokens[index].text)
    ):
        if (
            sentence.tokens[index].folded in _OF_THE
            and not sentence.before(index).strip()
        ):
            return index > 0 and sentence.tokens[index - 1].end in ends
        index -= 1
    if index < 0 or sentence.tokens[index].folded not in _PURPOSE:
        return False
    for position in range(index, -1, -1):
        token = sentence.tokens[position]
        if token.end in ends:
            return True
        is_filler = lexicon.is_filler(token.folded) or lexicon.is_weak(token.folded)
        is_taken = not sentence.free(position, position)
        if token.folded in _NEW_WISH or not (is_filler or is_taken):
            return False
    return False


def _conditions(sentence: Sentence, chosen: Iterable[Candidate]) -> Iterator[Condition]:
    for candidate in chosen:
        start, end = sentence.take(candidate.first, candidate.last)
        topic = candidate.topic
        yield Condition(
            "topic",
            topic.slug if topic else slugify(candidate.label) or candidate.label,
            candidate.label,
            start,
            end,
            is_known=topic is not None,
        )


def narrowest(
    sentence: Sentence, vocabulary: Vocabulary, found: Sequence[Condition]
) -> list[Condition]:
    """Leave out a topic that another one only says more exactly: "tanzen, Walzer".

    Both stay where they are listed as two ("Kochen und Backen").
    """
    named = sorted((c for c in found if c.field == "topic"), key=lambda c: c.start)
    said = {(c.value, c.label): c for c in named if not c.is_excluded}.values()
    wide = [
        c
        for c in said
        if any(
            vocabulary.is_below(other.value, c.value)
            and not _are_listed(sentence, c, other)
            for other in said
        )
    ]
    # "Ohne Schulabschluss, ich will den Hauptschulabschluss" rules nothing out.
    wide += [
        c
        for c in named
        if c.is_excluded
        and any(
            vocabulary.is_below(other.value, c.value.removeprefix(EXCLUDED))
            for other in said
        )
    ]
    same = [c for n, c in enumerate(named) if c.value in {b.value for b in named[:n]}]
    vague = [c for c in said if _is_vague(sentence, c)]
    if len(vague) == len(said):
        vague = []
    return [c for c in found if not any(c in left for left in (wide, same, vague))]


def _is_vague(sentence: Sentence, condition: Condition) -> bool:
    """Whether words go with any topic and are one only by themselves: "fit bleiben"."""
    first, last = sentence.tokens_of(condition)
    words = (token.folded for token in sentence.tokens[first : last + 1])
    return lexicon.is_vague(w for w in words if not lexicon.is_function_word(w))


def _are_listed(sentence: Sentence, one: Condition, other: Condition) -> bool:
    first, second = sorted((one, other), key=lambda c: c.start)
    between = sentence.text[first.end : second.start].lower()
    return between.strip() != "," and _LISTING.fullmatch(between) is not None


def recognise_choice(sentence: Sentence, found: Sequence[Condition]) -> list[Condition]:
    """Return the mark that any of several topics will do: "Malen und Zeichnen".

    Topics that are not simply listed ("Yoga in der Schwangerschaft") count together.
    """
    named = sorted((c for c in found if c.field == "topic"), key=lambda c: c.start)
    between = [
        sentence.text[first.end : second.start].lower()
        for first, second in pairwise(named)
    ]
    if between and all(map(_LISTING.fullmatch, between)):
        return [Condition("any_topic", "1", "")]
    return []


def _own_words(
    sentence: Sentence, vocabulary: Vocabulary, named: Iterable[Condition]
) -> Iterator[int]:
    """Yield the tokens of topics that somebody calls otherwise than their label."""
    for condition in named:
        topic = vocabulary.topics.get(condition.value)
        if topic is not None and topic.label != condition.label:
            first, last = sentence.tokens_of(condition)
            yield from range(first, last + 1)


def recognise_keywords(
    sentence: Sentence, vocabulary: Vocabulary, found: Sequence[Condition]
) -> list[Condition]:
    """Return words that stand in titles, where a topic is named besides.

    They only move offers up: "Qi Gong im Park" asks for Qigong, and what has the park,
    or the person's own spelling, in its title comes first.
    """
    named = [condition for condition in found if condition.field == "topic"]
    if not named:
        return []
    words: dict[str, Condition] = {}
    for index in (*sentence.remaining(), *_own_words(sentence, vocabulary, named)):
        token = sentence.tokens[index]
        if (
            len(token.folded) > 1
            and not lexicon.is_filler(token.folded)
            and vocabulary.knows(token.folded)
        ):
            for term in sorted(stems(token.text)):
                words[term] = Condition("keyword", term, token.text)
    return list(words.values())
