"""While an index is built anew, writes go on and every search is answered: nobody fails, comes twice or gets lost."""

import threading
import time
from collections.abc import Callable
from itertools import count
from typing import Any

from entities.errors import TalentjoinError
from service.flows.rebuild import rebuild_members, rebuild_tenant
from service.report import silent
from tests.service.conftest import House

STABLE = 250  # people who are there all the time
A_SECOND, BATCH = 200, 20
SECONDS = 3.0


class Traffic:
    """Writers and searchers of a house, each on a thread, until told to stop; what went wrong is listed."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.stop = threading.Event()
        self.wrong: list[str] = []
        self.written: list[str] = []
        self.searches = 0

    def write(self) -> None:
        """Send new and changed people, so many a second, in small batches."""
        begun, numbers = time.monotonic(), count()
        while not self.stop.is_set():
            ids = [f"n{next(numbers)}" for _ in range(BATCH)]
            new = [{"kind": "candidate", "id": one, "name": f"Fresh {one}"} for one in ids[: BATCH // 2]]
            changed = [
                {"kind": "candidate", "id": f"s{int(one[1:]) % STABLE}", "modified": f"2025-02-01T00:00:{at:02}Z"}
                | {"name": "Steady Person", "current_title": f"Title {one}"}
                for at, one in enumerate(ids[BATCH // 2 :])
            ]
            self.house.push(*new, *changed)
            self.written += [one["id"] for one in new]
            self.stop.wait(max(0.0, begun + 2 * len(self.written) / A_SECOND - time.monotonic()))

    def search(self) -> None:
        """Look for those who are there all the time: each is found, once."""
        while not self.stop.is_set():
            answer = self.house.search("steady", limit=200)
            ids = [hit.id for hit in answer.hits]
            if answer.total != STABLE or len(ids) != 200 or len(set(ids)) != 200:
                self.wrong.append(f"{answer.total} people, {len(ids)} shown, {len(set(ids))} different")
            self.searches += 1

    def guarded(self, work: Callable[[], None]) -> Callable[[], None]:
        """List what a thread fails with."""

        def run() -> None:
            try:
                work()
            except Exception as error:  # noqa: BLE001 - a thread's failure must reach the test
                self.wrong.append(f"{work.__name__}: {type(error).__name__}: {error}")

        return run


def test_searches_and_writes_go_on_while_the_index_is_built_anew(house: House) -> None:
    house.push(*({"kind": "candidate", "id": f"s{n}", "name": "Steady Person"} for n in range(STABLE)))
    house.members(*({"id": f"m{n}", "name": f"Member {n}"} for n in range(50)))
    house.drain()
    traffic = Traffic(house)
    failures: list[TalentjoinError] = []
    jobs: list[Callable[[], Any]] = [
        traffic.write,
        traffic.search,
        lambda: house.worker.run(traffic.stop, failures.append),
    ]
    threads = [threading.Thread(target=traffic.guarded(job)) for job in jobs]
    for thread in threads:
        thread.start()
    rebuilds, end = 0, time.monotonic() + SECONDS
    try:
        while time.monotonic() < end or rebuilds < 2:
            rebuild_tenant(house.parts, house.tenant, silent)
            rebuild_members(house.parts, silent)
            rebuilds += 1
    finally:
        traffic.stop.set()
        for thread in threads:
            thread.join(60)
    assert (traffic.wrong, failures) == ([], [])
    assert rebuilds >= 2
    assert traffic.searches > 3
    assert len(traffic.written) > A_SECOND // 2
    house.drain()
    house.assert_index_is_store()
    assert house.search("fresh").total == len(set(traffic.written))
    assert house.search("steady").total == STABLE
