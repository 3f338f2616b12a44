"""Turn what OpenSearch answers to an ask into hits, an exact total and tallies."""

from collections.abc import Mapping, Sequence
from typing import Any

from entities.query import FacetName, Question
from indexing.engine import Answer, Hits, Tally
from indexing.opensearch.refusals import StateGone
from indexing.opensearch.wire import refused

OUT_OF_TIME = "the search engine ran out of time"


def checked(response: Mapping[str, Any]) -> tuple[str, ...]:
    """Give why an answer may lack something; raises the typed error where there is no answer at all."""
    if "error" in response:
        raise refused(int(response.get("status") or 500), response)
    shards = response.get("_shards") or {}
    failed, total = int(shards.get("failed") or 0), int(shards.get("total") or 0)
    if failed and failed >= total:
        raise StateGone("no part of the index answers", hint="ask again")
    missing = (f"{failed} of {total} parts of the index did not answer",) if failed else ()
    return (*missing, OUT_OF_TIME) if response.get("timed_out") else missing


def sort_values(response: Mapping[str, Any]) -> list[list[Any]]:
    """List the sort values of an answer's hits."""
    return [hit["sort"] for hit in (response.get("hits") or {}).get("hits") or ()]


def hits_of(values: Sequence[Sequence[Any]], question: Question) -> Hits:
    """Read hits from what they are sorted by."""
    if not values:
        return Hits()
    *first, numbers = zip(*values, strict=True)
    if question.sort == "relevance":
        return Hits(numbers, first[0])
    return Hits(numbers, (0.0,) * len(numbers), first[0])


def total_of(response: Mapping[str, Any], question: Question, listed: int) -> int:
    """Read how many documents were found; not counted, how many are listed."""
    return int(response["hits"]["total"]["value"]) if question.counted else listed


def tallies_of(response: Mapping[str, Any]) -> dict[FacetName, Tally]:
    """Read how many documents hold the values of each facet."""
    return {facet: _tally(held["values"]) for facet, held in (response.get("aggregations") or {}).items()}


def _tally(told: Mapping[str, Any]) -> Tally:
    """Read one facet; a value that isn't listed was cut off by the coordinator, by every shard, or by some of each."""
    buckets = told["buckets"]
    more = bool(told.get("sum_other_doc_count")) and bool(buckets)
    unlisted = buckets[-1]["doc_count"] + max(0, told.get("doc_count_error_upper_bound") or 0) if more else 0
    return Tally({bucket["key"]: bucket["doc_count"] for bucket in buckets}, unlisted)


def inexact(response: Mapping[str, Any]) -> dict[FacetName, list[str]]:
    """List the facets of which some counts may be too low, with all their values: some shard did not list them."""
    return {
        facet: [bucket["key"] for bucket in held["values"]["buckets"]]
        for facet, held in (response.get("aggregations") or {}).items()
        if any(bucket.get("doc_count_error_upper_bound") for bucket in held["values"]["buckets"])
    }


def corrected(answer: Answer, counted: Mapping[FacetName, Tally]) -> Answer:
    """Put exact counts in place of those that may be too low."""
    tallies = dict(answer.tallies)
    for facet, tally in counted.items():
        ordered = sorted(tally.counts.items(), key=lambda one: (-one[1], one[0]))
        tallies[facet] = Tally(dict(ordered), tallies[facet].unlisted)
    return Answer(answer.hits, answer.total, tallies, answer.partial)
