"""Turn scored pairs into those that remain when no profile may go to two candidates.

The assignment is the likeliest one: among all ways to give every candidate one profile or none, and every profile to
one candidate at most, the sum of log-odds is largest (none counts 0). Only where candidates want the same profile is
there anything to solve, by the shortest augmenting paths of Jonker and Volgenant (1987) on sparse graphs, one
connected group of wishes at a time.
"""

import numpy as np
import numpy.typing as npt

from matcher.hashing import I64, U64, distinct
from matcher.score import Floats, Names

Bools = npt.NDArray[np.bool_]


def one_to_one(candidate: I64, profile: I64 | U64, odds: Floats, owners: U64, names: Names) -> Bools:
    """Mark the pairs that stay: those of each profile's own candidate, and of profiles that nobody needs.

    `profile` numbers the profiles; `owners` gives a number for every candidate, and `names` the profile ids of pairs:
    by these equal solutions are told apart, so that the order of rows never shows. A candidate's best pair of those
    that stay is its assigned one; pairs that say "rather not" (log-odds of 0 or less) never take a profile.
    """
    kept = np.ones(len(candidate), bool)
    wished = np.flatnonzero(odds > 0.0)
    if not len(wished):
        return kept
    places = _numbered(profile[wished].astype(np.uint64))
    taken = np.full(int(places.max()) + 1, -1, np.int64)
    group = _contested(candidate[wished], places, odds[wished])
    easy = np.flatnonzero(group < 0)
    easy = easy[_firsts(candidate[wished[easy]], odds[wished[easy]])]
    taken[places[easy]] = candidate[wished[easy]]
    hard = np.flatnonzero(group >= 0)
    if len(hard):
        texts = (names(wished[hard]) if callable(names) else names[wished[hard]]).astype(str)
        order = np.lexsort((texts, owners[candidate[wished[hard]]], group[hard]))
        hard, texts = hard[order], texts[order]
        for mine in np.split(np.arange(len(hard)), np.flatnonzero(np.diff(group[hard])) + 1):
            at = wished[hard[mine]]
            for pair in _solved(owners[candidate[at]], texts[mine], odds[at]).tolist():
                taken[places[hard[mine[pair]]]] = candidate[at[pair]]
    every = _numbered_like(profile, profile[wished].astype(np.uint64))
    theirs = np.where(every >= 0, taken[every], -1)
    kept[(theirs >= 0) & (theirs != candidate)] = False
    return kept


def _numbered(values: U64) -> I64:
    """Give each value its number among the distinct ones, in rising order; `np.unique` is slow on many keys."""
    order = np.argsort(values, kind="stable")
    fresh = np.ones(len(order), bool)
    fresh[1:] = values[order][1:] != values[order][:-1]
    found = np.empty(len(order), np.int64)
    found[order] = np.cumsum(fresh) - 1
    return found


def _numbered_like(values: I64 | U64, known: U64) -> I64:
    """Give each value its number among the distinct known ones, -1 for those not known."""
    ordered = distinct(known)
    at = np.minimum(np.searchsorted(ordered, values.astype(np.uint64)), len(ordered) - 1)
    return np.where(ordered[at] == values.astype(np.uint64), at, -1)


def _firsts(candidate: I64, odds: Floats) -> I64:
    """Give the place of every candidate's best pair."""
    order = np.lexsort((-odds, candidate))
    return order[np.flatnonzero(np.diff(candidate[order], prepend=-1))]


def _contested(candidate: I64, profile: I64, odds: Floats) -> I64:
    """Give a number to groups of wishes in which two candidates want one profile most; -1 for pairs of other groups."""
    from scipy.sparse import coo_array  # noqa: PLC0415 - only when asked for
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415 - the same

    rows = _numbered(candidate.astype(np.uint64))
    size = int(rows.max()) + 1 + int(profile.max()) + 1
    graph = coo_array((np.ones(len(rows), np.int8), (rows, int(rows.max()) + 1 + profile)), shape=(size, size))
    label = connected_components(graph, directed=False)[1][rows].astype(np.int64)
    best = profile[_firsts(candidate, odds)]
    crowd = np.bincount(best, minlength=int(profile.max()) + 1)
    ties = _tied(candidate, odds)
    contested = np.zeros(int(label.max()) + 1, bool)
    contested[label[(crowd[profile] > 1) | ties]] = True
    return np.where(contested[label], label, -1)


def _tied(candidate: I64, odds: Floats) -> Bools:
    """Mark pairs of candidates who have two best profiles: which one they get is told by ids, with care."""
    order = np.lexsort((-odds, candidate))
    owner, ordered = candidate[order], odds[order]
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    after = np.minimum(starts + 1, len(order) - 1)
    tied = (owner[after] == owner[starts]) & (after > starts) & (ordered[after] == ordered[starts])
    found: Bools = np.isin(candidate, owner[starts[tied]])
    return found


def _solved(owners: U64, names: npt.NDArray[np.str_], odds: Floats) -> I64:
    """Solve one group, given in a fixed order: the places of the chosen pairs."""
    from scipy.sparse import csr_array  # noqa: PLC0415 - only when asked for
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching  # noqa: PLC0415 - the same

    row, column = _numbered(owners), np.unique(names, return_inverse=True)[1]
    people, profiles = int(row.max()) + 1, int(column.max()) + 1
    own = np.arange(people)  # a column for each person's "none": log-odds 0, as all else moved up by 1 to be seen
    worth = np.concatenate([odds + 1.0, np.ones(people)])
    rows, columns = np.concatenate([row, own]), np.concatenate([column, profiles + own])
    graph = csr_array((worth, (rows, columns)), shape=(people, profiles + people))
    left, right = min_weight_full_bipartite_matching(graph, maximize=True)
    wanted = {(int(one), int(other)) for one, other in zip(left, right, strict=True)}
    pairs = zip(row.tolist(), column.tolist(), strict=True)
    return np.array([at for at, pair in enumerate(pairs) if pair in wanted], np.int64)
