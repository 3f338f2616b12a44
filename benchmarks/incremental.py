"""Turn two files of people into figures of matching new candidates against runs of profiles that are kept.

    python -m benchmarks.incremental --candidates C --profiles P [--folder DIR] [--count N] [--no-full] [--json]

The runs are built as the service builds them, from Parquet instead of the store: a million rows at a time, then put
together array by array. "Cold" is a process of its own, from nothing to a table of links; the files' pages may lie in
the system's cache.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from matcher import Profiles, default_weights, match_tables
from matcher.lexicon import Lexicon
from matcher.prepare import prepare
from matcher.runs import RUN_FORM, SEALED, make_run, merge_arrays, run_arrays, run_of
from matcher.schema import checked
from store.runs import Runs
from store.vault import OperatorVault

BUILD_ROWS = 1_000_000
SECRET = (1 << 127) | 1  # any will do: all that is timed is with one
MASTER = bytes(32)
ONES = 50  # candidates matched one by one
LINKED = ("profile", "probability", "none_probability", "runner_up", "runner_up_probability", "decision")


def runs_in(folder: Path) -> Runs:
    """Open the runs of a folder, as the store does."""
    return Runs(folder, form=str(RUN_FORM), sealer=OperatorVault(MASTER), sealed=SEALED)


def build(profiles: Path, folder: Path) -> dict[str, Any]:
    """Make runs of all profiles, unless they are there; goes on where one that was stopped had come to."""
    runs = runs_in(folder)
    begun, busy = time.perf_counter(), time.process_time()
    found = runs.read()
    if found is None or not found.state.get("done"):
        lexicon = Lexicon()
        for table in _tables(profiles, 0 if found is None else found.state["rows"]):
            run = make_run(prepare(checked(table, "profiles"), SECRET, lexicon=lexicon))
            kept: list[Any] = [] if found is None else [(part, part.dead) for part in found.parts]
            rows = table.num_rows + (0 if found is None else found.state["rows"])
            found = runs.commit(found, kept, [iter(run_arrays(run).items())], {"done": 0, "rows": rows})
        assert found is not None
        del lexicon
        parts = [run_of(part.arrays) for part in found.parts]
        found = runs.commit(found, [], [merge_arrays(parts)], {"done": 1})
    return {
        "profiles": sum(len(part.arrays["ids.offsets"]) - 1 for part in found.parts),
        "build_seconds": round(time.perf_counter() - begun, 2),
        "build_cpu_seconds": round(time.process_time() - busy, 2),
        "build_megabytes": _peak(),
        "runs_megabytes": round(sum(part.size for part in found.parts) / 1e6),
    }


def opened(folder: Path) -> Profiles:
    """Open the profiles of a folder, nothing of which is read yet."""
    found = runs_in(folder).read()
    assert found is not None
    return Profiles.of_runs([run_of(part.arrays, part.dead) for part in found.parts], SECRET)


def cold(candidates: Path, folder: Path, out: Path, count: int) -> dict[str, Any]:
    """Match so many candidates from nothing; then one by one."""
    begun = time.perf_counter()
    profiles = opened(folder)
    opening = time.perf_counter() - begun
    table = pq.read_table(candidates).slice(0, count)
    links = profiles.match(table, default_weights())
    rows = [{"candidate": one.candidate, **{name: getattr(one, name) for name in LINKED}} for one in links]
    pq.write_table(pa.Table.from_pylist(rows), out)
    seconds = time.perf_counter() - begun
    busy = time.process_time()
    warm = []
    for at in range(min(ONES, table.num_rows)):
        since = time.process_time()
        profiles.match(table.slice(at, 1), default_weights())
        warm.append(1_000 * (time.process_time() - since))
    return {
        "open_ms": round(1_000 * opening, 1),
        "inner_seconds": round(seconds, 3),
        "cold_cpu_seconds": round(busy, 3),
        "cold_megabytes": _peak(),
        "warm_ms": round(median(warm), 2),
    }


def measure(
    candidates: Path, profiles: Path, folder: Path, *, count: int = 10_000, full: bool = True
) -> dict[str, Any]:
    """Build, then match in a process of its own, then compare with a full run under the same weights."""
    figures = _apart("build", "--profiles", str(profiles), "--folder", str(folder))
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "links.parquet"
        command = ("cold", "--candidates", str(candidates), "--folder", str(folder), "--out", str(out))
        best: dict[str, Any] = {}
        for _ in range(3):  # the first fills the system's cache
            begun = time.perf_counter()
            told = _apart(*command, "--count", str(count))
            told["cold_seconds"] = round(time.perf_counter() - begun, 3)
            best = min(best or told, told, key=lambda one: float(one["cold_seconds"]))
        figures |= best
        if full:
            figures |= _compared(pq.read_table(out), candidates, profiles, count)
    return figures


def _compared(links: pa.Table, candidates: Path, profiles: Path, count: int) -> dict[str, Any]:
    """Count the rows that equal those of a full run.

    Keys are 40 bits of a hash, another one under a secret: one row in some thousands has a chance pair more or less.
    """
    table = pq.read_table(candidates).slice(0, count)
    begun = time.perf_counter()
    whole = match_tables(table, pq.read_table(profiles), weights=default_weights()).table
    seconds = time.perf_counter() - begun
    names = {"candidate": "candidate_id", "profile": "profile_id", "runner_up": "runner_up_id"}
    same = np.ones(table.num_rows, bool)
    for name in ("candidate", *LINKED):
        if name == "decision":
            continue  # shipped weights join by strong evidence only in the service
        left, right = links[name].to_pylist(), whole[names.get(name, name)].to_pylist()
        same &= np.array([a == b for a, b in zip(left, right, strict=True)])
    return {"equal": int(same.sum()), "of": len(same), "full_seconds": round(seconds, 1)}


def _tables(profiles: Path, skipped: int) -> Iterator[pa.Table]:
    waiting: list[pa.RecordBatch] = []
    for whole in pq.ParquetFile(profiles).iter_batches(batch_size=BUILD_ROWS):
        batch, skipped = whole.slice(min(skipped, len(whole))), max(0, skipped - len(whole))
        if len(batch):
            waiting.append(batch)
        if sum(len(one) for one in waiting) >= BUILD_ROWS:
            yield pa.Table.from_batches(waiting)
            waiting = []
    if waiting:
        yield pa.Table.from_batches(waiting)


def _peak() -> int:
    """Give the most memory that was this process's own, in megabytes: mapped files are the system's."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmHWM:"):
            return round(int(line.split()[1]) / 1_000)
    return 0


def _apart(*arguments: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.incremental", "--step", *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def main() -> None:
    """Run one step, or all of them."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--step", choices=("build", "cold"))
    for name in ("candidates", "profiles", "folder", "out"):
        arguments.add_argument(f"--{name}", type=Path)
    arguments.add_argument("--count", type=int, default=10_000)
    arguments.add_argument("--no-full", action="store_true")
    arguments.add_argument("--json", action="store_true")
    given = arguments.parse_args()
    if given.step == "build":
        print(json.dumps(build(given.profiles, given.folder)))
    elif given.step == "cold":
        print(json.dumps(cold(given.candidates, given.folder, given.out, given.count)))
    else:
        with tempfile.TemporaryDirectory() as scratch:
            folder = given.folder or Path(scratch)
            figures = measure(given.candidates, given.profiles, folder, count=given.count, full=not given.no_full)
        print(json.dumps(figures) if given.json else "\n".join(f"{name:20} {value}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
