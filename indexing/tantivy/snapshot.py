"""Turn pinned tantivy searchers into answers."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import tantivy
from pyroaring import BitMap
from tantivy import FieldType, Occur, Query

from entities.document import Access
from entities.query import FacetName, Node, Question
from indexing.engine import Answer, Ask, Hits, Slot, Spellings, Tally
from indexing.fields import COUNTED_FACETS
from indexing.tantivy.clauses import access_query, node_query, question_query
from indexing.tantivy.schema import slot_of_term
from indexing.tantivy.tallies import spelled, tallies
from indexing.tantivy.writing import typed_errors

DocAddress = tantivy.DocAddress
ASKS_BEFORE_MASK = 3  # of one commit; a mask of all shadowed members costs as much as many small questions


@dataclass(slots=True)
class Remembered:
    """What was read of one commit: the members shadowed for each viewer, and how often somebody asked."""

    masks: dict[Access, BitMap] = field(default_factory=dict)
    asked: dict[Access, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pinned:
    """One commit of one index; `owner` keeps its files in place meanwhile."""

    searcher: tantivy.Searcher
    schema: tantivy.Schema
    owner: object
    remembered: Remembered


class TantivySnapshot:
    """One state of some indices; one that was never written to answers as empty."""

    def __init__(self, pinned: Mapping[str, Pinned]) -> None:
        self._pinned = pinned
        self._built: tuple[Node, Query | None] | None = None  # the last tree: a list and its counts share it

    @typed_errors()
    def ask(self, *asked: Ask) -> tuple[Answer, ...]:
        """Answer questions together, in their order."""
        return tuple(map(self._answer, asked))

    @typed_errors()
    def spellings(self, ask: Ask, counts: Mapping[FacetName, Mapping[str, int]]) -> Spellings:
        """Split some exact counts of folded values by how the counted documents write them."""
        pinned = self._pinned.get(ask.index)
        if pinned is None:
            return {}

        def query(facet: FacetName) -> Query:
            return self._query(pinned, ask, without=facet)

        return spelled(pinned.searcher, counts, query)

    @typed_errors()
    def shadowed(self, index: str, members: Sequence[int], access: Access) -> AbstractSet[int]:
        """Find which of these members a shadow stands for that a viewer with these tokens may see; None: any."""
        pinned = self._pinned.get(index)
        if pinned is None or not members:
            return frozenset()
        tokens = None if access is None else tuple(sorted(set(access)))
        known = pinned.remembered
        if tokens not in known.masks:
            known.asked[tokens] = known.asked.get(tokens, 0) + 1
            visible = access_query(pinned.schema, tokens, shadows=True)
            if known.asked[tokens] <= ASKS_BEFORE_MASK:
                named = Query.term_set_query(pinned.schema, "member", list(members))
                return _members(pinned, Query.boolean_query([(Occur.Must, named), (Occur.Must, visible)]))
            known.masks[tokens] = BitMap(_members(pinned, visible))
        return known.masks[tokens] & BitMap(members)  # type: ignore[return-value]  # it is a set in all but name

    @typed_errors()
    def versions(self, index: str) -> Mapping[Slot, int]:
        """Map every document to its version."""
        pinned = self._pinned.get(index)
        if pinned is None:
            return {}
        found = _all(pinned, Query.all_query())
        versions = pinned.searcher.fast_field_values("version", found)
        return {_slot(pinned, address): int(version or 0) for address, version in zip(found, versions, strict=True)}

    def _answer(self, ask: Ask) -> Answer:
        pinned, question = self._pinned.get(ask.index), ask.question
        if pinned is None:
            return Answer(Hits(), 0, {facet: Tally({}) for facet in question.facets})
        query = self._query(pinned, ask)
        hits, total = (_newest if question.sort == "recency" else _best)(pinned, query, question)
        filtered = {one.field for one in question.filters}
        counted = [facet for facet in question.facets if facet in COUNTED_FACETS]
        together = [facet for facet in counted if facet not in filtered]
        groups = [(self._query(pinned, ask, without=facet), [facet]) for facet in counted if facet in filtered]
        if together:
            groups.append((query, together))
        return Answer(hits, total, tallies(pinned.searcher, groups, ask.most))

    def _query(self, pinned: Pinned, ask: Ask, *, without: FacetName | None = None) -> Query:
        question, built = ask.question, self._built
        if built is None or built[0] is not question.where:
            built = self._built = (question.where, node_query(pinned.schema, question.where))
        filters = tuple(one for one in question.filters if one.field != without)
        return question_query(pinned.schema, built[1], question, filters, shadows=ask.shadows)


def _best(pinned: Pinned, query: Query, question: Question) -> tuple[Hits, int]:
    offset, searcher = question.offset, pinned.searcher
    size = min(question.limit, searcher.num_docs - offset)  # tantivy makes room for all it is asked for
    if size <= 0:
        return Hits(), _counted(pinned, query) if question.counted else 0
    result = searcher.search(query, limit=size, offset=offset, count=question.counted)
    scored = result.hits
    scores, addresses = zip(*scored, strict=True) if scored else ((), ())
    numbers = searcher.fast_field_values("number", list(addresses)) if addresses else []
    hits = Hits(tuple(numbers), scores)  # type: ignore[arg-type]  # every document has one
    return hits, _total(result) if question.counted else len(scored)


def _counted(pinned: Pinned, query: Query) -> int:
    """Count documents without scoring any, which costs a third."""
    asked = {"documents": {"value_count": {"field": "number"}}}  # every document has one
    return int(pinned.searcher.aggregate(query, asked)["documents"]["value"])


def _newest(pinned: Pinned, query: Query, question: Question) -> tuple[Hits, int]:
    """Order by time, then number; tantivy orders by time alone, so the last time's ties are all fetched."""
    searcher, reach = pinned.searcher, question.offset + question.limit
    size = max(1, min(reach, searcher.num_docs))
    result = searcher.search(query, limit=size, order_by_field="updated")
    found, total = result.hits, _total(result)
    addresses = [address for _, address in found]
    if len(found) < total and found:
        last = found[-1][0]
        tied = Query.range_query(pinned.schema, "updated", FieldType.Integer, last, last)
        ties = _all(pinned, Query.boolean_query([(Occur.Must, query), (Occur.Must, tied)]))
        addresses = [address for updated, address in found if updated > last] + ties
    numbers = searcher.fast_field_values("number", addresses)
    updated = searcher.fast_field_values("updated", addresses)
    dated = sorted((-int(at or 0), int(number or 0)) for number, at in zip(numbers, updated, strict=True))
    page = dated[question.offset : reach]
    hits = Hits(tuple(number for _, number in page), (0.0,) * len(page), tuple(-at for at, _ in page))
    return hits, total if question.counted else len(page)


def _members(pinned: Pinned, query: Query) -> frozenset[int]:
    numbers = pinned.searcher.fast_field_values("member", _all(pinned, query))
    return frozenset(int(number) for number in numbers if number is not None)


def _all(pinned: Pinned, query: Query) -> list[DocAddress]:
    size = pinned.searcher.num_docs
    hits = pinned.searcher.search(query, limit=size, count=False).hits if size else []
    return [address for _, address in hits]


def _slot(pinned: Pinned, address: DocAddress) -> Slot:
    return slot_of_term(pinned.searcher.doc(address)["key"][0])


def _total(result: tantivy.SearchResult) -> int:
    count: int = result.count  # type: ignore[attr-defined]  # missing from tantivy's stubs
    return count
