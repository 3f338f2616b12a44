"""Turn what a manifest names into arrays mapped from files, as they were when it counted."""

import json
import mmap
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from entities.errors import StoreCorrupt
from store.columns.layout import mapped
from store.runs.layout import DEAD_TYPE, LENGTH_BYTES, MAGIC, TAIL, Sealer, check_of
from store.runs.writing import SEALED_KIND

NOBODY: NDArray[np.int64] = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One run as it lies in its file: read-only arrays by name, and the sorted rows that stand no more.

    What was sealed was opened in memory; all else is mapped, so that only what is looked at is read. The file may go
    meanwhile: the arrays stay.
    """

    name: str
    size: int
    arrays: Mapping[str, NDArray[Any]]
    dead: NDArray[np.int64]
    entry: Mapping[str, Any]  # what the manifest says of it


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """All runs that count, in order, and what their owner noted about them in numbers."""

    generation: int
    state: Mapping[str, int]
    parts: tuple[Part, ...]


def open_part(folder: Path, entry: Mapping[str, Any], sealer: Sealer | None, whole_upto: int) -> Part:
    """Map a run; one of at most `whole_upto` bytes is read and checked as a whole.

    Raises StoreCorrupt where the files aren't those that the manifest names, OSError where they can't be read.
    """
    content = mapped(folder / entry["run"]["name"])
    foot = _foot(content, entry["run"])
    arrays = {one[0]: _array(content, one, sealer, entry["run"]["name"]) for one in foot}
    if len(content) <= whole_upto:
        check_arrays(content, foot)
    dead = NOBODY if entry["dead"] is None else _dead(folder, entry["dead"])
    return Part(entry["run"]["name"], len(content), MappingProxyType(arrays), dead, entry)


def check_arrays(content: mmap.mmap, foot: list[list[Any]]) -> None:
    """Compare all arrays of a run with their checksums; raises StoreCorrupt."""
    view = memoryview(content)
    for name, _, _, at, size, check, _ in foot:
        if zlib.crc32(view[at : at + size]) != check:
            raise StoreCorrupt(f"the matching keys named {name} were changed")


def whole(folder: Path, entry: Mapping[str, Any]) -> bool:
    """Read a run from end to end, and tell whether it is as it was written."""
    try:
        content = mapped(folder / entry["run"]["name"])
        check_arrays(content, _foot(content, entry["run"]))
    except (OSError, StoreCorrupt):
        return False
    return True


def _foot(content: mmap.mmap, said: Mapping[str, Any]) -> list[list[Any]]:
    size = len(content)
    if size != said["size"] or size < TAIL or content[size - len(MAGIC) :] != MAGIC:
        raise StoreCorrupt("a file of matching keys has another size than was noted")
    length = int.from_bytes(content[size - TAIL : size - TAIL + LENGTH_BYTES], "little")
    raw = content[max(0, size - TAIL - length) : size - TAIL]
    if check_of(raw) != said["check"]:
        raise StoreCorrupt("a file of matching keys isn't the one that was noted")
    foot: list[list[Any]] = json.loads(raw)
    return foot


def _array(content: mmap.mmap, line: list[Any], sealer: Sealer | None, file: str) -> NDArray[Any]:
    name, form, shape, at, size, _, hidden = line
    kind = np.dtype(form)
    if not hidden:
        count = size // kind.itemsize
        return np.frombuffer(content, kind, count, at).reshape(shape) if count else _nothing(kind, shape)
    if sealer is None:
        raise StoreCorrupt("matching keys are sealed, and there is no key")
    plain = sealer.open(SEALED_KIND, f"{file}/{name}", content[at : at + size])
    return np.frombuffer(plain, kind).reshape(shape)


def _nothing(kind: np.dtype[Any], shape: list[int]) -> NDArray[Any]:
    empty = np.zeros(shape, kind)
    empty.flags.writeable = False
    return empty


def _dead(folder: Path, said: Mapping[str, Any]) -> NDArray[np.int64]:
    raw = (folder / said["name"]).read_bytes()
    if len(raw) != said["size"] or check_of(raw) != said["check"]:
        raise StoreCorrupt("a list of dead rows isn't the one that was noted")
    return np.frombuffer(raw, DEAD_TYPE).astype(np.int64)
