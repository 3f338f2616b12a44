"""Turn links plus truth into the figures of a linkage: F1, recall at a precision, calibration, decisions."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

BINS = 10
PRECISION = 0.99


@dataclass(frozen=True, slots=True)
class Scored:
    """Figures between 0 and 1. F1 and recall stand at the best threshold in hindsight; a tie stands or falls whole."""

    f1: float
    recall_at_precision: float
    calibration_error: float
    match_precision: float
    match_recall: float
    false_matches_without_profile: float


def score(links: pa.Table, truth: Mapping[str, str | None]) -> Scored:
    """Score each candidate's best profile; recall counts every candidate that has one, proposed or not."""
    names = links.column("candidate_id").to_pylist()
    proposed = links.column("profile_id").to_pylist()
    probability = np.array(links.column("probability").to_pylist(), np.float64)
    matched = np.array([decision == "match" for decision in links.column("decision").to_pylist()], bool)
    right = np.array([p is not None and p == truth[n] for n, p in zip(names, proposed, strict=True)], bool)
    given = np.array([p is not None for p in proposed], bool)
    has = np.array([truth[n] is not None for n in names], bool)
    everyone = max(int(has.sum()), 1)
    f1, recall = _curve(right[given], probability[given], everyone)
    return Scored(
        f1=f1,
        recall_at_precision=recall,
        calibration_error=_calibration(right[given], probability[given]),
        match_precision=float(right[matched].mean()) if matched.any() else 1.0,
        match_recall=float(right[matched].sum() / everyone),
        false_matches_without_profile=float(matched[~has].mean()) if (~has).any() else 0.0,
    )


def _curve(right: npt.NDArray[np.bool_], probability: npt.NDArray[np.float64], everyone: int) -> tuple[float, float]:
    """Walk the thresholds: the best F1, and the largest recall where precision is at least `PRECISION`."""
    if not len(right):
        return 0.0, 0.0
    order = np.argsort(-probability, kind="stable")
    hits = np.cumsum(right[order])
    taken = np.arange(1, len(order) + 1)
    last = np.append(np.diff(probability[order]) != 0, True)
    hits, taken = hits[last], taken[last]
    f1 = 2 * hits / (taken + everyone)
    precise = hits / taken >= PRECISION
    return float(f1.max()), float((hits[precise] / everyone).max()) if precise.any() else 0.0


def _calibration(right: npt.NDArray[np.bool_], probability: npt.NDArray[np.float64]) -> float:
    """Average |share right - mean probability| over ten bins of equal width, weighted by their size."""
    if not len(right):
        return 0.0
    bins = np.minimum((probability * BINS).astype(int), BINS - 1)
    gaps = [
        abs(float(right[bins == at].mean() - probability[bins == at].mean())) * float((bins == at).sum())
        for at in range(BINS)
        if (bins == at).any()
    ]
    return sum(gaps) / len(right)
