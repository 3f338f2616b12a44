"""Turn texts into fixed 64-bit hashes: the same in every process, on every machine, for every batch.

A polynomial hash modulo 2**64 (Karp and Rabin, 1987), so that the hash of joined texts follows from those of its
parts; `mix` (the finaliser of SplitMix64: Steele, Lea and Flood, 2014) spreads it before it serves as a key. Hash 0
means "no value".
"""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

U64 = npt.NDArray[np.uint64]
I64 = npt.NDArray[np.int64]
BASE = np.uint64(0x9E3779B97F4A7C15)
FIRST, SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
STEP = 4_096  # no text is longer once cleaned


def text_hashes(texts: list[str]) -> tuple[U64, U64]:
    """Hash texts (shape n); the second array holds BASE ** length, which `joined` needs."""
    array = pa.array(texts, pa.large_utf8())
    offsets = np.frombuffer(array.buffers()[1], np.int64)[: len(texts) + 1] if texts else np.zeros(1, np.int64)
    raw = array.buffers()[2] if texts else None
    content = np.frombuffer(raw, np.uint8) if raw is not None and raw.size else np.zeros(0, np.uint8)
    lengths = np.diff(offsets)
    order = np.argsort(-lengths, kind="stable")
    starts, sizes = offsets[:-1][order], lengths[order]
    found = np.zeros(len(texts), np.uint64)
    power = np.ones(len(texts), np.uint64)
    active = len(texts)
    for at in range(min(STEP, int(sizes[0])) if len(texts) else 0):
        while active and sizes[active - 1] <= at:
            active = int(np.searchsorted(-sizes, -at, side="left"))
        found[:active] = found[:active] * BASE + (content[starts[:active] + at].astype(np.uint64) + np.uint64(1))
        power[:active] *= BASE
    hashes, powers = np.empty_like(found), np.empty_like(power)
    hashes[order], powers[order] = found, power
    return hashes, powers


def text_hash(text: str) -> int:
    """Hash one text; the slow reference of `text_hashes`."""
    found = 0
    for byte in text.encode("utf-8")[:STEP]:
        found = (found * int(BASE) + byte + 1) & 0xFFFF_FFFF_FFFF_FFFF
    return found


def joined(left: U64, right: U64, right_power: U64) -> U64:
    """Hash left + right, given both hashes and BASE ** length of the right text."""
    return left * right_power + right


def mix(values: U64) -> U64:
    """Spread hashes so that every bit depends on every bit."""
    spread = values.copy()
    spread ^= spread >> np.uint64(30)
    spread *= FIRST
    spread ^= spread >> np.uint64(27)
    spread *= SECOND
    spread ^= spread >> np.uint64(31)
    return spread


def combined(tag: int, *parts: U64) -> U64:
    """Make one key of several values in order; 0 where any part is 0."""
    key = np.full(len(parts[0]), (tag + 1) * 0x632BE59BD9B4E019 & 0xFFFF_FFFF_FFFF_FFFF, np.uint64)
    missing = np.zeros(len(key), bool)
    for part in parts:
        key = mix(key * BASE + part)
        missing |= part == 0
    key[missing] = 0
    return key


def distinct(values: U64) -> U64:
    """Sort and drop repeats; `np.unique` takes fifty times as long on large arrays of keys."""
    if not len(values):
        return values
    ordered = np.sort(values)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))]


def counts_in(ordered: npt.NDArray[np.uint64], wanted: U64) -> I64:
    """Count how often each wanted value stands in an ordered array."""
    return np.searchsorted(ordered, wanted, side="right") - np.searchsorted(ordered, wanted, side="left")
