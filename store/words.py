"""Turn the words of each document of an index into a file that counts how many documents hold each word.

One SQLite file an index, `<root>/<index>.db`. What each document was counted with is kept by its number, so that
applying a change twice, or a later state first, comes to the same counts. A word that no document holds any more is
gone at once, and its bytes are overwritten.
"""

import json
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from store.faults import of_sqlite
from store.varints import packed, unpacked

if TYPE_CHECKING:  # numpy alone takes longer to load than `talentjoin --help` may
    from store.varints import Whole

FORM = 1  # of the tables below
OPEN_LIMIT = 64  # files
BUSY_SECONDS = 10.0
REMEMBERED = 1 << 16  # words of one file whose row is known
AT_ONCE = 10_000  # documents forgotten at once
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-8000",  # KiB
)
TABLES = (
    "CREATE TABLE word (id INTEGER PRIMARY KEY AUTOINCREMENT, word TEXT NOT NULL UNIQUE, documents INTEGER NOT NULL)",
    "CREATE TABLE held (number INTEGER PRIMARY KEY, round INTEGER NOT NULL, words BLOB NOT NULL)",
    "CREATE TABLE state (round INTEGER NOT NULL, renewing INTEGER NOT NULL, made INTEGER NOT NULL)",
    "INSERT INTO state SELECT 1, 0, random()",
)

LATER = "SELECT id, word FROM word WHERE id > ? ORDER BY id"
COUNTS = "SELECT word, documents FROM word WHERE id IN (SELECT value FROM json_each(?))"
ROWS = "SELECT word, id FROM word WHERE word IN (SELECT value FROM json_each(?))"
HELD = "SELECT number, round, words FROM held WHERE number IN (SELECT value FROM json_each(?))"
UNHELD = "SELECT word FROM word WHERE documents <= 0 AND id IN (SELECT value FROM json_each(?))"
FORGET = "DELETE FROM word WHERE documents <= 0 AND id IN (SELECT value FROM json_each(?))"
LAST = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'word'"

Stamp = tuple[int, int, int]  # which file it is, for an inode may come again; changes by others, and by this process


