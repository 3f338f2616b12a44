"""Turn texts into fixed 64-bit hashes: the same in every process, on every machine, for every batch.

A polynomial hash modulo 2**64 (Karp and Rabin, 1987), so that the hash of joined texts follows from those of its
parts; `mix` (the finaliser of SplitMix64: Steele, Lea and Flood, 2014) spreads it before it serves as a key. Hash 0
means "no value".
"""

from typing import Any

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
    if not texts:
        return np.zeros(0, np.uint64), np.ones(0, np.uint64)
    array = pa.array(texts, pa.large_utf8())
    raw = array.buffers()
    content = np.frombuffer(raw[2], np.uint8) if raw[2] is not None and raw[2].size else np.zeros(0, np.uint8)
    return byte_hashes(np.frombuffer(raw[1], np.int64)[: len(texts) + 1], content)


def byte_hashes(offsets: npt.NDArray[Any], content: npt.NDArray[np.uint8]) -> tuple[U64, U64]:
    """Hash texts that lie one after another as UTF-8 (text i from offsets[i] to offsets[i + 1]) as `text_hashes`."""
    return span_hashes(content, offsets[:-1], np.diff(offsets))


def span_hashes(content: npt.NDArray[np.uint8], starts: npt.NDArray[Any], lengths: npt.NDArray[Any]) -> tuple[U64, U64]:
    """Hash pieces of UTF-8, as `text_hashes` does.

    All pieces are walked through side by side, the longest first, byte by byte.
    """
    count = len(starts)
    short = np.minimum(lengths, STEP).astype(np.uint16)
    order = np.argsort(short, kind="stable")[::-1]  # narrow numbers are sorted by radix
    places, sizes = starts[order].astype(np.int64), short[order]
    found = np.zeros(count, np.uint64)
    longest = int(sizes[0]) if count else 0
    power = np.cumprod(np.concatenate([np.ones(1, np.uint64), np.full(longest, BASE)]), dtype=np.uint64)
    ends = count - np.searchsorted(sizes[::-1], np.arange(longest), side="right")
    for at, active in enumerate(ends.tolist()):
        values = content[places[:active] + at].astype(np.uint64)
        values += np.uint64(1)
        found[:active] *= BASE
        found[:active] += values
    hashes = np.empty_like(found)
    hashes[order] = found
    return hashes, power[short]


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
