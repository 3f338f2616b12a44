"""Turn the name of an index into its columns: the generation that counts, read or written by whoever asks.

`ROOT/INDEX/CURRENT` names a generation such as `g000003-1f0c22ab`: its number and the form of its rows. A generation is
built beside the current one; renaming a new CURRENT over the old one is the whole swap. Rows of another form are never
read: their index has no row until it is rebuilt.
"""

import re
import shutil
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from entities.errors import Locked
from store.columns.generation import Counted, Generation, Read
from store.columns.layout import COLUMNS_FORM, PRIVATE_FOLDER, Words, sync_folder, typed
from store.columns.naming import Stamp, current_name, make_current, next_name, remove_others, stamp_of
from store.columns.rebuild import ColumnsRebuild
from store.columns.writing import Writer, found_generation

INDEX = re.compile(r"[a-z0-9][a-z0-9-]*")
MOST_OPEN = 64  # generations; each has three files open for reading, five more for writing
AT_ONCE = 2_000  # rows copied at a time
TRIES = 8  # a generation may be replaced just while it is opened


class Columns:
    """The columns of all indices below one folder: any number of readers in any processes, one writing process.

    `form` names how rows are made, `counted` lists what they count for. Every call may raise StoreError; StoreFull
    leaves everything as it was.
    """

    def __init__(self, root: Path, counted: Counted, *, form: str, most_open: int = MOST_OPEN) -> None:
        self._root, self._counted, self._most_open = root, counted, most_open
        self._tag = blake2b(f"{COLUMNS_FORM}/{form}".encode(), digest_size=4).hexdigest()
        self._lock = threading.RLock()  # of what is open; held for long by writers only
        self._writing = threading.RLock()
        self._readers: OrderedDict[str, tuple[Stamp | None, Generation | None]] = OrderedDict()
        self._writers: OrderedDict[str, Writer] = OrderedDict()
        self._rebuilds: dict[str, ColumnsRebuild] = {}

    def read(self, index: str, numbers: NDArray[np.int64]) -> Read | None:
        """Find the rows of some numbers; None where the index has no rows of this form."""
        with _typed():
            generation = self._current(index)
            return None if generation is None else generation.read(numbers)

    def counts(self, index: str, keys: Words) -> NDArray[np.int64]:
        """Tell how many rows of an index count for each key."""
        with _typed():
            generation = self._current(index)
            return np.zeros(len(keys), dtype=np.int64) if generation is None else generation.counts(keys)

    def fits(self, index: str) -> bool:
        """Tell whether all that was ever put into an index is there in this form; else it is to be rebuilt."""
        with _typed():
            generation = self._current(index)
            return generation is not None and generation.whole

    def dead_share(self, index: str) -> float:
        """Give the share of an index's rows file that stands for nothing: `compact` it beyond a half or so."""
        with _typed():
            generation = self._current(index)
            return 0.0 if generation is None else generation.dead_share

    def put(self, index: str, rows: Mapping[int, bytes | None]) -> None:
        """Put rows by number in place of what was there, or take them out (None); durable on return, all or none."""
        with self._writing, _typed():
            self._writer(index).put(rows)
            if index in self._rebuilds:
                self._rebuilds[index].overtake(rows)

    @contextmanager
    def rebuild(self, index: str) -> Iterator[ColumnsRebuild]:
        """Begin a new generation; leaving the block without `commit` drops it.

        Raises Locked while another one of the index is in the making.
        """
        folder = self._folder(index)
        with self._writing, _typed():
            if index in self._rebuilds:
                raise Locked("these columns are being rebuilt already")
            name = next_name(folder, self._tag)
            self._found(folder, name, whole=True)
            writer = Writer(folder / name, self._counted, durable=False)
            making = ColumnsRebuild(writer, self._writing, partial(self._swap, index))
            self._rebuilds[index] = making
        try:
            with _typed():
                yield making
        finally:
            with self._writing:
                del self._rebuilds[index]
                if not making.done:
                    writer.close()
                    shutil.rmtree(folder / name, ignore_errors=True)

    def compact(self, index: str) -> None:
        """Write the rows that stand into a new generation, without what is dead, and swap it in."""
        with self._writing, _typed():
            generation = self._current(index)
            if generation is None or not generation.whole:
                return
            with self.rebuild(index) as making:
                for first in range(0, generation.reach, AT_ONCE):
                    read = generation.read(np.arange(first, min(first + AT_ONCE, generation.reach)))
                    making.add({first + at: read.row(at) for at in np.flatnonzero(read.found).tolist()})
                making.commit()

    def drop(self, index: str) -> None:
        """Remove all that is kept of an index."""
        with self._writing, _typed():
            self._let_go(index)
            shutil.rmtree(self._folder(index), ignore_errors=True)

    def close(self) -> None:
        """Let go of all files."""
        with self._writing, _typed():
            for index in {*self._writers, *self._readers}:
                self._let_go(index)

    def _folder(self, index: str) -> Path:
        if not INDEX.fullmatch(index):
            raise ValueError("this is no name of an index")
        return self._root / index

    def _current(self, index: str) -> Generation | None:
        """Open the generation that counts, or take it as it was opened before if it still does."""
        folder = self._folder(index)
        with self._lock:
            known = self._readers.get(index)
            stamp = stamp_of(folder)
            if known is None or known[0] != stamp:
                known = stamp, self._open(folder)
                self._readers[index] = known
            self._readers.move_to_end(index)
            while len(self._readers) > self._most_open:
                self._readers.popitem(last=False)
            return known[1]

    def _open(self, folder: Path) -> Generation | None:
        for again in range(TRIES):
            name = current_name(folder, self._tag)
            try:
                return None if name is None else Generation(folder / name)
            except FileNotFoundError:
                if again == TRIES - 1:
                    raise
        return None

    def _writer(self, index: str) -> Writer:
        writer = self._writers.get(index)
        if writer is None or writer.broken:
            self._let_go(index)
            writer = self._open_writer(index)
            self._writers[index] = writer
        self._writers.move_to_end(index)
        while len(self._writers) > self._most_open:
            self._writers.popitem(last=False)[1].close()
        return writer

    def _open_writer(self, index: str) -> Writer:
        folder = self._folder(index)
        name = current_name(folder, self._tag)
        if name is None:
            name = next_name(folder, self._tag)
            self._found(folder, name, whole=stamp_of(folder) is None)
            make_current(folder, name)
        if index not in self._rebuilds:
            remove_others(folder, name)
        return Writer(folder / name, self._counted)

    def _found(self, folder: Path, name: str, *, whole: bool) -> None:
        for made in (self._root, folder):
            if not made.is_dir():
                made.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
                sync_folder(made.parent)
        found_generation(folder / name, whole=whole)

    def _swap(self, index: str, writer: Writer) -> None:
        """Let the generation that was built count, and its writer go on."""
        self._let_go(index)
        make_current(self._folder(index), writer.folder.name)
        remove_others(self._folder(index), writer.folder.name)
        self._writers[index] = writer

    def _let_go(self, index: str) -> None:
        with self._lock:
            self._readers.pop(index, None)
        writer = self._writers.pop(index, None)
        if writer is not None:
            writer.close()


@contextmanager
def _typed() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise typed(error) from None
