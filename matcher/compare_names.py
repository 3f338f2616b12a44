"""Turn the names of pairs into one joint level of first name and surname, with what other comparisons ask of it."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

import numpy as np
import numpy.typing as npt

from matcher.hashing import I64, U64
from matcher.levels import ARRANGED, FIRST, LAST
from matcher.ragged import Ragged
from matcher.side import Side
from matcher.similarity import ALIKE, NEAR, SAME, START, grades

Bools = npt.NDArray[np.bool_]
Values = dict[str, U64]
Grades = npt.NDArray[np.int8]
FIRST_AT = MappingProxyType({level: at for at, level in enumerate(FIRST)})
LAST_AT = MappingProxyType({level: at for at, level in enumerate(LAST)})
ARRANGED_AT = MappingProxyType({level: 1 + len(FIRST) * len(LAST) + at for at, level in enumerate(ARRANGED)})
STRONG_FIRST = [FIRST_AT[level] for level in ("exact", "full form", "spelling")]
STRONG_LAST = [LAST_AT[level] for level in ("exact", "one of several", "spelling")]
LONE = ARRANGED_AT["one lone name, the other's surname"]
AGREE = [
    ARRANGED_AT[level] for level in ("first and last swapped", "run together", "all parts found, in another order")
]
PARTS = ("first", "given", "last", "other")
USED = (*PARTS, "given_joined", "last_joined", "first_initial", "last_initial", "given_initial")
IN_PLACE = (("first", "first"), *((one, two) for one in ("last", "other") for two in ("last", "other")))
ACROSS = (("first", "last"), ("first", "other"), ("last", "first"), ("other", "first"))
PATTERNS = ("full", "last_first", "initial_full", "full_initial")


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

    def only(self, rows: I64) -> "NamePairs":
        """Keep some of the pairs."""

    def sharing(self, left: str, right: str, rows: I64) -> I64:
        """Give those of some pairs of which the left side's set shares a value with the right side's."""


@dataclass(frozen=True, slots=True)
class NameLevels:
    """The joint level, the middle name's, and masks over the pairs.

    `exact`: both names the same; `alike`: both agree, one misspelt, short or elsewhere; `surname`, `first`: the one
    that agrees; `agree`: exact or alike.
    """

    level: I64
    middle: I64
    exact: Bools
    alike: Bools
    surname: Bools
    first: Bools
    agree: Bools


def compare_names(pairs: NamePairs) -> NameLevels:
    """Compare names jointly: first name by last name, swapped order, or run together."""
    columns = {name: pairs.one(name) for name in USED}
    a, b = ({name: pair[side] for name, pair in columns.items()} for side in (0, 1))
    count = len(a["first"])
    level = np.full(count, 1, np.int64)  # first and last name exact
    first, last = np.zeros(count, np.int64), np.zeros(count, np.int64)
    same_first = _same(a, b, "first") | _same(a, b, "given_joined")
    same_last = (_same(a, b, "last") & (a["other"] == b["other"])) | _same(a, b, "last_joined")
    loose = np.flatnonzero(~(same_first & same_last))
    x, y = ({name: values[loose] for name, values in side.items()} for side in (a, b))
    full = np.zeros(count, bool)
    full[pairs.sharing("canon", "canon", np.flatnonzero(~same_first))] = True
    near = _likeness(pairs, x, y, IN_PLACE)
    first[loose], last[loose] = _first(x, y, near["first first"], full[loose]), _last(x, y, near)
    level[loose] = 1 + first[loose] * len(LAST) + last[loose]
    strong_first, strong_last = np.isin(first, STRONG_FIRST), np.isin(last, STRONG_LAST)
    lone = (last == LAST_AT["missing"]) & (first != FIRST_AT["exact"])
    apart = np.flatnonzero(~strong_last & (~strong_first | lone))
    moved = _arranged(pairs, apart, *({name: values[apart] for name, values in side.items()} for side in (a, b)))
    level[apart] = np.where(moved > 0, moved, level[apart])
    nothing = ((a["first"] == 0) & (a["last"] == 0)) | ((b["first"] == 0) & (b["last"] == 0))
    level[nothing] = 0
    agree = ((strong_first & strong_last) | np.isin(level, AGREE)) & ~nothing
    return NameLevels(
        level=level,
        middle=_middle(a, b),
        exact=level == 1,
        alike=agree & (level > 1),
        surname=(strong_last | (level == LONE)) & ~agree & ~nothing,
        first=strong_first & ~agree & ~nothing,
        agree=agree,
    )


def _same(a: Values, b: Values, field: str) -> Bools:
    same: Bools = (a[field] == b[field]) & (a[field] != 0)
    return same


def _likeness(pairs: NamePairs, x: Values, y: Values, wanted: tuple[tuple[str, str], ...]) -> dict[str, Grades]:
    graded = grades(pairs.left, pairs.right, [(x[one], y[two]) for one, two in wanted])
    return {f"{one} {two}": found for (one, two), found in zip(wanted, graded, strict=True)}


def _first(x: Values, y: Values, near: Grades, full: Bools) -> I64:
    single = (x["first"] == x["first_initial"]) | (y["first"] == y["first_initial"])
    level = np.full(len(near), FIRST_AT["differs"])
    level[near >= NEAR] = FIRST_AT["near"]
    level[single & (x["first_initial"] == y["first_initial"])] = FIRST_AT["initial"]
    middle = ((x["first"] == y["given"]) & (x["first"] != 0)) | ((x["given"] == y["first"]) & (y["first"] != 0))
    level[middle] = FIRST_AT["middle name"]
    level[near == START] = FIRST_AT["start"]
    level[(near >= ALIKE) & ~single] = FIRST_AT["spelling"]
    level[full & ~single] = FIRST_AT["full form"]
    level[(near == SAME) | _same(x, y, "given_joined")] = FIRST_AT["exact"]
    level[(x["first"] == 0) | (y["first"] == 0)] = FIRST_AT["missing"]
    return level


def _last(x: Values, y: Values, near: dict[str, Grades]) -> I64:
    best = np.maximum.reduce([near[f"{one} {two}"] for one in ("last", "other") for two in ("last", "other")])
    single = (x["last"] == x["last_initial"]) | (y["last"] == y["last_initial"])
    level = np.full(len(best), LAST_AT["differs"])
    level[(best == NEAR) | (best == START)] = LAST_AT["near"]
    level[single & (x["last_initial"] == y["last_initial"])] = LAST_AT["initial"]
    level[(best == ALIKE) & ~single] = LAST_AT["spelling"]
    level[best == SAME] = np.where(
        _both_have_another(x, y), LAST_AT["one of two, the other differs"], LAST_AT["one of several"]
    )[best == SAME]
    level[((x["last"] == y["last"]) & (x["other"] == y["other"])) | (x["last_joined"] == y["last_joined"])] = LAST_AT[
        "exact"
    ]
    level[(x["last"] == 0) | (y["last"] == 0)] = LAST_AT["missing"]
    return level


def _both_have_another(x: Values, y: Values) -> Bools:
    """Tell whether both sides have a second surname, and not the same two."""
    crossed = (x["last"] == y["other"]) & (x["other"] == y["last"])
    both: Bools = (x["other"] != 0) & (y["other"] != 0) & ~crossed
    return both


def _arranged(pairs: NamePairs, rows: I64, x: Values, y: Values) -> I64:
    """Give the level of names whose parts stand in other places; 0 where they don't."""
    near = _likeness(pairs, x, y, ACROSS)
    level = np.zeros(len(rows), np.int64)
    shared_parts, least = _shared_parts(x, y)
    level[shared_parts >= 2] = ARRANGED_AT["two parts shared"]
    level[_lone_surname(x, y) | _lone_surname(y, x)] = LONE
    level[(shared_parts >= 2) & (shared_parts == least)] = ARRANGED_AT["all parts found, in another order"]
    level[_together(pairs, rows, x, y)] = ARRANGED_AT["run together"]
    over = np.maximum(near["first last"], near["first other"])
    back = np.maximum(near["last first"], near["other first"])
    level[_initials_swapped(x, y, over, back)] = ARRANGED_AT["swapped, one an initial"]
    level[(over >= ALIKE) & (back >= ALIKE)] = ARRANGED_AT["first and last swapped"]
    return level


