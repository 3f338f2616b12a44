"""Turn a valid token into who calls, and a named seat into what it may see."""

from dataclasses import dataclass
from datetime import datetime

from entities.document import EVERYONE
from entities.errors import InsufficientScope, NotFound, ViewerNeeded
from entities.ids import ContractId, InstanceId, SeatId, TenantKey
from store import TenantTx, seats


@dataclass(frozen=True, slots=True)
class Caller:
    """One program, or an operator who stated a reason, calling for one instance of one tenant."""

    client: str  # a client's id, or "operator:" and a name
    token: str  # the token's id
    tenant: TenantKey
    instance: InstanceId
    scopes: frozenset[str]
    contracts: frozenset[ContractId] = frozenset()
    reason: str = ""
    expires_at: datetime | None = None
    secret: int = 0  # the number of the secret that the token was got by, 0 for none
    confined: bool = False  # the client acts in its contracts only, whichever scopes the token was asked with

    def need(self, scope: str) -> None:
        """Make sure that the caller has a scope; raises InsufficientScope."""
        if scope not in self.scopes:
            raise InsufficientScope(f"the token lacks the scope {scope}", hint=f"ask for a token with {scope}")


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: a seat of a contract, or every seat at once (`seat` is empty, `access` is None)."""

    seat: SeatId
    contract: ContractId
    access: tuple[str, ...] | None  # tokens that documents are found by; None finds all


ALL_SEATS = Viewer(SeatId(""), ContractId(""), None)


def the_viewer(tx: TenantTx, caller: Caller, named: str | None) -> Viewer:
    """Find who looks.

    Raises:
        ViewerNeeded: no seat is named, and the caller may not look as all seats.
        NotFound: there is no such open seat in an open contract that the caller may act in.

    """
    if named is None:
        if "all_seats" not in caller.scopes:
            raise ViewerNeeded("name the seat that looks", hint="send its id in the header Viewer")
        return ALL_SEATS
    seat = seats.find_seat(tx, SeatId(named))
    if seat is not None and seat.closed_at is None and _may_act_in(caller, seat.contract):
        contract = seats.find_contract(tx, seat.contract)
        if contract is not None and contract.closed_at is None:
            return Viewer(seat.id, contract.id, (EVERYONE, f"seat:{seat.id}"))
    raise NotFound("there is no such seat", pointer="Viewer")


def _may_act_in(caller: Caller, contract: ContractId) -> bool:
    return "all_seats" in caller.scopes or ("act_as" in caller.scopes and contract in caller.contracts)
