"""Turn outputs of a long run into files that appear whole, all together, or not at all."""

import errno
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from entities.errors import InputError

# Where the file system has no files without a name, a draft lies beside its place under a hidden one.
NAMELESS_UNKNOWN = (errno.EOPNOTSUPP, errno.EISDIR, errno.ENOENT, errno.EINVAL)
READABLE = 0o666  # less what the user's mask takes


@dataclass(slots=True)
class _Draft:
    place: Path
    file: BinaryIO
    name: Path | None  # None: no name yet, the kernel drops it with the process


class Drafts:
    """Open outputs before the work, write them, and give them their names at the end, old files replaced.

    Whatever ends the work before `publish`, kill -9 included, leaves the old files and nothing beside them.
    """

    def __init__(self) -> None:
        self._drafts: list[_Draft] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for draft in self._drafts:
            with suppress(OSError):
                draft.file.close()
            if draft.name is not None:
                draft.name.unlink(missing_ok=True)

    def open(self, place: Path, *, apart_from: tuple[Path, ...] = ()) -> BinaryIO:
        """Open a file that will stand at `place`; finds out now whether it can.

        Raises InputError when nothing can be written there, or when the place is one of the inputs `apart_from`.
        """
        try:
            target = place.resolve()
            if any(target == one.place for one in self._drafts) or target in {one.resolve() for one in apart_from}:
                raise InputError(f"can't write {place.name}: another file of this run has that name")
            if target.exists() and not target.is_file():
                raise InputError(f"can't write {place.name}: not a regular file")
            if target.exists() and not os.access(target, os.W_OK):
                raise InputError(f"can't write {place.name}: it is read-only")
            draft = _nameless(target) or _hidden(target)
        except (OSError, ValueError, RuntimeError) as error:
            raise _unwritable(place, error) from None
        self._drafts.append(draft)
        return draft.file

    def publish(self) -> None:
        """Give every draft its name. Raises InputError when one can't be finished; the old file then stands."""
        for draft in self._drafts:
            try:
                draft.file.flush()
            except OSError as error:
                raise _unwritable(draft.place, error) from None
        for draft in self._drafts:
            try:
                if draft.name is None:
                    draft.name = _beside(draft.place)
                    _link(draft.file.fileno(), draft.name)
            except OSError as error:
                raise _unwritable(draft.place, error) from None
        for draft in self._drafts:  # all have names on the disk by now: only renaming is left
            assert draft.name is not None
            try:
                draft.name.replace(draft.place)
                draft.name = None
            except OSError as error:
                raise _unwritable(draft.place, error) from None


def _nameless(place: Path) -> _Draft | None:
    flag = getattr(os, "O_TMPFILE", 0)
    if not flag or not Path("/proc/self/fd").is_dir():
        return None
    try:
        number = os.open(place.parent, flag | os.O_RDWR | os.O_CLOEXEC, READABLE)
    except OSError as error:
        if error.errno in NAMELESS_UNKNOWN and place.parent.is_dir():
            return None
        raise
    return _Draft(place, os.fdopen(number, "w+b"), None)


def _hidden(place: Path) -> _Draft:
    name = _beside(place)
    number = os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, READABLE)
    return _Draft(place, os.fdopen(number, "w+b"), name)


def _link(number: int, name: Path) -> None:
    # With a folder's number Python calls linkat(2), which follows the link to the file; link(2) would not.
    folder = os.open("/proc/self/fd", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.link(str(number), name, src_dir_fd=folder, follow_symlinks=True)
    finally:
        os.close(folder)


def _beside(place: Path) -> Path:
    return place.with_name(f".{place.name}.{os.getpid()}")


def _unwritable(place: Path, error: Exception) -> InputError:
    return InputError(f"can't write {place.name}: {getattr(error, 'strerror', None) or 'not a name for a file'}")
