"""Turn a fitted table into a better one by regression on its own lists, with and without the right pair.

Naive log-odds take comparisons for independent. A conditional logit (McFadden, 1974) with "no profile" as one more
choice doesn't, but fitted to its own probabilities it would stand still. What moves it is known without labels:
take a list's right pair out, and what is left is a list whose candidate has no profile. So each list is seen twice,
as it is (weighed by each pair's probability to be right) and once without that pair, weighed so that the shares with
and without a profile stay as estimated.
"""

import itertools
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.expect import Fit, expected, seen_levels
from matcher.hashing import I64
from matcher.levels import COMPARISONS, LEVELS
from matcher.monotone import monotone
from matcher.patterns import Patterned
from matcher.ragged import ranges
from matcher.score import posterior, table_log_odds
from matcher.weights import Table

Floats = npt.NDArray[np.float64]
ROUNDS, STEPS = 3, 15  # rounds of expectation and regression; steps of the optimiser in each
HOLD = 1.0  # how firmly a weight is held to the one before, in lists' worth
PRIOR_HOLD = 0.0025  # the same for the prior
LIKELY = (
    0.3  # probability from which a pair is taken out of its list for the second view: below, it leaves the right in
)
WORTH_WITHOUT = 0.95  # of a list with its right pair taken out: namesakes crowd more around people who have a profile
MOST_WITH = 0.995  # largest share with a profile that the second view is weighed by
LABEL_WORTH = 2.0  # lists that one labelled list counts for
STEEPEST = 14.0
SIZES = tuple(len(LEVELS[name]) for name in COMPARISONS)
STARTS = tuple(int(at) for at in np.cumsum((0, *SIZES)))


@dataclass(frozen=True, slots=True)
class Views:
    """Lists to regress on: pattern of each pair, where lists begin, how much each counts, and each pair's target."""

    of: I64
    starts: I64
    worth: Floats
    target: Floats


def selftrain(lists: Patterned, start: Fit, rounds: int = ROUNDS) -> Fit:
    """Fit the table to both views of every list, a few rounds; weights stay ordered along their chains."""
    fit = start
    for done in range(1, rounds + 1):
        right = expected(lists, fit)
        share = float((np.add.reduceat(right, lists.starts) * lists.times).sum() / lists.count)
        views = views_of(lists, right, share)
        fit = regressed(lists, views, fit)
        fit = Fit(fit.table, fit.prior, share, done)
    total = np.add.reduceat(expected(lists, fit), lists.starts) * lists.times
    return Fit(fit.table, fit.prior, float(total.sum() / lists.count), rounds)


def views_of(lists: Patterned, right: Floats, share: float) -> Views:
    """Make both views: every list with its pairs' probabilities, and without each likely pair as "no profile"."""
    lengths = lists.lengths
    sure = np.add.reduceat(right, lists.starts)
    decided = lists.decided
    times = lists.times * np.where(decided, LABEL_WORTH, 1.0)
    owner = np.repeat(np.arange(len(lengths)), lengths)
    # labelled candidates stand for themselves, with and without a profile
    out = np.flatnonzero((right > LIKELY) & (lengths[owner] > 1) & ~decided[owner])
    home = owner[out]
    within = ranges(lists.starts[home], lengths[home])
    kept = within != np.repeat(out, lengths[home])
    ends = np.cumsum(lengths[home] - 1)
    without = (1.0 - min(share, MOST_WITH)) / max(min(share, MOST_WITH), 1e-9)
    open_ = np.repeat(lists.times * ~decided, lengths) * right
    taken = open_ * (right > LIKELY)
    without *= WORTH_WITHOUT * float(open_.sum()) / max(float(taken.sum()), 1e-9)  # those taken out stand for all
    return Views(
        np.concatenate([lists.of, lists.of[within[kept]]]),
        np.concatenate([lists.starts, len(lists.of) + ends - (lengths[home] - 1)]),
        np.concatenate([np.where(decided, times, times * sure), times[home] * right[out] * without]),
        np.concatenate([np.repeat(times, lengths) * right, np.zeros(int(kept.sum()))]),
    )


def regressed(lists: Patterned, views: Views, start: Fit, hold: float = HOLD) -> Fit:
    """Fit a conditional logit with "no profile" to views, held to the start by a ridge; then order the levels."""
    from scipy.optimize import minimize  # noqa: PLC0415 - only training loads it

    begin = np.append(np.concatenate(start.table), start.prior)
    held = np.append(np.full(STARTS[-1], hold), hold * PRIOR_HOLD)
    fixed = np.append(np.array(STARTS[:-1]), np.flatnonzero(held < 0))  # "missing" adds nothing

    def loss(weights: Floats) -> tuple[float, Floats]:
        value, slope = loss_and_slope(lists, views, weights)
        away = weights - begin
        slope += held * away
        slope[fixed] = 0.0
        return value + 0.5 * float((held * away**2).sum()), slope

    found = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    table = tuple(np.clip(found[a:b], -STEEPEST, STEEPEST) for a, b in itertools.pairwise(STARTS))
    seen = seen_levels(lists, np.repeat(lists.times, lists.lengths))
    return Fit(monotone(table, seen), float(found[-1]), start.share, start.rounds)


def loss_and_slope(lists: Patterned, views: Views, weights: Floats) -> tuple[float, Floats]:
    """Give the lists' negative log-likelihood and its slope; `weights` is the flat table with the prior behind it."""
    table: Table = tuple(weights[a:b] for a, b in itertools.pairwise(STARTS))
    odds = table_log_odds(lists.codes, table, float(weights[-1]))[views.of]
    chance, none = posterior(odds, views.starts)
    lengths = np.diff(np.append(views.starts, len(views.of)))
    value = -float((views.worth * np.log(np.maximum(none, 1e-300))).sum() + (views.target * odds).sum())
    off = np.repeat(views.worth, lengths) * chance - views.target
    by_pattern = np.bincount(views.of, weights=off, minlength=len(lists.codes))
    slope = [
        np.bincount(lists.codes[:, at], weights=by_pattern, minlength=size).astype(float)
        for at, size in enumerate(SIZES)
    ]
    return value, np.append(np.concatenate(slope), off.sum())
