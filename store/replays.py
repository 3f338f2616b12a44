"""Turn the answer of a request into one that its repetition gets again, kept in the transaction of its effect."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select

from entities.errors import StillRunning
from store.session import TenantTx
from store.tables.flow import replay

KIND = "replay"

_ONE = select(replay).where(replay.c.client == bindparam("of_client"), replay.c.key == bindparam("of_key"))


@dataclass(frozen=True, slots=True)
class Replay:
    """One answered request: a hash of what was asked, and the answer's bytes, which stay out of every text form."""

    fingerprint: bytes
    answer: bytes = field(repr=False)


def hold(tx: TenantTx, client: str, key: str) -> None:
    """Let one request at a time use a client's key, to the end of this transaction; raises StillRunning.

    SQLite has one writer anyway.
    """
    if tx.dialect != "postgresql":
        return
    digest = hashlib.blake2b(f"{tx.tenant}\x1f{client}\x1f{key}".encode(), digest_size=8).digest()
    if not tx.execute(select(func.pg_try_advisory_xact_lock(int.from_bytes(digest, "big", signed=True)))).scalar():
        raise StillRunning


def find(tx: TenantTx, client: str, key: str) -> Replay | None:
    """Read what a client's idempotency key was answered with."""
    row = tx.execute(_ONE, {"of_client": client, "of_key": key}).one_or_none()
    if row is None:
        return None
    return Replay(row.fingerprint, tx.vault.open(KIND, f"{client}/{key}", row.payload, subject=""))


def keep(tx: TenantTx, client: str, key: str, fingerprint: bytes, answer: bytes) -> None:
    """Keep the answer to a client's idempotency key; raises StoreError where it has one already."""
    sealed = tx.vault.seal(KIND, f"{client}/{key}", answer, subject="")
    row = {"client": client, "key": key, "fingerprint": fingerprint, "payload": sealed, "at": tx.now}
    tx.execute(tx.insert(replay), row)


def forget(tx: TenantTx, *, before: datetime) -> int:
    """Forget what was answered before a time; returns how many answers."""
    return tx.execute(delete(replay).where(replay.c.at < before)).rowcount
