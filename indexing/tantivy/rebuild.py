"""Turn documents into a new generation of an index that takes the old one's place at once."""

import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, suppress
from itertools import islice
from types import TracebackType
from typing import Self

import tantivy

from entities.document import PersonDocument
from entities.errors import EngineDown
from indexing.engine import Slot
from indexing.tantivy.generations import Generation
from indexing.tantivy.writing import put, typed_errors

TURN = 500  # documents added before a waiting `apply` gets its turn


class TantivyRebuild:
    """A new generation in the making; leaving the block without `commit` drops it.

    What is applied to the index meanwhile goes into both generations and wins over what is added here.
    """

    def __init__(
        self,
        generation: Generation,
        heap: int,
        turn: Callable[[], AbstractContextManager[object]],
        finish: Callable[["TantivyRebuild"], None],
        abandon: Callable[[], None],
    ) -> None:
        self.generation = generation
        with typed_errors():
            self._writer: tantivy.IndexWriter | None = generation.index.writer(heap, 1)
        self._turn = turn
        self._finish = finish
        self._abandon = abandon
        self._added: set[Slot] = set()
        self._applied: set[Slot] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._turn():
            self.end()

    def end(self) -> None:
        """Drop the generation unless it was committed."""
        if self._writer is not None:
            self._drop()

    def add(self, documents: Iterable[PersonDocument]) -> None:
        """Put documents into the new generation; of two with one key the later one stays."""
        waiting = iter(documents)
        while turn := list(islice(waiting, TURN)):
            with self._turn():
                for document in turn:
                    self._add(document)

    def commit(self) -> None:
        """Make the new generation durable, then let every later snapshot see it."""
        with self._turn():
            writer = self._open_writer()
            try:
                with typed_errors():
                    writer.commit()
                    writer.wait_merging_threads()
            except EngineDown:
                self._drop()
                raise
            self._writer = None
            self._finish(self)

    def mirror(self, changed: Mapping[Slot, PersonDocument | None]) -> None:
        """Repeat what was just applied to the current generation; failing here only breaks the rebuild."""
        if self._writer is None:
            return
        try:
            for slot, document in changed.items():
                put(self._writer, self.generation.schema, slot, document)
                self._applied.add(slot)
        except Exception:  # noqa: BLE001  # the apply itself has succeeded; commit will say that the rebuild has not
            self._drop()

    def _add(self, document: PersonDocument) -> None:
        writer = self._open_writer()
        slot = (document.key, document.shadow)
        if slot in self._applied:
            return
        with typed_errors():
            put(writer, self.generation.schema, slot, document, held=slot in self._added)
        self._added.add(slot)

    def _open_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            raise EngineDown("the rebuild has ended")
        return self._writer

    def _drop(self) -> None:
        writer, self._writer = self._writer, None
        self._abandon()
        if writer is not None:
            with suppress(EngineDown), typed_errors():  # its threads would go on writing into the folder
                writer.rollback()
                writer.wait_merging_threads()
        shutil.rmtree(self.generation.folder, ignore_errors=True)
