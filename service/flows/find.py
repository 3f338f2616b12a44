"""Turn a question into the people it finds, each scored by its own words as the viewer's eyes weigh them."""

from dataclasses import dataclass

from entities.hit import FacetCount
from entities.ids import TenantKey
from entities.query import Question
from indexing import UnitedHit, analyse, search_united
from ranking import Found, counted_nodes, score_words, terms_of
from service.flows.found import found_documents
from service.pausing import may_pause
from service.wiring import Parts


@dataclass(frozen=True, slots=True)
class Counted:
    """How many people a question finds in all, and its facets over all of them."""

    total: int
    facets: dict[str, tuple[FacetCount, ...]]


def find(
    parts: Parts, tenant: TenantKey, question: Question, *, best: int | None = None
) -> tuple[Counted, list[Found]]:
    """Search, and read the documents of the hits.

    Each side gives its first `limit` hits; by relevance only the `best` of both are read, or all of them. They come in
    the order of their persons: nothing is left of the order in which an engine gave them, nor of its scores, for both
    owe something to documents that the viewer may not find.

    Raises:
        EngineError: the index can't answer.

    """
    terms = terms_of(question.where, analyse=analyse)
    united = search_united(
        parts.engine,
        parts.tenant_index(tenant),
        parts.members_index,
        question,
        k=question.limit,
        counted=counted_nodes(terms),
    )
    hits = united.hits if question.sort == "recency" else sorted(united.hits, key=_strength)[:best]
    may_pause()
    found = found_documents(parts, tenant, hits)
    may_pause()
    scored = score_words(found, terms, people=united.people, holders=united.holders, analyse=analyse)
    return Counted(united.total, united.facets), sorted(scored, key=lambda one: (one.document.person, one.origin))


def _strength(hit: UnitedHit) -> tuple[float, str, str]:
    """Order hits by how well their side's engine found them, then in a way that never depends on chance."""
    origin, found = hit
    return -found.score, origin, found.key
