"""Turn a world into what it takes: bytes on disk, memory of the whole service that serves it."""

import os
import time
from pathlib import Path

from benchmarks.load import Access, Http, reading
from benchmarks.memory import children, memory
from benchmarks.report import Row
from benchmarks.serving import client_of, served
from benchmarks.timing import percentile_ms, told
from benchmarks.world import MEGABYTE, World, folder_bytes
from service.wiring import Parts

MEMORY_GOAL_MB, MEMORY_STRETCH_MB = 1_500, 1_000
WHOLE = 1_000_000  # people for which the goal is set
CALM_SHARE = 0.1  # of a core: a service that uses less has nothing left to do
CALM_SECONDS, MOST_SECONDS = 3.0, 240.0  # how long it must be so calm, and how long that is waited for
ANSWERED = 200
TICKS = os.sysconf("SC_CLK_TCK")
FOLDERS = ("index", "columns", "lexicon")  # of the data folder, told apart; what else there is, is the store's


def byte_rows(parts: Parts, world: World) -> list[Row]:
    """Tell the bytes on disk for each document."""
    data = parts.settings.data
    rows = []
    taken = {name: folder_bytes(data / name) for name in FOLDERS if (data / name).is_dir()}
    taken["store"] = folder_bytes(data) - sum(taken.values())
    for name, count in taken.items():
        rows.append(told(f"{name}: bytes a document on disk", count / world.documents, "bytes"))
        rows.append(told(f"{name}: on disk", count / MEGABYTE, "MB"))
    return rows


def memory_rows(parts: Parts, world: World, seconds: float) -> list[Row]:
    """Start the service on the world, wait until it is calm, search for a while, and tell what it took."""
    client = client_of(parts.store, world.tenant)
    started = time.perf_counter()
    with served(parts.settings.data) as (port, process), memory(process.pid) as seen:
        wait_until_calm(process.pid)
        calm = time.perf_counter() - started
        access = Access(port, *client)
        first = _first_answer(access)
        taken = reading(access, seconds)
        steady = seen[-1] / MEGABYTE
    most = MEMORY_GOAL_MB if world.crowd.size >= WHOLE else None
    goal = f"<= {MEMORY_GOAL_MB} (stretch {MEMORY_STRETCH_MB})" if most else ""
    return [
        Row(
            "memory of the whole service, searching", goal, round(steady), "MB (PSS)", steady <= most if most else None
        ),
        told("memory of the whole service, the most since it started", max(seen) / MEGABYTE, "MB (PSS)"),
        told("service: until it is calm after its start", calm, "s"),
        told("search over HTTP: the first after the start", 1_000 * first, "ms"),
        told("search over HTTP, two facets: p50", percentile_ms(taken, 50), f"ms of {len(taken)}"),
        told("search over HTTP, two facets: p95", percentile_ms(taken, 95), "ms"),
    ]


def wait_until_calm(root: int) -> None:
    """Wait until a process and its children do next to nothing."""
    until = time.monotonic() + MOST_SECONDS
    before = _cpu_seconds(root)
    while time.monotonic() < until:
        time.sleep(CALM_SECONDS)
        now = _cpu_seconds(root)
        if now - before < CALM_SHARE * CALM_SECONDS:
            return
        before = now


def _first_answer(access: Access) -> float:
    """Search until an answer comes, and tell how long the first one took: it loads what all later ones use."""
    http, started = Http(access), time.perf_counter()
    until = started + MOST_SECONDS
    while time.perf_counter() < until:
        status, answer = http.send("POST", "/v1/search", b'{"text": "engineer", "limit": 10}')
        if status == ANSWERED:
            return time.perf_counter() - started
        time.sleep(1)
    raise SystemExit(f"the service answers {status}: {answer}")


def _cpu_seconds(root: int) -> float:
    return sum(map(_cpu_of, [root, *children(root)]))


def _cpu_of(pid: int) -> float:
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(after_name[11]) + int(after_name[12])) / TICKS
