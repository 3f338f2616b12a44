"""Turn pairs of records into levels of agreement, with how surprising each agreement would be between strangers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cpdist

from matcher import names
from matcher.clusters import levels
from matcher.clusters.columns import DIGITS, Columns
from matcher.clusters.levels import COMPARISONS
from matcher.hashing import I64, U64
from matcher.ragged import Ragged

Codes = npt.NDArray[np.int8]
Floats = npt.NDArray[np.float32]
I32 = npt.NDArray[np.int32]
DIFFER = len(levels.GIVEN) - 1
WIDEST = 6  # values of a set that are compared: the rarest ones
CHUNK = 500_000  # pairs compared at once


@dataclass(frozen=True, slots=True)
class Padded:
    """A set a record as a table of codes (records, width), -1 where none is; `surprise` of each code in nats."""

    codes: I32
    surprise: Floats
    holders: I64


@dataclass(frozen=True, slots=True)
class Shared:
    """What two sets share, pair by pair: whether both have values, surprise in all and of the rarest, and counts."""

    both: npt.NDArray[np.bool_]
    total: Floats
    rarest: Floats
    count: npt.NDArray[np.int8]
    fewest: I64


@dataclass(frozen=True, slots=True)
class Agreement:
    """Levels (pairs, comparisons), and the surprise of what agrees in each (same shape)."""

    codes: Codes
    surprise: Floats


def padded(values: Ragged, most: int = WIDEST, among: Ragged | None = None) -> Padded:
    """Code a set's values; where a record has more than `most`, the rarest are kept. Codes are those of `among`."""
    every = np.sort((values if among is None else among).values)
    fresh = np.concatenate(([True], every[1:] != every[:-1])) if len(every) else np.zeros(0, bool)
    known = every[fresh]
    holders = np.diff(np.append(np.flatnonzero(fresh), len(every)))
    code = np.searchsorted(known, values.values)
    rows, count = values.rows, len(values.lengths)
    order = np.lexsort((values.values, holders[code], rows))
    rank = np.arange(len(order)) - np.repeat(values.offsets[:-1], values.lengths)
    kept = rank < most
    width = int(min(most, values.lengths.max(initial=0)))
    table = np.full((count, width), -1, np.int32)
    table[rows[order][kept], rank[kept]] = code[order][kept]
    surprise = np.log(max(count, 1)) - np.log(np.maximum(holders, 1))
    return Padded(table, surprise.astype(np.float32), holders)


def shared(left: Padded, right: Padded, a: I64, b: I64) -> Shared:
    """Compare the sets of rows `a` with those of rows `b`."""
    count = len(a)
    total, rarest = np.zeros(count, np.float32), np.zeros(count, np.float32)
    number, fewest = np.zeros(count, np.int8), np.full(count, np.iinfo(np.int64).max)
    if not left.codes.shape[1] or not right.codes.shape[1]:
        return Shared(np.zeros(count, bool), total, rarest, number, fewest)
    both = np.flatnonzero((left.codes[a, 0] >= 0) & (right.codes[b, 0] >= 0))
    mine, other = left.codes[a[both]], right.codes[b[both]]
    for one in range(mine.shape[1]):
        for two in range(other.shape[1]):
            hit = np.flatnonzero((mine[:, one] == other[:, two]) & (mine[:, one] >= 0))
            code, at = mine[hit, one], both[hit]
            total[at] += left.surprise[code]
            rarest[at] = np.maximum(rarest[at], left.surprise[code])
            number[at] += 1
            fewest[at] = np.minimum(fewest[at], left.holders[code])
    known = np.zeros(count, bool)
    known[both] = True
    return Shared(known, total, rarest, number, fewest)


