"""Turn compared pairs into weights, without labels or with some, and say whether they can be believed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from matcher.calibrate import accepted_of, bins_of, calibration_of
from matcher.expect import ADDRESSES, Fit, expect_and_maximise, from_anchors, prior_fitted
from matcher.hashing import I64
from matcher.levels import COMPARISONS, LEVELS
from matcher.patterns import Bools, contents, patterned
from matcher.score import Codes, list_logits, table_log_odds
from matcher.selfcheck import Check, self_check
from matcher.selftrain import selftrain
from matcher.weights import Calibration, Fingerprint, Source, Weights, default_weights, from_table

FEWEST_ANCHORS, FEWEST_LABELS = 30, 50
SHARES = (0.005, 0.999)  # estimated shares of candidates with a profile outside of which the fit is not believed
JUMP = 0.2  # largest difference of that share between two ways to estimate it
FOLDS = 4  # parts of the labelled candidates, each calibrated by a fit that hasn't seen it
NO_ANCHORS = "too few candidates share an address with one profile, so these probabilities could not be checked"
NO_SHARE = "the estimated share of candidates with a profile is not believable"
JUMPED = "two ways to estimate the share of candidates with a profile disagree"
UNCHECKED = "with their addresses hidden, candidates who are known were linked to wrong profiles"
NO_PAIRS = "no candidate shares a key with any profile"
_SAME = {  # the levels of an anchor
    name: tuple(at for at, level in enumerate(LEVELS[name]) if level.split(": ")[-1] == "same") for name in ADDRESSES
}


@dataclass(frozen=True, slots=True)
class Sample:
    """Pairs sorted by candidate, with what is known of each.

    `anchors` marks pairs that share an address nobody else has; `known` is 1 right, 0 wrong, -1 open (a candidate with
    one right pair, or with every pair wrong, is a labelled one; one wrong pair leaves the others open); `count` is the
    number of candidates drawn, those without any pair among them (0: every one has a pair); `addressed` marks pairs
    that addresses alone brought together.
    """

    candidate: I64
    codes: Codes
    anchors: Bools
    known: npt.NDArray[np.int8]
    count: int = 0
    addressed: Bools | None = None
    profiles: int = 0


@dataclass(frozen=True, slots=True)
class Trained:
    """Fitted weights, with how they came about; not `believed` means: no decision "match" by them, and why."""

    weights: Weights
    report: Mapping[str, object]
    believed: bool = True
    warning: str = ""
    check: Mapping[str, object] = field(default_factory=dict)
    calibration: tuple[Mapping[str, object], ...] = ()


def train(sample: Sample, start: Weights | None = None) -> Trained:
    """Fit weights to a sample, starting from `start` (the shipped weights)."""
    begin = default_weights() if start is None else start
    anchors = _anchors(sample)
    if not len(sample.candidate):
        return _given_up(begin, NO_PAIRS, {"anchors": 0, "labelled": 0, "fitted": False})
    lists = patterned(sample.candidate, sample.codes, anchors, sample.known, sample.count)
    labelled = int(lists.times[lists.decided].sum())
    shipped = Fit(begin.table(), begin.prior)
    plain = prior_fitted(lists, shipped)
    enough = int(anchors.sum()) >= FEWEST_ANCHORS
    first = from_anchors(lists, begin.table()) if enough else plain
    estimated = expect_and_maximise(lists, first, begin.table())
    fit = selftrain(lists, estimated)
    check = _check(sample, anchors, fit)
    why = _doubt(check, labelled, (plain.share, estimated.share, fit.share))
    report: dict[str, object] = {
        "anchors": int(anchors.sum()),
        "labelled": labelled,
        "iterations": estimated.rounds,
        "estimated_share_with_profile": round(fit.share, 4),
        "share_by_shipped_weights": round(plain.share, 4),
        "share_before_self_training": round(estimated.share, 4),
        "fitted": True,
    }
    if why in (NO_SHARE, JUMPED):
        return _given_up(begin, why, report | {"fitted": False}, check)
    calibration = _calibrated(sample, fit, labelled)
    logits = _best(sample.candidate, sample.codes, fit)[1]
    source: Source = "labelled" if labelled >= FEWEST_LABELS else "estimated" if enough else "adapted"
    weights = from_table(
        fit.table,
        fit.prior,
        source,
        int(anchors.sum()),
        believed=not why,
        calibration=calibration,
        accepted=accepted_of(logits, calibration),
        fingerprint=fingerprint_of(sample),
        training={key: value for key, value in report.items() if isinstance(value, int | float | bool)},
    )
    return Trained(
        weights, report | {"source": source}, not why, why, check.told(), tuple(bins_of(logits, calibration))
    )


def fingerprint_of(sample: Sample) -> Fingerprint:
    """Say what a sample looked like, without any value of it."""
    pairs = max(len(sample.codes), 1)
    fill = {name: round(float((sample.codes[:, at] > 0).sum() / pairs), 4) for at, name in enumerate(COMPARISONS)}
    lists = int((np.diff(sample.candidate, prepend=-1) != 0).sum())
    return Fingerprint(
        candidates=max(sample.count, lists), profiles=sample.profiles, pairs=len(sample.codes), fill=fill
    )


def _given_up(begin: Weights, why: str, report: Mapping[str, object], check: Check | None = None) -> Trained:
    """Give the start back, not to be believed on this data."""
    weights = begin.model_copy(update={"believed": False})
    told = check.told() if check else {}
    return Trained(weights, {**report, "source": begin.source, "why": why}, believed=False, warning=why, check=told)


def _anchors(sample: Sample) -> Bools:
    """Mark pairs that share an address which one candidate and one profile have, and no other."""
    same = np.zeros(len(sample.codes), bool)
    for name, levels in _SAME.items():
        same |= np.isin(sample.codes[:, COMPARISONS.index(name)], levels)
    return sample.anchors & same


def _check(sample: Sample, anchors: Bools, fit: Fit) -> Check:
    addressed = np.zeros(len(anchors), bool) if sample.addressed is None else sample.addressed
    return self_check(sample.candidate, sample.codes, anchors, addressed, fit)


def _doubt(check: Check, labelled: int, shares: tuple[float, float, float]) -> str:
    """Say why a fit can't be believed; nothing where it can."""
    proven = check.passed and check.anchors >= FEWEST_ANCHORS  # where hidden anchors are found, all may have a profile
    if shares[-1] < SHARES[0] or (shares[-1] > SHARES[1] and not proven):
        return NO_SHARE
    if max(shares[1:]) - min(shares[1:]) > JUMP:
        return JUMPED
    if not check.passed:
        return UNCHECKED
    if check.anchors < FEWEST_ANCHORS and labelled < FEWEST_LABELS:
        return NO_ANCHORS
    return ""


