"""Turn the living profiles' values into counts, so that agreement on a rare value weighs more."""

from dataclasses import dataclass

import numpy as np

from matcher.hashing import I64, U64, counts_in
from matcher.side import Side

COUNTED = ("first", "last", "city", "companies", "emails")


@dataclass(frozen=True, slots=True)
class Tally:
    """Sorted values of each counted field, repeats kept."""

    values: dict[str, U64]

    def of(self, field: str, wanted: U64) -> I64:
        """Count how often each wanted value stands there."""
        return counts_in(self.values[field], wanted)


def tally(side: Side) -> Tally:
    """Count a side's values."""
    found = {}
    for field in COUNTED:
        values = side.many[field].values if field in side.many else side.one[field]
        found[field] = np.sort(values[values != 0])  # a missing value is nobody's
    return Tally(found)
