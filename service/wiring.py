"""Turn settings into the parts that flows work with: the only place that knows the concrete store and engine."""

import gc
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from entities.errors import MigrationNeeded, SettingsError, StoreError
from entities.ids import TenantKey
from indexing import ANALYSIS, Engine, index_name
from indexing.tantivy import TantivyEngine
from service.columns import PersonColumns
from service.keys import derived_key, master_key
from service.lexicon import Lexicons
from service.settings import PREFIX, Settings
from store import Store, StoreSettings

Clock = Callable[[], datetime]
# Batches make hundreds of thousands of objects without cycles; at Python's own 700, looking for cycles among them took
# a quarter of the time of linking and projecting (685 to 492 microseconds a candidate), and more as the caches grew.
COLLECT_SELDOM = (100_000, 20, 50)  # allocations, then generations, between collections
WRITE_TIMES = 12  # a write to OpenSearch may take so many times as long as a search


@dataclass(frozen=True, slots=True)
class Parts:
    """What every flow is given: settings, store, engine, columns, lexicon and clock."""

    settings: Settings
    store: Store
    engine: Engine
    columns: PersonColumns
    lexicon: Lexicons
    clock: Clock
    index_key: bytes

    def tenant_index(self, tenant: TenantKey) -> str:
        """Name the tenant's index: a keyed hash that tells nothing of the tenant."""
        return index_name(self.index_key, tenant)

    @property
    def members_index(self) -> str:
        """Name the index that all tenants share."""
        return index_name(self.index_key, None)


@contextmanager
def open_parts(settings: Settings, *, clock: Clock, engine: Engine | None = None) -> Iterator[Parts]:
    """Open store and engine, and close them again.

    Raises:
        StoreError, KeyMissing: the data folder, the store or the master key can't be opened, or the key is gone.
        MigrationNeeded: PostgreSQL holds an older schema, and its owner's address is not given.
        SettingsError: what OpenSearch is reached with can't be read.

    """
    gc.set_threshold(*COLLECT_SELDOM)
    with ExitStack() as stack:
        _make_folder(settings.data)
        begun = settings.embedded and (settings.data / "control.db").exists()
        master = master_key(settings.master_key_file, make=not begun)  # a new key opens nothing of an old store
        place = StoreSettings(
            root=settings.data, url=settings.store, admin_url=settings.postgres_admin_url, master_key=master
        )
        migrate = settings.embedded or settings.postgres_admin_url is not None  # only the owner of tables changes them
        store = stack.enter_context(_open_store(place, clock, migrate=migrate))
        index_key = derived_key(master, "index names")
        if engine is None:
            engine = _open_engine(settings, index_key, clock)
            stack.callback(engine.close)
        columns = PersonColumns(settings.data / "columns", analysis=ANALYSIS)
        stack.callback(columns.close)
        lexicon = Lexicons(settings.data)
        stack.callback(lexicon.close)
        yield Parts(settings, store, engine, columns, lexicon, clock, index_key)


def _open_store(place: StoreSettings, clock: Clock, *, migrate: bool) -> Store:
    try:
        return Store.open(place, clock=clock, migrate=migrate)
    except MigrationNeeded as needed:
        hint = "start once with TALENTJOIN_POSTGRES_ADMIN_URL, or with the program that made the schema"
        raise MigrationNeeded(needed.message, hint=hint) from None


def _open_engine(settings: Settings, index_key: bytes, clock: Clock) -> Engine:
    if settings.engine == "embedded":
        return TantivyEngine(settings.data / "index")
    from indexing.opensearch import Cluster, OpenSearchEngine

    cluster = Cluster(
        hosts=settings.opensearch_hosts,
        user=settings.opensearch_user or "",
        password=_password("opensearch_password_file", settings.opensearch_password_file),
        ca_file=_readable("opensearch_ca_file", settings.opensearch_ca_file),
        certificate_file=_readable("opensearch_client_cert_file", settings.opensearch_client_cert_file),
        key_file=_readable("opensearch_client_key_file", settings.opensearch_client_key_file),
        search_seconds=settings.opensearch_timeout_seconds,
        write_seconds=settings.opensearch_timeout_seconds * WRITE_TIMES,
    )
    return OpenSearchEngine(
        cluster,
        shards=settings.opensearch_shards,
        replicas=settings.opensearch_replicas,
        apart=(index_name(index_key, None),),
        now=lambda: clock().timestamp(),
    )


def _readable(name: str, file: Path | None) -> str:
    """Give the path of the file that a setting names, "" for none, and see that it can be read."""
    if file is None:
        return ""
    try:
        file.open("rb").close()
    except OSError as error:
        raise SettingsError(f"{PREFIX}{name.upper()}: the file can't be read: {error.strerror}") from None
    return str(file)


def _password(name: str, file: Path | None) -> str:
    if not _readable(name, file) or file is None:
        return ""
    first, *_ = [*file.read_text(encoding="utf-8", errors="replace").splitlines(), ""]
    if not first:
        raise SettingsError(
            f"{PREFIX}{name.upper()}: the file holds no password", hint="its first line is the password"
        )
    return first


def _make_folder(data: Path) -> None:
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"the data folder can't be made: {error.strerror}") from None
