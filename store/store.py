"""Turn settings into an open store that hands out scoped transactions."""

import base64
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from shutil import rmtree
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, delete, insert, make_url, select, text

from entities.errors import NotFound, SettingsError, StoreError
from entities.ids import TenantKey
from store import migrate as migrations
from store.engine import guarded, postgres_engine, sqlite_engine, transaction
from store.founding import founding
from store.opened import Opened
from store.places import Place, Places
from store.runs import Runs
from store.session import ControlTx, MembersTx, TenantTx
from store.settings import StoreSettings
from store.tables import SCHEMAS, Chain, control
from store.tables.keys import tenant_key
from store.vault import Keyring, OperatorVault, Vault, make_tenant_key

Clock = Callable[[], datetime]
SET_TENANT = text("SELECT set_config('talentjoin.tenant', :tenant, true)")  # true: gone with the transaction
OPERATOR = "operator"
KEY_LETTERS = 16
PRIVATE = 0o700
MIGRATION_LOCK = 7_204_611  # an arbitrary number that only this program locks


class Store:
    """The truth: every record, person and member, one tenant apart from the other."""

    def __init__(self, settings: StoreSettings, clock: Clock) -> None:
        self.settings = settings
        self.on_call: Callable[[str], None] | None = None  # tests fail or kill at the n-th call here
        self._clock = clock
        self._shared: dict[Chain, Engine] = {}
        self._places = Places(self._place, limit=settings.open_tenants)
        self._known: set[TenantKey] = set()
        self._opened = Opened()
        self._operator = OperatorVault(settings.master_key)

    @classmethod
    def open(cls, settings: StoreSettings, *, clock: Clock, migrate: bool = True) -> Self:
        """Open a store, making or upgrading its schema when `migrate`; raises MigrationNeeded otherwise."""
        store = cls(settings, clock)
        try:
            settings.root.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
            if settings.on_postgres:
                store._open_postgres(migrate=migrate)
            else:
                store._open_sqlite(migrate=migrate)
        except OSError as error:
            store.close()
            raise StoreError(f"the data folder can't be made: {error.strerror}") from None
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Close every file and connection; running transactions must have ended."""
        self._places.close()
        for engine in self._shared.values():
            engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def now(self) -> datetime:
        """Ask the clock."""
        return self._clock()

    def folder(self, tenant: TenantKey) -> Path:
        """Name the folder of a tenant's files."""
        return self.settings.root / "tenants" / tenant

    def member_runs(self, form: str, sealed: frozenset[str]) -> Runs:
        """Open the runs of members, of a form that the caller names; the arrays in `sealed` lie sealed there."""
        return Runs(self.settings.root / "runs", form=form, sealer=self._operator, sealed=sealed)

    def matching_secret(self) -> int:
        """Give the secret that matching keys are hashed with wherever they are kept: 128 bits, never 0."""
        return self._operator.secret("matching keys") | 1

    def add_tenant(self, name: str) -> TenantKey:
        """Make a tenant with its schema and keys; it exists from the last step on. Returns its internal key."""
        letters = base64.b32encode(os.urandom(KEY_LETTERS)).decode("ascii").lower()
        tenant = TenantKey("t" + letters[:KEY_LETTERS])
        with founding(self.folder(tenant).parent, tenant, self._settle):
            with self._places.use(tenant) as place:
                if not self.settings.on_postgres:
                    self._bring(place.records, "tenant")
                    self._bring(place.keys, "keys")
                with self._keys(place, tenant, writing=True) as connection:
                    make_tenant_key(connection, self.settings.master_key, tenant, self.now())
            with self.control_writing() as tx:
                tx.execute(insert(control.tenant), {"key": tenant, "name": name, "added_at": tx.now})
        return tenant

    @contextmanager
    def writing(self, tenant: TenantKey, *, actor: str) -> Iterator[TenantTx]:
        """Run one writing transaction of a tenant: all of it is kept on leaving, nothing of it on an error.

        Raises NotFound for an unknown tenant, StoreFull, StoreBusy.
        """
        with self._tenant(tenant, actor=actor, writing=True) as tx:
            yield tx

    @contextmanager
    def reading(self, tenant: TenantKey) -> Iterator[TenantTx]:
        """Read one snapshot of a tenant; raises NotFound for an unknown tenant."""
        with self._tenant(tenant, actor="", writing=False) as tx:
            yield tx

    @contextmanager
    def members_writing(self) -> Iterator[MembersTx]:
        """Run one writing transaction over the member profiles."""
        with transaction(self._shared["members"], writing=True, hook=self._call, name="members") as connection:
            yield MembersTx(connection, self.now(), OPERATOR, True, self._call, vault=self._operator)  # noqa: FBT003 - the field `writing`

    @contextmanager
    def members_reading(self) -> Iterator[MembersTx]:
        """Read one snapshot of the member profiles."""
        with transaction(self._shared["members"], writing=False, hook=self._call, name="members") as connection:
            yield MembersTx(connection, self.now(), OPERATOR, False, self._call, vault=self._operator)  # noqa: FBT003 - the field `writing`

    @contextmanager
    def control_writing(self) -> Iterator[ControlTx]:
        """Run one writing transaction over tenants, instances and operator jobs."""
        with transaction(self._shared["control"], writing=True, hook=self._call, name="control") as connection:
            yield ControlTx(connection, self.now(), OPERATOR, True, self._call)  # noqa: FBT003 - the field `writing`

    @contextmanager
    def control_reading(self) -> Iterator[ControlTx]:
        """Read one snapshot of tenants, instances and operator jobs."""
        with transaction(self._shared["control"], writing=False, hook=self._call, name="control") as connection:
            yield ControlTx(connection, self.now(), OPERATOR, False, self._call)  # noqa: FBT003 - the field `writing`

    def _call(self, name: str) -> None:
        if self.on_call is not None:
            self.on_call(name)

    @contextmanager
    def _tenant(self, tenant: TenantKey, *, actor: str, writing: bool) -> Iterator[TenantTx]:
        self._must_exist(tenant)
        with (
            self._places.use(tenant) as place,
            transaction(place.records, writing=writing, hook=self._call, name="tenant") as connection,
        ):
            self._set_tenant(connection, tenant)
            vault = Vault(place.ring, self.settings.master_key, partial(self._keys, place, tenant))
            yield TenantTx(
                connection,
                self.now(),
                actor,
                writing,
                self._call,
                tenant=tenant,
                vault=vault,
                mark_dirty=cache(partial(self.mark_dirty, tenant)),  # once a transaction
            )

    @contextmanager
    def _keys(self, place: Place, tenant: TenantKey, *, writing: bool) -> Iterator[Connection]:
        with transaction(place.keys, writing=writing, hook=self._call, name="keys") as connection:
            self._set_tenant(connection, tenant)
            yield connection

    def _set_tenant(self, connection: Connection, tenant: TenantKey) -> None:
        if self.settings.on_postgres:
            guarded(lambda: connection.execute(SET_TENANT, {"tenant": tenant}))

    def _must_exist(self, tenant: TenantKey) -> None:
        if tenant in self._known:
            return
        if not self._listed(tenant):
            raise NotFound("there is no such tenant")
        self._known.add(tenant)

    def _listed(self, tenant: TenantKey) -> bool:
        with self.control_reading() as tx:
            return tx.execute(select(control.tenant.c.key).where(control.tenant.c.key == tenant)).scalar() is not None

    def _settle(self, tenant: TenantKey) -> None:
        """Remove what there is of a tenant that didn't come to be."""
        if self._listed(tenant):
            return
        if self.settings.on_postgres:
            with self._places.use(tenant) as place, self._keys(place, tenant, writing=True) as connection:
                guarded(lambda: connection.execute(delete(tenant_key).where(tenant_key.c.tenant == tenant)))
        self._places.forget(tenant)
        rmtree(self.folder(tenant), ignore_errors=True)

    def mark_dirty(self, tenant: TenantKey) -> None:
        """Write, in a commit of its own, that the tenant has work due; who clears it holds the tenant's counter."""
        with self.control_reading() as tx:
            if tx.execute(select(control.dirty.c.tenant).where(control.dirty.c.tenant == tenant)).scalar():
                return
        with self.control_writing() as tx:
            tx.execute(tx.upsert(control.dirty), {"tenant": tenant, "since": tx.now})

    def _place(self, tenant: TenantKey) -> Place:
        ring = Keyring(tenant, opened=self._opened)
        if self.settings.on_postgres:
            return Place(self._shared["tenant"], self._shared["keys"], ring, own=False)
        folder, busy = self.folder(tenant), self.settings.busy_seconds
        if not folder.is_dir():
            raise NotFound("the tenant's folder is gone")
        place = Place(
            sqlite_engine(folder / "records.db", busy_seconds=busy),
            sqlite_engine(folder / "keys.db", busy_seconds=busy),
            ring,
        )
        if tenant in self._known:
            self._check(place.records, "tenant")
            self._check(place.keys, "keys")
        return place

    def _open_sqlite(self, *, migrate: bool) -> None:
        chains: tuple[Chain, ...] = ("control", "members")
        for chain in chains:
            path = self.settings.root / f"{chain}.db"
            self._shared[chain] = sqlite_engine(path, busy_seconds=self.settings.busy_seconds)
            (self._bring if migrate else self._check)(self._shared[chain], chain)
        if migrate:
            self._bring_tenants()

    def _bring_tenants(self) -> None:
        with self.control_reading() as tx:
            keys = [TenantKey(key) for key in tx.execute(select(control.tenant.c.key)).scalars()]
        for key in keys:
            with self._places.use(key) as place:
                self._bring(place.records, "tenant")
                self._bring(place.keys, "keys")

    def _open_postgres(self, *, migrate: bool) -> None:
        if migrate:
            self._bring_postgres()
        for chain, schema in SCHEMAS.items():
            engine = postgres_engine(self.settings.url, schema, busy_seconds=self.settings.busy_seconds)
            self._shared[chain] = engine
            self._check(engine, chain)

    def _bring_postgres(self) -> None:
        if self.settings.admin_url is None:
            raise SettingsError("migrating PostgreSQL needs the owner's URL (admin_url)")
        role = make_url(self.settings.url).username
        for chain, schema in SCHEMAS.items():
            admin = postgres_engine(self.settings.admin_url, schema, busy_seconds=self.settings.busy_seconds)
            try:
                with transaction(admin, writing=True, hook=self._call, name="migrate") as connection:
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})"))
                    connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {schema}"))
                    migrations.upgrade(connection, chain, app_role=role)
            finally:
                admin.dispose()

    def _bring(self, engine: Engine, chain: Chain) -> None:
        with transaction(engine, writing=True, hook=self._call, name="migrate") as connection:
            migrations.upgrade(connection, chain)

    def _check(self, engine: Engine, chain: Chain) -> None:
        with transaction(engine, writing=False, hook=self._call, name="migrate") as connection:
            migrations.check(connection, chain)