class Comparer:
    """Holds the columns coded once, so that pairs can be compared in chunks."""

    def __init__(self, columns: Columns) -> None:
        """Code the sets."""
        self._columns = columns
        self._sets = {name: padded(values) for name, values in columns.sets.items()}
        every = _stacked(columns.sets["boxes"], columns.sets["patterns"])
        self._given = padded(columns.sets["given"], among=columns.sets["tokens"])
        self._boxes = padded(columns.sets["boxes"], among=every)
        self._patterns = padded(columns.sets["patterns"], among=every)

    def compare(self, a: I64, b: I64) -> Agreement:
        """Compare rows `a` with rows `b`."""
        parts = [self._chunk(a[at : at + CHUNK], b[at : at + CHUNK]) for at in range(0, len(a), CHUNK)]
        if not parts:
            shape = (0, len(COMPARISONS))
            return Agreement(np.zeros(shape, np.int8), np.zeros(shape, np.float32))
        return Agreement(np.concatenate([p.codes for p in parts]), np.concatenate([p.surprise for p in parts]))

    def _chunk(self, a: I64, b: I64) -> Agreement:
        found = {
            "name": self._name(a, b),
            "e-mail": self._email(a, b),
            "phone": self._identifier("phones", a, b),
            "handle": self._identifier("handles", a, b),
            "birth date": self._birth(a, b),
            "place": self._place(a, b),
            "employer": self._value("companies", a, b),
            "school": self._value("schools", a, b),
            "title": self._value("titles", a, b),
        }
        return Agreement(
            np.stack([found[name][0] for name in COMPARISONS], axis=1).astype(np.int8),
            np.stack([found[name][1] for name in COMPARISONS], axis=1).astype(np.float32),
        )

    def _name(self, a: I64, b: I64) -> tuple[I64, Floats]:
        words = shared(self._sets["tokens"], self._sets["tokens"], a, b)
        alike = name_similarity(self._columns, a, b)
        given = given_relation(self._columns, a, b)
        crossed = (shared(self._given, self._sets["tokens"], a, b).count > 0) | (
            shared(self._sets["tokens"], self._given, a, b).count > 0
        )
        given[crossed & (given == DIFFER)] = DIFFER - 1
        step = np.searchsorted(np.array(levels.RARE), words.total, side="right")
        row = given * (len(levels.ALIKE) + 1) + np.searchsorted(np.array(levels.ALIKE), alike, side="right")
        known = (self._columns.name[a] >= 0) & (self._columns.name[b] >= 0)
        level = np.where(known, 1 + row * (len(levels.RARE) + 1) + step, 0)
        return level, np.where(given == DIFFER, np.float32(0), words.total)  # families share words and homes

    def _identifier(self, field: str, a: I64, b: I64) -> tuple[I64, Floats]:
        values = shared(self._sets[field], self._sets[field], a, b)
        own = values.fewest < levels.CROWD
        level = np.where(values.both, 3, 0)
        level = np.where(values.count > 0, np.where(own, 1, 2), level)
        return level, np.where(own, _unique(len(self._columns)), values.rarest).astype(np.float32)

    def _email(self, a: I64, b: I64) -> tuple[I64, Floats]:
        level, surprise = self._identifier("emails", a, b)
        boxes = shared(self._boxes, self._boxes, a, b).count > 0
        fits = (shared(self._boxes, self._patterns, a, b).count > 0) | (
            shared(self._patterns, self._boxes, a, b).count > 0
        )
        weak = np.where(level == 3, 5, 0)
        weak = np.where(fits, 4, weak)
        weak = np.where(boxes, 3, weak)
        return np.where((level == 1) | (level == 2), level, weak), surprise

    def _birth(self, a: I64, b: I64) -> tuple[I64, Floats]:
        whole = shared(self._sets["births"], self._sets["births"], a, b)
        equal = self._columns.birth[a] == self._columns.birth[b]
        right, year, day = equal.sum(axis=1), equal[:, :4].all(axis=1), equal[:, 4:].all(axis=1)
        level = np.full(len(a), 7)
        level[year] = 6
        level[right == DIGITS - 2] = 5
        level[day] = 4
        level[right == DIGITS - 1] = 3
        level[(right == DIGITS) & (whole.fewest >= levels.MANY)] = 2
        level[(right == DIGITS) & (whole.fewest < levels.MANY)] = 1
        return np.where(whole.both, level, 0), whole.rarest

    def _place(self, a: I64, b: I64) -> tuple[I64, Floats]:
        parts = shared(self._sets["places"], self._sets["places"], a, b)
        districts = shared(self._sets["districts"], self._sets["districts"], a, b)
        lengths = self._columns.sets["places"].lengths
        whole = (parts.count == np.minimum(lengths[a], lengths[b])) & (
            parts.count == np.maximum(lengths[a], lengths[b])
        )
        step = 2 - np.searchsorted(np.array(levels.RARE_VALUE), parts.rarest, side="right")
        level = np.where(districts.count > 0, 7, 8)
        level = np.where(parts.count > 0, np.where(whole, 1, 4) + step, level)
        return np.where(parts.both, level, 0), np.maximum(parts.rarest, districts.rarest)

    def _value(self, field: str, a: I64, b: I64) -> tuple[I64, Floats]:
        values = shared(self._sets[field], self._sets[field], a, b)
        step = 2 - np.searchsorted(np.array(levels.RARE_VALUE), values.rarest, side="right")
        return np.where(values.both, np.where(values.count > 0, 1 + step, 4), 0), values.rarest


