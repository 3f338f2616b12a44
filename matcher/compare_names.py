"""Turn the names of pairs into one joint level of first name and surname, with what other comparisons ask of it."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from matcher import levels
from matcher.hashing import I64, U64
from matcher.levels import FIRST, LAST
from matcher.ragged import Ragged, shared
from matcher.side import Side
from matcher.similarity import Floats, similarities

Bools = npt.NDArray[np.bool_]
STRONG_FIRST = tuple(FIRST.index(level) for level in ("exact", "full form", "typo"))
STRONG_LAST = tuple(LAST.index(level) for level in ("exact", "one of several", "typo"))


class NamePairs(Protocol):
    """Pairs of rows whose names can be read."""

    @property
    def left(self) -> Side:
        """Give the candidates."""

    @property
    def right(self) -> Side:
        """Give the profiles."""

    def one(self, field: str) -> tuple[U64, U64]:
        """Give a field's values of both sides of every pair."""

    def many(self, field: str) -> tuple[Ragged, Ragged]:
        """Give a field's sets of both sides of every pair."""


@dataclass(frozen=True, slots=True)
class NameLevels:
    """The joint level, the middle name's, and which names agree (masks over the pairs)."""

    level: I64
    middle: I64
    both: Bools
    surname: Bools
    first: Bools
    agree: Bools


def compare_names(pairs: NamePairs) -> NameLevels:
    """Compare names jointly: first name by last name, swapped order, or run together."""
    first_left, first_right = pairs.one("first")
    last_left, last_right = pairs.one("last")
    other_left, other_right = pairs.one("other")
    near = similarities(
        pairs.left,
        pairs.right,
        [
            (first_left, first_right),
            (last_left, last_right),
            (last_left, other_right),
            (other_left, last_right),
            (other_left, other_right),
            (first_left, last_right),
            (last_left, first_right),
            (first_left, other_right),
            (other_left, first_right),
        ],
    )
    first = _first(pairs, near[0])
    last = _last(pairs, np.maximum.reduce(near[1:5]))
    crossed = (np.maximum(near[5], near[7]) >= levels.TYPO) & (np.maximum(near[6], near[8]) >= levels.TYPO)
    strong_first, strong_last = np.isin(first, STRONG_FIRST), np.isin(last, STRONG_LAST)
    both = strong_first & strong_last
    swapped = crossed & ~both
    together = _together(pairs) & ~both & ~swapped
    level = 1 + first * len(LAST) + last
    level = np.where(swapped, levels.SWAPPED, np.where(together, levels.TOGETHER, level))
    nothing = ((first_left == 0) & (last_left == 0)) | ((first_right == 0) & (last_right == 0))
    level = np.where(nothing, 0, level)
    agree = both | swapped | together
    return NameLevels(
        level=level,
        middle=_middle(pairs),
        both=agree & ~nothing,
        surname=strong_last & ~agree & ~nothing,
        first=strong_first & ~agree & ~nothing,
        agree=agree & ~nothing,
    )


def _first(pairs: NamePairs, near: Floats) -> I64:
    left, right = pairs.one("first")
    whole_left, whole_right = pairs.one("given_joined")
    given_left, given_right = pairs.one("given")
    initial_left, initial_right = pairs.one("first_initial")
    single = (left == initial_left) | (right == initial_right)
    level = np.full(len(left), FIRST.index("differs"))
    level[near >= levels.NEAR] = FIRST.index("near")
    level[single & (initial_left == initial_right)] = FIRST.index("initial")
    middle = ((left == given_right) & (left != 0)) | ((given_left == right) & (right != 0))
    level[middle] = FIRST.index("middle name")
    level[(near >= levels.TYPO) & ~single] = FIRST.index("typo")
    level[_share_a_full_form(pairs) & ~single] = FIRST.index("full form")
    level[(left == right) | ((whole_left == whole_right) & (whole_left != 0))] = FIRST.index("exact")
    level[(left == 0) | (right == 0)] = FIRST.index("missing")
    return level


def _share_a_full_form(pairs: NamePairs) -> Bools:
    """Tell whether one first name is the other's full form, or both are short for the same one."""
    left, right = pairs.many("canon")
    found = np.zeros(len(left.lengths), bool)
    found[shared(left, right)[0]] = True
    return found


def _last(pairs: NamePairs, near: Floats) -> I64:
    left, right = pairs.one("last")
    other_left, other_right = pairs.one("other")
    whole_left, whole_right = pairs.one("last_joined")
    lone_left, lone_right = left == pairs.one("last_initial")[0], right == pairs.one("last_initial")[1]
    level = np.full(len(left), LAST.index("differs"))
    level[near >= levels.NEAR] = LAST.index("near")
    same_initial = pairs.one("last_initial")[0] == pairs.one("last_initial")[1]
    level[(lone_left | lone_right) & same_initial] = LAST.index("initial")
    level[(near >= levels.TYPO) & ~lone_left & ~lone_right] = LAST.index("typo")
    level[(near == 1.0)] = LAST.index("one of several")
    level[((left == right) & (other_left == other_right)) | (whole_left == whole_right)] = LAST.index("exact")
    level[(left == 0) | (right == 0)] = LAST.index("missing")
    return level


def _together(pairs: NamePairs) -> Bools:
    """Tell whether one side's lone name is the other's whole name run together, as in a mailbox name."""
    found = np.zeros(len(pairs.one("first")[0]), bool)
    for own, other in ((0, 1), (1, 0)):
        lone = np.where(pairs.one("last")[own] == 0, pairs.one("given_joined")[own], 0)
        for pattern in ("full", "initial_full", "full_initial"):
            found |= (lone == pairs.one(pattern)[other]) & (lone != 0)
    return found


def _middle(pairs: NamePairs) -> I64:
    left, right = pairs.one("given")
    initial_left, initial_right = pairs.one("given_initial")
    single = (left == initial_left) | (right == initial_right)
    level = np.where((left != 0) & (right != 0), 3, 0)
    level = np.where((level != 0) & single & (initial_left == initial_right), 2, level)
    return np.where((left == right) & (left != 0), 1, level)
