"""Turn batches of rows into durable changes of one generation of columns, each whole or not done at all."""

import mmap
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from store.columns.generation import Counted, Generation
from store.columns.journal import Change, Journal, pairs
from store.columns.layout import (
    BLOCK,
    BLOCK_WORDS,
    FIRST_BLOCK,
    HEAD_LIVE,
    HEAD_ROWS,
    HEAD_TAIL,
    HEAD_TALLY,
    HEAD_USED,
    HEAD_WHOLE,
    HEADS,
    JOURNAL,
    LENGTH_BITS,
    MOST_BLOCKS,
    MOST_NUMBER,
    PAGE,
    PLACES,
    PRIVATE_FOLDER,
    ROWS,
    ROWS_STEP,
    TALLY_BITS,
    Words,
    mapped,
    open_private,
    sync_file,
    sync_folder,
    tally_name,
    write_all,
    write_zeros,
)
from store.columns.tally import FULLEST, SMALLEST_BITS, changes, grown, summed

JOURNAL_LEAST = 1 << 16  # bytes; beyond this, and the size of the tally, the journal is emptied
NONE = np.zeros((0, 2), dtype=np.uint64)
BLOCKS = np.uint64(MOST_BLOCKS)  # the low bits of a place


def found_generation(folder: Path, *, whole: bool) -> None:
    """Make the files of an empty generation, durable on return."""
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True)
    places = np.zeros(PAGE // 8, dtype="<u8")
    places[HEAD_TAIL] = places[HEAD_LIVE] = FIRST_BLOCK
    places[HEAD_TALLY], places[HEAD_WHOLE] = 1 << TALLY_BITS | SMALLEST_BITS, whole
    sizes = {ROWS: 0, tally_name(int(places[HEAD_TALLY])): 8 << SMALLEST_BITS, JOURNAL: 0, PLACES: 0}
    for name, size in sizes.items():
        descriptor = open_private(folder / name)
        try:
            write_zeros(descriptor, 0, size)
            if name == PLACES:
                write_all(descriptor, places.tobytes(), 0)
            if name == ROWS:
                os.ftruncate(descriptor, ROWS_STEP)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    sync_folder(folder)


class Writer(Generation):
    """The one writer of a generation; opening it finishes what one before it began.

    With `durable=False` nothing outlives a crash until `settle`: so is a generation built that nobody reads yet.
    """

    def __init__(self, folder: Path, counted: Counted, *, durable: bool = True) -> None:
        self._counted, self._durable = counted, durable
        self.broken = False
        super().__init__(folder)
        self._file = open_private(folder / ROWS)
        self._journal = Journal(folder / JOURNAL)
        for change in self._journal.changes():
            self._apply(change)
        os.ftruncate(self._file, int(self._places[HEAD_TAIL]) * BLOCK)  # what was begun and never counted
        self._room(0)
        self.settle()
        current = tally_name(int(self._places[HEAD_TALLY]))
        for other in folder.glob("tally-*"):
            if other.name != current:
                other.unlink(missing_ok=True)

    def _map(self, name: str) -> mmap.mmap:
        return mapped(self.folder / name, write=True)

    def close(self) -> None:
        """Make everything durable, unless a change broke off, and let go of the files."""
        if not self.broken:
            with suppress(FileNotFoundError):  # a rebuild of another process took this generation's place
                self.settle()
        self._journal.close()
        os.close(self._file)

    def settle(self) -> None:
        """Make durable in place what the journal says, then empty it."""
        os.fsync(self._file)
        for name in (PLACES, tally_name(int(self._places[HEAD_TALLY]))):
            sync_file(self.folder / name)
        if self._journal.size:
            self._journal.clear()

    def endure(self) -> None:
        """Make all that was put durable; from now on, each put is."""
        self._durable = True
        self.settle()

    def put(self, rows: Mapping[int, bytes | None]) -> None:
        """Put rows by number in place of what was there, or take them out; durable on return, all or none.

        Raises ValueError for a number or row that can't be kept.
        """
        given = {number: _padded(number, row) for number, row in rows.items()}
        numbers = np.fromiter(given, np.int64, len(given))
        self._grow_places(int(numbers.max(initial=0)))
        before = self.read(numbers)
        after = [row for at, row in enumerate(given.values()) if row != before.row(at)]
        changed = np.array([row != before.row(at) for at, row in enumerate(given.values())], dtype=np.bool_)
        if changed.any():
            self.broken = True  # until it is done: what was begun is finished, or forgotten, when it is opened again
            self._replace(numbers[changed], before.places[changed], after)
            if None in rows.values():
                self.settle()  # nor is in the journal what those count for who are taken out
            self.broken = False

    def _replace(self, numbers: NDArray[np.int64], before: Words, after: list[bytes]) -> None:
        content = b"".join(after)
        tail = int(self._places[HEAD_TAIL])
        blocks = np.array([len(row) // BLOCK for row in after], dtype=np.uint64)
        places = np.where(blocks > 0, (tail + blocks.cumsum() - blocks) << np.uint64(LENGTH_BITS) | blocks, 0)
        keys, by = self._count_changes(content, blocks, before)
        self._room(len(content))
        if int(self._places[HEAD_USED]) + len(keys) > FULLEST * len(self._slots()):
            self._grow_tally(len(keys))
        slots, values, used = changes(self._slots(), keys, by)
        held = before[before > 0]
        head = {
            HEAD_TAIL: tail + int(blocks.sum()),
            HEAD_LIVE: int(self._places[HEAD_LIVE]) + int(blocks.sum()) - int((held & BLOCKS).sum()),
            HEAD_ROWS: int(self._places[HEAD_ROWS]) + int((blocks > 0).sum()) - len(held),
            HEAD_USED: int(self._places[HEAD_USED]) + used,
        }
        at = np.concatenate((numbers + HEADS, list(head))).astype(np.uint64)
        gone = pairs(held >> np.uint64(LENGTH_BITS), held & BLOCKS)
        change = Change(
            pairs(at, np.concatenate((places, np.array(list(head.values()), dtype=np.uint64)))),
            pairs(slots.astype(np.uint64), values),
            gone,
        )
        write_all(self._file, content, tail * BLOCK)
        self._commit(change)

    def _count_changes(self, content: bytes, blocks: Words, before: Words) -> tuple[Words, NDArray[np.int64]]:
        words = np.frombuffer(content, dtype="<u4")
        starts = ((blocks.cumsum() - blocks)[blocks > 0] * np.uint64(BLOCK_WORDS)).astype(np.int64)
        new = self._counted(words, starts)
        gone = (before[before > 0] >> np.uint64(LENGTH_BITS)).astype(np.int64) * BLOCK_WORDS
        old = self._counted(self._rows, gone)
        by = np.concatenate((np.ones(len(new), dtype=np.int64), np.full(len(old), -1, dtype=np.int64)))
        return summed(np.concatenate((new, old)), by)

    def _commit(self, change: Change) -> None:
        if self._durable:
            os.fsync(self._file)
            self._journal.append(change)
        self._apply(change)
        if self._journal.size > max(JOURNAL_LEAST, self._slots().nbytes):
            self.settle()

    def _apply(self, change: Change) -> None:
        """Do what a change says; again is no harm. Places first, so that nobody finds a row that is being zeroed."""
        self._reach(int(change.places[:, 0].max(initial=HEADS)) - HEADS)
        self._places[change.places[:, 0].astype(np.int64)] = change.places[:, 1]
        self._slots()[change.slots[:, 0].astype(np.int64)] = change.slots[:, 1]
        for block, count in change.gone.tolist():
            write_zeros(self._file, block * BLOCK, count * BLOCK)

    def _slots(self) -> Words:
        self.counts(np.zeros(0, dtype=np.uint64))  # opens the tally that the head names
        return self._tally[1]

    def _grow_places(self, number: int) -> None:
        needed = (HEADS + number + 1) * 8
        if needed <= self._places.nbytes:
            return
        size = max(needed, self._places.nbytes * 3 // 2) // PAGE * PAGE + PAGE
        descriptor = open_private(self.folder / PLACES)
        try:
            write_zeros(descriptor, self._places.nbytes, size - self._places.nbytes)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        self._places = self._open_places()

    def _room(self, size: int) -> None:
        """Let the rows' file reach so many bytes beyond the tail, by a hole, so that readers map it anew but seldom."""
        needed = int(self._places[HEAD_TAIL]) * BLOCK + size + PAGE
        if needed > os.fstat(self._file).st_size:
            os.ftruncate(self._file, (max(needed, needed * 5 // 4) // ROWS_STEP + 1) * ROWS_STEP)
            self._rows = self._open_rows()

    def _grow_tally(self, keys: int) -> None:
        """Lay the tally out anew in a file of its own, then name that in the head."""
        self.settle()
        old = self._slots()
        new = grown(old, keys)
        before = int(self._places[HEAD_TALLY])
        word = ((before >> TALLY_BITS) + 1) << TALLY_BITS | (len(new).bit_length() - 1)
        descriptor = open_private(self.folder / tally_name(word))
        try:
            write_all(descriptor, new.astype("<u8", copy=False).tobytes(), 0)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        sync_folder(self.folder)
        head = {HEAD_TALLY: word, HEAD_USED: int((new > 0).sum())}
        self._commit(Change(pairs(np.array(list(head)), np.array(list(head.values()))), NONE, NONE))
        self.settle()
        (self.folder / tally_name(before)).unlink(missing_ok=True)


def _padded(number: int, row: bytes | None) -> bytes:
    """Fill a row up with zeros to whole blocks."""
    if not 0 <= number <= MOST_NUMBER or len(row or b"") > MOST_BLOCKS * BLOCK:
        raise ValueError("this number or row can't be kept")
    return b"" if row is None else row + bytes(-len(row) % BLOCK)
