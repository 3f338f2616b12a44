"""Turn a tenant's index, the members' index and the tenant's shadows into one list with exact counts.

Totals and facets are tenant + members - visible shadows, all under the same query: a shadow is what the members' index
says of a member whom the tenant's own person document stands for, so taking it away counts each person once. Lists
leave out the members whose shadow the viewer may see; a member whose person the viewer may not see stays in.
Members' documents are open to every tenant, so the members' index is asked for them with the token of everyone.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

from entities.document import EVERYONE, Access
from entities.hit import EngineHit, FacetCount
from entities.query import Everything, Node, Question
from indexing.engine import Engine, Snapshot
from indexing.facets import combine, shown_all

Origin = Literal["tenant", "members"]
UnitedHit = tuple[Origin, EngineHit]

FIRST = 1_000  # how many hits of each side a ranked list is made of
MARGIN = 25  # members asked for beyond what is needed, so that one call mostly does


@dataclass(frozen=True, slots=True)
class UnitedAnswer:
    """Hits with their origin, in order; the exact number of people found; facets over all of them.

    `people` is how many the viewer may find at all, `holders` how many of them each counted node finds.
    """

    hits: tuple[UnitedHit, ...]
    total: int
    facets: dict[str, tuple[FacetCount, ...]]
    people: int = 0
    holders: tuple[int, ...] = ()


def search_united(
    engine: Engine,
    tenant_index: str,
    members_index: str | None,
    question: Question,
    *,
    k: int = FIRST,
    counted: Sequence[Node] = (),
) -> UnitedAnswer:
    """Search a tenant's people and the members as one; without a members' index, the tenant's people only.

    Sorted by recency, the hits are the exact page `offset`, `limit` of the one list (newest first, then by key). By
    relevance they are up to the first `k` of each side, for a ranker to order: each side's scores are divided by its
    best one, and `offset` and `limit` are left to the ranker.

    What `counted` nodes find among all the people that the viewer may find is counted too, in the same state of both
    indices: unlike the engines' scores, these counts owe nothing to documents that the viewer may not find.
    """
    tenant = engine.snapshot(tenant_index)
    members = None if members_index is None else engine.snapshot(members_index)
    reach = question.offset + question.limit if question.sort == "recency" else k
    listing = question.model_copy(update={"facets": (), "offset": 0, "limit": reach})
    counting = question.model_copy(update={"offset": 0, "limit": 0})

    found = tenant.search(listing)
    total, counts = found.total, tenant.counts(counting)
    open_hits: tuple[EngineHit, ...] = ()
    if members is not None:
        everyone = {"access": (EVERYONE,)}
        hidden = tenant.members_shadowed(question.access)
        open_hits, open_total = _unshadowed(members, listing.model_copy(update=everyone), hidden)
        total += open_total - tenant.search(counting.model_copy(update={"facets": ()}), shadows=True).total
        open_counts = members.counts(counting.model_copy(update=everyone))
        counts = combine((counts, open_counts), (tenant.counts(counting, shadows=True),))
    hits = (_newest if question.sort == "recency" else _ranked)(found.hits, open_hits, question)
    facets = shown_all(counts, question.facet_size)
    if not counted:
        return UnitedAnswer(hits, max(0, total), facets)
    people, *holders = (_counted(tenant, members, node, question.access) for node in (Everything(), *counted))
    return UnitedAnswer(hits, max(0, total), facets, people, tuple(holders))


def _counted(tenant: Snapshot, members: Snapshot | None, node: Node, access: Access) -> int:
    """Count the people that a viewer may find by one node."""
    asked = Question(where=node, limit=0, access=access)
    total = tenant.search(asked).total
    if members is not None:
        total += members.search(asked.model_copy(update={"access": (EVERYONE,)})).total
        total -= tenant.search(asked, shadows=True).total
    return max(0, total)


def _unshadowed(members: Snapshot, question: Question, hidden: AbstractSet[int]) -> tuple[tuple[EngineHit, ...], int]:
    """Fetch the first `limit` members that no visible shadow stands for, and the total with those that one does."""
    kept: list[EngineHit] = []
    offset, size, total = 0, question.limit + question.limit // 4 + MARGIN, 0
    while True:
        answer = members.search(question.model_copy(update={"offset": offset, "limit": size}))
        kept.extend(hit for hit in answer.hits if hit.member not in hidden)
        offset, total = offset + size, answer.total
        if len(kept) >= question.limit or offset >= total:
            return tuple(kept[: question.limit]), total
        size *= 2


def _sided(ours: tuple[EngineHit, ...], theirs: tuple[EngineHit, ...]) -> list[UnitedHit]:
    hits: list[UnitedHit] = [("tenant", hit) for hit in ours]
    return hits + [("members", hit) for hit in theirs]


def _newest(ours: tuple[EngineHit, ...], theirs: tuple[EngineHit, ...], question: Question) -> tuple[UnitedHit, ...]:
    ordered = sorted(_sided(ours, theirs), key=lambda united: (-united[1].updated, united[1].key))
    return tuple(ordered[question.offset : question.offset + question.limit])


def _ranked(ours: tuple[EngineHit, ...], theirs: tuple[EngineHit, ...], _: Question) -> tuple[UnitedHit, ...]:
    return tuple(sorted(_sided(_normal(ours), _normal(theirs)), key=lambda united: -united[1].score))


def _normal(hits: tuple[EngineHit, ...]) -> tuple[EngineHit, ...]:
    """Divide one side's scores by its best, so that both sides lie in 0..1; without any score all are 1."""
    best = max((hit.score for hit in hits), default=0.0)
    return tuple(
        EngineHit(key=hit.key, member=hit.member, score=hit.score / best if best > 0 else 1.0, updated=hit.updated)
        for hit in hits
    )