class WordFiles:
    """Keeps the files under `root`; `tag` says how words are made: a file made otherwise counts for nothing.

    Every call may raise StoreError (StoreFull, StoreBusy, StoreCorrupt).
    """

    def __init__(self, root: Path, *, tag: int = 0) -> None:
        self._root = root
        self._form = (tag << 8 | FORM) & 0x7FFFFFFF
        self._lock = threading.Lock()
        self._open: OrderedDict[str, _File] = OrderedDict()

    def put(self, index: str, held: Mapping[int, Collection[str]], *, round_: int | None = None) -> None:
        """Say which words documents hold from now on, by the documents' numbers; no words, no document.

        With a round, only for documents of which nothing was said since it began.
        """
        with self._file(index, make=bool(held)) as file:
            if file is not None and held:
                file.put(held, round_)

    def begin_round(self, index: str) -> int:
        """Begin to say of all documents which words they hold."""
        with self._file(index, make=True) as file:
            assert file is not None
            return file.begin_round()

    def end_round(self, index: str) -> None:
        """Forget the documents of which nothing was said since the round began."""
        with self._file(index, make=True) as file:
            assert file is not None
            file.end_round()

    def stamp(self, index: str) -> Stamp | None:
        """Give what changes whenever the words of an index may have changed; None where there are none."""
        with self._file(index) as file:
            return None if file is None else file.stamp()

    def later(self, index: str, after: int) -> list[tuple[int, str]]:
        """Read the words whose row came after a row, in order."""
        with self._file(index) as file:
            return [] if file is None else file.later(after)

    def counts(self, index: str, rows: Sequence[int]) -> list[tuple[str, int]]:
        """Read the words of some rows with how many documents hold each; one that is gone is left out."""
        with self._file(index) as file:
            return [] if file is None else file.counts(rows)

    def drop(self, index: str) -> None:
        """Forget an index."""
        with self._lock:
            held = self._open.pop(index, None)
            if held is not None:
                held.close()
            for end in ("", "-wal", "-shm"):
                self._path(index, end).unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of all files."""
        with self._lock:
            while self._open:
                self._open.popitem()[1].close()

    def _path(self, index: str, end: str = "") -> Path:
        return self._root / f"{index}.db{end}"

    @contextmanager
    def _file(self, index: str, *, make: bool = False) -> Iterator["_File | None"]:
        """Hold the file of an index, None where there is none; one at a time, for each call is short."""
        failure: sqlite3.Error | None = None
        with self._lock:
            try:
                yield self._opened(index, make=make)
            except sqlite3.Error as error:
                failure = error
                broken = self._open.pop(index, None)
                if broken is not None:
                    broken.close()
        if failure is not None:
            raise of_sqlite(failure)  # outside the handler: the driver's error may hold words

    def _opened(self, index: str, *, make: bool) -> "_File | None":
        path = self._path(index)
        try:
            inode = path.stat().st_ino
        except FileNotFoundError:
            inode = 0
        held = self._open.get(index)
        if held is not None and held.inode != inode:
            self._open.pop(index).close()
            held = None
        if held is None and (inode or make):
            self._root.mkdir(parents=True, exist_ok=True)
            held = self._open[index] = _File(path, self._form)
        if held is not None:
            if make:
                held.make()
            self._open.move_to_end(index)
            while len(self._open) > OPEN_LIMIT:
                self._open.popitem(last=False)[1].close()
        return held


class _File:
    """One open file."""

    def __init__(self, path: Path, form: int) -> None:
        self._connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        for pragma in PRAGMAS:
            self._connection.execute(pragma)
        (found,) = self._connection.execute("PRAGMA user_version").fetchone()
        self.inode = path.stat().st_ino
        self._rows: dict[str, int] = {}
        self._form, self._fits = form, found == form
        self._made = self._read_made()
        self._rows_of = self.stamp()

    def close(self) -> None:
        with suppress(sqlite3.Error):
            self._connection.close()

    def stamp(self) -> Stamp:
        (changed,) = self._connection.execute("PRAGMA data_version").fetchone()
        return self._made, changed, self._connection.total_changes

    def _read_made(self) -> int:
        return int(self._connection.execute("SELECT made FROM state").fetchone()[0]) if self._fits else 0

    def later(self, after: int) -> list[tuple[int, str]]:
        if not self._fits:
            return []
        return self._connection.execute(LATER, (after,)).fetchall()

    def counts(self, rows: Sequence[int]) -> list[tuple[str, int]]:
        return self._connection.execute(COUNTS, (json.dumps(rows),)).fetchall() if self._fits else []

    def put(self, held: Mapping[int, Collection[str]], round_: int | None) -> None:
        import numpy as np  # noqa: PLC0415 - as above

        with self._writing():
            (now, renewing) = self._connection.execute("SELECT round, renewing FROM state").fetchone()
            before = self._before(held)
            given = {
                number: spoken
                for number, spoken in held.items()
                if round_ is None or number not in before or before[number][0] < round_
            }
            rows = self._rows_for(set().union(*given.values()))
            spoken = np.array([rows[word] for words in given.values() for word in words], dtype=np.int64)
            lists = packed(spoken, [len(words) for words in given.values()])
            kept = [(number, now, words) for number, words in zip(given, lists, strict=True) if words or renewing]
            gone = [(number,) for number, words in given.items() if not words and not renewing and number in before]
            self._connection.executemany("REPLACE INTO held VALUES (?, ?, ?)", kept)
            self._connection.executemany("DELETE FROM held WHERE number = ?", gone)
            self._count(spoken, unpacked([before[number][1] for number in given if number in before]))

    def make(self) -> None:
        if self._fits:
            return
        with self._writing():
            for (table,) in self._connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            ).fetchall():
                self._connection.execute(f"DROP TABLE {table}")
            for statement in TABLES:
                self._connection.execute(statement)
            self._connection.execute(f"PRAGMA user_version = {self._form}")
        self._fits = True
        self._made = self._read_made()

    def begin_round(self) -> int:
        with self._writing():
            self._connection.execute("UPDATE state SET round = round + 1, renewing = 1")
            (now,) = self._connection.execute("SELECT round FROM state").fetchone()
        return int(now)

    def end_round(self) -> None:
        with self._writing():
            (now,) = self._connection.execute("SELECT round FROM state").fetchone()
            stale = self._connection.execute("SELECT words FROM held WHERE round < ?", (now,))
            while gone := [words for (words,) in stale.fetchmany(AT_ONCE)]:
                self._count(unpacked([]), unpacked(gone))
            self._connection.execute("DELETE FROM held WHERE round < ? OR words = x''", (now,))
            self._connection.execute("UPDATE state SET renewing = 0")

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            self._rows = {}
            with suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            raise
        self._rows_of = self.stamp()

    def _before(self, numbers: Iterable[int]) -> dict[int, tuple[int, bytes]]:
        held = self._connection.execute(HELD, (json.dumps(list(numbers)),))
        return {number: (round_, words) for number, round_, words in held}

    def _rows_for(self, spoken: Collection[str]) -> dict[str, int]:
        """Give the row of each word; one that has none gets one, which is never another's."""
        if self._rows_of != self.stamp() or len(self._rows) > REMEMBERED:
            self._rows = {}
        known = self._rows
        known.update(self._connection.execute(ROWS, (json.dumps([word for word in spoken if word not in known]),)))
        added = sorted(word for word in spoken if word not in known)
        if added:
            (last,) = self._connection.execute(LAST).fetchone()
            fresh = dict(zip(added, range(last + 1, last + 1 + len(added)), strict=True))
            self._connection.executemany("INSERT INTO word (word, id, documents) VALUES (?, ?, 0)", fresh.items())
            known.update(fresh)
        return known

    def _count(self, more: "Whole", fewer: "Whole") -> None:
        """Count rows up and down, once for each time they are named; a word that no document holds is gone."""
        import numpy as np  # noqa: PLC0415 - as above

        rows, at = np.unique(np.concatenate([more, fewer]), return_inverse=True)
        by = np.bincount(at[: len(more)], minlength=len(rows)) - np.bincount(at[len(more) :], minlength=len(rows))
        moved = [(change, row) for change, row in zip(by.tolist(), rows.tolist(), strict=True) if change]
        self._connection.executemany("UPDATE word SET documents = documents + ? WHERE id = ?", moved)
        fewer_now = json.dumps([row for change, row in moved if change < 0])
        for (word,) in self._connection.execute(UNHELD, (fewer_now,)).fetchall():
            self._rows.pop(word, None)
        self._connection.execute(FORGET, (fewer_now,))
