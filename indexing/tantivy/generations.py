"""Turn a folder into the generations of one index, of which the file CURRENT names the one that counts.

`FOLDER/CURRENT` holds the name of a subfolder such as `g000003-1f0c22ab`: its number and the form it is written in.
A generation is built beside the current one; renaming a new CURRENT over the old one is the whole swap.
"""

import os
import re
import shutil
import weakref
from pathlib import Path

import tantivy

from entities.errors import EngineDown
from indexing.tantivy.schema import build_schema, format_tag
from indexing.tantivy.snapshot import Pinned, Remembered

CURRENT = "CURRENT"
GENERATION = re.compile(r"g(\d{6,})-[0-9a-f]{8}")
REBUILD_HINT = "rebuild the index: talentjoin rebuild"

Stamp = tuple[int, int]  # a file's inode and time of change in nanoseconds


class Generation:
    """An open generation; its files stay until the last snapshot of it is gone."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        self.folder = folder
        self.schema = build_schema()
        if create:
            folder.mkdir(parents=True)
            self.index = tantivy.Index(self.schema, path=str(folder))
        else:
            self.index = tantivy.Index.open(str(folder))
        self.index.config_reader("manual", 0)
        self._stamp = stamp_of(folder / "meta.json")
        self.index.reload()
        self._remembered = Remembered()

    def pin(self) -> Pinned:
        """Pin the last commit, whichever process made it."""
        stamp = stamp_of(self.folder / "meta.json")
        if stamp != self._stamp:
            self.index.reload()
            self._stamp = stamp
            self._remembered = Remembered()  # snapshots of the commit before keep theirs
        return Pinned(self.index.searcher(), self.schema, self, self._remembered)

    def retire(self) -> None:
        """Remove the files as soon as nobody reads them."""
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)


def stamp_of(path: Path) -> Stamp | None:
    """Give what changes whenever a file is replaced; None where there is none."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_mtime_ns


def current_name(folder: Path) -> str | None:
    """Read which generation counts, None where the index was never written; raises EngineDown if it can't be used."""
    try:
        name = (folder / CURRENT).read_text("ascii").strip()
    except FileNotFoundError:
        return None
    if not GENERATION.fullmatch(name):
        raise EngineDown("an index's CURRENT file is damaged", hint=REBUILD_HINT)
    if not name.endswith(format_tag()):
        raise EngineDown("an index was written in another form", hint=REBUILD_HINT)
    return name


def next_name(folder: Path) -> str:
    """Name a generation that no generation was named before."""
    numbers = [int(match[1]) for entry in _entries(folder) if (match := GENERATION.fullmatch(entry.name))]
    return f"g{max(numbers, default=0) + 1:06d}-{format_tag()}"


def make_current(folder: Path, name: str) -> None:
    """Let a generation count from now on, durably."""
    new = folder / f"{CURRENT}.new"
    with new.open("w", encoding="ascii") as file:
        file.write(name)
        file.flush()
        os.fsync(file.fileno())
    new.replace(folder / CURRENT)
    for directory in (folder, folder.parent):
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def remove_leftovers(folder: Path, keep: set[str]) -> None:
    """Remove generations that a crash left behind."""
    for entry in _entries(folder):
        if GENERATION.fullmatch(entry.name) and entry.name not in keep:
            shutil.rmtree(entry, ignore_errors=True)


def _entries(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []
