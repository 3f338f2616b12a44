"""Turn pairs of texts into Jaro-Winkler similarities, each distinct pair measured once."""

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cpdist

from matcher.hashing import BASE, U64, mix
from matcher.side import Side

Floats = npt.NDArray[np.float64]


def similarities(left: Side, right: Side, columns: list[tuple[U64, U64]]) -> list[Floats]:
    """Measure pairs of hashes whose texts stand in `left` and `right`; 1 where equal, 0 where one is missing.

    Several columns are measured together, since the same pairs of names return in all of them.
    """
    a = np.concatenate([pair[0] for pair in columns])
    b = np.concatenate([pair[1] for pair in columns])
    found = np.where((a == b) & (a != 0), 1.0, 0.0)
    open_ = np.flatnonzero((a != b) & (a != 0) & (b != 0))
    key = mix(mix(a[open_]) * BASE + b[open_])
    order = np.argsort(key, kind="stable")
    fresh = np.ones(len(order), bool)
    fresh[1:] = key[order][1:] != key[order][:-1]
    chosen = open_[order[fresh]]
    measured = _measured(left.texts(a[chosen]), right.texts(b[chosen]))
    found[open_[order]] = measured[np.cumsum(fresh) - 1]
    ends = np.cumsum([len(pair[0]) for pair in columns])
    return np.split(found, ends[:-1])


def _measured(left: list[str], right: list[str]) -> Floats:
    """Measure text pairs, in alphabetical order so that the result never depends on the side."""
    if not left:
        return np.zeros(0)
    low = [min(pair) for pair in zip(left, right, strict=True)]
    high = [max(pair) for pair in zip(left, right, strict=True)]
    return cpdist(low, high, scorer=JaroWinkler.normalized_similarity, dtype=np.float64)
