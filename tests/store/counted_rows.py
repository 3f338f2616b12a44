"""Turn lists of keys into rows that count for them, and rows back, for tests that keep columns."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from store.columns import Columns

INDEX = "tj-test"
KEYS = 40  # small numbers, so that many rows count for the same ones
NUMBERS = 60
END = 0xFFFFFFFF


@pytest.fixture
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give up, for speed, what only a power cut would show."""
    monkeypatch.setattr("os.fsync", lambda _: None)


def row_of(keys: Iterable[int]) -> bytes:
    """Write how many keys, then the keys, then a word that is no zero."""
    listed = list(keys)
    return np.array([len(listed), *listed, END], dtype="<u4").tobytes()


def counted(words: NDArray[np.uint32], starts: NDArray[np.int64]) -> NDArray[np.uint64]:
    """List what rows count for."""
    parts = [words[first + 1 : first + 1 + int(words[first])] for first in starts.tolist()]
    return np.concatenate([np.zeros(0, dtype=np.uint64), *(part.astype(np.uint64) for part in parts)])


def opened(root: Path, *, form: str = "1", most_open: int = 4) -> Columns:
    """Open columns of such rows."""
    return Columns(root, counted, form=form, most_open=most_open)


def shown(columns: Columns, numbers: int = NUMBERS) -> dict[int, bytes]:
    """Read every row, without the zeros that fill it up."""
    read = columns.read(INDEX, np.arange(numbers))
    assert read is not None
    assert read.stands()
    return {at: read.row(at).rstrip(b"\0") for at in np.flatnonzero(read.found).tolist()}


def tallied(columns: Columns) -> Counter[int]:
    """Read what every key counts."""
    keys = range(1, KEYS + 1)
    counts = columns.counts(INDEX, np.array(keys, dtype=np.uint64)).tolist()
    return Counter({key: count for key, count in zip(keys, counts, strict=True) if count})


def check(columns: Columns, truth: Mapping[int, bytes]) -> None:
    """Compare rows and counts with a dictionary."""
    assert shown(columns) == truth
    assert tallied(columns) == recounted(truth)


def recounted(truth: Mapping[int, bytes]) -> Counter[int]:
    """Count slowly what rows count for."""
    return Counter(key for row in truth.values() for key in np.frombuffer(row, dtype="<u4")[1:-1].tolist())


def after(truth: Mapping[int, bytes], batch: Mapping[int, bytes | None]) -> dict[int, bytes]:
    """Do slowly what a batch does."""
    changed = {**truth, **batch}
    return {number: row for number, row in changed.items() if row is not None}
