"""Turn what seats do with persons and jobs into sealed rows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Row, Table, delete, func, select, update

from entities.errors import InputError, NotFound, Refused
from entities.ids import ContractId, SeatId
from store.canonical import canonical
from store.session import TenantTx
from store.tables import product

ActKind = Literal[
    "export", "message", "reply", "seat_note", "contact_share", "match_feedback", "saved_search", "recommendation"
]
TABLES: Mapping[ActKind, Table] = {
    "export": product.export,
    "message": product.message,
    "reply": product.reply,
    "seat_note": product.seat_note,
    "contact_share": product.contact_share,
    "match_feedback": product.match_feedback,
    "saved_search": product.saved_search,
    "recommendation": product.recommendation,
}
SHARED_COLUMNS = {"tenant", "number", "contract", "seat", "about", "payload", "at"}
REMOVABLE: frozenset[ActKind] = frozenset({"seat_note", "saved_search"})  # the others say what happened, and stay


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that a seat did about a person or a job, named by a record id; empty where it is about neither.

    `marks` are the kind's own columns: export has state, match_feedback job and kind, saved_search name,
    recommendation job and model. `payload` stays out of every text form.
    """

    kind: ActKind
    number: int
    contract: ContractId
    seat: SeatId
    about: str
    at: datetime
    marks: Mapping[str, str]
    payload: Mapping[str, Any] = field(repr=False)


def add(
    tx: TenantTx,
    kind: ActKind,
    *,
    contract: ContractId,
    seat: SeatId,
    about: str = "",
    marks: Mapping[str, str] | None = None,
    payload: Mapping[str, Any],
) -> int:
    """Keep one act and return its number; its payload is sealed under the key of whom it is about.

    Raises InputError where the marks aren't those of the kind.
    """
    given = dict(marks or {})
    if set(given) != marks_of(kind):
        raise InputError(f"{kind} needs exactly the marks: {', '.join(sorted(marks_of(kind))) or 'none'}")
    number = tx.allocate(kind)
    row = {
        **given,
        "number": number,
        "contract": contract,
        "seat": seat,
        "about": about,
        "payload": tx.vault.seal(kind, str(number), canonical(dict(payload)), subject=about),
        "at": tx.now,
    }
    tx.execute(tx.insert(TABLES[kind]), row)
    return number


def get(tx: TenantTx, kind: ActKind, number: int) -> Act | None:
    """Read one act; None where there is none of that number."""
    table = TABLES[kind]
    row = tx.execute(select(table).where(table.c.number == number)).one_or_none()
    return None if row is None else _act(tx, kind, row)


def listing(
    tx: TenantTx,
    kind: ActKind,
    *,
    about: str | None = None,
    contract: ContractId | None = None,
    seat: SeatId | None = None,
    before: int | None = None,
    limit: int = 100,
    marks: Mapping[str, str] | None = None,
) -> list[Act]:
    """List up to `limit` acts of a kind, the newest first: all, or those about one record, of one contract or seat.

    `before` is the number that the list goes on below; `marks` are wanted values of the kind's own columns.
    """
    table = TABLES[kind]
    wanted = {"about": about, "contract": contract, "seat": seat, **(marks or {})}
    statement = select(table).order_by(table.c.number.desc()).limit(limit)
    statement = statement.where(*(table.c[name] == value for name, value in wanted.items() if value is not None))
    if before is not None:
        statement = statement.where(table.c.number < before)
    rows = tx.execute(statement).all()
    tx.vault.load(row.about for row in rows)
    return [_act(tx, kind, row) for row in rows]


def subjects(
    tx: TenantTx,
    kind: ActKind,
    *,
    contract: ContractId,
    seat: SeatId,
    marks: Mapping[str, str],
    limit: int,
) -> list[tuple[str, dict[str, str]]]:
    """List whom up to `limit` acts of a seat are about, with the acts' marks, the newest first; none is opened."""
    table = TABLES[kind]
    names = sorted(marks_of(kind))
    wanted = {"contract": contract, "seat": seat, **marks}
    statement = select(table.c.about, *(table.c[name] for name in names)).order_by(table.c.number.desc()).limit(limit)
    rows = tx.execute(statement.where(*(table.c[name] == value for name, value in wanted.items())))
    return [(row.about, {name: getattr(row, name) for name in names}) for row in rows]


def count(tx: TenantTx, kind: ActKind, *, contract: ContractId, seat: SeatId) -> int:
    """Count the acts of one seat in one contract."""
    table = TABLES[kind]
    statement = select(func.count()).select_from(table)
    found: int = tx.execute(statement.where(table.c.contract == contract, table.c.seat == seat)).scalar_one()
    return found


def set_export_state(tx: TenantTx, number: int, state: str) -> None:
    """Say how far an export is; raises NotFound."""
    table = product.export
    if tx.execute(update(table).where(table.c.number == number).values(state=state)).rowcount != 1:
        raise NotFound("there is no such export")


def remove(tx: TenantTx, kind: ActKind, number: int) -> None:
    """Remove a seat's own note or saved search; raises Refused for what must stay, NotFound."""
    if kind not in REMOVABLE:
        raise Refused(f"a {kind} says what happened, so it stays")
    table = TABLES[kind]
    if tx.execute(delete(table).where(table.c.number == number)).rowcount != 1:
        raise NotFound(f"there is no such {kind}")


def marks_of(kind: ActKind) -> set[str]:
    """Name the columns that only this kind has."""
    return {column.name for column in TABLES[kind].c} - SHARED_COLUMNS


def _act(tx: TenantTx, kind: ActKind, row: Row[Any]) -> Act:
    payload = json.loads(tx.vault.open(kind, str(row.number), row.payload, subject=row.about))
    marks = {name: getattr(row, name) for name in sorted(marks_of(kind))}
    return Act(kind, row.number, ContractId(row.contract), SeatId(row.seat), row.about, row.at, marks, payload)
