"""Turn resume files on disk into answers of the parse interface, read apart from this process."""

import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from entities.resume import ParseOutcome
from matcher.resume import derive
from service.parsing import LazyParser
from service.settings import Settings

MEGABYTE = 1_000_000
FILES_AT_ONCE = 16  # read together, so that all workers are busy


def parse_files(files: Sequence[Path], settings: Settings, date: str | None) -> Iterator[dict[str, Any]]:
    """Parse files in order; every one, readable or not, gets an answer with a typed status."""
    limit = settings.file_mb * MEGABYTE
    with LazyParser(settings) as parser:
        for start in range(0, len(files), FILES_AT_ONCE):
            batch = [(file, _read(file, limit)) for file in files[start : start + FILES_AT_ONCE]]
            contents = [(read, file.name, date) for file, read in batch if isinstance(read, bytes)]
            parsed = iter(parser.map(contents, tenant=None))
            for file, read in batch:
                outcome, seconds = next(parsed) if isinstance(read, bytes) else (read, 0.0)
                yield answer(str(file), outcome, seconds)


def answer(name: str, outcome: ParseOutcome, seconds: float) -> dict[str, Any]:
    """Shape one answer as design §5 fixes it, derived figures beside what was read."""
    whole: dict[str, Any] = {
        "file": name,
        "status": outcome.status,
        "error": outcome.error,
        "seconds": round(seconds, 4),
        "document": outcome.document.model_dump(mode="json"),
        "resume": outcome.resume.model_dump(mode="json") if outcome.resume else None,
    }
    if outcome.resume:
        whole["derived"] = derive(outcome.resume, outcome.document.date).model_dump(mode="json")
    return whole


def _read(file: Path, limit: int) -> bytes | ParseOutcome:
    """Read a regular file up to one byte over the limit; anything else is answered with a status."""
    try:
        kind = file.stat().st_mode
        if not stat.S_ISREG(kind):
            return ParseOutcome(status="unsupported", error="not a regular file")
        with file.open("rb") as content:
            read = content.read(limit + 1)
    except FileNotFoundError:
        return ParseOutcome(status="unsupported", error="no such file")
    except OSError as error:
        return ParseOutcome(status="unsupported", error=f"the file can't be read: {error.strerror}")
    if len(read) > limit:
        return ParseOutcome(status="too_large", error="larger than the limit for files")
    return read
