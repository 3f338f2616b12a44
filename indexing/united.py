"""Turn a tenant's index, the members' index and the tenant's shadows into one list with exact counts.

Totals and facets are tenant + members - visible shadows, all under the same query: a shadow is what the members' index
says of a member whom the tenant's own person document stands for, so taking it away counts each person once. Lists
leave out the members whose shadow the viewer may see; a member whose person the viewer may not see stays in.
Members' documents are open to every tenant, so the members' index is asked for them with the token of everyone.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import compress

from entities.document import EVERYONE
from entities.hit import FacetCount
from entities.query import Question
from indexing.engine import Ask, Engine, Hits, Snapshot
from indexing.facets import MOST_FIRST, Side, shown_facets

FIRST = 1_000  # how many hits of each side a ranked list is made of
MARGIN = 25  # members asked for beyond what is needed, so that one call mostly does


@dataclass(frozen=True, slots=True)
class UnitedAnswer:
    """What both indices found: each side's hits in order, how many people there are, facets over all of them.

    The total is exact unless the question isn't `counted`; then it is how many hits there are. `partial` names why
    something may be missing.
    """

    tenant: Hits
    members: Hits
    total: int
    facets: dict[str, tuple[FacetCount, ...]]
    partial: tuple[str, ...] = ()


def search_united(
    engine: Engine, tenant_index: str, members_index: str | None, question: Question, *, k: int = FIRST
) -> UnitedAnswer:
    """Search a tenant's people and the members as one; without a members' index, the tenant's people only.

    Sorted by recency, the hits are the first `offset + limit` of each side; by relevance the first `k` of each side,
    for a ranker to order. Members whom a shadow stands for that the viewer may see are left out of the hits.
    """
    reach = question.offset + question.limit if question.sort == "recency" else k
    listing = question.model_copy(update={"offset": 0, "limit": reach})
    most = max(MOST_FIRST, question.facet_size)
    ours = Ask(tenant_index, listing, most=most)
    if members_index is None:
        snapshot = engine.snapshot(tenant_index)
        (found,) = snapshot.ask(ours)
        sides = [Side(1, ours, found)]
        hits, theirs = found.hits, Hits()
        total = found.total
    else:
        snapshot = engine.snapshot(tenant_index, members_index)
        wide = reach + reach // 2 + MARGIN if reach else 0
        everyone = Ask(members_index, listing.model_copy(update={"access": (EVERYONE,), "limit": wide}), most=most)
        stood_for = Ask(tenant_index, listing.model_copy(update={"limit": 0}), shadows=True, most=most)
        counted = question.counted or question.facets
        asked = (ours, everyone, stood_for) if counted else (ours, everyone)
        answers = snapshot.ask(*asked)
        sides = [Side(sign, ask, one) for sign, ask, one in zip((1, 1, -1), asked, answers, strict=False)]
        hits = answers[0].hits
        theirs = _unshadowed(snapshot, tenant_index, question, everyone, answers[1].hits, reach)
        total = sum(side.sign * side.answer.total for side in sides)
    partial = tuple(dict.fromkeys(reason for side in sides for reason in side.answer.partial))
    facets = shown_facets(snapshot, sides, question.facets, question.facet_size)
    if not question.counted:
        total = len(hits.numbers) + len(theirs.numbers)
    return UnitedAnswer(hits, theirs, max(0, total), facets, partial)


def _unshadowed(
    snapshot: Snapshot, tenant_index: str, question: Question, everyone: Ask, first: Hits, reach: int
) -> Hits:
    """Keep the first `reach` members that no visible shadow stands for; more are fetched where too few are left."""
    kept = Hits()
    found, ask = first, everyone
    while True:
        hidden = snapshot.shadowed(tenant_index, found.numbers, question.access)
        kept = _joined(kept, _without(found, hidden))
        size, offset = ask.question.limit, ask.question.offset
        if len(kept.numbers) >= reach or len(found.numbers) < size:
            return Hits(kept.numbers[:reach], kept.scores[:reach], kept.updated[:reach])
        more = {"offset": offset + size, "limit": 2 * size, "facets": (), "counted": False}
        ask = Ask(ask.index, ask.question.model_copy(update=more))
        found = snapshot.ask(ask)[0].hits


def _joined(first: Hits, then: Hits) -> Hits:
    return Hits(first.numbers + then.numbers, first.scores + then.scores, first.updated + then.updated)


def _without(hits: Hits, hidden: AbstractSet[int]) -> Hits:
    if not hidden:
        return hits
    gone = set(hidden)
    kept = [number not in gone for number in hits.numbers]
    return Hits(
        tuple(compress(hits.numbers, kept)), tuple(compress(hits.scores, kept)), tuple(compress(hits.updated, kept))
    )
