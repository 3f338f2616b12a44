"""Turn one shard's keys of both sides into pairs worth comparing, with counts of values, of blocks over a cap."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import pyarrow as pa

from matcher.frequency import COUNTED
from matcher.hashing import I64, U64, distinct
from matcher.keys import FAMILIES, ROW_BITS
from matcher.ragged import ranges
from matcher.shards.counts import Counts, counts_of
from matcher.shards.rows import fitted, numbers
from matcher.shards.spread import KEY_SCHEMA


class Kind(IntEnum):
    """What a row of `MET_SCHEMA` tells: a pair, what a family did, a value of several profiles, or candidates."""

    PAIR = 0
    FAMILY = 1
    PROFILES = 2
    CANDIDATES = 3


MET_SCHEMA = pa.schema(
    [  # a pair        | what a family did | a value of several profiles (or candidates)
        ("kind", pa.int16()),  # of `Kind`
        ("home", pa.int32()),  # of the candidate | 0 | 0
        ("left", pa.int64()),  # candidate's place | the family's | the field's in `frequency.COUNTED`
        ("right", pa.int64()),  # profile's place | candidates' keys whose blocks are over the cap | the value
        ("number", pa.int64()),  # a bit for each family that brought them together | those blocks | how many
    ]
)
Column = I64 | int
HIGH = np.uint64(64) - ROW_BITS  # a family stands in the bits above its keys


@dataclass(frozen=True, slots=True)
class _Keys:
    family: I64
    key: U64  # the family in its high bits
    row: I64
    home: I64


def meet_shard(candidates: pa.Table, profiles: pa.Table, total: int) -> pa.Table:
    """Bring together what shares a key: two tables of `KEY_SCHEMA` give one of `MET_SCHEMA`.

    `total` is the number of all profiles. A pair comes once; the same pair may come from other shards too.
    """
    left, right = fitted(candidates, KEY_SCHEMA), fitted(profiles, KEY_SCHEMA)
    ours, theirs = _keys(left), _keys(right)
    order = np.argsort(theirs.key, kind="stable")
    ordered = theirs.key[order]
    starts = np.searchsorted(ordered, ours.key)
    sizes = np.searchsorted(ordered, ours.key, side="right") - starts
    over = sizes > np.array([one.limit(total) for one in FAMILIES])[ours.family]
    sizes[over] = 0
    at = np.repeat(np.arange(len(ours.key)), sizes)
    profile = theirs.row[order[ranges(starts, sizes)]]
    count = len(FAMILIES)
    capped = np.bincount(ours.family[over], minlength=count)
    blocks = np.bincount((distinct(ours.key[over]) >> HIGH).astype(np.int64), minlength=count)
    return pa.concat_tables(
        [
            _pairs(ours, at, profile),
            _met(Kind.FAMILY, 0, np.arange(count), capped, blocks),
            _several(Kind.PROFILES, right),
            _several(Kind.CANDIDATES, left),
        ]
    )


def reports_of(met: pa.Table, counted: pa.ChunkedArray) -> tuple[int, list[dict[str, object]]]:
    """Add the shards' counts up: all pairs, and what each family did; `counted` is the column of all links."""
    lists = [row for row in counted.to_pylist() if row]
    pairs = np.sum([[0] * (len(FAMILIES) + 1), *lists], axis=0)
    kind, family, capped, blocks = (numbers(met[name]) for name in ("kind", "left", "right", "number"))
    mine = kind == Kind.FAMILY
    totals = [np.zeros(len(FAMILIES), np.int64), np.zeros(len(FAMILIES), np.int64)]
    for total, values in zip(totals, (capped, blocks), strict=True):
        np.add.at(total, family[mine], values[mine])
    rows = zip(FAMILIES, pairs.tolist(), *(total.tolist() for total in totals), strict=False)
    return int(pairs[-1]), [
        {"family": one.name, "pairs": found, "capped": over, "blocks": shut, "strong": one.strong}
        for one, found, over, shut in rows
    ]


def values_of(met: pa.Table, kind: Kind, total: int) -> Counts:
    """Gather the values of several profiles, or candidates, from all shards; `total` is how many there are."""
    mine = numbers(met["kind"]) == kind
    field, value, times = (numbers(met[name])[mine] for name in ("left", "right", "number"))
    return counts_of(field, value.view(np.uint64), times, total)


def _keys(table: pa.Table) -> _Keys:
    family = numbers(table["family"])
    real = family >= 0
    family, key, row, home = family[real], *(numbers(table[name])[real] for name in ("key", "row", "home"))
    high = family.astype(np.uint64) << HIGH
    return _Keys(family, high | key.view(np.uint64), row, home)


def _pairs(ours: _Keys, at: I64, profile: I64) -> pa.Table:
    """Keep each pair once, with all the families that found it here."""
    candidate = ours.row[at]
    order = np.lexsort((profile, candidate))
    candidate, profile = candidate[order], profile[order]
    fresh = np.ones(len(order), bool)
    fresh[1:] = (candidate[1:] != candidate[:-1]) | (profile[1:] != profile[:-1])
    starts = np.flatnonzero(fresh)
    bits = np.left_shift(1, ours.family[at][order])
    families = np.bitwise_or.reduceat(bits, starts) if len(starts) else bits
    return _met(Kind.PAIR, ours.home[at][order][starts], candidate[starts], profile[starts], families)


def _several(kind: Kind, table: pa.Table) -> pa.Table:
    """Add the counts of values up; a value lies in one shard, so nothing is missing here."""
    family = numbers(table["family"])
    mine = family < 0
    counts = counts_of(-1 - family[mine], numbers(table["key"])[mine].view(np.uint64), numbers(table["row"])[mine], 0)
    parts = [
        _met(kind, 0, np.full(len(counts.values[field]), at), counts.values[field].view(np.int64), counts.times[field])
        for at, field in enumerate(COUNTED)
    ]
    return pa.concat_tables(parts)


def _met(kind: Kind, home: Column, left: I64, right: I64, number: I64) -> pa.Table:
    columns = (int(kind), home, left, right, number)
    whole = [np.full(len(left), column) if isinstance(column, int) else column for column in columns]
    arrays = [pa.array(column, field.type) for column, field in zip(whole, MET_SCHEMA, strict=True)]
    return pa.table(arrays, schema=MET_SCHEMA)
