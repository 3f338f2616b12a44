"""Turn the programs that call for a tenant into rows with scopes and hashed secrets."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select, update

from entities.errors import InputError, NotFound
from entities.ids import ContractId, InstanceId, TenantKey
from store.session import ControlTx
from store.tables.control import client, client_secret, revoked_token

NUMBERS = "client secret"  # the counters behind the numbers of each client's secrets
LIVE_SECRETS = 2  # while one takes the place of the other

_ONE = select(client).where(client.c.id == bindparam("wanted"))
_OF = select(client).where(client.c.tenant == bindparam("of")).order_by(client.c.made_at, client.c.id)
_SECRETS = select(client_secret).where(client_secret.c.client == bindparam("of")).order_by(client_secret.c.number)
_FITTING = select(client_secret.c.number, client_secret.c.expires_at).where(
    client_secret.c.client == bindparam("of"), client_secret.c.hash == bindparam("given")
)
_REVOKE = (
    update(client)
    .where(client.c.id == bindparam("wanted"), client.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("at"))
)
_CHANGE = (
    update(client)
    .where(client.c.id == bindparam("wanted"))
    .values(scopes=bindparam("new_scopes"), contracts=bindparam("new_contracts"))
)
_REVOKED = select(revoked_token.c.id).where(revoked_token.c.id == bindparam("wanted"))


@dataclass(frozen=True, slots=True)
class Client:
    """One program that calls for one instance of a tenant; `public_key` is a JWK as JSON, or empty."""

    id: str
    tenant: TenantKey
    instance: InstanceId
    name: str
    scopes: frozenset[str]
    contracts: frozenset[ContractId]
    public_key: str
    made_by: str
    made_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Secret:
    """One secret of a client: its number and times; the secret itself is nowhere."""

    number: int
    made_at: datetime
    expires_at: datetime | None


def add(tx: ControlTx, new: Client) -> None:
    """Keep a new client; its `made_at` is the transaction's."""
    row = {
        "id": new.id,
        "tenant": new.tenant,
        "instance": new.instance,
        "name": new.name,
        "scopes": " ".join(sorted(new.scopes)),
        "contracts": " ".join(sorted(new.contracts)),
        "public_key": new.public_key,
        "made_by": new.made_by,
        "made_at": tx.now,
        "revoked_at": None,
    }
    tx.execute(insert(client), row)


def get(tx: ControlTx, id: str) -> Client | None:  # noqa: A002 - the noun's own field name
    """Read one client, revoked or not."""
    row = tx.execute(_ONE, {"wanted": id}).one_or_none()
    return None if row is None else _client(row)


def of_tenant(tx: ControlTx, tenant: TenantKey) -> list[Client]:
    """List the clients of a tenant, the oldest first."""
    return [_client(row) for row in tx.execute(_OF, {"of": tenant})]


def change(tx: ControlTx, id: str, *, scopes: Iterable[str], contracts: Iterable[ContractId]) -> None:  # noqa: A002 - the noun's own field name
    """Change what a client may do; raises NotFound."""
    row = {"wanted": id, "new_scopes": " ".join(sorted(scopes)), "new_contracts": " ".join(sorted(contracts))}
    if tx.execute(_CHANGE, row).rowcount != 1:
        raise NotFound("there is no such client")


def revoke(tx: ControlTx, id: str) -> None:  # noqa: A002 - the noun's own field name
    """Let a client call no more; raises NotFound unless it may."""
    if tx.execute(_REVOKE, {"wanted": id, "at": tx.now}).rowcount != 1:
        raise NotFound("there is no such client")


def add_secret(tx: ControlTx, id: str, secret: str, *, expires_at: datetime | None) -> Secret:  # noqa: A002 - the noun's own field name
    """Keep the hash of a client's new secret; raises InputError where two are live already."""
    number = tx.allocate(f"{NUMBERS} {id}")  # given out once, since tokens name their secret; two callers queue here
    held = secrets_of(tx, id)
    if sum(_is_live(one, tx.now) for one in held) >= LIVE_SECRETS:
        raise InputError(f"a client has at most {LIVE_SECRETS} live secrets", hint="remove one first")
    row = {"client": id, "number": number, "hash": hashed(secret), "made_at": tx.now, "expires_at": expires_at}
    tx.execute(insert(client_secret), row)
    return Secret(number, tx.now, expires_at)


def secrets_of(tx: ControlTx, id: str) -> list[Secret]:  # noqa: A002 - the noun's own field name
    """List a client's secrets, the oldest first."""
    return [Secret(row.number, row.made_at, row.expires_at) for row in tx.execute(_SECRETS, {"of": id})]


def remove_secret(tx: ControlTx, id: str, number: int) -> None:  # noqa: A002 - the noun's own field name
    """Take a secret away; raises NotFound."""
    table = client_secret
    gone = tx.execute(delete(table).where(table.c.client == id, table.c.number == number))
    if gone.rowcount != 1:
        raise NotFound("there is no such secret")


def which_secret(tx: ControlTx, id: str, secret: str) -> int:  # noqa: A002 - the noun's own field name
    """Find which of the client's live secrets it is, 0 for none.

    An unknown client and a wrong secret cost the same: both find no row. That the store compares hashes byte by byte
    tells at most how a hash begins, which leads to no secret of 256 random bits.
    """
    rows = tx.execute(_FITTING, {"of": id, "given": hashed(secret)}).all()
    return max((row.number for row in rows if _is_live(row, tx.now)), default=0)


def live_secrets(tx: ControlTx, id: str) -> frozenset[int]:  # noqa: A002 - the noun's own field name
    """List the numbers of the client's live secrets."""
    return frozenset(one.number for one in secrets_of(tx, id) if _is_live(one, tx.now))


def revoke_token(tx: ControlTx, id: str, until: datetime) -> None:  # noqa: A002 - the noun's own field name
    """Let a token count no more; what has run out anyway is forgotten."""
    tx.execute(delete(revoked_token).where(revoked_token.c.until < tx.now))
    tx.execute(tx.upsert(revoked_token, change=["until"]), {"id": id, "until": until})


def is_token_revoked(tx: ControlTx, id: str) -> bool:  # noqa: A002 - the noun's own field name
    """Tell whether a token counts no more."""
    return tx.execute(_REVOKED, {"wanted": id}).first() is not None


def spend(tx: ControlTx, id: str, until: datetime) -> bool:  # noqa: A002 - the noun's own field name
    """Use up what may be used once until a time; tells whether this was the first use."""
    tx.execute(delete(revoked_token).where(revoked_token.c.until < tx.now))
    kept = tx.execute(tx.upsert(revoked_token).returning(revoked_token.c.id), {"id": id, "until": until})
    return kept.first() is not None


def hashed(secret: str) -> bytes:
    """Hash a secret of 256 random bits; that many need no slow hash."""
    return hashlib.sha256(secret.encode()).digest()


def _is_live(secret: Secret | Row[Any], now: datetime) -> bool:
    return secret.expires_at is None or secret.expires_at > now


def _client(row: Row[Any]) -> Client:
    return Client(
        row.id,
        TenantKey(row.tenant),
        InstanceId(row.instance),
        row.name,
        frozenset(row.scopes.split()),
        frozenset(ContractId(one) for one in row.contracts.split()),
        row.public_key,
        row.made_by,
        row.made_at,
        row.revoked_at,
    )
