"""Turn what was asked into the rows of each part of the matching benchmark."""

import json
import sys

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.matching_asked import Asked, Sizes, short
from benchmarks.matching_blocking import blocking_rows
from benchmarks.matching_figures import figures, outcome
from benchmarks.matching_rows import (
    ERROR_LABELLED,
    LEAD,
    MISSING,
    Promise,
    at_least,
    at_most,
    calibration_row,
    culture_rows,
    growth_row,
    link_rows,
    told,
)
from benchmarks.matching_runs import measured, ours
from benchmarks.report import Row

FILES = ("candidates", "profiles", "truth")
SMALL = Promise(lead=LEAD, missing=MISSING, wall_share=0.5, memory_share=0.5)
LARGE = Promise(lead=LEAD, missing=MISSING, wall_share=0.5, memory_share=0.3, wall=35.0)
GROWTH, GROWTH_PAIRS = 12.0, 2.2
LABELS = 300
NEW = 10_000  # candidates that arrive at once
COLD, WARM = 2.0, 20.0  # seconds for all of them in a new process; milliseconds for one of them


def invented(asked: Asked) -> list[Row]:
    """Measure every preset at the small size, with errors by culture on the usual one."""
    rows: list[Row] = []
    for preset in asked.presets:
        name = f"{preset}, {asked.small}"
        folder = asked.invented(preset, asked.small)
        mine, theirs, truth = asked.linked(name, folder)
        rows += link_rows(name, SMALL, mine, theirs, truth)
        rows += blocking_rows(name, folder, mine)
        if preset == "usual":
            rows += culture_rows(f"fairness, {name}", outcome(mine.links, truth), truth.column("culture").to_pylist())
    return rows


def large(asked: Asked) -> list[Row]:
    """Measure the usual preset at the large size."""
    name = f"usual, {asked.big}"
    folder = asked.invented("usual", asked.big)
    mine, theirs, truth = asked.linked(name, folder)
    return link_rows(name, LARGE, mine, theirs, truth) + blocking_rows(name, folder, mine, recall=0.99, pairs=15.0)


def growth(asked: Asked) -> list[Row]:
    """Compare the two sizes of the usual preset; measures what the parts before have not."""
    found = []
    for sizes in (asked.small, asked.big):
        name = f"usual, {sizes}"
        if name not in asked.measured:
            asked.measured[name] = (
                ours(asked.invented("usual", sizes), asked.scratch / "ours.parquet"),
                asked.invented("usual", sizes),
            )
        found.append(asked.measured[name][0])
    before, after = found
    rows = [
        growth_row("wall", before.cost.wall, after.cost.wall, GROWTH),
        growth_row("CPU", before.cost.cpu, after.cost.cpu, GROWTH),
        growth_row("peak memory", before.cost.megabytes, after.cost.megabytes, GROWTH),
    ]
    shares = [one.told.get("pairs", 0) / max(len(one.links), 1) for one in found]
    if all(shares):
        rows.append(growth_row("pairs per candidate", shares[0], shares[1], GROWTH_PAIRS))
    return rows


def labelled(asked: Asked) -> list[Row]:
    """Measure the calibration with 300 labelled candidates, judged on all others."""
    folder = asked.invented("usual", asked.small)
    truth = pq.read_table(folder / "truth.parquet")
    count = min(LABELS, truth.num_rows // 2)
    chosen = np.sort(np.random.default_rng(asked.seed).permutation(truth.num_rows)[:count])
    labels = truth.take(pa.array(chosen)).select(["candidate_id", "profile_id"])
    pq.write_table(labels, asked.scratch / "labels.parquet")
    asked.say(f"  match with {count} labels")
    mine = ours(folder, asked.scratch / "ours.parquet", f"--labels={asked.scratch / 'labels.parquet'}")
    rest = np.ones(truth.num_rows, bool)
    rest[chosen] = False
    mine_rest = outcome(mine.links, truth.filter(pa.array(rest)))
    found = figures(mine_rest)
    name = f"usual, {asked.small}, {count} labels"
    return [
        calibration_row(name, mine_rest, found, ERROR_LABELLED),
        told(f"{name}: F1", found.f1, ""),
        told(f"{name}: recall at precision 0.99", found.recall, ""),
        at_least(f"{name}: precision at probability 0.99, lower bound", found.sure_bound, 0.985, ""),
    ]


def incremental(asked: Asked) -> list[Row]:
    """Measure candidates that arrive when the members' runs are kept; equality with the full run at the small size."""
    rows = _arrivals(asked, asked.small, [])
    return rows + (_arrivals(asked, asked.big, ["--no-full"]) if asked.large else [])


def _arrivals(asked: Asked, sizes: Sizes, extra: list[str]) -> list[Row]:
    folder = asked.invented("usual", sizes)
    files = [f"--{name}={folder / f'{name}.parquet'}" for name in FILES[:2]]
    count = min(NEW, sizes.candidates)
    command = [sys.executable, "-m", "benchmarks.incremental", *files, f"--folder={folder / 'runs'}", *extra]
    asked.say(f"  {count:,} new candidates against {sizes.members:,} members")
    _, text = measured([*command, f"--count={count}", "--json"])
    found = json.loads(text[text.index("{") :])
    name = f"{count:,} new candidates against {short(sizes.members)} members"
    rows = [
        at_most(f"{name}, cold process", found["cold_seconds"], COLD, "s"),
        told(f"{name}: peak memory", found["cold_megabytes"], "MB"),
        at_most(f"one candidate against {short(sizes.members)} members, warm", found["warm_ms"], WARM, "ms"),
        told(f"{name}: building the runs", found["build_seconds"], "s"),
        told(f"{name}: size of the runs", found["runs_megabytes"], "MB"),
    ]
    same = found.get("equal")
    return rows if same is None else [*rows, at_least(f"{name}: links equal to the full run's", same, count, "rows")]


def engines(asked: Asked) -> list[Row]:
    """Measure matching in shards, then whole runs on Spark and Sail, where their environments are."""
    from benchmarks.matching_shards import rows_of  # noqa: PLC0415 - it may start engines: loaded for this part alone

    sizes = Sizes(max(asked.small.candidates // 5, 100), max(asked.small.members // 5, 1_000))
    folder = asked.invented("usual", sizes)
    asked.say(f"  shards of {sizes}")
    return rows_of(folder, asked.scratch)
