"""Turn orders on contracts into contracts under which seats look, or look no more."""

from datetime import datetime
from typing import Annotated

from fastapi import Path, Query
from pydantic import BaseModel, ConfigDict

from entities.errors import NotFound
from entities.ids import ContractId
from entities.text import NeededText
from service.http.api import Api, Here
from service.http.call import Call
from service.http.caller import Caller
from service.http.cursors import read_cursor, write_cursor
from store import TenantTx, audit, seats

api = Api(tag="contracts and seats")
NAME = r"^[A-Za-z0-9._-]{1,64}$"
ContractName = Annotated[str, Path(pattern=NAME, description="The contract's id.")]
Cursor = Annotated[str | None, Query(max_length=1_000)]
Limit = Annotated[int, Query(ge=1, le=200)]


class ContractBody(BaseModel):
    """What may be said of a contract."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    name: NeededText


class Contract(BaseModel):
    """One contract; seats of a closed one may not look."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    opened_at: datetime
    closed_at: datetime | None


class ContractList(BaseModel):
    """Some contracts, in the order of their ids."""

    model_config = ConfigDict(frozen=True)

    items: tuple[Contract, ...]
    next: str | None


@api.route("GET", "/contracts", scope="seats:read", problems=("invalid_cursor",))
def list_contracts(call: Here, cursor: Cursor = None, limit: Limit = 50) -> ContractList:
    """List the contracts that the client may see, open and closed."""
    after = read_cursor(call, "list_contracts", {}, cursor)
    with call.parts.store.reading(call.tenant) as tx:
        known = sorted((one for one in seats.contracts(tx) if may_see(call.caller, one.id)), key=lambda one: one.id)
    left = [one for one in known if after is None or one.id > after]
    goes_on = write_cursor(call, "list_contracts", {}, left[limit - 1].id) if len(left) > limit else None
    return ContractList(items=tuple(map(_shown, left[:limit])), next=goes_on)


@api.route("GET", "/contracts/{contract}", scope="seats:read", problems=("not_found",))
def read_contract(call: Here, contract: ContractName) -> Contract:
    """Read one contract."""
    with call.parts.store.reading(call.tenant) as tx:
        return _shown(the_contract(tx, call.caller, contract))


@api.route("PUT", "/contracts/{contract}", scope="seats:write", problems=("not_found",))
def put_contract(call: Here, contract: ContractName, body: ContractBody) -> Contract:
    """Open a contract, rename it, or open it again.

    Opened again it has the seats that it had. A client that may act in some contracts only can't open others.
    """
    if not may_see(call.caller, contract):
        raise NotFound("there is no such contract")
    with call.parts.store.writing(call.tenant, actor=call.caller.client) as tx:
        before = seats.find_contract(tx, ContractId(contract))
        seats.open_contract(tx, ContractId(contract), body.name)
        after = the_contract(tx, call.caller, contract)
        if before != after:
            action = "contract.change" if before is not None and before.closed_at is None else "contract.open"
            note_change(tx, call, action, "contract", contract)
    return _shown(after)


@api.route("DELETE", "/contracts/{contract}", scope="seats:write", status=204, problems=("not_found",))
def close_contract(call: Here, contract: ContractName) -> None:
    """Close a contract: from now on none of its seats may look; what they did stays."""
    with call.parts.store.writing(call.tenant, actor=call.caller.client) as tx:
        the_contract(tx, call.caller, contract)
        seats.close_contract(tx, ContractId(contract))
        note_change(tx, call, "contract.close", "contract", contract)


def may_see(caller: Caller, contract: str) -> bool:
    """Tell whether a caller may see a contract: one that acts in some contracts sees no others."""
    return not caller.confined or contract in caller.contracts


def the_contract(tx: TenantTx, caller: Caller, name: str) -> seats.Contract:
    """Find a contract, open or closed, that the caller may see; raises NotFound."""
    found = seats.find_contract(tx, ContractId(name)) if may_see(caller, name) else None
    if found is None:
        raise NotFound("there is no such contract")
    return found


def note_change(tx: TenantTx, call: Call, action: str, kind: str, name: str, **details: object) -> None:
    """Enter a change in the trail, with the request, and with the operator's reason where there is one."""
    said = {"request": call.request_id, **({"reason": call.caller.reason} if call.caller.reason else {}), **details}
    audit.append(tx, action=action, kind=kind, ids=[name], details=said)


def _shown(contract: seats.Contract) -> Contract:
    return Contract(id=contract.id, name=contract.name, opened_at=contract.opened_at, closed_at=contract.closed_at)
