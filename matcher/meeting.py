"""Turn persons into the keys under which candidates meet profiles, so that a changed profile finds whom it concerns."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from matcher.hashing import I64, U64, distinct
from matcher.keys import FAMILIES, MOST_ROWS, ROW_BITS, packed
from matcher.prepare import prepare
from matcher.ragged import ranges
from matcher.runs import RUN_FORM
from matcher.schema import checked
from matcher.side import Side

KEY_FORM = RUN_FORM  # candidates' keys meet those in runs: what was kept in another form is made anew
TAG_BITS = np.uint64(40)  # the family stands above the hash
FREE_TAG = 0xFF  # no family has it: for keys that a caller adds
ROWS = np.uint64(MOST_ROWS - 1)
MOST_PARTS = 8  # parts kept beside one another before they are put together
LARGE_CHANGE = 0.1  # share of keys in late or dead rows from which everything is put together


def key_form(secret: int = 0) -> int:
    """Give the number of the form of keys made with a secret: keys of different forms never meet."""
    mark = hashlib.blake2b(secret.to_bytes(16, "little"), digest_size=4).digest() if secret else b""
    return (KEY_FORM << 32) | int.from_bytes(mark, "little")


def candidate_keys(candidates: pa.Table, secret: int = 0) -> dict[str, bytes]:
    """Give the keys of every candidate (a table in the match schema) by id, packed: sorted 64-bit, little-endian.

    Raises InvalidTable when the table doesn't fit the schema.
    """
    return side_keys(prepare(checked(candidates, "candidates"), secret))


def side_keys(side: Side) -> dict[str, bytes]:
    """Give the packed keys of every candidate of a prepared side by id."""
    rows, keys = _tagged(side, profiles=False)
    order = np.lexsort((keys, rows))
    ordered = keys[order].astype("<u8")
    ends = np.searchsorted(rows[order], np.arange(len(side) + 1))
    return {str(name): ordered[ends[row] : ends[row + 1]].tobytes() for row, name in enumerate(side.ids.tolist())}


def profile_keys(side: Side) -> U64:
    """Give the sorted, distinct keys under which candidates meet any row of a prepared side."""
    return distinct(_tagged(side, profiles=True)[1])


def free_keys(numbers: Iterable[int]) -> U64:
    """Give keys of a caller's own, one for each number below 2**40; no person has such a key."""
    return (np.uint64(FREE_TAG) << TAG_BITS) | np.array(sorted(numbers), np.uint64)


def _tagged(side: Side, *, profiles: bool) -> tuple[I64, U64]:
    rows: list[I64] = []
    keys: list[U64] = []
    for tag, family in enumerate(FAMILIES):
        every = packed(side, tag, family.profile if profiles else family.candidate)
        rows.append((every & ROWS).astype(np.int64))
        keys.append((every >> ROW_BITS) | (np.uint64(tag) << TAG_BITS))
    return np.concatenate(rows), np.concatenate(keys)


@dataclass(slots=True)
class _Part:
    """Candidates taken in together: sorted keys, the row of each, and which rows still stand."""

    ids: list[str]
    keys: U64
    rows: npt.NDArray[np.uint32]
    alive: npt.NDArray[np.bool_]


class KeyRuns:
    """The kept keys of one tenant's candidates in memory, found by key and changed cheaply."""

    def __init__(self) -> None:
        self._parts: list[_Part] = []
        self._places: dict[str, tuple[_Part, int]] = {}

    def __len__(self) -> int:
        """Count the candidates."""
        return len(self._places)

    @property
    def size(self) -> int:
        """Weigh them, in bytes, about."""
        return 200 * len(self._places) + sum(part.keys.nbytes + part.rows.nbytes for part in self._parts)

    def change(self, kept: Mapping[str, bytes]) -> None:
        """Take in candidates with their packed keys, in place of what they had before."""
        if not kept:
            return
        for name in kept:
            part, row = self._places.pop(name, (None, 0))
            if part is not None:
                part.alive[row] = False
        self._take(_part(kept))
        loose = sum(len(part.keys) for part in self._parts[1:]) + sum(int((~part.alive).sum()) for part in self._parts)
        if len(self._parts) > MOST_PARTS or loose > LARGE_CHANGE * len(self._parts[0].keys):
            self._put_together()

    def touched(self, wanted: U64) -> list[str]:
        """Name the candidates that hold any of some sorted, distinct keys."""
        found: list[str] = []
        for part in self._parts:
            rows = distinct(part.rows[_at(part.keys, wanted)].astype(np.uint64)).astype(np.int64)
            found += [part.ids[row] for row in rows[part.alive[rows]].tolist()]
        return found

    def _take(self, part: _Part) -> None:
        self._parts.append(part)
        self._places |= {name: (part, row) for row, name in enumerate(part.ids) if part.alive[row]}

    def _put_together(self) -> None:
        ids: list[str] = []
        keys: list[U64] = []
        rows: list[npt.NDArray[np.uint32]] = []
        for part in self._parts:
            new = np.cumsum(part.alive) - 1 + len(ids)
            living = part.alive[part.rows]
            keys.append(part.keys[living])
            rows.append(new[part.rows[living]].astype(np.uint32))
            ids += [part.ids[row] for row in np.flatnonzero(part.alive).tolist()]
        self._parts, self._places = [], {}
        self._take(_sorted_part(ids, np.concatenate(keys), np.concatenate(rows)))


def _part(kept: Mapping[str, bytes]) -> _Part:
    lengths = np.array([len(one) // 8 for one in kept.values()], np.int64)
    keys = np.frombuffer(b"".join(kept.values()), "<u8").astype(np.uint64)
    return _sorted_part(list(kept), keys, np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths))


def _sorted_part(ids: list[str], keys: U64, rows: npt.NDArray[np.uint32]) -> _Part:
    order = np.argsort(keys, kind="stable")
    return _Part(ids, keys[order], rows[order], np.ones(len(ids), bool))


def _at(keys: U64, wanted: U64) -> I64:
    """Give the places of `keys` that hold a wanted one; each of the shorter is looked up in the longer."""
    if not len(keys) or not len(wanted):
        return np.zeros(0, np.int64)
    if len(keys) <= len(wanted):
        at = np.minimum(np.searchsorted(wanted, keys), len(wanted) - 1)
        return np.flatnonzero(wanted[at] == keys)
    starts = np.searchsorted(keys, wanted)
    return ranges(starts, np.searchsorted(keys, wanted, side="right") - starts)
