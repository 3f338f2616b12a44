"""Turn ranked hits into an order that is kept by ids only, or a stretch of that order back into hits."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from entities.document import Access, may_find
from entities.hit import EngineHit, Hit
from entities.ids import TenantKey
from indexing import UnitedHit
from ranking import Found
from service.flows.found import found_documents
from service.pausing import may_pause
from service.wiring import Parts

Rank = Callable[[Sequence[Found]], Sequence[Hit]]
"""Scores and explains documents, each by itself: a hit is the same whoever stands beside it."""


class Place(NamedTuple):
    """One person of a list: the index that holds its document, the key there, and how well its words answered."""

    origin: Literal["tenant", "members"]
    key: str
    score: float


@dataclass(frozen=True, slots=True)
class Order:
    """The first people of a list, best first, as ranked `at` a time, and how many people there are in all."""

    places: tuple[Place, ...]
    total: int
    at: datetime


def order_of(hits: Iterable[Hit], found: Iterable[Found], total: int, at: datetime) -> Order:
    """Keep the order of `hits`; `found` are the documents that were ranked, with the scores of their words."""
    places = {one.document.key: _place(one) for one in found}
    order = dict.fromkeys(places[hit.document.key] for hit in hits)  # each person once, whatever the indices say
    return Order(tuple(order), total, at)


def stretch(parts: Parts, tenant: TenantKey, order: Order, page: slice, rank: Rank, *, access: Access) -> list[Hit]:
    """Read and explain one stretch of a kept order as it is now; who is gone or hidden meanwhile is left out.

    The order stays as it was made. A hit's contributions sum to its score, which is that of the whole list unless the
    person changed since.
    """
    may_pause()
    found = found_documents(parts, tenant, [_united(place) for place in order.places[page]])
    kept = [one for one in found if one.origin == "members" or may_find(one.document, access)]
    explained = {hit.document.key: hit for hit in rank(kept)}
    return [explained[one.document.key] for one in kept if one.document.key in explained]


def _place(one: Found) -> Place:
    document = one.document
    return Place(one.origin, document.key if one.origin == "tenant" else str(document.member), one.score)


def _united(place: Place) -> UnitedHit:
    return place.origin, EngineHit(key=place.key, member=None, score=place.score, updated=0)
