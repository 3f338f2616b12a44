"""Turn names of files and places in them into what one generation of columns looks like on disk.

A generation is a folder with four kinds of files, all private to the user that runs the service:

- `rows`: opaque rows of 32-bit words, each beginning at a block of BLOCK bytes; appended only, never moved; zeros where
  a row was replaced or taken out. The first blocks are zeros and stand for every missing row.
- `places`: 64-bit words: a head of HEADS words, then for each number the block of its row (40 bits) and how many
  blocks it has (24 bits), 0 where there is none. A word changes at once or not at all.
- `tally-S-B`: 2^B slots of an open-addressed table of how many rows count for each key; the head names the current one.
- `journal`: what the last batches changed in the others, so that a batch is done whole whatever stops its writer.
"""

import mmap
import os
from errno import EDQUOT, ENOSPC
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from entities.errors import StoreError, StoreFull

COLUMNS_FORM = "1"  # part of a generation's name: change it with anything said above
ROWS, PLACES, JOURNAL = "rows", "places", "journal"
BLOCK = 32  # bytes
BLOCK_WORDS = BLOCK // 4
LENGTH_BITS = 24  # of a place: blocks of a row
MOST_BLOCKS = (1 << LENGTH_BITS) - 1
FIRST_BLOCK = 4  # the blocks before are zeros: the head of a missing row is read there
MOST_NUMBER = (1 << 32) - 1

HEADS = 8  # words before the first number's place
HEAD_TAIL, HEAD_LIVE, HEAD_ROWS, HEAD_TALLY, HEAD_USED, HEAD_WHOLE = range(6)
# The next free block; blocks of rows that stand; rows that stand; which tally counts; its slots that aren't free;
# whether every document of the index was once put in.
TALLY_BITS = 8  # of HEAD_TALLY: the exponent of its size; the rest is its number

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600
PAGE = 4096
ROWS_STEP = 1 << 16  # bytes by which the rows' file grows at least; a hole until something is written there
ZEROS = bytes(1 << 20)

Words = NDArray[np.uint64]


def tally_name(word: int) -> str:
    """Name the file of the tally that a head names."""
    return f"tally-{word >> TALLY_BITS}-{word & ((1 << TALLY_BITS) - 1)}"


def typed(error: OSError) -> StoreError:
    """Say what went wrong with a file in our words."""
    if error.errno in (ENOSPC, EDQUOT):
        return StoreFull()
    return StoreError(f"a column file can't be used ({os.strerror(error.errno or 0)})")


def open_private(path: Path) -> int:
    """Open a file for reading and writing, made where there is none."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE_FILE)


def write_all(descriptor: int, content: bytes | memoryview, at: int) -> None:
    """Write all of the content from byte `at` on."""
    left = memoryview(content)
    while left:
        written = os.pwrite(descriptor, left, at)
        left, at = left[written:], at + written


def write_zeros(descriptor: int, at: int, size: int) -> None:
    """Write `size` zero bytes from byte `at` on: the disk has room for them from then on."""
    while size > 0:
        part = min(size, len(ZEROS))
        write_all(descriptor, memoryview(ZEROS)[:part], at)
        at, size = at + part, size - part


def sync_folder(folder: Path) -> None:
    """Make a folder's entries durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Make durable what was written into a file, also through a map of it."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def mapped(path: Path, *, write: bool = False) -> mmap.mmap:
    """Map a whole file, which must not be empty; what others write into it is seen at once."""
    descriptor = os.open(path, (os.O_RDWR if write else os.O_RDONLY) | os.O_CLOEXEC)
    try:
        protection = mmap.PROT_READ | (mmap.PROT_WRITE if write else 0)
        return mmap.mmap(descriptor, 0, flags=mmap.MAP_SHARED, prot=protection)
    finally:
        os.close(descriptor)
