"""Turn a file of invented candidates, beside imported members, into the time and memory of every stage of the way.

Runs the production flows: import members, push from a file, estimate weights, link and project, index, search. The
same at a tenth of the size tells whether any stage costs more per item as the input grows.
"""

import argparse
import json
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.report import Row, write_results
from service.demo.people import make_people
from service.flows.index import index_members, index_tenant
from service.flows.members import import_members
from service.flows.receive import receive
from service.flows.refresh import refresh
from service.flows.search import SearchRequest, search
from service.flows.tenants import FIRST_INSTANCE, add_tenant
from service.flows.weigh import weigh
from service.following import Following
from service.matching import MemberProfiles
from service.parsing import LazyParser
from service.settings import Settings
from service.wiring import Parts, open_parts

SEED = 7
MEGABYTE = 1_000_000
SLACK = 1.25  # cost per item may grow by so much before a stage counts as growing faster than its input
SEARCHES = 50
TICK = 1e-6  # seconds; what takes less than the clock shows
CLEAR_PEAK = "5"  # what resets the kernel's peak-memory mark (proc(5), clear_refs)


@dataclass(frozen=True, slots=True)
class Stage:
    """What one stage took: items, seconds, CPU-seconds, and the peak resident memory while it ran, in bytes."""

    name: str
    items: int
    seconds: float
    cpu: float
    peak: int


def run(folder: Path, candidates: int, members: int, seed: int) -> list[Stage]:
    """Send invented people the whole way and measure each stage."""
    files = _files(folder, candidates, members, seed)
    settings = Settings(data=folder / "data")
    stages: list[Stage] = []

    @contextmanager
    def stage(name: str, items: int) -> Iterator[None]:
        _clear_peak()
        started, cpu = time.perf_counter(), time.process_time()
        yield
        stages.append(Stage(name, items, time.perf_counter() - started, time.process_time() - cpu, _peak()))

    with open_parts(settings, clock=lambda: datetime.now(UTC)) as parts, LazyParser(settings) as parser:
        tenant = add_tenant(parts, "bench")
        with stage("import members", members):
            assert sum(outcome.result == "created" for outcome in import_members(parts, files[0])) == members
        with stage("index members", members):
            _all(lambda: index_members(parts))
        with stage("push candidates", candidates), files[1].open("rb") as lines:
            outcomes = receive(parts, tenant, lines, instance=FIRST_INSTANCE, origin="push", actor="bench")
            assert sum(outcome.result == "created" for outcome in outcomes) == candidates
        matching = MemberProfiles(parts)
        with stage("prepare members for matching", members):
            matching.refresh()
        with stage("estimate weights", candidates):
            weigh(parts, tenant, matching)
        following = Following(parts)
        with stage("follow members", members):
            _all(lambda: sum(piece() for piece in following.pieces(matching)))
        with stage("link and project", candidates):
            _all(lambda: refresh(parts, tenant, matching, parser))
        with stage("index people", candidates):
            _all(lambda: index_tenant(parts, tenant))
        stages.append(_searches(parts, tenant, seed))
    return stages


def rows_of(small: list[Stage], large: list[Stage]) -> list[Row]:
    """Compare two runs stage by stage."""
    rows = []
    before = {stage.name: stage for stage in small}
    for stage in large:
        rows.append(Row(f"{stage.name}: seconds", "", round(stage.seconds, 2), "s", None))
        rows.append(Row(f"{stage.name}: rate", "", round(stage.items / max(stage.seconds, TICK)), "items/s", None))
        rows.append(Row(f"{stage.name}: CPU", "", round(stage.cpu, 2), "s", None))
        rows.append(Row(f"{stage.name}: peak memory", "", round(stage.peak / MEGABYTE), "MB", None))
        least = before[stage.name]
        # CPU: wall time is the neighbours' too.
        growth = (max(stage.cpu, TICK) / stage.items) / (max(least.cpu, TICK) / least.items)
        bounded = stage.name != "search"
        goal = f"<= {SLACK}" if bounded else ""
        rows.append(
            Row(
                f"{stage.name}: CPU an item, large to small",
                goal,
                round(growth, 2),
                "x",
                growth <= SLACK if bounded else None,
            )
        )
    total = sum(stage.seconds for stage in large)
    rows.append(Row("all stages", "", round(total, 1), "s", None))
    return rows


def _files(folder: Path, candidates: int, members: int, seed: int) -> tuple[Path, Path]:
    people = make_people(seed, members, candidates)
    paths = folder / "members.jsonl", folder / "candidates.jsonl"
    for path, lines in zip(paths, (people.members, people.candidates), strict=True):
        with path.open("w", encoding="utf-8") as out:
            for line in lines:
                out.write(json.dumps(line, default=str) + "\n")
    return paths


def _searches(parts: Parts, tenant: str, seed: int) -> Stage:
    words = ("engineer", "manager", "sales", "nurse", "analyst", "developer", "director", "designer")
    rng = random.Random(seed)
    taken = []
    _clear_peak()
    cpu = time.process_time()
    for _ in range(SEARCHES):
        started = time.perf_counter()
        request = SearchRequest(
            text=f"{rng.choice(words)} OR {rng.choice(words)}", facets=("location", "in_ats"), limit=10
        )
        search(parts, tenant, request)  # type: ignore[arg-type]  # a tenant's key is a text
        taken.append(time.perf_counter() - started)
    print(f"search: median {statistics.median(taken) * 1000:.0f} ms")
    return Stage("search", SEARCHES, sum(taken), time.process_time() - cpu, _peak())


def _all(step: Callable[[], int]) -> None:
    while step():
        pass


def _clear_peak() -> None:
    try:
        Path("/proc/self/clear_refs").write_text(CLEAR_PEAK, encoding="ascii")
    except OSError:
        return  # the peak is then that of the whole run so far


def _peak() -> int:
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main() -> None:
    """Run both sizes and write the results."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--candidates", type=int, default=100_000)
    arguments.add_argument("--members", type=int, default=200_000)
    arguments.add_argument("--seed", type=int, default=SEED)
    given = arguments.parse_args()
    runs = []
    for share in (10, 1):
        with tempfile.TemporaryDirectory(prefix="talentjoin-bench-") as folder:
            runs.append(run(Path(folder), given.candidates // share, given.members // share, given.seed))
    write_results("sync", rows_of(*runs), given.seed, {"candidates": given.candidates, "members": given.members})


if __name__ == "__main__":
    main()
