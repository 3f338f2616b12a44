"""Turn the folder of a set of runs into what lies in it on disk.

- `run-N`: one run: its arrays one after another, each beginning at a multiple of ALIGNED bytes, then a foot: a JSON
  list of (name, type, shape, place, size, checksum, whether it is sealed), the foot's length, MAGIC. Written once.
- `dead-N`: the rows of one run that stand no more, sorted, as 32-bit numbers. Written once.
- `MANIFEST`: which of these count, each with its size and checksum, and what their owner notes about them. Renaming a
  new manifest over the old one is the whole change: what no manifest names is nothing, and is removed by the next one.
"""

import os
import re
from errno import EDQUOT, ENOSPC
from hashlib import blake2b
from typing import Protocol

from entities.errors import StoreError, StoreFull

RUNS_FORM = 1  # part of every manifest: change it with anything said above
MANIFEST = "MANIFEST"
NAMED = re.compile(r"(run|dead)-(\d{8})")
ALIGNED = 64  # bytes
MAGIC = b"tjruns01"
LENGTH_BYTES = 8  # of the foot's length, little-endian
TAIL = LENGTH_BYTES + len(MAGIC)
DEAD_TYPE = "<u4"
CHECK_BYTES = 16


class Sealer(Protocol):
    """Seals bytes for a name, and opens them for that name only."""

    def seal(self, kind: str, name: str, plain: bytes) -> bytes:
        """Seal them."""

    def open(self, kind: str, name: str, sealed: bytes) -> bytes:
        """Open them; raises StoreCorrupt."""


def check_of(content: bytes | memoryview) -> str:
    """Sum up bytes that were read whole."""
    return blake2b(content, digest_size=CHECK_BYTES).hexdigest()


def typed(error: OSError) -> StoreError:
    """Say what went wrong with a file in our words."""
    if error.errno in (ENOSPC, EDQUOT):
        return StoreFull()
    return StoreError(f"a file of matching keys can't be used ({os.strerror(error.errno or 0)})")
