"""Turn the values of many parts' profiles into one small table of counts that every shard is given."""

from dataclasses import dataclass

import numpy as np

from matcher.frequency import COUNTED, Tally, tally
from matcher.hashing import I64, U64
from matcher.side import Side

SEVERAL = 2  # a value of one profile is not listed: whoever meets the profile knows that there is one


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows of a side have a value, for each counted field: sorted values, counts of `SEVERAL` or more."""

    total: int
    values: dict[str, U64]
    times: dict[str, I64]

    def of(self, field: str, wanted: U64) -> I64:
        """Count each wanted value; 0 where it is not listed."""
        values = self.values[field]
        if not len(values):
            return np.zeros(len(wanted), np.int64)
        at = np.minimum(np.searchsorted(values, wanted), len(values) - 1)
        return np.where(values[at] == wanted, self.times[field][at], 0)


@dataclass(frozen=True, slots=True)
class Near:
    """Counts over all profiles, asked where only some of them are: what is not listed counts once if it is here."""

    every: Counts
    here: Tally

    @property
    def living(self) -> int:
        """Count all profiles."""
        return self.every.total

    def counts(self, of: str, wanted: U64) -> I64:
        """Count how many profiles hold each wanted value; right for every value that a profile here holds."""
        listed = self.every.of(of, wanted)
        return np.where(listed > 0, listed, np.minimum(self.here.of(of, wanted), 1))


def near(every: Counts, side: Side) -> Near:
    """Make the counts that hold where the profiles of `side` are."""
    return Near(every, tally(side))


def counts_of(field: I64, value: U64, times: I64, total: int) -> Counts:
    """Add counts up: `field` is a place in COUNTED, `times` says how many have the value; values may repeat."""
    values, counted = {}, {}
    for number, name in enumerate(COUNTED):
        mine = np.flatnonzero(field == number)
        order = mine[np.argsort(value[mine], kind="stable")]
        ordered = value[order]
        fresh = np.ones(len(ordered), bool)
        fresh[1:] = ordered[1:] != ordered[:-1]
        starts = np.flatnonzero(fresh)
        sums = np.add.reduceat(times[order], starts) if len(starts) else np.zeros(0, np.int64)
        values[name], counted[name] = ordered[starts][sums >= SEVERAL], sums[sums >= SEVERAL]
    return Counts(total, values, counted)
