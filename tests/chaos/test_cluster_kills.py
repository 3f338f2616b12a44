"""Of three search nodes one is killed under load: nothing written is lost, searches hardly notice."""

import random
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from entities.errors import TalentjoinError
from service.settings import Settings
from service.wiring import open_parts
from service.worker import Worker
from store import outbox
from tests.chaos.roles import CANDIDATES, now, person
from tests.chaos.test_engine_down import until
from tests.service.conftest import HereParser, House
from tools.opensearch.node import Cluster, Node

SEARCHES, SEARCHERS = 4_000, 2
MOST_FAILED = 0.001
KILLED_AT, STARTED_AT = 0.3, 0.7  # shares of the searches


@dataclass
class Load:
    """What was asked and sent, and what became of it."""

    asked: int = 0
    failed: list[TalentjoinError] = field(default_factory=list)
    acknowledged: dict[str, int] = field(default_factory=dict)
    stop: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def search(self, house: House, seed: int) -> None:
        """Search until as many were made as are wanted; an error of no known type ends the thread, and the test."""
        rng = random.Random(seed)
        while True:
            with self.lock:
                if self.asked == SEARCHES:
                    return
                self.asked += 1
            try:
                house.search(str(person(rng.randrange(CANDIDATES))["last_name"]))
            except TalentjoinError as error:
                self.failed.append(error)

    def write(self, house: House) -> None:
        """Push candidates over and over, each time with a new status."""
        rng = random.Random(0)
        turn = 0
        while not self.stop.is_set():
            turn += 1
            items = [
                {
                    "kind": "candidate",
                    "id": f"c{n}",
                    "status": str(turn),
                    "modified": f"2026-01-05T00:00:00.{turn:06d}Z",
                }
                | person(n)
                for n in rng.sample(range(CANDIDATES), 20)
            ]
            for outcome in house.push(*items):
                assert outcome.result in {"created", "changed"}
                self.acknowledged[str(outcome.id)] = turn


@pytest.fixture
def house(cluster: Cluster, tmp_path: Path) -> Iterator[House]:
    """Give an installation over three nodes."""
    settings = Settings(data=tmp_path, engine="opensearch", opensearch_url=cluster.url, lease_seconds=1.0)
    with open_parts(settings, clock=now) as parts:
        yield House(parts)


def elected(cluster: Cluster) -> Node:
    """Find the node that leads the others: its end is the worst."""
    (leader,) = cluster.nodes[0].ask("/_cat/cluster_manager?format=json")
    return next(node for node in cluster.nodes if node.name == leader["node"])


@pytest.mark.full
@pytest.mark.timeout(1800)
def test_one_of_three_is_killed_under_load(house: House, cluster: Cluster) -> None:
    load = Load()
    house.push(
        *({"kind": "candidate", "id": f"c{n}", "modified": "2026-01-01", **person(n)} for n in range(CANDIDATES))
    )
    house.drain()
    until(lambda: cluster.nodes[0].ask("/_cluster/health")["status"] == "green")
    worker, failures = Worker(house.parts, HereParser()), list[TalentjoinError]()
    threads = [
        threading.Thread(target=worker.run, args=(load.stop, failures.append)),
        threading.Thread(target=load.write, args=(house,)),
    ]
    searchers = [threading.Thread(target=load.search, args=(house, seed)) for seed in range(SEARCHERS)]
    for thread in (*threads, *searchers):
        thread.start()
    until(lambda: load.asked >= KILLED_AT * SEARCHES)
    leader = elected(cluster)
    leader.kill()
    until(lambda: load.asked >= STARTED_AT * SEARCHES)
    leader.start()
    for searcher in searchers:
        searcher.join()
    load.stop.set()
    for thread in threads:
        thread.join()
    leader.await_ready(len(cluster.nodes))

    print(f"{load.asked} searches, {len(load.failed)} failed: {[str(one) for one in load.failed]}")
    print(f"{len(failures)} tries of the worker failed: {sorted({str(one) for one in failures})}")
    assert load.asked == SEARCHES
    assert len(load.failed) < MOST_FAILED * SEARCHES
    house.drain()
    with house.parts.store.reading(house.tenant) as tx:
        assert outbox.buried(tx) == {}
    for name, turn in load.acknowledged.items():
        kept = house.record("candidate", name)
        assert kept is not None
        assert int(kept.payload["status"]) >= turn
    house.assert_index_is_store()
    assert house.search().total == CANDIDATES
