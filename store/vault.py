"""Turn plain bytes into sealed ones that only their tenant, kind and id can open.

Envelope: master key, tenant key, record key; AES-256-GCM with a random 96-bit nonce (NIST SP 800-38D), a version byte
in front, tenant, kind and id as associated data. A *subject* is whom a key belongs to: destroying that one key makes
everything sealed under it noise, in backups too.
"""

import hashlib
import hmac
import os
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from entities.errors import KeyMissing, StoreCorrupt
from store.engine import guarded
from store.opened import Opened
from store.tables.keys import record_key, tenant_key

VERSION = b"\x01"
NONCE_BYTES = 12
KEY_BYTES = 32
TAG_BYTES = 16
CACHED_KEYS = 50_000  # unwrapped record keys kept per tenant
CHUNK = 500  # values in one IN list
PSEUDONYM_BYTES = 16

_TENANT_KEY = select(tenant_key).where(tenant_key.c.tenant == bindparam("of"))
_RECORD_KEYS = select(record_key.c.subject, record_key.c.wrapped).where(
    record_key.c.tenant == bindparam("of"), record_key.c.subject.in_(bindparam("subjects", expanding=True))
)


class KeysTransaction(Protocol):
    """Opens one transaction on the keys of a tenant."""

    def __call__(self, *, writing: bool) -> AbstractContextManager[Connection]:
        """Open it, for writing or for reading."""
        ...


def _bound(tenant: str, kind: str, name: str) -> bytes:
    return f"{tenant}\x1f{kind}\x1f{name}".encode("utf-8", "surrogatepass")


def _seal(key: AESGCM, plain: bytes, bound: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return VERSION + nonce + key.encrypt(nonce, plain, bound)


def _open(key: AESGCM, sealed: bytes, bound: bytes) -> bytes:
    if sealed[:1] != VERSION or len(sealed) < 1 + NONCE_BYTES + TAG_BYTES:
        raise StoreCorrupt("a sealed value has an unknown form")
    failed = False
    try:
        return key.decrypt(sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :], bound)
    except InvalidTag:
        failed = True
    assert failed
    raise StoreCorrupt("a sealed value doesn't open: other key, other place, or other bytes")


@dataclass(slots=True)
class Keyring:
    """The unwrapped keys of one tenant, and what they opened, kept between transactions."""

    tenant: str
    generation: int = -1
    root: AESGCM | None = field(default=None, repr=False)
    pepper: bytes = field(default=b"", repr=False)
    keys: dict[str, AESGCM] = field(default_factory=dict, repr=False)
    opened: Opened = field(default_factory=Opened, repr=False)


def make_tenant_key(connection: Connection, master: bytes, tenant: str, now: datetime) -> None:
    """Make a tenant's key and pepper, both wrapped by the master key."""
    above = AESGCM(master)
    row = {
        "tenant": tenant,
        "wrapped": _seal(above, os.urandom(KEY_BYTES), _bound(tenant, "tenant_key", "")),
        "pepper": _seal(above, os.urandom(KEY_BYTES), _bound(tenant, "pepper", "")),
        "generation": 0,
        "made_at": now,
    }
    guarded(lambda: connection.execute(insert(tenant_key), row))


class OperatorVault:
    """Seals what belongs to the operator (member profiles) under one key derived from the master key."""

    def __init__(self, master: bytes) -> None:
        self._master = master
        self._key = AESGCM(hmac.digest(master, b"talentjoin members", hashlib.sha256))

    def secret(self, purpose: str) -> int:
        """Derive a number of 128 bits for one purpose; without the master key nobody can."""
        digest = hmac.digest(self._master, f"talentjoin secret: {purpose}".encode(), hashlib.sha256)
        return int.from_bytes(digest[:16], "little")

    def seal(self, kind: str, name: str, plain: bytes) -> bytes:
        """Seal bytes for a kind and an id."""
        return _seal(self._key, plain, _bound("", kind, name))

    def open(self, kind: str, name: str, sealed: bytes) -> bytes:
        """Open what was sealed for that kind and id; raises StoreCorrupt."""
        return _open(self._key, sealed, _bound("", kind, name))


