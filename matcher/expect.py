"""Turn lists of unknown answers into a table of log-odds: anchored, list-wise expectation maximisation.

Method: Fellegi and Sunter (1969) log-odds by Dempster, Laird and Rubin's EM (1977), with two changes that keep it
from taking "same name" for "same person": the start may be fitted to anchors (pairs that share an address nobody else
has), and the expectation is taken over each candidate's whole list, so that at most one profile can be right.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.levels import COMPARISONS, LEVELS, groups
from matcher.patterns import Bools, Patterned
from matcher.score import posterior, table_log_odds
from matcher.weights import Table

Floats = npt.NDArray[np.float64]
ITERATIONS, SETTLED = 50, 0.01  # at most; largest change of a weight at which it stops
PSEUDO = 2.0  # matches' worth of belief in the starting weights at each level
STEEPEST = 14.0  # no level adds or takes more
NEVER = -1_000.0  # log-odds of a pair that is known to be wrong
FEWEST_WITHOUT = 0.001  # share of candidates taken to be without a profile, at least
ADDRESSES = ("e-mail", "phone", "handle")  # comparisons that make an anchor: their start is not read off anchors


@dataclass(frozen=True, slots=True)
class Fit:
    """A table of log-odds, the prior of a listed pair, the share of candidates with a profile, and rounds taken."""

    table: Table
    prior: float
    share: float = 0.0
    rounds: int = 0


def log_prior(matched: float, unmatched: float, candidates: float) -> float:
    """Weigh one listed pair against "no profile": share with a profile / share without / wrong pairs a candidate.

    Wrong pairs come to a list at one rate whether or not the right one is there, so the odds of a list with k pairs
    hold k chances for a profile and one for none. Odds of matched to unmatched pairs would count the others of a
    list twice, once here and once in the list-wise step: where most candidates have a profile that says far too
    little.
    """
    without = max(candidates - matched, FEWEST_WITHOUT * candidates)
    return float(np.log(max(matched, 1e-9) / without) - np.log(max(unmatched, 1e-9) / candidates))


def expected(lists: Patterned, fit: Fit) -> Floats:
    """Give each pair's probability to be right, over its whole list; where the answer is known, that."""
    odds = table_log_odds(lists.codes, fit.table, fit.prior)
    odds[lists.known == 0] = NEVER
    found, _ = posterior(odds[lists.of], lists.starts)
    known = lists.known[lists.of] == 1
    return np.where(np.repeat(lists.decided, lists.lengths), known.astype(float), found)


def from_anchors(lists: Patterned, start: Table) -> Fit:
    """Fit a first table to anchored lists: anchors right, their other pairs wrong; addresses stay as they were."""
    anchors = lists.anchors[lists.of]
    mine = np.repeat(np.logical_or.reduceat(anchors, lists.starts), lists.lengths)
    times = np.repeat(lists.times, lists.lengths)
    right = _by_pattern(lists, times * (anchors & mine))
    wrong = _by_pattern(lists, times * (~anchors & mine))
    table = maximised(lists, right, wrong, start)
    kept = tuple(
        start[at] if name in ADDRESSES else values
        for at, (name, values) in enumerate(zip(COMPARISONS, table, strict=True))
    )
    return Fit(kept, log_prior(float(right.sum()), float(wrong.sum()), lists.count))


def expect_and_maximise(lists: Patterned, start: Fit, belief: Table) -> Fit:
    """Take turns until the table settles: whom each list probably belongs to, then what each level says."""
    fit = start
    times = np.repeat(lists.times, lists.lengths)
    every = _by_pattern(lists, times)
    for done in range(1, ITERATIONS + 1):
        matched = _by_pattern(lists, times * expected(lists, fit))
        table = maximised(lists, matched, every - matched, belief)
        total = float(matched.sum())
        moved = max(float(np.abs(a - b).max()) for a, b in zip(table, fit.table, strict=True))
        fit = Fit(table, log_prior(total, float(every.sum()) - total, lists.count), total / lists.count, done)
        if moved < SETTLED:
            break
    return fit


def prior_fitted(lists: Patterned, start: Fit) -> Fit:
    """Fit nothing but the prior: the table stays as it is."""
    fit, times = start, np.repeat(lists.times, lists.lengths)
    for done in range(1, ITERATIONS + 1):
        matched = float((times * expected(lists, fit)).sum())
        prior = log_prior(matched, float(times.sum()) - matched, lists.count)
        settled = abs(prior - fit.prior) < SETTLED / 10
        fit = Fit(fit.table, prior, matched / lists.count, done)
        if settled:
            break
    return fit


def seen_levels(lists: Patterned, weights: Floats) -> Table:
    """Count how often each level stands in the pairs; `weights` has one number a pair."""
    by_pattern = _by_pattern(lists, weights)
    return tuple(
        np.bincount(lists.codes[:, at], weights=by_pattern, minlength=len(LEVELS[name])).astype(np.float64)
        for at, name in enumerate(COMPARISONS)
    )


def maximised(lists: Patterned, matched: Floats, unmatched: Floats, belief: Table) -> Table:
    """Re-estimate every level: log of its share among matches over its share among non-matches, within its group.

    `matched` and `unmatched` count each pattern's right and wrong pairs.
    """
    table = []
    for column, name in enumerate(COMPARISONS):
        size = len(LEVELS[name])
        right = np.bincount(lists.codes[:, column], weights=matched, minlength=size).astype(np.float64)
        wrong = np.bincount(lists.codes[:, column], weights=unmatched, minlength=size).astype(np.float64)
        values = np.zeros(size)
        for group in groups(name):
            span = slice(group.start, group.stop)
            values[span] = _ratios(right[span], wrong[span], belief[column][span])
        table.append(values)
    return tuple(table)


def _by_pattern(lists: Patterned, weights: Floats | Bools) -> Floats:
    return np.bincount(lists.of, weights=weights, minlength=len(lists.codes)).astype(np.float64)


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
