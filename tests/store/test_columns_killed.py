"""Whatever stops a writer, wherever: what was acknowledged is there, a batch is there whole or not at all."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import numpy as np
import pytest

from entities.errors import StoreFull
from store.columns import Columns, writing
from tests.store.counted_rows import (
    INDEX,
    KEYS,
    NUMBERS,
    after,
    check,
    opened,
    quick_disk,
    recounted,
    row_of,
    shown,
    tallied,
)

__all__ = ["quick_disk"]
pytestmark = pytest.mark.usefixtures("quick_disk")

CALLS = ("pwrite", "fsync", "ftruncate", "open", "rename", "replace")
ROOT = Path(__file__).parents[2]


class Killed(BaseException):
    """Stands for the end of a process: nothing after it is done."""


@contextmanager
def killed_at(monkeypatch: pytest.MonkeyPatch, call: int, *, torn: bool) -> Iterator[list[int]]:
    """Stop at the n-th call that changes a file, or between two halves of what a change says; a write may be torn."""
    calls = [0]

    def counting(real: Callable[..., object], *, tears: bool) -> Callable[..., object]:
        def wrapped(*args: object, **kwargs: object) -> object:
            calls[0] += 1
            if calls[0] == call:
                if torn and tears:
                    descriptor, content, at = args
                    real(descriptor, memoryview(content)[: len(content) // 2], at)  # type: ignore[arg-type]  # as in os
                raise Killed
            if calls[0] > call:
                raise Killed  # nobody tidies up behind a process that is gone
            return real(*args, **kwargs)

        return wrapped

    with monkeypatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, counting(getattr(os, name), tears=name == "pwrite"))
        patch.setattr(writing.Writer, "_slots", counting(writing.Writer._slots, tears=False))
        yield calls


def random_batch(random: Random, size: int) -> dict[int, bytes | None]:
    def row() -> bytes | None:
        return row_of(random.choices(range(1, KEYS + 1), k=random.randint(0, 9))) if random.random() < 0.8 else None

    return {random.randrange(NUMBERS): row() for _ in range(size)}


@pytest.mark.parametrize("torn", [False, True])
@pytest.mark.parametrize("work", ["put", "grow", "compact"])
def test_a_kill_at_any_point_leaves_a_whole_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: str, *, torn: bool
) -> None:
    random = Random(7)
    monkeypatch.setattr(writing, "JOURNAL_LEAST", 600)  # so that the journal is emptied now and then
    truth: dict[int, bytes] = {}
    columns = opened(tmp_path / "live")
    for _ in range(4):
        batch = random_batch(random, 12)
        columns.put(INDEX, batch)
        truth = after(truth, batch)
    batch = random_batch(random, 10)
    if work == "grow":  # places and tally
        batch[40_000] = row_of(range(1_000, 3_000))
    columns.close()
    done = False
    for call in range(1, 400):
        root = tmp_path / "killed"
        shutil.copytree(tmp_path / "live", root)
        victim = opened(root)
        with killed_at(monkeypatch, call, torn=torn):
            try:
                victim.compact(INDEX) if work == "compact" else victim.put(INDEX, batch)
                done = True
            except Killed:
                pass
        found = opened(root)
        found.put(INDEX, {})  # a writer opens, and finishes or forgets what was begun
        states = [truth] if work == "compact" else [truth, after(truth, batch)]
        assert state(found) in [(one, recounted(one)) for one in (states[-1:] if done else states)]
        found.put(INDEX, batch)
        assert state(found) == (after(truth, batch), recounted(after(truth, batch)))
        found.close()
        shutil.rmtree(root)
        if done:
            assert call > 5
            return
    pytest.fail("never done")


def state(columns: Columns) -> tuple[dict[int, bytes], dict[int, int]]:
    keys = np.arange(1, 3_000, dtype=np.uint64)
    counts = columns.counts(INDEX, keys).tolist()
    return shown(columns, 40_001), {key: count for key, count in zip(keys.tolist(), counts, strict=True) if count}


def test_a_journal_torn_at_any_byte_loses_nothing_acknowledged(tmp_path: Path) -> None:
    before = {1: row_of([1, 2]), 2: row_of([3]), 3: row_of([3, 4])}
    batch: dict[int, bytes | None] = {2: row_of([5, 5, 6]), 3: None, 4: row_of([1])}
    columns = opened(tmp_path / "a")
    columns.put(INDEX, before)
    columns.close()
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    columns = opened(tmp_path / "b")
    columns.put(INDEX, {number: row for number, row in batch.items() if row is not None})
    (written,) = (tmp_path / "b" / INDEX).glob("g*")
    journal, rows = (written / "journal").read_bytes(), (written / "rows").read_bytes()
    assert len(journal) > 100
    (old,) = (tmp_path / "a" / INDEX).glob("g*")
    for size in (*range(0, len(journal), 5), len(journal) - 1, len(journal)):
        shutil.rmtree(tmp_path / "c", ignore_errors=True)
        shutil.copytree(tmp_path / "a", tmp_path / "c")
        found = tmp_path / "c" / INDEX / old.name
        (found / "journal").write_bytes(journal[:size])
        whole = bytearray((old / "rows").read_bytes())
        whole[: len(rows)] = rows if size == len(journal) else whole[: len(rows)]
        (found / "rows").write_bytes(whole)
        columns = opened(tmp_path / "c")
        columns.put(INDEX, {})
        expected = after(before, {2: batch[2], 4: batch[4]}) if size == len(journal) else before
        check(columns, expected)
        columns.close()


def test_a_full_disk_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    columns = opened(tmp_path)
    columns.put(INDEX, {1: row_of([1])})
    real, calls = os.pwrite, [0]

    def full(descriptor: int, content: bytes, at: int) -> int:
        calls[0] += 1
        if calls[0] > 1:
            raise OSError(28, "No space left on device")
        return real(descriptor, content, at)

    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", full)
        with pytest.raises(StoreFull):
            columns.put(INDEX, {1: row_of([2]), 2: row_of([3])})
    assert shown(columns) == {1: row_of([1])}
    columns.put(INDEX, {2: row_of([3])})
    check(columns, {1: row_of([1]), 2: row_of([3])})


WRITE_ON = """
import sys
from pathlib import Path
from tests.store.counted_rows import INDEX, opened, row_of
columns = opened(Path(sys.argv[1]))
for step in range(1, 100_000):
    columns.put(INDEX, {number: row_of([step % 40 + 1] * (number + 1)) for number in range(step % 7, 30, 3)})
    print(step, flush=True)
"""


@pytest.mark.parametrize(
    "seconds", [0.3, pytest.param(0.71, marks=pytest.mark.full), pytest.param(1.3, marks=pytest.mark.full)]
)
def test_what_a_killed_process_acknowledged_is_there(tmp_path: Path, seconds: float) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WRITE_ON, str(tmp_path)], stdout=subprocess.PIPE, cwd=ROOT, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "1\n"
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        steps = [1, *(int(line) for line in process.stdout.read().split())]
    columns = opened(tmp_path)
    columns.put(INDEX, {})
    truth: dict[int, bytes] = {}
    for step in range(1, steps[-1] + 1):
        truth |= {number: row_of([step % 40 + 1] * (number + 1)) for number in range(step % 7, 30, 3)}
    last = steps[-1] + 1
    one_more = truth | {number: row_of([last % 40 + 1] * (number + 1)) for number in range(last % 7, 30, 3)}
    assert (shown(columns), tallied(columns)) in [(one, recounted(one)) for one in (truth, one_more)]
