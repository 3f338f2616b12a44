"""Turn settings into the parts that flows work with: the only place that knows the concrete store and engine."""

import gc
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from entities.errors import StoreError
from entities.ids import TenantKey
from indexing import Engine, index_name
from indexing.tantivy import TantivyEngine
from service.keys import derived_key, master_key
from service.settings import Settings
from store import Store, StoreSettings

Clock = Callable[[], datetime]
# Batches make hundreds of thousands of objects without cycles; at Python's own 700, looking for cycles among them took
# a quarter of the time of linking and projecting (685 to 492 microseconds a candidate), and more as the caches grew.
COLLECT_SELDOM = (100_000, 20, 50)  # allocations, then generations, between collections


@dataclass(frozen=True, slots=True)
class Parts:
    """What every flow is given: settings, store, engine and clock."""

    settings: Settings
    store: Store
    engine: Engine
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

    """
    gc.set_threshold(*COLLECT_SELDOM)
    with ExitStack() as stack:
        _make_folder(settings.data)
        begun = settings.embedded and (settings.data / "control.db").exists()
        master = master_key(settings.master_key_file, make=not begun)  # a new key opens nothing of an old store
        place = StoreSettings(
            root=settings.data, url=settings.store, admin_url=settings.postgres_admin_url, master_key=master
        )
        store = stack.enter_context(Store.open(place, clock=clock))
        if engine is None:
            engine = TantivyEngine(settings.data / "index")
            stack.callback(engine.close)
        yield Parts(settings, store, engine, clock, derived_key(master, "index names"))


def _make_folder(data: Path) -> None:
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"the data folder can't be made: {error.strerror}") from None
