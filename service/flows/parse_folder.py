"""Turn a folder of resume files into lines of a results file, going on where an earlier run was ended."""

import fcntl
import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from entities.errors import Locked, NotFound, StoreError
from entities.resume import ParseOutcome
from matcher.resume import PARSER_VERSION
from service.flows.parse_files import answer, parse_files, read_file
from service.report import Report, silent
from service.settings import Settings

STAGE = "parse"
LEADS_BACK = ParseOutcome(status="unsupported", error="the folder leads back to one above it")

Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a run over a folder came to; `kept` files were parsed by an earlier run, `statuses` counts all."""

    files: int
    kept: int
    statuses: Mapping[str, int]

    @property
    def failed(self) -> int:
        """Files that could not be read."""
        return self.files - self.statuses.get("ok", 0)


def files_in(folder: Path) -> list[Path]:
    """List what lies in a folder and below it, in order of names; hidden names are left out.

    Links to folders are followed; one that leads back to a folder above it is listed itself, and answered as such.

    Raises NotFound where there is no such folder.
    """
    if not folder.is_dir():
        raise NotFound("no such folder", hint="name an existing folder of resume files")
    return list(_walk(folder, ()))


def _walk(folder: Path, above: tuple[tuple[int, int], ...]) -> Iterator[Path]:
    try:
        found = folder.stat()
        entries = sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name))
    except OSError:
        yield folder
        return
    if (found.st_dev, found.st_ino) in above:
        yield folder
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = folder / entry.name
        if _is_folder(entry):
            yield from _walk(path, (*above, (found.st_dev, found.st_ino)))
        else:
            yield path


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def parse_folder(
    folder: Path,
    out: Path,
    settings: Settings,
    date: str | None,
    *,
    report: Report = silent,
    each: Callable[[Line], None] = lambda _: None,
) -> Parsed:
    """Parse what lies in a folder into JSON Lines at `out`, one line a file, written as soon as it is known.

    Files that `out` already answers for, with the same bytes and by this parser, are not parsed again; lines of other
    files, and a last line cut short, go. `each` is given every line, old or new, in the order of the files.

    Raises NotFound (no such folder), Locked (another run writes `out`), StoreError (`out` can't be written).
    """
    files = [file for file in files_in(folder) if not _same(file, out)]
    with _results(out) as results:
        kept = _kept(results, settings.file_bytes, {str(file) for file in files})
        statuses: Counter[str] = Counter()
        fresh = _fresh([file for file in files if str(file) not in kept], settings, date)
        for done, file in enumerate(files, 1):
            line = _held(results, kept[str(file)]) if str(file) in kept else _written(results, next(fresh))
            statuses[line["status"]] += 1
            each(line)
            report(STAGE, done, len(files))
        _synced(results)
    return Parsed(len(files), len(kept), dict(statuses))


def _fresh(files: Iterable[Path], settings: Settings, date: str | None) -> Iterator[Line]:
    for line in parse_files(files, settings, date):
        if Path(line["file"]).is_dir():
            yield answer(line["file"], LEADS_BACK, 0.0, None)
        else:
            yield line


def _same(file: Path, out: Path) -> bool:
    return file == out or file.absolute() == out.absolute()


@contextmanager
def _results(out: Path) -> Iterator[BinaryIO]:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        results = out.open("r+b" if out.exists() else "x+b")
    except OSError as error:
        raise StoreError(f"the results can't be written: {error.strerror}") from None
    with results:
        try:
            fcntl.flock(results, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Locked("another run writes these results") from None
        yield results


def _kept(results: BinaryIO, limit: int, wanted: set[str]) -> dict[str, tuple[int, int]]:
    """Find the lines that still hold, by file: where they stand and how long they are; all others are cut out.

    Lines move towards the beginning only, so that this needs no second file; what a crash here garbles is no whole
    line any more and is parsed again.
    """
    held: dict[str, tuple[int, int]] = {}
    end = at = 0
    while raw := _at(results, at):
        line = _read(raw)
        at += len(raw)
        if line is None or line["file"] not in wanted or line["file"] in held or not _holds(line, limit):
            continue
        if end != at - len(raw):
            results.seek(end)
            results.write(raw)
        held[line["file"]] = end, len(raw)
        end += len(raw)
    results.seek(end)
    results.truncate()
    return held


def _at(results: BinaryIO, offset: int) -> bytes:
    results.seek(offset)
    return results.readline()


def _held(results: BinaryIO, place: tuple[int, int]) -> Line:
    offset, length = place
    line: Line = json.loads(os.pread(results.fileno(), length, offset))
    return line


def _read(raw: bytes) -> Line | None:
    try:
        line = json.loads(raw)
    except ValueError:
        return None
    whole = raw.endswith(b"\n") and isinstance(line, dict) and {"file", "status", "sha256", "parser"} <= line.keys()
    return line if whole else None


def _holds(line: Line, limit: int) -> bool:
    """Tell whether a line is about the bytes that the file now has; a file that could not be read is tried again."""
    if line["sha256"] is None or line["parser"] != PARSER_VERSION:
        return False
    read = read_file(Path(line["file"]), limit)
    return isinstance(read, bytes) and hashlib.sha256(read).hexdigest() == line["sha256"]


def _written(results: BinaryIO, line: Line) -> Line:
    """Append a line and hand it to the system at once."""
    try:
        text = json.dumps(line, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # a file's name may hold bytes that are no text; escaped they pass
        text = json.dumps(line).encode()
    try:
        results.write(text + b"\n")
        results.flush()
    except OSError as error:
        raise StoreError(f"the results can't be written: {error.strerror}", hint="run it again: it goes on") from None
    return line


def _synced(results: BinaryIO) -> None:
    try:
        os.fsync(results.fileno())
    except OSError as error:
        raise StoreError(f"the results can't be written: {error.strerror}") from None
