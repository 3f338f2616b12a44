"""Turn Maven artefacts into the OpenSearch that tests may ask for, and that ends with them, whatever ends them.

`opensearch` is one node for the whole run, however many processes the tests are spread over: the first that asks
starts it, all hold it, and it ends with the last. Every test uses index names of its own on it. `fresh_node` is a node
of a test file's own, which may be killed; `cluster` is three of them.
"""

import atexit
import fcntl
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tools.opensearch.lacking import Lacking
from tools.opensearch.node import HEAP_MB_OF_THREE, Cluster, Node, hold, running
from tools.opensearch.place import Place, find_place

GIVEN = "OPENSEARCH_URL"  # names a node that is there already
STARTED: list[Cluster] = []  # to our end


@pytest.fixture(scope="session")
def opensearch_place() -> Place:
    """Find what a node needs; without it, fail in CI, skip elsewhere."""
    try:
        return find_place()
    except Lacking as lacking:
        if os.environ.get("CI"):
            pytest.fail(str(lacking))
        pytest.skip(str(lacking))


@pytest.fixture(scope="session")
def opensearch(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the address of the node that all tests of the run share."""
    given = os.environ.get(GIVEN)
    if given:
        return given
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    return shared_node(shared, lambda: request.getfixturevalue("opensearch_place"))


@pytest.fixture(scope="module")
def fresh_node(opensearch_place: Place) -> Iterator[Node]:
    """Run a node of the test file's own, which may be killed."""
    with running(opensearch_place, quick=True) as started:
        yield started.nodes[0]


@pytest.fixture(scope="module")
def cluster(opensearch_place: Place) -> Iterator[Cluster]:
    """Run three nodes that belong together, each of which may be killed."""
    with running(opensearch_place, 3, heap_mb=HEAP_MB_OF_THREE, quick=True) as started:
        yield started


def shared_node(folder: Path, place: Callable[[], Place]) -> str:
    """Give the address of the one node of all who ask with the same folder, starting it if it isn't there.

    It runs until the last process that asked has ended.
    """
    users, told = folder / "opensearch.users", folder / "opensearch.url"
    starting = os.open(folder / "opensearch.starting", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(starting, fcntl.LOCK_EX)
        held = hold(users)  # to our end; while a node without users is being ended, this waits
        running_at, url = told.read_text(encoding="utf-8").split() if told.exists() else ("", "")
        if not running_at or not Path(running_at).is_dir():
            STARTED.append(Cluster(place(), quick=True, users=users))
            atexit.register(STARTED[-1].leave)
            os.close(held)  # the new one holds it too
            url = STARTED[-1].url
            told.write_text(f"{STARTED[-1].folder} {url}", encoding="utf-8")
    finally:
        os.close(starting)
    return url
