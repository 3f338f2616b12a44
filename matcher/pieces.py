"""Turn texts into pieces of one long row of bytes, so that all are cut, filtered and hashed at once.

What is read so gives the hashes that `fields` and `mailboxes` give text by text; only plain ASCII texts are read so.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from matcher.columns import Texts, texts_of
from matcher.hashing import I64, U64, span_hashes
from matcher.ragged import offsets_of, ranges

U8 = npt.NDArray[np.uint8]
Bools = npt.NDArray[np.bool_]
LOWER = np.arange(256, dtype=np.uint8)
LOWER[65:91] += 32


def table_of(letters: str) -> Bools:
    """Make a table of bytes: true for these letters."""
    table = np.zeros(256, bool)
    table[np.frombuffer(letters.encode(), np.uint8)] = True
    return table


LETTERS = table_of("abcdefghijklmnopqrstuvwxyz")
DIGITS = table_of("0123456789")
WORD = LETTERS | DIGITS


@dataclass(frozen=True, slots=True)
class Pieces:
    """Pieces of a row of bytes, in order and apart: piece i from starts[i] to ends[i]."""

    content: U8
    starts: I64
    ends: I64

    @property
    def lengths(self) -> I64:
        """Count the bytes of each piece."""
        return self.ends - self.starts

    def only(self, kept: npt.NDArray[np.int64] | Bools) -> "Pieces":
        """Keep some pieces."""
        return Pieces(self.content, self.starts[kept], self.ends[kept])

    def count(self, table: Bools) -> I64:
        """Count each piece's bytes of a kind."""
        places = np.flatnonzero(table[self.content])
        found: I64 = np.searchsorted(places, self.ends) - np.searchsorted(places, self.starts)
        return found

    def first(self, table: Bools) -> I64:
        """Give the place of each piece's first byte of a kind; its end where there is none."""
        places = np.append(np.flatnonzero(table[self.content]), len(self.content))
        found: I64 = np.minimum(places[np.searchsorted(places, self.starts)], self.ends)
        return found

    def after_last(self, table: Bools) -> I64:
        """Give the place behind each piece's last byte of a kind; its start where there is none."""
        places = np.append(-1, np.flatnonzero(table[self.content]))
        found: I64 = np.maximum(places[np.searchsorted(places, self.ends) - 1] + 1, self.starts)
        return found

    def begins(self, text: str) -> Bools:
        """Tell which pieces begin with a text."""
        wanted = np.frombuffer(text.encode(), np.uint8)
        found = self.lengths >= len(wanted)
        for at, byte in enumerate(wanted.tolist()):
            some = np.flatnonzero(found)
            found[some] = self.content[self.starts[some] + at] == byte
        return found

    def kept(self, table: Bools) -> "Pieces":
        """Drop all bytes but those of a kind."""
        filled = np.flatnonzero(self.ends > self.starts)
        steps = np.zeros(len(self.content) + 1, np.int8)  # 1 where a piece begins, -1 where it has ended
        steps[self.starts[filled]] = 1
        steps[self.ends[filled]] -= 1
        inside = np.cumsum(steps[:-1], dtype=np.int8).view(np.bool_)
        good = np.flatnonzero(inside & table[self.content])
        return Pieces(self.content[good], np.searchsorted(good, self.starts), np.searchsorted(good, self.ends))

    def hashes(self) -> tuple[U64, U64]:
        """Hash the pieces, as `hashing.text_hashes` does."""
        return span_hashes(self.content, self.starts, self.lengths)

    def texts(self) -> pa.Array:
        """Give the pieces as texts."""
        held = self.content[ranges(self.starts, self.lengths)]
        return texts_of(offsets_of(self.lengths), held)

    def text(self, at: int) -> str:
        """Give one piece."""
        return self.content[self.starts[at] : self.ends[at]].tobytes().decode()


def pieces_of(texts: Texts) -> Pieces:
    """Take texts as pieces, ASCII capitals made small; a byte behind them lets empty ones be looked at."""
    return Pieces(
        np.append(LOWER[texts.content], np.uint8(0)),
        texts.offsets[:-1].astype(np.int64),
        texts.offsets[1:].astype(np.int64),
    )
