"""Turn resume files on disk into answers of the parse interface, read apart from this process."""

import hashlib
import stat
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from entities.resume import ParseOutcome
from matcher.resume import PARSER_VERSION, derive
from service.parsing import LazyParser
from service.sandbox import File
from service.settings import Settings

Waiting = tuple[Path, str | None, ParseOutcome | None]  # file, digest of its bytes, why it was not parsed


def parse_files(files: Iterable[Path], settings: Settings, date: str | None) -> Iterator[dict[str, Any]]:
    """Parse files in order, a few ahead; every one, readable or not, gets an answer with a typed status."""
    limit = settings.file_bytes
    waiting: deque[Waiting] = deque()  # read, not yet answered

    def contents() -> Iterator[File]:
        for file in files:
            read = read_file(file, limit)
            if isinstance(read, bytes):
                waiting.append((file, hashlib.sha256(read).hexdigest(), None))
                yield read, file.name, date
            else:
                waiting.append((file, None, read))

    with LazyParser(settings) as parser:
        for outcome, seconds in parser.map(contents(), tenant=None):
            yield from _refused(waiting)
            file, digest, _ = waiting.popleft()
            yield answer(str(file), outcome, seconds, digest)
        yield from _refused(waiting)


def _refused(waiting: deque[Waiting]) -> Iterator[dict[str, Any]]:
    """Answer for the files before the next one that was sent to the parser."""
    while waiting and (refusal := waiting[0][2]) is not None:
        file, _, _ = waiting.popleft()
        yield answer(str(file), refusal, 0.0, None)


def answer(name: str, outcome: ParseOutcome, seconds: float, digest: str | None) -> dict[str, Any]:
    """Shape one answer: what was read, figures derived from it, and which bytes were read by which parser."""
    whole: dict[str, Any] = {
        "file": name,
        "status": outcome.status,
        "error": outcome.error,
        "seconds": round(seconds, 4),
        "document": outcome.document.model_dump(mode="json"),
        "resume": outcome.resume.model_dump(mode="json") if outcome.resume else None,
        "sha256": digest,
        "parser": PARSER_VERSION,
    }
    if outcome.resume:
        whole["derived"] = derive(outcome.resume, outcome.document.date).model_dump(mode="json")
    return whole


def read_file(file: Path, limit: int) -> bytes | ParseOutcome:
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
