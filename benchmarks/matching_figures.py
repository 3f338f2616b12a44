"""Turn links plus truth into figures with bootstrap intervals, for one tool or for two on the same candidates."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

F64 = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
BINS, PRECISION, SURE = 10, 0.99, 0.99
DRAWS = 200
Z95 = 1.959964


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row a candidate, in the order of the truth: has a profile, was given one, rightly, how surely, as a match."""

    has: Flags
    given: Flags
    right: Flags
    rank: F64
    probability: F64
    matched: Flags


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures between 0 and 1, at the best threshold in hindsight where there is one."""

    f1: float
    recall: float  # at precision 0.99
    ece_width: float
    ece_mass: float
    sure: int  # proposals with probability of at least 0.99
    sure_precision: float
    sure_bound: float  # lower end of its 95 % interval (Wilson)
    match_precision: float
    match_recall: float
    false_matches: float  # share of the candidates without a profile who were given a match


def outcome(links: pa.Table, truth: pa.Table) -> Outcome:
    """Lay links beside the truth; a column `rank` orders equal probabilities (a peer's saturate at 1)."""
    at = pc.index_in(truth.column("candidate_id").combine_chunks(), value_set=links.column("candidate_id"))
    if at.null_count:
        raise ValueError(f"{at.null_count} candidates of the truth have no link")
    links = links.take(at)
    goal = truth.column("profile_id")
    proposed = links.column("profile_id")
    right = pc.fill_null(pc.equal(proposed, goal), fill_value=False)
    probability = _numbers(links, "probability")
    rank = _numbers(links, "rank") if "rank" in links.column_names else probability
    return Outcome(
        has=_flags(pc.is_valid(goal)),
        given=_flags(pc.is_valid(proposed)),
        right=_flags(right),
        rank=rank,
        probability=probability,
        matched=_flags(pc.equal(links.column("decision"), "match")),
    )


def figures(found: Outcome) -> Figures:
    """Give all figures of one tool."""
    f1, recall = _best(found, np.argsort(-found.rank, kind="stable"), np.ones(len(found.has)))
    given = found.given
    right, probability = found.right[given], found.probability[given]
    sure = probability >= SURE
    matched = found.matched
    return Figures(
        f1=f1,
        recall=recall,
        ece_width=_calibration(right, probability, np.minimum((probability * BINS).astype(int), BINS - 1)),
        ece_mass=_calibration(right, probability, _equal_mass(probability)),
        sure=int(sure.sum()),
        sure_precision=_share(right[sure]),
        sure_bound=lower_bound(int(right[sure].sum()), int(sure.sum())),
        match_precision=_share(found.right[matched]),
        match_recall=float(found.right[matched].sum() / max(int(found.has.sum()), 1)),
        false_matches=_share(matched[~found.has]) if (~found.has).any() and matched.any() else 0.0,
    )


def lower_bound(hits: int, count: int, z: float = Z95) -> float:
    """Give the lower end of Wilson's interval of a share; 0 of nothing."""
    if not count:
        return 0.0
    share = hits / count
    middle = share + z * z / (2 * count)
    spread = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return max(0.0, (middle - spread) / (1 + z * z / count))


def intervals(found: Outcome, seed: int = 0, draws: int = DRAWS) -> dict[str, tuple[float, float]]:
    """Give 95 % intervals of f1 and recall over redrawn candidates."""
    rows = _drawn((found,), seed, draws)
    return {"f1": _ends(rows[:, 0, 0]), "recall": _ends(rows[:, 0, 1])}


def differences(ours: Outcome, theirs: Outcome, seed: int = 0, draws: int = DRAWS) -> dict[str, tuple[float, float]]:
    """Give 95 % intervals of ours minus theirs, both on the same redrawn candidates."""
    rows = _drawn((ours, theirs), seed, draws)
    gaps = rows[:, 0] - rows[:, 1]
    return {"f1": _ends(gaps[:, 0]), "recall": _ends(gaps[:, 1])}


def calibrated(found: Outcome, seed: int = 0, draws: int = DRAWS) -> tuple[float, float]:
    """Give the calibration error with the 95th percentile of what exact probabilities would show by chance."""
    rng = np.random.default_rng([seed, 7])
    probability = found.probability[found.given]
    bins = np.minimum((probability * BINS).astype(int), BINS - 1)
    chance = [_calibration(rng.random(len(bins)) < probability, probability, bins) for _ in range(draws)]
    return _calibration(found.right[found.given], probability, bins), float(
        np.quantile(chance, 0.95)
    ) if chance else 0.0


def _best(found: Outcome, order: npt.NDArray[np.int64], weights: F64) -> tuple[float, float]:
    """Walk the thresholds, ties whole: the best F1, then the largest recall at a precision of 0.99."""
    order = order[found.given[order]]
    everyone = float(weights[found.has].sum())
    if not len(order) or not everyone:
        return 0.0, 0.0
    hits, taken = np.cumsum(weights[order] * found.right[order]), np.cumsum(weights[order])
    last = np.append(np.diff(found.rank[order]) != 0, True)
    hits, taken = hits[last], np.maximum(taken[last], 1e-9)
    precise = hits >= PRECISION * taken
    recall = float((hits[precise] / everyone).max()) if precise.any() else 0.0
    return float((2 * hits / (taken + everyone)).max()), recall


def _drawn(found: tuple[Outcome, ...], seed: int, draws: int) -> F64:
    """Redraw the candidates, equally for all tools: (draws, tools, (f1, recall))."""
    rng = np.random.default_rng([seed, 11])
    orders = [np.argsort(-one.rank, kind="stable") for one in found]
    n = len(found[0].has)
    rows = np.zeros((draws, len(found), 2))
    for draw in range(draws):
        weights = rng.poisson(1.0, n).astype(np.float64)
        rows[draw] = [_best(one, order, weights) for one, order in zip(found, orders, strict=True)]
    return rows


def _calibration(right: Flags, probability: F64, bins: npt.NDArray[np.int64]) -> float:
    if not len(right):
        return 0.0
    gaps = np.bincount(bins, right.astype(float), BINS + 1) - np.bincount(bins, probability, BINS + 1)
    return float(np.abs(gaps).sum() / len(right))


def _equal_mass(probability: F64) -> npt.NDArray[np.int64]:
    """Put probabilities into ten bins of equal size; equal ones share a bin."""
    ordered = np.sort(probability)
    first = np.searchsorted(ordered, probability, side="left")
    return np.asarray(first * BINS // max(len(ordered), 1), np.int64)


def _ends(values: F64) -> tuple[float, float]:
    low, high = np.quantile(values, (0.025, 0.975))
    return float(low), float(high)


def _share(right: Flags) -> float:
    return float(right.mean()) if len(right) else 1.0


def _flags(column: pa.ChunkedArray) -> Flags:
    return np.asarray(
        column.to_numpy(zero_copy_only=False) if isinstance(column, pa.Array) else column.to_numpy(), bool
    )


def _numbers(table: pa.Table, name: str) -> F64:
    return np.asarray(pc.fill_null(table.column(name).cast(pa.float64()), 0.0).to_numpy(), np.float64)
