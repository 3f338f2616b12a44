"""Turn a question into bare calls of tantivy on the same indices: nothing is parsed, fetched or ranked."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Query

from entities.document import EVERYONE
from entities.query import FacetName, Question
from indexing.tantivy.clauses import node_query, question_query
from indexing.tantivy.generations import Generation, current_name
from indexing.tantivy.schema import FACET_COLUMNS
from indexing.tantivy.snapshot import Pinned

FACET_SIZE = 10


@dataclass(frozen=True, slots=True)
class RawTantivy:
    """The last commits of a tenant's index and of the members'."""

    tenant: Pinned
    members: Pinned

    @classmethod
    def opened(cls, root: Path, tenant_index: str, members_index: str) -> "RawTantivy":
        """Open the generations that count, below an engine's folder."""
        return cls(_pinned(root / tenant_index), _pinned(root / members_index))

    def prebuilt(self, question: Question, limit: int) -> Callable[[], int]:
        """Build the clauses that our engine builds, once for each index; gives the call, which gives how many it found.

        Each index lists its first `limit` documents and counts the facets once.
        """
        everyone = question.model_copy(update={"access": (EVERYONE,)})
        sides = [(self.tenant, question), (self.members, everyone)]
        terms = {facet: {"terms": {"field": FACET_COLUMNS[facet], "size": FACET_SIZE}} for facet in question.facets}
        return partial(_asked, [(side.searcher, _query(side, asked)) for side, asked in sides], limit, terms)


def _asked(sides: list[tuple[tantivy.Searcher, Query]], limit: int, terms: dict[FacetName, Any]) -> int:
    found = 0
    for searcher, query in sides:
        result = searcher.search(query, limit=limit)
        found += result.count  # type: ignore[attr-defined]  # missing from tantivy's stubs
        if terms:
            searcher.aggregate(query, terms)
    return found


def _query(side: Pinned, question: Question) -> Query:
    wanted = node_query(side.schema, question.where)
    return question_query(side.schema, wanted, question, question.filters, shadows=False)


def _pinned(folder: Path) -> Pinned:
    name = current_name(folder)
    if name is None:
        raise FileNotFoundError(f"no index in {folder.name}")
    return Generation(folder / name).pin()