def given_relation(columns: Columns, a: I64, b: I64) -> I64:
    """Say how two first given names relate, as an index into `levels.GIVEN`; a missing one is like any."""

    def related(left: list[str], right: list[str]) -> npt.ArrayLike:
        near = cpdist(left, right, scorer=JaroWinkler.normalized_similarity, dtype=np.float32)
        return [_related(*pair) for pair in zip(left, right, near.tolist(), strict=True)]

    low, high = _in_order(columns.given[a], columns.given[b])
    found = np.where(low == high, 0, 1)
    _measure_apart(found, columns.givens, low, high, related)
    found[low < 0] = 1
    return found


def _related(one: str, two: str, near: float) -> int:
    if len(one) == 1 or len(two) == 1:
        return 1 if one[0] == two[0] else DIFFER
    if near >= levels.TYPO or not set(names.canonicals(one)).isdisjoint(names.canonicals(two)):
        return 0
    return 1 if near >= levels.NEAR else DIFFER


def name_similarity(columns: Columns, a: I64, b: I64) -> Floats:
    """Give the share of letters (per cent) that two names have in common, each distinct pair measured once."""

    def ratio(left: list[str], right: list[str]) -> npt.ArrayLike:
        return cpdist(left, right, scorer=fuzz.ratio, dtype=np.float32)

    low, high = _in_order(columns.name[a], columns.name[b])
    found = np.where((low == high) & (low >= 0), np.float32(100.0), np.float32(0.0))
    _measure_apart(found, columns.names, low, high, ratio)
    return found


def _in_order(one: I64, two: I64) -> tuple[I64, I64]:
    return np.minimum(one, two), np.maximum(one, two)


def _measure_apart(
    found: npt.NDArray[Any],
    texts: Sequence[str],
    low: I64,
    high: I64,
    measure: Callable[[list[str], list[str]], npt.ArrayLike],
) -> None:
    """Measure the pairs whose two texts are there and differ, in place, each distinct pair once."""
    open_ = np.flatnonzero((low >= 0) & (low != high))
    key = low[open_] * len(texts) + high[open_]
    order = np.argsort(key, kind="stable")
    fresh = np.diff(key[order], prepend=-1) != 0
    chosen = open_[order[fresh]]
    if len(chosen):
        left, right = ([texts[at] for at in side[chosen].tolist()] for side in (low, high))
        found[open_[order]] = np.asarray(measure(left, right))[np.cumsum(fresh) - 1]


def _unique(count: int) -> float:
    """Give the surprise of an address that few records have: as much as any two strangers' whole records."""
    return 2.0 * float(np.log(max(count, 2)))


def _stacked(one: Ragged, two: Ragged) -> Ragged:
    values: U64 = np.concatenate([one.values, two.values])
    return Ragged(np.array([0, len(values)]), values)
