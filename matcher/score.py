"""Turn levels into probabilities: a table look-up a pair, then one list a candidate with room for "no profile"."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.comparisons import Codes
from matcher.hashing import I64
from matcher.weights import Table, Weights

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Best:
    """For each candidate: its best pair and runner-up (positions among the pairs, -1 for none) and probabilities."""

    pair: I64
    probability: Floats
    second: I64
    second_probability: Floats
    none_probability: Floats


def log_odds(codes: Codes, weights: Weights) -> Floats:
    """Sum a pair's log-odds, comparison by comparison."""
    return table_log_odds(codes, weights.table(), weights.prior)


def table_log_odds(codes: Codes, table: Table, prior: float) -> Floats:
    """Sum log-odds from level arrays."""
    total = np.full(len(codes), prior)
    for column, values in enumerate(table):
        total += values[codes[:, column]]
    return total


def posterior(odds: Floats, starts: I64) -> tuple[Floats, Floats]:
    """Turn log-odds into probabilities over a candidate's list: p = odds / (1 + sum of odds), the rest "no profile".

    `starts` says where each candidate's pairs begin; every list holds at least one pair. Gives (probability of each
    pair, none probability of each list).
    """
    if not len(odds):
        return np.zeros(0), np.zeros(0)
    lengths = np.diff(np.append(starts, len(odds)))
    top = np.maximum(np.maximum.reduceat(odds, starts), 0.0)
    shares = np.exp(odds - np.repeat(top, lengths))
    none = np.exp(-top)
    total = none + np.add.reduceat(shares, starts)
    return shares / np.repeat(total, lengths), none / total


def best_of(candidate: I64, odds: Floats, ids: npt.NDArray[np.object_], count: int) -> Best:
    """Choose each candidate's best profile and runner-up.

    Among equal scores the smaller profile id goes first, so that the order of rows never shows.
    """
    order = np.lexsort((-odds, candidate))
    owner, ordered = candidate[order], odds[order]
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    _settle_ties(order, ordered, starts, ids)
    probability, none = posterior(ordered, starts)
    found = Best(
        np.full(count, -1, np.int64),
        np.zeros(count),
        np.full(count, -1, np.int64),
        np.full(count, np.nan),
        np.ones(count),
    )
    rows = owner[starts]
    found.pair[rows], found.probability[rows], found.none_probability[rows] = order[starts], probability[starts], none
    more = np.diff(np.append(starts, len(order))) > 1
    found.second[rows[more]] = order[starts[more] + 1]
    found.second_probability[rows[more]] = probability[starts[more] + 1]
    return found


def _settle_ties(order: I64, ordered: Floats, starts: I64, ids: npt.NDArray[np.object_]) -> None:
    """Put equal scores at a list's head into the order of their ids, in place."""
    ends = np.append(starts, len(order))[1:]
    beside = np.append(ordered[1:] == ordered[:-1], [False])  # equal to the next one
    first = (ends - starts > 1) & beside[starts]
    second = (ends - starts > 2) & beside[np.minimum(starts + 1, len(order) - 1)]
    tied = np.flatnonzero(first | second)
    for start, end in zip(starts[tied].tolist(), ends[tied].tolist(), strict=True):
        at = start
        while at < end and at < start + 2:
            stop = at + int(np.searchsorted(-ordered[at:end], -ordered[at], side="right"))
            order[at:stop] = sorted(order[at:stop].tolist(), key=lambda pair: str(ids[pair]))
            at = stop
