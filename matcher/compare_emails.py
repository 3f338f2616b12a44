"""Turn the e-mail addresses of pairs into one level: the address, the mailbox name, or how it fits the names."""

from types import MappingProxyType
from typing import Protocol

import numpy as np

from matcher import levels
from matcher.compare_names import FIRST_AT, Bools, NameLevels, NamePairs
from matcher.hashing import I64, U64
from matcher.levels import EMAIL, FIRST, LAST
from matcher.ragged import Ragged, shared
from matcher.similarity import Floats

AT = MappingProxyType({level: 1 + at for at, level in enumerate(EMAIL)})
FITTING = (  # how a mailbox name is made of a name, the weakest first
    ("mailbox fits one name", ("first", "last_joined")),
    ("mailbox fits name and initial", ("initial_full", "full_initial", "surname_initial")),
    ("mailbox fits both names", ("full", "last_first")),
)


class CountedPairs(NamePairs, Protocol):
    """Pairs of rows whose values can be read and counted."""

    def counts(self, field: str, values: U64) -> Floats:
        """Count the living profiles that bear each value."""


def compare_emails(pairs: CountedPairs, names: NameLevels) -> I64:
    """Compare addresses and mailbox names, the letters of which are also looked for in the other side's name."""
    left, right = pairs.many("emails")
    level = np.where((left.lengths > 0) & (right.lengths > 0), AT["differs"], 0)
    level[_rows_sharing(*pairs.many("hosts"), among=level > 0)] = AT["differs, same host"]
    letters = pairs.many("locals")
    for label, patterns in FITTING:
        for own, other in ((0, 1), (1, 0)):
            rows = letters[own].rows
            for pattern in patterns:
                name = pairs.one(pattern)[other][rows]
                level[rows[(letters[own].values == name) & (name != 0)]] = AT[label]
    level[shared(*letters)[0]] = AT["mailbox same"]
    bearers = fewest(pairs, "boxes", *pairs.many("boxes"))
    level[np.isfinite(bearers)] = AT["mailbox same"]
    level[bearers <= levels.CROWD[-1]] = AT["mailbox same, rare"]
    bearers = fewest(pairs, "emails", left, right)
    same = np.isfinite(bearers)
    level[same] = AT["same"] + np.searchsorted(np.array(levels.CROWD), bearers[same])
    return np.where(level > 0, level + _seen(names) * len(EMAIL), 0)


def fewest(pairs: CountedPairs, field: str, left: Ragged, right: Ragged) -> Floats:
    """Give each pair's count of the rarest value that both sets hold; infinite where they share none."""
    rows, values = shared(left, right)
    found = np.full(len(left.lengths), np.inf)
    np.minimum.at(found, rows, pairs.counts(field, values))
    return found


def _rows_sharing(left: Ragged, right: Ragged, among: Bools) -> I64:
    rows = shared(left, right)[0]
    return rows[among[rows]]


def _seen(names: NameLevels) -> I64:
    """Say which names the address is seen beside: an index into `levels.NAMES_SEEN`."""
    first = (names.level - 1) // len(LAST)
    other = names.surname & (first >= FIRST_AT["near"]) & (first < len(FIRST)) & (first != FIRST_AT["missing"])
    return np.select([names.agree, other, names.level > 0], [0, 1, 2], 3)
