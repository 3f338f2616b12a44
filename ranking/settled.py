"""Turn which fields hold which terms into which of them count: an alternative does where what it stands for is lacking.

Whoever holds the words as asked is judged by these alone, so that what a question is widened by never changes their
order, and never puts anybody else before them.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ranking.terms import Term


def settled(
    terms: Sequence[Term], fields: NDArray[np.uint32], often: NDArray[np.float64] | None = None
) -> tuple[NDArray[np.uint32], NDArray[np.float64]]:
    """Leave of each word and its alternatives the word where people hold it, else the first alternative that they do.

    `fields` (bits) and `often` are terms x people; both come back, the same where no term stands for another. Only
    there may `terms` be more than the rows of `fields`.
    """
    often = np.zeros(fields.shape) if often is None else often
    groups: dict[tuple[tuple[str, ...], ...], list[int]] = {}
    for at, term in enumerate(terms):
        if term.stands_for:
            groups.setdefault(term.stands_for, []).append(at)
    if not groups:
        return fields, often
    literal = {term.tokens: at for at, term in enumerate(terms) if term.scope == "any" and not term.stands_for}
    counting_fields, counting_often = fields.copy(), often.copy()
    for stands_for, alternatives in groups.items():
        asked = [literal[tokens] for tokens in stands_for]
        left = ~np.all(fields[asked] != 0, axis=0)  # those who lack a word, and have no alternative yet
        for at in alternatives:
            holds = left & (fields[at] != 0)
            counting_fields[at] *= holds
            counting_often[at] *= holds
            counting_fields[np.ix_(asked, holds)] = 0
            counting_often[np.ix_(asked, holds)] = 0
            left &= ~holds
    return counting_fields, counting_often
