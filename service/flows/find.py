"""Turn a question into the people it finds, in order, each judged by its own words as the viewer's eyes weigh them."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from entities.hit import FacetCount
from entities.ids import TenantKey
from entities.query import Question
from indexing import analyse, search_united
from ranking import columns, default_model, listing, rows, terms_of
from service.flows.found import Place, member_documents, tenant_documents
from service.flows.ranked import Order
from service.pausing import may_pause
from service.wiring import Parts
from store import pairwise

if TYPE_CHECKING:
    from ranking import Term


READS = (tenant_documents, member_documents)
Numbers = tuple[int, ...]
Scores = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """Whom a list leaves out though the question finds them: persons by id, and those who must not be contacted.

    Where they are `counted`, the total has them still.
    """

    persons: AbstractSet[str] = frozenset()
    silent: bool = False
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """The first people that a question finds, in order, and the facets over all of them."""

    order: Order
    facets: dict[str, tuple[FacetCount, ...]]


def find(
    parts: Parts,
    tenant: TenantKey,
    question: Question,
    *,
    best: int,
    terms: "Sequence[Term] | None" = None,
    title: str = "",
    leave_out: LeaveOut | None = None,
) -> Listed:
    """Search both indices, and order the `best` of what they find by their columns; no document is read.

    By relevance the indices give their first `limit` by the weights of the question's terms, and by how rare these are
    among the people whom everyone may find; nothing of that, and nothing of an engine's own, is in the order.
    `terms` are what people are judged by: those of the question if None. `title` is what titles are compared with:
    what the terms say of titles if empty.

    Raises:
        EngineError: the index can't answer.

    """
    now, terms = parts.clock(), terms_of(question.where, analyse=analyse) if terms is None else terms
    indices = (parts.tenant_index(tenant), parts.members_index)
    rarities = parts.columns.rarities(terms, indices)
    asked = question.model_copy(update={"where": listing.weigh(question.where, rarities, analyse=analyse)})
    may_pause()
    united = search_united(parts.engine, *indices, asked, k=question.limit)
    may_pause()
    gone = frozenset() if leave_out is None else _ties(parts, tenant, leave_out.persons)
    silent = leave_out is not None and leave_out.silent
    judge = partial(_judged, terms=terms, rarities=rarities, now=now, title=title, gone=gone, silent=silent)
    numbered = (united.tenant.numbers, united.members.numbers)
    if question.sort == "relevance":
        numbered = _firsts(*numbered, united.tenant.scores, united.members.scores, best)
    sides = []
    for index, numbers, documents in zip(indices, numbered, READS, strict=True):
        sides.append(parts.columns.computed(index, numbers, partial(documents, parts, tenant), judge))
    may_pause()
    places = listing.in_order(sides[0], sides[1], sort=question.sort, model=default_model())
    kept = tuple(Place("members" if members else "tenant", number, score) for members, number, score in places[:best])
    uncounted = 0 if leave_out is not None and leave_out.counted else sum(side.left_out for side in sides)
    order = Order(kept, max(0, united.total - uncounted), now, partial=united.partial)
    return Listed(order, united.facets)


def _firsts(
    ours: Numbers, theirs: Numbers, our_scores: Scores, their_scores: Scores, best: int
) -> tuple[Numbers, Numbers]:
    """Keep the `best` hits of both sides, each in its own order; of those that tie for the last places, half each."""
    if len(ours) + len(theirs) <= best:
        return ours, theirs
    least = sorted(our_scores + their_scores, reverse=True)[best - 1]
    above, level = (
        tuple(sum(map(test, scores)) for scores in (our_scores, their_scores)) for test in (least.__lt__, least.__eq__)
    )
    room = best - sum(above)
    mine = min(level[0], max(room - level[1], (room + 1) // 2))
    return ours[: above[0] + mine], theirs[: above[1] + room - mine]


def _ties(parts: Parts, tenant: TenantKey, persons: AbstractSet[str]) -> frozenset[int]:
    """Name persons as their rows do, a member by its number."""
    if not persons:
        return frozenset()
    with parts.store.reading(tenant) as tx:
        numbers = {person: pairwise.member_number(tx, person) for person in persons}
    return frozenset(
        rows.long_hash(name)
        for person, number in numbers.items()
        for name in ((person,) if number is None else (person, str(number)))
    )


def _judged(  # noqa: PLR0913 - the nouns that meet here, each once
    held: "columns.Rows",
    numbers: Sequence[int],
    documents: "columns.Documents",
    *,
    terms: "Sequence[Term]",
    rarities: "Mapping[Term, float]",
    now: datetime,
    title: str,
    gone: frozenset[int],
    silent: bool,
) -> "listing.Side":
    values = columns.column_features(
        held, terms, rarities=rarities, now=now, analyse=analyse, title=title, documents=documents
    )
    return listing.side(held, numbers, values, gone=gone, silent=silent)
