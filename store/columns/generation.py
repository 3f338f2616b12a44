"""Turn numbers into the rows that one generation of columns holds for them, as they are right now."""

import mmap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from store.columns.layout import (
    BLOCK_WORDS,
    HEAD_LIVE,
    HEAD_ROWS,
    HEAD_TAIL,
    HEAD_TALLY,
    HEAD_WHOLE,
    HEADS,
    LENGTH_BITS,
    MOST_BLOCKS,
    PLACES,
    ROWS,
    Words,
    mapped,
    tally_name,
)
from store.columns.tally import counts_of

Counted = Callable[[NDArray[np.uint32], NDArray[np.int64]], Words]
"""Lists the keys (35 bits) that rows count for, given words and where in them rows begin; the store knows no row."""

TRIES = 8  # a tally may be replaced just while it is opened


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """Rows as they lie in the file: where in `words` each begins, in words; one that isn't `found` begins at zeros.

    Nothing is copied. A row that is replaced meanwhile turns into zeros: compute, then ask `stands`.
    """

    words: NDArray[np.uint32]
    starts: NDArray[np.int64]
    found: NDArray[np.bool_]
    places: Words
    _all: Words
    _at: NDArray[np.int64]

    def stands(self) -> bool:
        """Tell whether no row was replaced or taken out since it was read."""
        return bool(np.array_equal(self._all.take(self._at, mode="clip"), self.places))

    def row(self, at: int) -> bytes:
        """Copy one row with the zeros behind it, b"" where it isn't found."""
        first = int(self.starts[at])
        return self.words[first : first + (int(self.places[at]) & MOST_BLOCKS) * BLOCK_WORDS].tobytes()


class Generation:
    """An open generation, for reading in any number of threads and processes; the files may go meanwhile."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._places = self._open_places()
        self._rows: NDArray[np.uint32] = self._open_rows()
        self._tally: tuple[int, Words] = (-1, np.zeros(1, dtype=np.uint64))
        self.counts(np.zeros(0, dtype=np.uint64))  # opens the tally

    def _map(self, name: str) -> mmap.mmap:
        return mapped(self.folder / name)

    def _open_places(self) -> Words:
        return np.frombuffer(self._map(PLACES), dtype="<u8")

    def _open_rows(self) -> NDArray[np.uint32]:
        return np.frombuffer(self._map(ROWS), dtype="<u4")

    def _reach(self, number: int) -> Words:
        """Give the places, mapped anew where the file grew over a number."""
        if HEADS + number >= len(self._places):
            self._places = self._open_places()
        return self._places

    def read(self, numbers: NDArray[np.int64]) -> Read:
        """Find the rows of some numbers, in their order."""
        places = self._reach(int(numbers.max(initial=0)))
        at = numbers + HEADS
        held = places.take(at, mode="clip")
        if len(at) and int(at.max()) >= len(places):
            held[at >= len(places)] = 0
        starts = (held >> np.uint64(LENGTH_BITS)).astype(np.int64) * BLOCK_WORDS
        ends = starts + (held & np.uint64(MOST_BLOCKS)).astype(np.int64) * BLOCK_WORDS
        rows = self._rows
        if int(ends.max(initial=0)) > len(rows):
            rows = self._rows = self._open_rows()
        return Read(rows, starts, held != 0, held, places, at.clip(max=len(places) - 1))

    def counts(self, keys: Words) -> NDArray[np.int64]:
        """Tell how many rows count for each key."""
        for _ in range(TRIES):
            word = int(self._places[HEAD_TALLY])
            if self._tally[0] == word:
                break
            try:
                self._tally = word, np.frombuffer(self._map(tally_name(word)), dtype="<u8")
            except FileNotFoundError:  # it grew just now
                continue
        return counts_of(self._tally[1], keys)

    @property
    def reach(self) -> int:
        """Give a number beyond that of any row."""
        return len(self._reach(0)) - HEADS

    @property
    def whole(self) -> bool:
        """Tell whether every document of the index was put in since it was made."""
        return bool(self._places[HEAD_WHOLE])

    @property
    def count(self) -> int:
        """Count the rows."""
        return int(self._places[HEAD_ROWS])

    @property
    def dead_share(self) -> float:
        """Give the share of the rows' file that stands for nothing, 0 to 1."""
        tail, live = int(self._places[HEAD_TAIL]), int(self._places[HEAD_LIVE])
        return 1 - live / tail if tail else 0.0

    @property
    def size(self) -> int:
        """Give how many bytes rows, places and tally hold on disk at most."""
        return int(self._places[HEAD_TAIL]) * BLOCK_WORDS * 4 + self._places.nbytes + self._tally[1].nbytes
