"""Turn pairs of rows into levels of agreement, one small number a comparison."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher import levels
from matcher.compare_names import NameLevels, compare_names
from matcher.frequency import Crowd
from matcher.hashing import I64, U64
from matcher.levels import COMPARISONS, CONDITIONAL, apart
from matcher.ragged import Ragged, shared
from matcher.side import Side
from matcher.similarity import Floats, similarities

Codes = npt.NDArray[np.int8]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Compared:
    """Pairs of one run to compare: both sides, the rows of each pair, and the crowd in which values are counted."""

    left: Side
    right: Side
    left_rows: I64
    right_rows: I64
    crowd: Crowd

    def one(self, field: str) -> tuple[U64, U64]:
        """Give a field's values of both sides of every pair."""
        return self.left.one[field][self.left_rows], self.right.one[field][self.right_rows]

    def many(self, field: str) -> tuple[Ragged, Ragged]:
        """Give a field's sets of both sides of every pair."""
        return self.left.many[field].take(self.left_rows), self.right.many[field].take(self.right_rows)


def compare(pairs: Compared) -> Codes:
    """Compare every pair: level codes of shape (pairs, comparisons), in the order of `levels.COMPARISONS`."""
    names = compare_names(pairs)
    found: Mapping[str, I64] = {
        "name": names.level,
        "rarity": _rarity(pairs, names.both, names.surname, names.first),
        "middle name": names.middle,
        "e-mail": _email(pairs, names),
        "phone": _overlap(pairs, "phones"),
        "handle": _overlap(pairs, "handles"),
        "employer": _employer(pairs),
        "title": _title(pairs),
        "place": _place(pairs),
        "birth date": _birth(pairs),
        "school": _overlap(pairs, "schools"),
    }
    codes = []
    for name in COMPARISONS:
        level = found[name]
        if name in CONDITIONAL:
            level = np.where((level > 0) & ~names.agree, level + apart(name), level)
        codes.append(level.astype(np.int8))
    return np.stack(codes, axis=1)


def _where_shared(left: Ragged, right: Ragged, count: int) -> Bools:
    return _rows_marked(shared(left, right)[0], count)


def _overlap(pairs: Compared, field: str) -> I64:
    """Level 1 where the sets share a value, 2 where both have some and share none."""
    left, right = pairs.many(field)
    both = (left.lengths > 0) & (right.lengths > 0)
    return np.where(_where_shared(left, right, len(both)), 1, np.where(both, 2, 0))


def _bucket(values: Floats, limits: tuple[float, ...]) -> I64:
    return np.searchsorted(np.array(limits), values, side="left")


def _rarity(pairs: Compared, both: Bools, surname: Bools, first: Bools) -> I64:
    """Say how many profiles would agree on the agreeing names by chance, from the profile side's counts."""
    total = max(1, pairs.crowd.living)
    firsts = np.maximum(pairs.crowd.counts("first", pairs.one("first")[1]), 1).astype(float)
    lasts = np.maximum(pairs.crowd.counts("last", pairs.one("last")[1]), 1).astype(float)
    level = np.zeros(len(both), np.int64)
    start = 1
    for mask, values, limits in (
        (both, firsts * lasts / total, levels.BOTH_RARE),
        (surname, lasts, levels.ONE_RARE),
        (first, firsts, levels.ONE_RARE),
    ):
        level[mask] = start + _bucket(values[mask], limits)
        start += len(limits) + 1
    return level


def _email(pairs: Compared, names: NameLevels) -> I64:
    left, right = pairs.many("emails")
    count = len(names.level)
    fits = np.zeros(count, bool)
    for own, other in ((0, 1), (1, 0)):
        boxes = pairs.many("locals")[own]
        rows = boxes.rows
        for pattern in ("full", "initial_full", "full_initial"):
            fits[rows[boxes.values == pairs.one(pattern)[other][rows]]] = True
    boxes_left, boxes_right = pairs.many("locals")
    rows, values = shared(left, right)
    crowd = np.full(count, np.iinfo(np.int64).max)
    np.minimum.at(crowd, rows, pairs.crowd.counts("emails", values))
    same = _rows_marked(rows, count)
    level = np.where((left.lengths > 0) & (right.lengths > 0), 5, 0)
    level = np.where(fits, 4, level)
    level = np.where(_where_shared(boxes_left, boxes_right, count), 3, level)
    level = np.where(same, np.where(crowd >= levels.CROWD, 2, 1), level)
    seen = np.where(names.agree, 0, np.where(names.level > 0, 1, 2))
    return np.where(level > 0, level + seen * len(levels.EMAIL), 0)


def _rows_marked(rows: I64, count: int) -> Bools:
    found = np.zeros(count, bool)
    found[rows] = True
    return found


def _employer(pairs: Compared) -> I64:
    left, right = pairs.many("companies")
    count = len(left.lengths)
    rows, values = shared(left, right)
    named = np.full(count, np.inf)
    np.minimum.at(named, rows, pairs.crowd.counts("companies", values).astype(float))
    now_left, now_right = pairs.one("company")
    current = (now_left == now_right) & (now_left != 0)
    steps = len(levels.COMPANY_RARE) + 1
    at = _bucket(named, levels.COMPANY_RARE)
    both = (left.lengths > 0) & (right.lengths > 0)
    level = np.where(both, 2 * steps + 1, 0)
    level = np.where(np.isfinite(named), 1 + steps + at, level)
    return np.where(current, 1 + at, level)


def _title(pairs: Compared) -> I64:
    left, right = pairs.one("title")
    family_left, family_right = pairs.one("family")
    level = np.where((left != 0) & (right != 0), 3, 0)
    level = np.where((family_left == family_right) & (family_left != 0), 2, level)
    return np.where((left == right) & (left != 0), 1, level)


def _place(pairs: Compared) -> I64:
    left, right = pairs.one("city")
    country_left, country_right = pairs.one("country")
    (near,) = similarities(pairs.left, pairs.right, [(left, right)])
    last = apart("place")
    level = np.where((left != 0) & (right != 0), last, 0)
    level = np.where((country_left == country_right) & (country_left != 0), last - 1, level)
    level = np.where(near >= levels.TYPO, last - 2, level)
    homes = pairs.crowd.counts("city", right).astype(float)
    return np.where((left == right) & (left != 0), 1 + _bucket(homes, levels.PLACE_RARE), level)


def _birth(pairs: Compared) -> I64:
    left, right = pairs.one("birth")
    ones = [pairs.one(f"birth_{part}") for part in ("year", "month", "day")]
    same = np.stack([a == b for a, b in ones])
    swapped = (ones[1][0] == ones[2][1]) & (ones[2][0] == ones[1][1])
    level = np.where((left != 0) & (right != 0), 4, 0)
    level = np.where((level == 4) & same[0], 3, level)
    level = np.where((level != 0) & ((same.sum(axis=0) == 2) | (same[0] & swapped)), 2, level)
    return np.where((left == right) & (left != 0), 1, level)
