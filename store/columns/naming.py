"""Turn the folder of an index into the name of its generation that counts, or a name into the one that does."""

import os
import re
import shutil
from pathlib import Path

from store.columns.layout import PRIVATE_FILE, sync_folder

CURRENT = "CURRENT"
GENERATION = re.compile(r"g(\d{6,})-[0-9a-f]{8}")

Stamp = tuple[int, int]  # a file's inode and time of change in nanoseconds


def stamp_of(folder: Path) -> Stamp | None:
    """Give what changes whenever another generation comes to count; None where there was never one."""
    try:
        status = (folder / CURRENT).stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_mtime_ns


def current_name(folder: Path, tag: str) -> str | None:
    """Read which generation counts; None where there is none, or one of another form than the tag's."""
    try:
        name = (folder / CURRENT).read_text("ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    return name if GENERATION.fullmatch(name) and name.endswith(f"-{tag}") else None


def next_name(folder: Path, tag: str) -> str:
    """Name a generation that no generation was named before."""
    numbers = [int(match[1]) for entry in _generations(folder) if (match := GENERATION.fullmatch(entry.name))]
    return f"g{max(numbers, default=0) + 1:06d}-{tag}"


def make_current(folder: Path, name: str) -> None:
    """Let a generation count from now on, durably."""
    new = folder / f"{CURRENT}.new"
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE), "w", encoding="ascii") as file:
        file.write(name)
        file.flush()
        os.fsync(file.fileno())
    new.replace(folder / CURRENT)
    for parent in (folder, folder.parent):
        sync_folder(parent)


def remove_others(folder: Path, name: str) -> None:
    """Remove all generations but one; who has one of them open goes on reading it."""
    for entry in _generations(folder):
        if entry.name != name:
            shutil.rmtree(entry, ignore_errors=True)


def _generations(folder: Path) -> list[Path]:
    return [entry for entry in folder.iterdir() if GENERATION.fullmatch(entry.name)] if folder.is_dir() else []
