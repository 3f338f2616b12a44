"""Turn names into arrays that tasks share: kept in memory here, in mapped files where the edge says so."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from typing import Any, Protocol, TypeVar

import pyarrow as pa

from matcher.side import Array

Part = Callable[[], pa.Table]  # reads some of the profiles; picklable where tasks run in other processes
T = TypeVar("T")


class Shelf(Protocol):
    """Where arrays lie by name; picklable where tasks run in other processes."""

    def put(self, name: str, arrays: Mapping[str, Array]) -> None:
        """Keep arrays under a name that nothing lies under yet."""

    def get(self, name: str) -> Mapping[str, Array]:
        """Give the arrays under a name, for reading only."""


class MemoryShelf:
    """A shelf in this process's memory."""

    def __init__(self) -> None:
        self._kept: dict[str, Mapping[str, Array]] = {}

    def put(self, name: str, arrays: Mapping[str, Array]) -> None:
        """Keep arrays under a name."""
        self._kept[name] = dict(arrays)

    def get(self, name: str) -> Mapping[str, Array]:
        """Give the arrays under a name."""
        return self._kept[name]


def worked(workers: Executor | None, task: Callable[..., T], wanted: Iterable[tuple[Any, ...]]) -> Iterator[T]:
    """Do a task for each tuple of arguments, here or by workers; answers come in order."""
    if workers is None:
        for some in wanted:
            yield task(*some)
        return
    for future in [workers.submit(task, *some) for some in wanted]:
        yield future.result()
