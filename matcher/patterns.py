"""Turn compared pairs into distinct lists of distinct patterns, in an order that rows and processes can't change."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.hashing import BASE, I64, U64, mix
from matcher.score import Codes

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Patterned:
    """Candidates' lists, equal ones held once.

    `codes`, `anchors` and `known` describe the distinct patterns (shape: patterns); `of` names the pattern of every
    pair, list after list; `starts` says where each list begins, `times` how many candidates have it; `count` is the
    number of candidates, those without any pair among them.
    """

    codes: Codes
    anchors: Bools
    known: npt.NDArray[np.int8]
    of: I64
    starts: I64
    times: Floats
    count: int

    @property
    def lengths(self) -> I64:
        """Give the number of pairs of each list."""
        return np.diff(np.append(self.starts, len(self.of)))

    @property
    def decided(self) -> Bools:
        """Mark the lists whose right answer is known: a right pair, or every pair wrong."""
        if not len(self.starts):
            return np.zeros(0, bool)
        known = self.known[self.of]
        return np.logical_or.reduceat(known == 1, self.starts) | np.logical_and.reduceat(known == 0, self.starts)


def patterned(candidate: I64, codes: Codes, anchors: Bools, known: npt.NDArray[np.int8], count: int = 0) -> Patterned:
    """Find the distinct lists of pairs sorted by candidate; `count` below the number of lists means just those."""
    keys = _keys(codes, anchors, known)
    order = np.argsort(keys, kind="stable")
    fresh = _changes(keys[order])
    of = np.empty(len(keys), np.int64)
    of[order] = np.cumsum(fresh) - 1
    first = order[fresh]
    starts = np.flatnonzero(np.diff(candidate, prepend=-1))
    chosen, times = _distinct_lists(mix(keys), starts)
    lengths = np.diff(np.append(starts, len(keys)))[chosen]
    owner = np.repeat(np.arange(len(chosen)), lengths)
    begins = np.cumsum(lengths) - lengths
    pairs = of[np.repeat(starts[chosen] - begins, lengths) + np.arange(len(owner))]
    return Patterned(
        codes[first],
        anchors[first],
        known[first],
        pairs[np.lexsort((pairs, owner))],
        begins,
        times,
        max(count, len(starts)),
    )


def contents(candidate: I64, codes: Codes) -> U64:
    """Give each list's content as one number, the same for equal lists, in the order of the candidates."""
    nothing = np.zeros(len(codes), np.int8)
    starts = np.flatnonzero(np.diff(candidate, prepend=-1))
    keys = mix(_keys(codes, nothing.astype(bool), nothing))
    return np.add.reduceat(keys, starts) if len(starts) else np.zeros(0, np.uint64)


def _keys(codes: Codes, anchors: Bools, known: npt.NDArray[np.int8]) -> U64:
    """Hash each pair's levels with what is known of it; equal patterns have equal keys."""
    key = mix(known.astype(np.int64).astype(np.uint64) * np.uint64(2) + anchors.astype(np.uint64))
    for column in range(codes.shape[1]):
        key = mix(key * BASE + codes[:, column].astype(np.uint64) + np.uint64(1))
    return key


def _changes(ordered: U64) -> Bools:
    fresh = np.ones(len(ordered), bool)
    fresh[1:] = ordered[1:] != ordered[:-1]
    return fresh


def _distinct_lists(keys: U64, starts: I64) -> tuple[I64, Floats]:
    """Choose one list of each kind: (its number, how many there are), ordered by content.

    The sum of a list's hashed pairs names its content, whatever the order within.
    """
    if not len(starts):
        return np.zeros(0, np.int64), np.zeros(0)
    content = np.add.reduceat(keys, starts)
    order = np.argsort(content, kind="stable")
    fresh = np.flatnonzero(_changes(content[order]))
    return order[fresh], np.diff(np.append(fresh, len(order))).astype(np.float64)
