"""Who else works on a matter: actors to work with, those that ask for it first."""

from __future__ import annotations

from dataclasses import replace

from catalog.actor_search import ActorSearch
from catalog.records import PAGE_SIZE, ActorPage, Condition, Query
from catalog.search import OfferSearch

# So many actors and offers are looked through.
SEEN = 40
WHERE = ("place", "radius")
OF_ACTORS = ("actor", "topic")
OF_OFFERS = ("topic", "target_group")


def find_partners(actors: ActorSearch, offers: OfferSearch, query: Query) -> ActorPage:
    """Return who has the topics of a query or offers something on them.

    A kind of actor counts where no topic is named; beside one it is whom the work is
    with ("BNE mit Kitas").
    """
    where = _only(query, WHERE)
    own = _only(query, OF_ACTORS) or _only(query, ("actor_kind",))
    if not own:
        return ActorPage(query, (), 0, 1)
    ids = [hit.actor.id for hit in actors.page(Query((*own, *where)), size=SEEN).items]
    if query.of("topic") and not query.of("actor"):
        matter = Query((*_only(query, OF_OFFERS), *where))
        ids += offers.providers_on(matter, size=SEEN)
    named = tuple(Condition("actor", actor_id, "") for actor_id in dict.fromkeys(ids))
    if not named:
        return ActorPage(query, (), 0, 1)
    page = actors.page(Query((*named, *where)), size=SEEN)
    first = sorted(page.items, key=lambda hit: not hit.actor.seeks_cooperation)
    return replace(page, query=query, items=tuple(first[:PAGE_SIZE]), size=PAGE_SIZE)


def _only(query: Query, fields: tuple[str, ...]) -> tuple[Condition, ...]:
    return tuple(c for field in fields for c in query.of(field))
