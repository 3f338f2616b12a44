"""Turn the command line and the machine into what every test may ask for."""

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.postgres import Cluster, PostgresUrls, find_binaries, running_cluster

pytest_plugins = ["tests.opensearch_node"]

NO_POSTGRES = (
    "PostgreSQL's initdb was not found (in /usr/lib/postgresql/*/bin or on PATH): install the postgresql package"
)
INTERNET = (socket.AF_INET, socket.AF_INET6)
LOOPBACK = ("127.", "::1", "localhost")

# A loaded machine is slow, not wrong: no example has a deadline.
SLOW = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
settings.register_profile("here", deadline=None, print_blob=True, suppress_health_check=SLOW)
settings.register_profile("ci", parent=settings.get_profile("here"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_report_header() -> str:
    """Print what a repeated run must be given besides the seed of its order."""
    return f"PYTHONHASHSEED={os.environ.get('PYTHONHASHSEED', 'random')}"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options that widen a run."""
    parser.addoption("--full", action="store_true", help="also run the tests marked full")
    parser.addoption("--data", type=Path, default=None, help="a folder with evaluation data for the tests that use it")


@pytest.hookimpl(trylast=True)  # after the shuffling
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the tests marked full to `--full`; begin with the longest, so that no core ends alone with them."""
    items.sort(key=lambda item: item.path.parent.name != "chaos")
    if config.getoption("--full"):
        return
    left = [item for item in items if item.get_closest_marker("full")]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if not item.get_closest_marker("full")]


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test reach this machine only."""
    reach = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:  # whatever the family takes
        if self.family in INTERNET and not str(address[0]).startswith(LOOPBACK):
            raise OSError("a test may connect to this machine only")
        reach(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(scope="session")
def evaluation_data(pytestconfig: pytest.Config) -> Path:
    """Give the folder named by `--data`, or skip."""
    folder: Path | None = pytestconfig.getoption("--data")
    if folder is None:
        pytest.skip("needs evaluation data: --data FOLDER")
    return folder


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[Cluster]:
    """Run one PostgreSQL cluster for the whole run."""
    binaries = find_binaries()
    if binaries is None and os.environ.get("CI"):
        pytest.fail(NO_POSTGRES)
    if binaries is None:
        pytest.skip(NO_POSTGRES)
    with running_cluster(binaries) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def postgres(postgres_cluster: Cluster) -> Callable[..., PostgresUrls]:
    """Give the function that makes a new database: `postgres()`, or `postgres(like=urls)` for a copy."""
    return postgres_cluster.new_database