def _calibrated(sample: Sample, fit: Fit, labelled: int) -> Calibration:
    """Calibrate on labelled candidates by cross-fitting: each part is scored by a fit that hasn't seen its labels."""
    if labelled < FEWEST_LABELS:
        return Calibration()
    starts = np.flatnonzero(np.diff(sample.candidate, prepend=-1))
    lengths = np.diff(np.append(starts, len(sample.candidate)))
    part = np.repeat((contents(sample.candidate, sample.codes) % np.uint64(FOLDS)).astype(np.int64), lengths)
    logits, right = [np.zeros(0)], [np.zeros(0, bool)]
    for fold in range(FOLDS):
        mine = part == fold
        known = np.where(mine, np.int8(-1), sample.known)
        lists = patterned(sample.candidate, sample.codes, sample.anchors, known, sample.count)
        apart = selftrain(lists, fit, rounds=1)
        asked = mine & _labelled(sample)
        best, logit = _best(sample.candidate[asked], sample.codes[asked], apart)
        logits.append(logit)
        right.append(sample.known[asked][best] == 1)
    return calibration_of(np.concatenate(logits), np.concatenate(right))


def _labelled(sample: Sample) -> Bools:
    """Mark the pairs of candidates whose right answer is known."""
    starts = np.flatnonzero(np.diff(sample.candidate, prepend=-1))
    lengths = np.diff(np.append(starts, len(sample.candidate)))
    found = np.logical_or.reduceat(sample.known == 1, starts) | np.logical_and.reduceat(sample.known == 0, starts)
    return np.repeat(found, lengths)


def _best(candidate: I64, codes: Codes, fit: Fit) -> tuple[I64, npt.NDArray[np.float64]]:
    """Give each list's best pair and its log-odds against all else."""
    odds = table_log_odds(codes, fit.table, fit.prior)
    order = np.lexsort((-odds, candidate))
    starts = np.flatnonzero(np.diff(candidate[order], prepend=-1))
    return order[starts], list_logits(odds[order], starts)
