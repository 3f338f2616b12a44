"""Turn two sizes of invented people, plus published sets where given, into measured figures of the matcher.

    python -m benchmarks.matching [--data DIR] [--candidates N --members N] [--seed S] [--no-growth]

Each run is a process of its own, from Parquet to Parquet, so that its wall time and peak memory are the user's.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.convert import LINKING
from benchmarks.report import Row, write_results
from benchmarks.scoring import Scored, score
from matcher import PERSON_SCHEMA, match_tables
from matcher.blocking import find_pairs
from matcher.prepare import prepare
from matcher.runs import make_run
from service.demo.lives import RATES
from service.demo.noise import NOISE
from service.demo.people import make_people
from service.demo.tables import people_tables

CANDIDATES, MEMBERS, SEED = 20_000, 200_000, 20_261  # the seed is no one's that the matcher was developed on
GROWTH = ((10_000, 20_000), (100_000, 200_000))
F1_GOAL, SECONDS_GOAL, MEGABYTES_GOAL, PSEUDOPEOPLE_GOAL, GROWTH_GOAL = 0.90, 20.0, 2_048.0, 0.93, 10.0
FILES = ("candidates", "profiles", "truth")
COMPARING = "compare and match"  # its input is pairs, of which each candidate has more among more profiles
STAGES = {"compare a sample": COMPARING, "match": COMPARING}  # where all is the sample, it is one stage
PAIR_SLACK = 1.25  # the sample that weights are fitted to, a fifth of the large size, is compared twice there
NOISE_FLOOR = 0.2  # CPU-seconds; a stage shorter than this is not judged for growth


@dataclass(frozen=True, slots=True)
class Measured:
    """One run of the matcher: wall and CPU-seconds a stage, peak megabytes, counts, and figures against the truth."""

    seconds: float
    stages: dict[str, float]
    cpu: dict[str, float]
    megabytes: float
    report: dict[str, Any]
    scored: Scored
    recall: float


def main(arguments: list[str] | None = None) -> int:
    """Measure, print and write the figures; exit status 1 where a goal is missed."""
    asked = _arguments(arguments)
    if asked.child:
        return _child(Path(asked.child))
    rows = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        _invent(folder, asked.seed, asked.candidates, asked.members)
        main_run = _measure(folder)
        rows += _rows(f"invented, {asked.candidates:,} x {asked.members:,}", main_run, F1_GOAL)
        rows += _cost_rows(main_run)
        if asked.data:
            for name, convert in LINKING.items():
                _write(folder, *convert(Path(asked.data)))
                rows += _rows(name, _measure(folder), PSEUDOPEOPLE_GOAL)
        if asked.growth:
            rows += _growth(folder, asked.seed)
    rows += [Row(f"noise: {name}", "", rate, "share", None) for name, rate in NOISE.items()]
    rows += [Row(f"members: {name}", "", rate, "share", None) for name, rate in RATES.items()]
    settings = {"candidates": asked.candidates, "members": asked.members, "data": bool(asked.data)}
    write_results("matching", rows, asked.seed, settings)
    return int(any(row.holds is False for row in rows))


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching", description=__doc__)
    parser.add_argument("--data", help="folder with pp_census.parquet and pp_w2.parquet; left out without it")
    parser.add_argument("--candidates", type=int, default=CANDIDATES)
    parser.add_argument("--members", type=int, default=MEMBERS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--no-growth", dest="growth", action="store_false", help="leave the growth runs out")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def _invent(folder: Path, seed: int, candidates: int, members: int) -> None:
    _write(folder, *people_tables(make_people(seed, members, candidates)))


def _write(folder: Path, *tables: pa.Table) -> None:
    for name, table in zip(FILES, tables, strict=True):
        pq.write_table(table, folder / f"{name}.parquet")


def _child(folder: Path) -> int:
    """Match the folder's files in this process; print seconds a stage, peak memory and the report as JSON."""
    begun = last = time.perf_counter()
    busy = time.process_time()
    stages: dict[str, float] = {}
    cpu: dict[str, float] = {}

    def lap(stage: str) -> None:
        nonlocal last, busy
        now, worked = time.perf_counter(), time.process_time()
        stages[stage] = stages.get(stage, 0.0) + now - last
        cpu[stage] = cpu.get(stage, 0.0) + worked - busy
        last, busy = now, worked

    def told(stage: str, done: int, _total: int) -> None:
        if done:
            lap(STAGES.get(stage, stage))

    candidates, profiles = (pq.read_table(folder / f"{name}.parquet") for name in FILES[:2])
    lap("read")
    matched = match_tables(candidates, profiles, progress=told)
    last, busy = time.perf_counter(), time.process_time()
    pq.write_table(matched.table, folder / "links.parquet")
    lap("write")
    megabytes = _peak_megabytes()
    seconds = time.perf_counter() - begun
    print(
        json.dumps(
            {"seconds": seconds, "stages": stages, "cpu": cpu, "megabytes": megabytes, "report": matched.report},
            default=str,
        )
    )
    return 0


