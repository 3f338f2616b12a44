"""Turn one database transaction into one that can only do what its scope allows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import CompoundSelect, Connection, CursorResult, Insert, Select, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from entities.errors import StoreError
from entities.ids import Sequence as ChangeSequence
from entities.ids import TenantKey
from store.engine import Hook, guarded
from store.scope import Row, Statement, rows_of, scoped
from store.tables import control, flow, members, records

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.vault import OperatorVault, Vault

SEQUENCE = "sequence"  # the counter behind change sequences
CHUNK = 500  # values in one IN list: SQLite's oldest limit on variables is 999
NO_TENANT = TenantKey("")  # a field needs a default; the store always gives one


@dataclass(slots=True)
class Tx:
    """One running transaction: what all three kinds of session share."""

    connection: Connection
    now: datetime
    actor: str
    writing: bool
    hook: Hook
    since: ChangeSequence | None = None  # what the work claimed here goes back to; new outbox rows inherit it

    name: ClassVar[str] = "store"
    counter: ClassVar[Table]

    @property
    def dialect(self) -> str:
        """Name the dialect: sqlite or postgresql."""
        return self.connection.dialect.name

    def execute(
        self, statement: Statement, parameters: Row | Sequence[Row] | None = None
    ) -> CursorResult[*tuple[Any, ...]]:
        """Run a statement, over many rows when `parameters` is a list; raises StoreError and its kin."""
        if not self.writing and not isinstance(statement, Select | CompoundSelect):
            raise StoreError("a reading session can't write")
        self.hook(f"{self.name}.execute")
        return guarded(lambda: self.connection.execute(*self._prepared(statement, parameters)))

    def allocate(self, name: str, many: int = 1) -> int:
        """Take the next `many` numbers of a counter, the first of which is returned; holds the counter to the end."""
        row = {"name": name, "value": many}
        table = self.counter
        statement = self.upsert(table, add={"value": many}).returning(table.c.value)
        reached: int = self.execute(statement, row).scalar_one()
        return reached - many + 1

    def sequence(self) -> ChangeSequence:
        """Take the next change sequence; writers of this scope queue from here to their commit."""
        return ChangeSequence(self.allocate(SEQUENCE))

    def queue_up(self) -> None:
        """Wait for the writers ahead and keep those behind waiting, from here to the commit.

        Who locks rows that a writer will want takes this first: a writer locks its rows after it has its sequence.
        """
        if self.dialect == "postgresql":
            self.allocate(SEQUENCE, 0)

    def head(self) -> ChangeSequence:
        """Read the last change sequence that was given out, 0 when none was."""
        table = self.counter
        found = self.execute(select(table.c.value).where(table.c.name == SEQUENCE)).scalar()
        return ChangeSequence(found or 0)

    def insert(self, table: Table) -> "sqlite.Insert | postgresql.Insert":
        """Make an insert that can say what happens on a conflict, for this dialect."""
        return sqlite.insert(table) if self.dialect == "sqlite" else postgresql.insert(table)

    def upsert(
        self, table: Table, *, change: Sequence[str] = (), add: Mapping[str, int] | None = None
    ) -> "sqlite.Insert | postgresql.Insert":
        """Make an insert that replaces the columns `change`, and adds to those of `add`, where the key exists.

        With neither, an existing row stays as it is.
        """
        statement = self.insert(table)
        keys = [column.name for column in table.primary_key]
        replaced: dict[str, Any] = {name: statement.excluded[name] for name in change}
        replaced |= {name: table.c[name] + more for name, more in (add or {}).items()}
        if not replaced:
            return statement.on_conflict_do_nothing(index_elements=keys)
        return statement.on_conflict_do_update(index_elements=keys, set_=replaced)

    def _prepared(self, statement: Statement, parameters: Row | Sequence[Row] | None) -> tuple[Any, ...]:
        return (statement,) if parameters is None else (statement, parameters)


@dataclass(slots=True)
class TenantTx(Tx):
    """A transaction that sees and changes one tenant's rows only."""

    tenant: TenantKey = NO_TENANT
    vault: "Vault" = None  # type: ignore[assignment] # given by the store; a default only because fields before it have one
    mark_dirty: "Callable[[], None]" = lambda: None

    name: ClassVar[str] = "tenant"
    counter: ClassVar[Table] = records.counter
    outbox: ClassVar[Table] = flow.outbox
    job: ClassVar[Table] = flow.job

    def _prepared(self, statement: Statement, parameters: Row | Sequence[Row] | None) -> tuple[Any, ...]:
        safe = scoped(statement)
        if isinstance(safe, Insert):
            if parameters is None:
                return (safe.values(tenant=self.tenant),)
            return (safe, rows_of(self.tenant, parameters))
        if parameters is None or isinstance(parameters, Mapping):
            return (safe, {**(parameters or {}), "scope": self.tenant})
        return (safe, [{**row, "scope": self.tenant} for row in parameters])


@dataclass(slots=True)
class MembersTx(Tx):
    """A transaction over the operator's member profiles, which belong to no tenant."""

    vault: "OperatorVault" = None  # type: ignore[assignment] # given by the store

    name: ClassVar[str] = "members"
    counter: ClassVar[Table] = members.counter
    outbox: ClassVar[Table] = members.outbox

    def mark_dirty(self) -> None:
        """Do nothing: the members' outbox is always looked at."""


@dataclass(slots=True)
class ControlTx(Tx):
    """A transaction over tenants, instances and operator jobs."""

    name: ClassVar[str] = "control"
    counter: ClassVar[Table] = control.counter
    job: ClassVar[Table] = control.job
