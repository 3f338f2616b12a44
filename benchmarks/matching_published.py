"""Turn published sets, where they lie in --data, into rows: links, clusters, pairs of names, explained decisions."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.convert import LINKING, clusters_to_task, historical, name_pairs, senzing
from benchmarks.matching_asked import Asked
from benchmarks.matching_rows import Promise, at_least, at_most, link_rows, told
from benchmarks.matching_runs import measured, ours, talentjoin
from benchmarks.report import Row

FILES = ("candidates", "profiles", "truth")
PUBLISHED = {
    "pseudopeople": Promise(f1=0.975, recall=0.92),
    "FEBRL 4": Promise(f1=0.9998, wall=1.0),
}
CLUSTER_SHARE = 0.02


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
        # everybody here has a profile: whoever is given none is decided wrongly, whichever was the best one
        wrong += link["decision"] == "none" or (link["decision"] == "match" and not right)
        said = f"{link['decision']}: {link.get('reason') or ''}"
        rows.append(Row(f"Senzing: {link['candidate_id']} is {goal[link['candidate_id']]}", "", said, "", None))
    return [at_most("Senzing: pairs decided wrongly", wrong, 0, ""), *rows]


def _put(folder: Path, *tables: pa.Table) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in zip(FILES, tables, strict=True):
        pq.write_table(table, folder / f"{name}.parquet")
    return folder
