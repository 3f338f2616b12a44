"""Turn rows from the beginning, and what is put meanwhile, into a new generation of an index's columns."""

from collections.abc import Callable, Mapping
from threading import RLock

from store.columns.writing import Writer


class ColumnsRebuild:
    """A new generation in the making, which nobody reads until `commit`.

    What is put into the index meanwhile goes into both generations and wins over what is added here.
    """

    def __init__(self, writer: Writer, lock: RLock, swap: Callable[[Writer], None]) -> None:
        self._writer, self._lock, self._swap = writer, lock, swap
        self._overtaken: set[int] = set()
        self.done = False

    def add(self, rows: Mapping[int, bytes]) -> None:
        """Put rows into the new generation."""
        with self._lock:
            self._writer.put({number: row for number, row in rows.items() if number not in self._overtaken})

    def overtake(self, rows: Mapping[int, bytes | None]) -> None:
        """Take in what is put into the index just now."""
        self._writer.put(rows)
        self._overtaken.update(rows)

    def commit(self) -> None:
        """Make the new generation durable, then let every later read see it and only it."""
        with self._lock:
            self._writer.endure()
            self._swap(self._writer)
            self.done = True
