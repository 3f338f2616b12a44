"""Turn ranked hits into an order that is kept by ids only, or a stretch of that order back into hits."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from entities.document import Access, PersonDocument, may_find
from entities.hit import EngineHit, Hit
from entities.ids import TenantKey
from indexing import UnitedHit
from ranking import Found
from service.flows.found import found_documents
from service.wiring import Parts

NOBODY = PersonDocument(key="", version=0)
Rank = Callable[[Sequence[Found]], Sequence[Hit]]
"""Scores and explains documents; a document's score depends on the others only through the best of each side."""


class Place(NamedTuple):
    """One person of a list as an engine found it: the index, the key there, and the score within its answer."""

    origin: Literal["tenant", "members"]
    key: str
    score: float


@dataclass(frozen=True, slots=True)
class Order:
    """The first people of a list, best first, as ranked `at` a time; `best` holds each side's best score.

    Ranking compares people with the time and with those scores.
    """

    places: tuple[Place, ...]
    best: tuple[Place, ...]
    total: int
    at: datetime


def order_of(hits: Iterable[Hit], found: Iterable[Found], total: int, at: datetime) -> Order:
    """Keep the order of `hits`, with the scores that the engines gave them; `found` are those that were ranked."""
    places = {one.document.key: _place(one) for one in found}
    best: dict[str, Place] = {}
    for place in places.values():
        if place.origin not in best or best[place.origin].score < place.score:
            best[place.origin] = place
    order = dict.fromkeys(places[hit.document.key] for hit in hits)  # each person once, whatever the indices say
    return Order(tuple(order), tuple(best.values()), total, at)


def stretch(parts: Parts, tenant: TenantKey, order: Order, page: slice, rank: Rank, *, access: Access) -> list[Hit]:
    """Read and explain one stretch of a kept order as it is now; who is gone or hidden meanwhile is left out.

    The order stays as it was made. A hit's contributions sum to its score, which is that of the whole list unless the
    person changed since.
    """
    found = found_documents(parts, tenant, [_united(place) for place in order.places[page]])
    kept = [one for one in found if one.origin == "members" or may_find(one.document, access)]
    anchors = [Found(NOBODY, place.score, place.origin) for place in order.best]
    explained = {hit.document.key: hit for hit in rank([*kept, *anchors])}
    return [explained[one.document.key] for one in kept if one.document.key in explained]


def _place(one: Found) -> Place:
    document = one.document
    return Place(one.origin, document.key if one.origin == "tenant" else str(document.member), one.score)


def _united(place: Place) -> UnitedHit:
    return place.origin, EngineHit(key=place.key, member=None, score=place.score, updated=0)
