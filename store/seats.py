"""Turn who in a tenant may look into contracts with seats."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Row, bindparam, select, update

from entities.errors import NotFound
from entities.ids import ContractId, SeatId
from store.canonical import canonical
from store.session import TenantTx
from store.tables.product import contract, seat

Role = Literal["admin", "recruiter"]
KIND = "seat"  # the sealed payload's kind; each seat has a key of its own, since it is a person

_CONTRACTS = select(contract).order_by(contract.c.opened_at, contract.c.id)
_CONTRACT = select(contract).where(contract.c.id == bindparam("wanted"))
_SEAT = select(seat).where(seat.c.id == bindparam("wanted"))
_SEATS = select(seat).where(seat.c.contract == bindparam("of")).order_by(seat.c.opened_at, seat.c.id)
_PAGE = (
    select(seat)
    .where(seat.c.contract == bindparam("of"), seat.c.id > bindparam("after"))
    .order_by(seat.c.id)
    .limit(bindparam("most"))
)
_CLOSE_CONTRACT = (
    update(contract)
    .where(contract.c.id == bindparam("of"), contract.c.closed_at.is_(None))
    .values(closed_at=bindparam("at"))
)
_CLOSE_SEAT = (
    update(seat).where(seat.c.id == bindparam("of"), seat.c.closed_at.is_(None)).values(closed_at=bindparam("at"))
)


@dataclass(frozen=True, slots=True)
class Contract:
    """One contract of the tenant, under which seats look."""

    id: ContractId
    name: str
    opened_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Seat:
    """One person who may look; `payload` holds name and address, and stays out of every text form."""

    id: SeatId
    contract: ContractId
    role: Role
    licence: str
    payload: Mapping[str, Any]
    opened_at: datetime
    closed_at: datetime | None

    def __repr__(self) -> str:
        return f"Seat({self.id!r})"


def open_contract(tx: TenantTx, id: ContractId, name: str) -> None:  # noqa: A002 - the noun's own field name
    """Open a contract, rename one, or open a closed one again with the seats that it had."""
    row = {"id": id, "name": name, "opened_at": tx.now, "closed_at": None}
    tx.execute(tx.upsert(contract, change=["name", "closed_at"]), row)


def close_contract(tx: TenantTx, id: ContractId) -> None:  # noqa: A002 - the noun's own field name
    """Close a contract from now on; what it did stays. Raises NotFound unless it is open."""
    if tx.execute(_CLOSE_CONTRACT, {"of": id, "at": tx.now}).rowcount != 1:
        raise NotFound("there is no such open contract")


def contracts(tx: TenantTx) -> list[Contract]:
    """List the contracts, the oldest first."""
    return [_contract(row) for row in tx.execute(_CONTRACTS)]


def find_contract(tx: TenantTx, id: ContractId) -> Contract | None:  # noqa: A002 - the noun's own field name
    """Read one contract, open or closed."""
    row = tx.execute(_CONTRACT, {"wanted": id}).one_or_none()
    return None if row is None else _contract(row)


def open_seat(
    tx: TenantTx,
    id: SeatId,  # noqa: A002 - the noun's own field name
    contract_id: ContractId,
    *,
    role: Role,
    licence: str,
    payload: Mapping[str, Any],
) -> None:
    """Give a person a seat in a contract, or change one. Raises NotFound for an unknown or closed contract."""
    held = find_contract(tx, contract_id)
    if held is None or held.closed_at is not None:
        raise NotFound("there is no such open contract")
    row = {
        "id": id,
        "contract": contract_id,
        "role": role,
        "licence": licence,
        "payload": tx.vault.seal(KIND, id, canonical(dict(payload)), subject=f"{KIND}:{id}"),
        "opened_at": tx.now,
        "closed_at": None,
    }
    tx.execute(tx.upsert(seat, change=["contract", "role", "licence", "payload", "closed_at"]), row)


def close_seat(tx: TenantTx, id: SeatId) -> None:  # noqa: A002 - the noun's own field name
    """Take a person's seat away from now on. Raises NotFound unless it is open."""
    if tx.execute(_CLOSE_SEAT, {"of": id, "at": tx.now}).rowcount != 1:
        raise NotFound("there is no such open seat")


def seats(tx: TenantTx, contract_id: ContractId) -> list[Seat]:
    """List the seats of a contract, open and closed, the oldest first."""
    return _seats(tx, tx.execute(_SEATS, {"of": contract_id}).all())


def seats_behind(tx: TenantTx, contract_id: ContractId, after: SeatId | None, limit: int) -> list[Seat]:
    """List up to `limit` seats of a contract behind an id, open and closed, in the order of their ids."""
    return _seats(tx, tx.execute(_PAGE, {"of": contract_id, "after": after or "", "most": limit}).all())


def find_seat(tx: TenantTx, id: SeatId) -> Seat | None:  # noqa: A002 - the noun's own field name
    """Read one seat, open or closed."""
    row = tx.execute(_SEAT, {"wanted": id}).one_or_none()
    return None if row is None else _seat(tx, row)


def _contract(row: Row[Any]) -> Contract:
    return Contract(ContractId(row.id), row.name, row.opened_at, row.closed_at)


def _seats(tx: TenantTx, rows: Sequence[Row[Any]]) -> list[Seat]:
    tx.vault.load(f"{KIND}:{row.id}" for row in rows)
    return [_seat(tx, row) for row in rows]


def _seat(tx: TenantTx, row: Row[Any]) -> Seat:
    payload = json.loads(tx.vault.open(KIND, row.id, row.payload, subject=f"{KIND}:{row.id}"))
    return Seat(SeatId(row.id), ContractId(row.contract), row.role, row.licence, payload, row.opened_at, row.closed_at)
