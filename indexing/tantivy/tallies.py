"""Turn a query into how many documents hold which values of facets, exactly, by tantivy's aggregations."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import tantivy
from tantivy import Query

from entities.query import FacetName
from indexing.engine import Spellings, Tally
from indexing.tantivy.schema import FACET_COLUMNS, JOINT, SPELLED_COLUMNS, spelling_of_term

SEGMENT_TIMES = 8  # so many times more values are read of each segment than are wanted
BUCKETS = 60_000  # tantivy refuses more than 65,000
QueryOf = Callable[[FacetName], Query]
Group = tuple[Query, Sequence[FacetName]]


def tallies(searcher: tantivy.Searcher, groups: Sequence[Group], most: int) -> dict[FacetName, Tally]:
    """Tally facets; the facets of a group are counted together under its query."""
    found: dict[FacetName, Tally] = {}
    for query, facets in groups:
        found |= _counted(searcher, query, facets, most)
    return found


def _counted(
    searcher: tantivy.Searcher, query: Query, facets: Sequence[FacetName], most: int
) -> dict[FacetName, Tally]:
    size = min(most, BUCKETS)
    wanted = {"size": size, "segment_size": min(size * SEGMENT_TIMES, BUCKETS)}
    answer = _aggregated(searcher, query, dict.fromkeys(facets, wanted))
    unsure = [facet for facet in facets if answer[facet]["doc_count_error_upper_bound"]]
    sure = {facet: _listed(answer[facet]) for facet in facets}
    unlisted = {facet: _least(sure[facet]) if answer[facet]["sum_other_doc_count"] else 0 for facet in facets}
    if unsure:
        again = {facet: {"size": len(sure[facet]), "include": list(sure[facet])} for facet in unsure}
        exact = _aggregated(searcher, query, again)
        for facet in unsure:
            unlisted[facet] += answer[facet]["doc_count_error_upper_bound"]
            sure[facet] = _listed(exact[facet])
    return {facet: Tally(sure[facet], unlisted[facet]) for facet in facets}


def _aggregated(
    searcher: tantivy.Searcher, query: Query, wanted: Mapping[FacetName, Mapping[str, Any]]
) -> dict[str, Any]:
    asked = {facet: {"terms": {"field": FACET_COLUMNS[facet], **how}} for facet, how in wanted.items()}
    answer: dict[str, Any] = searcher.aggregate(query, asked)
    return answer


def _listed(answer: Mapping[str, Any]) -> dict[str, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in answer["buckets"]}


def _least(counts: Mapping[str, int]) -> int:
    return min(counts.values(), default=0)


def spelled(searcher: tantivy.Searcher, counts: Mapping[FacetName, Mapping[str, int]], query_of: QueryOf) -> Spellings:
    """Split counts by spelling; a value that the whole index writes in one way only needs no counting."""
    found: dict[FacetName, dict[str, dict[str, int]]] = {}
    for facet, keys in counts.items():
        column = SPELLED_COLUMNS.get(facet)
        if column is None:
            found[facet] = {key: {key: count} for key, count in keys.items()}
            continue
        held = found[facet] = {}
        for key, count in keys.items():
            written = searcher.terms_with_prefix(column, key + JOINT)
            if len(written) != 1:
                written = searcher.terms_with_prefix(column, key + JOINT, filter_query=query_of(facet))
                held[key] = {spelling_of_term(term)[1]: number for term, number in written if number}
            else:
                held[key] = {spelling_of_term(written[0][0])[1]: count}
    return found
