"""Turn many small tenants into figures of opening them cold: milliseconds, threads, files."""

import multiprocessing
import os
import random
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from benchmarks.asked import Asking
from benchmarks.memory import pss
from benchmarks.people import Crowd
from benchmarks.report import Row
from benchmarks.timing import at_most, percentile_ms, seconds_of, told
from benchmarks.world import MEGABYTE, Work, clear_outbox, now, working, write_documents, write_members
from entities.document import EVERYONE
from entities.ids import TenantKey
from service.flows.index import index_tenant
from service.flows.rebuild import rebuild_members
from service.flows.search import search
from service.flows.tenants import add_tenant
from service.report import Report, silent
from service.settings import Settings
from service.wiring import Parts, open_parts

PEOPLE = 200  # candidates of each tenant
CROWD = 500  # people of whom so many are candidates
COLD_GOAL_MS = 20
SOME = 100  # tenants after which threads and files may not grow any more
SLACK = 8  # threads or files that come and go


@dataclass(frozen=True, slots=True)
class Opened:
    """Seconds of each tenant's first search and of one after it; threads, files and memory in bytes along the way."""

    cold: list[float]
    warm: list[float]
    threads: tuple[int, int]
    files: tuple[int, int]
    memory: int


def small_tenant_rows(
    settings: Settings, tenants: int, seed: int, report: Report = silent, *, apart: bool = True
) -> list[Row]:
    """Make the tenants, then search each once in a process that has opened none of them, unless not `apart`."""
    with open_parts(settings, clock=now) as parts, working() as took:
        keys = _make(parts, tenants, seed, report)
    made = Work(tenants, *took)
    if apart:
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
            opened = pool.submit(_open_all, settings, keys, seed).result()
    else:
        opened = _open_all(settings, keys, seed)
    name = f"{tenants:,} tenants x {PEOPLE} people"
    return [
        at_most(f"{name}: cold search, p50", percentile_ms(opened.cold, 50), COLD_GOAL_MS, "ms"),
        told(f"{name}: cold search, p99", percentile_ms(opened.cold, 99), "ms"),
        told(f"{name}: search after it, p50", percentile_ms(opened.warm, 50), "ms"),
        _bounded(f"{name}: threads", opened.threads),
        _bounded(f"{name}: open files", opened.files),
        told(f"{name}: memory of the process that searched them", opened.memory / MEGABYTE, "MB (PSS)"),
        told(f"{name}: adding one, its people written and indexed", 1_000 * made.seconds / tenants, "ms"),
    ]


def _make(parts: Parts, tenants: int, seed: int, report: Report) -> list[TenantKey]:
    crowd = Crowd(CROWD, seed)
    write_members(parts, crowd)
    rebuild_members(parts, silent)
    keys = []
    for number in range(tenants):
        tenant = add_tenant(parts, f"small {number}")
        write_documents(parts, replace(crowd, tenant=tenant))
        while index_tenant(parts, tenant):
            pass
        keys.append(tenant)
        report("small tenants", number + 1, tenants)
    clear_outbox(parts, keys[0])
    return keys


def _open_all(settings: Settings, keys: list[TenantKey], seed: int) -> Opened:
    order = random.Random(seed).sample(keys, len(keys))
    first, second = Asking(seed).searches("six terms", 2, access=(EVERYONE,))
    with open_parts(settings, clock=now) as parts:
        search(parts, order[-1], first)  # what is loaded once in a process
        cold, warm, marks = [], [], []
        for number, tenant in enumerate(order, 1):
            cold.append(seconds_of(partial(search, parts, tenant, first)))
            warm.append(seconds_of(partial(search, parts, tenant, second)))
            if number in (min(SOME, len(order)), len(order)):
                marks.append((_entries("task"), _entries("fd")))
        threads, files = zip(marks[0], marks[-1], strict=True)
        return Opened(cold, warm, threads, files, pss(os.getpid()))


def _bounded(name: str, seen: tuple[int, int]) -> Row:
    """Tell how many there are at the end: hardly more than after the first tenants."""
    early, late = seen
    return Row(name, f"<= {early + SLACK}, as after {SOME}", late, "", late <= early + SLACK)


def _entries(of: str) -> int:
    """Count the threads (task) or open files (fd) of this process."""
    return len(list(Path(f"/proc/self/{of}").iterdir()))
