"""Turn rows into blocking keys with counts of their values, each with the shard where both sides meet."""

from typing import Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from matcher.frequency import COUNTED, SHARED, tally
from matcher.hashing import BASE, I64, U64, mix
from matcher.keys import FAMILIES, ROW_BITS, every_key
from matcher.shards.rows import numbers, side_of
from matcher.side import Side

Which = Literal["candidates", "profiles"]
KEY_SCHEMA = pa.schema(
    [
        ("shard", pa.int32()),  # where the key's rows of both sides meet
        ("family", pa.int16()),  # place in `keys.FAMILIES`; -1 and below: a value of a field in `frequency.COUNTED`
        ("key", pa.int64()),
        ("row", pa.int64()),  # the place of who has the key; of a value: how many have it
        ("home", pa.int32()),  # where the candidate is decided; 0 for profiles
    ]
)
LOW = (np.uint64(1) << ROW_BITS) - np.uint64(1)


def key_table(table: pa.Table, which: Which, shards: int, total: int) -> pa.Table:
    """Give the keys and counted values of some rows (`ROW_SCHEMA`) as `KEY_SCHEMA`, spread over `shards`.

    `total` is the number of all profiles, by which families are capped. Of a profile key that these rows alone bring
    over the cap, cap + 1 rows go on: enough to see where keys
    meet that it is over, so that no hot key swells the shuffle.
    """
    side, rows = side_of(table)
    home = numbers(table["home"])[np.argsort(numbers(table["row"]), kind="stable")]
    family, key, row, at = [], [], [], []
    for tag, (one, found) in enumerate(zip(FAMILIES, every_key(side, profiles=which == "profiles"), strict=True)):
        hashed = found >> ROW_BITS
        if which == "profiles":
            kept = _first_of_each(hashed, one.limit(total) + 1)
            hashed = hashed[kept]
        else:
            kept = np.ones(len(found), bool)
        places = (found[kept] & LOW).astype(np.int64)
        family.append(np.full(len(hashed), tag))
        key.append(hashed.view(np.int64))
        row.append(rows[places])
        at.append(home[places])
    for field, values, times in _values(side, which):
        family.append(np.full(len(values), -1 - field))
        key.append(values.view(np.int64))
        row.append(times)
        at.append(np.zeros(len(values), np.int64))
    columns = [np.concatenate(parts) for parts in (family, key, row, at)]
    columns.insert(0, _shards(columns[0], columns[1], shards))
    arrays = [pa.array(column, field.type) for column, field in zip(columns, KEY_SCHEMA, strict=True)]
    return pa.table(arrays, schema=KEY_SCHEMA)


def _values(side: Side, which: Which) -> list[tuple[int, U64, I64]]:
    """Count values: all counted fields of profiles, those that say who is alone with an address of candidates."""
    held = tally(side)
    fields = COUNTED if which == "profiles" else SHARED
    return [(COUNTED.index(field), held.values[field], held.numbers[field].astype(np.int64)) for field in fields]


def _shards(family: I64, key: I64, shards: int) -> I64:
    """Choose the shard of each key."""
    spread: U64 = mix(mix(key.view(np.uint64)) * BASE + family.astype(np.uint64))
    return (spread % np.uint64(shards)).astype(np.int64)


def _first_of_each(ordered: U64, most: int) -> npt.NDArray[np.bool_]:
    """Mark the first few of each run of equal keys."""
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))) if len(ordered) else np.zeros(0, int)
    lengths = np.diff(np.append(starts, len(ordered)))
    kept: npt.NDArray[np.bool_] = np.arange(len(ordered)) - np.repeat(starts, lengths) < most
    return kept