class Vault:
    """Seals one tenant's bytes, each under its subject's key, or under the tenant's own where there is no subject."""

    def __init__(self, ring: Keyring, master: bytes, transaction: KeysTransaction) -> None:
        self._ring = ring
        self._master = master
        self._transaction = transaction
        self._fresh = False
        self._generation = -1  # of the keys, as this transaction knows it

    def seal(self, kind: str, name: str, plain: bytes, *, subject: str = "") -> bytes:
        """Seal bytes for a kind and an id; a subject's key is made on first use."""
        return _seal(self._key(subject, make=True), plain, _bound(self._ring.tenant, kind, name))

    def open(self, kind: str, name: str, sealed: bytes, *, subject: str = "") -> bytes:
        """Open what was sealed for that kind and id; raises KeyMissing once the key is destroyed, else StoreCorrupt."""
        return _open(self._key(subject, make=False), sealed, _bound(self._ring.tenant, kind, name))

    def load(self, subjects: Iterable[str], *, make: bool = False) -> None:
        """Fetch the keys of many subjects at once; `make` adds those that have none yet."""
        self._refresh()
        wanted = sorted({subject for subject in subjects if subject and subject not in self._ring.keys})
        if not wanted:
            return
        if len(self._ring.keys) + len(wanted) > CACHED_KEYS:
            self._ring.keys.clear()
        with self._transaction(writing=False) as connection:
            missing = self._fetch(connection, wanted)
        if missing and make:
            with self._transaction(writing=True) as connection:
                self._make(connection, missing)
                self._fetch(connection, missing)

    def kept(self) -> tuple[Opened, int]:
        """Give what is kept of earlier openings, with the generation of the keys that this transaction uses."""
        self._refresh()
        return self._ring.opened, self._generation

    def shred(self, subjects: Sequence[str]) -> int:
        """Destroy the keys of subjects, at once and for good; returns how many there were."""
        gone = 0
        with self._transaction(writing=True) as connection:
            for start in range(0, len(subjects), CHUNK):
                part = list(subjects[start : start + CHUNK])
                statement = delete(record_key).where(
                    record_key.c.tenant == self._ring.tenant, record_key.c.subject.in_(part)
                )
                gone += guarded(lambda: connection.execute(statement)).rowcount  # noqa: B023 - called at once
            newer = (
                update(tenant_key)
                .where(tenant_key.c.tenant == self._ring.tenant)
                .values(generation=tenant_key.c.generation + 1)
            )
            guarded(lambda: connection.execute(newer))
        self._ring.keys.clear()
        self._ring.opened.forget(self._ring.tenant)
        self._fresh = False
        return gone

    def blind(self, label: str, value: str) -> bytes:
        """Hash a value with the tenant's pepper: equal values meet, and nobody without the pepper can guess them."""
        self._refresh()
        return hmac.digest(self._ring.pepper, _bound(self._ring.tenant, label, value), hashlib.sha256)

    def pseudonym(self, name: str) -> bytes:
        """Stand in for an id where an erasure must not break a chain: 16 bytes."""
        return self.blind("pseudonym", name)[:PSEUDONYM_BYTES]

    def _key(self, subject: str, *, make: bool) -> AESGCM:
        self._refresh()
        if not subject:
            assert self._ring.root is not None
            return self._ring.root
        if subject not in self._ring.keys:
            self.load([subject], make=make)
        found = self._ring.keys.get(subject)
        if found is None:
            raise KeyMissing("the key of a record is destroyed or missing")
        return found

    def _refresh(self) -> None:
        """Read the tenant's key once a transaction: another process may have destroyed keys since."""
        if self._fresh:
            return
        with self._transaction(writing=False) as connection:
            row = guarded(lambda: connection.execute(_TENANT_KEY, {"of": self._ring.tenant}).one_or_none())
        if row is None:
            raise KeyMissing("the tenant's key is missing")
        if self._ring.root is None:
            above = AESGCM(self._master)
            self._ring.root = AESGCM(self._unwrap(above, row.wrapped, "tenant_key", ""))
            self._ring.pepper = self._unwrap(above, row.pepper, "pepper", "")
        if self._ring.generation != row.generation:
            self._ring.keys.clear()
            self._ring.opened.begin(self._ring.tenant, row.generation)
            self._ring.generation = row.generation
        self._generation = row.generation
        self._fresh = True

    def _fetch(self, connection: Connection, subjects: Sequence[str]) -> list[str]:
        """Unwrap the keys that exist; returns the subjects without one."""
        root = self._ring.root
        assert root is not None
        for start in range(0, len(subjects), CHUNK):
            part = subjects[start : start + CHUNK]
            asked = {"of": self._ring.tenant, "subjects": part}
            for subject, wrapped in guarded(lambda: connection.execute(_RECORD_KEYS, asked).all()):  # noqa: B023 - called at once
                self._ring.keys[subject] = AESGCM(self._unwrap(root, wrapped, "record_key", subject))
        return [subject for subject in subjects if subject not in self._ring.keys]

    def _make(self, connection: Connection, subjects: Sequence[str]) -> None:
        """Make keys; where another writer was first, its key stays."""
        root = self._ring.root
        assert root is not None
        tenant = self._ring.tenant
        rows = [
            {
                "tenant": tenant,
                "subject": subject,
                "wrapped": _seal(root, os.urandom(KEY_BYTES), _bound(tenant, "record_key", subject)),
            }
            for subject in subjects
        ]
        dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
        statement = dialect.insert(record_key).on_conflict_do_nothing(index_elements=["tenant", "subject"])
        guarded(lambda: connection.execute(statement, rows))

    def _unwrap(self, above: AESGCM, wrapped: bytes, kind: str, name: str) -> bytes:
        wrong = False
        try:
            return _open(above, wrapped, _bound(self._ring.tenant, kind, name))
        except StoreCorrupt:
            wrong = True
        assert wrong
        raise KeyMissing("the key above doesn't open this one", hint="is it the master key that made this store?")
