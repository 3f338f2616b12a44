"""Turn pairs of rows into levels of agreement, one small number a comparison."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from matcher import levels
from matcher.compare_emails import compare_emails, fewest
from matcher.compare_names import NameLevels, compare_names
from matcher.frequency import Crowd
from matcher.hashing import I64, U64
from matcher.levels import COMPARISONS, CONDITIONAL, apart
from matcher.ragged import Ragged, shared
from matcher.side import Side
from matcher.similarity import ALIKE, Floats, grades

Codes = npt.NDArray[np.int8]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Compared:
    """Pairs of one run to compare: both sides, the rows of each pair, and all runs for counting values."""

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

    def only(self, rows: I64) -> "Compared":
        """Keep some of the pairs."""
        return replace(self, left_rows=self.left_rows[rows], right_rows=self.right_rows[rows])

    def sharing(self, left: str, right: str, rows: I64) -> I64:
        """Give those of some pairs of which the left side's set shares a value with the right side's."""
        few = self.only(rows)
        found = shared(few.left.many[left].take(few.left_rows), few.right.many[right].take(few.right_rows))[0]
        return rows[found]

    def counts(self, field: str, values: U64) -> Floats:
        """Count the living profiles of all runs that bear each value."""
        return self.crowd.counts(field, values).astype(float)


def compare(pairs: Compared) -> Codes:
    """Compare every pair: level codes of shape (pairs, comparisons), in the order of `levels.COMPARISONS`."""
    names = compare_names(pairs)
    employer, company_rarity = _employer(pairs)
    place, place_rarity = _place(pairs)
    school, school_rarity = _school(pairs)
    found: Mapping[str, I64] = {
        "name": names.level,
        "name: rarity": _rarity(pairs, names),
        "middle name": names.middle,
        "generation": _generation(pairs),
        "e-mail": compare_emails(pairs, names),
        "phone": _phone(pairs),
        "handle": _profile_address(pairs),
        "employer": employer,
        "employer: rarity": company_rarity,
        "title": _title(pairs),
        "place": place,
        "place: rarity": place_rarity,
        "birth date": _birth(pairs),
        "school": school,
        "school: rarity": school_rarity,
    }
    codes = []
    for name in COMPARISONS:
        level = found[name]
        if name in CONDITIONAL:
            level = np.where((level > 0) & ~names.agree, level + apart(name), level)
        codes.append(level.astype(np.int8))
    return np.stack(codes, axis=1)


def _generation(pairs: Compared) -> I64:
    """Tell father and son apart where they say which one they are."""
    left, right = pairs.one("generation")
    return np.select([(left == 0) & (right == 0), left == right, (left == 0) | (right == 0)], [0, 1, 2], 3)


def _profile_address(pairs: Compared) -> I64:
    """Compare profile addresses, else what is left of one with the other's mailbox names and handles."""
    left, right = pairs.many("handles")
    level = np.where((left.lengths > 0) & (right.lengths > 0), 3, 0)
    some = np.flatnonzero((left.lengths > 0) | (right.lengths > 0))
    for one, two in (("slugs", "slugs"), ("slugs", "locals"), ("locals", "slugs")):
        level[pairs.sharing(one, two, some)] = 2
    level[pairs.sharing("handles", "handles", np.flatnonzero(level > 0))] = 1
    return level


def _bucket(values: Floats, limits: tuple[float, ...]) -> I64:
    return np.searchsorted(np.array(limits), values, side="left")


def _rarity(pairs: Compared, names: NameLevels) -> I64:
    """Say how many profiles would agree on the agreeing names by chance, from the profile side's counts."""
    total = max(1, pairs.crowd.living)
    firsts, lasts = (np.maximum(pairs.counts(field, pairs.one(field)[1]), 1) for field in ("first", "last"))
    also_firsts, also_lasts = (np.maximum(pairs.counts(field, pairs.one(field)[0]), 1) for field in ("first", "last"))
    level = np.zeros(len(names.level), np.int64)
    start = 1
    for mask, values, limits in (
        (names.exact, firsts * lasts / total, levels.BOTH_RARE),
        (names.alike, np.maximum(firsts, also_firsts) * np.maximum(lasts, also_lasts) / total, levels.LIKE_RARE),
        (names.surname, lasts, levels.ONE_RARE),
        (names.first, firsts, levels.ONE_RARE),
    ):
        level[mask] = start + _bucket(values[mask], limits)
        start += len(limits) + 1
    return level


