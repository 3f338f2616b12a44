"""Turn compared pairs into columns beside one another."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Found:
    """All compared pairs, sorted by candidate: the part, the row in it, families as bits, log-odds, levels if kept."""

    candidate: npt.NDArray[np.uint32]
    part: npt.NDArray[np.uint16]
    row: npt.NDArray[np.uint32]
    met: npt.NDArray[np.uint64]
    odds: npt.NDArray[np.float64]
    codes: npt.NDArray[np.int8]

    def only(self, at: npt.NDArray[Any]) -> "Found":
        """Keep some pairs."""
        columns = (self.candidate, self.part, self.row, self.met, self.odds, self.codes)
        return Found(*(column[at] for column in columns))
