"""Turn several tables' lists with known answers into one table of log-odds that fits them all."""

import itertools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from matcher.expect import Fit, expected, log_prior, maximised, seen_levels
from matcher.levels import COMPARISONS, LEVELS, chains
from matcher.monotone import monotone
from matcher.patterns import Patterned
from matcher.selftrain import STARTS, Views, loss_and_slope
from matcher.weights import Table

Floats = npt.NDArray[np.float64]
STRONGEST, WEAKEST = 4.0, -3.0  # log-odds believed of a chain's ends where nothing was ever seen
HOLD = 3.0  # how firmly a weight is held to its naive estimate, in lists' worth
STEPS = 200  # of the optimiser, at most


def joint(tables: Sequence[Patterned]) -> tuple[Table, float]:
    """Fit one table to all; each has a prior of its own, and the one in the middle is given."""
    begin = _naive(tables)
    priors = np.array([_prior(lists) for lists in tables])
    views = [_views(lists) for lists in tables]
    worth = np.array([1.0 / lists.count for lists in tables]) * np.mean([lists.count for lists in tables])
    start = np.concatenate([*begin, priors])
    size = STARTS[-1]

    def loss(weights: Floats) -> tuple[float, Floats]:
        away = weights - start
        value, slope = (
            0.5 * HOLD * float((away[:size] ** 2).sum()),
            np.append(HOLD * away[:size], np.zeros(len(priors))),
        )
        for number, (lists, seen) in enumerate(zip(tables, views, strict=True)):
            own = np.append(weights[:size], weights[size + number])
            more, steps = loss_and_slope(lists, seen, own)
            value += worth[number] * more
            slope[:size] += worth[number] * steps[:-1]
            slope[size + number] += worth[number] * steps[-1]
        slope[np.array(STARTS[:-1])] = 0.0  # "missing" adds nothing
        return value, slope

    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    table = tuple(found[a:b] for a, b in itertools.pairwise(STARTS))
    return monotone(table, _seen(tables)), float(np.median(found[size:]))


def belief() -> Table:
    """Give what is believed of levels before anything was seen: falling evenly along their chains."""
    table = []
    for name in COMPARISONS:
        values, met = np.zeros(len(LEVELS[name])), np.zeros(len(LEVELS[name]))
        for chain in chains(name):
            steps = np.linspace(STRONGEST, WEAKEST, max(len(chain), 2))[: len(chain)]
            values[list(chain)] += steps
            met[list(chain)] += 1
        table.append(values / np.maximum(met, 1))
    return tuple(table)


def _naive(tables: Sequence[Patterned]) -> Table:
    """Estimate every level alone, the mean over the tables that saw it."""
    believed = belief()
    total = [np.zeros(len(values)) for values in believed]
    trust = [np.full(len(values), 1e-3) for values in believed]
    for lists in tables:
        matched, every = _matched(lists)
        fresh = maximised(lists, matched, every - matched, believed)
        seen = seen_levels(lists, np.repeat(lists.times, lists.lengths))
        for at, values in enumerate(fresh):
            weight = np.minimum(seen[at], 100.0)
            total[at] += weight * values
            trust[at] += weight
    found = tuple(np.where(trust[at] > 1, total[at] / trust[at], believed[at]) for at in range(len(total)))
    return monotone(found, tuple(trust))


def _matched(lists: Patterned) -> tuple[Floats, Floats]:
    times = np.repeat(lists.times, lists.lengths)
    right = expected(lists, Fit(belief(), 0.0))
    count = len(lists.codes)
    return (
        np.bincount(lists.of, weights=times * right, minlength=count).astype(float),
        np.bincount(lists.of, weights=times, minlength=count).astype(float),
    )


def _prior(lists: Patterned) -> float:
    matched, every = _matched(lists)
    return log_prior(float(matched.sum()), float((every - matched).sum()), lists.count)


def _views(lists: Patterned) -> Views:
    right = expected(lists, Fit(belief(), 0.0))
    return Views(lists.of, lists.starts, lists.times, np.repeat(lists.times, lists.lengths) * right)


def _seen(tables: Sequence[Patterned]) -> Table:
    counted = [seen_levels(lists, np.repeat(lists.times, lists.lengths)) for lists in tables]
    return tuple(np.sum([one[at] for one in counted], axis=0) for at in range(len(COMPARISONS)))
