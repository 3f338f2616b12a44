"""Turn compact arrays into columns of hashes that are read by row: codes into tables, lists of codes, spans of years.

What repeats (names, places, companies) is kept once in a table; a row holds its number there. All arrays may be
mapped read-only from a file: nothing here reads more of them than the rows asked for.
"""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from matcher.hashing import I64, U64, combined
from matcher.ragged import Ragged, offsets_of, ranges

Codes = npt.NDArray[Any]  # numbers of table entries: unsigned, as narrow as fits
STINT = 0x51  # tag of hashes of a company and a year
MOST_YEARS = 40  # of one position


class Column(Protocol):
    """One hash a row, 0 for none."""

    def __len__(self) -> int:
        """Count the rows."""

    def __getitem__(self, rows: I64) -> U64:
        """Give the hashes of some rows."""

    def whole(self) -> U64:
        """Give the hashes of all rows."""


class Sets(Protocol):
    """A set of hashes a row; a value may stand there twice."""

    def take(self, rows: I64) -> Ragged:
        """Give the sets of some rows."""

    def whole(self) -> Ragged:
        """Give the sets of all rows."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A column kept as it is."""

    values: U64

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.values)

    def __getitem__(self, rows: I64) -> U64:
        """Give the hashes of some rows."""
        found: U64 = self.values[rows]
        return found

    def whole(self) -> U64:
        """Give the hashes of all rows."""
        return self.values


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of codes into a table of hashes."""

    codes: Codes
    values: U64

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.codes)

    def __getitem__(self, rows: I64) -> U64:
        """Give the hashes of some rows."""
        found: U64 = self.values[self.codes[rows]]
        return found

    def whole(self) -> U64:
        """Give the hashes of all rows."""
        found: U64 = self.values[self.codes]
        return found


@dataclass(frozen=True, slots=True)
class Whole:
    """Sets kept as they are."""

    sets: Ragged

    def take(self, rows: I64) -> Ragged:
        """Give the sets of some rows."""
        return self.sets.take(rows)

    def whole(self) -> Ragged:
        """Give the sets of all rows."""
        return self.sets


@dataclass(frozen=True, slots=True)
class Nested:
    """Sets that follow from codes: a row has the sets of the table entries of all its codes."""

    parts: tuple[tuple[Codes, Ragged], ...]

    def take(self, rows: I64) -> Ragged:
        """Give the sets of some rows."""
        return beside([table.take(codes[rows]) for codes, table in self.parts])

    def whole(self) -> Ragged:
        """Give the sets of all rows."""
        return beside([table.take(codes) for codes, table in self.parts])


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of codes a row, each standing for one hash or for several."""

    lists: Ragged
    table: U64 | Ragged

    def take(self, rows: I64) -> Ragged:
        """Give the sets of some rows."""
        return self._spelt(self.lists.take(rows))

    def whole(self) -> Ragged:
        """Give the sets of all rows."""
        return self._spelt(self.lists)

    def _spelt(self, lists: Ragged) -> Ragged:
        if isinstance(self.table, Ragged):
            found = self.table.take(lists.values)
            return Ragged(found.offsets[lists.offsets], found.values)
        return Ragged(lists.offsets, self.table[lists.values])


@dataclass(frozen=True, slots=True)
class Spans:
    """Companies (codes) with the first and last year there: a hash for each company and year."""

    offsets: npt.NDArray[Any]
    companies: Codes
    starts: Codes
    ends: Codes
    table: U64

    def take(self, rows: I64) -> Ragged:
        """Give the hashes of some rows."""
        begin = self.offsets[:-1][rows].astype(np.int64)
        lengths = self.offsets[1:][rows].astype(np.int64) - begin
        return self._spelt(offsets_of(lengths), ranges(begin, lengths))

    def whole(self) -> Ragged:
        """Give the hashes of all rows."""
        return self._spelt(self.offsets, np.arange(len(self.companies)))

    def _spelt(self, offsets: npt.NDArray[Any], at: I64) -> Ragged:
        starts, ends = self.starts[at].astype(np.int64), self.ends[at].astype(np.int64)
        lengths = np.minimum(ends - starts + 1, MOST_YEARS)
        years = ranges(starts, lengths).astype(np.uint64)
        values = combined(STINT, np.repeat(self.table[self.companies[at]], lengths), years)
        return Ragged(offsets_of(lengths)[offsets], values)


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts one after another as UTF-8: text i is content[offsets[i]:offsets[i + 1]]."""

    offsets: I64
    content: npt.NDArray[np.uint8]

    def __len__(self) -> int:
        """Count the texts."""
        return len(self.offsets) - 1

    def __getitem__(self, rows: I64) -> npt.NDArray[np.object_]:
        """Give some texts."""
        found: npt.NDArray[np.object_] = self.arrow(rows).to_numpy(zero_copy_only=False)
        return found

    def arrow(self, rows: I64 | None = None) -> pa.Array:
        """Give some texts, or all, as an Arrow array."""
        starts = self.offsets if rows is None else self.offsets[:-1][rows]
        if rows is None:
            return texts_of(starts, self.content)
        lengths = self.offsets[1:][rows] - starts
        return texts_of(offsets_of(lengths), self.content[ranges(starts, lengths)])

    def tolist(self) -> list[str]:
        """Give all texts."""
        texts: list[str] = self.arrow().to_pylist()
        return texts


def texts_of(offsets: I64, content: npt.NDArray[np.uint8]) -> pa.Array:
    """Read texts out of offsets and UTF-8."""
    buffers = [None, pa.py_buffer(np.ascontiguousarray(offsets, np.int64)), pa.py_buffer(np.ascontiguousarray(content))]
    return pa.Array.from_buffers(pa.large_utf8(), len(offsets) - 1, buffers)


def text_arrays(texts: pa.Array | pa.ChunkedArray) -> Texts:
    """Lay texts out as offsets and UTF-8. They hold no null."""
    chunks = texts.chunks if isinstance(texts, pa.ChunkedArray) else [texts]
    wide = [chunk.cast(pa.large_utf8()) for chunk in chunks if len(chunk)]
    if not wide:
        return Texts(np.zeros(1, np.int64), np.zeros(0, np.uint8))
    array = wide[0] if len(wide) == 1 else pa.concat_arrays(wide)
    raw = array.buffers()
    offsets = np.frombuffer(raw[1], np.int64)[array.offset : array.offset + len(array) + 1]
    content = np.frombuffer(raw[2], np.uint8) if raw[2] is not None and raw[2].size else np.zeros(0, np.uint8)
    return Texts(offsets - offsets[0], content[offsets[0] : offsets[-1]])


def beside(parts: list[Ragged]) -> Ragged:
    """Put the sets of several, row by row, into one."""
    if len(parts) == 1:
        return parts[0]
    offsets = np.sum([part.offsets.astype(np.int64) for part in parts], axis=0)
    values = np.empty(int(offsets[-1]), np.uint64)
    at = offsets[:-1].copy()
    for part in parts:
        values[ranges(at, part.lengths)] = part.values
        at += part.lengths
    return Ragged(offsets, values)


def narrow(codes: npt.NDArray[Any], size: int) -> Codes:
    """Keep codes below `size` in as few bytes as they need."""
    for kind in (np.uint8, np.uint16):
        if size <= np.iinfo(kind).max + 1:
            return codes.astype(kind)
    return codes.astype(np.uint32)