def _peak_megabytes() -> float:
    """Read this process's own peak from the kernel; `ru_maxrss` would count the parent's before the program began."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


def _measure(folder: Path) -> Measured:
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.matching", "--child", str(folder)],
        check=True,
        capture_output=True,
        text=True,
    )
    wall = time.perf_counter() - begun
    told = json.loads(done.stdout.splitlines()[-1])
    table = pq.read_table(folder / "truth.parquet")
    truth = dict(zip(table.column("candidate_id").to_pylist(), table.column("profile_id").to_pylist(), strict=True))
    scored = score(pq.read_table(folder / "links.parquet"), truth)
    return Measured(
        wall, told["stages"], told["cpu"], told["megabytes"], told["report"], scored, _blocking_recall(folder, truth)
    )


def _blocking_recall(folder: Path, truth: dict[str, str | None]) -> float:
    """Give the share of true pairs that any key brings together."""
    left, right = (prepare(pq.read_table(folder / f"{name}.parquet").select(PERSON_SCHEMA.names)) for name in FILES[:2])
    pairs, _ = find_pairs(left, (make_run(right),))
    found = sum(
        truth[candidate] == profile
        for candidate, profile in zip(
            left.ids[pairs.candidate].tolist(), right.ids[pairs.profile].tolist(), strict=True
        )
    )
    return int(found) / max(sum(profile is not None for profile in truth.values()), 1)


def _rows(name: str, run: Measured, goal: float) -> list[Row]:
    figures = run.scored
    pairs = run.report["pairs"] / max(run.report["candidates"], 1)
    return [
        Row(f"{name}: F1", f">= {goal}", round(figures.f1, 4), "", figures.f1 >= goal),
        Row(f"{name}: recall at precision 0.99", "", round(figures.recall_at_precision, 4), "", None),
        Row(f"{name}: calibration error", "", round(figures.calibration_error, 4), "", None),
        Row(
            f"{name}: precision of decision match",
            ">= 0.99",
            round(figures.match_precision, 4),
            "",
            figures.match_precision >= 0.99,
        ),
        Row(f"{name}: recall of decision match", "", round(figures.match_recall, 4), "", None),
        Row(f"{name}: blocking recall", "", round(run.recall, 4), "", None),
        Row(f"{name}: pairs per candidate", "", round(pairs, 2), "", None),
    ]


def _cost_rows(run: Measured) -> list[Row]:
    rows = [
        Row(
            "wall time, start of Python to links written",
            f"<= {SECONDS_GOAL:g}",
            round(run.seconds, 2),
            "s",
            run.seconds <= SECONDS_GOAL,
        ),
        Row("peak memory", f"<= {MEGABYTES_GOAL:g}", round(run.megabytes), "MB", run.megabytes <= MEGABYTES_GOAL),
    ]
    return rows + [Row(f"stage: {name}", "", round(spent, 2), "s", None) for name, spent in run.stages.items()]


def _growth(folder: Path, seed: int) -> list[Row]:
    """Compare two sizes whose tables differ tenfold: no stage may grow faster than its input (rows, or pairs)."""
    runs = []
    for candidates, members in GROWTH:
        _invent(folder, seed + 1, candidates, members)
        runs.append(_measure(folder))
    small, large = runs
    times = GROWTH[1][0] / GROWTH[0][0]
    rows = [
        _growth_row("wall time", small.seconds, large.seconds, "s", times),
        _growth_row("peak memory", small.megabytes, large.megabytes, "MB", times),
        _growth_row("pairs compared", small.report["pairs"], large.report["pairs"], "pairs", None),
        Row("growth: F1 at the large size", "", round(large.scored.f1, 4), "", None),
    ]
    pairs = large.report["pairs"] / max(small.report["pairs"], 1)
    for name, spent in large.cpu.items():
        before = small.cpu.get(name, 0.0)
        limit = pairs * PAIR_SLACK if name == COMPARING else times
        rows.append(_growth_row(name, before, spent, "CPU-s", limit if before >= NOISE_FLOOR else None))
    return rows


def _growth_row(name: str, before: float, after: float, unit: str, times: float | None) -> Row:
    """Make a row of a growth; without a limit it is told, not judged."""
    grown = after / max(before, 1e-3)
    goal, holds = ("", None) if times is None else (f"<= {times:.3g}", grown <= times)
    return Row(f"growth: {name}, {before:.4g} to {after:.4g} {unit}", goal, round(grown, 2), "x", holds)


if __name__ == "__main__":
    raise SystemExit(main())
