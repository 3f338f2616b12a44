"""Turn compared pairs without labels into weights: anchored, list-wise expectation maximisation.

Method: Fellegi and Sunter (1969) log-odds by Dempster, Laird and Rubin's EM (1977), with two changes that keep it
from taking "same name" for "same person": the start is fitted to anchors (pairs that share an address nobody else
has), and the expectation is taken over each candidate's whole list, so that at most one profile can be right.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.comparisons import Codes
from matcher.hashing import I64
from matcher.levels import COMPARISONS, LEVELS, groups
from matcher.score import Floats, posterior, table_log_odds
from matcher.weights import Source, Table, Weights, default_weights, from_table

ITERATIONS, SETTLED = 50, 0.01  # at most; largest change of a weight at which it stops
PSEUDO = 2.0  # matches' worth of belief in the starting weights at each level
FEWEST_ANCHORS = 30
STEEPEST = 14.0  # no level adds or takes more
SHARES = (0.005, 0.999)  # estimated shares of candidates with a profile outside of which the fit is not believed
FEWEST_WITHOUT = 0.001  # share of candidates taken to be without a profile, at least
EMAIL = COMPARISONS.index("e-mail")
SAME_EMAIL = tuple(at for at, level in enumerate(LEVELS["e-mail"]) if level.endswith(": same"))


@dataclass(frozen=True, slots=True)
class Sample:
    """Pairs sorted by candidate, with what is known: `known` is 1 right, 0 wrong, -1 open, one a pair.

    `count` is the number of candidates drawn, those without any pair among them (0: every one has a pair).
    """

    candidate: I64
    codes: Codes
    unique_email: npt.NDArray[np.bool_]
    known: npt.NDArray[np.int8]
    count: int = 0


@dataclass(frozen=True, slots=True)
class Trained:
    """Fitted weights, with how they came about."""

    weights: Weights
    report: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Distinct level combinations, and which one each pair has."""

    codes: Codes
    of: I64


def train(sample: Sample, start: Weights | None = None) -> Trained:
    """Fit weights to a sample; falls back to `start` (the shipped weights) where the data can't carry a fit."""
    begin = default_weights() if start is None else start
    anchors = _anchors(sample)
    labelled = int((sample.known >= 0).sum())
    if not len(sample.candidate):
        return Trained(begin, {"anchors": 0, "iterations": 0, "fitted": False, "why": "no pairs"})
    table, prior = begin.table(), begin.prior
    if int(anchors.sum()) >= FEWEST_ANCHORS:
        table, prior = _from_anchors(sample, anchors, table)
    table, prior, rounds, share = _expect_and_maximise(sample, table, prior, begin.table())
    report: dict[str, object] = {
        "anchors": int(anchors.sum()),
        "labelled_pairs": labelled,
        "iterations": rounds,
        "estimated_share_with_profile": round(share, 4),
        "fitted": True,
    }
    if not SHARES[0] <= share <= SHARES[1]:
        return Trained(begin, report | {"fitted": False, "why": "the estimated share of matches is not believable"})
    source: Source = "labelled" if labelled else "estimated"
    return Trained(from_table(table, prior, source, int(anchors.sum())), report)


def _anchors(sample: Sample) -> npt.NDArray[np.bool_]:
    """Mark pairs that share an address which one candidate and one profile have, and no other."""
    return sample.unique_email & np.isin(sample.codes[:, EMAIL], SAME_EMAIL)


def _from_anchors(sample: Sample, anchors: npt.NDArray[np.bool_], start: Table) -> tuple[Table, float]:
    """Fit a first table to anchored candidates: anchors right, their other pairs wrong; the e-mail stays as it was."""
    mine = np.isin(sample.candidate, sample.candidate[anchors])
    right = anchors[mine].astype(float)
    codes = sample.codes[mine]
    table = _maximise(codes, right, 1.0 - right, start)
    kept = tuple(start[at] if at == EMAIL else values for at, values in enumerate(table))
    return kept, _prior(float(right.sum()), float((1.0 - right).sum()), max(sample.count, _lists(sample)))


def _lists(sample: Sample) -> int:
    return int((np.diff(sample.candidate, prepend=-1) != 0).sum())


def _prior(matched: float, unmatched: float, candidates: int) -> float:
    """Weigh one listed pair against "no profile": share with a profile / share without / wrong pairs a candidate.

    Wrong pairs come to a list at one rate whether or not the right one is there, so the odds of a list with k pairs
    hold k chances for a profile and one for none. Odds of matched to unmatched pairs would count the others of a
    list twice, once here and once in the list-wise step: where most candidates have a profile that says far too
    little.
    """
    without = max(candidates - matched, FEWEST_WITHOUT * candidates)
    return float(np.log(max(matched, 1e-9) / without) - np.log(max(unmatched, 1e-9) / candidates))


def _expect_and_maximise(sample: Sample, table: Table, prior: float, belief: Table) -> tuple[Table, float, int, float]:
    starts = np.flatnonzero(np.diff(sample.candidate, prepend=-1))
    patterns = _patterns(sample.codes)
    decided = np.isin(sample.candidate, sample.candidate[sample.known >= 0])
    candidates = max(sample.count, len(starts))
    done, share = 0, 0.0
    for done in range(1, ITERATIONS + 1):  # noqa: B007 - told in the report
        odds = table_log_odds(patterns.codes, table, prior)[patterns.of]
        right, _ = posterior(odds, starts)
        right = np.where(decided, (sample.known == 1).astype(float), right)
        share = float(right.sum() / candidates)
        matched = np.bincount(patterns.of, weights=right, minlength=len(patterns.codes)).astype(np.float64)
        every = np.bincount(patterns.of, minlength=len(patterns.codes)).astype(float)
        fresh = _maximise(patterns.codes, matched, every - matched, belief)
        prior = _prior(float(right.sum()), float(len(right) - right.sum()), candidates)
        moved = max(float(np.abs(a - b).max()) for a, b in zip(fresh, table, strict=True))
        table = fresh
        if moved < SETTLED:
            break
    return table, prior, done, share


def _patterns(codes: Codes) -> _Patterns:
    """Find the distinct rows of level codes."""
    sizes = [len(LEVELS[name]) for name in COMPARISONS]
    key = np.zeros(len(codes), np.uint64)
    for column, size in enumerate(sizes):
        key = key * np.uint64(size) + codes[:, column].astype(np.uint64)
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    fresh = np.ones(len(key), bool)
    fresh[1:] = ordered[1:] != ordered[:-1]
    of = np.empty(len(key), np.int64)
    of[order] = np.cumsum(fresh) - 1
    return _Patterns(codes[order[fresh]], of)


def _maximise(codes: Codes, matched: Floats, unmatched: Floats, belief: Table) -> Table:
    """Re-estimate every level: log of its share among matches over its share among non-matches, within its group."""
    table = []
    for column, name in enumerate(COMPARISONS):
        size = len(LEVELS[name])
        right = np.bincount(codes[:, column], weights=matched, minlength=size).astype(np.float64)
        wrong = np.bincount(codes[:, column], weights=unmatched, minlength=size).astype(np.float64)
        values = np.zeros(size)
        for group in groups(name):
            span = slice(group.start, group.stop)
            values[span] = _ratios(right[span], wrong[span], belief[column][span])
        table.append(values)
    return tuple(table)


def _ratios(right: Floats, wrong: Floats, belief: Floats) -> Floats:
    """Compare shares, leaning on the belief where a level was seldom seen; without any data the belief stands."""
    matches, others = right.sum(), wrong.sum()
    if min(matches, others) < PSEUDO:
        return belief
    trust = PSEUDO / matches
    above = right / matches + trust * np.exp(belief / 2)
    below = wrong / others + trust * np.exp(-belief / 2)
    ratios: Floats = np.clip(np.log(above / below), -STEEPEST, STEEPEST)
    return ratios
