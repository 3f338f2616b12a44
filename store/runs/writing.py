"""Turn arrays that come one after another into a durable file, and what a manifest says of it."""

import json
import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from store.columns.layout import open_private, write_all
from store.runs.layout import ALIGNED, DEAD_TYPE, LENGTH_BYTES, MAGIC, Sealer, check_of

Arrays = Iterable[tuple[str, NDArray[Any]]]
SEALED_KIND = "run"  # of what is sealed


def write_run(file: Path, arrays: Arrays, sealer: Sealer | None, sealed: frozenset[str]) -> dict[str, Any]:
    """Write a run, one array in memory at a time; durable on return. Gives what the manifest says of it.

    `sealed` names the arrays that are sealed under the file's name.
    """
    foot: list[list[Any]] = []
    at = 0
    with new_file(file) as descriptor:
        for name, given in arrays:
            array = np.ascontiguousarray(given)
            stored = array.astype(array.dtype.newbyteorder("<"), copy=False)
            hidden = sealer is not None and name in sealed
            content: bytes | memoryview = stored.data.cast("B") if stored.size else b""
            if hidden:
                assert sealer is not None
                content = sealer.seal(SEALED_KIND, f"{file.name}/{name}", bytes(content))
            write_all(descriptor, content, at)
            size = len(content)
            foot.append([name, stored.dtype.str, list(stored.shape), at, size, zlib.crc32(content), hidden])
            at += size + -size % ALIGNED
        tail = json.dumps(foot, separators=(",", ":")).encode()
        write_all(descriptor, tail + len(tail).to_bytes(LENGTH_BYTES, "little") + MAGIC, at)
        os.fsync(descriptor)
        return {"name": file.name, "size": os.fstat(descriptor).st_size, "check": check_of(tail)}


def write_dead(file: Path, rows: NDArray[np.int64]) -> dict[str, Any]:
    """Write sorted rows; durable on return. Gives what the manifest says of them."""
    content = rows.astype(DEAD_TYPE).tobytes()
    with new_file(file) as descriptor:
        write_all(descriptor, content, 0)
        os.fsync(descriptor)
    return {"name": file.name, "size": len(content), "check": check_of(content)}


@contextmanager
def new_file(file: Path) -> Iterator[int]:
    """Open a new file for as long as a block lasts; one that the block fails to write is removed."""
    descriptor = open_private(file)
    try:
        yield descriptor
    except Exception:
        with suppress(OSError):
            file.unlink()
        raise
    finally:
        os.close(descriptor)
