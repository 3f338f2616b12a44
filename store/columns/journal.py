"""Turn one batch of changes into a record that is whole or not there, or records back into changes."""

import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from store.columns.layout import Words, open_private, write_all

MAGIC = 0x74_6A_63_6F_6C_75_6D_6E
HEAD_WORDS = 5  # MAGIC, checksum of the rest, how many places, slots and stretches change


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """What becomes of words of `places` and of slots of the tally (at, value), which blocks to zero (first, how many).

    Doing it twice is the same as doing it once. Each field is a matrix of two columns.
    """

    places: Words
    slots: Words
    gone: Words

    def to_bytes(self) -> bytes:
        """Write the record."""
        parts = [np.array([len(part) for part in (self.places, self.slots, self.gone)], dtype=np.uint64)]
        parts += [part.ravel() for part in (self.places, self.slots, self.gone)]
        rest = np.concatenate(parts).astype("<u8", copy=False).tobytes()
        return np.array([MAGIC, zlib.crc32(rest)], dtype="<u8").tobytes() + rest


class Journal:
    """The records of one generation's journal, in order."""

    def __init__(self, path: Path) -> None:
        self._descriptor = open_private(path)
        self.size = os.fstat(self._descriptor).st_size

    def append(self, change: Change) -> None:
        """Add one record, durable on return; one that couldn't be written whole is as if it never was."""
        record = change.to_bytes()
        write_all(self._descriptor, record, self.size)
        os.fsync(self._descriptor)
        self.size += len(record)

    def changes(self) -> Iterator[Change]:
        """Read the whole records up to the first torn one."""
        words = np.frombuffer(os.pread(self._descriptor, self.size // 8 * 8, 0), dtype="<u8")
        while len(words) >= HEAD_WORDS and words[0] == MAGIC:
            counts = [int(count) for count in words[2:HEAD_WORDS]]
            end = HEAD_WORDS + 2 * sum(counts)
            if end > len(words) or words[1] != zlib.crc32(words[2:end].tobytes()):
                return
            bounds = np.cumsum([HEAD_WORDS, *(2 * count for count in counts)])
            parts = [words[first:last].reshape(-1, 2) for first, last in pairwise(bounds)]
            yield Change(*parts)
            words = words[end:]

    def clear(self) -> None:
        """Forget all records: what they say is durable elsewhere."""
        os.ftruncate(self._descriptor, 0)
        os.fsync(self._descriptor)
        self.size = 0

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._descriptor)


def pairs(at: Words, values: Words) -> Words:
    """Join places with values as a record has them."""
    return np.stack((at.astype(np.uint64), values.astype(np.uint64)), axis=1)
