"""Turn a process and its children into the memory that they take together."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SAMPLE_SECONDS = 0.5


def children(pid: int) -> list[int]:
    """List the processes that a process started, and theirs."""
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return []
    own = [int(one) for one in text.split()]
    return own + [deep for one in own for deep in children(one)]


@contextmanager
def memory(root: int) -> Iterator[list[int]]:
    """Watch the proportional memory of the service and its children, in bytes."""
    seen: list[int] = [0]
    stop = threading.Event()

    def watch() -> None:
        while not stop.wait(SAMPLE_SECONDS):
            seen.append(sum(map(pss, [root, *children(root)])))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield seen
    finally:
        stop.set()
        thread.join()


def pss(pid: int) -> int:
    """Read a process's proportional memory in bytes, 0 where it is gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1_024 for line in lines if line.startswith("Pss:")), 0)
