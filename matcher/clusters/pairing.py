"""Turn columns into pairs of records worth comparing: all that share a key of any family."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from matcher.clusters.columns import Columns, united
from matcher.hashing import I64, U64, combined, distinct, mix
from matcher.ragged import Ragged, ranges

ROW_BITS = 24  # low bits of a packed key hold the row
MOST_RECORDS = 1 << ROW_BITS
LOW, HALF = np.uint64(MOST_RECORDS - 1), np.uint64(32)


@dataclass(frozen=True, slots=True)
class Family:
    """One way in which two records can come together: values of one set, or of two sets combined.

    A block of more than `cap` records is skipped, and counted.
    """

    name: str
    cap: int
    sets: tuple[str, ...]


FAMILIES = (
    Family("e-mail", 60, ("emails",)),
    Family("phone", 60, ("phones",)),
    Family("handle", 60, ("handles",)),
    Family("mailbox name", 40, ("boxes",)),
    Family("mailbox name as name", 40, ("boxes+patterns",)),
    Family("two words of the name", 100, ("tokens", "tokens")),
    Family("sounds of two words", 100, ("sounds", "sounds")),
    Family("word + birth date", 100, ("tokens", "births")),
    Family("sound + birth date", 100, ("sounds", "births")),
    Family("sound + birth year", 60, ("sounds", "years")),
    Family("word + birthday", 60, ("tokens", "days")),
    Family("sound + place", 100, ("sounds", "places")),
    Family("sound + district", 100, ("sounds", "districts")),
    Family("sound + employer", 60, ("sounds", "companies")),
    Family("sound + school", 60, ("sounds", "schools")),
    Family("word + title", 60, ("tokens", "titles")),
    Family("birth date + place", 100, ("births", "places")),
    Family("birth date + title", 60, ("births", "titles")),
    Family("two places", 60, ("places", "places")),
    Family("place + title", 60, ("places", "titles")),
    Family("birth date", 60, ("births",)),
    Family("rare word", 60, ("tokens",)),
    Family("rare place", 60, ("places",)),
)


@dataclass(frozen=True, slots=True)
class FamilyReport:
    """What one family did: pairs it found (before other families' are taken off) and blocks over its cap."""

    family: str
    pairs: int
    capped: int


def find_pairs(columns: Columns, tell: Callable[[int, int], None]) -> tuple[U64, list[FamilyReport]]:
    """Bring records together; gives sorted, distinct pairs, each packed as smaller row << 32 | larger row.

    `tell` is told families done, and how many there are.
    """
    found, reports = np.zeros(0, np.uint64), []
    for tag, family in enumerate(FAMILIES):
        pairs, capped = within_blocks(_packed(columns, tag, family), family.cap)
        reports.append(FamilyReport(family.name, len(pairs), capped))
        found = distinct(np.concatenate([found, pairs]))
        tell(tag + 1, len(FAMILIES))
    return found, reports


def rows_of(pairs: U64) -> tuple[I64, I64]:
    """Unpack pairs into (smaller row, larger row)."""
    return (pairs >> HALF).astype(np.int64), (pairs & np.uint64(0xFFFF_FFFF)).astype(np.int64)


def packed_pairs(left: I64, right: I64) -> U64:
    """Pack pairs of different rows, sorted and distinct."""
    apart = left != right
    low, high = np.minimum(left, right)[apart], np.maximum(left, right)[apart]
    return distinct((low.astype(np.uint64) << HALF) | high.astype(np.uint64))


def within_blocks(keys: U64, cap: int) -> tuple[U64, int]:
    """Pair all rows under the same key, blocks over the cap left out; gives (distinct pairs, blocks left out)."""
    if not len(keys):
        return keys, 0
    starts = np.flatnonzero(np.concatenate(([True], (keys[1:] & ~LOW) != (keys[:-1] & ~LOW))))
    sizes = np.diff(np.append(starts, len(keys)))
    fits = (sizes > 1) & (sizes <= cap)
    starts, chosen = starts[fits], sizes[fits]
    at = ranges(starts, chosen)
    after = np.repeat(starts + chosen, chosen) - at - 1  # each row is paired with those after it in its block
    rows = (keys & LOW).astype(np.int64)
    return packed_pairs(rows[np.repeat(at, after)], rows[ranges(at + 1, after)]), int((sizes > cap).sum())


def _packed(columns: Columns, tag: int, family: Family) -> U64:
    """Give a family's sorted, distinct keys: hash in the high bits, row in the low ones."""
    parts = [_set(columns, name) for name in family.sets]
    if len(parts) == 1:
        rows, keys = parts[0].rows, combined(tag, parts[0].values)
    else:
        rows, keys = _crossed(parts[0], parts[1], tag, ordered=family.sets[0] != family.sets[1])
    keys = mix(keys)
    return distinct((keys & ~LOW) | rows.astype(np.uint64))


def _set(columns: Columns, name: str) -> Ragged:
    return united([columns.sets[part] for part in name.split("+")])


def _crossed(left: Ragged, right: Ragged, tag: int, *, ordered: bool) -> tuple[I64, U64]:
    """Combine every value of one set with every one of the other; of one set with itself, each couple once."""
    others = right.lengths[left.rows]
    first = np.repeat(np.arange(len(left.values)), others)
    second = ranges(right.offsets[:-1][left.rows], others)
    a, b = left.values[first], right.values[second]
    kept = np.ones(len(a), bool) if ordered else a < b
    return left.rows[first[kept]], combined(tag, a[kept], b[kept])
