"""Turn asks into the search bodies of one multi-search."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from entities.query import FacetName, Filter, Node, Question
from indexing.engine import Ask
from indexing.opensearch.bodies import spelling_mark
from indexing.opensearch.clauses import NOTHING, Clause, Wanted, access_clauses, filter_clause, wanted
from indexing.opensearch.mapping import FACET_COLUMNS, SPELLED_COLUMNS

REACH = 10_000  # hits that OpenSearch lists in one answer
MOST_BUCKETS = 5_000  # values of a facet in one answer; beyond, they are read page by page
MOST_SPELLINGS = 10_000  # of one folded value
NEWEST: list[dict[str, str]] = [{"updated": "desc"}, {"number": "asc"}]
BEST: list[Any] = [{"_score": "desc"}, *NEWEST]
BARE: dict[str, Any] = {"_source": False, "stored_fields": "_none_"}  # a hit is the values that it is sorted by
TOLD = (  # what is read of an answer; the rest is not even written
    "error,responses.error,responses.status,responses.timed_out,responses._shards.total,responses._shards.failed,"
    "responses.hits.total.value,responses.hits.hits.sort,responses.aggregations"
)


@dataclass(slots=True)
class Asking:
    """What one snapshot's asks share: each tree is built once, however many sides it is asked of."""

    clauses: int  # that the cluster takes in one query
    seconds: float  # before a shard answers with what it has
    _built: dict[int, tuple[Node, Wanted]] = field(default_factory=dict)

    def body(
        self, ask: Ask, *, shards: int = 1, after: Sequence[Any] | None = None, size: int | None = None
    ) -> dict[str, Any]:
        """Make the search of an ask of an index of so many shards; with `after`, its next hits beyond those values."""
        question = ask.question
        filters = question.filters
        counted = facets_asked(ask)
        apart = tuple(one for one in filters if one.field in counted)
        common = tuple(one for one in filters if one.field not in counted)
        reach = question.offset + question.limit
        listed = reach <= REACH
        made = {
            **self._listing(question, question.limit if listed else REACH, size),
            "query": self.query(ask, common, scored=question.sort == "relevance" and question.limit > 0),
            "track_total_hits": question.counted and after is None,
            "timeout": f"{int(self.seconds * 1000)}ms",
        }
        if listed and question.offset and question.limit:
            made["from"] = question.offset
        if after is not None:
            made["search_after"] = list(after)
        if apart and (behind := filter_clause(apart)) is not None:
            made["post_filter"] = behind
        if counted and after is None:
            made["aggs"] = _tallies(counted, apart, ask.most, several=shards > 1)
        return made

    def query(self, ask: Ask, filters: tuple[Filter, ...], *, scored: bool) -> Clause:
        """Make the query of an ask under some of its filters and the viewer's access."""
        tree = self._wanted(ask.question.where)
        chosen = tree.scored if scored else tree.matching
        if chosen is None:
            return NOTHING
        must, must_not = access_clauses(ask.question.access, shadows=ask.shadows)
        kept = filter_clause(filters)
        must += [kept] if kept else []
        if scored:
            return {"bool": {"must": [chosen], "filter": must, "must_not": must_not}}
        if "match_all" not in chosen:
            must.append(chosen)
        return {"bool": {"filter": must, "must_not": must_not}}

    def _wanted(self, node: Node) -> Wanted:
        held = self._built.get(id(node))
        if held is None or held[0] is not node:
            held = self._built[id(node)] = (node, wanted(node, self.clauses))
        return held[1]

    def _listing(self, question: Question, limit: int, size: int | None) -> dict[str, Any]:
        count = limit if size is None else size
        if not count:
            return {"size": 0}
        return {"size": count, "sort": BEST if question.sort == "relevance" else NEWEST, **BARE}


def facets_asked(ask: Ask) -> tuple[FacetName, ...]:
    """List the facets that are counted within an ask's own search; more values are read apart."""
    return ask.question.facets if ask.most <= MOST_BUCKETS else ()


