"""Turn a number of kills into proof: kill writer and worker at random instants, then look whether anything is missing.

Run as `python -m tests.chaos.rig --kills 30 --seed 1 [--url URL --admin URL] [--opensearch URL]` in a process of its
own; it prints JSON.
"""

import argparse
import json
import mmap
import os
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from entities.ids import TenantKey
from entities.query import Question
from service.flows.members import import_member_rows
from service.flows.tenants import FIRST_INSTANCE, add_tenant
from service.settings import Settings
from service.wiring import Parts, open_parts
from service.worker import Worker
from store import audit, control, documents, outbox, records
from tests.chaos.roles import CANDIDATES, IDLE, PHASES, now, person, settings_for, work, write
from tests.service.conftest import HereParser

SHORTEST, LONGEST = 0.05, 0.45  # seconds between a kill and the next
WARM = 0.5  # seconds before the first


@dataclass
class Report:
    """What was killed, and what was found afterwards."""

    kills: int
    victims: dict[str, int]
    phases: dict[str, int]
    acknowledged: int
    lost: int
    different: int
    doubled: int
    left_in_outbox: int
    candidates: int
    seconds: float


@dataclass
class Role:
    """One forked process, what it does, and the byte in which it says so."""

    name: str
    run: Callable[[mmap.mmap], None]
    phase: mmap.mmap
    pid: int = 0

    def start(self) -> None:
        """Fork it."""
        self.phase[0] = self.phase[1] = IDLE
        self.pid = os.fork()
        if self.pid == 0:
            code = 1
            try:
                self.run(self.phase)
                code = 0
            finally:
                os._exit(code)

    def kill(self) -> str:
        """Kill it, and tell what it was in the middle of."""
        os.kill(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        assert os.WIFSIGNALED(status), f"the {self.name} had ended by itself"
        return PHASES[self.phase[0]]


def main() -> None:
    """Run the rig and print its report."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--kills", type=int, required=True)
    arguments.add_argument("--seed", type=int, required=True)
    arguments.add_argument("--url", default="sqlite")
    arguments.add_argument("--admin")
    arguments.add_argument("--opensearch")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="talentjoin-chaos-") as folder:
        settings = settings_for(Path(folder), given.url, given.admin, given.opensearch)
        print(json.dumps(asdict(run(settings, Path(folder), given.kills, given.seed))))
        if given.opensearch:
            forget(settings)


def run(settings: Settings, folder: Path, kills: int, seed: int) -> Report:
    """Kill so many times, let the rest be worked off, and compare."""
    began = time.monotonic()
    tenant = _begin(settings)
    acks = folder / "acks"
    phases, victims = Counter[str](), Counter[str]()
    rng = random.Random(seed)
    writers = iter(range(1, kills + 2))

    def be_writer(phase: mmap.mmap) -> None:
        write(settings, tenant, turn[0], phase, os.open(acks, os.O_WRONLY | os.O_CREAT | os.O_APPEND))

    turn = [next(writers)]
    writer = Role("writer", be_writer, mmap.mmap(-1, 2))
    worker = Role("worker", lambda phase: work(settings, phase), mmap.mmap(-1, 2))
    writer.start()
    worker.start()
    time.sleep(WARM)
    for _ in range(kills):
        victim = rng.choice((writer, worker))
        while not victim.phase[1]:  # still opening its store: nothing to lose yet
            time.sleep(0.005)
        time.sleep(rng.uniform(SHORTEST, LONGEST))
        phases[victim.kill()] += 1
        victims[victim.name] += 1
        if victim is writer:
            turn[0] = next(writers)
        victim.start()
    writer.kill()
    worker.kill()
    with open_parts(settings, clock=now) as parts:
        _finish(parts, tenant)
        return _compare(parts, tenant, acks, Report(kills, dict(victims), dict(phases), 0, 0, 0, 0, 0, 0, 0.0), began)


def forget(settings: Settings) -> None:
    """Drop every index of the installation: the node is there for others too."""
    with open_parts(settings, clock=now) as parts:
        with parts.store.control_reading() as tx:
            tenants = [tenant.key for tenant in control.tenants(tx)]
        for index in (parts.members_index, *map(parts.tenant_index, tenants)):
            parts.engine.drop(index)


def _begin(settings: Settings) -> TenantKey:
    with open_parts(settings, clock=now) as parts:
        tenant = add_tenant(parts, "chaos")
        rows = [{"id": f"m{n}", **person(n), "positions": []} for n in range(0, CANDIDATES, 2)]
        assert all(one.result == "created" for one in import_member_rows(parts, list(enumerate(rows))))
        return tenant


def _finish(parts: Parts, tenant: TenantKey) -> None:
    """Drain until nothing is left: what a killed worker had leased comes due within a lease."""
    worker = Worker(parts, HereParser())
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        worker.drain()
        with parts.store.reading(tenant) as tx:
            if not outbox.depth(tx):
                return
        time.sleep(0.1)


def _compare(parts: Parts, tenant: TenantKey, acks: Path, report: Report, began: float) -> Report:
    latest: dict[str, tuple[int, int]] = {}
    for line in acks.read_text().splitlines():
        name, seed, turn = line.split()
        latest[name] = max(latest.get(name, (0, 0)), (int(seed), int(turn)))
        report.acknowledged += 1
    with parts.store.reading(tenant) as tx:
        for name, least in latest.items():
            stored = records.by_source(tx, FIRST_INSTANCE, "candidate", name)  # type: ignore[arg-type]  # a text
            kept = tuple(int(part) for part in stored.payload["status"].split(".")) if stored else (0, 0)
            report.lost += kept < least
        live = {tuple(key): version for key, version in documents.versions(tx).items()}
        report.left_in_outbox = sum(outbox.depth(tx).values()) + sum(outbox.buried(tx).values())
        report.candidates = records.count_by_kind(tx)["candidate"]
        audit.verify(tx)
    index = parts.tenant_index(tenant)
    held = {tuple(key): version for key, version in parts.engine.versions(index).items()}
    report.different = sum(held.get(key) != live.get(key) for key in held.keys() | live.keys())
    everyone = parts.engine.search(index, Question(limit=0)).total
    everyone += parts.engine.search(index, Question(limit=0), shadows=True).total
    report.doubled = everyone - len(live)
    report.seconds = round(time.monotonic() - began, 1)
    return report


if __name__ == "__main__":
    main()
