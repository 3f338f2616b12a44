"""Turn a search that a seat keeps into a sealed row, or such a row back into the search."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from pydantic import TypeAdapter

from entities.errors import InputError, NotFound
from entities.ids import ContractId, SeatId
from entities.query import FacetName, Node, Sort
from indexing import parse_query, render_query
from service.flows.search import SearchRequest
from store import TenantTx, product, watches

MOST = 1_000  # searches that one owner keeps
_NODE: TypeAdapter[Node] = TypeAdapter(Node)


@dataclass(frozen=True, slots=True)
class Owner:
    """Who keeps a search: a seat in its contract, or a client that looks as all seats and stands in its place."""

    contract: ContractId
    seat: SeatId

    @classmethod
    def client(cls, name: str) -> "Owner":
        """Let a client own what it keeps without a seat; no seat has an empty id."""
        return cls(ContractId(name), SeatId(""))


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """One kept search: its tree as it was read, and what else was asked."""

    number: int
    name: str
    at: datetime
    where: Node
    filters: Mapping[FacetName, tuple[str, ...]]
    without: Mapping[FacetName, tuple[str, ...]]
    facets: tuple[FacetName, ...]
    sort: Sort

    @property
    def text(self) -> str:
        """Write the tree in the query language; the text reads back as the same tree."""
        return render_query(self.where)

    def request(self, access: tuple[str, ...] | None) -> SearchRequest:
        """Ask for what it says, and no more, as a viewer; jobs are named as when it was kept, by their ATS's ids."""
        return SearchRequest(
            text=self.text,
            filters=self.filters,
            without=self.without,
            facets=self.facets,
            sort=self.sort,
            access=access,
            widen=False,
        )


def save_search(tx: TenantTx, owner: Owner, name: str, request: SearchRequest) -> SavedSearch:
    """Keep a search.

    Raises:
        InvalidQuery, TooLarge: the text can't be read.
        InputError: the owner keeps too many.

    """
    if product.count(tx, "saved_search", contract=owner.contract, seat=owner.seat) >= MOST:
        raise InputError(f"a seat keeps at most {MOST} searches", hint="delete one first")
    payload = {
        "where": parse_query(request.text).model_dump(mode="json"),
        "filters": {field: list(values) for field, values in (request.filters or {}).items()},
        "without": {field: list(values) for field, values in (request.without or {}).items()},
        "facets": list(request.facets),
        "sort": request.sort,
    }
    number = product.add(
        tx, "saved_search", contract=owner.contract, seat=owner.seat, marks={"name": name}, payload=payload
    )
    return find_search(tx, owner, number)


def find_search(tx: TenantTx, owner: Owner, number: int) -> SavedSearch:
    """Read one kept search; raises NotFound for one that is not there, or another's."""
    act = product.get(tx, "saved_search", number)
    if act is None or Owner(act.contract, act.seat) != owner:
        raise NotFound("there is no such saved search")
    return _search(act)


def owner_of_search(tx: TenantTx, number: int) -> Owner:
    """Tell whose a kept search is; raises NotFound."""
    act = product.get(tx, "saved_search", number)
    if act is None:
        raise NotFound("there is no such saved search")
    return Owner(act.contract, act.seat)


def list_searches(tx: TenantTx, owner: Owner, *, before: int | None, limit: int) -> list[SavedSearch]:
    """List an owner's searches below a number, the newest first."""
    found = product.listing(tx, "saved_search", contract=owner.contract, seat=owner.seat, before=before, limit=limit)
    return [_search(act) for act in found]


def drop_search(tx: TenantTx, owner: Owner, number: int) -> None:
    """Remove one kept search; raises NotFound for one that is not there, or another's."""
    find_search(tx, owner, number)
    product.remove(tx, "saved_search", number)
    watches.drop(tx, number)


def _search(act: product.Act) -> SavedSearch:
    kept: Mapping[str, Any] = act.payload
    return SavedSearch(
        number=act.number,
        name=act.marks["name"],
        at=act.at,
        where=_NODE.validate_python(kept["where"]),
        filters={field: tuple(values) for field, values in kept["filters"].items()},
        without={field: tuple(values) for field, values in kept.get("without", {}).items()},
        facets=tuple(cast("list[FacetName]", kept["facets"])),
        sort=cast("Sort", kept["sort"]),
    )
