"""Turn folders of tantivy indices into an engine.

Any process may read; the one that writes an index owns it while its writer is open (others get Locked). A commit is
durable before `apply` returns, and the next snapshot sees it.
"""

import re
import shutil
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from pathlib import Path

import tantivy
from tantivy.tantivy import __version__

from entities.errors import EngineDown, Locked, TalentjoinError
from indexing.engine import Action, Upsert, slot_of
from indexing.reads import Reads
from indexing.tantivy.generations import Generation, current_name, make_current, next_name, remove_leftovers
from indexing.tantivy.rebuild import TantivyRebuild
from indexing.tantivy.snapshot import TantivySnapshot
from indexing.tantivy.writing import put, typed_errors

OPEN_LIMIT = 64  # each open index keeps a thread
WRITER_LIMIT = 4  # each writer keeps threads and up to its heap
HEAP_MB = 64
REBUILD_HEAPS = 3  # heaps of a rebuild's writer: few large segments, so that few are merged
OPEN_ATTEMPTS = 3  # another process may swap generations between reading CURRENT and opening
INDEX_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,199}")


class TantivyEngine(Reads):
    """Keeps each index in a folder under `root`, at most `open_limit` of them open for reading at a time."""

    def __init__(self, root: Path, *, open_limit: int = OPEN_LIMIT, heap_mb: int = HEAP_MB) -> None:
        self._root = root
        self._open_limit = open_limit
        self._heap = heap_mb * 1_000_000
        self._lock = threading.RLock()  # guards the tables; never waits for a lock of `_owning`
        self._open: OrderedDict[str, Generation] = OrderedDict()
        self._writers: OrderedDict[str, tantivy.IndexWriter] = OrderedDict()
        self._owning: dict[str, threading.RLock] = {}
        self._rebuilds: dict[str, TantivyRebuild] = {}
        self._tidied: set[str] = set()
        self._closed = False

    def apply(self, index: str, actions: Sequence[Action]) -> None:
        """Do the actions in one commit, durable on return; the last action on a document wins."""
        changed = {slot_of(action): action.document if isinstance(action, Upsert) else None for action in actions}
        if not changed:
            return
        with self._owned(index):
            generation = self._generation(index) or self._create(index)
            try:
                writer = self._writer(index, generation)
                with typed_errors():
                    for slot, document in changed.items():
                        put(writer, generation.schema, slot, document)
                    writer.commit()
            except TalentjoinError:
                self._writers.pop(index, None)  # drops what was written since the last commit
                raise
            if index in self._rebuilds:
                self._rebuilds[index].mirror(changed)

    def snapshot(self, *indices: str) -> TantivySnapshot:
        """Pin indices as they are now, all at once."""
        with self._lock, typed_errors():
            found = {index: self._generation(index) for index in indices}
            return TantivySnapshot({index: one.pin() for index, one in found.items() if one is not None})

    def rebuild(self, index: str) -> TantivyRebuild:
        """Begin a new generation; raises Locked while another one is in the making."""
        with self._owned(index):
            if index in self._rebuilds:
                raise Locked("a rebuild of this index is under way")
            folder = self._folder(index)
            with typed_errors():
                generation = Generation(folder / next_name(folder), create=True)
            rebuild = TantivyRebuild(
                generation,
                self._heap * REBUILD_HEAPS,
                turn=lambda: self._owned(index),
                finish=lambda ended: self._finish(index, ended),
                abandon=lambda: self._abandon(index),
            )
            self._rebuilds[index] = rebuild
            return rebuild

    def drop(self, index: str) -> None:
        """Forget the index and all its generations; snapshots in use go on."""
        with self._owned(index), self._lock:
            if index in self._rebuilds:
                self._rebuilds[index].end()
            self._close_writer(index)
            self._open.pop(index, None)
            shutil.rmtree(self._folder(index), ignore_errors=True)

    def health(self) -> Mapping[str, str]:
        """Describe the engine; raises EngineDown where its folder can't be used or it is closed."""
        if self._closed:
            raise EngineDown("the engine is closed")
        with typed_errors():
            self._root.mkdir(parents=True, exist_ok=True)
            held = sum(entry.is_dir() for entry in self._root.iterdir())
        return {"engine": "tantivy", "version": __version__, "indices": str(held), "open": str(len(self._open))}

    def close(self) -> None:
        """Wait for merges, then let go of files, locks and threads."""
        with self._lock:
            self._closed = True
            indices = list(self._writers)
        for index in indices:
            with self._owned_anyway(index):
                self._close_writer(index)
        self._open.clear()

    def _folder(self, index: str) -> Path:
        if not INDEX_NAME.fullmatch(index):
            raise EngineDown("an index name may hold small letters, digits, hyphens and underscores only")
        return self._root / index

    def _owned_anyway(self, index: str) -> threading.RLock:
        with self._lock:
            return self._owning.setdefault(index, threading.RLock())

    def _owned(self, index: str) -> threading.RLock:
        if self._closed:
            raise EngineDown("the engine is closed")
        return self._owned_anyway(index)

    def _generation(self, index: str) -> Generation | None:
        """Open the generation that counts, None where the index was never written."""
        if self._closed:
            raise EngineDown("the engine is closed")
        folder = self._folder(index)
        with self._lock, typed_errors():
            for attempt in range(OPEN_ATTEMPTS):
                name = current_name(folder)
                held = self._open.pop(index, None)
                if name is None:
                    return None
                try:
                    generation = held if held and held.folder.name == name else Generation(folder / name)
                except ValueError:
                    if attempt + 1 == OPEN_ATTEMPTS:
                        raise
                    continue
                self._keep_open(index, generation)
                return generation
        return None

    def _keep_open(self, index: str, generation: Generation) -> None:
        self._open[index] = generation
        while len(self._open) > self._open_limit:
            self._open.popitem(last=False)

    def _create(self, index: str) -> Generation:
        folder = self._folder(index)
        with self._lock, typed_errors():
            generation = Generation(folder / next_name(folder), create=True)
            make_current(folder, generation.folder.name)
            self._keep_open(index, generation)
            return generation

    def _writer(self, index: str, generation: Generation) -> tantivy.IndexWriter:
        with self._lock:
            if index in self._writers:
                self._writers.move_to_end(index)
                return self._writers[index]
            idle = [other for other in self._writers if other != index]
        while len(self._writers) >= WRITER_LIMIT and idle:
            self._close_if_idle(idle.pop(0))
        with typed_errors():
            writer = generation.index.writer(self._heap, 1)
        self._tidy(index, {generation.folder.name})
        with self._lock:
            self._writers[index] = writer
        return writer

    def _tidy(self, index: str, keep: set[str]) -> None:
        """Remove what a crash left in an index's folder, before this process makes anything there."""
        if index not in self._tidied:
            self._tidied.add(index)
            rebuild = self._rebuilds.get(index)
            remove_leftovers(self._folder(index), keep | ({rebuild.generation.folder.name} if rebuild else set()))

    def _close_if_idle(self, index: str) -> None:
        owning = self._owned_anyway(index)
        if owning.acquire(blocking=False):
            try:
                self._close_writer(index)
            finally:
                owning.release()

    def _close_writer(self, index: str) -> None:
        with self._lock:
            writer = self._writers.pop(index, None)
        if writer is not None:
            with typed_errors():
                writer.wait_merging_threads()

    def _finish(self, index: str, rebuild: TantivyRebuild) -> None:
        """Let a rebuilt generation count; the index's lock is held."""
        del self._rebuilds[index]
        self._close_writer(index)  # its threads would go on writing into the old folder
        folder, name = self._folder(index), rebuild.generation.folder.name
        with self._lock, typed_errors():
            make_current(folder, name)
            old = self._open.pop(index, None)
            if old is None:
                remove_leftovers(folder, {name})
            else:
                old.retire()
            self._keep_open(index, rebuild.generation)

    def _abandon(self, index: str) -> None:
        del self._rebuilds[index]