def _employer(pairs: Compared) -> tuple[I64, I64]:
    """Compare all companies, with their years where one is shared, then with the other side's hosts."""
    left, right = pairs.many("companies")
    named = fewest(pairs, "companies", left, right)
    shared_one = np.isfinite(named)
    now_left, now_right = pairs.one("company")
    level = np.where((left.lengths > 0) & (right.lengths > 0), 5, 0)
    open_ = np.flatnonzero((level > 0) & ~shared_one)
    for one, two in (("hosts", "employers"), ("employers", "hosts")):
        level[pairs.sharing(one, two, open_)] = 4
    level[shared_one] = 3
    level[(now_left == now_right) & (now_left != 0)] = 2
    level[pairs.sharing("stints", "stints", np.flatnonzero(shared_one))] = 1
    return level, np.where(shared_one, 1 + _bucket(named, levels.VALUE_RARE), 0)


def _phone(pairs: Compared) -> I64:
    left, right = pairs.many("phones")
    named = fewest(pairs, "phones", left, right)
    both = (left.lengths > 0) & (right.lengths > 0)
    return np.where(np.isfinite(named), np.where(named <= 1, 1, 2), np.where(both, 3, 0))


def _school(pairs: Compared) -> tuple[I64, I64]:
    left, right = pairs.many("schools")
    named = fewest(pairs, "schools", left, right)
    both = (left.lengths > 0) & (right.lengths > 0)
    level = np.where(both, 3, 0)
    level[np.isfinite(named)] = 2
    level[pairs.sharing("degrees", "degrees", np.flatnonzero(np.isfinite(named)))] = 1
    return level, np.where(np.isfinite(named), 1 + _bucket(named, levels.VALUE_RARE), 0)


def _title(pairs: Compared) -> I64:
    left, right = pairs.one("title")
    family_left, family_right = pairs.one("family")
    same = (family_left == family_right) & (family_left != 0)
    level = np.where(same, 2, 0)
    open_ = np.flatnonzero(~same)
    few = pairs.only(open_)
    all_left, all_right = few.many("titles")
    level[open_[(all_left.lengths > 0) & (all_right.lengths > 0)]] = 4
    level[open_[shared(all_left, all_right)[0]]] = 3
    return np.where((left == right) & (left != 0), 1, level)


def _place(pairs: Compared) -> tuple[I64, I64]:
    left, right = pairs.one("city")
    country_left, country_right = pairs.one("country")
    region_left, region_right = pairs.one("region")
    differ = np.flatnonzero((left != right) & (left != 0) & (right != 0))
    (near,) = grades(pairs.left, pairs.right, [(left[differ], right[differ])])
    level = np.where((left != 0) & (right != 0), 5, 0)
    level = np.where((country_left == country_right) & (country_left != 0), 4, level)
    level = np.where((region_left == region_right) & (region_left != 0), 3, level)
    level[differ[near >= ALIKE]] = 2
    same = (left == right) & (left != 0)
    homes = pairs.counts("city", right)
    return np.where(same, 1, level), np.where(same, 1 + _bucket(homes, levels.PLACE_RARE), 0)


def _birth(pairs: Compared) -> I64:
    left, right = pairs.one("birth")
    ones = [pairs.one(f"birth_{part}") for part in ("year", "month", "day")]
    same = np.stack([a == b for a, b in ones])
    swapped = (ones[1][0] == ones[2][1]) & (ones[2][0] == ones[1][1])
    level = np.where((left != 0) & (right != 0), 4, 0)
    level = np.where((level == 4) & same[0], 3, level)
    level = np.where((level != 0) & ((same.sum(axis=0) == 2) | (same[0] & swapped)), 2, level)
    return np.where((left == right) & (left != 0), 1, level)
