"""Turn one store test into two: on SQLite files and on a PostgreSQL database."""

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest

from entities.ids import TenantKey
from store import Store, StoreSettings, engine
from tests.postgres import PostgresUrls

MASTER = bytes(range(32))
START = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
Dialect = Literal["sqlite", "postgresql"]


class Clock:
    """A clock that moves only when told to."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **step: float) -> None:
        self.now += timedelta(**step)


@pytest.fixture(autouse=True)
def _quick_disk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give up, for speed, what only a power cut would show; a module with DURABLE = True keeps it."""
    if not getattr(request.module, "DURABLE", False):
        quick = [one.replace("synchronous=FULL", "synchronous=OFF") for one in engine.PRAGMAS]
        monkeypatch.setattr(engine, "PRAGMAS", tuple(quick))


@pytest.fixture(params=["sqlite", "postgresql"])
def dialect(request: pytest.FixtureRequest) -> Dialect:
    """Run the test on both dialects."""
    name: Dialect = request.param
    return name


@pytest.fixture(scope="session")
def migrated(postgres: Callable[..., PostgresUrls], tmp_path_factory: pytest.TempPathFactory) -> PostgresUrls:
    """Migrate one PostgreSQL database, the mould of the others."""
    urls = postgres()
    settings = StoreSettings(tmp_path_factory.mktemp("mould"), urls.app, urls.admin, MASTER)
    Store.open(settings, clock=Clock()).close()
    return urls


@pytest.fixture
def settings(dialect: Dialect, tmp_path: Path, request: pytest.FixtureRequest) -> StoreSettings:
    """Name a new, empty store."""
    if dialect == "sqlite":
        return StoreSettings(tmp_path / "store", master_key=MASTER)
    mould: PostgresUrls = request.getfixturevalue("migrated")
    urls: PostgresUrls = request.getfixturevalue("postgres")(like=mould)
    return StoreSettings(tmp_path / "store", urls.app, urls.admin, MASTER)


@pytest.fixture(scope="session")
def long_lived(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[Dialect], tuple[Store, Clock]]]:
    """Give the store, with its clock, that the modules with SHARED_STORE = True have in common on a dialect.

    A new PostgreSQL database takes most of a second; a test that only needs a tenant of its own can do without.
    """
    opened: dict[Dialect, tuple[Store, Clock]] = {}

    def of(dialect: Dialect) -> tuple[Store, Clock]:
        if dialect not in opened:
            settings = StoreSettings(tmp_path_factory.mktemp("shared"), master_key=MASTER)
            if dialect == "postgresql":
                urls: PostgresUrls = request.getfixturevalue("postgres")(like=request.getfixturevalue("migrated"))
                settings = StoreSettings(settings.root, urls.app, urls.admin, MASTER)
            clock = Clock()
            opened[dialect] = (Store.open(settings, clock=clock), clock)
        return opened[dialect]

    yield of
    for store, _ in opened.values():
        store.close()


@pytest.fixture
def clock(request: pytest.FixtureRequest) -> Clock:
    """Give a clock that stands still."""
    if not getattr(request.module, "SHARED_STORE", False) or "store" not in request.fixturenames:
        return Clock()
    shared: Clock = request.getfixturevalue("long_lived")(request.getfixturevalue("dialect"))[1]
    shared.now = START
    return shared


@pytest.fixture
def store(request: pytest.FixtureRequest, dialect: Dialect, clock: Clock) -> Iterator[Store]:
    """Open a new store, or take the one that several modules share."""
    if getattr(request.module, "SHARED_STORE", False):
        shared: Store = request.getfixturevalue("long_lived")(dialect)[0]
        yield shared
        shared.on_call = None
        return
    with Store.open(request.getfixturevalue("settings"), clock=clock) as opened:
        yield opened


@pytest.fixture
def tenant(request: pytest.FixtureRequest, store: Store) -> TenantKey:
    """Make the tenant that most tests need."""
    shared = getattr(request.module, "SHARED_STORE", False)
    return store.add_tenant(f"acme {uuid.uuid4()}" if shared else "acme")


@pytest.fixture
def another_tenant(store: Store) -> Callable[[], TenantKey]:
    """Give the function that makes one more tenant."""
    return lambda: store.add_tenant(f"tenant {uuid.uuid4()}")
