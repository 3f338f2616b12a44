"""Turn a ranked list and judgements into the usual measures of ranking (gains are linear, not exponential)."""

import math
from collections.abc import Collection, Mapping, Sequence


def ndcg(ranked: Sequence[str], gains: Mapping[str, float], *, k: int = 10) -> float:
    """Give the discounted gain of the first k over the best possible (Järvelin & Kekäläinen 2002), linear gain.

    What isn't judged gains 0; without any gain to be had the answer is 0.
    """
    best = _discounted(sorted((gain for gain in gains.values() if gain > 0), reverse=True)[:k])
    return _discounted([max(gains.get(key, 0.0), 0.0) for key in ranked[:k]]) / best if best else 0.0


def _discounted(gains: Sequence[float]) -> float:
    return math.fsum(gain / math.log2(at + 2) for at, gain in enumerate(gains))


def average_precision(ranked: Sequence[str], relevant: Collection[str], *, k: int | None = None) -> float:
    """Give the mean of the precision at each relevant one found in the first k, over all relevant ones."""
    wanted = frozenset(relevant)
    found = 0
    precisions: list[float] = []
    for at, key in enumerate(ranked[:k], start=1):
        if key in wanted:
            found += 1
            precisions.append(found / at)
    return math.fsum(precisions) / len(wanted) if wanted else 0.0


def reciprocal_rank(ranked: Sequence[str], relevant: Collection[str]) -> float:
    """Give 1 over the place of the first relevant one, 0 where there is none."""
    return next((1.0 / at for at, key in enumerate(ranked, start=1) if key in relevant), 0.0)


def recall_at(ranked: Sequence[str], relevant: Collection[str], *, k: int) -> float:
    """Give the share of the relevant ones that stand in the first k."""
    wanted = frozenset(relevant)
    return len(wanted & frozenset(ranked[:k])) / len(wanted) if wanted else 0.0


def mean(values: Sequence[float]) -> float:
    """Average one measure over questions (mean average precision, mean reciprocal rank); 0 of none."""
    return math.fsum(values) / len(values) if values else 0.0
