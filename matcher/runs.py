"""Turn profiles into runs: rows prepared together, with their blocks, counts, and which of them still live."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from entities.errors import TooLarge
from matcher.frequency import Tally, tally
from matcher.hashing import I64, U64
from matcher.keys import FAMILIES, MOST_ROWS, packed
from matcher.side import Side


@dataclass(frozen=True, slots=True)
class Run:
    """Profiles prepared together. `blocks` holds sorted keys, one array a family; `dead` counts rows not alive.

    `places` gives the row of each id, alive or not: made once a run, whatever changes in it later.
    """

    side: Side
    blocks: tuple[U64, ...]
    alive: npt.NDArray[np.bool_]
    every: Tally
    dead: Tally | None
    places: Mapping[str, int]

    def without(self, rows: I64) -> "Run":
        """Let some rows die; nothing else changes."""
        alive = self.alive.copy()
        alive[rows] = False
        return replace(self, alive=alive, dead=tally(self.side.take(np.flatnonzero(~alive))))

    def counts(self, field: str, wanted: U64) -> I64:
        """Count the living rows' values."""
        found = self.every.of(field, wanted)
        return found if self.dead is None else found - self.dead.of(field, wanted)


def make_run(side: Side) -> Run:
    """Make a run of a prepared side. Raises TooLarge for more than 16,777,216 rows."""
    if len(side) > MOST_ROWS:
        raise TooLarge(f"one run of profiles holds {len(side)} rows, more than {MOST_ROWS}")
    blocks = tuple(packed(side, tag, family.profile) for tag, family in enumerate(FAMILIES))
    places = {str(name): row for row, name in enumerate(side.ids)}
    return Run(side, blocks, np.ones(len(side), bool), tally(side), None, places)


def counts(runs: tuple[Run, ...], field: str, wanted: U64) -> I64:
    """Count the living rows' values over all runs."""
    found = np.zeros(len(wanted), np.int64)
    for run in runs:
        found += run.counts(field, wanted)
    return found
