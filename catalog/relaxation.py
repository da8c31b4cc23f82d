"""When nothing meets everything: which condition to change first, and by how much."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.language.ages import age_label, parse_ages
from catalog.language.vocabulary import Vocabulary
from catalog.records import Condition, Query, Relaxation
from catalog.texts import text
from catalog.wanted import radius_km

RADII = (15, 30, 60)
_COSTS = ("funding", "reduction", "price", "registration", "certificate")
_NEEDS = ("level", "language", "childcare", "accessibility")
_ORDER = (
    *("radius", "daytime", "weekday", "dates", "age", "target_group", *_COSTS),
    *("kind", "delivery_mode", "actor_kind", "actor", *_NEEDS),
)
Change = tuple[Query, Relaxation]


def changes(query: Query, vocabulary: Vocabulary) -> Iterator[Change]:
    """Yield the query with one condition changed, the smallest change first.

    Order: radius, time of day, weekday, dates, age ± 1, group, what it costs, several
    topics to any of them, broader topic, kind, form, provider, then what a person
    cannot do without (level, language, childcare, accessibility). What was ruled out
    stays ruled out; the topic itself is dropped by `without_topic` only.
    """
    yield from _wider(query, vocabulary)
    for field in ("daytime", "weekday", "dates"):
        yield from _dropped(query, field)
    yield from _other_age(query)
    for field in ("target_group", *_COSTS):
        yield from _dropped(query, field)
    yield from topic_changes(query, vocabulary)
    for field in ("kind", "delivery_mode", "actor_kind", "actor", *_NEEDS):
        yield from _dropped(query, field)


def topic_changes(query: Query, vocabulary: Vocabulary) -> Iterator[Change]:
    """Yield the changes that keep to the matter when no offer has the topic."""
    yield from _any_of_topics(query)
    yield from _broader(query, vocabulary)


def combined(
    query: Query, vocabulary: Vocabulary
) -> Iterator[tuple[Query, list[Relaxation]]]:
    """Yield the query with more and more conditions dropped, in the same order."""
    done: list[Relaxation] = []
    for field in _ORDER:
        farthest = None
        for changed in changes(query, vocabulary):
            if changed[1].field == field:
                farthest = changed
        if farthest is not None:
            query = farthest[0]
            done = [*done, farthest[1]]
            yield query, done


def without_topic(query: Query) -> Change | None:
    """Return the query without its topics: the nearest thing there is."""
    topics = query.of("topic")
    if not topics:
        return None
    before = ", ".join(c.label for c in topics)
    after = text("relaxed", "any_topic")
    change = Relaxation("topic", before, after, is_dropped=True)
    return query.without_wanted("topic").without("any_topic"), change


def _wider(query: Query, vocabulary: Vocabulary) -> Iterator[Change]:
    if not query.of("place"):
        return
    radius = query.first("radius")
    current = int(radius_km(radius.value)) if radius else vocabulary.district.radius_km
    if current == 0:
        return
    before = text("relaxed", "radius", km=current)
    for wider in RADII:
        if wider > current:
            after = text("relaxed", "radius", km=wider)
            changed = query.with_conditions([Condition("radius", str(wider), after)])
            yield changed, Relaxation("radius", before, after)
    after = text("relaxed", "everywhere")
    changed = query.with_conditions([Condition("radius", "0", after)])
    yield changed, Relaxation("radius", before, after)


def _dropped(query: Query, field: str) -> Iterator[Change]:
    found = query.of(field)
    if found:
        before = ", ".join(c.label for c in found)
        change = Relaxation(field, before, text("dropped", field), is_dropped=True)
        yield query.without_wanted(field), change


def _other_age(query: Query) -> Iterator[Change]:
    for condition in query.of("age")[:1]:
        low, high = parse_ages(condition.value)
        top = None if high >= 199 else high + 1
        bottom = max(0.0, low - 1)
        label = age_label(bottom, top)
        value = f"{bottom:g}-{'' if top is None else f'{top:g}'}"
        changed = query.with_conditions([Condition("age", value, label)])
        yield changed, Relaxation("age", condition.label, label)
        yield from _dropped(query, "age")


def _any_of_topics(query: Query) -> Iterator[Change]:
    topics = query.of("topic")
    if len(topics) < 2 or query.first("any_topic"):
        return
    labels = [c.label for c in topics]
    changed = Query(
        (
            *query.conditions,
            Condition("any_topic", "1", text("answer", "any_of").strip()),
        )
    )
    yield (
        changed,
        Relaxation(
            "topic",
            text("answer", "all_of").join(labels),
            text("answer", "any_of").join(labels),
        ),
    )


def _broader(query: Query, vocabulary: Vocabulary) -> Iterator[Change]:
    for condition in query.of("topic"):
        broader = vocabulary.broader_of(condition.value, condition.label)
        if broader is not None:
            wider = Condition("topic", broader.slug, broader.label)
            rest = query.without_value("topic", condition.value).conditions
            yield (
                Query((*rest, wider)),
                Relaxation("topic", condition.label, broader.label),
            )
