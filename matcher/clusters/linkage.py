"""Turn scored pairs into clusters by average linkage, in memory that grows with the pairs.

Average linkage (Sokal and Michener, 1958) is reducible: two clusters that are each other's nearest stay so whatever is
merged elsewhere (Bruynooghe, 1978). So all such couples are merged at once, and pairs that were never compared, which
count as similarity 0, need no place in memory. Bare connected components would follow any one wrong pair.
"""

import numpy as np
import numpy.typing as npt

from matcher.hashing import I64

Floats = npt.NDArray[np.float64]


def average_linkage(left: I64, right: I64, similarity: Floats, count: int, cut: float, group: I64 | None = None) -> I64:
    """Cluster `count` records: merge while two clusters' mean similarity over all their pairs is at least `cut` > 0.

    Each pair stands there at most once; similarities are over 0, absent pairs count as 0. Equal means are merged in
    the order of the smaller, then the larger row. Records of one `group` (numbers from 0; -1: not known) lie in one
    cluster from the start, those of different groups never do. Gives each record the smallest row of its cluster.
    """
    known = np.full(count, -1) if group is None else group.copy()
    of = _first_rows(known)
    size = np.bincount(of, minlength=count).astype(np.float64)
    low, high, total = _summed(of[left], of[right], similarity.astype(np.float64), count)
    while len(low):
        mean = total / (size[low] * size[high])
        free = (known[low] < 0) | (known[high] < 0)
        near = np.flatnonzero((mean >= cut) & free)
        if not len(near):
            break
        kept, gone = _couples(low[near], high[near], mean[near], count)
        size[kept] += size[gone]
        known[kept] = np.maximum(known[kept], known[gone])
        new = np.arange(count)
        new[gone] = kept
        of = new[of]
        low, high, total = _summed(new[low], new[high], total, count)
    return of


def _first_rows(group: I64) -> I64:
    """Name every record by the first row of its group; by itself where it has none."""
    first = np.full(int(group.max(initial=-1)) + 1, len(group))
    rows = np.flatnonzero(group >= 0)
    np.minimum.at(first, group[rows], rows)
    of = np.arange(len(group))
    of[rows] = first[group[rows]]
    return of


def _couples(low: I64, high: I64, mean: Floats, count: int) -> tuple[I64, I64]:
    """Find the clusters that are each other's nearest; among equals the pair of smaller rows goes first."""
    order = np.lexsort((high, low, -mean))
    low, high = low[order], high[order]
    rank = np.arange(len(order))
    best = np.full(count, len(order))
    np.minimum.at(best, low, rank)
    np.minimum.at(best, high, rank)
    mutual = (best[low] == rank) & (best[high] == rank)
    return low[mutual], high[mutual]


def _summed(left: I64, right: I64, total: Floats, count: int) -> tuple[I64, I64, Floats]:
    """Add up what lies between the same two clusters, smaller row first, and drop what lies within one."""
    apart = left != right
    low, high = np.minimum(left, right)[apart], np.maximum(left, right)[apart]
    key = low * count + high
    order = np.argsort(key, kind="stable")
    starts = np.flatnonzero(np.diff(key[order], prepend=-1))
    if not len(starts):
        return low[:0], high[:0], total[:0]
    return low[order][starts], high[order][starts], np.add.reduceat(total[apart][order], starts)
