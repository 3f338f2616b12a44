"""Turn a folder into a set of runs, read by any number of processes and changed by one at a time."""

import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from entities.errors import Locked, StoreCorrupt
from store.columns.layout import PRIVATE_FOLDER, sync_folder, write_all
from store.runs.layout import MANIFEST, NAMED, RUNS_FORM, Sealer, check_of, typed
from store.runs.snapshot import Part, Snapshot, open_part, whole
from store.runs.writing import Arrays, new_file, write_dead, write_run

CHECKED_UPTO = 1 << 22  # bytes of a run that is read whole when it is opened; larger ones are checked before a merge
LINES = 3  # of a manifest: its checksum, what it says, nothing
TRIES = 8  # a run may be removed just while it is opened
Stamp = tuple[int, int]
Kept = tuple[Part, NDArray[np.int64]]  # a run that goes on counting, with all of its dead rows


class Runs:
    """The runs below one folder. `form` names what made them: runs of another form are as good as none.

    `sealed` names the arrays that `sealer` seals. Every call may raise StoreError; one that does has changed nothing.
    """

    def __init__(
        self, root: Path, *, form: str, sealer: Sealer | None = None, sealed: frozenset[str] = frozenset()
    ) -> None:
        self._root, self._form, self._sealer, self._sealed = root, form, sealer, sealed

    def stamp(self) -> Stamp | None:
        """Give what changes whenever other runs come to count; None where there were never any."""
        try:
            status = (self._root / MANIFEST).stat()
        except FileNotFoundError:
            return None
        return status.st_ino, status.st_mtime_ns

    def read(self) -> Snapshot | None:
        """Map the runs that count; None where there are none of this form, or they aren't what was once written."""
        with _typed():
            for _ in range(TRIES):
                before = self.stamp()
                found = self._manifest()
                if found is None:
                    return None
                try:
                    parts = tuple(open_part(self._root, one, self._sealer, CHECKED_UPTO) for one in found["parts"])
                except (FileNotFoundError, StoreCorrupt, ValueError):
                    if self.stamp() != before:
                        continue  # another manifest took its place meanwhile
                    return None
                return Snapshot(found["generation"], found["state"], parts)
        return None

    def commit(
        self, base: Snapshot | None, kept: Sequence[Kept], added: Sequence[Arrays], state: Mapping[str, int]
    ) -> Snapshot:
        """Let other runs count from now on, durably: some of those of `base`, with their dead rows, and new ones.

        The arrays of a new run are asked for one at a time. Raises Locked where other runs came to count since `base`.
        """
        with _typed():
            self._make_folder()
            if base is not None and (found := self._manifest()) and found["generation"] != base.generation:
                raise Locked("another process changed the matching keys")
            names = self._numbers()
            parts = [self._kept(part, dead, next(names)) for part, dead in kept]
            parts += [self._added(arrays, next(names)) for arrays in added]
            self._let_count({"generation": next(names), "state": dict(state), "parts": parts})
            self._remove_others(parts)
        made = self.read()
        if made is None:
            raise StoreCorrupt("matching keys that were just written can't be read")
        return made

    def whole(self, snapshot: Snapshot) -> bool:
        """Read all runs from end to end, and tell whether they are as they were written."""
        return all(whole(self._root, part.entry) for part in snapshot.parts)

    def drop(self) -> None:
        """Remove everything."""
        with _typed():
            shutil.rmtree(self._root, ignore_errors=True)

    def _manifest(self) -> dict[str, Any] | None:
        """Read the manifest; None where there is none, or one of another form, or one that was changed."""
        try:
            lines = (self._root / MANIFEST).read_bytes().split(b"\n")
        except FileNotFoundError:
            return None
        if len(lines) != LINES or lines[0] != check_of(lines[1]).encode():
            return None
        found: dict[str, Any] = json.loads(lines[1])
        return found if found["form"] == [RUNS_FORM, self._form] else None

    def _let_count(self, content: Mapping[str, Any]) -> None:
        body = json.dumps({**content, "form": [RUNS_FORM, self._form]}, separators=(",", ":")).encode()
        new = self._root / f"{MANIFEST}.new"
        new.unlink(missing_ok=True)
        with new_file(new) as descriptor:
            write_all(descriptor, check_of(body).encode() + b"\n" + body + b"\n", 0)
            os.fsync(descriptor)
        sync_folder(self._root)  # the runs themselves, before anything names them
        new.replace(self._root / MANIFEST)
        sync_folder(self._root)

    def _kept(self, part: Part, dead: NDArray[np.int64], number: int) -> dict[str, Any]:
        if len(dead) == len(part.dead):
            return dict(part.entry)
        return {"run": part.entry["run"], "dead": write_dead(self._root / f"dead-{number:08d}", dead)}

    def _added(self, arrays: Arrays, number: int) -> dict[str, Any]:
        return {"run": write_run(self._root / f"run-{number:08d}", arrays, self._sealer, self._sealed), "dead": None}

    def _numbers(self) -> Iterator[int]:
        """Give numbers that neither a file nor a manifest here ever had, for all that one can tell."""
        found = self._manifest()
        used = [int(match[2]) for entry in self._root.iterdir() if (match := NAMED.fullmatch(entry.name))]
        return count(max([found["generation"] if found else 0, *used], default=0) + 1)

    def _remove_others(self, parts: Sequence[Mapping[str, Any]]) -> None:
        """Remove the files that the manifest doesn't name; who has one of them open goes on reading it."""
        named = {said["name"] for part in parts for said in part.values() if said is not None}
        for entry in self._root.iterdir():
            if NAMED.fullmatch(entry.name) and entry.name not in named:
                entry.unlink(missing_ok=True)

    def _make_folder(self) -> None:
        if not self._root.is_dir():
            self._root.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
            sync_folder(self._root.parent)


@contextmanager
def _typed() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise typed(error) from None
