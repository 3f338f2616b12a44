"""Turn calibrated probabilities into what any threshold on them would give."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

# Steps of the tool: even ones, then finer where precision is decided.
STEPS = (*(at / 100 for at in range(99)), *(0.99 + at / 1000 for at in range(10)))
BINS, TENTHS = 50, 10
DECISIONS = ("match", "review", "none")
PLAINER = ((r"; .*$", ""), (r"(abstained: )[\d,]+", r"\1several"))  # what differs from one candidate to the next
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Step:
    """A threshold with the number of candidates at or above it, and what to expect of linking all of them."""

    threshold: float
    linked: int
    precision: float | None  # expected share of them that is right; None where nobody is
    recall: float | None  # expected share of the findable profiles that is found; None where none is findable


@dataclass(frozen=True, slots=True)
class Outlook:
    """The threshold tool's figures. `findable`: candidates expected to have a profile among the pairs compared."""

    steps: tuple[Step, ...]
    findable: float
    candidates: int


def outlook(table: pa.Table) -> Outlook:
    """Add probabilities up: a link of probability p is right p times out of one."""
    linked = table.filter(pc.is_valid(table["profile_id"]))
    probability = np.sort(_floats(linked, "probability"))[::-1]
    right = np.concatenate([[0.0], np.cumsum(probability)])
    findable = float((1.0 - _floats(table, "none_probability")).sum())
    steps = []
    for threshold in STEPS:
        count = int(np.searchsorted(-probability, -threshold, side="right"))
        precision = float(right[count]) / count if count else None
        steps.append(Step(threshold, count, precision, float(right[count]) / findable if findable else None))
    return Outlook(tuple(steps), findable, table.num_rows)


def histogram(table: pa.Table) -> list[dict[str, object]]:
    """Count candidates with a profile by probability and decision, one decision stacked on the other."""
    edges = np.linspace(0.0, 1.0, BINS + 1)
    linked = table.filter(pc.is_valid(table["profile_id"]))
    decision = np.array(linked["decision"].to_pylist(), dtype=object)
    probability = _floats(linked, "probability")
    rows: list[dict[str, object]] = []
    below = np.zeros(BINS, np.int64)
    for name in DECISIONS:
        counts, _ = np.histogram(probability[decision == name], edges)
        for at in np.flatnonzero(counts).tolist():
            place = {"from": round(edges[at], 4), "to": round(edges[at + 1], 4)}
            stacked = {"below": int(below[at]), "above": int(below[at] + counts[at])}
            rows.append({**place, "decision": name, "count": int(counts[at]), **stacked})
        below += counts
    return rows


def by_labels(table: pa.Table, labels: pa.Table) -> list[dict[str, float | int | None]]:
    """Compare the probabilities of labelled candidates with the labels, in ten even steps.

    `labels` has the columns candidate_id and profile_id, null for "has none"; who has no profile in `table` is left
    out.
    """
    truth = dict(zip(labels["candidate_id"].to_pylist(), labels["profile_id"].to_pylist(), strict=True))
    wanted = pc.is_in(table["candidate_id"].cast(pa.string()), pa.array(list(truth), pa.string()))
    known = table.filter(pc.and_(wanted, pc.is_valid(table["profile_id"])))
    right = np.array(
        [
            truth[name] == profile
            for name, profile in zip(known["candidate_id"].to_pylist(), known["profile_id"].to_pylist(), strict=True)
        ],
        bool,
    )
    probability = _floats(known, "probability")
    step = np.minimum((probability * TENTHS).astype(np.int64), TENTHS - 1)
    rows: list[dict[str, float | int | None]] = []
    for at in range(TENTHS):
        mine = step == at
        stated = round(float(probability[mine].mean()), 4) if mine.any() else None
        seen = round(float(right[mine].mean()), 4) if mine.any() else None
        rows.append(
            {
                "from": at / TENTHS,
                "to": (at + 1) / TENTHS,
                "count": int(mine.sum()),
                "expected": stated,
                "observed": seen,
            }
        )
    return rows


def reasons(table: pa.Table) -> list[dict[str, object]]:
    """Count candidates by decision and reason, less its details, the most frequent first."""
    said = table["reason"].combine_chunks().cast(pa.string())
    for pattern, plain in PLAINER:
        said = pc.replace_substring_regex(said, pattern, plain)
    counted = pa.table({"decision": table["decision"].combine_chunks().cast(pa.string()), "reason": said})
    rows = counted.group_by(["decision", "reason"]).aggregate([([], "count_all")]).to_pylist()
    order = {name: at for at, name in enumerate(DECISIONS)}
    rows.sort(key=lambda row: (order[row["decision"]], -row["count_all"], row["reason"]))
    return [{"decision": row["decision"], "reason": row["reason"], "count": row["count_all"]} for row in rows]


def decided(table: pa.Table) -> Mapping[str, int]:
    """Count the decisions, those that nobody got too."""
    counts = {row["values"]: row["counts"] for row in table["decision"].value_counts().to_pylist()}
    return {name: counts.get(name, 0) for name in DECISIONS}


def _floats(table: pa.Table, name: str) -> Floats:
    values: Floats = table[name].to_numpy().astype(np.float64)
    return values
