"""Turn a prepared side into blocking keys: one packed number for each key that a row stands under."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from matcher.hashing import I64, U64, combined
from matcher.side import Side

ROW_BITS = np.uint64(24)  # low bits hold the row, high bits the hash
MOST_ROWS = 1 << 24
Keyed = tuple[I64, U64]  # rows, keys; key 0 means none
Maker = Callable[[Side, int], list[Keyed]]


@dataclass(frozen=True, slots=True)
class Family:
    """One way in which two rows can come together.

    A block of more than `cap` profiles is skipped (and counted). Candidates' keys may be made otherwise than profiles'.
    """

    name: str
    cap: int
    profile: Maker
    candidate: Maker


def _rows(side: Side) -> I64:
    return np.arange(len(side))


def _single(*fields: str) -> Maker:
    def make(side: Side, tag: int) -> list[Keyed]:
        return [(_rows(side), combined(tag, *(side.one[name].whole() for name in fields)))]

    return make


def _each(many: str, *fields: str) -> Maker:
    """Combine every value of a set with single fields."""

    def make(side: Side, tag: int) -> list[Keyed]:
        sets = side.many[many].whole()
        rows = sets.rows
        return [(rows, combined(tag, sets.values, *(side.one[name][rows] for name in fields)))]

    return make


def _also(*makers: Maker) -> Maker:
    def make(side: Side, tag: int) -> list[Keyed]:
        return [keyed for maker in makers for keyed in maker(side, tag)]

    return make


def _unordered(side: Side, tag: int) -> list[Keyed]:
    found = []
    for given in ("first", "given"):
        for surname in ("last", "other"):
            left, right = side.one[given].whole(), side.one[surname].whole()
            low, high = np.minimum(left, right), np.maximum(left, right)
            found.append((_rows(side), combined(tag, low, high)))
    return found


def _patterns(side: Side, tag: int) -> list[Keyed]:
    return [(_rows(side), combined(tag, side.one[name].whole())) for name in ("full", "initial_full", "full_initial")]


_MAILBOXES = _each("locals")
_BOTH_SURNAMES = (("last",), ("other",))
FAMILIES = (
    Family("e-mail", 200, _each("emails"), _each("emails")),
    Family("phone", 50, _each("phones"), _each("phones")),
    Family("handle", 50, _each("handles"), _each("handles")),
    Family("names in any order", 2_000, _unordered, _unordered),
    Family(
        "full form + surname",
        2_000,
        _also(*(_each("canon", *s) for s in _BOTH_SURNAMES)),
        _also(*(_each("canon", *s) for s in _BOTH_SURNAMES)),
    ),
    Family("sounds of both names", 30, _single("first_sound", "last_sound"), _single("first_sound", "last_sound")),
    Family(
        "initial + surname's sound + place",
        100,
        _single("first_initial", "last_sound", "city"),
        _single("first_initial", "last_sound", "city"),
    ),
    Family(
        "surname + employer",
        100,
        _also(*(_each("companies", *s) for s in _BOTH_SURNAMES)),
        _also(*(_each("companies", *s) for s in _BOTH_SURNAMES)),
    ),
    Family("first name + employer", 40, _each("companies", "first"), _each("companies", "first")),
    Family("sound of first name + employer", 20, _each("companies", "first_sound"), _each("companies", "first_sound")),
    Family(
        "surname + place",
        12,
        _also(_single("last", "city"), _single("other", "city")),
        _also(_single("last", "city"), _single("other", "city")),
    ),
    Family("first name + place", 8, _single("first", "city"), _single("first", "city")),
    Family(
        "first name + start of surname + place",
        100,
        _single("first", "last_start", "city"),
        _single("first", "last_start", "city"),
    ),
    Family("surname + place + title", 100, _single("last", "city", "family"), _single("last", "city", "family")),
    Family("first name + place + title", 100, _single("first", "city", "family"), _single("first", "city", "family")),
    Family("mailbox name", 15, _also(_MAILBOXES, _patterns), _MAILBOXES),
    Family("name as mailbox name", 15, _MAILBOXES, _patterns),
    Family("birth date + initial", 100, _single("birth", "first_initial"), _single("birth", "first_initial")),
    Family("birth date + surname", 100, _single("birth", "last"), _single("birth", "last")),
    Family("surname alone", 5, _single("last_joined"), _single("last_joined")),
)


def packed(side: Side, tag: int, maker: Maker) -> U64:
    """Give the sorted, distinct keys of a side in one family: hash in the high bits, row in the low ones."""
    parts = []
    for rows, keys in maker(side, tag):
        real = keys != 0
        parts.append(((keys[real] >> ROW_BITS) << ROW_BITS) | rows[real].astype(np.uint64))
    every = np.concatenate(parts)
    every.sort()
    if len(every):
        every = every[np.concatenate(([True], every[1:] != every[:-1]))]
    return every
