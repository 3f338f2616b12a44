"""Turn orders on seats into persons who may look under a contract, or may no more."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field

from entities.errors import NotFound
from entities.ids import ContractId, SeatId
from entities.text import Email, ShortText
from service.http.api import Api, Here
from service.http.caller import Caller
from service.http.cursors import read_cursor, write_cursor
from service.http.routes.contracts import NAME, ContractName, Cursor, Limit, may_see, note_change, the_contract
from store import TenantTx, seats

api = Api(tag="contracts and seats")
SeatName = Annotated[str, Path(pattern=NAME, description="The seat's id.")]
KIND = "seat"


class SeatBody(BaseModel):
    """What may be said of a seat."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    contract: Annotated[str, Field(pattern=NAME, description="An open contract; another one moves the seat.")]
    role: seats.Role
    licence: ShortText = ""
    name: ShortText = ""
    email: Email | None = None


class Seat(BaseModel):
    """One person who may look under a contract; a closed seat may not."""

    model_config = ConfigDict(frozen=True)

    id: str
    contract: str
    role: seats.Role
    licence: str
    name: str
    email: str | None
    opened_at: datetime
    closed_at: datetime | None


class SeatList(BaseModel):
    """Some seats of a contract, in the order of their ids."""

    model_config = ConfigDict(frozen=True)

    items: tuple[Seat, ...]
    next: str | None


@api.route("GET", "/contracts/{contract}/seats", scope="seats:read", problems=("not_found", "invalid_cursor"))
def list_seats(call: Here, contract: ContractName, cursor: Cursor = None, limit: Limit = 50) -> SeatList:
    """List the seats of a contract, open and closed."""
    query = {"contract": contract}
    after = read_cursor(call, "list_seats", query, cursor)
    with call.parts.store.reading(call.tenant) as tx:
        the_contract(tx, call.caller, contract)
        found = seats.seats_behind(tx, ContractId(contract), after, limit + 1)
    shown = found[:limit]
    if shown:
        call.saw(KIND, [one.id for one in shown])
    goes_on = write_cursor(call, "list_seats", query, shown[-1].id) if len(found) > limit else None
    return SeatList(items=tuple(map(_shown, shown)), next=goes_on)


@api.route("GET", "/seats/{seat}", scope="seats:read", problems=("not_found",))
def read_seat(call: Here, seat: SeatName) -> Seat:
    """Read one seat."""
    with call.parts.store.reading(call.tenant) as tx:
        found = _the_seat(tx, call.caller, seat)
    call.saw(KIND, [found.id])
    return _shown(found)


@api.route("PUT", "/seats/{seat}", scope="seats:write", problems=("not_found",))
def put_seat(call: Here, seat: SeatName, body: SeatBody) -> Seat:
    """Give a person a seat, change it, move it to another contract, or open it again."""
    name, contract = SeatId(seat), ContractId(body.contract)
    with call.parts.store.writing(call.tenant, actor=call.caller.client) as tx:
        before = seats.find_seat(tx, name)
        if before is not None and not may_see(call.caller, before.contract):
            raise NotFound("there is no such seat")
        held = seats.find_contract(tx, contract) if may_see(call.caller, contract) else None
        if held is None or held.closed_at is not None:
            raise NotFound("there is no such open contract", pointer="/contract")
        payload = {"name": body.name, **({} if body.email is None else {"email": body.email})}
        seats.open_seat(tx, name, contract, role=body.role, licence=body.licence, payload=payload)
        after = _the_seat(tx, call.caller, seat)
        if before != after:
            action = "seat.change" if before is not None and before.closed_at is None else "seat.open"
            note_change(tx, call, action, KIND, seat, contract=contract, fields=_changed(before, after))
    call.saw(KIND, [seat])
    return _shown(after)


@api.route("DELETE", "/seats/{seat}", scope="seats:write", status=204, problems=("not_found",))
def close_seat(call: Here, seat: SeatName) -> None:
    """Take a person's seat away: from now on it may not look; what it did stays."""
    with call.parts.store.writing(call.tenant, actor=call.caller.client) as tx:
        held = _the_seat(tx, call.caller, seat)
        seats.close_seat(tx, held.id)
        note_change(tx, call, "seat.close", KIND, seat, contract=held.contract)


def _the_seat(tx: TenantTx, caller: Caller, name: str) -> seats.Seat:
    """Find a seat, open or closed, in a contract that the caller may see; raises NotFound."""
    found = seats.find_seat(tx, SeatId(name))
    if found is None or not may_see(caller, found.contract):
        raise NotFound("there is no such seat")
    return found


def _changed(before: seats.Seat | None, after: seats.Seat) -> list[str]:
    """Name the fields that differ; values have no place in the trail."""
    was: Mapping[str, Any] = {} if before is None else _shown(before).model_dump()
    return [name for name, value in _shown(after).model_dump().items() if was.get(name) != value]


def _shown(seat: seats.Seat) -> Seat:
    return Seat(
        id=seat.id,
        contract=seat.contract,
        role=seat.role,
        licence=seat.licence,
        name=str(seat.payload.get("name", "")),
        email=seat.payload.get("email"),
        opened_at=seat.opened_at,
        closed_at=seat.closed_at,
    )
