"""Turn a pinned tantivy searcher into answers."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, cast

import tantivy
from pyroaring import FrozenBitMap
from tantivy import FieldType, Occur, Query

from entities.document import Access
from entities.hit import EngineAnswer, EngineHit
from entities.query import FacetName, Filter, Node, Question
from indexing.engine import Counts, Slot, Spelling
from indexing.facets import shown_all
from indexing.tantivy.clauses import access_query, node_query, question_query
from indexing.tantivy.schema import FACET_COLUMNS, slot_of_term, spelling_of_term
from indexing.tantivy.writing import typed_errors

BUCKETS = 60_000  # tantivy refuses more than 65,000; above, values are counted term by term
EVERY_SEGMENT_VALUE = 2**31 - 1  # counts are exact only if no segment cuts its values off
DocAddress = tantivy.DocAddress
REMEMBERED_TOTALS = 20_000  # of one commit; beyond, they are counted again


@dataclass(frozen=True, slots=True)
class Remembered:
    """What was read of one commit: the members shadowed for each viewer, how many documents a bare node finds."""

    masks: dict[Access, AbstractSet[int]] = field(default_factory=dict)
    totals: dict[tuple[Node, Access, bool], int] = field(default_factory=dict)


class TantivySnapshot:
    """One state of one index; `owner` keeps its files in place meanwhile, `remembered` what was read of it."""

    def __init__(
        self, searcher: tantivy.Searcher, schema: tantivy.Schema, owner: object, remembered: Remembered
    ) -> None:
        self._searcher = searcher
        self._schema = schema
        self._owner = owner
        self._remembered = remembered
        self._built: tuple[Node, Query | None] | None = None  # the last tree: a list and its counts share it

    @typed_errors()
    def search(self, question: Question, *, shadows: bool = False) -> EngineAnswer:
        """Find the question's page of hits, their exact total and the facets asked for."""
        if not (question.limit or question.filters or question.facets):
            return EngineAnswer(hits=(), total=self._total(question, shadows=shadows))
        query = self._query(question, question.filters, shadows=shadows)
        if question.sort == "recency":
            hits, total = self._newest(query, question.offset, question.limit)
        else:
            hits, total = self._best(query, question.offset, question.limit)
        facets = shown_all(self.counts(question, shadows=shadows), question.facet_size)
        return EngineAnswer(hits=hits, total=total, facets=facets)

    @typed_errors()
    def counts(self, question: Question, *, shadows: bool = False) -> Counts:
        """Count every value of the facets asked for, by spelling, each without the filters on its own field."""
        together: dict[tuple[Filter, ...], list[FacetName]] = {}
        for facet in question.facets:
            others = tuple(f for f in question.filters if f.field != facet)
            together.setdefault(others, []).append(facet)
        counts: Counts = {}
        for filters, facets in together.items():
            query = self._query(question, filters, shadows=shadows)
            counts.update(self._counted(query, facets))
        return {facet: counts[facet] for facet in question.facets}

    @typed_errors()
    def members_shadowed(self, access: Access) -> AbstractSet[int]:
        """List the numbers of the members whose shadow a viewer with these access tokens may see; None: any."""
        tokens = None if access is None else tuple(sorted(set(access)))
        masks = self._remembered.masks
        if tokens not in masks:
            found = self._all(access_query(self._schema, tokens, shadows=True))
            numbers = self._searcher.fast_field_values("member", found)
            bitmap = FrozenBitMap(int(number) for number in numbers if number is not None)
            masks[tokens] = cast("AbstractSet[int]", bitmap)  # it is a set in all but name
        return masks[tokens]

    @typed_errors()
    def versions(self) -> Mapping[Slot, int]:
        """Map every document to its version."""
        found = self._all(Query.all_query())
        versions = self._searcher.fast_field_values("version", found)
        return {self._slot(address): int(version or 0) for address, version in zip(found, versions, strict=True)}

    def _total(self, question: Question, *, shadows: bool) -> int:
        asked, totals = (question.where, question.access, shadows), self._remembered.totals
        if asked not in totals:
            if len(totals) >= REMEMBERED_TOTALS:
                totals.clear()
            totals[asked] = _total(self._searcher.search(self._query(question, (), shadows=shadows), limit=1))
        return totals[asked]

    def _query(self, question: Question, filters: tuple[Filter, ...], *, shadows: bool) -> Query:
        built = self._built
        if built is None or built[0] is not question.where:
            built = self._built = (question.where, node_query(self._schema, question.where))
        return question_query(self._schema, built[1], question, filters, shadows=shadows)

    def _best(self, query: Query, offset: int, limit: int) -> tuple[tuple[EngineHit, ...], int]:
        size = min(limit, self._searcher.num_docs - offset)  # tantivy makes room for all it is asked for
        result = self._searcher.search(query, limit=max(1, size), offset=offset if size > 0 else 0)
        scored = result.hits[: max(0, size)]
        return self._hits([address for _, address in scored], [float(score) for score, _ in scored]), _total(result)

    def _newest(self, query: Query, offset: int, limit: int) -> tuple[tuple[EngineHit, ...], int]:
        """Order by time, then key; tantivy orders by time alone, so the last time's ties are all fetched."""
        size = max(1, min(offset + limit, self._searcher.num_docs))
        result = self._searcher.search(query, limit=size, order_by_field="updated")
        found, total = result.hits, _total(result)
        addresses = [address for _, address in found]
        if len(found) < total and found:
            last = found[-1][0]
            tied = Query.range_query(self._schema, "updated", FieldType.Integer, last, last)
            ties = self._all(Query.boolean_query([(Occur.Must, query), (Occur.Must, tied)]))
            addresses = [address for updated, address in found if updated > last] + ties
        hits = self._hits(addresses, [0.0] * len(addresses))
        return tuple(sorted(hits, key=lambda hit: (-hit.updated, hit.key))[offset : offset + limit]), total

    def _all(self, query: Query) -> list[DocAddress]:
        size = self._searcher.num_docs
        return [address for _, address in self._searcher.search(query, limit=size, count=False).hits] if size else []

    def _hits(self, addresses: list[DocAddress], scores: list[float]) -> tuple[EngineHit, ...]:
        members = self._searcher.fast_field_values("member", addresses)
        updated = self._searcher.fast_field_values("updated", addresses)
        return tuple(
            EngineHit(
                key=self._slot(address)[0],
                member=None if member is None else int(member),
                score=score,
                updated=int(at or 0),
            )
            for address, score, member, at in zip(addresses, scores, members, updated, strict=True)
        )

    def _slot(self, address: DocAddress) -> Slot:
        return slot_of_term(self._searcher.doc(address)["key"][0])

    def _counted(self, query: Query, facets: list[FacetName]) -> Counts:
        asked = {
            facet: {"terms": {"field": FACET_COLUMNS[facet], "size": BUCKETS, "segment_size": EVERY_SEGMENT_VALUE}}
            for facet in facets
        }
        try:
            answer: dict[str, Any] = self._searcher.aggregate(query, asked)
        except ValueError as error:
            if "bucket limit" not in str(error):
                raise
            return {facet: self._counted_by_term(query, facet) for facet in facets}
        return {
            facet: self._counted_by_term(query, facet)
            if answer[facet]["sum_other_doc_count"]
            else {spelling_of_term(bucket["key"]): bucket["doc_count"] for bucket in answer[facet]["buckets"]}
            for facet in facets
        }

    def _counted_by_term(self, query: Query, facet: FacetName) -> dict[Spelling, int]:
        terms = self._searcher.terms_with_prefix(FACET_COLUMNS[facet], "", filter_query=query)
        return {spelling_of_term(term): count for term, count in terms if count}


def _total(result: tantivy.SearchResult) -> int:
    count: int = result.count  # type: ignore[attr-defined]  # missing from tantivy's stubs
    return count
