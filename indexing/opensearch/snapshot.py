"""Turn pinned states of indices into answers, mostly by one round trip."""

import weakref
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, Protocol

from entities.document import Access
from entities.query import FacetName
from indexing.engine import Answer, Ask, Hits, Slot, Spellings, Tally
from indexing.opensearch.answers import (
    checked,
    corrected,
    hits_of,
    inexact,
    sort_values,
    tallies_of,
    total_of,
)
from indexing.opensearch.asking import (
    REACH,
    TOLD,
    Asking,
    facet_page,
    facets_asked,
    lines,
    recount,
    shadowed_body,
    spellings_body,
    versions_body,
)
from indexing.opensearch.bodies import slot_of_key, spelling_of_term
from indexing.opensearch.clauses import access_clauses
from indexing.opensearch.mapping import SPELLED_COLUMNS
from indexing.opensearch.refusals import StateGone
from indexing.opensearch.wire import Wire

SEARCH_SHARE = 0.8  # of a call's time is the shards'; then they answer with what they have
Body = dict[str, Any]
Response = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Pin:
    """One index as it was at one time; `mark` is None where it was never written to."""

    mark: str | None
    shards: int = 0
    partial: tuple[str, ...] = ()


class Pinning(Protocol):
    """Opens and closes the states that the cluster keeps."""

    def pin(self, indices: Sequence[str]) -> Mapping[str, Pin]:
        """Pin indices as they are now."""

    def let_go(self, marks: Sequence[str]) -> None:
        """Say that nobody holds these any more."""


