"""Turn estimated values into ordered ones: a stronger agreement never weighs less than a weaker one.

Method: pool adjacent violators (Ayer and others, 1955) along every chain, repeated as Dykstra's projection (1983)
where chains cross; what is found is the closest ordered table in weighted least squares.
"""

import numpy as np
import numpy.typing as npt

from matcher.levels import COMPARISONS, chains
from matcher.weights import Table

Floats = npt.NDArray[np.float64]
ROUNDS, CLOSE = 200, 1e-9  # of the projection, at most; change at which it ends


def pooled(values: Floats, weights: Floats) -> Floats:
    """Give the non-increasing values closest to `values` (shape n) in least squares weighted by `weights` (> 0)."""
    means: list[float] = []
    masses: list[float] = []
    sizes: list[int] = []
    for value, weight in zip(values.tolist(), weights.tolist(), strict=True):
        means.append(value)
        masses.append(weight)
        sizes.append(1)
        while len(means) > 1 and means[-1] > means[-2]:
            total = masses[-1] + masses[-2]
            means[-2] = (means[-1] * masses[-1] + means[-2] * masses[-2]) / total
            masses[-2], sizes[-2] = total, sizes[-1] + sizes[-2]
            del means[-1], masses[-1], sizes[-1]
    return np.repeat(means, sizes)


def ordered(values: Floats, weights: Floats, along: tuple[tuple[int, ...], ...]) -> Floats:
    """Project values onto the order of all chains (positions, each from the strongest level to the weakest)."""
    found = values.astype(float)
    if all((np.diff(found[list(chain)]) <= 0).all() for chain in along):
        return found
    owed = [np.zeros(len(chain)) for chain in along]
    for _ in range(ROUNDS):
        before = found.copy()
        for number, chain in enumerate(along):
            at = list(chain)
            wanted = found[at] + owed[number]
            found[at] = pooled(wanted, weights[at])
            owed[number] = wanted - found[at]
        if float(np.abs(found - before).max(initial=0.0)) < CLOSE:
            break
    return _settled(found, along)


def _settled(values: Floats, along: tuple[tuple[int, ...], ...]) -> Floats:
    """Take off what the projection's last rounds left over, so that the order holds exactly."""
    changed = True
    while changed:
        changed = False
        for chain in along:
            at = list(chain)
            lowest = np.minimum.accumulate(values[at])
            if (lowest < values[at]).any():
                values[at] = lowest
                changed = True
    return values


def monotone(table: Table, seen: Table) -> Table:
    """Order every comparison of a table; `seen` says how much each level was seen, so how firmly it stands."""
    return tuple(
        ordered(values, seen[column] + 1e-3, chains(name)) if chains(name) else values
        for column, (name, values) in enumerate(zip(COMPARISONS, table, strict=True))
    )
