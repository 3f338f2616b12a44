"""Turn a data folder into a place with one worker at most."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from entities.errors import Locked, StoreError


@contextmanager
def worker_lock(data: Path) -> Iterator[None]:
    """Hold the folder's worker lock; the kernel frees it when the process dies.

    Raises:
        Locked: another process is the worker of this folder.
        StoreError: the folder can't be written.

    """
    with _opened(data) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Locked("another process is this data folder's worker") from None
        yield


def _opened(data: Path) -> TextIO:
    try:
        data.mkdir(parents=True, exist_ok=True)
        return (data / "worker.lock").open("a", encoding="ascii")
    except OSError as error:
        raise StoreError(f"the data folder can't be written: {error.strerror}") from None


def has_worker(data: Path) -> bool:
    """Tell whether a worker runs on the folder now."""
    try:
        with worker_lock(data):
            return False
    except Locked:
        return True
