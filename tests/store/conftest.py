"""Turn one store test into two: on SQLite files and on a PostgreSQL database."""

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest

from entities.ids import TenantKey
from store import Store, StoreSettings
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


@pytest.fixture
def clock() -> Clock:
    """Give a clock that stands still."""
    return Clock()


@pytest.fixture
def store(settings: StoreSettings, clock: Clock) -> Iterator[Store]:
    """Open a new store."""
    with Store.open(settings, clock=clock) as opened:
        yield opened


@pytest.fixture
def tenant(store: Store) -> TenantKey:
    """Make the tenant that most tests need."""
    return store.add_tenant("acme")


@pytest.fixture
def another_tenant(store: Store) -> Callable[[], TenantKey]:
    """Give the function that makes one more tenant."""
    numbers = itertools.count(1)
    return lambda: store.add_tenant(f"tenant {next(numbers)}")
