"""Turn lists of different lengths into two flat arrays."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.hashing import BASE, I64, U64, mix


@dataclass(frozen=True, slots=True)
class Ragged:
    """Values of all rows one after another; row i owns values[offsets[i]:offsets[i + 1]]."""

    offsets: I64
    values: U64

    @property
    def lengths(self) -> I64:
        """Count the values of each row."""
        return np.diff(self.offsets)

    @property
    def rows(self) -> I64:
        """Name the row of each value."""
        return np.repeat(np.arange(len(self.offsets) - 1), self.lengths)

    def take(self, chosen: I64) -> "Ragged":
        """Keep the chosen rows, in that order."""
        lengths = self.lengths[chosen]
        return Ragged(offsets_of(lengths), self.values[ranges(self.offsets[:-1][chosen], lengths)])


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


def from_pairs(rows: I64, values: U64, count: int) -> Ragged:
    """Gather (row, value) pairs into `count` rows, dropping zero values and repeats within a row."""
    keep = values != 0
    rows, values = rows[keep], values[keep]
    order = np.lexsort((values, rows))
    rows, values = rows[order], values[order]
    fresh = np.ones(len(rows), bool)
    fresh[1:] = (rows[1:] != rows[:-1]) | (values[1:] != values[:-1])
    rows, values = rows[fresh], values[fresh]
    return Ragged(offsets_of(np.bincount(rows, minlength=count).astype(np.int64)), values)


def joined_rows(parts: list[Ragged]) -> Ragged:
    """Put the rows of several after one another."""
    lengths: npt.NDArray[np.int64] = np.concatenate([part.lengths for part in parts])
    return Ragged(offsets_of(lengths), np.concatenate([part.values for part in parts]))


def shared(left: Ragged, right: Ragged) -> tuple[I64, U64]:
    """Give (pair, value) for every value that stands in both sets of a pair."""
    rows = left.rows
    members = mix(mix(right.values) + right.rows.astype(np.uint64) * BASE)
    wanted = mix(mix(left.values) + rows.astype(np.uint64) * BASE)
    members.sort()
    if not len(members):
        return rows[:0], left.values[:0]
    at = np.minimum(np.searchsorted(members, wanted), len(members) - 1)
    both = members[at] == wanted
    return rows[both], left.values[both]
