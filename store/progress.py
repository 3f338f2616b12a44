"""Turn what the worker has come to with each tenant into rows that are found without opening the tenant."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from entities.ids import Sequence, TenantKey
from store.session import ControlTx
from store.tables.control import alarm, followed, reconciled

MEMBERS = TenantKey("")  # stands for the members' index, which is no tenant's


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """When an index was last compared with its store, how many documents there were, and what came of it."""

    at: datetime
    documents: int
    differences: int
    repaired: int


def members_followed(tx: ControlTx) -> dict[TenantKey, Sequence]:
    """Read how far tenants have followed the members' log, as far as it was noted here; their own cursors may be on."""
    return {TenantKey(row.tenant): Sequence(row.sequence) for row in tx.execute(select(followed))}


def note_followed(tx: ControlTx, tenants: Iterable[TenantKey], sequence: Sequence) -> None:
    """Note that some tenants have nothing left to follow up to a sequence."""
    rows = [{"tenant": tenant, "sequence": sequence} for tenant in tenants]
    if rows:
        tx.execute(tx.upsert(followed, change=["sequence"]), rows)


def reconciliations(tx: ControlTx) -> dict[TenantKey, Reconciliation]:
    """Read the latest comparison of each index that was ever compared."""
    rows = tx.execute(select(reconciled))
    return {TenantKey(one.tenant): Reconciliation(one.at, one.documents, one.differences, one.repaired) for one in rows}


def note_reconciled(tx: ControlTx, tenant: TenantKey, documents: int, differences: int, repaired: int) -> None:
    """Note that an index was compared now."""
    row = {"tenant": tenant, "at": tx.now, "documents": documents, "differences": differences, "repaired": repaired}
    tx.execute(tx.upsert(reconciled, change=["at", "documents", "differences", "repaired"]), row)


def alarms(tx: ControlTx) -> list[TenantKey]:
    """List the tenants of which a search is to be run by itself now, the longest due first."""
    statement = select(alarm.c.tenant).where(alarm.c.at <= tx.now).order_by(alarm.c.at, alarm.c.tenant)
    return [TenantKey(tenant) for tenant in tx.execute(statement).scalars()]


def set_alarm(tx: ControlTx, tenant: TenantKey, at: datetime | None) -> None:
    """Say when the next search of a tenant is to be run by itself, None for never."""
    if at is None:
        tx.execute(delete(alarm).where(alarm.c.tenant == tenant))
    else:
        tx.execute(tx.upsert(alarm, change=["at"]), {"tenant": tenant, "at": at})
