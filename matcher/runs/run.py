"""Turn a prepared side into a run: its rows, the blocks they stand in, and how often each value stands there."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from entities.errors import TooLarge
from matcher.columns import text_arrays
from matcher.frequency import Tally, tally
from matcher.hashing import I64, U64, byte_hashes, mix
from matcher.keys import FAMILIES, MOST_ROWS, packed
from matcher.side import Side


@dataclass(frozen=True, slots=True)
class Run:
    """Profiles prepared together. `blocks` holds sorted keys, one array a family; `dead` the rows that have gone.

    `id_hashes` is sorted and `id_rows` in the same order, so that an id finds its row.
    """

    side: Side
    blocks: tuple[U64, ...]
    tallied: Tally
    id_hashes: U64
    id_rows: npt.NDArray[np.uint32]
    dead: I64 = field(default_factory=lambda: np.zeros(0, np.int64))
    lost: Tally | None = None

    @property
    def living(self) -> int:
        """Count the living rows."""
        return len(self.side) - len(self.dead)

    def lives(self, rows: I64) -> npt.NDArray[np.bool_]:
        """Tell which rows live."""
        if not len(self.dead):
            return np.ones(len(rows), bool)
        at = np.minimum(np.searchsorted(self.dead, rows), len(self.dead) - 1)
        found: npt.NDArray[np.bool_] = self.dead[at] != rows
        return found

    def living_rows(self) -> I64:
        """Give the living rows."""
        kept = np.ones(len(self.side), bool)
        kept[self.dead] = False
        return np.flatnonzero(kept)

    def without(self, rows: I64) -> "Run":
        """Let some rows die; nothing else changes."""
        gone = np.zeros(len(self.side), bool)
        gone[self.dead] = True
        gone[rows] = True
        dead = np.flatnonzero(gone)
        return replace(self, dead=dead, lost=tally(self.side.take(dead)) if len(dead) else None)

    def counts(self, of: str, wanted: U64) -> I64:
        """Count the living rows' values of a field."""
        found = self.tallied.of(of, wanted)
        return found if self.lost is None else found - self.lost.of(of, wanted)

    def rows_of(self, ids: Sequence[str]) -> I64:
        """Give the row of each id, alive or not; -1 for an id that isn't here."""
        wanted = id_hashes(pa.array(list(ids), pa.large_utf8()))
        found = np.full(len(ids), -1, np.int64)
        starts = np.searchsorted(self.id_hashes, wanted)
        for at, start in enumerate(starts.tolist()):
            place = start
            while place < len(self.id_hashes) and self.id_hashes[place] == wanted[at]:
                row = int(self.id_rows[place])
                if self.side.ids[np.array([row])][0] == ids[at]:
                    found[at] = row
                place += 1
        return found

    def ids_at(self, rows: I64) -> npt.NDArray[np.object_]:
        """Give the ids of some rows."""
        return self.side.ids[rows]


@dataclass(frozen=True, slots=True)
class Runs:
    """Several runs, counted as one crowd."""

    runs: tuple[Run, ...]

    @property
    def living(self) -> int:
        """Count the living rows."""
        return sum(run.living for run in self.runs)

    def counts(self, of: str, wanted: U64) -> I64:
        """Count the living rows' values of a field over all runs."""
        found = np.zeros(len(wanted), np.int64)
        for run in self.runs:
            found += run.counts(of, wanted)
        return found


def make_run(side: Side) -> Run:
    """Make a run of a prepared side. Raises TooLarge for more than 16,777,216 rows."""
    if len(side) > MOST_ROWS:
        raise TooLarge(f"one run of profiles holds {len(side)} rows, more than {MOST_ROWS}")
    blocks = tuple(packed(side, tag, family.profile) for tag, family in enumerate(FAMILIES))
    hashes, rows = id_index(side)
    return Run(side, blocks, tally(side), hashes, rows)


def id_index(side: Side) -> tuple[U64, npt.NDArray[np.uint32]]:
    """Give the sorted hashes of a side's ids with the row of each."""
    hashes = id_hashes(side.ids.arrow())
    order = np.argsort(hashes, kind="stable").astype(np.uint32)
    return hashes[order], order


def id_hashes(ids: pa.Array) -> U64:
    """Hash ids."""
    texts = text_arrays(ids)
    return mix(byte_hashes(texts.offsets, texts.content)[0])