def _tallies(facets: Sequence[FacetName], apart: Sequence[Filter], most: int, *, several: bool) -> dict[str, Any]:
    """Count each facet without the filters on its own field; of several shards each may lack values."""
    made: dict[str, Any] = {}
    for facet in facets:
        values: dict[str, Any] = {"field": FACET_COLUMNS[facet], "size": max(1, most)}
        if several:
            values["show_term_doc_count_error"] = True
        others = filter_clause([one for one in apart if one.field != facet])
        made[facet] = {"filter": others or {"match_all": {}}, "aggs": {"values": {"terms": values}}}
    return made


def recount(body: Mapping[str, Any], keys: Mapping[FacetName, Sequence[str]]) -> dict[str, Any]:
    """Make the search that counts given values of facets exactly, however many shards there are."""
    aggs = {}
    for facet, held in keys.items():
        asked = body["aggs"][facet]
        counting = {"terms": {"field": FACET_COLUMNS[facet], "size": len(held), "include": list(held)}}
        aggs[facet] = {"filter": asked["filter"], "aggs": {"values": counting}}
    return {"size": 0, "query": body["query"], "track_total_hits": False, "timeout": body["timeout"], "aggs": aggs}


def facet_page(asking: Asking, ask: Ask, facet: FacetName, after: Mapping[str, str] | None) -> dict[str, Any]:
    """Make the search of one page of all the values of a facet, in the order of the values."""
    others = tuple(one for one in ask.question.filters if one.field != facet)
    page: dict[str, Any] = {
        "size": MOST_BUCKETS,
        "sources": [{"value": {"terms": {"field": FACET_COLUMNS[facet]}}}],
    }
    if after is not None:
        page["after"] = dict(after)
    return {
        "size": 0,
        "query": asking.query(ask, others, scored=False),
        "track_total_hits": False,
        "aggs": {"values": {"composite": page}},
    }


def spellings_body(asking: Asking, ask: Ask, keys: Mapping[FacetName, Sequence[str]]) -> dict[str, Any]:
    """Make the search that counts how values of facets are written, each facet without the filters on its field."""
    apart = tuple(one for one in ask.question.filters if one.field in keys)
    common = tuple(one for one in ask.question.filters if one.field not in keys)
    aggs: dict[str, Any] = {}
    for facet, held in keys.items():
        others = filter_clause([one for one in apart if one.field != facet])
        by_value = {str(place): _by_spelling(facet, key) for place, key in enumerate(held)}
        aggs[facet] = {"filter": others or {"match_all": {}}, "aggs": by_value}
    return {"size": 0, "query": asking.query(ask, common, scored=False), "track_total_hits": False, "aggs": aggs}


def _by_spelling(facet: FacetName, key: str) -> dict[str, Any]:
    written = {"field": SPELLED_COLUMNS[facet], "size": MOST_SPELLINGS, "include": f"{spelling_mark(key)}.*"}
    return {"filter": {"term": {FACET_COLUMNS[facet]: key}}, "aggs": {"written": {"terms": written}}}


def shadowed_body(members: Sequence[int], clauses: tuple[list[Clause], list[Clause]]) -> dict[str, Any]:
    """Make the search of the members among the given ones that have a shadow which a viewer may find."""
    must, must_not = clauses
    found = {"bool": {"filter": [*must, {"terms": {"member": list(members)}}], "must_not": must_not}}
    return {"size": REACH, "query": found, "sort": [{"member": "asc"}], "track_total_hits": False, **BARE}


def versions_body(after: Sequence[Any] | None) -> dict[str, Any]:
    """Make the search of the next keys of an index with their versions."""
    made: dict[str, Any] = {
        "size": REACH,
        "sort": [{"key": "asc"}, {"version": "asc"}],
        "track_total_hits": False,
        **BARE,
    }
    return made if after is None else {**made, "search_after": list(after)}


def lines(bodies: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> str:
    """Write a multi-search: a header and a body a line."""
    return "".join(
        f"{json.dumps(header, separators=(',', ':'))}\n{json.dumps(body, ensure_ascii=False, separators=(',', ':'))}\n"
        for header, body in bodies
    )
