"""Turn lists of different lengths into two flat arrays."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.hashing import BASE, I64, U64, mix

MOST_PRODUCTS = 64  # of two sets' sizes, up to which each value is held against each
NEIGHBOURS = 12  # values of a row that are looked at one by one


@dataclass(frozen=True, slots=True)
class Ragged:
    """Values of all rows one after another; row i owns values[offsets[i]:offsets[i + 1]]."""

    offsets: npt.NDArray[Any]
    values: U64

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.offsets) - 1

    @property
    def lengths(self) -> I64:
        """Count the values of each row."""
        return np.diff(self.offsets).astype(np.int64, copy=False)

    @property
    def rows(self) -> I64:
        """Name the row of each value."""
        return np.repeat(np.arange(len(self)), self.lengths)

    def take(self, chosen: npt.NDArray[Any]) -> "Ragged":
        """Keep the chosen rows, in that order."""
        starts = self.offsets[:-1][chosen].astype(np.int64)
        lengths = self.offsets[1:][chosen].astype(np.int64) - starts
        return Ragged(offsets_of(lengths), self.values[ranges(starts, lengths)])


def offsets_of(lengths: I64) -> I64:
    """Turn lengths into offsets."""
    offsets = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=offsets[1:])
    return offsets


def ranges(starts: I64, lengths: I64) -> I64:
    """Join the ranges starts[i] .. starts[i] + lengths[i] into one array of positions."""
    total = int(lengths.sum())
    if not total:
        return np.zeros(0, np.int64)
    ends = np.cumsum(lengths)
    positions: I64 = np.arange(total, dtype=np.int64) + np.repeat(starts - (ends - lengths), lengths)
    return positions


def ordered_pairs(rows: I64, values: U64) -> I64:
    """Give the positions of (row, value) pairs by row, without zero values and repeats within a row."""
    kept = np.flatnonzero(values)
    if len(kept) and (np.diff(rows[kept]) < 0).any():
        kept = kept[np.argsort(rows[kept], kind="stable")]
    owner, own = rows[kept], values[kept]
    again = np.zeros(len(kept), bool)
    for back in range(1, NEIGHBOURS + 1):
        alike = owner[back:] == owner[:-back]
        if not alike.any():
            return kept[~again]
        again[back:] |= alike & (own[back:] == own[:-back])
    order = np.lexsort((own, owner))  # some row has very many values
    owner, own = owner[order], own[order]
    again[order[1:]] = (owner[1:] == owner[:-1]) & (own[1:] == own[:-1])
    return kept[~again]


def from_pairs(rows: I64, values: U64, count: int) -> Ragged:
    """Gather (row, value) pairs into `count` rows, dropping zero values and repeats within a row."""
    at = ordered_pairs(rows, values)
    return Ragged(offsets_of(np.bincount(rows[at], minlength=count).astype(np.int64)), values[at])


def joined_rows(parts: list[Ragged]) -> Ragged:
    """Put the rows of several after one another."""
    lengths: npt.NDArray[np.int64] = np.concatenate([part.lengths for part in parts])
    return Ragged(offsets_of(lengths), np.concatenate([part.values for part in parts]))


def shared(left: Ragged, right: Ragged) -> tuple[I64, U64]:
    """Give (pair, value) for every value that stands in both sets of a pair."""
    own, other = left.lengths, right.lengths
    products = own * other
    small = np.flatnonzero((products > 0) & (products <= MOST_PRODUCTS))
    found = np.zeros(len(left.values), bool)
    # Every value of the left set beside every value of the right one.
    ours = ranges(left.offsets[:-1][small].astype(np.int64), own[small])
    times = np.repeat(other[small], own[small])
    theirs = ranges(np.repeat(right.offsets[:-1][small].astype(np.int64), own[small]), times)
    ours = np.repeat(ours, times)
    found[ours[left.values[ours] == right.values[theirs]]] = True
    large = np.flatnonzero(products > MOST_PRODUCTS)
    if len(large):
        ours = ranges(left.offsets[:-1][large].astype(np.int64), own[large])
        found[ours[_among(left.take(large), right.take(large))]] = True
    at = np.flatnonzero(found)
    return np.repeat(np.arange(len(own)), own)[at], left.values[at]


def _among(left: Ragged, right: Ragged) -> npt.NDArray[np.bool_]:
    """Mark the left values that stand in the right set of their pair, by sorting both."""
    members = mix(mix(right.values) + right.rows.astype(np.uint64) * BASE)
    wanted = mix(mix(left.values) + left.rows.astype(np.uint64) * BASE)
    members.sort()
    at = np.minimum(np.searchsorted(members, wanted), len(members) - 1)
    both: npt.NDArray[np.bool_] = members[at] == wanted
    return both
