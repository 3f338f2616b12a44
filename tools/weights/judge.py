"""Turn lists with known answers into figures of how weights fare on tables they were not fitted to."""

from collections.abc import Mapping

import numpy as np

from matcher.expect import Fit, prior_fitted
from matcher.patterns import Patterned
from matcher.score import posterior, table_log_odds
from tools.weights.fit import joint


def judged(material: Mapping[str, Patterned]) -> str:
    """Fit without each table in turn and tell, for that table, the best F1 with nothing but the prior adapted."""
    lines = []
    for name, lists in material.items():
        table, prior = joint([other for one, other in material.items() if one != name])
        lines.append(f"{name:28s} F1 {best_f1(lists, Fit(table, prior)):.4f}")
    return "\n".join(lines)


def best_f1(lists: Patterned, fit: Fit) -> float:
    """Give the best F1 of the most likely profile of each list, over all thresholds."""
    blind = Patterned(
        lists.codes, lists.anchors, np.full_like(lists.known, -1), lists.of, lists.starts, lists.times, lists.count
    )
    settled = prior_fitted(blind, fit)
    chance, _ = posterior(table_log_odds(lists.codes, settled.table, settled.prior)[lists.of], lists.starts)
    right = lists.known[lists.of] == 1
    owner = np.repeat(np.arange(len(lists.starts)), lists.lengths)
    order = np.lexsort((-chance, owner))
    best = order[lists.starts]
    falling = best[np.argsort(-chance[best], kind="stable")]
    times = lists.times[owner[falling]]
    ends = np.append(np.diff(chance[falling]) != 0, True)  # no threshold tells equal probabilities apart
    hits, said = np.cumsum(times * right[falling])[ends], np.cumsum(times)[ends]
    total = float((np.repeat(lists.times, lists.lengths) * right).sum())
    return float((2 * hits / (said + total)).max())
