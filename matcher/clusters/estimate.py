"""Turn compared pairs without labels into log-odds tables, each comparison's from pairs that the others vouch for.

Log-odds are those of Fellegi and Sunter (1969). What agrees between strangers is counted, not guessed: two records
whose agreements (without comparison g) would be expected in less than one pair of all are taken for one person, and
show how often g agrees then. So no comparison vouches for itself, and nothing need be iterated that could drift into
taking "same name" for "same person".
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.clusters.compared import Agreement, Codes
from matcher.clusters.levels import BELIEFS, COMPARISONS

Floats = npt.NDArray[np.float64]
Table = tuple[Floats, ...]
PSEUDO = 2.0  # pairs' worth of belief in the starting tables at each level
STEEPEST = 8.0  # no level adds or takes more
ROUNDS = 30


@dataclass(frozen=True, slots=True)
class Estimated:
    """Log-odds of every level, of any compared pair (`prior`), and what they were fitted to."""

    table: Table
    prior: float
    report: Mapping[str, object]


def log_odds(codes: Codes, table: Table, prior: float) -> Floats:
    """Sum the log-odds of pairs."""
    total = np.full(len(codes), prior)
    for column, values in enumerate(table):
        total += values[codes[:, column]]
    return total


def estimate(agreement: Agreement, count: int) -> Estimated:
    """Fit tables to the compared pairs of `count` records."""
    total = agreement.surprise.sum(axis=1)
    needed = 2.0 * np.log(max(count, 2)) - np.log(2.0)  # log of the number of all pairs
    strangers = total < needed / 2.0
    table, anchors = [], {}
    for column, name in enumerate(COMPARISONS):
        belief = np.array(list(BELIEFS[name].values()))
        vouched = total - agreement.surprise[:, column] > needed
        size = len(belief)
        right = np.bincount(agreement.codes[vouched, column], minlength=size)
        wrong = np.bincount(agreement.codes[strangers, column], minlength=size)
        anchors[name] = int(vouched.sum())
        table.append(ratios(right.astype(float), wrong.astype(float), belief))
    fitted = tuple(table)
    return Estimated(fitted, settled_prior(log_odds(agreement.codes, fitted, 0.0)), {"anchors": anchors})


def ratios(right: Floats, wrong: Floats, belief: Floats) -> Floats:
    """Compare a comparison's shares of levels, leaning on the belief where few were seen; missing adds nothing."""
    matches, others = right[1:].sum(), wrong[1:].sum()
    found = belief.copy()
    if matches > 0 and others > 0:
        lean = np.exp(np.clip(belief[1:], -STEEPEST, STEEPEST) / 2)
        trust = PSEUDO / matches
        found[1:] = np.log(right[1:] / matches + trust * lean) - np.log(wrong[1:] / others + trust / lean)
    return np.clip(found, -STEEPEST, STEEPEST)


def settled_prior(scores: Floats) -> float:
    """Find the share of pairs that are right, given their log-odds without a prior; gives its log-odds."""
    share = 0.5
    if not len(scores):
        return 0.0
    for _ in range(ROUNDS):
        share = float(np.clip(np.mean(1.0 / (1.0 + np.exp(-(scores + np.log(share / (1.0 - share)))))), 1e-6, 1 - 1e-6))
    return float(np.log(share / (1.0 - share)))
