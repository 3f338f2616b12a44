"""Turn the candidates' keys into one list, and profiles into their places in it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.blocking import ROW_BITS, TAG_BITS, united
from matcher.hashing import I64, U64
from matcher.keys import FAMILIES, MOST_ROWS, Source, packed
from matcher.ragged import offsets_of, ranges
from matcher.side import Array, Side

LOW = np.uint64(MOST_ROWS - 1)
U32 = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Hits:
    """Profiles of one part that stand under a wanted key: the key's number and the profile's row.

    `met` and `sizes` count all of them, blocks too large already in this part included, which `keys` leaves out.
    """

    keys: U32
    rows: U32
    met: U32
    sizes: U32


def wanted_arrays(side: Side) -> dict[str, Array]:
    """List the candidates' keys, family after family: distinct hashes, and the candidates under each."""
    source = Source(side, {}, {})
    hashes, lengths, rows = [], [], []
    for tag, family in enumerate(FAMILIES):
        keys = packed(source, tag, family.candidate)
        own = keys & ~LOW
        starts = np.flatnonzero(np.concatenate([own[:1] == own[:1], own[1:] != own[:-1]]))
        hashes.append(own[starts])
        lengths.append(np.diff(np.append(starts, len(own))))
        rows.append((keys & LOW).astype(np.uint32))
    return {
        "families": offsets_of(np.array([len(some) for some in hashes], np.int64)),
        "hashes": np.concatenate(hashes),
        "starts": offsets_of(np.concatenate(lengths)).astype(np.uint32),
        "rows": np.concatenate(rows),
    }


def hits_of(side: Side, wanted: Mapping[str, Array]) -> Hits:
    """Find the profiles that stand under a wanted key."""
    source = Source(side, {}, {})
    found: list[tuple[Array, ...]] = []
    for tag, family in enumerate(FAMILIES):
        start, stop = wanted["families"][tag : tag + 2].tolist()
        if start == stop:
            continue
        hashes = wanted["hashes"][start:stop]
        at, rows = _found(packed(source, tag, family.profile, hashes), hashes)
        heads = np.flatnonzero(np.concatenate([at[:1] == at[:1], at[1:] != at[:-1]]))
        sizes = np.diff(np.append(heads, len(at)))
        small = np.repeat(sizes <= family.limit(len(side)), sizes)
        found.append((at[small] + start, rows[small], at[heads] + start, sizes))
    columns = [np.concatenate([np.zeros(0, np.int64), *parts]).astype(np.uint32) for parts in zip(*found, strict=True)]
    return Hits(*columns) if columns else Hits(*(np.zeros(0, np.uint32) for _ in range(4)))


def _found(keys: U64, wanted: U64) -> tuple[I64, I64]:
    """Give (place among the wanted, row) of sorted packed keys that are wanted."""
    hashes = keys & ~LOW
    at = np.searchsorted(wanted, hashes)
    at[at == len(wanted)] = 0
    here = np.flatnonzero(wanted[at] == hashes)
    return at[here], (keys[here] & LOW).astype(np.int64)


def pairs_of(
    hits: tuple[U32, U32], wanted: Mapping[str, Array], open_: npt.NDArray[np.bool_], chosen: npt.NDArray[np.bool_]
) -> tuple[I64, I64, U64]:
    """Bring the profiles of a part and chosen candidates together: candidate, profile row, and families as bits.

    `open_` marks the keys whose blocks are not too large. Sorted by candidate, then row.
    """
    keys, rows = hits
    kept = open_[keys]
    keys, rows = keys[kept], rows[kept]
    starts = wanted["starts"]
    begin = starts[keys].astype(np.int64)
    lengths = starts[keys.astype(np.int64) + 1].astype(np.int64) - begin
    candidates = wanted["rows"][ranges(begin, lengths)]
    tags = (np.searchsorted(wanted["families"], keys, side="right") - 1).astype(np.uint64)
    low = (rows.astype(np.uint64) << TAG_BITS) | tags
    picked = chosen[candidates]
    packed_ = (candidates[picked].astype(np.uint64) << (ROW_BITS + TAG_BITS)) | np.repeat(low, lengths)[picked]
    return united(packed_)
