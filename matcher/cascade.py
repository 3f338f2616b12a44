"""Turn the strong families' scored pairs into the candidates for whom weak families are worth asking."""

import numpy as np
import numpy.typing as npt

from matcher.hashing import I64
from matcher.score import Floats, list_logits

SURE = 7.0  # log-odds of the best profile against all others and none from which on it is sure enough: 1,000 to 1


def unsure(candidate: I64, odds: Floats, count: int) -> npt.NDArray[np.bool_]:
    """Mark those of `count` candidates whose best profile isn't sure; it depends on a candidate's own pairs alone."""
    open_ = np.ones(count, bool)
    order = np.lexsort((-odds, candidate))
    owner = candidate[order]
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    open_[owner[starts]] = list_logits(odds[order], starts) < SURE
    return open_
