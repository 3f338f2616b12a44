"""Turn a stretch of an order of people, kept by numbers only, back into hits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from entities.document import Access, may_find
from entities.hit import Hit
from entities.ids import TenantKey
from indexing.widening import Widening
from ranking import Found
from service.flows.found import Place, found_documents
from service.pausing import may_pause
from service.wiring import Parts

Rank = Callable[[Sequence[Found]], Sequence[Hit]]
"""Scores and explains documents, each by itself: a hit is the same whoever stands beside it."""


@dataclass(frozen=True, slots=True)
class Order:
    """The first people of a list, best first, as ranked `at` a time, and how many people there are in all.

    `widened` says what words of a search were taken for beside themselves, `partial` why somebody may be missing.
    """

    places: tuple[Place, ...]
    total: int
    at: datetime
    widened: tuple[Widening, ...] = ()
    partial: tuple[str, ...] = ()


def stretch(parts: Parts, tenant: TenantKey, order: Order, page: slice, rank: Rank, *, access: Access) -> list[Hit]:
    """Read and explain one stretch of a kept order as it is now; who is gone or hidden meanwhile is left out.

    The order stays as it was made. A hit's contributions sum to its score, which is that of the whole list unless the
    person changed since.
    """
    may_pause()
    found = found_documents(parts, tenant, order.places[page])
    kept = [one for one in found if one.origin == "members" or may_find(one.document, access)]
    explained = {hit.document.key: hit for hit in rank(kept)}
    return [explained[one.document.key] for one in kept if one.document.key in explained]