def _lone_surname(x: Values, y: Values) -> Bools:
    """Tell whether one side's only name is the other's surname."""
    alone: Bools = (x["last"] == 0) & (x["first"] != 0) & ((x["first"] == y["last"]) | (x["first"] == y["other"]))
    return alone


def _initials_swapped(x: Values, y: Values, over: Grades, back: Grades) -> Bools:
    """Tell whether "Braun A." meets "Anna Braun": one name across, the other an initial across."""
    found = np.zeros(len(over), bool)
    for likeness, one, two in ((back, "first", "last"), (over, "last", "first")):
        letter = (x[one] == x[f"{one}_initial"]) | (y[two] == y[f"{two}_initial"])
        same = (x[f"{one}_initial"] == y[f"{two}_initial"]) & (x[one] != 0) & (y[two] != 0)
        found |= (likeness >= ALIKE) & letter & same
    return found


def _shared_parts(x: Values, y: Values) -> tuple[I64, I64]:
    """Count the parts that stand on both sides (a repeated one no oftener than on either), and the fewest of either."""
    counts = []
    for mine, theirs in ((x, y), (y, x)):
        hits = [np.logical_or.reduce([mine[one] == theirs[two] for two in PARTS]) & (mine[one] != 0) for one in PARTS]
        counts.append(np.sum(hits, axis=0))
    sizes = [np.sum([side[part] != 0 for part in PARTS], axis=0) for side in (x, y)]
    return np.minimum(*counts), np.minimum(*sizes)


def _together(pairs: NamePairs, rows: I64, x: Values, y: Values) -> Bools:
    """Tell whether one side's lone name is the other's whole name run together, as in a mailbox name."""
    found = np.zeros(len(rows), bool)
    lone = np.flatnonzero(((x["last"] == 0) | (y["last"] == 0)) & (x["first"] != 0) & (y["first"] != 0))
    few = pairs.only(rows[lone])
    for name in PATTERNS:
        pattern = few.one(name)
        for own, other in ((x, 1), (y, 0)):
            alone = np.where(own["last"][lone] == 0, own["given_joined"][lone], np.uint64(0))
            found[lone] |= (alone == pattern[other]) & (alone != 0)
    return found


def _middle(a: Values, b: Values) -> I64:
    left, right = a["given"], b["given"]
    single = (left == a["given_initial"]) | (right == b["given_initial"])
    level = np.where((left != 0) & (right != 0), 3, 0)
    level = np.where((level != 0) & single & (a["given_initial"] == b["given_initial"]), 2, level)
    return np.where((left == right) & (left != 0), 1, level)
