"""Turn a running service under load into records a second, latencies of reads beside it, and memory.

Starts `talentjoin serve` as its users do and calls it over HTTP from other processes, on the same cores.
"""

import argparse
import json
import os
import signal
import statistics
import subprocess
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.load import PACE_SECONDS, Access, Http, flood, push, reading, reads
from benchmarks.memory import children, memory
from benchmarks.report import Row, write_results
from benchmarks.serving import client_of, served
from service.demo.people import make_people
from service.flows.members import import_member_rows
from service.flows.receive import receive
from service.flows.tenants import FIRST_INSTANCE, add_tenant
from service.parsing import LazyParser
from service.settings import Settings
from service.wiring import open_parts
from service.worker import Worker

SEED = 11
MEGABYTE = 1_000_000
LINES_AT_ONCE = 5_000  # the most that one request may hold
RECEIVE_GOAL = 3_000  # records a second
FAIR = 1.2  # a neighbour's p95 under a flood, over that without
ROUNDS = 6  # of measuring without, then with a flood


def main() -> None:
    """Measure, print, and keep the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--candidates", type=int, default=100_000)
    parser.add_argument("--people", type=int, default=5_000, help="people of the tenant that searches")
    parser.add_argument("--seconds", type=float, default=15.0, help="how long each quiet or flooded measurement takes")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = run(Path(folder), given.candidates, given.people, given.seconds)
    settings = {"candidates": given.candidates, "people": given.people, "seconds": given.seconds, "pace": PACE_SECONDS}
    write_results("service", rows, SEED, settings)


def run(folder: Path, candidates: int, people: int, seconds: float) -> list[Row]:
    """Fill two tenants, start the service, and measure it: alone, beside a bulk load, and under a flood."""
    calm, busy = _fill(folder / "data", people)
    batches = _batches(candidates)
    with served(folder / "data") as (port, process):
        reader, writer = Access(port, *calm), Access(port, *busy)
        quiet = reading(reader, seconds)
        worker = _worker_of(process)
        _signal(worker, signal.SIGSTOP)
        alone = push(writer, batches[: max(1, len(batches) // 4)], prefix="alone")
        _signal(worker, signal.SIGCONT)
        _caught_up(writer)
        with memory(process.pid) as peak, reads(reader) as beside:
            rate = push(writer, batches, prefix="beside")
        _caught_up(writer)
        quiet_again, flooded = _in_turns(reader, writer, seconds)
    return [
        Row("receive alone, worker paused", f">= {RECEIVE_GOAL}", round(alone), "records/s", alone >= RECEIVE_GOAL),
        Row("receive beside reads, linking and indexing", "", round(rate), "records/s", None),
        *_latencies("search, service quiet", quiet),
        *_latencies("search beside the bulk load", beside),
        *_latencies("search, quiet, by turns with the flood", quiet_again),
        *_latencies("search while another tenant floods", flooded),
        _fairness(quiet_again, flooded),
        Row("peak memory of all processes", "", round(max(peak) / MEGABYTE), "MB (PSS)", None),
    ]


def _in_turns(reader: Access, writer: Access, seconds: float) -> tuple[list[float], list[float]]:
    """Measure without and with a flood, by turns, so that both meet the same machine."""
    quiet: list[float] = []
    flooded: list[float] = []
    for _ in range(ROUNDS):
        quiet += reading(reader, seconds / 2)
        with flood(writer):
            flooded += reading(reader, seconds / 2)
    return quiet, flooded


def _fill(data: Path, people: int) -> tuple[tuple[str, str], tuple[str, str]]:
    settings = Settings(data=data)
    invented = make_people(SEED, people, people)
    with open_parts(settings, clock=lambda: datetime.now(UTC)) as parts, LazyParser(settings) as parser:
        tenants = [add_tenant(parts, name) for name in ("calm", "busy")]
        import_member_rows(parts, enumerate(invented.members, 1))
        lines = (json.dumps(line, default=str).encode() for line in invented.candidates)
        list(receive(parts, tenants[0], lines, instance=FIRST_INSTANCE, origin="push", actor="bench"))
        Worker(parts, parser).drain()
        made = [client_of(parts.store, tenant) for tenant in tenants]
    return made[0], made[1]


def _batches(candidates: int) -> list[list[dict[str, Any]]]:
    invented = list(make_people(SEED + 1, 1_000, candidates).candidates)
    return [invented[start : start + LINES_AT_ONCE] for start in range(0, len(invented), LINES_AT_ONCE)]


def _caught_up(access: Access) -> None:
    """Wait until nothing is due for the tenant."""
    http = Http(access)
    while True:
        status, answer = http.send("GET", "/v1/sync-status")
        if status == 200 and not _due(answer):
            return
        time.sleep(1)


def _due(answer: Any) -> int:
    return sum(answer["outbox"].values()) if isinstance(answer.get("outbox"), dict) else int(answer["outbox_depth"])


def _worker_of(process: subprocess.Popen[bytes]) -> int | None:
    """Find the worker among the processes that the service started."""
    return next((pid for pid in children(process.pid) if b"worker" in _command(pid).split(b"\0")), None)


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _signal(pid: int | None, number: signal.Signals) -> None:
    if pid is not None:
        os.kill(pid, number)


def _latencies(name: str, taken: Sequence[float]) -> list[Row]:
    if len(taken) <= 1:
        return [Row(name, "", 0, "too few searches to tell", None)]
    cuts = statistics.quantiles(taken, n=100, method="inclusive")
    return [
        Row(f"{name}: p{percent}", "", round(1_000 * cuts[percent - 1], 1), f"ms of {len(taken)}", None)
        for percent in (50, 95, 99)
    ]


def _fairness(quiet: Sequence[float], flooded: Sequence[float]) -> Row:
    before, under = (statistics.quantiles(taken, n=100, method="inclusive")[94] for taken in (quiet, flooded))
    return Row(
        "p95 of a neighbour under a flood, over quiet",
        f"<= {FAIR}",
        round(under / before, 2),
        "x",
        under / before <= FAIR,
    )


if __name__ == "__main__":
    main()
