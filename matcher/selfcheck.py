"""Turn anchors into an examination: is the same profile found, and how surely, with the addresses hidden."""

from dataclasses import asdict, dataclass

import numpy as np
import numpy.typing as npt

from matcher.expect import ADDRESSES, Fit
from matcher.hashing import I64
from matcher.levels import COMPARISONS
from matcher.score import Codes, list_logits, table_log_odds

Bools = npt.NDArray[np.bool_]
SURE = 0.95  # probability from which a wrong answer is a bad one
FEWEST = 30  # anchors below which nothing is examined
MOST_WRONG = 0.1  # largest share of sure answers that may be wrong: some families share one address
MOST_FALSE = 0.1  # largest share of lists without their profile that may still get a sure answer, by decision share
HIDDEN = tuple(COMPARISONS.index(name) for name in ADDRESSES)


@dataclass(frozen=True, slots=True)
class Check:
    """What came out for anchored candidates whose e-mail, phone and handle were hidden.

    `listed`: share whose profile other keys still bring; `found`: share whose best profile it is; `sure`: share of
    answers at 0.95 or more, and `sure_wrong` the share of those that name another profile. `false_sure`: with their
    profile taken out as well, the share that still gets an answer at 0.95 or more.
    """

    anchors: int
    listed: float
    found: float
    sure: float
    sure_wrong: float
    false_sure: float

    @property
    def passed(self) -> bool:
        """Tell whether sure answers were right."""
        return self.anchors < FEWEST or (self.sure_wrong <= MOST_WRONG and self.false_sure <= MOST_FALSE)

    def told(self) -> dict[str, float | int | bool]:
        """Give the figures for a report."""
        return {**{name: round(value, 4) for name, value in asdict(self).items()}, "passed": self.passed}


def self_check(candidate: I64, codes: Codes, anchors: Bools, addressed: Bools, fit: Fit) -> Check:
    """Examine a fit by candidates (pairs sorted by them) with one anchored profile.

    `addressed` marks pairs that only an address brought together: with addresses hidden they wouldn't be compared.
    """
    owners = candidate[anchors]
    alone = owners[(np.diff(owners, prepend=-1) != 0) & (np.diff(owners, append=-1) != 0)]
    mine = np.isin(candidate, alone)
    kept = mine & ~addressed
    hidden = codes[kept].copy()
    hidden[:, HIDDEN] = 0
    odds = table_log_odds(hidden, fit.table, fit.prior)
    best, right, logit = _answers(candidate[kept], odds, anchors[kept])
    sure = logit >= np.log(SURE / (1.0 - SURE))
    others = ~anchors[kept]
    _, _, left = _answers(candidate[kept][others], odds[others], anchors[kept][others])
    total = max(len(alone), 1)
    return Check(
        anchors=len(alone),
        listed=float((anchors & kept).sum() / total),
        found=float(right.sum() / total),
        sure=float(sure.sum() / max(len(best), 1)),
        sure_wrong=float((sure & ~right).sum() / max(int(sure.sum()), 1)),
        false_sure=float((left >= np.log(SURE / (1.0 - SURE))).sum() / total),
    )


def _answers(candidate: I64, odds: npt.NDArray[np.float64], right: Bools) -> tuple[I64, Bools, npt.NDArray[np.float64]]:
    """Give each list's best pair, whether it is right, and its log-odds against all else."""
    order = np.lexsort((-odds, candidate))
    starts = np.flatnonzero(np.diff(candidate[order], prepend=-1))
    return order[starts], right[order[starts]], list_logits(odds[order], starts)
