"""Turn hostile files into what became of them, of this process, and of those that read them."""

import gc
import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from resource import getpagesize
from typing import Any

from benchmarks.hostile import Hostile, invented
from benchmarks.hostile.every import KINDS
from entities.resume import ParseOutcome
from matcher.resume import Limits
from service.parsing import bounds_of
from service.sandbox import ParsePool
from service.settings import Settings

# Every limit far below its default: what breaks one is small then. A loaded machine is slow, so the wall is far.
LOW: dict[str, Any] = {
    "file_mb": 2,
    "file_pages": 5,
    "file_letters": 20_000,
    "pdf_page_objects": 2000,
    "pdf_page_steps": 100_000,
    "pdf_stream_mb": 1,
    "pdf_unpacked_mb": 2,
    "docx_entries": 60,
    "docx_unpacked_mb": 1,
    "docx_ratio": 50.0,
    "docx_depth": 60,
    "html_mb": 1,
    "html_depth": 60,
    "parse_soft_seconds": 0.7,
    "parse_seconds": 40.0,
    "parse_memory_mb": 256,
    "parse_workers": 2,
}
GRACE = 10.0  # seconds beyond the wall limit in which a killed child must be gone, on a loaded machine
JANE = b"Jane Doe\njane@example.com\n\nExperience\nCook, Inn AB   May 2019 - June 2020\n"


@dataclass(frozen=True, slots=True)
class Read:
    """What became of one file."""

    kind: str
    file: Hostile
    outcome: ParseOutcome
    seconds: float
    invented: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """What became of all files; sizes in bytes."""

    reads: Sequence[Read]
    grown: int  # this process
    server_grown: int  # the one that forks the readers
    pool: ParsePool

    def wrong(self, kind: str) -> dict[str, str]:
        """Name the files of a kind that ended in a status that isn't right for them, each with that."""
        return {
            read.file.name: f"{read.outcome.status}: {read.outcome.error}"
            for read in self.reads
            if read.kind == kind and read.outcome.status not in read.file.statuses
        }


def limits_of(settings: Settings) -> Limits:
    """Return the parser's limits as the sandbox gets them: through JSON."""
    return Limits(**json.loads(json.dumps(settings.reading_limits())))


def resident(pid: int | str = "self") -> int:
    """Return the memory that a process holds, in bytes; 0 where the system doesn't tell."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * getpagesize()
    except OSError:
        return 0


def children_of(pid: int) -> dict[int, str]:
    """Return a process's children with their states, as the system names them."""
    states = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, parent = (
                (folder / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[:2]
            )
        except OSError:
            continue
        if int(parent) == pid:
            states[int(folder.name)] = state
    return states


def server_of(pool: ParsePool) -> int:
    """Return the id of the process that forks the readers."""
    process = pool._server._process
    assert process is not None
    return process.pid


@contextmanager
def course(settings: Settings, *, only: str | None = None) -> Iterator[Course]:
    """Read all hostile files, or those of one name, by a pool as the settings say; yields with the pool still open."""
    limits = limits_of(settings)
    files = [
        (kind.__name__.rpartition(".")[2], file)
        for kind in KINDS
        for file in kind.files(limits)
        if only is None or file.file_name == only
    ]
    with ParsePool(settings.parse_workers, bounds=bounds_of(settings), options=settings.reading_limits()) as pool:
        list(pool.map([(JANE, "a.txt", None)] * 4))
        gc.collect()
        before, server_before = resident(), resident(server_of(pool))
        built = (file.build() for _, file in files)
        outcomes = pool.map((content, file.file_name, None) for content, (_, file) in zip(built, files, strict=True))
        ended = [(outcome, seconds) for outcome, seconds in outcomes]
        gc.collect()
        grown, server_grown = resident() - before, resident(server_of(pool)) - server_before
        reads = [
            Read(kind, file, outcome, seconds, _invented(file, outcome))
            for (kind, file), (outcome, seconds) in zip(files, ended, strict=True)
        ]
        yield Course(reads, grown, server_grown, pool)


def _invented(file: Hostile, outcome: ParseOutcome) -> tuple[str, ...]:
    return tuple(invented(outcome.resume, file.build(), file.shows)) if outcome.resume else ()


def settled(pid: int, most: int) -> dict[int, str]:
    """Wait a little until a process has so few children, and return them with their states."""
    for _ in range(200):
        states = children_of(pid)
        if len(states) <= most:
            return states
        time.sleep(0.05)
    return children_of(pid)
