"""While the search engine is gone, writes are taken and searches say so; once it is back, the index catches up."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from entities.errors import EngineBusy, EngineDown, TalentjoinError
from service.flows.doctor import examine
from service.settings import Settings
from service.wiring import open_parts
from service.worker import Worker
from store import outbox
from tests.chaos.roles import now, person
from tests.service.conftest import HereParser, House
from tools.opensearch.node import Node

PEOPLE = 40
SEARCHES = 10  # more than the breaker counts before it opens


@pytest.fixture
def house(fresh_node: Node, tmp_path: Path) -> Iterator[House]:
    """Give an installation over a node that may be killed."""
    settings = Settings(data=tmp_path, engine="opensearch", opensearch_url=fresh_node.url, lease_seconds=1.0)
    with open_parts(settings, clock=now) as parts:
        yield House(parts)


@pytest.fixture
def failures(house: House) -> Iterator[list[TalentjoinError]]:
    """Run the worker beside the test; gives what it reports."""
    reported: list[TalentjoinError] = []
    stop = threading.Event()
    worker = Worker(house.parts, HereParser())
    running = threading.Thread(target=worker.run, args=(stop, reported.append))
    running.start()
    yield reported
    stop.set()
    running.join()


def until(true: Callable[[], bool]) -> None:
    while not true():  # the test's own time limit ends a wait in vain
        time.sleep(0.05)


def push(house: House, numbers: range) -> None:
    outcomes = house.push(*({"kind": "candidate", "id": f"c{n}", **person(n)} for n in numbers))
    assert {one.result for one in outcomes} == {"created"}


def due(house: House) -> int:
    with house.parts.store.reading(house.tenant) as tx:
        assert outbox.buried(tx) == {}
        return sum(outbox.depth(tx).values())


def test_writes_are_taken_and_found_once_the_engine_is_back(
    house: House, failures: list[TalentjoinError], fresh_node: Node
) -> None:
    push(house, range(PEOPLE))
    until(lambda: not due(house))
    assert house.search().total == PEOPLE

    fresh_node.kill()
    push(house, range(PEOPLE, 2 * PEOPLE))
    for _ in range(SEARCHES):
        with pytest.raises(EngineDown) as refused:
            house.search("smith1")
        assert "smith1" not in str(refused.value)
    until(lambda: bool(failures))
    (seen,) = [check for check in examine(house.parts) if check.name == "engine"]
    assert not seen.ok
    assert due(house)

    fresh_node.start()
    fresh_node.await_ready()
    until(lambda: not due(house))
    assert house.search().total == 2 * PEOPLE
    house.assert_index_is_store()
    assert [
        failure for failure in failures if not isinstance(failure, EngineDown | EngineBusy)
    ] == []  # it was starting
