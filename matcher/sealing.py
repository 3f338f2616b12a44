"""Turn hashes into hashes that nobody can look up by guessing: a keyed bijection that keeps equality.

Method: the block cipher Speck64/128 (Beaulieu, Shors, Smith, Treatman-Clark, Weeks and Wingers, "The SIMON and SPECK
families of lightweight block ciphers", 2013). Hash 0, "no value", stays 0.
"""

import functools
from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt

from matcher.columns import Texts, text_arrays
from matcher.hashing import U64
from matcher.side import Array

ROUNDS = 27
WORD = 0xFFFF_FFFF
CHUNK = 65_536  # values at once: they stay in the processor's cache
U32 = npt.NDArray[np.uint32]


def sealed(values: U64, secret: int) -> U64:
    """Encrypt hashes under a secret of up to 128 bits; 0 stays 0, and secret 0 changes nothing."""
    if not secret:
        return values
    keys, zero = _keys(secret), _zero(secret)
    found = np.empty_like(values)
    for start in range(0, len(values), CHUNK):
        part = values[start : start + CHUNK]
        made = _encrypted(part, keys)
        # What would become 0 takes the place that 0 leaves, so that the map stays one to one.
        made[made == 0] = zero
        made[part == 0] = 0
        found[start : start + CHUNK] = made
    return found


def spread_by(secret: int, arrays: dict[str, Array]) -> dict[str, Array]:
    """Encrypt every hash of a prepared side's arrays, words' order included."""
    if not secret:
        return arrays
    found = dict(arrays)
    names = [name for name in arrays if name.startswith(("value.", "plain.")) or name.endswith(".values")]
    for some in _batches([*names, "words.hashes"], arrays):
        joined = sealed(np.concatenate([arrays[name] for name in some]), secret)
        ends = np.cumsum([len(arrays[name]) for name in some])
        found |= dict(zip(some, np.split(joined, ends[:-1]), strict=True))
    hashes = found["words.hashes"]
    order = np.argsort(hashes)
    words = text_arrays(Texts(arrays["words.offsets"], arrays["words.bytes"]).arrow(order))
    return found | {"words.hashes": hashes[order], "words.offsets": words.offsets, "words.bytes": words.content}


def _batches(names: list[str], arrays: Mapping[str, Array]) -> Iterator[list[str]]:
    """Put short arrays together: each call costs as much as some thousands of values."""
    batch: list[str] = []
    size = 0
    for name in names:
        if batch and size + len(arrays[name]) > CHUNK:
            yield batch
            batch, size = [], 0
        batch.append(name)
        size += len(arrays[name])
    yield batch


@functools.lru_cache(maxsize=4)
def _zero(secret: int) -> np.uint64:
    zero: np.uint64 = _encrypted(np.zeros(1, np.uint64), _keys(secret))[0]
    return zero


@functools.lru_cache(maxsize=4)
def _keys(secret: int) -> list[np.uint32]:
    words = [secret >> shift & WORD for shift in (0, 32, 64, 96)]
    key, more = words[0], words[1:]
    keys = []
    for at in range(ROUNDS):
        keys.append(np.uint32(key))
        fresh = (key + (more[0] >> 8 | more[0] << 24 & WORD) & WORD) ^ at
        more = [*more[1:], fresh]
        key = (key << 3 & WORD | key >> 29) ^ fresh
    return keys


def _encrypted(values: U64, keys: list[np.uint32]) -> U64:
    x, y = (values >> np.uint64(32)).astype(np.uint32), values.astype(np.uint32)
    for key in keys:
        x = (x >> np.uint32(8) | x << np.uint32(24)) + y
        x ^= key
        y = (y << np.uint32(3) | y >> np.uint32(29)) ^ x
    return x.astype(np.uint64) << np.uint64(32) | y
