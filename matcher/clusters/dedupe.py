"""Turn one table of people with duplicates into a table of clusters, one a person."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from entities.errors import InvalidTable, TooLarge
from matcher.clusters.columns import columns_of
from matcher.clusters.compared import CHUNK, Comparer
from matcher.clusters.estimate import Estimated, estimate, log_odds
from matcher.clusters.labelled import Known, fit_labels, known_groups
from matcher.clusters.linkage import average_linkage
from matcher.clusters.naming import cluster_ids
from matcher.clusters.pairing import MOST_RECORDS, find_pairs, rows_of
from matcher.clusters.tables import CLUSTER_SCHEMA, checked_clusters
from matcher.hashing import I64, U64
from matcher.schema import checked

THRESHOLD = 0.15  # mean probability of two clusters' pairs from which they are one; measured on fourteen sets
LEAST = 0.001  # lower probabilities count as none
SAMPLE = 2_000_000  # pairs that the tables are estimated from
Progress = Callable[[str, int, int], None]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Deduped:
    """The clusters as a table (`CLUSTER_SCHEMA`, a row a record in the records' order), and counts of what was done."""

    table: pa.Table
    report: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Scored:
    """Pairs that may be one person, with their probability."""

    left: I64
    right: I64
    probability: Floats


def dedupe_tables(
    records: pa.Table,
    *,
    labels: pa.Table | None = None,
    previous: pa.Table | None = None,
    threshold: float = THRESHOLD,
    progress: Progress | None = None,
) -> Deduped:
    """Cluster the records of one table by person.

    `labels` (record_id, cluster_id) of some records are obeyed, and help to tell the others; `previous` is the output
    of a run before, whose cluster ids stay. A higher `threshold` (over 0, at most 1) joins less.

    Raises InvalidTable when a table doesn't fit its schema, naming the column and, for a bad value, the row; TooLarge
    for more than 16,777,216 records.
    """
    tell = progress or _silent
    table = checked(records, "records")
    if table.num_rows > MOST_RECORDS:
        raise TooLarge(f"records: {table.num_rows} rows, more than {MOST_RECORDS}")
    before = {} if previous is None else checked_clusters(previous, "previous")
    known = {} if labels is None else checked_clusters(labels, "labels")
    order = pc.array_sort_indices(table.column("id").combine_chunks())  # so that the order of rows never shows
    ids: list[str] = table.column("id").take(order).to_pylist()
    group = known_groups(ids, known)
    if known and not (group >= 0).any():
        raise InvalidTable("labels: column record_id: none of them is a record")
    clusters, report = _clustered(table.take(order), group, threshold, tell)
    tell("name clusters", 0, len(ids))
    named = _named(ids, clusters, before)
    tell("name clusters", len(ids), len(ids))
    if labels is not None:
        report["labels"] = {"given": len(known), "used": int((group >= 0).sum())}
    place = np.empty(len(ids), np.int64)
    place[order.to_numpy()] = np.arange(len(ids))
    found = pa.table([table.column("id"), pa.array(named, pa.string()).take(pa.array(place))], schema=CLUSTER_SCHEMA)
    return Deduped(found, report)


def _silent(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


def _clustered(table: pa.Table, group: I64, threshold: float, tell: Progress) -> tuple[I64, dict[str, object]]:
    """Cluster sorted records; gives the first row of each one's cluster."""
    count = table.num_rows
    tell("prepare records", 0, count)
    columns = columns_of(table)
    tell("prepare records", count, count)
    pairs, families = find_pairs(columns, lambda done, total: tell("find pairs", done, total))
    comparer = Comparer(columns)
    model = _model(pairs, comparer, group, count, tell)
    scored = _scored(pairs, comparer, model, tell)
    tell("link", 0, count)
    clusters = average_linkage(scored.left, scored.right, scored.probability, count, threshold, group)
    tell("link", count, count)
    sizes = np.bincount(clusters, minlength=count)
    report: dict[str, object] = {
        "records": count,
        "pairs": len(pairs),
        "clusters": int((sizes > 0).sum()),
        "duplicates": count - int((sizes > 0).sum()),
        "largest_cluster": int(sizes.max(initial=0)),
        "threshold": threshold,
        "blocking": [asdict(family) for family in families],
        "training": dict(model.report) | {"prior": round(model.prior, 4)},
    }
    return clusters, report


def _model(pairs: U64, comparer: Comparer, group: I64, count: int, tell: Progress) -> Estimated:
    """Estimate tables from an even share of the pairs, then from those that touch a labelled record."""
    sample = pairs if len(pairs) <= SAMPLE else pairs[np.linspace(0, len(pairs) - 1, SAMPLE).astype(np.int64)]
    found = estimate(comparer.compare(*rows_of(sample)), count)
    tell("estimate weights", len(sample), len(sample))
    labelled = group >= 0
    if not labelled.any():
        return found
    left, right = rows_of(pairs)
    touched = np.flatnonzero(labelled[left] | labelled[right])
    left, right = left[touched], right[touched]
    both = labelled[left] & labelled[right]
    answer = np.where(both, group[left] == group[right], -1).astype(np.int8)
    known = Known(comparer.compare(left, right).codes, answer)
    return fit_labels(known, found, float(labelled.mean()))


def _scored(pairs: U64, comparer: Comparer, model: Estimated, tell: Progress) -> _Scored:
    """Compare and score all pairs in chunks, keeping those that say anything."""
    parts = [_Scored(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))]
    for start in range(0, len(pairs), CHUNK):
        left, right = rows_of(pairs[start : start + CHUNK])
        odds = log_odds(comparer.compare(left, right).codes, model.table, model.prior)
        probability = 1.0 / (1.0 + np.exp(-odds))
        kept = probability >= LEAST
        parts.append(_Scored(left[kept], right[kept], probability[kept]))
        tell("compare pairs", min(start + CHUNK, len(pairs)), len(pairs))
    return _Scored(
        np.concatenate([part.left for part in parts]),
        np.concatenate([part.right for part in parts]),
        np.concatenate([part.probability for part in parts]),
    )


def _named(ids: list[str], clusters: I64, before: Mapping[str, str]) -> list[str]:
    """Give each record its cluster's id."""
    members: dict[int, list[str]] = {}
    for name, cluster in zip(ids, clusters.tolist(), strict=True):
        members.setdefault(cluster, []).append(name)
    names = dict(zip(members, cluster_ids(list(members.values()), before), strict=True))
    return [names[cluster] for cluster in clusters.tolist()]
