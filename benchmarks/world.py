"""Turn a crowd into a data folder of the product: rows in the store, then indices built from them.

Documents are written as the projection writes them, in large transactions; records, links and resumes, from which the
projection makes them elsewhere, are left out. The indices are built as `talentjoin rebuild` builds them.
"""

import json
import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from sqlalchemy import delete

from benchmarks.people import Crowd
from benchmarks.words import vocabulary
from entities.ids import MemberNumber, TenantKey
from service.flows.rebuild import rebuild_members, rebuild_tenant
from service.flows.tenants import add_tenant
from service.report import Report, silent
from service.settings import Settings
from service.wiring import Parts, open_parts
from store import MembersTx, TenantTx, documents, members, pairwise

Side = Literal["tenant", "members"]

SIDES: tuple[Side, ...] = ("tenant", "members")
MEGABYTE = 1_000_000
APART = 50_000  # people from which two processes build faster than one
MADE = "bench.json"  # in a data folder: what was made there


@dataclass(frozen=True, slots=True)
class Work:
    """What one stage took: how many items, seconds, CPU-seconds."""

    items: int
    seconds: float
    cpu: float

    @property
    def rate(self) -> float:
        """Items a second of one core."""
        return self.items / max(self.cpu, 1e-6)


@dataclass(frozen=True, slots=True)
class World:
    """A filled data folder: its tenant, who is in it, and what making it took."""

    settings: Settings
    tenant: TenantKey
    crowd: Crowd
    written: Work
    built: dict[Side, Work]

    @property
    def documents(self) -> int:
        """Count what both indices hold."""
        return self.crowd.candidates + self.crowd.shadows + self.crowd.members


def now() -> datetime:
    """Tell the time."""
    return datetime.now(UTC)


def make_world(settings: Settings, size: int, seed: int, report: Report = silent) -> World:
    """Write a crowd into a new data folder and build both indices."""
    vocabulary(seed)
    with open_parts(settings, clock=now) as parts:
        tenant = add_tenant(parts, "bench")
        crowd = Crowd(size, seed, tenant)
        with working() as took:
            count = write_members(parts, crowd, report) + write_documents(parts, crowd, report)
        written = Work(count, *took)
        clear_outbox(parts, tenant)
    built = _built(settings, tenant, apart=size >= APART, report=report)
    return World(settings, tenant, crowd, written, built)


def taken_up(settings: Settings, size: int, seed: int, report: Report = silent) -> World:
    """Take up a world that was made before in this data folder, or make it.

    Raises:
        SystemExit: the folder holds another one.

    """
    made = settings.data / MADE
    if not made.exists():
        world = make_world(settings, size, seed, report)
        works = {side: astuple(world.built[side]) for side in SIDES}
        told = {"size": size, "seed": seed, "tenant": world.tenant, "written": astuple(world.written), "built": works}
        made.write_text(json.dumps(told), encoding="utf-8")
        return world
    told = json.loads(made.read_text(encoding="utf-8"))
    if (told["size"], told["seed"]) != (size, seed):
        raise SystemExit(f"{settings.data} holds {told['size']} people of seed {told['seed']}: take another folder")
    tenant = TenantKey(told["tenant"])
    built = {side: Work(*told["built"][side]) for side in SIDES}
    return World(settings, tenant, Crowd(size, seed, tenant), Work(*told["written"]), built)


def write_members(parts: Parts, crowd: Crowd, report: Report = silent) -> int:
    """Import the crowd's members; gives how many."""
    count = 0
    for profiles in crowd.profiles():
        with parts.store.members_writing() as tx:
            members.put_many(tx, profiles)
        count += len(profiles)
        report("members", count, crowd.members)
    return count


def write_documents(parts: Parts, crowd: Crowd, report: Report = silent) -> int:
    """Write the documents of the crowd's tenant; gives how many."""
    tenant, count = crowd.tenant, 0

    def public(numbers: Sequence[int]) -> dict[int, str]:
        with parts.store.reading(tenant) as tx:
            known = pairwise.public_members(tx, map(MemberNumber, numbers))
        return {int(number): str(key) for number, key in known.items()}

    for batch in crowd.tenant_documents(public):
        with parts.store.writing(tenant, actor="bench") as tx:
            documents.put_many(tx, batch)
        count += len(batch)
        report("documents", count, crowd.candidates + crowd.shadows)
    return count


def clear_outbox(parts: Parts, tenant: TenantKey) -> None:
    """Forget what is due: a rebuild reads all rows anyway."""
    with parts.store.writing(tenant, actor="bench") as tx:
        _forget(tx)
    with parts.store.members_writing() as members_tx:
        _forget(members_tx)


@contextmanager
def working() -> Iterator[list[float]]:
    """Measure a block: seconds and CPU-seconds of all its threads, there once it ends."""
    took: list[float] = []
    started, cpu = time.perf_counter(), time.process_time()
    yield took
    took += [time.perf_counter() - started, time.process_time() - cpu]


def folder_bytes(folder: Path) -> int:
    """Add up the files below a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _built(settings: Settings, tenant: TenantKey, *, apart: bool, report: Report) -> dict[Side, Work]:
    """Build both indices: one after the other, or at once in a process each."""
    if not apart:
        return {side: _build(settings, tenant, side) for side in SIDES}
    built: dict[Side, Work] = {}
    with ProcessPoolExecutor(len(SIDES), mp_context=multiprocessing.get_context("spawn")) as pool:
        building = {side: pool.submit(_build, settings, tenant, side) for side in SIDES}
        for done, side in enumerate(SIDES, 1):
            built[side] = building[side].result()
            report("indices", done, len(SIDES))
    return built


def _build(settings: Settings, tenant: TenantKey, side: Side) -> Work:
    builders: dict[Side, Callable[[Parts], int]] = {
        "tenant": lambda parts: rebuild_tenant(parts, tenant, silent),
        "members": lambda parts: rebuild_members(parts, silent),
    }
    with open_parts(settings, clock=now) as parts, working() as took:
        count = builders[side](parts)
    return Work(count, *took)


def _forget(tx: TenantTx | MembersTx) -> None:
    table = tx.outbox
    tx.execute(delete(table).where(table.c.topic == "index"))
