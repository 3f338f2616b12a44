"""Turn the operator's people into named accounts with scopes and a hashed secret."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from entities.errors import InputError, NotFound, Refused
from store.clients import hashed
from store.session import ControlTx
from store.tables.control import operator

KEYHOLDER = "operators:write"  # one who has it must always be left

_ONE = select(operator).where(operator.c.name == bindparam("wanted"))
_ALL = select(operator).order_by(operator.c.made_at, operator.c.name)
_CLOSE = (
    update(operator)
    .where(operator.c.name == bindparam("wanted"), operator.c.closed_at.is_(None))
    .values(closed_at=bindparam("at"))
)
_FITTING = _ONE.where(operator.c.hash == bindparam("given"))


@dataclass(frozen=True, slots=True)
class Operator:
    """One person who runs the installation."""

    name: str
    scopes: frozenset[str]
    made_at: datetime
    closed_at: datetime | None


def add(tx: ControlTx, name: str, secret: str, scopes: Iterable[str]) -> Operator:
    """Keep a new account with the hash of its secret; raises InputError where the name was ever used."""
    row = {"name": name, "hash": hashed(secret), "scopes": " ".join(sorted(scopes)), "made_at": tx.now}
    kept = tx.execute(tx.upsert(operator).returning(operator.c.name), {**row, "closed_at": None})
    if kept.first() is None:
        raise InputError("there is or was an operator of that name", pointer="/name")
    return Operator(name, frozenset(scopes), tx.now, None)


def get(tx: ControlTx, name: str) -> Operator | None:
    """Read one account, closed or not."""
    row = tx.execute(_ONE, {"wanted": name}).one_or_none()
    return None if row is None else _operator(row)


def everybody(tx: ControlTx) -> list[Operator]:
    """List the accounts, the oldest first."""
    return [_operator(row) for row in tx.execute(_ALL)]


def close(tx: ControlTx, name: str) -> None:
    """Close an account for good.

    Raises:
        NotFound: there is no such open account.
        Refused: nobody would be left who may make accounts.

    """
    tx.queue_up()  # two may not close each other at once
    keyholders = {one.name for one in everybody(tx) if one.closed_at is None and KEYHOLDER in one.scopes}
    if keyholders == {name}:
        raise Refused(f"the last operator with {KEYHOLDER} stays", hint="make another one first")
    if tx.execute(_CLOSE, {"wanted": name, "at": tx.now}).rowcount != 1:
        raise NotFound("there is no such operator")


def by_secret(tx: ControlTx, name: str, secret: str) -> Operator | None:
    """Read the account that name and secret are of, closed or not; an unknown name costs what a wrong secret does."""
    row = tx.execute(_FITTING, {"wanted": name, "given": hashed(secret)}).one_or_none()
    return None if row is None else _operator(row)


def _operator(row: Row[Any]) -> Operator:
    return Operator(row.name, frozenset(row.scopes.split()), row.made_at, row.closed_at)