class OpenSearchSnapshot:
    """One state of some indices; the cluster keeps it for as long as this object lives, or two minutes."""

    def __init__(self, wire: Wire, indices: Sequence[str], clauses: int, pinning: Pinning) -> None:
        self._wire = wire
        self._clauses = clauses
        self._pinning = pinning
        self._marks: list[str] = []
        self._pins: Mapping[str, Pin] = {}
        self._told = False
        weakref.finalize(self, pinning.let_go, self._marks).atexit = False
        self._pin(indices)

    def ask(self, *asked: Ask) -> tuple[Answer, ...]:
        """Answer questions together, in their order."""
        try:
            answers = self._ask(asked)
        except StateGone:
            if self._told:
                raise
            self._pin(tuple(self._pins))  # a node went, nothing was told yet: what there is now does as well
            answers = self._ask(asked)
        self._told = True
        return answers

    def _pin(self, indices: Sequence[str]) -> None:
        self._pins = self._pinning.pin(indices)
        self._marks += [pin.mark for pin in self._pins.values() if pin.mark is not None]

    def _ask(self, asked: Sequence[Ask]) -> tuple[Answer, ...]:
        asking = Asking(self._clauses, self._wire.cluster.search_seconds * SEARCH_SHARE)
        known = [ask for ask in asked if self._pins[ask.index].mark is not None]
        bodies = [asking.body(ask, shards=self._pins[ask.index].shards) for ask in known]
        told = iter(self._search([(ask.index, body) for ask, body in zip(known, bodies, strict=True)]))
        made = iter(bodies)
        answers = []
        for ask in asked:
            if self._pins[ask.index].mark is None:
                answers.append(Answer(Hits(), 0, {facet: Tally({}) for facet in ask.question.facets}))
            else:
                answers.append(self._answer(asking, ask, next(made), next(told)))
        return tuple(answers)

    def spellings(self, ask: Ask, counts: Mapping[FacetName, Mapping[str, int]]) -> Spellings:
        """Split some exact counts of folded values, as `ask` tallied them, by how the counted documents write them."""
        self._told = True
        split: dict[FacetName, dict[str, Mapping[str, int]]] = {
            facet: {key: {key: count} for key, count in held.items()} for facet, held in counts.items()
        }
        keys = {facet: tuple(held) for facet, held in counts.items() if facet in SPELLED_COLUMNS and held}
        if not keys or self._pins[ask.index].mark is None:
            return split
        asking = Asking(self._clauses, self._wire.cluster.search_seconds * SEARCH_SHARE)
        (response,) = self._search([(ask.index, spellings_body(asking, ask, keys))])
        checked(response)
        for facet, held in keys.items():
            by_value = response["aggregations"][facet]
            for place, key in enumerate(held):
                buckets = by_value[str(place)]["written"]["buckets"]
                split[facet][key] = {spelling_of_term(bucket["key"]): bucket["doc_count"] for bucket in buckets}
        return split

    def shadowed(self, index: str, members: Sequence[int], access: Access) -> AbstractSet[int]:
        """Find which of these members a shadow stands for that a viewer with these tokens may see; None: any."""
        self._told = True
        if self._pins[index].mark is None or not members:
            return frozenset()
        clauses = access_clauses(access, shadows=True)
        chunks = [members[at : at + REACH] for at in range(0, len(members), REACH)]
        found: set[int] = set()
        for response in self._search([(index, shadowed_body(chunk, clauses)) for chunk in chunks]):
            checked(response)
            found.update(int(values[0]) for values in sort_values(response))
        return found

    def versions(self, index: str) -> Mapping[Slot, int]:
        """Map every document to its version."""
        self._told = True
        found: dict[Slot, int] = {}
        after: Sequence[Any] | None = None
        while self._pins[index].mark is not None:
            (response,) = self._search([(index, versions_body(after))])
            checked(response)
            values = sort_values(response)
            found.update((slot_of_key(key), int(version)) for key, version in values)
            if len(values) < REACH:
                break
            after = values[-1]
        return found

    def _answer(self, asking: Asking, ask: Ask, body: Body, response: Response) -> Answer:
        partial = (*self._pins[ask.index].partial, *checked(response))
        question = ask.question
        values = sort_values(response)
        if question.offset + question.limit > REACH:
            values = self._deep(asking, ask, values)
        tallies = tallies_of(response)
        if question.facets and not facets_asked(ask):
            tallies = {facet: self._whole(asking, ask, facet) for facet in question.facets}
        answer = Answer(hits_of(values, question), total_of(response, question, len(values)), tallies, partial)
        wrong = inexact(response)
        if not wrong:
            return answer
        (again,) = self._search([(ask.index, recount(body, wrong))])
        checked(again)
        return corrected(answer, tallies_of(again))

    def _deep(self, asking: Asking, ask: Ask, first: list[list[Any]]) -> list[list[Any]]:
        """Read on where a list reaches beyond what one answer holds, and cut the page out of it."""
        question = ask.question
        wanted, passed, kept = question.offset + question.limit, 0, []
        page = first
        while page:
            kept += page[max(0, question.offset - passed) : wanted - passed]
            passed += len(page)
            if len(page) < REACH or passed >= wanted:
                break
            (response,) = self._search(
                [(ask.index, asking.body(ask, after=page[-1], size=min(REACH, wanted - passed)))]
            )
            checked(response)
            page = sort_values(response)
        return kept

    def _whole(self, asking: Asking, ask: Ask, facet: FacetName) -> Tally:
        """Count all the values of a facet, page by page."""
        counts = {key: count for page in self._pages(asking, ask, facet) for key, count in page}
        return Tally(dict(sorted(counts.items(), key=lambda one: (-one[1], one[0]))))

    def _pages(self, asking: Asking, ask: Ask, facet: FacetName) -> Iterator[list[tuple[str, int]]]:
        after: Mapping[str, str] | None = None
        while True:
            (response,) = self._search([(ask.index, facet_page(asking, ask, facet, after))])
            checked(response)
            told = response["aggregations"]["values"]
            yield [(bucket["key"]["value"], bucket["doc_count"]) for bucket in told["buckets"]]
            after = told.get("after_key")
            if after is None:
                return

    def _search(self, searches: Sequence[tuple[str, Body]]) -> list[Response]:
        if not searches:
            return []
        pinned: list[tuple[Body, Body]] = [
            ({}, {**body, "pit": {"id": self._pins[index].mark}}) for index, body in searches
        ]
        told = self._wire.call("POST", "_msearch", parameters={"filter_path": TOLD}, body=lines(pinned))
        responses: list[Response] = told.get("responses") or []
        return responses
