"""Turn the living profiles' values into counts, so that agreement on a rare value weighs more."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from matcher.columns import Coded
from matcher.hashing import I64, U64
from matcher.side import Side

# Counts of the first are known for every value; of the others, in a stream, for those that a candidate has too.
EVERYWHERE = ("first", "last", "city", "companies", "title", "titles", "schools")
SHARED = ("emails", "phones", "handles", "boxes", "hosts", "full", "tokens")
COUNTED = (*EVERYWHERE, *SHARED)
U32 = npt.NDArray[np.uint32]


class Crowd(Protocol):
    """Profiles whose values can be counted."""

    @property
    def living(self) -> int:
        """Count the profiles."""

    def counts(self, of: str, wanted: U64) -> I64:
        """Count how many of them hold each wanted value of a field in COUNTED."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Distinct values of each counted field, sorted, with how often each stands there."""

    values: Mapping[str, U64]
    numbers: Mapping[str, U32]

    def of(self, field: str, wanted: U64) -> I64:
        """Count how often each wanted value stands there."""
        values = self.values[field]
        if not len(values):
            return np.zeros(len(wanted), np.int64)
        at = np.minimum(np.searchsorted(values, wanted), len(values) - 1)
        return np.where(values[at] == wanted, self.numbers[field][at], 0).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Total:
    """Tallies of several lots of profiles, counted as one."""

    living: int
    tally: Tally

    def counts(self, of: str, wanted: U64) -> I64:
        """Count how many of them hold each wanted value."""
        return self.tally.of(of, wanted)


def tally(side: Side, only: Mapping[str, U64] | None = None) -> Tally:
    """Count a side's values; of the fields in `only`, those of its sorted values."""
    values, numbers = {}, {}
    for field in COUNTED:
        values[field], numbers[field] = _counted(side, field, None if only is None else only.get(field))
    return Tally(values, numbers)


def summed(tallies: list[Tally]) -> Tally:
    """Add tallies up."""
    values, numbers = {}, {}
    for field in COUNTED:
        parts = [one.values[field] for one in tallies], [one.numbers[field] for one in tallies]
        values[field], numbers[field] = _grouped(
            np.concatenate([np.zeros(0, np.uint64), *parts[0]]), np.concatenate([np.zeros(0, np.uint32), *parts[1]])
        )
    return Tally(values, numbers)


def _counted(side: Side, field: str, only: U64 | None) -> tuple[U64, U32]:
    if field not in side.many:
        column = side.one[field]
        if isinstance(column, Coded):  # count the table's entries, then those of one value together
            held = np.bincount(column.codes, minlength=len(column.values))
            return _grouped(column.values[held > 0], held[held > 0])
    values = side.many[field].whole().values if field in side.many else side.one[field].whole()
    if only is not None:
        values = values[_among(values, only)]
    return _grouped(values, None)


def _among(values: U64, only: U64) -> npt.NDArray[np.bool_]:
    if not len(only):
        return np.zeros(len(values), bool)
    at = np.minimum(np.searchsorted(only, values), len(only) - 1)
    found: npt.NDArray[np.bool_] = only[at] == values
    return found


def _grouped(values: U64, numbers: npt.NDArray[np.int64] | U32 | None) -> tuple[U64, U32]:
    """Sort values, each kept once with the sum of its numbers (ones where none are given); 0 is nobody's value."""
    if numbers is None:
        ordered, weights = np.sort(values), None
    else:
        order = np.argsort(values, kind="stable")
        ordered, weights = values[order], numbers[order]
    starts = np.flatnonzero(np.concatenate([ordered[:1] == ordered[:1], ordered[1:] != ordered[:-1]]))
    if weights is None:
        sums = np.diff(np.append(starts, len(ordered)))
    else:
        sums = np.add.reduceat(weights, starts) if len(starts) else np.zeros(0, np.int64)
    kept = ordered[starts] != 0
    return ordered[starts][kept], sums[kept].astype(np.uint32)
