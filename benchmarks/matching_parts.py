"""Turn what was asked into the rows of each part of the matching benchmark."""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.convert import LINKING, clusters_to_task, historical, name_pairs, senzing
from benchmarks.lives import write_tables
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
from benchmarks.matching_runs import Linked, measured, ours, splink, talentjoin
from benchmarks.report import Row

FILES = ("candidates", "profiles", "truth")
SMALL = Promise(lead=LEAD, missing=MISSING, wall_share=0.5, memory_share=0.5)
LARGE = Promise(lead=LEAD, missing=MISSING, wall_share=0.5, memory_share=0.3, wall=35.0)
PUBLISHED = {
    "pseudopeople": Promise(f1=0.975, recall=0.92),
    "FEBRL 4": Promise(f1=0.9998, wall=1.0),
}
GROWTH, GROWTH_PAIRS = 12.0, 2.2
LABELS, CLUSTER_SHARE = 300, 0.02
NEW = 10_000  # candidates that arrive at once


@dataclass(frozen=True, slots=True)
class Sizes:
    """Candidates and members."""

    candidates: int
    members: int

    def __str__(self) -> str:
        return f"{_short(self.candidates)} x {_short(self.members)}"


@dataclass(frozen=True, slots=True)
class Asked:
    """What to measure, where files lie, and what parts before this one have measured (by name)."""

    folder: Path
    scratch: Path
    seed: int
    small: Sizes
    big: Sizes
    presets: tuple[str, ...]
    peer: Path | None
    data: Path | None
    febrl: Path | None
    large: bool
    measured: dict[str, Any]
    say: Callable[[str], None]

    def invented(self, preset: str, sizes: Sizes) -> Path:
        """Give the folder of invented files, made now if it isn't there."""
        folder = self.folder / f"{preset}-{sizes.candidates}x{sizes.members}-s{self.seed}"
        if not (folder / "truth.parquet").exists():
            self.say(f"  invent {preset}, {sizes}")
            write_tables(folder, self.seed, sizes.candidates, sizes.members, preset)
        return folder

    def linked(self, name: str, folder: Path) -> tuple[Linked, Linked | None, pa.Table]:
        """Run both tools on a folder, one after the other; keep ours and its folder by name."""
        self.say(f"  match {name}")
        mine = ours(folder, self.scratch / "ours.parquet")
        theirs = None
        if self.peer:
            self.say(f"  Splink on {name}")
            theirs = splink(folder, self.scratch / "splink.parquet", self.peer)
            self.measured.setdefault("splink settings", _settings_of(theirs))
        truth = pq.read_table(folder / "truth.parquet")
        self.measured[name] = (mine, folder)
        return mine, theirs, truth


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


def published(asked: Asked) -> list[Row]:
    """Measure the sets that lie in --data; each that is missing is skipped by name."""
    rows: list[Row] = []
    for name, convert in LINKING.items():
        home = asked.febrl if name == "FEBRL 4" and asked.febrl else asked.data
        task = _converted(asked, name, home, convert)
        if task:
            folder = _put(asked.scratch / name.replace(" ", "-"), *task)
            rows += link_rows(name, PUBLISHED[name], *asked.linked(name, folder))
    rows += _clustered(asked) + _names(asked) + _explained(asked)
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
    """Measure candidates that arrive at a service whose members are already prepared."""
    sizes = asked.big if asked.large else asked.small
    folder = asked.invented("usual", sizes)
    files = [f"--{name}={folder / f'{name}.parquet'}" for name in FILES[:2]]
    count = min(NEW, sizes.candidates)
    command = [sys.executable, "-m", "benchmarks.incremental", *files, f"--folder={asked.scratch / 'runs'}"]
    asked.say(f"  {count:,} new candidates against {sizes.members:,} members")
    _, text = measured([*command, f"--count={count}", "--json"])
    found = json.loads(text[text.index("{") :])
    name = f"{count:,} new candidates against {_short(sizes.members)} members"
    same = found["equal"]
    return [
        at_most(f"{name}, cold process", found["cold_seconds"], 2.0, "s"),
        told(f"{name}: peak memory", found["cold_megabytes"], "MB"),
        at_most(f"one candidate against {_short(sizes.members)} members, warm", found["warm_ms"], 20.0, "ms"),
        told(f"{name}: building the runs", found["build_seconds"], "s"),
        told(f"{name}: size of the runs", found["runs_megabytes"], "MB"),
        Row(f"{name}: links equal to the full run", f"{count}", same, "rows", same is None or same == count),
    ]


