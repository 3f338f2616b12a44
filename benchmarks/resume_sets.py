"""Turn folders of resumes with manifests into judged readings, by us or by another parser."""

import json
import subprocess
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.cvs.figures import Judged, judged
from entities.resume import ParseOutcome
from matcher.resume import Limits, derive, parse_resume

PEER = Path(__file__).parent / "peers" / "resume_run.py"
PEER_SECONDS = 1_800

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Document:
    """One file of a set with its manifest entry."""

    path: Path
    entry: Entry


def documents(folder: Path, split: str | None = None) -> list[Document]:
    """List a set's documents (`manifest.json` in the folder), or those of one split of its layouts."""
    manifest: list[Entry] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return [Document(folder / entry["path"], entry) for entry in manifest if split in (None, entry.get("split"))]


def made(folder: Path, split: str) -> list[Document]:
    """List the documents of one split in all sets below a folder."""
    return [one for found in sorted(folder.glob("*/manifest.json")) for one in documents(found.parent, split)]


def prediction(path: str, outcome: ParseOutcome, seconds: float) -> dict[str, Any]:
    """Shape one outcome as a line of `talentjoin parse --json`."""
    line = {"file": path, "seconds": round(seconds, 4), **outcome.model_dump(mode="json")}
    if outcome.resume is not None:
        line["derived"] = derive(outcome.resume, outcome.document.date).model_dump(mode="json")
    return line


def read_all(found: Iterable[Document], source: str = "pdfminer") -> list[dict[str, Any]]:
    """Parse every document in this process; `seconds` is CPU time."""
    limits = Limits(source=source)  # type: ignore[arg-type]  # one of its two words
    lines = []
    for document in found:
        content = document.path.read_bytes()
        started = time.process_time()
        outcome = parse_resume(content, document.path.name, limits=limits)
        lines.append(prediction(document.entry["path"], outcome, time.process_time() - started))
    return lines


def judge_all(found: Sequence[Document], lines: Sequence[dict[str, Any]]) -> list[Judged]:
    """Judge what was read of each document."""
    return [judged(document.entry, line["resume"]) for document, line in zip(found, lines, strict=True)]


def read_by_peer(peer: str, python: Path, found: Sequence[Document]) -> list[dict[str, Any]] | None:
    """Have another parser read the documents, in an interpreter that has it; None where it hasn't."""
    names = "\n".join([peer, *(str(document.path.resolve()) for document in found)])
    done = subprocess.run(
        [str(python), str(PEER)], input=names, capture_output=True, text=True, timeout=PEER_SECONDS, check=False
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return lines if len(lines) == len(found) else None
