"""Turn levels into probabilities: a table look-up a pair, then one list a candidate with room for "no profile"."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.hashing import I64
from matcher.weights import Calibration, Table, Weights

Codes = npt.NDArray[np.int8]
Floats = npt.NDArray[np.float64]
Names = npt.NDArray[np.object_] | Callable[[I64], npt.NDArray[np.object_]]
CLOSE = 0.5  # a profile above this share of the best one's probability is "equally fit"
PLAIN = Calibration()


@dataclass(frozen=True, slots=True)
class Best:
    """For each candidate: its best pair and runner-up (positions among the pairs, -1 for none) and probabilities.

    `alike` counts the profiles that fit about as well as the best one, itself among them (0 where there is none).
    """

    pair: I64
    probability: Floats
    second: I64
    second_probability: Floats
    none_probability: Floats
    alike: I64


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


def best_of(candidate: I64, odds: Floats, names: Names, count: int, calibration: Calibration = PLAIN) -> Best:
    """Choose each candidate's best profile and runner-up, with calibrated probabilities.

    `names` gives the profile ids of pairs, as an array or by position. Among equal scores the smaller profile id goes
    first, so that the order of rows never shows.
    """
    order = _ranked(candidate, odds, names)
    ordered = odds[order]
    starts = np.flatnonzero(np.diff(candidate[order], prepend=-1))
    rows = candidate[order][starts]
    probability, none = posterior(ordered, starts)
    lengths = np.diff(np.append(starts, len(order)))
    best = probability[starts]
    alike = np.add.reduceat((probability >= CLOSE * np.repeat(best, lengths)).astype(np.int64), starts)
    top, rest = _calibrated(ordered, starts, calibration)
    more = lengths > 1
    behind = np.zeros(len(starts))
    behind[more] = np.minimum(probability[starts[more] + 1] * rest[more], top[more])
    found = Best(
        np.full(count, -1, np.int64),
        np.zeros(count),
        np.full(count, -1, np.int64),
        np.full(count, np.nan),
        np.ones(count),
        np.zeros(count, np.int64),
    )
    found.pair[rows], found.probability[rows], found.alike[rows] = order[starts], top, alike
    found.none_probability[rows] = none * rest
    found.second[rows[more]] = order[starts[more] + 1]
    found.second_probability[rows[more]] = behind[more]
    return found


def calibrated(logits: Floats, calibration: Calibration) -> Floats:
    """Map log-odds of the best profile to calibrated ones."""
    if calibration.kind == "platt":
        return calibration.slope * logits + calibration.shift
    if calibration.kind == "isotonic":
        x, y = (np.array(column) for column in zip(*calibration.knots, strict=True))
        within = np.interp(logits, x, y)
        beyond: Floats = within + np.minimum(logits - x[0], 0.0) + np.maximum(logits - x[-1], 0.0)
        return beyond
    return logits


def list_logits(ordered: Floats, starts: I64) -> Floats:
    """Give the log-odds of each list's first pair against all else, "no profile" among it."""
    if not len(ordered):
        return np.zeros(0)
    lengths = np.diff(np.append(starts, len(ordered)))
    high = np.maximum(np.maximum.reduceat(ordered, starts), 0.0)
    shares = np.exp(ordered - np.repeat(high, lengths))
    shares[starts] = 0.0
    rest = np.exp(-high) + np.add.reduceat(shares, starts)
    found: Floats = ordered[starts] - high - np.log(rest)
    return found


def _calibrated(ordered: Floats, starts: I64, calibration: Calibration) -> tuple[Floats, Floats]:
    """Give each list's calibrated probability of its first pair, and by what the others' probabilities change."""
    logits = list_logits(ordered, starts)
    top = _logistic(logits)
    if calibration.kind == "none":
        return top, np.ones(len(top))
    fresh = _logistic(calibrated(logits, calibration))
    return fresh, _logistic(-calibrated(logits, calibration)) / np.maximum(_logistic(-logits), 1e-300)


def _logistic(logits: Floats) -> Floats:
    found: Floats = 0.5 * (1.0 + np.tanh(0.5 * logits))
    small = logits < 0  # tanh loses what is close to -1
    found[small] = np.exp(logits[small]) / (1.0 + np.exp(logits[small]))
    return found


def _ranked(candidate: I64, odds: Floats, names: Names) -> I64:
    """Order pairs by candidate, then from the best score down; equal scores at a list's head by profile id."""
    order = np.lexsort((-odds, candidate))
    if len(order) < 2:
        return order
    owner, ordered = candidate[order], odds[order]
    beside = (ordered[1:] == ordered[:-1]) & (owner[1:] == owner[:-1])  # equal to the one before it
    tied = np.zeros(len(order), bool)
    tied[1:] |= beside
    tied[:-1] |= beside
    group = np.cumsum(np.append([True], ~beside))
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    heads = group[np.append(starts, starts[np.diff(np.append(starts, len(order))) > 1] + 1)]
    head = np.zeros(int(group[-1]) + 1, bool)
    head[heads] = True
    at = np.flatnonzero(tied & head[group])
    if len(at):
        found = (names(order[at]) if callable(names) else names[order[at]]).astype(str)
        order[at] = order[at[np.lexsort((found, group[at]))]]
    return order
