"""Turn a prepared side into blocking keys: one packed number for each key that a row stands under."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce

import numpy as np

from matcher.hashing import I64, U64, combined, distinct
from matcher.ragged import Ragged, ranges
from matcher.side import Side

ROW_BITS = np.uint64(24)  # low bits hold the row, high bits the hash
MOST_ROWS = 1 << 24
SPARE, MOST_BITS = 8, 27  # bits a wanted key, of which about every tenth is set; size of the largest table of them
MOST_TOKENS = 6  # of a name, from which pairs are made
SMALL = ((20_000, 4), (200_000, 2))  # fewer profiles than this: caps so many times as high


@dataclass(slots=True)
class Source:
    """A side whose whole columns are read once, however many keys are made of them."""

    side: Side
    ones: dict[str, U64]
    manies: dict[str, tuple[I64, U64]]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.side)

    def one(self, field: str) -> U64:
        """Give a column of single hashes."""
        if field not in self.ones:
            self.ones[field] = self.side.one[field].whole()
        return self.ones[field]

    def many(self, field: str) -> tuple[I64, U64]:
        """Give (row of each value, values) of a column of sets."""
        if field not in self.manies:
            sets = self.side.many[field].whole()
            self.manies[field] = sets.rows, sets.values
        return self.manies[field]


Keyed = tuple[I64 | None, U64]  # rows (None: one key a row, in order), keys; key 0 means none
Maker = Callable[[Source, int], list[Keyed]]


@dataclass(frozen=True, slots=True)
class Family:
    """One way in which two rows can come together.

    A block of more than `cap` profiles is skipped (and counted). Candidates' keys may be made otherwise than
    profiles'. Weak families (`strong` False) serve candidates whom the strong ones gave no sure profile; `address`
    marks those that go by an address, a number or a handle.
    """

    name: str
    cap: int
    profile: Maker
    candidate: Maker
    strong: bool = False
    address: bool = False

    def limit(self, profiles: int) -> int:
        """Give the cap among so many profiles: few profiles make few pairs, so more of a block is affordable."""
        return self.cap * next((times for below, times in SMALL if profiles < below), 1)


def _single(*fields: str) -> Maker:
    def make(source: Source, tag: int) -> list[Keyed]:
        parts = [source.one(name) for name in fields]
        rows = np.flatnonzero(reduce(np.logical_and, [part != 0 for part in parts]))
        return [(rows, combined(tag, *(part[rows] for part in parts)))]

    return make


def _each(many: str, *fields: str) -> Maker:
    """Combine every value of a set with single fields."""

    def make(source: Source, tag: int) -> list[Keyed]:
        rows, values = source.many(many)
        return [(rows, combined(tag, values, *(source.one(name)[rows] for name in fields)))]

    return make


def _also(*makers: Maker) -> Maker:
    def make(source: Source, tag: int) -> list[Keyed]:
        return [keyed for maker in makers for keyed in maker(source, tag)]

    return make


def _both(*fields: str, with_: str | None = None) -> Maker:
    """Combine fields with the first surname, and with the last one."""
    if with_ is None:
        return _also(_single(*fields, "last"), _single(*fields, "other"))
    return _also(_each(with_, *fields, "last"), _each(with_, *fields, "other"))


def _crossed(left: str, right: str) -> Maker:
    """Combine every value of one set with every value of another."""

    def make(source: Source, tag: int) -> list[Keyed]:
        rows, values = source.many(left)
        others = source.side.many[right].whole()
        lengths = others.lengths[rows]
        at = np.repeat(np.arange(len(rows)), lengths)
        picked = others.values[ranges(others.offsets[:-1][rows].astype(np.int64), lengths)]
        return [(rows[at], combined(tag, values[at], picked))]

    return make


def _two_tokens(source: Source, tag: int) -> list[Keyed]:
    """Combine any two tokens of a name, a middle name with the surnames too, in no order."""
    sets = source.side.many["tokens"].whole()
    offsets, lengths = sets.offsets.astype(np.int64), np.minimum(sets.lengths, MOST_TOKENS)
    found: list[Keyed] = []
    for one in range(MOST_TOKENS):
        for two in range(one + 1, MOST_TOKENS):
            rows = np.flatnonzero(lengths > two)
            left, right = sets.values[offsets[rows] + one], sets.values[offsets[rows] + two]
            found.append((rows, combined(tag, np.minimum(left, right), np.maximum(left, right))))
    for surname in ("last", "other"):
        left, right = source.one("given"), source.one(surname)
        rows = np.flatnonzero((left != 0) & (right != 0))
        left, right = left[rows], right[rows]
        found.append((rows, combined(tag, np.minimum(left, right), np.maximum(left, right))))
    return found


def _lone_tokens(source: Source, tag: int) -> list[Keyed]:
    """Take the only token of a name."""
    sets: Ragged = source.side.many["tokens"].whole()
    rows = np.flatnonzero(sets.lengths == 1)
    return [(rows, combined(tag, sets.values[sets.offsets[:-1][rows].astype(np.int64)]))]


_MAILBOXES = _also(_each("locals"), _each("slugs"))
_FULL = _also(_single("full"), _single("last_first"))
_SHORT = _also(_single("initial_full"), _single("full_initial"), _single("surname_initial"))


def _same(name: str, cap: int, maker: Maker, *, strong: bool = False, address: bool = False) -> Family:
    return Family(name, cap, maker, maker, strong, address)


FAMILIES = (
    _same("e-mail", 200, _each("emails"), strong=True, address=True),
    _same("phone", 50, _each("phones"), strong=True, address=True),
    _same("handle", 50, _each("handles"), strong=True, address=True),
    _same("two names", 50, _two_tokens, strong=True),
    _same("full form + surname", 100, _both(with_="canon"), strong=True),
    _same("both names + place", 200, _single("first", "last", "city"), strong=True),
    _same("both names + employer", 200, _each("companies", "first", "last"), strong=True),
    _same("mailbox name", 15, _MAILBOXES, strong=True, address=True),
    _same("mailbox name and number", 30, _each("boxes"), strong=True, address=True),
    Family("mailbox name as full name", 30, _FULL, _MAILBOXES, strong=True, address=True),
    Family("full name as mailbox name", 30, _MAILBOXES, _FULL, strong=True, address=True),
    Family("mailbox name as initial + name", 4, _SHORT, _MAILBOXES, address=True),
    Family("initial + name as mailbox name", 4, _MAILBOXES, _SHORT, address=True),
    _same("birth date + surname", 100, _single("birth", "last"), strong=True),
    _same("birth date + first name", 100, _single("birth", "first"), strong=True),
    _same("birth date + initial", 30, _single("birth", "first_initial")),
    _same("birth date + place", 30, _single("birth", "city")),
    _same("sounds of both names", 10, _single("first_sound", "last_sound")),
    _same("initial + surname's sound + place", 25, _single("first_initial", "last_sound", "city")),
    _same("surname + employer", 15, _both(with_="companies")),
    _same("first name + employer", 20, _each("companies", "first")),
    _same("sound of first name + employer", 8, _each("companies", "first_sound")),
    _same("surname + place", 5, _both("city")),
    _same("first name + place", 6, _single("first", "city")),
    _same("first name + start of surname + place", 50, _single("first", "last_start", "city")),
    _same("surname + place + title", 50, _single("last", "city", "family")),
    _same("first name + place + title", 50, _single("first", "city", "family")),
    _same("first name + start of surname", 5, _single("first", "last_start")),
    _same("rare name", 5, _each("tokens")),
    Family("mailbox name as rare name", 5, _each("tokens"), _MAILBOXES, address=True),
    Family("lone name as mailbox name", 5, _MAILBOXES, _lone_tokens, address=True),
    Family("name + employer as address", 20, _crossed("locals", "hosts"), _crossed("tokens", "employers")),
    Family("address as name + employer", 20, _crossed("tokens", "employers"), _crossed("locals", "hosts")),
)


def packed(side: Side | Source, tag: int, maker: Maker, wanted: U64 | None = None) -> U64:
    """Give the sorted, distinct keys of a side in one family: hash in the high bits, row in the low ones.

    With `wanted` keys most of those that aren't wanted are left out before they are sorted.
    """
    source = side if isinstance(side, Source) else Source(side, {}, {})
    parts = [np.zeros(0, np.uint64)]
    bits = min((SPARE * (0 if wanted is None else len(wanted))).bit_length(), MOST_BITS) + 1
    shift, maybe = np.uint64(64 - bits), np.full(1 << bits, wanted is None)
    if wanted is not None:
        maybe[wanted >> shift] = True
    for rows, keys in maker(source, tag):
        real = np.flatnonzero(keys) if wanted is None else np.flatnonzero(maybe[keys >> shift] & (keys != 0))
        at = real if rows is None else rows[real]
        parts.append(((keys[real] >> ROW_BITS) << ROW_BITS) | at.astype(np.uint64))
    return distinct(np.concatenate(parts))


def every_key(side: Side, *, profiles: bool) -> tuple[U64, ...]:
    """Give a side's keys in every family."""
    source = Source(side, {}, {})
    return tuple(
        packed(source, tag, family.profile if profiles else family.candidate) for tag, family in enumerate(FAMILIES)
    )
