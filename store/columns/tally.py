"""Turn changes of counts by key into changes of slots of an open-addressed table that others read meanwhile.

A slot is one 64-bit word: the key (35 bits), then its count (29 bits); 0 is free, GONE was in use: a search goes on
over it. A reader sees each slot as it was or as it is.
"""

import numpy as np
from numpy.typing import NDArray

from store.columns.layout import Words

COUNT_BITS = np.uint64(29)
COUNT_MASK = np.uint64((1 << 29) - 1)
MOST_KEY = (1 << 35) - 1
GONE = np.uint64(1)
SPREAD = np.uint64(0x9E3779B97F4A7C15)  # 2^64 divided by the golden ratio (Knuth: multiplicative hashing)
FULLEST = 0.7  # share of slots in use before the table grows
SMALLEST_BITS = 10


def bits_for(keys: int) -> int:
    """Choose the exponent of the size of a table for so many keys, with room to grow."""
    return max(SMALLEST_BITS, (2 * keys).bit_length())


def _home(slots: Words, keys: Words) -> NDArray[np.int64]:
    bits = len(slots).bit_length() - 1
    return ((keys * SPREAD) >> np.uint64(64 - bits)).astype(np.int64)


def counts_of(slots: Words, keys: Words) -> NDArray[np.int64]:
    """Read the counts of some keys, 0 where one isn't held."""
    at, _ = _search(slots, keys)
    held = at >= 0
    counts = np.zeros(len(keys), dtype=np.int64)
    counts[held] = slots[at[held]] & COUNT_MASK
    return counts


def _search(slots: Words, keys: Words) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Tell at which slot each key is held (-1: nowhere), and at which one a search for it may begin to put it in."""
    home = _home(slots, keys)
    at, found = home.copy(), np.full(len(keys), -1, dtype=np.int64)
    left = np.arange(len(keys))
    for _ in range(len(slots)):
        here = slots[at[left]]
        same = (here >> COUNT_BITS) == keys[left]
        found[left[same]] = at[left[same]]
        left = left[~same & (here != 0)]
        if not len(left):
            break
        at[left] = (at[left] + 1) & (len(slots) - 1)
    return found, home


def changes(slots: Words, keys: Words, by: NDArray[np.int64]) -> tuple[NDArray[np.int64], Words, int]:
    """Plan to change the counts of distinct keys: which slots become what, and how many free slots that takes.

    Nothing is written yet. The table must have a free slot for each key that it doesn't hold.
    """
    at, home = _search(slots, keys)
    held = at >= 0
    counts = by.copy()
    counts[held] += (slots[at[held]] & COUNT_MASK).astype(np.int64)
    kept = held | (counts > 0)
    keys, counts, at, home, held = keys[kept], counts[kept], at[kept], home[kept], held[kept]
    at[~held] = _free_slots(slots, home[~held])
    values = np.where(counts > 0, keys << COUNT_BITS | counts.clip(0).astype(np.uint64), GONE)
    return at, values, int((slots[at] == 0).sum())


def _free_slots(slots: Words, home: NDArray[np.int64]) -> NDArray[np.int64]:
    """Find a free slot for each new key, from its home on, no slot twice."""
    at, taken = home.copy(), np.zeros(len(slots), dtype=np.bool_)
    left = np.arange(len(at))
    while len(left):
        open_here = (slots[at[left]] <= GONE) & ~taken[at[left]]
        trying = left[open_here]
        _, first = np.unique(at[trying], return_index=True)
        placed = trying[first]
        taken[at[placed]] = True
        waiting = np.ones(len(at), dtype=np.bool_)
        waiting[placed] = False
        left = left[waiting[left]]
        at[left] = (at[left] + 1) & (len(slots) - 1)
    return at


def grown(slots: Words, keys: int) -> Words:
    """Lay the table out anew with room for so many keys more, without slots that are gone."""
    live = slots[slots > GONE]
    new = np.zeros(1 << bits_for(len(live) + keys), dtype=np.uint64)
    new[_free_slots(new, _home(new, live >> COUNT_BITS))] = live
    return new


def summed(keys: Words, by: NDArray[np.int64]) -> tuple[Words, NDArray[np.int64]]:
    """Add up the changes of each key; keys whose changes cancel out are left out."""
    distinct, which = np.unique(keys, return_inverse=True)
    sums = np.bincount(which, weights=by, minlength=len(distinct)).astype(np.int64)
    return distinct[sums != 0], sums[sums != 0]