def engines(asked: Asked) -> list[Row]:
    """Measure matching in shards, then whole runs on Spark and Sail, where their environments are."""
    from benchmarks.matching_shards import rows_of  # noqa: PLC0415 - it may start engines: loaded for this part alone

    sizes = Sizes(max(asked.small.candidates // 5, 100), max(asked.small.members // 5, 1_000))
    folder = asked.invented("usual", sizes)
    asked.say(f"  shards of {sizes}")
    return rows_of(folder, asked.scratch)


def _converted(asked: Asked, name: str, home: Path | None, convert: Callable[[Path], Any]) -> Any:
    if home is None:
        asked.say(f"  skipped: {name} (no --data)")
        return None
    try:
        return convert(home)
    except FileNotFoundError as missing:
        asked.say(f"  skipped: {name} ({Path(str(missing.filename)).name} is not there)")
        return None


def _clustered(asked: Asked) -> list[Row]:
    """Find the same people in historical_50k with `talentjoin dedupe`, without labels and with 2 % of the clusters."""
    task = _converted(asked, "historical_50k", asked.data, historical)
    if task is None:
        return []
    records, truth = task
    pq.write_table(records, asked.scratch / "records.parquet")
    clusters = sorted(set(truth.column("cluster_id").to_pylist()))
    chosen = set(np.random.default_rng(asked.seed).permutation(clusters)[: int(CLUSTER_SHARE * len(clusters))].tolist())
    known = np.array([cluster in chosen for cluster in truth.column("cluster_id").to_pylist()])
    pq.write_table(truth.filter(pa.array(known)), asked.scratch / "labels.parquet")
    rows: list[Row] = []
    for name, goal, extra in (
        ("no labels", 0.86, []),
        ("labels of 2 % of the clusters", 0.90, [f"--labels={asked.scratch / 'labels.parquet'}"]),
    ):
        asked.say(f"  dedupe historical_50k, {name}")
        files = [f"--records={asked.scratch / 'records.parquet'}", f"--out={asked.scratch / 'clusters.parquet'}"]
        cost, _ = measured(talentjoin("dedupe", *files, *extra), (0, 3))
        # those whose labels were given are not asked about
        asked_about = truth.filter(pa.array(~known)) if extra else truth
        found = cluster_f1(pq.read_table(asked.scratch / "clusters.parquet"), asked_about)
        rows.append(at_least(f"historical_50k, {name}: pairwise F1 of clusters", found, goal, ""))
        rows.append(told(f"historical_50k, {name}: wall", cost.wall, "s"))
    return rows


def cluster_f1(found: pa.Table, truth: pa.Table) -> float:
    """Give the pairwise F1 of clusters, over the records of the truth."""
    names = dict(zip(found.column("record_id").to_pylist(), found.column("cluster_id").to_pylist(), strict=True))
    records, true = truth.column("record_id").to_pylist(), truth.column("cluster_id").to_pylist()
    mine = [names.get(record, record) for record in records]
    both = _pairs(list(zip(mine, true, strict=True)))
    return 2 * both / max(_pairs(mine) + _pairs(true), 1)


def _pairs(groups: list[Any]) -> int:
    sizes: dict[Any, int] = {}
    for group in groups:
        sizes[group] = sizes.get(group, 0) + 1
    return sum(size * (size - 1) // 2 for size in sizes.values())


def _names(asked: Asked) -> list[Row]:
    """Judge the comparator of names on nk_cases.csv, and time it on names of a million invented people."""
    pairs = _converted(asked, "nk_cases", asked.data, name_pairs)
    if not pairs:
        return []
    from matcher.name_pairs import name_similarities  # noqa: PLC0415 - this part alone compares bare names

    scores = np.asarray(name_similarities([a for a, _, _ in pairs], [b for _, b, _ in pairs]))
    same = np.array([match for _, _, match in pairs])
    order = np.argsort(np.argsort(scores, kind="stable"))
    ties = np.array([np.mean(order[scores == score]) for score in scores])
    positives, negatives = int(same.sum()), int((~same).sum())
    area = (ties[same].sum() - positives * (positives - 1) / 2) / max(positives * negatives, 1)
    best = max(
        2 * (same & (scores >= cut)).sum() / max((scores >= cut).sum() + positives, 1) for cut in set(scores.tolist())
    )
    left, right = _strangers(asked)
    begun = time.process_time()
    name_similarities(left, right)
    spent = (time.process_time() - begun) / max(len(left), 1) * 1e6
    return [
        at_least("name pairs: area under the curve", float(area), 0.88, ""),
        at_least("name pairs: best F1", float(best), 0.79, ""),
        at_most("name pairs: time a pair in a batch of a million", spent, 5.0, "µs"),
    ]


def _strangers(asked: Asked) -> tuple[list[str], list[str]]:
    """Pair the names of invented members with those of the members ten rows on: up to a million different pairs."""
    table = pq.read_table(asked.invented("usual", asked.small) / "profiles.parquet", columns=["name"])
    names = table.column("name").drop_null().to_pylist()
    return names, names[10:] + names[:10]


def _explained(asked: Asked) -> list[Row]:
    """Tell for the persons of the Senzing truth set how each record beside the first was decided, and why."""
    task = _converted(asked, "Senzing", asked.data, senzing)
    if task is None:
        return []
    folder = _put(asked.scratch / "senzing", *clusters_to_task(task[0], task[1], asked.seed, 0.0))
    asked.say("  match Senzing")
    links = ours(folder, asked.scratch / "ours.parquet").links
    goal = {row["candidate_id"]: row["profile_id"] for row in pq.read_table(folder / "truth.parquet").to_pylist()}
    rows, wrong = [], 0
    for link in links.to_pylist():
        right = link["profile_id"] == goal[link["candidate_id"]]
        wrong += link["decision"] == ("none" if right else "match")
        said = f"{link['decision']}: {link.get('reason') or ''}"
        rows.append(Row(f"Senzing: {link['candidate_id']} is {goal[link['candidate_id']]}", "", said, "", None))
    return [at_most("Senzing: pairs decided wrongly", wrong, 0, ""), *rows]


def _put(folder: Path, *tables: pa.Table) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in zip(FILES, tables, strict=True):
        pq.write_table(table, folder / f"{name}.parquet")
    return folder


def _settings_of(theirs: Linked) -> Any:
    return {name: theirs.told.get(name) for name in ("fields", "training", "cut", "settings")}


def _short(count: int) -> str:
    if count % 1_000_000 == 0:
        return f"{count // 1_000_000}M"
    return f"{count // 1_000}k" if count % 1_000 == 0 else str(count)
